"""What leaders have to look after between scans, and when they are told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.action import Action, Help, Phase
from flows.check_in import CheckIn, CheckInKind, CheckInState, Tap
from flows.decision import Decision
from flows.language import Language
from flows.messages import Quote
from flows.outbox import WishState
from flows.topics import Topic
from flows.usecases.actions_kept import add_action
from flows.usecases.leaders_told import want_leaders
from flows.usecases.look_after import leaders_have_point, look_after, written_to_leaders
from tests.support.builders import INSTRUMENTS, buttons_of, form_of, keys_of, notice_of, said
from tests.support.followed import FollowedWorld
from tests.support.leading import LEADER, OTHER, Post
from tests.support.published import PEOPLE

FAR = date(2027, 12, 17)
SECRET = "mijn directeur wil niet"


@pytest.fixture
def world() -> FollowedWorld:
    """A region whose first scan was published on 8 March, a Monday."""
    world = FollowedWorld()
    world.publish()
    return world


def told(world: FollowedWorld) -> list[Post]:
    """What the leaders were called for."""
    return [post for _, post in world.came if post.wish.topic is Topic.FOLLOW_UP]


def stuck(world: FollowedWorld, user_id: str = "U1") -> Action:
    """An action whose owner just asked the leader for help, as the tap does it."""
    asks = {"stuck_at": world.now, "help": Help.LEADER}
    action = world.agreed(Phase.DO, user_id, due_on=FAR, **asks)
    want_leaders(world.store, world.region, world.now)
    return action


def decided(world: FollowedWorld, due: date, user_id: str = "U1") -> Decision:
    """A decision that somebody follows up."""
    owner = world.participant(user_id)
    return world.store.decisions.add(
        Decision(
            workspace_id=world.workspace.id,
            region_id=world.region.id,
            what="Alle scholen nemen techniek op in het jaarplan",
            decided_on=world.today,
            owner_id=owner.id,
            partner_id=owner.partner_id,
            due_on=due,
            created_at=world.now,
        )
    )


def answered(world: FollowedWorld, kind: CheckInKind, **changes: object) -> CheckIn:
    """Something that Karin wrote to the leaders."""
    who = world.participant("U1")
    check_in = CheckIn(
        workspace_id=world.workspace.id,
        region_id=world.region.id,
        participant_id=who.id,
        person_id=who.person_id,
        asked_by=world.person(LEADER).id if kind is CheckInKind.LEADER else None,
        kind=kind,
        state=CheckInState.DONE,
        text=SECRET,
        asked_at=world.now,
        answered_at=world.now,
    )
    changed = replace(check_in, **changes)  # type: ignore[arg-type]  # checked when it runs
    return world.store.check_ins.add(changed)


def test_nothing_to_look_after_is_not_told(world: FollowedWorld) -> None:
    """There is no message without content, however long it takes."""
    world.until(date(2027, 4, 30))
    assert told(world) == []


def test_a_cry_for_help_comes_at_once_and_once(world: FollowedWorld) -> None:
    """In working hours; the daily look does not say it again."""
    action = stuck(world)
    world.until(date(2027, 3, 26))
    (post,) = told(world)
    assert world.came[0][0].date() == date(2027, 3, 8)
    assert post.reader == LEADER
    assert "loopt vast" in post.words()
    button = next(iter(buttons_of(post.rendering.message)))
    assert (button.action, button.args) == ("action.open", {"action": action.id})
    assert world.followed.told == (f"help:{action.id}",)


def test_what_is_due_is_told_on_its_day(world: FollowedWorld) -> None:
    """With who follows it up, if anybody does; what nobody does is named beforehand."""
    decided(world, date(2027, 3, 10))
    world.until(date(2027, 3, 12))
    assert [moment.date() for moment, _ in world.came] == [date(2027, 3, 10)]
    assert "U1 van De Boer volgt het op." in told(world)[0].words()
    of_nobody = decided(world, date(2027, 3, 26))
    world.store.decisions.save(replace(of_nobody, owner_id=None))
    world.until(date(2027, 3, 31))
    first, second = (keys_of(post.rendering.message) for post in told(world)[1:])
    assert "follow_up.empty.decision" in first
    assert "follow_up.due_of_nobody" in second
    assert "follow_up.empty.decision" not in second


def test_the_leaders_hear_once_a_week_at_most(world: FollowedWorld) -> None:
    """What comes in between waits, unless somebody asks them for help."""
    decided(world, date(2027, 3, 9))
    decided(world, date(2027, 3, 11))
    decided(world, date(2027, 3, 12))
    world.until(date(2027, 3, 14))
    assert len(told(world)) == 1
    world.until(date(2027, 3, 16))
    assert [moment.date().day for moment, _ in world.came] == [9, 16]
    assert keys_of(told(world)[-1].rendering.message).count("follow_up.due") == 3
    world.until(date(2027, 3, 17))
    stuck(world)
    world.until(date(2027, 3, 18))
    assert len(told(world)) == 3


def test_what_stays_is_not_told_again(world: FollowedWorld) -> None:
    """What stands empty stays in the window and comes along with what is new."""
    world.agreed(Phase.DO, due_on=FAR, owner_id=None)
    world.until(date(2027, 5, 28))
    assert len(told(world)) == 1
    assert "heeft geen trekker" in told(world)[0].words()


def test_what_is_settled_leaves_the_message(world: FollowedWorld) -> None:
    """Where it stands, without a call; back again it is told again."""
    action = stuck(world)
    world.until(date(2027, 3, 9))
    world.store.actions.save(replace(action, help=None, stuck_at=None))
    world.until(date(2027, 3, 10))
    (wish,) = world.store.wishes.find(topic=Topic.FOLLOW_UP)
    assert wish.shown == wish.wanted
    assert world.followed.told == ()
    later = replace(action, stuck_at=world.now)
    world.store.actions.save(later)
    world.until(date(2027, 3, 11))
    assert len(told(world)) == 2


def test_a_settled_message_says_so(world: FollowedWorld) -> None:
    """It had a point; now it says that there is nothing to do."""
    action = stuck(world)
    world.until(date(2027, 3, 8))
    world.store.actions.save(replace(action, help=None))
    world.days(2)
    assert world.last_shown(Topic.FOLLOW_UP) == ["follow_up.settled"]


def test_it_has_a_point_for_who_leads_and_has_something_to_do(world: FollowedWorld) -> None:
    """A leader who hands over, and one for whom all is settled, are not called."""
    action = stuck(world)
    (wish,) = world.store.wishes.find(topic=Topic.FOLLOW_UP)
    assert leaders_have_point(world.store, wish, world.now)
    world.store.actions.save(replace(action, help=None))
    assert not leaders_have_point(world.store, wish, world.now)
    world.store.actions.save(action)
    world.dismiss(LEADER)
    assert not leaders_have_point(world.store, wish, world.now)


def test_a_region_without_leaders_tells_nobody(world: FollowedWorld) -> None:
    """Whoever leads it next is told then."""
    world.dismiss(LEADER)
    decided(world, date(2027, 3, 9))
    world.until(date(2027, 3, 15))
    assert told(world) == []
    world.appoint("U0")
    world.until(date(2027, 3, 16))
    assert len(told(world)) == 1


def test_who_is_not_reached_is_named(world: FollowedWorld) -> None:
    """With what the platform said; by their question or by their briefing."""
    world.unreachable.add("U1")
    world.until(date(2027, 4, 2))
    (post,) = told(world)
    assert "U1 van De Boer (De Boer)" in post.words()
    assert "uitgeschakeld" in post.words()


def test_a_partner_without_anybody_is_named(world: FollowedWorld) -> None:
    """Once its last person has left."""
    gone = world.participant("U1")
    world.store.participants.save(replace(gone, removed_at=world.now))
    world.until(date(2027, 3, 10))
    assert "Voor De Boer doet nu niemand mee." in told(world)[0].words()


def test_an_answer_to_a_leader_is_told_and_not_repeated(world: FollowedWorld) -> None:
    """Who answered, for a week; what they wrote stands in the window alone."""
    answered(world, CheckInKind.LEADER, words="Wat helpt?")
    want_leaders(world.store, world.region, world.now)
    world.until(date(2027, 3, 9))
    for language in Language:
        assert "U1 van De Boer" in told(world)[0].words(language)
        assert SECRET not in told(world)[0].words(language)
    assert look_after(world.store, world.region, date(2027, 3, 15)).replies == []


def test_two_hundred_matters_are_counted(world: FollowedWorld) -> None:
    """In the message and in the window, which takes a hundred blocks."""
    for number in range(200):
        world.agreed(Phase.DO, due_on=FAR, owner_id=None, what=f"Actie {number}")
        answered(world, CheckInKind.QUESTION, question="relations")
    world.until(date(2027, 3, 9))
    message = told(world)[0].rendering.message
    assert len(message.body) <= 10
    assert "En nog 196." in said(message) or "196" in said(message)
    window = form_of(world.lead("follow_up.open"))
    assert len(window.body) <= 60
    assert "188" in said(window)


def test_the_window_shows_what_was_written_to_the_leaders(world: FollowedWorld) -> None:
    """The newest first, with who wrote it and what it answers; not what stands with an action."""
    answered(world, CheckInKind.QUESTION, question="means", text="Geen uren.")
    later = world.now + timedelta(hours=1)
    answered(world, CheckInKind.LEADER, words="Wat helpt?", answered_at=later)
    checks: dict[str, object] = {"phase": Phase.CHECK, "tap": Tap.WORKED}
    answered(world, CheckInKind.ACTION, text="Voor de stuurgroep.", **checks)
    answered(world, CheckInKind.QUESTION, question="means", text="")
    written = written_to_leaders(world.store, world.region, world.person(LEADER).id, INSTRUMENTS)
    assert [one.text for one in written] == [SECRET, "Geen uren."]
    window = form_of(world.lead("follow_up.open"))
    assert [one.text for one in window.body if isinstance(one, Quote)] == [SECRET, "Geen uren."]
    words = said(window)
    assert "U1 van De Boer" in words
    assert "Wat helpt?" in words


def test_what_hinders_is_read_once_the_leaders_are_asked(world: FollowedWorld) -> None:
    """Until then it stays with who is stuck; what helps is always to the leaders."""
    action = stuck(world)
    about: dict[str, object] = {"action_id": action.id, "phase": Phase.DO}
    answered(world, CheckInKind.ACTION, tap=Tap.STUCK, help=Help.LEADER, **about)
    answered(world, CheckInKind.ACTION, tap=Tap.ON_TRACK, text="De scholen.", **about)
    window = form_of(world.lead("follow_up.open"))
    assert [one.text for one in window.body if isinstance(one, Quote)] == ["De scholen.", SECRET]
    assert f"Over de actie “{action.what}”" in said(window)
    private = [one for one in world.store.check_ins.find(tap=Tap.STUCK) if one.help]
    world.store.check_ins.save(replace(private[0], help=None))
    window = form_of(world.lead("follow_up.open"))
    assert [one.text for one in window.body if isinstance(one, Quote)] == ["De scholen."]


def test_the_window_is_the_leaders(world: FollowedWorld) -> None:
    """Neither participants nor leaders of other regions can open it."""
    answered(world, CheckInKind.QUESTION, question="means")
    for user_id in (*PEOPLE, OTHER):
        reply = world.tap("follow_up.open", user_id, region=world.region.id)
        assert notice_of(reply) == "setup.not_leader"
    keys = keys_of(form_of(world.lead("follow_up.open")))
    assert keys[1] == "follow_up.nothing"


def test_an_action_that_was_answered_about_at_last_is_no_matter(world: FollowedWorld) -> None:
    """Nor one that nobody has, which is another matter."""
    world.agreed(Phase.DO, due_on=FAR, unanswered=3, owner_id=None)
    about = look_after(world.store, world.region, world.today)
    assert (about.silent, len(about.empty)) == ([], 1)


def test_what_could_not_be_shown_yet_is_not_redrawn(world: FollowedWorld) -> None:
    """A message that never stood is dropped as pointless by its delivery."""
    action = stuck(world)
    (wish,) = world.store.wishes.find(topic=Topic.FOLLOW_UP)
    world.store.wishes.save(replace(wish, state=WishState.BLOCKED))
    world.until(date(2027, 3, 9))
    world.store.actions.save(replace(action, help=None))
    world.until(date(2027, 3, 11))
    assert world.store.wishes.get(wish.id).wanted == 1


def test_what_the_channel_refused_is_told(world: FollowedWorld) -> None:
    """Without what it was; the way to try again stands beside it."""
    add_action(world.store, world.agreed(Phase.DO, due_on=FAR), world.now)
    (wish,) = world.store.wishes.find(topic=Topic.ACTION)
    world.store.wishes.save(replace(wish, state=WishState.FAILED, error="is_archived"))
    world.until(date(2027, 3, 9))
    (post,) = told(world)
    assert "kon iets niet plaatsen in #stuurgroep-sto" in post.words()
    assert "undelivered.again" in {one.action for one in buttons_of(post.rendering.message)}
