"""What a digest says: each line true of its days, of organisations and not of people."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.action import Action, ActionState, Help, Phase
from flows.check_in import Tap
from flows.decision import DecisionState
from flows.language import Language
from flows.response import Sharing
from flows.success import SuccessKind
from flows.topics import Topic
from flows.usecases.digest_told import moved_in
from flows.usecases.success_kept import withdraw
from flows.usecases.telling import wish_again
from flows.views.digest import MOST_OPEN, NAMED, Heard
from tests.support.builders import INSTRUMENTS, buttons_of
from tests.support.digests import FIRST_OF_APRIL, DigestWorld
from tests.support.successes import tells, told

TODAY = FIRST_OF_APRIL
MEETING = date(2027, 4, 7)


@pytest.fixture
def world() -> DigestWorld:
    """The first working day of April."""
    return DigestWorld()


def reads(world: DigestWorld) -> str:
    """What the channel comes to read today."""
    assert world.look()
    return world.reads()


def test_what_moved_is_told_by_organisation(world: DigestWorld) -> None:
    """What was finished, carried out, begun and is on track; each under one heading."""
    world.action("Brief", 1, state=ActionState.FINISHED, closed_at=world.ago(2))
    world.action("Folder", 2, carried_out_at=world.ago(2), phase=Phase.CHECK)
    begun = world.action("Lessen", 3, begun_at=world.ago(2), phase=Phase.DO)
    world.says(begun, Tap.ON_TRACK)
    world.says(world.action("Stages", 4, phase=Phase.DO), Tap.ON_TRACK)
    words = reads(world)
    assert "Van 1 maart tot en met 31 maart." in words
    assert "**Afgerond:** “Brief” (Partner 1)." in words
    assert "**Uitgevoerd:** “Folder” (Partner 2)." in words
    assert "**Begonnen:** “Lessen” (Partner 3)." in words
    assert "**Op schema:** “Stages” (Partner 4)." in words
    assert "U1" not in words


def test_what_did_not_happen_in_these_days_is_not_told(world: DigestWorld) -> None:
    """Neither what was told before, nor what happens today, nor what was given up."""
    world.action("eerder", closed_at=world.ago(40), state=ActionState.FINISHED)
    world.action("vandaag", carried_out_at=world.ago(0, hours=1), phase=Phase.CHECK)
    world.action("gestopt", closed_at=world.ago(3), state=ActionState.DROPPED)
    world.action("nieuw", created_at=world.now, due_on=TODAY + timedelta(days=3))
    assert not world.look()


def test_the_last_answer_counts(world: DigestWorld) -> None:
    """Who got stuck after they were on track is not on track; skipping says nothing."""
    stuck = world.action("vast", phase=Phase.DO)
    world.says(stuck, Tap.ON_TRACK, days=9)
    world.says(stuck, Tap.STUCK, days=3)
    still = world.action("door", phase=Phase.DO)
    world.says(still, Tap.ON_TRACK, days=9)
    world.says(still, Tap.SKIP, days=3)
    words = reads(world)
    assert "“door”" in words
    assert "“vast”" not in words


def test_stuck_is_told_only_if_its_owner_asked_the_channel(world: DigestWorld) -> None:
    """Not if they asked the leader, or nobody."""
    for name, asked in (("kanaal", Help.CHANNEL), ("leider", Help.LEADER), ("niets", None)):
        world.action(name, phase=Phase.DO, stuck_at=world.ago(2), help=asked)
    words = reads(world)
    assert "**Vraagt hulp van dit kanaal:** “kanaal” (Partner 1)." in words
    assert "leider" not in words
    assert "niets" not in words


def test_due_soon_and_over_date(world: DigestWorld) -> None:
    """The first few by name, the others as a count; what was carried out is neither."""
    for number in range(NAMED + 2):
        world.action(f"laat {number}", due_on=date(2027, 3, 1 + number))
    world.action("gedaan", due_on=date(2027, 3, 1), carried_out_at=world.ago(40))
    world.action("vandaag", due_on=TODAY)
    world.action("dichtbij", 0, due_on=TODAY + timedelta(days=27))
    world.action("ver weg", due_on=TODAY + timedelta(days=28))
    words = reads(world)
    late = "“laat 0” (Partner 1), “laat 1” (Partner 1), “laat 2” (Partner 1) en nog twee."
    assert f"**Over de datum (5):** {late}" in words
    soon = "“vandaag” (Partner 1) en “dichtbij”."
    assert f"**Afgesproken datum vóór 29 april (2):** {soon}" in words
    assert "ver weg" not in words
    assert "gedaan" not in words


def test_successes_are_counted(world: DigestWorld) -> None:
    """Those that were shared: their texts stood in the channel already."""
    world.now = world.ago(3)
    tells(world, "U1", Sharing.NAMED, text="de klas")
    tells(world, "U2", Sharing.UNNAMED, text="de school")
    tells(world, "U3", Sharing.NAMED, text="de les", kind=SuccessKind.LESSON)
    tells(world, "U4", Sharing.NO, text="privé")
    world.on(TODAY)
    words = reads(world)
    assert "**Gedeeld:** twee successen en één les." in words
    assert "klas" not in words


def test_a_success_that_is_taken_back_is_not_counted_any_more(world: DigestWorld) -> None:
    """The digest of its days is redrawn; a later one is left alone."""
    world.now = world.ago(3)
    tells(world, "U1", Sharing.NAMED)
    tells(world, "U2", Sharing.NAMED, text="nog een")
    mine = told(world)
    world.action(due_on=date(2027, 1, 1))
    world.on(TODAY)
    world.deliver()
    assert world.look()
    world.deliver()
    world.on(date(2027, 5, 3))
    assert world.look()
    world.deliver()
    withdraw(world.store, mine, world.now)
    (post,) = world.posts()
    assert "**Gedeeld:** één succes." in post.words()
    assert not post.is_new


def test_decisions_that_are_due_are_counted(world: DigestWorld) -> None:
    """Beside how many are open; without one that is due there is no line."""
    world.decision(due_on=TODAY)
    world.decision(due_on=date(2027, 5, 1))
    world.decision()
    world.decision(state=DecisionState.DONE, closed_at=world.ago(2), due_on=TODAY)
    world.decision(created_at=world.now, due_on=TODAY)
    words = reads(world)
    assert "**Besluiten:** drie staan open, waarvan één op of over de datum." in words


def test_decisions_that_are_not_due_are_nothing_to_say(world: DigestWorld) -> None:
    """Only before a meeting they are."""
    world.decision("Ieder meldt", due_on=date(2027, 5, 1))
    assert not world.look()
    world.meets(MEETING)
    words = reads(world)
    assert "**Wat openstaat: geen acties en één besluit**" in words
    assert "Besluit “Ieder meldt”: 1 mei 2027" in words


def test_before_a_meeting_it_lists_what_is_open(world: DigestWorld) -> None:
    """What is late first, then by date, what was carried out last; its list, not twice."""
    world.meets(MEETING)
    world.action("klaar", carried_out_at=world.ago(40), phase=Phase.ACT)
    world.action("laat", 2, due_on=date(2027, 3, 12))
    world.action("straks", 3, due_on=date(2027, 4, 12))
    world.decision("gemeld", due_on=date(2027, 3, 30), partner_id=world.partner_of(4).id)
    world.decision("vandaag", due_on=TODAY)
    world.decision("ooit")
    words = reads(world)
    assert words.startswith("Voor het overleg van woensdag 7 april\n**Wat openstaat: drie acties")
    lines = words.splitlines()
    assert "Eén actie is over de datum." in lines
    assert lines[3:9] == [
        "“laat” (Partner 2): 12 maart 2027, over de datum",
        "Besluit “gemeld” (Partner 4): 30 maart 2027, over de datum",
        "Besluit “vandaag”: 1 april 2027",
        "“straks” (Partner 3): 12 april 2027",
        "Besluit “ooit”: zonder datum",
        "“klaar” (Partner 1): uitgevoerd, nog na te gaan of het werkte",
    ]


def test_two_hundred_open_actions(world: DigestWorld) -> None:
    """Ten lines, the others counted, and a way to all of them; the same without a meeting."""
    for number in range(200):
        world.action("w" * 300, 1 + number % 4, due_on=date(2027, 3, 1 + number % 28))
    assert world.look()
    assert len(world.reads()) < 1000
    world.on(date(2027, 5, 3))
    world.meets(date(2027, 5, 6))
    assert world.look()
    (post,) = world.posts()
    words = post.words()
    assert words.count("over de datum\n") == MOST_OPEN
    assert "200 acties zijn over de datum." in words
    assert "En nog 190. Alles staat in de lijst." in words
    assert [(one.action, one.args) for one in buttons_of(post.rendering.message)] == [
        ("action.list", {"region": world.region.id}),
        ("decision.list", {"region": world.region.id}),
    ]
    assert "200 actions are past their date." in post.words(Language.EN)


def test_an_old_one_can_be_drawn_again(world: DigestWorld) -> None:
    """What happened since changes nothing about it."""
    late = world.action("laat", due_on=date(2027, 3, 1))
    stuck = world.action("vast", phase=Phase.DO, stuck_at=world.ago(2), help=Help.CHANNEL)
    world.decision("gemeld", due_on=TODAY)
    assert world.look()
    words = world.reads()
    world.on(date(2027, 4, 20))
    done = replace(late, carried_out_at=world.ago(3), state=ActionState.FINISHED)
    world.store.actions.save(replace(done, closed_at=world.ago(2)))
    world.store.actions.save(replace(stuck, state=ActionState.DROPPED, closed_at=world.ago(1)))
    (decision,) = world.store.decisions.find()
    closed = replace(decision, state=DecisionState.DONE, closed_at=world.ago(1))
    world.store.decisions.save(closed)
    (wish,) = world.store.wishes.find(topic=Topic.DIGEST)
    wish_again(world.store, wish, world.now)
    (post,) = world.posts()
    assert post.words() == words


MOMENTS = st.none() | st.integers(1, 60)


@st.composite
def an_action(draw: st.DrawFn) -> dict[str, object]:
    """Any action: numbers are days ago."""
    return {
        "created_at": draw(st.integers(0, 90)),
        "due_on": draw(st.integers(-60, 60)),
        "begun_at": draw(MOMENTS),
        "carried_out_at": draw(MOMENTS),
        "stuck_at": draw(MOMENTS),
        "closed_at": draw(MOMENTS),
        "help": draw(st.none() | st.sampled_from(Help)),
        "state": draw(st.sampled_from(ActionState)),
    }


def made(world: DigestWorld, number: int, drawn: dict[str, object]) -> Action:
    """It, kept, by its number."""
    changes = {
        name: world.ago(value) if isinstance(value, int) else value for name, value in drawn.items()
    }
    days = drawn["due_on"]
    assert isinstance(days, int)
    changes["due_on"] = TODAY + timedelta(days=days)
    if drawn["state"] is ActionState.OPEN:
        changes["closed_at"] = None
    elif drawn["closed_at"] is None:
        changes["closed_at"] = world.ago(5)
    return world.action(f"actie {number}", 1, **changes)


@settings(max_examples=150, deadline=None)
@given(
    drawn=st.lists(an_action(), max_size=6),
    taps=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(Tap), st.integers(1, 50))),
)
def test_every_line_is_true(
    drawn: list[dict[str, object]], taps: list[tuple[int, Tap, int]]
) -> None:
    """Whatever the actions and the answers: no help that was not asked of the channel."""
    world = DigestWorld()
    world.action("altijd", due_on=date(2020, 1, 1), created_at=world.ago(600))
    actions = {f"actie {n}": made(world, n, one) for n, one in enumerate(drawn)}
    last: dict[str, tuple[int, Tap]] = {}
    for number, tap, days in taps:
        if number < len(drawn):
            world.says(actions[f"actie {number}"], tap, days=days)
            what = f"actie {number}"
            if days <= 31 and tap is not Tap.SKIP and days <= last.get(what, (99, tap))[0]:
                last[what] = (days, tap)
    assert world.look()
    moved = moved_in(world.store, world.digest(), INSTRUMENTS)
    named = {heard: {one.what for one in found} for heard, found in moved.actions.items()}
    for what in named.get(Heard.ASKS_HELP, ()):
        assert actions[what].help is Help.CHANNEL
        assert actions[what].stuck_at is not None
    for what in named.get(Heard.ON_TRACK, ()):
        assert last[what][1] is Tap.ON_TRACK
        assert actions[what].stuck_at is None
    for what in named.get(Heard.OVER_DATE, set()) - {"altijd"}:
        assert actions[what].due_on < TODAY
        assert actions[what].carried_out_at is None
    for what in named.get(Heard.FINISHED, ()):
        assert actions[what].state is ActionState.FINISHED
    assert sum(len(found) for found in named.values()) == len(set().union(*named.values()))
    for found in named.values():
        assert not {what for what in found - {"altijd"} if actions[what].created_at >= world.now}
    assert moved.actions[Heard.OVER_DATE]
