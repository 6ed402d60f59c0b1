"""Who may do what with actions, checked at every act."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest

from flows.action import Action
from flows.events import FieldValue, Kind
from flows.usecases import action_form, actions
from flows.usecases.desk import Reply
from flows.usecases.routes import route_of
from tests.support.acting import FIRST, WHAT, ActingWorld
from tests.support.builders import TEAM, notice_of, said
from tests.support.leading import ADMIN, CHANNEL, FORMER, LEADER, OTHER, STRANGER

MODULES = (actions, action_form)
READERS = {"action.list", "action.open", "action.where"}
"""What whoever may read actions does."""
MAKERS = {"action.new", "action.save"}
"""What every participant does."""
OWNER, MAKER, MEMBER, GUEST, NAMESAKE, GONE = "U1", "U2", "UM", "UG", "UN", "U5"
MAY = {
    LEADER: "change",
    OWNER: "change",
    MAKER: "change",
    "U3": "make",  # takes part
    MEMBER: "read",  # a member of the stuurgroep's channel without a part in anything
    GUEST: "read",  # the same, of another organisation that shares the channel
    NAMESAKE: "",  # of another organisation, with the user id of a member
    GONE: "",  # made it, and left the region afterwards
    ADMIN: "",
    FORMER: "",
    STRANGER: "",
    OTHER: "",  # leads another region
}
"""The most that somebody may do."""


@pytest.fixture
def world() -> ActingWorld:
    """An action that U1 owns, with everybody around it."""
    world = ActingWorld()
    world.user(MEMBER, "Mira Lid")
    world.from_outside(GUEST)
    world.from_outside(NAMESAKE, known_as=TEAM)
    world.members = {CHANNEL: {MEMBER, GUEST, NAMESAKE}}
    world.made(MAKER)
    gone = world.store.participants.get(world.participant(GONE))
    world.store.participants.save(replace(gone, removed_at=world.now))
    return world


def acts() -> Iterator[tuple[Kind, str]]:
    """Every tap and form about actions."""
    for module in MODULES:
        for action in module.TAPS:
            yield Kind.TAP, action
        for action in module.FORMS:
            yield Kind.SUBMIT, action


ACTS = [
    pytest.param(kind, action, id=f"{kind}-{action}")
    for kind, action in acts()
    if action != "action.done"  # closes a window
]


def do(world: ActingWorld, kind: Kind, act: str, user_id: str, **about: int) -> Reply:
    """Do something with a window filled in well enough to have an effect, if it may."""
    action = world.newest()
    args: dict[str, str | int] = {
        "region": world.region.id,
        "action": action.id,
        "move": "carried_out",
        "phase": action.phase,
        **about,
    }
    values: Mapping[str, FieldValue] = {
        "what": "Gekaapt",
        "sign": "Gekaapt",
        "owner": str(world.participant("U3")),
        "due": date(2027, 6, 1),
        "item": FIRST,
        "reason": "Gekaapt",
        "region": str(args["region"]),
    }
    return world.act(world.request(kind, user_id, act, args, values))


def kept(world: ActingWorld) -> tuple[list[Action], int]:
    """All actions as they are, and how much is wanted said."""
    wanted = sum(wish.wanted for wish in world.store.wishes.find())
    return list(world.store.actions.find()), wanted


def allowed(act: str, may: str) -> bool:
    """Whether somebody who may do this much may do that."""
    if act in READERS:
        return bool(may)
    return may in ({"make", "change"} if act in MAKERS else {"change"})


@pytest.mark.parametrize(("kind", "act"), ACTS)
@pytest.mark.parametrize("user_id", MAY)
def test_nobody_does_more_than_they_may(
    world: ActingWorld, kind: Kind, act: str, user_id: str
) -> None:
    """Who may not is told why, and nothing changes or shows; who may is not refused."""
    if user_id == GONE:
        world.change(world.newest(), created_by=world.person(GONE).id)
    before = kept(world)
    reply = do(world, kind, act, user_id)
    refused = notice_of(reply) in {"action.not_yours", "action.only_parts", "action.only_own"}
    # With words behind the choice of a region it is about making one.
    needed = "action.save" if act == "action.where" else act
    assert refused is not allowed(needed, MAY[user_id])
    if refused:
        assert reply.form is None
        assert not reply.errors
        assert kept(world) == before


@pytest.mark.parametrize(("kind", "act"), ACTS)
def test_ids_of_another_region_touch_nothing_there(
    world: ActingWorld, kind: Kind, act: str
) -> None:
    """A leader who names their own region beside another's action."""
    before = kept(world)
    reply = do(world, kind, act, OTHER, region=world.other.id)
    assert [one for one in kept(world)[0] if one.region_id == world.region.id] == before[0]
    shown = "" if reply.form is None else said(reply.form)
    assert WHAT not in shown


@pytest.mark.parametrize(("kind", "act"), ACTS)
@pytest.mark.parametrize("gone", [0, 999])
def test_what_is_gone_is_answered_kindly(
    world: ActingWorld, kind: Kind, act: str, gone: int
) -> None:
    """Ids that no longer exist, or are none, change nothing and break nothing."""
    before = kept(world)
    reply = do(world, kind, act, LEADER, region=gone, action=gone)
    assert notice_of(reply) == "action.not_yours"
    assert kept(world) == before


@pytest.mark.parametrize("user_id", [OWNER, MAKER])
def test_whose_action_it_was_may_change_it_no_more(world: ActingWorld, user_id: str) -> None:
    """Once they left their organisation."""
    participant = world.store.participants.get(world.participant(user_id))
    world.store.participants.save(replace(participant, removed_at=world.now))
    assert notice_of(do(world, Kind.TAP, "action.move", user_id)) == "action.not_yours"


def test_every_act_is_known() -> None:
    """What is tried here is what the routes lead to."""
    world = ActingWorld()
    for kind, action in acts():
        request = world.request(kind, LEADER, action, {}, {})
        module = next(m for m in MODULES if action in {*m.TAPS, *m.FORMS})
        table = module.TAPS if kind is Kind.TAP else module.FORMS
        assert route_of(request.event) is table[action]
