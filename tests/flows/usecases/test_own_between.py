"""A person sees, takes along and deletes what the bot keeps of them between scans."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.action import Help, Phase
from flows.check_in import CheckInKind, CheckInState, Tap
from flows.language import Language
from flows.messages import Form, Message, Quote
from flows.response import Sharing
from flows.topics import Topic
from flows.usecases.own_between import between_of, erase_between
from flows.views.data_between import LATEST
from tests.support.asking import WHAT
from tests.support.builders import INSTRUMENTS, buttons_of, form_of, keys_of, said
from tests.support.leading import CHANNEL, LEADER
from tests.support.succeeding import DECIDED, SuccessionWorld
from tests.support.successes import TEXT, tells

HELPED = "De collega's deden mee"


@pytest.fixture
def world() -> SuccessionWorld:
    """U1 has an action and a decision, answered a question about it and told of a success."""
    world = SuccessionWorld()
    world.agreed()
    world.decided()
    world.ask_of(world.action())
    world.answers_with("Op schema")
    world.writes(HELPED)
    tells(world, "U1", Sharing.UNNAMED)
    world.deliver()
    return world


def data(world: SuccessionWorld, user_id: str = "U1") -> Form:
    """What somebody sees of their data."""
    return form_of(world.tap("privacy.data", user_id))


def shown(kept: Form | Message) -> str:
    """All that a window or file shows, what people wrote included."""
    quotes = [one.text for one in kept.body if isinstance(one, Quote)]
    return "\n".join((said(kept), *quotes))


def file_of(world: SuccessionWorld, user_id: str = "U1") -> Message:
    """The same as a file."""
    reply = world.tap("privacy.download", user_id)
    content = getattr(reply.download, "content", None)
    assert isinstance(content, Message)
    return content


def test_the_window_shows_all_of_it(world: SuccessionWorld) -> None:
    """Question, tap, sentence and day; what was told and who reads it; what they see to."""
    words = shown(data(world))
    for part in (
        "Dit bewaart de bot van u.",
        f"8 maart 2027. Over de actie “{WHAT}”\nUw antwoord: Op schema",
        HELPED,
        "8 maart 2027. Wat goed ging. Gedeeld zonder naam.",
        TEXT,
        f"Actie: {WHAT} (klaar op 28 mei 2027)",
        f"Besluit: {DECIDED} (klaar op 28 mei 2027)",
        "Wilt u geen trekker meer zijn?",
    ):
        assert part in words
    assert {"privacy.download", "privacy.erase"} <= {
        button.action for button in buttons_of(data(world))
    }


def test_nobody_else_sees_any_of_it(world: SuccessionWorld) -> None:
    """Not a colleague, nor the leader."""
    for user_id in ("U2", LEADER):
        words = shown(data(world, user_id))
        assert HELPED not in words
        assert TEXT not in words
        assert "De bot bewaart geen antwoorden van u." in words


def test_only_what_is_there_has_a_heading(world: SuccessionWorld) -> None:
    """Somebody with a decision alone, and somebody who only told something."""
    world.decided("U2")
    tells(world, "U4", Sharing.NO)
    headings = {"data.check_ins", "data.successes", "data.duties"}
    assert headings & set(keys_of(data(world, "U2"))) == {"data.duties"}
    assert headings & set(keys_of(data(world, "U4"))) == {"data.successes"}


def test_the_file_has_what_no_longer_fits_the_window(world: SuccessionWorld) -> None:
    """The newest in the window, everything in the file."""
    for number in range(LATEST + 1):
        world.now += timedelta(days=31)
        question = world.check_in(CheckInKind.QUESTION, question="relations")
        world.ask(question, world.check_in(CheckInKind.SUCCESS))
        world.decided(what=f"Besluit {number}", due_on=None)
    window, file = shown(data(world)), shown(file_of(world))
    assert "Hier staat het nieuwste. In het bestand staat alles." in window
    assert HELPED not in window
    assert HELPED in file
    assert f"Besluit: Besluit {LATEST}" in file
    assert f"Besluit: Besluit {LATEST}" not in window
    assert file.count("elkaar genoeg om") == LATEST + 1
    assert "Uw antwoord: geen" in window


def test_each_kind_of_question_is_named(world: SuccessionWorld) -> None:
    """A question, a success, a leader's own words; and that one was skipped."""
    world.ask(
        world.check_in(CheckInKind.QUESTION, question="means"),
        world.check_in(CheckInKind.SUCCESS),
        world.check_in(CheckInKind.LEADER, words="Hoe gaat het?"),
    )
    first = world.store.check_ins.find(kind=CheckInKind.QUESTION)[0]
    world.tap("check_in.tap", "U1", check_in=first.id, tap=Tap.SKIP.value)
    words = said(data(world))
    assert "genoeg tijd en ruimte voor wat wij samen doen?\nUw antwoord: overgeslagen" in words
    assert "Wat ging er goed in onze regio?\nUw antwoord: geen" in words
    assert "Een bericht van de programmaleider: “Hoe gaat het?”" in words


