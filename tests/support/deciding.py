"""A region whose people keep decisions, and what they do with them."""

from dataclasses import replace
from datetime import date

from flows.decision import Decision
from flows.events import KEEP_DECISION, FieldValue, Kind, Place
from flows.messages import Form
from flows.usecases import routes
from flows.usecases.desk import Reply
from tests.support.builders import form_of
from tests.support.leading import CHANNEL, STRANGER, LedWorld

KARIN, TOM = "U1", "U2"
READER = STRANGER
"""Who has no part in the region, but reads its channel."""
TODAY = date(2027, 3, 8)


def deciding() -> LedWorld:
    """Two partners with a participant each, and a member of the channel without a part."""
    world = LedWorld()
    world.take_in("Installatiebedrijf De Boer", KARIN)
    world.take_in("ROC West", TOM)
    world.members = {CHANNEL: {READER, KARIN}}
    return world


def chosen(
    world: LedWorld, user_id: str, text: str, channel: str = CHANNEL, mark: str = "1.2"
) -> Reply:
    """Somebody chooses the shortcut at a message."""
    request = world.request(Kind.SHORTCUT, user_id, KEEP_DECISION, {}, {})
    event = replace(request.event, text=text, channel=channel, mark=mark)
    request = replace(request, event=event, known=world.facts(event))
    return routes.route_of(event).handle(request)


def typed(world: LedWorld, text: str, user_id: str, channel: str = "") -> Reply:
    """Somebody types the command in a channel."""
    request = world.request(Kind.COMMAND, user_id, "", {}, {})
    event = replace(request.event, text=text, channel=channel)
    request = replace(request, event=event, known=world.facts(event))
    return routes.route_of(event).handle(request)


def in_window(world: LedWorld, action: str, user_id: str, **args: str | int) -> Reply:
    """A tap in a window."""
    request = world.request(Kind.TAP, user_id, action, args, {})
    return world.act(replace(request, event=replace(request.event, place=Place.FORM)))


def keep(world: LedWorld, user_id: str = KARIN, **values: FieldValue) -> Decision:
    """A decision that somebody kept by the form."""
    form = form_of(world.command("besluit", user_id))
    reply = world.submit(form, user_id, **{"what": "Elke school een contact", **values})
    assert not reply.errors, reply.errors
    return world.store.decisions.find()[-1]


def now(world: LedWorld, decision: Decision) -> Decision:
    """A decision as it now is."""
    return world.store.decisions.get(decision.id)


def owner_id(world: LedWorld, user_id: str) -> int:
    """The participant that somebody is in the region."""
    found = world.store.participants.one(
        region_id=world.region.id, person_id=world.person(user_id).id, removed_at=None
    )
    assert found is not None
    return found.id


def listed(world: LedWorld, user_id: str = KARIN, **args: str | int) -> Form:
    """The list as somebody sees it."""
    return form_of(world.tap("decision.list", user_id, region=world.region.id, **args))


def two_regions(world: LedWorld) -> None:
    """Karin leads another region as well."""
    world.appoint(KARIN, world.other)
