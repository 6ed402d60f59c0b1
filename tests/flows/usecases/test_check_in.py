"""A person answers what they are asked of their actions: two taps and a sentence."""

from dataclasses import replace

import pytest

from flows.action import ActionState, Bent, Phase
from flows.check_in import ANSWERS_AT, DOING, LATE_ANSWERS, MOVE_OF, CheckInState
from flows.language import Language
from flows.outbox import WishState
from flows.topics import Topic
from flows.usecases.actions_kept import save_action
from flows.usecases.check_in_ask import ask, wish_check_in
from tests.support.asking import ITEM, WHAT, AskingWorld
from tests.support.builders import form_of, said
from tests.support.leading import about

SECRET = "De directie van school B ligt dwars"


@pytest.fixture
def world() -> AskingWorld:
    """U1 has an action that is being carried out."""
    return AskingWorld()


def test_who_carries_out_is_asked_in_the_methods_words(world: AskingWorld) -> None:
    """What it is, by when, the question with its taps, and who reads the answer."""
    posts = world.ask_of(world.agreed())
    assert [(post.reader, post.is_new) for post in posts] == [("U1", True)]
    words = world.words()
    assert f"**Uw actie: {WHAT}**" in words
    assert "Klaar op vrijdag 28 mei." in words
    assert "Hoe gaat de uitvoering, en ziet u al resultaat?" in words
    assert "“Ik loop vast” blijft bij u, tot u zelf om hulp vraagt." in words
    assert words.endswith("\n“uitvoeren en resultaten meten” (STO, 2022)")
    assert world.labels() == ["Op schema", "Ik loop vast", "Klaar"]


def test_on_track_may_be_followed_by_a_sentence(world: AskingWorld) -> None:
    """It is kept and stays out of the message; the channel may read it if its writer wants."""
    world.ask_of(world.agreed(unanswered=2, told=True))
    world.answers_with("Op schema")
    assert (world.action().phase, world.action().unanswered) == (Phase.DO, 0)
    assert not world.action().told
    assert "Genoteerd. Wat hielp? Eén zin is genoeg." in world.words()
    assert "Alleen u en Marijke Visser lezen wat u schrijft." in world.words()
    world.writes(SECRET)
    assert (world.asked().text, world.asked().state) == (SECRET, CheckInState.DONE)
    assert SECRET not in world.words()
    assert "U bent klaar." in world.words()
    begun = form_of(world.press(world.labelled("Dit mag het kanaal ook lezen")))
    assert begun.key == "success.new"


def test_the_sentence_may_be_left_out(world: AskingWorld) -> None:
    """Then there is nothing to share."""
    world.ask_of(world.agreed())
    world.answers_with("Op schema")
    world.answers_with("Overslaan")
    assert world.labels() == []
    assert world.asked().state is CheckInState.DONE


@pytest.mark.parametrize(
    ("text", "error"), [("  ", "check_in.error.empty"), ("a" * 501, "check_in.error.long")]
)
def test_a_sentence_has_to_fit(world: AskingWorld, text: str, error: str) -> None:
    """The window stays open and says what is wrong."""
    world.ask_of(world.agreed())
    world.answers_with("Klaar")
    reply = world.writes(text)
    assert reply.errors["text"].key == error


def test_done_brings_the_action_to_check(world: AskingWorld) -> None:
    """What was said of its doing is not asked again."""
    world.ask_of(world.agreed())
    world.answers_with("Klaar")
    assert world.action().phase is Phase.CHECK
    assert world.action().carried_out_at == world.now


def test_what_is_agreed_is_begun_or_sharpened_first(world: AskingWorld) -> None:
    """Sharpening opens the action and leaves the question as it is."""
    world.ask_of(world.agreed(Phase.PLAN))
    assert world.labels() == ["Wij beginnen", "Aanscherpen", "Ik loop vast"]
    assert world.labelled("Aanscherpen").action == "action.edit"
    assert "“SMART formuleren/aanscherpen van beoogde resultaten”" in world.words()
    assert "Nog niet afgesproken is waaraan wij zien dat het werkte. Er staat niet" in world.words()
    world.answers_with("Wij beginnen")
    assert world.action().phase is Phase.DO


def test_only_what_is_lacking_is_named(world: AskingWorld) -> None:
    """What is agreed already is not asked for."""
    world.ask_of(world.agreed(Phase.PLAN, sign="Iedere school levert aan"))
    assert "waaraan wij zien" not in world.words()
    assert "Er staat niet bij welke stelling" in world.words()
    world.later(60)
    world.ask_of(world.agreed(Phase.PLAN, sign="Iedere school levert aan", item=ITEM))
    assert "Er staat niet bij welke stelling" not in world.words()


def test_check_goes_straight_on_to_act(world: AskingWorld) -> None:
    """What explains the result and what becomes routine are kept with the action."""
    world.ask_of(world.agreed(Phase.CHECK))
    assert world.labels() == ["Het werkte", "Deels", "Het werkte nog niet", "Toch nog niet klaar"]
    world.answers_with("Het werkte")
    assert "Wat verklaart dat?" in world.words()
    assert "Deelnemers en kanaalleden lezen deze zin bij de actie" in world.words()
    world.writes("Wij maakten er tijd voor")
    assert world.action().explanation == "Wij maakten er tijd voor"
    assert "Wat wordt gewoonte, en wat probeert u hierna?" in world.words()
    assert "Vraag" not in world.words()
    assert "Bedoeld om" not in world.words()
    assert world.labels() == [
        "Dit mag het kanaal ook lezen",
        "Dit wordt gewoonte",
        "Volgende actie maken",
    ]
    world.answers_with("Dit wordt gewoonte")
    assert world.action().state is ActionState.FINISHED
    assert "Genoteerd. De actie is afgerond. Wat wordt gewoonte?" in world.words()
    world.writes("Elke maand een overzicht")
    assert world.action().routine == "Elke maand een overzicht"