def test_deleting_takes_taps_sentences_and_what_was_told(world: SuccessionWorld) -> None:
    """The channel follows; agreements stay, and the window says how to get rid of them."""
    reply = world.tap("privacy.erase", "U1")
    words = said(form_of(reply))
    assert "Twee antwoorden en berichten van tussen de scans zijn gewist." in words
    assert "Er waren geen antwoorden van u." not in words
    assert "Die blijven staan, ook als u uw gegevens wist." in words
    (check_in,) = world.store.check_ins.find()
    assert (check_in.tap, check_in.text) == (None, "")
    assert check_in.state is CheckInState.DONE
    (told,) = world.store.successes.find()
    assert (told.text, told.withdrawn, told.writer_id) == ("", True, None)
    assert world.owners() == ["U1", "U1"]
    posts = [post for post in world.deliver() if post.reader == CHANNEL]
    assert posts
    assert not any(TEXT in post.words() or post.is_new for post in posts)
    assert HELPED not in shown(data(world))
    assert "have been deleted" in said(form_of(reply), Language.EN)


def test_deleting_again_finds_nothing(world: SuccessionWorld) -> None:
    """It says so, as it does to somebody who never answered."""
    world.tap("privacy.erase", "U1")
    for user_id in ("U1", "U4"):
        keys = keys_of(form_of(world.tap("privacy.erase", user_id)))
        assert "data.erased" in keys
        assert "data.erased_between" not in keys


def test_deleting_ends_what_waits_for_a_sentence(world: SuccessionWorld) -> None:
    """Their message offers no more to add to an answer that is gone; nobody else's changes."""
    world.ask_of(world.action())
    world.answers_with("Op schema")
    world.ask_of(world.agreed(user_id="U2"), user_id="U2")
    world.tap("privacy.erase", "U1")
    posts = [post for post in world.deliver() if post.wish.topic is Topic.CHECK_IN]
    assert [(post.reader, post.is_new) for post in posts] == [("U1", False)]
    assert not list(buttons_of(posts[0].rendering.message))
    assert world.asked().state is CheckInState.ASKED


def test_the_privacy_window_says_what_is_followed(world: SuccessionWorld) -> None:
    """What the bot follows between scans, who reads it, how long it is kept."""
    words = said(form_of(world.tap("privacy.open", "U1")))
    assert "Signalen daarover krijgt alleen de programmaleider." in words
    assert "tot het einde van het volgende kwartaal van het schooljaar" in words


def test_what_somebody_no_longer_sees_to_is_not_theirs(world: SuccessionWorld) -> None:
    """Their answers are."""
    world.staff("De Boer", "U6")
    between = between_of(world.store, world.person("U1"), INSTRUMENTS)
    assert not between.duties
    assert len(between.check_ins) == 1
    assert between.check_ins[0].check_in.phase is Phase.DO


def test_an_erased_cry_for_help_is_not_heard_any_more(world: SuccessionWorld) -> None:
    """The action stays, and is stuck no more."""
    now = world.now
    stuck = replace(world.action(), stuck_at=now, help=Help.CHANNEL)
    world.store.actions.save(stuck)
    assert erase_between(world.store, world.person("U1"), now)
    assert world.action() == replace(stuck, stuck_at=None, help=None)
    assert erase_between(world.store, world.person("U1"), now) == 0


@pytest.mark.parametrize(("writer", "left"), [("U1", ("", "hoe")), ("U2", ("waarom", ""))])
def test_only_ones_own_sentence_goes_from_an_action(
    world: SuccessionWorld, writer: str, left: tuple[str, str]
) -> None:
    """U1 explained the result, U2 wrote what becomes routine: each deletes their own."""
    both = replace(
        world.action(),
        explanation="waarom",
        explained_by=world.person("U1").id,
        routine="hoe",
        routine_by=world.person("U2").id,
    )
    world.store.actions.save(both)
    erase_between(world.store, world.person(writer), world.now)
    assert (world.action().explanation, world.action().routine) == left
