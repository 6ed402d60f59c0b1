"""Day after day: whom the bot asks of their actions, and whom this month's question."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from flows.action import Move, Phase
from flows.check_in import CheckIn, CheckInKind, CheckInState, Tap
from flows.follow_up import Asked
from flows.outbox import WishState
from flows.region import Period, PeriodKind
from flows.topics import Topic
from flows.usecases.actions_kept import give_action, move_action
from tests.support.builders import keys_of, statement
from tests.support.followed import FollowedWorld
from tests.support.leading import LEADER, Post

MARCH_15 = date(2027, 3, 15)
FAR = date(2027, 12, 17)


@pytest.fixture
def world() -> FollowedWorld:
    """A region whose first scan was published on 8 March."""
    world = FollowedWorld()
    world.publish()
    return world


def readers(came: Iterable[tuple[object, Post]], topic: Topic = Topic.CHECK_IN) -> list[str]:
    """Who was called about this, in order."""
    return [post.reader for _, post in came if post.wish.topic is topic]


def of_action(world: FollowedWorld, number: int = -1) -> CheckIn:
    """A check-in about an action."""
    return world.store.check_ins.find(kind=CheckInKind.ACTION)[number]


def test_an_owner_is_asked_after_a_week(world: FollowedWorld) -> None:
    """Nobody else is; and in the same month there is no question for anybody, for it had a scan."""
    action = world.agreed(Phase.PLAN, due_on=FAR)
    assert readers(world.until(date(2027, 3, 12))) == []
    assert readers(world.until(date(2027, 3, 31))) == ["U1", "U1"]
    assert world.heard("U1", Topic.CHECK_IN) == [MARCH_15, date(2027, 3, 30)]
    asked = of_action(world)
    assert (asked.action_id, asked.phase) == (action.id, Phase.PLAN)
    assert world.action().asked_at == world.came[-1][0]


def test_the_months_question_comes_on_the_first_working_days(world: FollowedWorld) -> None:
    """To everybody who has not been asked of an action, nor will be this month."""
    world.agreed(Phase.PLAN, due_on=FAR)
    assert readers(world.until(date(2027, 4, 30))).count("U1") == 3
    questions = world.store.check_ins.find(kind=CheckInKind.QUESTION)
    assert [one.question for one in questions] == ["relations"] * 4
    assert world.heard("U2") == [date(2027, 4, 1)]


def test_whoever_is_asked_of_an_action_only_next_month_gets_the_question(
    world: FollowedWorld,
) -> None:
    """One message, whatever it is about."""
    world.agreed(Phase.CHECK, item=statement(5).key, carried_out_at=world.now)
    world.until(date(2027, 4, 30))
    assert world.heard("U1") == [date(2027, 4, 1)]


def test_what_is_due_is_gathered(world: FollowedWorld) -> None:
    """One message for all that is due or will be within a week, two hundred of them as well."""
    for number in range(200):
        world.agreed(Phase.PLAN, due_on=FAR, created_at=world.now - timedelta(hours=number))
    world.agreed(Phase.DO, due_on=FAR)
    assert readers(world.until(MARCH_15)) == ["U1"]
    assert len(world.store.check_ins.find(kind=CheckInKind.ACTION)) == 200


def test_an_owner_hears_of_actions_once_a_week(world: FollowedWorld) -> None:
    """However often something falls due."""
    for number in range(30):
        world.agreed(Phase.PLAN, due_on=date(2027, 3, 10) + timedelta(days=9 * number))
    world.until(date(2027, 6, 30))
    heard = world.heard("U1")
    assert heard
    assert all(later - day >= timedelta(days=7) for day, later in pairwise(heard))


def test_after_three_times_without_an_answer_the_leaders_are_asked(world: FollowedWorld) -> None:
    """Once; the owner is not asked of it any more."""
    action = world.agreed(Phase.PLAN, due_on=FAR)
    came = world.until(date(2027, 12, 1))
    assert len([one for one in world.store.check_ins.find() if one.action_id == action.id]) == 3
    assert world.action().unanswered == 3
    assert world.action().told
    told = [post for _, post in came if post.wish.topic is Topic.FOLLOW_UP]
    assert [post.reader for post in told] == [LEADER]
    assert "follow_up.silent.doing" in keys_of(told[0].rendering.message)


def test_who_answers_begins_afresh(world: FollowedWorld) -> None:
    """An answer counts even if the sentence after it was never written."""
    world.agreed(Phase.DO, due_on=FAR)
    world.until(date(2027, 5, 4))
    assert world.action().unanswered == 1
    world.tap("check_in.tap", check_in=of_action(world).id, tap=Tap.ON_TRACK.value)
    world.store.actions.save(replace(world.action(), unanswered=1))
    world.until(date(2027, 6, 2))
    assert (world.action().unanswered, of_action(world).state) == (0, CheckInState.ASKED)


def test_what_was_left_in_an_earlier_phase_does_not_count(world: FollowedWorld) -> None:
    """Somebody has been at it since."""
    world.agreed(Phase.PLAN, due_on=FAR)
    world.until(MARCH_15)
    move_action(world.store, world.action(), Move.BEGIN, world.now)
    world.until(date(2027, 4, 13))
    assert of_action(world).phase is Phase.DO
    assert world.action().unanswered == 0


def test_a_new_owner_begins_afresh(world: FollowedWorld) -> None:
    """What the one before left is not theirs."""
    action = world.agreed(Phase.PLAN, due_on=FAR)
    world.until(date(2027, 4, 2))
    give_action(world.store, world.action(), world.participant("U2"), world.now)
    world.until(date(2027, 4, 9))
    kept = world.store.actions.get(action.id)
    assert (kept.unanswered, of_action(world).person_id) == (0, world.person("U2").id)


def test_an_action_of_nobody_is_asked_of_nobody(world: FollowedWorld) -> None:
    """Nor one of somebody who left."""
    world.agreed(Phase.DO, due_on=FAR, owner_id=None)
    world.agreed(Phase.DO, due_on=FAR, user_id="U2")
    gone = world.participant("U2")
    world.store.participants.save(replace(gone, removed_at=world.now))
    world.until(date(2027, 5, 30))
    assert world.store.check_ins.find(kind=CheckInKind.ACTION) == []


def test_check_comes_with_the_next_score(world: FollowedWorld) -> None:
    """On the working day after its publication at the latest, not before."""
    world.agreed(Phase.CHECK, item=statement(5).key, carried_out_at=world.now)
    world.agreed(Phase.CHECK, user_id="U2", item="vroeger", carried_out_at=world.now)
    world.until(date(2027, 4, 20))
    world.publish()
    world.until(date(2027, 5, 20))
    asked = world.store.check_ins.find(kind=CheckInKind.ACTION)
    assert {one.person_id for one in asked} == {world.person("U1").id}


def test_a_partner_is_asked_on_its_own_working_days(world: FollowedWorld) -> None:
    """Whoever is free on the first days hears later in the month."""
    partner = world.store.partners.one(name="De Boer")
    assert partner is not None
    world.store.periods.add(
        Period(
            region_id=world.region.id,
            partner_id=partner.id,
            kind=PeriodKind.FREE,
            first=date(2027, 4, 1),
            last=date(2027, 4, 18),
        )
    )
    world.until(date(2027, 4, 30))
    assert world.heard("U1") == [date(2027, 4, 19)]
    assert world.heard("U2") == [date(2027, 4, 1)]


def test_many_people_get_the_question_on_several_days(world: FollowedWorld) -> None:
    """Ten a day."""
    world.take_in("Techniekbedrijf Groot", *(f"V{number}" for number in range(15)))
    world.until(date(2027, 4, 30))
    first = [user_id for user_id in world.known if world.heard(user_id) == [date(2027, 4, 1)]]
    later = [user_id for user_id in world.known if world.heard(user_id) == [date(2027, 4, 2)]]
    assert (len(first), bool(later)) == (10, True)


def test_a_region_without_a_scan_is_asked_nothing() -> None:
    """There is nothing yet to keep going."""
    world = FollowedWorld()
    world.until(date(2027, 7, 1))
    assert world.came == []


def test_who_was_not_reached_has_not_left_anything(world: FollowedWorld) -> None:
    """They are asked again, and the leaders hear that the bot cannot reach them."""
    world.agreed(Phase.PLAN, due_on=FAR)
    world.unreachable.add("U1")
    came = world.until(date(2027, 4, 30))
    (asked,) = world.store.check_ins.find(kind=CheckInKind.ACTION)
    assert asked.asked_at > world.now - timedelta(days=31)
    assert world.action().unanswered == 0
    keys = [keys_of(post.rendering.message) for _, post in came if post.reader == LEADER]
    assert "follow_up.unreached" in keys[0]


def test_questions_can_be_switched_off(world: FollowedWorld) -> None:
    """Actions are asked of all the same."""
    world.set_up(asked=Asked.NEVER)
    world.agreed(Phase.DO, due_on=FAR)
    assert readers(world.until(date(2027, 6, 1))) == ["U1"] * 3


def test_a_year_after_the_last_scan_questions_stop(world: FollowedWorld) -> None:
    """The leaders hear so once."""
    came = world.until(date(2028, 7, 1))
    assert world.heard("U1")[-1] < date(2028, 3, 10)
    told = [post for _, post in came if post.wish.topic is Topic.FOLLOW_UP]
    assert [keys_of(post.rendering.message)[1] for post in told] == ["follow_up.stopped"]


def test_what_waits_to_be_delivered_is_not_added_to(world: FollowedWorld) -> None:
    """As long as nothing passes, nobody is asked anything more."""
    world.agreed(Phase.PLAN, due_on=FAR)
    world.until(MARCH_15)
    (wish,) = world.store.wishes.find(topic=Topic.CHECK_IN)
    waiting = replace(wish, wanted=9, anew_at=9, prompted_at=0, state=WishState.BLOCKED)
    world.store.wishes.save(waiting)
    before = world.store.check_ins.find(person_id=world.person().id)
    world.until(date(2027, 4, 30))
    assert world.store.check_ins.find(person_id=world.person().id) == before
