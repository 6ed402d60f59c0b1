"""What leaders choose has an effect, and what is theirs alone stays theirs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.action import Action, Phase
from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.decision import Decision
from flows.follow_up import Asked
from flows.messages import Quote
from flows.pace import Ping
from flows.topics import Topic
from flows.usecases.check_in_ask import ask
from flows.usecases.leaders_told import want_leaders
from flows.usecases.look_after import written_to_leaders
from flows.usecases.own_between import between_of, erase_between
from flows.usecases.room import has_room
from flows.usecases.spaced import room_from
from flows.usecases.succession import tell_owner
from tests.support.builders import INSTRUMENTS, buttons_of, form_of, keys_of, said
from tests.support.followed import FollowedWorld
from tests.support.leading import LEADER

FAR = date(2027, 12, 17)
WORDS = "Dank voor het gastvrije bezoek."


@pytest.fixture
def world() -> FollowedWorld:
    """A region whose first scan was published on 8 March, a Monday."""
    world = FollowedWorld()
    world.publish()
    return world


def replied(world: FollowedWorld) -> CheckIn:
    """An answer to what the leader wrote."""
    who = world.participant("U1")
    return world.store.check_ins.add(
        CheckIn(
            workspace_id=world.workspace.id,
            region_id=world.region.id,
            participant_id=who.id,
            person_id=who.person_id,
            kind=CheckInKind.LEADER,
            asked_by=world.person(LEADER).id,
            words=WORDS,
            state=CheckInState.DONE,
            text="Graag gedaan.",
            asked_at=world.now,
            answered_at=world.now,
        )
    )


def given(world: FollowedWorld, what: str) -> Action:
    """Somebody is named owner of an action by the leader."""
    action = world.agreed(Phase.DO, due_on=FAR, what=what, created_by=world.person(LEADER).id)
    world.store.actions.save(replace(action, given_at=world.now))
    tell_owner(world.store, world.participant("U1"), world.person(LEADER), world.now)
    return action


def test_another_date_begins_the_count_anew(world: FollowedWorld) -> None:
    """After three times without an answer the owner is asked three times more."""
    action = world.agreed(Phase.PLAN, due_on=FAR)
    world.until(date(2027, 12, 1))
    form = form_of(world.lead("action.edit", action=action.id))
    reply = world.hand(form, due=FAR + timedelta(days=90))
    assert not reply.errors
    after = world.action()
    assert (after.unanswered, after.told, after.asked_at) == (0, False, world.now)
    world.until(date(2028, 1, 31))
    asked = [one for one in world.store.check_ins.find() if one.action_id == action.id]
    assert len(asked) > 3
    assert world.action().unanswered < len(asked) - 3


def test_what_is_left_is_told_under_one_sentence(world: FollowedWorld) -> None:
    """What was carried out already asks for something else than what was not."""
    for number in range(3):
        world.agreed(Phase.DO, due_on=FAR, what=f"Actie {number}", unanswered=3)
    world.agreed(Phase.CHECK, due_on=FAR, unanswered=3, carried_out_at=world.now)
    form = form_of(world.lead("follow_up.open"))
    keys = keys_of(form)
    assert keys.count("follow_up.silent.doing") == keys.count("follow_up.silent.done") == 1
    assert keys.count("follow_up.silent.action") == 4
    assert "Deze actie is uitgevoerd" in said(form)


def test_an_answer_is_for_who_wrote(world: FollowedWorld) -> None:
    """Another leader is not called, and finds it nowhere."""
    world.appoint("UX")
    check_in = replied(world)
    want_leaders(world.store, world.region, world.now, {check_in.asked_by})
    (wish,) = world.store.wishes.find(topic=Topic.FOLLOW_UP)
    assert wish.person_id == world.person(LEADER).id
    other = world.person("UX").id
    assert written_to_leaders(world.store, world.region, other, INSTRUMENTS) == []
    assert "follow_up.reply" not in keys_of(
        form_of(world.tap("follow_up.open", "UX", region=world.region.id))
    )


def test_the_daily_look_calls_only_who_was_answered(world: FollowedWorld) -> None:
    """And everybody for what is everybody's."""
    world.appoint("UX")
    world.until(date(2027, 3, 9))
    replied(world)
    world.until(date(2027, 3, 11))
    wishes = world.store.wishes.find(topic=Topic.FOLLOW_UP)
    assert [one.person_id for one in wishes] == [world.person(LEADER).id]


def test_a_leader_sees_and_deletes_their_words(world: FollowedWorld) -> None:
    """Once, however many got them; the answer stays its writer's."""
    for _ in range(2):
        replied(world)
    leader = world.person(LEADER)
    assert [one.text for one in between_of(world.store, leader, INSTRUMENTS).words] == [WORDS]
    window = form_of(world.tap("privacy.data", LEADER))
    assert WORDS in [one.text for one in window.body if isinstance(one, Quote)]
    assert erase_between(world.store, leader, world.now) == 1
    assert not between_of(world.store, leader, INSTRUMENTS).words
    assert {(one.words, one.text) for one in world.store.check_ins.find()} == {
        ("", "Graag gedaan.")
    }