def test_the_next_action_follows_on_this_one(world: AskingWorld) -> None:
    """Its window opens with what this one was about, and once more until it is made."""
    scan = world.publish()
    before = world.agreed(Phase.ACT, item=ITEM, scan_id=scan.id, bent=Bent.KEEP)
    world.ask_of(before)
    form = form_of(world.answers_with("Volgende actie maken"))
    assert form.args == {"region": world.region.id, "scan": scan.id, "follows": before.id}
    assert world.action().state is ActionState.FINISHED
    assert "Wat wordt gewoonte, en wat doet u anders?" in world.words()
    button = world.labelled("Volgende actie maken")
    assert button.args == {**form.args, "item": ITEM, "bent": "keep"}
    world.agreed(what="Hetzelfde voor de bedrijven", follows_id=before.id)
    world.answers_with("Schrijven")
    wish_check_in(world.store, world.participant(), world.now)
    world.reads()
    assert world.labels() == ["Schrijven", "Overslaan"]


def test_an_action_without_a_statement_is_followed_by_one(world: AskingWorld) -> None:
    """There is nothing more to begin with than that it follows."""
    world.ask_of(world.agreed(Phase.ACT))
    assert form_of(world.answers_with("Volgende actie maken")).args == {
        "region": world.region.id,
        "follows": world.action().id,
    }


def test_a_sharpened_action_is_asked_as_it_is_now(world: AskingWorld) -> None:
    """The message that stands says what was changed, and calls nobody."""
    world.ask_of(world.agreed(Phase.PLAN))
    save_action(world.store, replace(world.action(), what="Eén lijst"), world.now)
    assert [post.is_new for post in world.reads()] == [False]
    assert "**Uw actie: Eén lijst**" in world.words()


def test_a_message_that_was_given_up_is_not_redrawn(world: AskingWorld) -> None:
    """Nobody is called because their action changed."""
    world.ask_of(world.agreed())
    for wish in world.store.wishes.find(topic=Topic.CHECK_IN):
        world.store.wishes.save(replace(wish, ts="", state=WishState.DROPPED))
    save_action(world.store, replace(world.action(), what="Eén lijst"), world.now)
    assert world.reads() == []


def test_what_turns_out_not_to_be_done_is_carried_out_again(world: AskingWorld) -> None:
    """What is in the way stays between its owner and the leader."""
    world.ask_of(world.agreed(Phase.CHECK, carried_out_at=world.now))
    world.answers_with("Toch nog niet klaar")
    assert (world.action().phase, world.action().carried_out_at) == (Phase.DO, None)
    assert "Wat staat in de weg?" in world.words()
    world.writes(SECRET)
    assert (world.action().explanation, world.labels()) == ("", [])


def test_more_actions_are_asked_one_after_the_other(world: AskingWorld) -> None:
    """In one message, each with its place; what follows of one comes before the next."""
    first, second = world.agreed(Phase.CHECK), world.agreed(what="Nieuwsbrief")
    posts = world.ask_of(first, second)
    assert len(posts) == 1
    assert "Vraag 1 van 2" in world.words()
    world.answers_with("Het werkte nog niet")
    world.answers_with("Overslaan")
    assert "Vraag 1 van 2" in world.words()
    world.answers_with("Dit wordt gewoonte")
    world.answers_with("Overslaan")
    assert "Vraag 2 van 2" in world.words()
    assert "Nieuwsbrief" in world.words()
    assert not any(post.is_new for post in about(world.posts, Topic.CHECK_IN)[1:])


def test_a_new_round_is_a_new_message(world: AskingWorld) -> None:
    """The old one becomes a plain line, and what was left there is asked no more."""
    action = world.agreed()
    world.ask_of(action)
    world.later(60)
    (post,) = world.ask_of(action)
    assert post.is_new
    assert post.rendering.frozen is not None
    assert said(post.rendering.frozen).startswith("Hier stond een eerdere vraag.")
    assert [one.state for one in world.store.check_ins.find()] == [
        CheckInState.PASSED,
        CheckInState.ASKED,
    ]


def test_nothing_to_ask_is_not_asked(world: AskingWorld) -> None:
    """What was asked before stays as it is."""
    world.ask_of(world.agreed())
    assert world.ask() == []
    assert world.asked().state is CheckInState.ASKED


def test_who_asked_for_it_gets_it_at_once(world: AskingWorld) -> None:
    """Whatever the hour."""
    question = world.check_in(action_id=world.agreed().id, phase=Phase.DO)
    ask(world.store, world.participant(), [question], world.now, prompted=True)
    wish = world.store.wishes.one(topic=Topic.CHECK_IN)
    assert wish is not None
    assert wish.prompted_at == wish.wanted


@pytest.mark.parametrize("phase", Phase)
def test_every_answer_is_one_of_its_phase(phase: Phase) -> None:
    """The moves that taps make are of taps that can be made there."""
    late = LATE_ANSWERS if phase in DOING else ()
    assert {tap for at, tap in MOVE_OF if at is phase} <= {*ANSWERS_AT[phase], *late}


@pytest.mark.parametrize("phase", Phase)
def test_each_phase_is_asked_in_english_too(world: AskingWorld, phase: Phase) -> None:
    """With the same buttons."""
    world.ask_of(world.agreed(phase))
    assert "(STO, 2022, our translation)" in world.words(Language.EN)
    assert len(world.labels()) == len(ANSWERS_AT[phase]) + (phase is Phase.PLAN)
