"""Leaders hear of signals in private: what is seen, since when, and what could help."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.action import Phase
from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.language import Language
from flows.response import ResponseState
from flows.rhythm import Every, Rhythm
from flows.scan import Mode
from flows.signals import Kind, Moment, Why
from flows.topics import Topic
from flows.usecases.dip import signals_of
from flows.usecases.point import has_point
from tests.support.builders import INSTRUMENTS, buttons_of, said
from tests.support.dips import DAY, DipWorld
from tests.support.leading import FORMER, LEADER, OTHER
from tests.support.published import PEOPLE
from tests.support.signs import an_action

SECOND = "U9"


@pytest.fixture
def world() -> DipWorld:
    """A region that has not scanned yet."""
    return DipWorld()


def kinds(world: DipWorld) -> set[Kind]:
    """What is a signal now."""
    watched = signals_of(
        world.store,
        world.region,
        world.followed(),
        INSTRUMENTS,
        world.almanac,
        world.now.date(),
    )
    return {one.kind for one in watched.signals}


def test_the_notice_says_what_is_seen_and_what_helps(world: DipWorld) -> None:
    """To the leader, in private, with three small steps and their source."""
    notice = world.sink()
    words = notice.words()
    assert notice.reader == LEADER
    assert "Alleen voor u" in words
    assert "Lager dan in maart 2027, bij partners die beide keren antwoordden" in words
    assert "van 4,0 van 5 naar 3,0 (bij 3 van de 3)" in words
    assert "Dat heet een netwerkdip. Het kan ook komen door de examens" in words
    assert "Over iemands inzet zegt het niets." in words
    assert "naar Klaster, 2025" in words
    assert "Niemand anders krijgt dit bericht." in words
    actions = [button.action for button in buttons_of(notice.rendering.message)]
    assert actions == ["dip.moment", "dip.celebrate", "dip.ask", "dip.dismiss", "dip.open"]
    assert "For you alone" in notice.words(Language.EN)


def test_nothing_of_it_goes_to_the_channel(world: DipWorld) -> None:
    """Nor to anybody who does not lead."""
    world.sink()
    wishes = world.store.wishes.find(topic=Topic.DIP)
    assert [world.store.people.get(wish.person_id or 0).user_id for wish in wishes] == [LEADER]
    assert not any(wish.address for wish in wishes)


def test_each_leader_gets_it(world: DipWorld) -> None:
    """And reads that there are more."""
    world.user(SECOND, "Nadia Ahrouch")
    world.appoint(SECOND)
    world.all_score(4)
    world.next_quarter()
    world.all_score(3)
    notices = world.look()
    assert {post.reader for post in notices} == {LEADER, SECOND}
    assert all("Alleen de twee programmaleiders" in post.words() for post in notices)
    assert FORMER not in {post.reader for post in notices}
    assert OTHER not in {post.reader for post in notices}


def test_without_leaders_nobody_hears_yet(world: DipWorld) -> None:
    """The next leader does."""
    world.all_score(4)
    world.next_quarter()
    world.all_score(3)
    world.dismiss(LEADER)
    assert world.look() == []
    world.appoint(LEADER)
    assert len(world.look()) == 1


def test_one_a_month(world: DipWorld) -> None:
    """The same signal only once, and again after a quarter; the old message makes room."""
    world.sink()
    assert world.look_for(90) == []
    (again,) = world.look_for(2)
    assert again.rendering.frozen is not None
    assert said(again.rendering.frozen) == (
        "Hieronder staat een nieuwer bericht over de samenwerking."
    )


def test_an_engaged_region_gets_no_notice_in_two_years(world: DipWorld) -> None:
    """Everybody answers each quarter, with small ups and downs; actions are on time."""
    notices = []
    for quarter in range(8):
        ups = {user: 4 if (place + quarter) % 3 else 3 for place, user in enumerate(PEOPLE)}
        world.publish(scores=ups)
        notices += world.look_for(91)
    assert notices == []


def test_one_partner_that_misses_one_scan_makes_no_notice(world: DipWorld) -> None:
    """In a region where all else goes well; two of them do."""
    world.all_score(4)
    for missing in ({"U1"}, set(), {"U1", "U2", "U3"}):
        assert world.look_for(91) == []
        world.start()
        world.deliver()  # who was not invited was not asked
        for user_id in set(PEOPLE) - missing:
            world.hand_in(user_id, 4)
        world.lead("scan.close")
        world.deliver()
    (notice,) = world.look_for(91)
    assert "Antwoord van 1 van de 3 partners; in september 2027 van 3 van de 3." in notice.words()


def test_during_a_scan_nobody_is_told(world: DipWorld) -> None:
    """Nor on the day on which it closes, whatever there is; on the day after it is."""
    world.sink()
    world.next_quarter()
    world.start()
    assert world.look_for(14) == []
    world.lead("scan.close")
    assert world.look() == []
    world.now += DAY
    assert len(world.look()) == 1


def test_a_scan_that_is_to_come_is_not_waited_for(world: DipWorld) -> None:
    """What is seen before it is told before it."""
    world.store.rhythms.add(
        Rhythm(region_id=world.region.id, every=Every.QUARTER, since=world.now.date())
    )
    world.sink()


@pytest.mark.parametrize("mode", [Mode.OPEN, Mode.PROTECTED])
def test_a_sinking_region_is_signalled_after_its_first_fall(world: DipWorld, mode: Mode) -> None:
    """Before the second scan that falls is closed."""
    for score in (4, 4):
        world.all_score(score, mode)
        assert world.look_for(91) == []
    world.all_score(3, mode)
    assert len(world.look_for(91)) == 1


def test_a_protected_scan_gives_no_counts(world: DipWorld) -> None:
    """Only the means that were published, and only of people who answered both times."""
    world.all_score(4, Mode.PROTECTED)
    world.next_quarter()
    world.all_score(3, Mode.PROTECTED)
    assert kinds(world) == {Kind.FALL}
    (notice,) = world.look()
    assert (
        "Gemiddeld lager dan in maart 2027: STO in de (lijn)organisatie van 4,0 van 5 naar 3,0"
        in notice.words()
    )
    assert "(bij" not in notice.words()
    world.store.responses.save(replace(world.response("U5"), state=ResponseState.ERASED))
    assert kinds(world) == set()


def test_what_was_solved_is_no_longer_said(world: DipWorld) -> None:
    """When the message is drawn again it says so."""
    world.all_score(4)
    world.next_quarter()
    world.all_score(4)
    due_on = world.now.date() - 60 * DAY
    late = [world.store.actions.add(an_action(due_on)) for _ in range(2)]
    (notice,) = world.look()
    assert "Dit valt op:" in notice.words()
    assert "2 van de 2 acties zijn drie werkweken of langer over de datum" in notice.words()
    for one in late:
        world.store.actions.save(replace(one, due_on=world.now.date() + DAY))
    wish = world.store.wishes.get(notice.wish.id)
    world.store.wishes.save(replace(wish, wanted=wish.wanted + 1, state=type(wish.state).WAITING))
    (drawn,) = world.deliver()
    assert not drawn.is_new
    assert "is nu niet meer te zien" in drawn.words()


def test_it_has_a_point_for_who_leads(world: DipWorld) -> None:
    """And while something in it was not dismissed."""
    wish = world.sink().wish
    assert has_point(world.store, wish, world.now)
    world.lead("dip.dismiss")
    assert not has_point(world.store, wish, world.now)
    world.store.follow_ups.save(replace(world.followed(), quiet=()))
    world.dismiss(LEADER)
    assert not has_point(world.store, wish, world.now)


def watched_why(world: DipWorld) -> Why | None:
    """Why nothing is seen."""
    args = (world.store, world.region, world.followed(), INSTRUMENTS, world.almanac)
    return signals_of(*args, world.now.date()).why


def test_it_says_why_nothing_is_seen(world: DipWorld) -> None:
    """Without a scan, with one, and long after the last; a scan that does not stand is none."""
    assert watched_why(world) is Why.NO_SCAN
    world.publish(posted=False)
    assert watched_why(world) is Why.NO_SCAN
    world.deliver()
    assert watched_why(world) is Why.ONE_SCAN
    world.now += timedelta(days=200)
    assert watched_why(world) is Why.NO_NEW_SCAN


def test_a_partner_without_sign_of_life(world: DipWorld) -> None:
    """Named to the leader; any answer is a sign, to a scan or to a check-in since."""
    there = dict.fromkeys(PEOPLE[1:], 4)
    world.publish(scores=there)
    world.next_quarter()
    world.publish(scores=there)
    assert kinds(world) == {Kind.SILENT}
    (notice,) = world.look()
    assert "Van De Boer kwam sinds maart 2027 geen antwoord" in notice.words()
    asked = world.store.check_ins.add(a_check_in(world, answered_at=world.now))
    assert kinds(world) == set()
    world.store.check_ins.remove(asked.id)
    world.store.responses.save(replace(world.response("U1"), state=ResponseState.DECLINED))
    assert kinds(world) == set()


def a_check_in(world: DipWorld, **changes: object) -> CheckIn:
    """What U1 was asked three weeks ago."""
    participant = world.store.participants.find(person_id=world.person("U1").id)[-1]
    check_in = CheckIn(
        workspace_id=world.workspace.id,
        region_id=world.region.id,
        participant_id=participant.id,
        person_id=participant.person_id,
        kind=CheckInKind.QUESTION,
        asked_at=world.now - timedelta(days=21),
    )
    return replace(check_in, **changes)  # type: ignore[arg-type]  # checked when it runs


def test_check_ins_that_are_counted(world: DipWorld) -> None:
    """Not thanks, and not what was asked of an action that has moved on or is over."""
    world.publish()
    world.next_quarter()
    world.publish()
    action = world.store.actions.add(an_action(world.now.date() + DAY, phase=Phase.CHECK))
    passed = {
        "kind": CheckInKind.ACTION,
        "state": CheckInState.PASSED,
        "action_id": action.id,
        "phase": Phase.DO,
    }
    for changes in ({"kind": CheckInKind.LEADER}, passed, {**passed, "action_id": None}):
        for _ in range(3):
            world.store.check_ins.add(a_check_in(world, **changes))
    assert kinds(world) == set()
    for _ in range(3):
        world.store.check_ins.add(a_check_in(world, **{**passed, "phase": Phase.CHECK}))
    assert kinds(world) == set()  # nothing of it was shown
    world.was_shown("U1")
    assert kinds(world) == {Kind.UNANSWERED}


def test_moments_at_which_it_is_to_be_expected(world: DipWorld) -> None:
    """After the summer, and when other people speak for a partner than in the last scan."""
    world.all_score(4)
    world.now += timedelta(days=182)  # 6 September
    world.all_score(3)
    watched = signals_of(
        world.store,
        world.region,
        world.followed(),
        INSTRUMENTS,
        world.almanac,
        world.now.date() + DAY,
    )
    assert watched.moments == (Moment.SUMMER,)
    participant = world.store.participants.find(person_id=world.person("U2").id)[-1]
    world.store.participants.save(replace(participant, removed_at=world.now))
    world.store.responses.save(replace(world.response("U1"), state=ResponseState.HANDED_OVER))
    (notice,) = world.look()
    assert "door de zomervakantie en een andere contactpersoon bij een partner." in notice.words()
