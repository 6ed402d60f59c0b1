"""What is said of the figures is true of them, in every edge case."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from flows.comparison import Past
from flows.language import Language
from flows.messages import Message
from flows.outcome import Outcome
from flows.results import Results, without_lines
from flows.scan import Mode
from flows.views.agenda import finding_elements
from tests.support.builders import INSTRUMENT, said
from tests.support.outcomes import Scores, a_published_scan, outcome_from, past_from, results_from


def of(*people: Scores, mode: Mode = Mode.OPEN) -> Results:
    """The results of so many partners with one person each."""
    return results_from({f"Partner {n}": scores for n, scores in enumerate(people)}, mode)


def words(outcome: Outcome, language: Language = Language.NL) -> str:
    """All that is said of the figures."""
    message = Message(body=tuple(finding_elements(outcome)))
    return said(message, language).replace("**", "")


def says(*people: Scores, mode: Mode = Mode.OPEN) -> str:
    """What is said of the figures of these partners."""
    return words(outcome_from(of(*people, mode=mode), a_published_scan(mode)))


def after(before: Past, *people: Scores) -> str:
    """What is said of the figures of these partners beside those of an earlier scan."""
    return words(outcome_from(of(*people), before=before))


MODEL = ([1, 4, 1, 4, 3, 2, 3], [3, 4, 5, 4, 3, 2, 3], [5, 4, 3, 3, 2, 3, 4])


def test_the_order_is_that_of_a_conversation() -> None:
    """What is strong, the agenda for the dated meeting, the others."""
    text = says(*MODEL)
    order = (
        "Goed om te zien\nHet hoogste cijfer is 4,0 van 5, voor: Sterk en uniek aanbod.",
        "Te bespreken op 25 maart",
        "1. Inzicht in resultaten: 2,3. Laag, en de cijfers liggen dicht bij elkaar.",
        "Wat moet er gebeuren om dit cijfer omhoog te krijgen?",
        "2. STO in de (lijn)organisatie: 3,0. Verdeeld, van 1 tot 5.",
        "Wat ziet de een dat de ander niet ziet?",
        "3. Structurele betrokkenheid: 3,0. Verdeeld, van 1 tot 5.",
        "De andere: Sterk en uniek aanbod 4,0 · Samenwerking met partners 3,7 · Structuren en",
        "systemen 2,7 · Communicatie 3,3.",
    )
    found = [text.index(sentence) for sentence in order]
    assert found == sorted(found)
    assert text.count("van 5") == 1


def test_without_a_meeting_no_day_is_made_up() -> None:
    """The agenda stands there all the same."""
    outcome = outcome_from(of(*MODEL), replace(a_published_scan(), meeting_on=None))
    assert "Te bespreken\n1. " in words(outcome).replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ([[4, 5, 5, 5, 5, 5, 5]], "STO in de (lijn)organisatie: 4,0. Het laagste cijfer, van één"),
        ([[4, 4, 5, 5, 5, 5, 5]], "4,0. Samen met één andere het laagste cijfer, van één partner."),
        ([[4, 4, 4, 4, 4, 4, 5]], "4,0. Samen met vijf andere het laagste cijfer"),
        ([[2, 5, 5, 5, 5, 5, 5]], "2,0. Laag, van één partner."),
        ([[2, 5, 5, 5, 5, 5, 5]] * 2, "2,0. Laag, en alle partners gaven hetzelfde cijfer."),
        ([[1, 5, 5, 5, 5, 5, 5], [4, 5, 5, 5, 5, 5, 5]], "2,5. Laag en verdeeld, van 1 tot 4."),
        ([[5, 5, 5, 5, 5, 5, 5], [2, 5, 5, 5, 5, 5, 5]], "3,5. Het laagste cijfer en verdeeld"),
        ([[1, 5, 5, 5, 5, 5, 5], [2, 5, 5, 5, 5, 5, 5], [3] + [5] * 6], "Laag, van 1 tot 3."),
    ],
)
def test_why_a_statement_is_on_the_agenda(people: Sequence[Scores], sentence: str) -> None:
    """Low, lowest (with how many), divided, and how far the scores lie apart."""
    assert sentence in says(*people)


def test_all_means_equal() -> None:
    """None is called the highest or the lowest; a full score is to be held on to."""
    text = says([5] * 7, [5] * 7)
    assert "Alle gemiddelden zijn gelijk: 5,0 van 5." in text
    assert "5,0. Even hoog als de andere, en alle partners gaven hetzelfde cijfer." in text
    assert "Wat is er nodig om dit vast te houden?" in text
    assert "hoogste" not in text
    assert "laag" not in text.lower()


def test_nothing_low_is_called_good() -> None:
    """Where the highest figure is low, it is said first, and not as a success."""
    text = says([1, 1, 1, 1, 1, 1, 2])
    assert "Eerst dit\nHet hoogste cijfer is 2,0 van 5, voor: Communicatie." in text
    assert "Goed om te zien" not in text
    assert "Welke afspraak hebben wij nog niet vastgelegd?" in text
    assert "Welke eerste stap kunnen wij hier zetten?" in text


def test_one_figure_has_nothing_to_compare_with() -> None:
    """It is the only one; the others say why they have none."""
    text = says([4, None, None, None, None, None, None])
    assert text.startswith("Te bespreken")
    assert "1. STO in de (lijn)organisatie: 4,0 van 5. Het enige cijfer, van één partner." in text
    assert "Geen cijfer, want geen partner gaf er een: Sterk en uniek aanbod" in text
    assert "De andere" not in text


def test_no_figure_at_all() -> None:
    """Nothing is to be discussed by figures."""
    text = says([None] * 7)
    assert text.startswith("Geen cijfer, want geen partner gaf er een: STO in de")


def test_a_protected_scan_names_no_extremes() -> None:
    """Nothing says from where to where scores lie apart; withheld figures say why."""
    people = [[1, 2, None, 4, 4, 4, 4], [5, 2, None, 4, 4, 4, 5]] * 4
    text = says(*people, mode=Mode.PROTECTED)
    assert "3,0. Verdeeld. De cijfers liggen ver uit elkaar." in text
    assert "tot 5" not in text
    assert "uit te rekenen wat één persoon gaf: Structurele betrokkenheid." in text


def test_once_the_scores_are_deleted_no_extremes_are_named() -> None:
    """What is kept is the means of all together."""
    text = words(outcome_from(without_lines(of(*MODEL, *MODEL))))
    assert "3,0. Verdeeld. De cijfers liggen ver uit elkaar." in text
    assert "van 1 tot" not in text


def test_what_rose_comes_first_and_what_fell_is_said_at_its_place() -> None:
    """Most first, with the month of the scan compared with; never why."""
    before = past_from(of([2, 3, 4, 5, 4, 3, 2]), a_published_scan(title="Toen"))
    text = after(before, [4, 4, 3, 4, 4, 3, 2])
    good = "STO in de (lijn)organisatie steeg van 2,0 naar 4,0 van 5."
    also = "Ook hoger: Sterk en uniek aanbod van 3,0 naar 4,0. Het hoogste cijfer is 4,0, voor:"
    assert f"Goed om te zien\n{good} {also}" in text
    assert "Structurele betrokkenheid 3,0 (was 4,0)" in text
    assert "Vergeleken is met de scan van maart 2027." in text
    assert text.count("van 5") == 1
    assert not [cause for cause in ("dankzij", "doordat", "omdat", "door ") if cause in text]


def test_a_low_figure_that_rose_is_good_to_see() -> None:
    """And only one rose: no list of others."""
    text = after(past_from(of([1] * 7)), [2, 1, 1, 1, 1, 1, 1])
    assert "Goed om te zien\nSTO in de (lijn)organisatie steeg van 1,0 naar 2,0 van 5." in text
    assert "Ook hoger" not in text


def test_a_point_that_fell_says_what_it_was() -> None:
    """At the point itself."""
    text = after(past_from(of([3, 4, 4, 4, 4, 4, 4])), [2, 4, 4, 4, 4, 4, 4])
    assert "1. STO in de (lijn)organisatie: 2,0 (was 3,0). Laag" in text


def test_who_answered_both_times_is_told_of_where_they_went_another_way() -> None:
    """The mean rose, and those who stayed think less of it."""
    before = past_from(of([3] * 7, [1, 3, 3, 3, 3, 3, 3]))
    text = after(before, [2, 3, 3, 3, 3, 3, 3], [None] * 7, [5, 3, 3, 3, 3, 3, 3])
    assert "steeg van 2,0 naar 3,5" in text
    assert (
        "is het beeld anders: STO in de (lijn)organisatie van 3,0 naar 2,0 (één partner)." in text
    )


def test_who_answered_both_times_may_have_stayed_where_they_were() -> None:
    """While the mean fell."""
    text = after(past_from(of([4] * 7)), [4] * 7, [2, 4, 4, 4, 4, 4, 4])
    assert "is het beeld anders: STO in de (lijn)organisatie bleef 4,0 (één partner)." in text


@pytest.mark.parametrize("language", Language)
def test_another_wording_is_not_compared(language: Language) -> None:
    """And that is said."""
    before = past_from(of([1] * 7), a_published_scan(variant="wide"))
    outcome = outcome_from(of([4] * 7), before=before)
    text = words(outcome, language)
    third = INSTRUMENT.statements[2].short.in_(language)
    lead = {Language.NL: "Niet vergeleken", Language.EN: "Not compared"}[language]
    assert text.splitlines()[-1].split(lead)[1].endswith(f": {third}.")


def test_a_scan_that_left_no_figures_is_not_compared_with() -> None:
    """There is nothing to compare."""
    assert "Vergeleken" not in after(past_from(of([None] * 7)), [4] * 7)
