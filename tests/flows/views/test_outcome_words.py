"""What is said of an outcome is so: who scored, why there is no figure, what stands where."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from flows.comparison import Past
from flows.messages import Picture
from flows.outcome import Outcome
from flows.results import Results, from_text, to_text, withdraw, without_lines
from flows.scan import Mode
from flows.views.channel import results_message
from flows.views.guide import Guide, guide_form
from flows.views.results import results_form
from flows.views.results_over_time import compare_form
from tests.support.builders import INSTRUMENT, buttons_of, said
from tests.support.outcomes import a_published_scan, outcome_from, past_from, results_from

ALIKE = results_from({name: [5] * 7 for name in "ABCDEFGHIJKLMNOP"}, Mode.PROTECTED, minimum=5)
"""Protected, and nothing of it may be shown: everybody gave the same."""
SILENT = results_from({name: [None] * 7 for name in "ABC"})
LATE = a_published_scan(
    published_at=datetime(2027, 4, 8, 14, tzinfo=UTC), meeting_on=date(2027, 3, 25)
)


def channel(outcome: Outcome) -> str:
    """What the channel reads."""
    return said(results_message(outcome)).replace("**", "")


def actions(outcome: Outcome) -> list[str]:
    """What can be tapped there."""
    return [button.action for button in buttons_of(results_message(outcome))]


@pytest.mark.parametrize("scores", [(2, 2, 3.5, 3.5), (2, 2, 3, 4, 4)])
@pytest.mark.parametrize("mode", Mode)
def test_halves_that_lie_apart_are_not_called_close(scores: Sequence[float], mode: Mode) -> None:
    """The criterion holds for them; it says how far they lie from the mean, and no more."""
    people = {str(n): [[int(score)] * 7, [int(score + 0.5)] * 7] for n, score in enumerate(scores)}
    text = channel(outcome_from(results_from(people, mode)))
    assert "dicht bij elkaar" not in text
    limit = "Laag. De cijfers wijken gemiddeld hooguit 0,8 van het gemiddelde af."
    expected = "Laag, van 2 tot" if mode is Mode.OPEN else limit
    assert expected in text or "3,0. Even hoog als de andere" in text


def test_only_partners_that_scored_are_counted() -> None:
    """Who could not judge anything is counted apart, also after a time in the store."""
    one = results_from({"A": [None] * 7, "B": [3] * 7, "C": [4] * 7, "D": [4] * 7})
    for results in (one, without_lines(one), from_text(to_text(one))):
        text = channel(outcome_from(results))
        assert "3 van de 4 partners gaven cijfers" in text
        assert "Eén partner kon niets beoordelen." in text
        window = said(results_form(outcome_from(results)))
        assert "Partners die cijfers gaven: **3 van de 4**" in window
        assert "Eén partner kon niets beoordelen." in window
    text = channel(outcome_from(SILENT))
    assert "Geen enkele partner gaf een cijfer. Drie partners konden niets beoordelen." in text


def test_of_a_protected_scan_it_is_said_who_took_part() -> None:
    """Whether they scored is not told."""
    people = {name: [[None] * 7, [None] * 7] for name in "ABC"}
    results = results_from(people, Mode.PROTECTED)
    assert "gaven cijfers" not in channel(outcome_from(results))
    assert "gaven" not in said(results_form(outcome_from(results)))


def test_withheld_figures_are_called_so_everywhere() -> None:
    """All scored: there are not too few answers."""
    why = "Deze cijfers laat de bot niet zien. Anders is uit te rekenen wat één persoon gaf"
    outcome = outcome_from(ALIKE)
    assert why in channel(outcome)
    assert why in said(results_form(outcome))


def expired(*others: Sequence[int | None]) -> Results:
    """Of the first statement one partner's score, deleted since."""
    people = {"A": [4, None, None, None, None, None, None]}
    return without_lines(results_from(people | dict(zip("BCD", others, strict=False))))


def test_a_score_that_was_deleted_is_not_said_never_to_have_been() -> None:
    """Beside what nobody scored."""
    others = ([None, score, score, score, score, score, None] for score in (2, 3, 3))
    outcome = outcome_from(expired(*others))
    text = channel(outcome)
    assert "Niet meer bewaard, want maar één of twee partners gaven een cijfer: STO in de" in text
    assert "Geen cijfer, want geen partner gaf er een: Communicatie." in text
    window = said(results_form(outcome))
    assert "Niet meer bewaard: maar één of twee organisaties gaven een cijfer." in window
    assert "De cijfers worden niet meer bewaard." in said(results_form(outcome_from(expired())))


@pytest.mark.parametrize("results", [ALIKE, SILENT])
def test_nothing_is_promised_that_is_not_there(results: Results) -> None:
    """Without figures the thread has no table and there is no file."""
    outcome = outcome_from(results)
    assert "In de draad" not in channel(outcome)
    assert "results.files" not in actions(outcome)
    shown = outcome_from(results_from({"A": [3] * 7, "B": [4] * 7}))
    assert "In de draad leest u" in channel(shown)
    assert "results.files" in actions(shown)


def test_a_meeting_that_was_before_the_outcome_is_not_to_come() -> None:
    """Neither in the channel nor in the guide."""
    outcome = outcome_from(results_from({"A": [3] * 7, "B": [4] * 7}), LATE)
    assert "Te bespreken\n" in channel(outcome)
    guide = Guide(
        scan=LATE,
        region="regio",
        instrument=INSTRUMENT,
        outcome=outcome,
        minutes=60,
        writes=False,
    )
    assert "25 maart" not in channel(outcome) + said(guide_form(guide))
    in_time = replace(LATE, published_at=datetime(2027, 3, 25, 14, tzinfo=UTC))
    assert "Te bespreken op 25 maart" in channel(outcome_from(outcome.results, in_time))


def before_withdrawn() -> Past:
    """An earlier scan of which the figures were taken back."""
    scan = a_published_scan(Mode.PROTECTED, title="Najaar")
    return past_from(withdraw(ALIKE), scan)


def test_a_line_that_is_not_drawn_is_not_told_of() -> None:
    """The scan before left no figures."""
    before = before_withdrawn()
    outcome = outcome_from(results_from({"A": [3] * 7, "B": [4] * 7}), before=before)
    window = said(results_form(outcome))
    assert "onderbroken" not in window
    assert "De vorige scan is **Najaar**. Daarvan zijn geen cijfers" in window
    beside = compare_form(before, outcome.past, [], 1)
    assert [one for one in beside.body if isinstance(one, Picture)]
    assert "onderbroken" not in said(beside)
    drawn = outcome_from(outcome.results, before=past_from(outcome.results))
    assert "onderbroken lijn" in said(results_form(drawn))


def test_a_scan_is_called_after_the_day_its_results_came() -> None:
    """Not after its deadline, which it may not have reached."""
    early = a_published_scan(
        deadline=date(2027, 4, 2), published_at=datetime(2027, 3, 30, 9, tzinfo=UTC)
    )
    results = results_from({"A": [3] * 7, "B": [4] * 7})
    text = channel(outcome_from(results, before=past_from(results, early)))
    assert "Vergeleken is met de scan van maart 2027." in text
