"""Who has not handed in is reminded: how often, when, and what they then read."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.language import Language
from flows.outbox import disturbs
from flows.region import Period, PeriodKind
from flows.response import ResponseState
from flows.scan import Mode, ScanState
from flows.topics import Topic
from flows.usecases.due import PORTION
from flows.views.walk import LAST, REMINDED
from tests.support.builders import INSTRUMENT, form_of, said
from tests.support.leading import LedWorld, Post, about

FIRST = datetime(2027, 3, 12, 9, tzinfo=UTC)
SECOND = datetime(2027, 3, 17, 9, tzinfo=UTC)
NO_MORE = "Hierna krijgt u over deze scan geen herinnering meer."


@pytest.fixture
def world() -> LedWorld:
    """A scan from Monday 8 to Friday 19 March with U1, U2 and U3, all read."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    world.start(Mode.OPEN, deadline=date(2027, 3, 19))
    world.deliver()
    return world


def at(world: LedWorld, moment: datetime) -> list[Post]:
    """The new walks that people get once a moment has come and all due is done."""
    world.now = moment
    world.beat()
    return [post for post in about(world.deliver(), Topic.WALK) if post.is_new]


def readers(posts: list[Post]) -> set[str]:
    """Who got them."""
    return {post.reader for post in posts}


def test_two_reminders_come_at_their_moments(world: LedWorld) -> None:
    """Halfway and two working days before the deadline, then none any more."""
    assert at(world, FIRST - timedelta(seconds=1)) == []
    first = at(world, FIRST)
    assert readers(first) == {"U1", "U2", "U3"}
    assert all(NO_MORE not in post.words() for post in first)
    assert at(world, SECOND - timedelta(seconds=1)) == []
    last = at(world, SECOND)
    assert readers(last) == {"U1", "U2", "U3"}
    assert all(NO_MORE in post.words() for post in last)
    assert at(world, SECOND + timedelta(days=1)) == []
    assert {response.reminded for response in world.store.responses.find()} == {2}


def test_a_reminder_was_not_asked_for(world: LedWorld) -> None:
    """So that it comes in their hours, and once a day."""
    for post in at(world, FIRST):
        assert disturbs(post.wish)


def test_who_is_done_or_out_is_left_alone(world: LedWorld) -> None:
    """Handed in, declined, taken out."""
    world.hand_in("U1")
    world.tap("walk.decline", "U2")
    world.lead("partners.remove", partner=world.response("U3").partner_id)
    world.deliver()
    assert at(world, FIRST) == []
    assert at(world, SECOND) == []


def test_each_says_how_far_somebody_is(world: LedWorld) -> None:
    """Which statement, how many minutes, until when; or that only handing in is left."""
    world.begin("U1")
    for item in INSTRUMENT.statements[:3]:
        world.tap("walk.score", "U1", item=item.key, score=3)
    world.score_all("U2")
    world.deliver()
    words = {post.reader: post.words() for post in at(world, FIRST)}
    assert "U bent bij stelling 4 van 7. Nog ongeveer drie minuten." in words["U1"]
    assert "vrijdag 19 maart, 16.00 uur" in words["U1"]
    assert "U bent bijna klaar." in words["U2"]
    assert "stelling" not in words["U2"]
    assert "staan nog voor u klaar" in words["U3"]


def test_who_stands_at_a_sentence_reads_that(world: LedWorld) -> None:
    """In either language."""
    world.tap("walk.begin", "U1")
    (post,) = [post for post in at(world, FIRST) if post.reader == "U1"]
    assert "U bent bij zin 1 van 3." in post.words()
    assert "You are at sentence 1 of 3." in post.words(Language.EN)


def test_of_two_that_were_missed_only_the_last_is_sent(world: LedWorld) -> None:
    """The bot was down from before the first until after the last."""
    assert len(at(world, SECOND + timedelta(hours=3))) == 3
    response = world.response("U1")
    assert (response.note, response.reminded, response.remind_at) == (LAST, 1, None)


def test_the_first_is_skipped_on_the_day_of_the_last(world: LedWorld) -> None:
    """Nobody is reminded twice on one day."""
    assert at(world, SECOND - timedelta(minutes=30)) == []
    assert world.response("U1").remind_at == SECOND
    assert len(at(world, SECOND)) == 3


def test_on_the_day_of_a_nudge_there_is_no_reminder(world: LedWorld) -> None:
    """The last comes, and the nudge does not promise that none will."""
    world.now = FIRST - timedelta(minutes=30)
    world.lead("scan.nudge")
    nudged = [post for post in about(world.deliver(), Topic.WALK) if post.is_new]
    assert len(nudged) == 3
    assert all(NO_MORE not in post.words() for post in nudged)
    assert at(world, FIRST) == []
    assert len(at(world, SECOND)) == 3


def test_a_nudge_after_the_last_says_that_no_more_comes(world: LedWorld) -> None:
    """The leader's name and that line."""
    at(world, SECOND)
    world.now += timedelta(days=1)
    world.lead("scan.nudge")
    for post in about(world.deliver(), Topic.WALK):
        assert "Marijke Visser vraagt" in post.words()
        assert NO_MORE in post.words()