def test_what_is_given_day_after_day_comes_once_a_week(world: FollowedWorld) -> None:
    """Six actions on six days: the first at once, the others together."""
    world.until(date(2027, 3, 15))
    for number in range(6):
        given(world, f"Actie {number}")
        world.days(1)
    world.until(date(2027, 3, 26))
    told = [post for _, post in world.came if post.wish.topic is Topic.BRIEFING]
    assert len(told) == 2
    days = world.heard("U1", Topic.BRIEFING)
    assert (days[1] - days[0]).days >= 7
    assert all(f"Actie {number}" in told[1].words() for number in range(1, 6))


def decided(world: FollowedWorld) -> None:
    """Somebody is named to follow up a decision by the leader."""
    owner, leader = world.participant("U1"), world.person(LEADER)
    world.store.decisions.add(
        Decision(
            workspace_id=world.workspace.id,
            region_id=world.region.id,
            what="Samen inkopen",
            decided_on=world.today,
            owner_id=owner.id,
            partner_id=owner.partner_id,
            due_on=None,
            given_at=world.now,
            created_at=world.now,
            created_by=leader.id,
        )
    )
    tell_owner(world.store, owner, leader, world.now)


def test_decisions_alone_come_twice_a_month(world: FollowedWorld) -> None:
    """Without an open action of one's own a third message waits for another month."""
    world.set_up(asked=Asked.NEVER)
    for day in (1, 12, 22):
        world.until(date(2027, 4, day))
        decided(world)
    world.until(date(2027, 4, 30))
    assert len(world.heard("U1", Topic.BRIEFING)) == 2
    world.until(date(2027, 5, 12))
    assert len(world.heard("U1", Topic.BRIEFING)) == 3
    (post,) = [post for _, post in world.came if post.wish.topic is Topic.BRIEFING][-1:]
    opened = [one.action for one in buttons_of(post.rendering.message)]
    assert opened == ["decision.list"]
    assert "briefing.check_ins" not in keys_of(post.rendering.message)


def test_an_action_elsewhere_spaces_messages_too(world: FollowedWorld) -> None:
    """Whoever has one in another region has a week between messages in this one as well."""
    world.set_up(asked=Asked.NEVER)
    world.until(date(2027, 4, 14))
    person = world.person("U1").id
    world.store.pings.add(
        Ping(
            workspace_id=world.workspace.id,
            person_id=person,
            on=date(2027, 4, 12),
            wish_id=world.store.wishes.find(topic=Topic.WALK)[0].id,
            shown=0,
        )
    )
    assert has_room(world.store, world.region, person, world.now, world.almanac)
    elsewhere = world.store.regions.add(replace(world.region, id=0, name="Zuid", channel=""))
    partner = replace(world.store.partners.find()[0], id=0, region_id=elsewhere.id)
    there = replace(
        world.participant("U1"),
        id=0,
        region_id=elsewhere.id,
        partner_id=world.store.partners.add(partner).id,
    )
    owner = world.store.participants.add(there)
    action = world.agreed(Phase.DO, due_on=FAR)
    world.store.actions.save(replace(action, region_id=elsewhere.id, owner_id=owner.id))
    assert not has_room(world.store, world.region, person, world.now, world.almanac)


def test_how_often_is_asked_is_one_of_three(world: FollowedWorld) -> None:
    """What no window offers is said beside it."""
    form = form_of(world.lead("follow_up.settings"))
    assert world.hand(form, asked="daily").errors["asked"].key == "follow_up.error.asked"


def test_what_waits_for_room_holds_up_nothing_else(world: FollowedWorld) -> None:
    """What the leader wrote comes while a briefing waits; the day of a briefing is its own."""
    world.until(date(2027, 3, 16))
    given(world, "een")
    world.until(date(2027, 3, 17))
    given(world, "twee")
    replied(world)
    who = world.participant("U1")
    words = replace(world.store.check_ins.find()[-1], id=0, state=CheckInState.ASKED, text="")
    ask(world.store, who, [replace(words, answered_at=None)], world.now)
    world.until(date(2027, 3, 19))
    (asked,) = world.store.wishes.find(topic=Topic.CHECK_IN, person_id=who.person_id)
    (waits,) = world.store.wishes.find(topic=Topic.BRIEFING)
    assert asked.shown == asked.wanted
    assert waits.shown < waits.wanted
    ping = Ping(
        workspace_id=world.workspace.id,
        person_id=who.person_id,
        on=date(2027, 3, 25),
        wish_id=waits.id,
        shown=waits.shown,
    )
    assert room_from(world.store, waits, ping.on) is None
    world.store.pings.add(ping)
    assert room_from(world.store, waits, ping.on) is None
