"""What the channel reads of an action, from the current state."""

from collections.abc import Mapping
from datetime import date, datetime

from flows.action import Action, Help, is_over_date
from flows.holidays import Almanac
from flows.instrument import Instrument, Item
from flows.language import Localized
from flows.outbox import Wish
from flows.ports import Store
from flows.region import Participant
from flows.topics import Topic
from flows.usecases.about import region_of
from flows.usecases.rendering import Rendering
from flows.usecases.walks import Instruments
from flows.views.action_lines import ActionSeen
from flows.views.action_message import action_message, frozen_help_message, help_message
from flows.views.owner import Owner


def owner_of(store: Store, action: Action) -> Participant | None:
    """Who has an action: a participant who has left their organisation has it no more."""
    if action.owner_id is None:
        return None
    return store.participants.one(id=action.owner_id, removed_at=None)


def item_of(action: Action, instruments: Mapping[str, Instrument]) -> Localized | None:
    """The statement that an action should lift, as it stands beside an axis."""
    instrument = instruments.get(action.instrument)
    found = statement_in(instrument, action.item) if instrument else None
    return found.short if found else None


def statement_in(instrument: Instrument, key: str) -> Item | None:
    """The statement of a questionnaire with this key, if it has one."""
    return next((item for item in instrument.statements if item.key == key), None)


def seen_as(store: Store, action: Action, instruments: Instruments, today: date) -> ActionSeen:
    """An action as people see it on a day."""
    owner = owner_of(store, action)
    partner = store.partners.one(id=action.partner_id) if action.partner_id else None
    name = partner.name if partner else ""
    person = store.people.get(owner.person_id) if owner else None
    return ActionSeen(
        action=action,
        owner=Owner(id=owner.id, user_id=person.user_id, person=person.name, partner=name)
        if owner and person
        else None,
        partner=name,
        item=item_of(action, instruments),
        late=is_over_date(action, today),
    )


def render_told(store: Store, wish: Wish, instruments: Instruments, _almanac: Almanac) -> Rendering:
    """An action in the channel, or that its owner asks for help."""
    action = store.actions.get(wish.subject_id)
    # Never late: it would say so only until or after something else changed.
    seen = seen_as(store, action, instruments, action.due_on)
    asks = wish.topic is Topic.HELP
    return Rendering(
        message=help_message(seen) if asks else action_message(seen),
        frozen=frozen_help_message(seen) if asks else None,
        language=store.regions.get(action.region_id).language,
        channel=wish.address,
    )


def action_has_point(store: Store, wish: Wish, _now: datetime) -> bool:
    """Whether the channel should still hear of a new action."""
    action = store.actions.get(wish.subject_id)
    return action.is_open and region_of(store, wish).channel == wish.address


def help_has_point(store: Store, wish: Wish, _now: datetime) -> bool:
    """Whether its owner still asks the channel for help."""
    action = store.actions.get(wish.subject_id)
    asks = action.is_open and action.help is Help.CHANNEL
    return asks and region_of(store, wish).channel == wish.address
