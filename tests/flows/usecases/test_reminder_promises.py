"""Whatever scan is opened, whenever in the known school years: nobody is reminded wrongly."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.calendar import is_open, local_day, local_time, next_open
from flows.region import Period, PeriodKind, Sector
from flows.response import Response
from flows.scan import ScanState
from flows.topics import Topic
from flows.usecases.diary import partner_diary
from flows.views.walk import LAST, REMINDED
from tests.support.builders import form_of
from tests.support.leading import LedWorld, about

openings = st.integers(0, 1750 * 24 * 60).map(
    lambda minutes: datetime(2025, 8, 25, tzinfo=UTC) + timedelta(minutes=minutes)
)
weeks = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=2)


def reminded(world: LedWorld, moment: datetime) -> Response | None:
    """U1's response if they were reminded at a moment, which comes now."""
    world.now = moment
    world.beat()
    walks = [post for post in about(world.deliver(), Topic.WALK) if post.is_new]
    response = world.response("U1")
    mine = [post for post in walks if post.reader == "U1"]
    return response if mine and response.note in {REMINDED, LAST} else None


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    opens_at=openings,
    days=st.integers(1, 40),
    sector=st.sampled_from(Sector),
    own=weeks,
    hands_in=st.none() | st.integers(0, 40),
)
def test_reminders_keep_their_promises(
    opens_at: datetime,
    days: int,
    sector: Sector,
    own: list[tuple[int, int]],
    hands_in: int | None,
) -> None:
    """At most two, at ten, on different days, in their hours, not after handing in or closing."""
    world = LedWorld()
    world.now = opens_at
    partner = world.take_in("De Boer", "U1")
    world.hand(
        form_of(world.lead("partners.edit", partner=partner.id)),
        sector=sector.value,
        people=("U1",),
    )
    today = local_day(opens_at, world.region.timezone)
    for first, length in own:
        start = today + timedelta(days=first)
        period = Period(
            region_id=world.region.id,
            partner_id=partner.id,
            kind=PeriodKind.FREE,
            first=start,
            last=start + timedelta(days=length),
        )
        world.store.periods.add(period)
    scan = world.start(deadline=today + timedelta(days=days))
    world.deliver()
    diary = partner_diary(world.store, world.store.partners.get(partner.id), world.almanac)
    invited_on = local_day(next_open(opens_at, diary.timezone, diary.free), diary.timezone)
    done_at = opens_at + timedelta(days=hands_in) if hands_in is not None else None
    sent: list[date] = []
    while world.now_scan().state is not ScanState.PUBLISHED:
        moment = world.store.next_due()
        assert moment is not None
        if done_at is not None and done_at <= moment and world.response("U1").submitted_at is None:
            world.now = done_at
            world.hand_in("U1")
            world.deliver()
            continue
        response = reminded(world, moment)
        if response is not None:
            assert response.submitted_at is None
            assert is_open(moment, diary.timezone, diary.free)
            assert local_time(moment, diary.timezone).hour == 10
            assert moment < scan.closes_at
            sent.append(local_day(moment, diary.timezone))
    assert len(set(sent)) == len(sent) <= 2
    assert all(day > invited_on for day in sent)
