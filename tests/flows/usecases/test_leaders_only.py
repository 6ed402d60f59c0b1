"""Only the leaders of a region can do what leaders do, checked at every act."""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from flows.events import FieldValue, Kind
from flows.scan import Mode
from flows.topics import Topic
from flows.usecases import (
    dip_acts,
    dip_steps,
    follow_scan,
    free_weeks,
    lead_planned,
    lead_scan,
    partners,
    rhythm,
    rhythm_setup,
    setup,
    start_scan,
    statements,
    we_sentences,
    year,
)
from flows.usecases.desk import Reply
from flows.usecases.routes import route_of
from tests.support.builders import NOW, form_of, notice_of, said
from tests.support.leading import ADMIN, FORMER, LEADER, OTHER, STRANGER, LedWorld, snapshot

MODULES = (
    setup,
    partners,
    free_weeks,
    start_scan,
    lead_scan,
    lead_planned,
    follow_scan,
    statements,
    rhythm,
    rhythm_setup,
    we_sentences,
    year,
    dip_acts,
    dip_steps,
)
ADMINS_TOO = {"region.leaders"}
"""What an administrator may do for a region of their workspace."""
ADMINS_ONLY = {"region.new"}
OF_REGIONS = {Topic.APPOINTED}
"""What is about a region: the number of its subject may be that of a scan elsewhere."""


def acts() -> Iterator[tuple[Kind, str]]:
    """Every tap and form of leaders."""
    for module in MODULES:
        for action in module.TAPS:
            yield Kind.TAP, action
        for action in module.FORMS:
            yield Kind.SUBMIT, action


ACTS = [pytest.param(kind, action, id=f"{kind}-{action}") for kind, action in acts()]
LEADERS_ACTS = [
    pytest.param(kind, action, id=f"{kind}-{action}")
    for kind, action in acts()
    if action not in ADMINS_ONLY
]


@pytest.fixture
def world() -> LedWorld:
    """A region with two partners, a running scan and a rhythm."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    world.start(Mode.OPEN)
    world.hand_in("U1")
    exams = form_of(world.lead("free_weeks.list"))
    world.hand(exams, whose="exams", first=date(2027, 5, 10), last=date(2027, 5, 28))
    form = form_of(world.lead("rhythm.form"))
    world.hand(form_of(world.hand(form)))
    return world


def act(world: LedWorld, kind: Kind, action: str, user_id: str, **args: int) -> Reply:
    """Do something with a form filled in well enough to have an effect, if it may."""
    about: dict[str, str | int] = {
        "region": world.region.id,
        "scan": world.now_scan().id,
        "partner": world.store.partners.find()[0].id,
        "response": world.store.responses.find()[0].id,
        "period": world.store.periods.find()[0].id,
        "turn": "2027-06-15",
    }
    values: Mapping[str, FieldValue] = {
        "name": "Gekaapt",
        "channel": "C2",
        "leaders": (STRANGER,),
        "people": (STRANGER,),
        "sector": "vmbo",
        "title": "Gekaapt",
        "mode": "protected",
        "minimum": "3",
        "moments": "one",
        "deadline": NOW.date().replace(year=NOW.year + 1, month=1),
        "meeting_1": NOW.date(),
        "whose": "region",
        "first": NOW.date(),
        "last": NOW.date(),
        "every": "year",
        "day": date(2027, 6, 1),
    }
    return world.act(world.request(kind, user_id, action, {**about, **args}, values))


@pytest.mark.parametrize(("kind", "action"), LEADERS_ACTS)
@pytest.mark.parametrize("user_id", [STRANGER, FORMER, OTHER, ADMIN, "U1"])
def test_who_does_not_lead_the_region_is_refused(
    world: LedWorld, kind: Kind, action: str, user_id: str
) -> None:
    """A stranger, a former leader, another region's, an admin, a participant: nothing changes."""
    if user_id == ADMIN and action in ADMINS_TOO:
        return
    before = snapshot(world)
    reply = act(world, kind, action, user_id)
    assert notice_of(reply) == "setup.not_leader"
    assert reply.form is None
    assert not reply.errors
    assert snapshot(world) == before


def kept_of(world: LedWorld) -> object:
    """All that is kept of the region."""
    store, region_id = world.store, world.region.id
    scans = store.scans.find(region_id=region_id)
    of_scans = tuple(scan.id for scan in scans)
    return (
        store.regions.get(region_id),
        *(
            list(records.find(region_id=region_id))
            for records in (
                store.leaders,
                store.meetings,
                store.partners,
                store.participants,
                store.periods,
                store.rhythms,
            )
        ),
        list(scans),
        list(store.responses.find(scan_id=of_scans)),
        [one for one in store.wishes.find(subject_id=of_scans) if one.topic not in OF_REGIONS],
    )


@pytest.mark.parametrize(("kind", "action"), LEADERS_ACTS)
def test_ids_of_another_region_touch_nothing_there(
    world: LedWorld, kind: Kind, action: str
) -> None:
    """A leader who names their own region beside another's scan, partner or response."""
    before = kept_of(world)
    reply = act(world, kind, action, OTHER, region=world.other.id)
    assert kept_of(world) == before
    shown = "" if reply.form is None else said(reply.form)
    assert not any(name in shown for name in ("De Boer", "ROC West", "Noordwest"))


@pytest.mark.parametrize(("kind", "action"), ACTS)
def test_what_is_gone_is_answered_kindly(world: LedWorld, kind: Kind, action: str) -> None:
    """Ids that no longer exist, or are none, change nothing and break nothing."""
    for gone in (0, 999):
        before = snapshot(world)
        reply = act(world, kind, action, LEADER, region=gone, scan=gone, partner=gone)
        assert notice_of(reply) in {"setup.not_leader", "setup.not_admin", "setup.gone"}
        assert snapshot(world) == before


@pytest.mark.parametrize("kind", [Kind.TAP, Kind.SUBMIT])
@pytest.mark.parametrize("user_id", [LEADER, STRANGER, FORMER, OTHER])
def test_only_an_administrator_adds_a_region(world: LedWorld, kind: Kind, user_id: str) -> None:
    """Leading one is not enough."""
    before = snapshot(world)
    assert notice_of(act(world, kind, "region.new", user_id)) == "setup.not_admin"
    assert snapshot(world) == before


def test_every_act_of_leaders_is_known() -> None:
    """What is tried here is what the routes lead to."""
    world = LedWorld()
    for kind, action in acts():
        request = world.request(kind, LEADER, action, {}, {})
        module = next(m for m in MODULES if action in {*m.TAPS, *m.FORMS})
        table = module.TAPS if kind is Kind.TAP else module.FORMS
        assert route_of(request.event) is table[action]