def test_a_partners_own_free_week_moves_its_reminders(world: LedWorld) -> None:
    """Added after the start: what is due then is worked out anew."""
    own = world.response("U1").partner_id
    world.store.periods.add(
        Period(
            region_id=world.region.id,
            partner_id=own,
            kind=PeriodKind.FREE,
            first=date(2027, 3, 10),
            last=date(2027, 3, 15),
        )
    )
    assert readers(at(world, FIRST)) == {"U2", "U3"}
    assert world.response("U1").remind_at == SECOND  # there is too little time left for two
    assert readers(at(world, SECOND)) == {"U1", "U2", "U3"}


def test_a_partner_that_is_free_till_the_end_is_not_reminded(world: LedWorld) -> None:
    """Its moment is worked out anew and there is none."""
    world.store.periods.add(
        Period(
            region_id=world.region.id,
            kind=PeriodKind.FREE,
            first=date(2027, 3, 9),
            last=date(2027, 3, 18),
        )
    )
    assert at(world, FIRST) == []
    assert world.response("U1").remind_at is None


def test_an_extension_moves_what_is_still_to_come(world: LedWorld) -> None:
    """Who had the first gets the last by the new deadline."""
    at(world, FIRST)
    world.hand(form_of(world.lead("scan.extend")), deadline=date(2027, 3, 24))
    world.deliver()
    assert at(world, SECOND) == []
    assert len(at(world, datetime(2027, 3, 22, 9, tzinfo=UTC))) == 3


@pytest.mark.parametrize(("deadline", "again"), [(date(2027, 3, 24), 0), (date(2027, 3, 26), 3)])
def test_who_had_the_last_gets_another_only_for_a_week_more(
    world: LedWorld, deadline: date, again: int
) -> None:
    """They were told that it was the last; and two are the most in all."""
    posts = at(world, SECOND + timedelta(hours=1))
    assert {post.rendering.user_id for post in posts} == {"U1", "U2", "U3"}
    world.hand(form_of(world.lead("scan.extend")), deadline=deadline)
    world.deliver()
    world.now = datetime(2027, 3, 26, 14, tzinfo=UTC) - timedelta(hours=1)
    assert len(at(world, min(world.now, world.now_scan().closes_at))) == again
    assert max(response.reminded for response in world.store.responses.find()) <= 2


def test_who_had_both_gets_no_third_however_long_the_extension(world: LedWorld) -> None:
    """Two are the most."""
    at(world, FIRST)
    at(world, SECOND)
    world.hand(form_of(world.lead("scan.extend")), deadline=date(2027, 4, 16))
    assert {r.remind_at for r in world.store.responses.find()} == {None}


def test_who_takes_part_after_all_is_reminded_again(world: LedWorld) -> None:
    """Declining took the moment away, beginning brings it back."""
    world.tap("walk.decline", "U1")
    assert world.response("U1").remind_at is None
    world.tap("walk.begin", "U1")
    assert world.response("U1").remind_at == FIRST


def test_who_is_taken_in_again_hears_on_another_day(world: LedWorld) -> None:
    """Not on the day on which they are asked anew; who handed in hears nothing."""
    world.hand_in("U2")
    partner = world.store.partners.get(world.response("U2").partner_id)
    world.now = FIRST - timedelta(minutes=30)
    world.lead("partners.remove", partner=partner.id)
    world.take_in(partner.name, "U2", "U3")
    assert world.response("U3").state is ResponseState.INVITED
    assert world.response("U3").remind_at == SECOND
    assert world.response("U2").remind_at is None


def test_a_moment_that_outlived_its_scan_is_only_taken_away(world: LedWorld) -> None:
    """Whoever stopped it in between."""
    (first, *_) = world.store.responses_due(FIRST, limit=PORTION)
    world.lead("scan.cancel")
    world.store.responses.save(first)
    world.deliver()
    assert at(world, FIRST) == []
    assert world.store.responses.get(first.id).remind_at is None
    assert world.now_scan().state is ScanState.CANCELLED


def test_reminders_name_no_answers(world: LedWorld) -> None:
    """A message stays in the chat: it says how far, never what."""
    world.tap("walk.begin", "U1")
    world.type("Wat ik echt vind", "U1")
    world.deliver()
    for moment in (FIRST, SECOND):
        for post in at(world, moment):
            assert "Wat ik echt vind" not in post.words()
    assert "Wat ik echt vind" not in said(world.message("U1"))


def test_a_reminder_is_gone_once_they_act(world: LedWorld) -> None:
    """The message goes on as usual."""
    at(world, FIRST)
    assert world.response("U1").note == REMINDED
    world.tap("walk.begin", "U1")
    assert world.response("U1").note == ""
    assert "U bent bij zin" not in said(world.message("U1"))


def test_a_third_time_never_comes_by_whatever_way(world: LedWorld) -> None:
    """Even where a moment was kept that should not have been."""
    response = replace(world.response("U1"), reminded=2, remind_at=SECOND)
    world.store.responses.save(response)
    assert readers(at(world, SECOND)) == {"U2", "U3"}
