"""A point of the agenda in the thread: statement, figures, dots, questions, reasons."""

from collections.abc import Sequence

import pytest

from flows.instrument import Certainty
from flows.language import Language
from flows.messages import Message
from flows.outcome import Outcome, SharedText
from flows.results import Results, without_lines
from flows.scan import Mode
from flows.views.points import point_message
from tests.support.builders import INSTRUMENT, buttons_of, keys_of, said
from tests.support.outcomes import Scores, a_published_scan, outcome_from, past_from, results_from

STRUCTURES = 4


def of(*people: Scores, mode: Mode = Mode.OPEN) -> Results:
    """The results of so many partners with one person each."""
    return results_from({f"Partner {n}": scores for n, scores in enumerate(people)}, mode)


def first(outcome: Outcome, language: Language = Language.NL) -> str:
    """What the first point says."""
    return words(point_message(outcome, 0), language)


def words(message: Message, language: Language = Language.NL) -> str:
    """All that a message says, without its marks of bold."""
    return said(message, language).replace("**", "")


def about(number: int) -> Outcome:
    """An outcome whose first point is a statement, by its place."""
    scores = [5] * 7
    scores[number] = 2
    return outcome_from(of(scores))


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("language", Language)
def test_every_element_has_its_questions(number: int, language: Language) -> None:
    """At most three, the statement in full before them, and whose words they are."""
    item = INSTRUMENT.statements[number]
    element = INSTRUMENT.element_of(item)
    text = first(about(number), language)
    assert item.text.in_(language) in text
    for question in element.questions:
        shown = question.text.in_(language)
        literal = question.text.certainty is Certainty.LITERAL
        assert (f"“{shown}”" if literal else shown) in text
        assert literal or f"“{shown}" not in text
    assert text.count("van 5" if language is Language.NL else "of 5") == 1
    assert "Het borgen van Sterk Techniekonderwijs (2022)" in text


def test_whose_words_the_questions_are() -> None:
    """The guide's own, ours after the guide, or some of each."""
    assert "letterlijk uit" in first(about(3))
    assert "van ons, naar" not in first(about(3))
    assert "De vragen zijn van ons, naar" in first(about(0))
    assert "De rest is van ons, naar diezelfde tekst" in first(about(5))


def test_the_checklist_of_structures() -> None:
    """Its eight points; the one with a year that is past is no quotation."""
    text = first(about(STRUCTURES))
    checklist = INSTRUMENT.elements["structuren"].checklist
    assert len(checklist) == 8
    quoted = [one for one in checklist if f"“{one.nl}”" in text]
    assert len(quoted) == 7
    assert "2024" not in text
    assert "point.checklist" not in keys_of(point_message(about(0), 0))


def test_the_dots_in_words() -> None:
    """Who gave which score, the highest first, and who does not know."""
    outcome = outcome_from(of([2] + [5] * 6, [1] + [5] * 6, [2] + [5] * 6, [None] + [5] * 6))
    text = first(outcome)
    dots = "2: Partner 0 en Partner 2 · 1: Partner 1 · weet niet: Partner 3."
    assert f"Wie gaf welk cijfer? {dots}" in text
    assert "Van de 4 partners die meededen, gaven er 3 een cijfer." in text


def test_of_many_partners_each_score_is_counted() -> None:
    """Their names stand in the table below."""
    text = first(outcome_from(of(*[[2] + [5] * 6] * 12, [1] + [5] * 6)))
    assert "2: twaalf partners · 1: één partner." in text
    assert "Partner 3" not in text


def test_a_protected_point_has_no_dots() -> None:
    """Mean and spread; nobody, no extreme, no count."""
    results = of(*[[2, 5, 5, 5, 5, 5, 5], [3, 5, 5, 5, 5, 5, 5]] * 4, mode=Mode.PROTECTED)
    text = first(outcome_from(results, a_published_scan(Mode.PROTECTED)))
    assert (
        "Gemiddeld 2,5 van 5. Laag. De cijfers wijken gemiddeld hooguit 0,8 van het gemiddelde af."
        in text
    )
    assert "Ze liggen gemiddeld hooguit 0,8 van het gemiddelde af." in text
    assert "Partner" not in text
    assert "Wie gaf" not in text


def test_once_the_scores_are_deleted_there_are_no_dots() -> None:
    """Only what is kept of all together."""
    results = without_lines(of(*[[1] + [5] * 6, [4] + [5] * 6] * 2))
    text = first(outcome_from(results))
    assert "Gemiddeld 2,5 van 5. Laag en verdeeld. De cijfers liggen ver uit elkaar." in text
    assert "Wie gaf" not in text


def test_a_point_that_fell_says_what_it_was() -> None:
    """Beside the mean."""
    outcome = outcome_from(of([2] + [5] * 6), before=past_from(of([3] + [5] * 6)))
    assert "Gemiddeld 2,0 van 5 (was 3,0)." in first(outcome)


def test_a_point_that_fell_away_says_so() -> None:
    """Where it stood."""
    outcome = about(0)
    assert len(outcome.findings.points) == 1
    assert words(point_message(outcome, 1)) == "Dit punt vervalt: de cijfers zijn veranderd."


def reasons(texts: Sequence[str]) -> Message:
    """The first point with these reasons, without names."""
    shared = [SharedText(item=INSTRUMENT.statements[0].key, text=text) for text in texts]
    named = SharedText(
        item=INSTRUMENT.statements[0].key, text="Hier", person="Karin", partner="De Boer"
    )
    other = SharedText(item=INSTRUMENT.statements[1].key, text="Elders")
    outcome = outcome_from(of([2] + [5] * 6), shared=[named, *shared, other])
    return point_message(outcome, 0)


def test_the_reasons_that_people_shared() -> None:
    """With a name or without; on one line each; of this statement alone."""
    message = reasons(["Twee\nregels"])
    text = words(message)
    assert "“Hier” (Karin, De Boer)" in text
    assert "“Twee regels”" in text
    assert "Elders" not in text
    assert [button.action for button in buttons_of(message)] == ["action.new"]
    assert "point.reasons" not in keys_of(point_message(about(0), 0))


@pytest.mark.parametrize("texts", [["lang " * 100], ["kort genoeg " * 20] * 9, ["ja"] * 99])
def test_what_does_not_fit_is_one_tap_away(texts: list[str]) -> None:
    """A long text is cut, too many are left out; a button shows all."""
    message = reasons(texts)
    button, last = buttons_of(message)
    assert button.action == "results.texts"
    assert last.action == "action.new"
    assert button.args["item"] == INSTRUMENT.statements[0].key
    assert len(words(message)) < 3000
