"""The scores in full, in the thread under the radar."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Message, Picture
from flows.plots import StripPlot
from flows.results import Results, without_lines
from flows.scan import Mode
from flows.views.table import table_message
from tests.support.builders import INSTRUMENT, said
from tests.support.outcomes import a_published_scan, outcome_from, results_from

SCORES: dict[str, list[int | None]] = {
    "De Boer": [1, 2, 3, 4, 5, 3, 2],
    "ROC West": [5, 2, 4, 4, 5, 2, 1],
    "Gemeente Noord": [3, 2, None, 4, 5, 4, 3],
}
OPEN = results_from(SCORES, missing=["De Klim"])
PROTECTED = results_from({**SCORES, "De Klim": [3] * 7, "PO": [4] * 7}, Mode.PROTECTED)


def words(results: Results, language: Language = Language.NL) -> str:
    """All that the table says, without its marks of bold."""
    shown = table_message(outcome_from(results, a_published_scan(results.mode)))
    return said(shown, language).replace("**", "").replace("\xa0", " ")


def pictures(message: Message) -> list[Picture]:
    """The pictures of a message."""
    return [element for element in message.body if isinstance(element, Picture)]


@pytest.mark.parametrize("language", Language)
def test_the_table_has_each_score_of_each_partner(language: Language) -> None:
    """Below each of the seven statements; who does not know a score is there without one."""
    text = words(OPEN, language)
    starts = [text.index(item.short.in_(language)) for item in INSTRUMENT.statements]
    assert starts == sorted(starts)
    parts = [text[at:to] for at, to in zip(starts, [*starts[1:], len(text)], strict=True)]
    unknown = {Language.NL: "weet niet", Language.EN: "does not know"}[language]
    for place, part in enumerate(parts):
        for partner, scores in SCORES.items():
            score = scores[place]
            assert f"{partner} {unknown if score is None else score}" in part
    assert "De Klim" not in text


def test_many_partners_have_a_line_each() -> None:
    """The order of the scores is said above; long names take lines sooner."""
    many = results_from({f"Partner {n}": [1, 2, None, 4, 5, 3, 2] for n in range(13)})
    text = words(many)
    assert "Op deze volgorde: 1. STO in de (lijn)organisatie · 2. Sterk" in text
    assert "Partner 12: 1 · 2 · weet niet · 4 · 5 · 3 · 2" in text
    long = results_from({f"{n} {'x' * 70}": [3] * 7 for n in range(6)})
    assert "x: 3 · 3" in words(long)


def test_a_mean_of_colleagues_has_a_decimal() -> None:
    """Half a point between two of them."""
    assert "De Boer 3,5" in words(results_from({"De Boer": [[4] * 7, [3] * 7]}))


def test_the_strip_plot_stands_beside_it() -> None:
    """Every score as a dot."""
    outcome = outcome_from(OPEN)
    (picture,) = pictures(table_message(outcome))
    assert picture.plot == StripPlot(now=outcome.past)


def test_a_protected_scan_has_mean_and_spread() -> None:
    """No partner anywhere; a statement that may not be shown says so."""
    text = words(PROTECTED)
    assert not [name for name in SCORES if name in text]
    assert text.count("van 5") == 1
    assert (
        "STO in de (lijn)organisatie: 3,2 van 5. De cijfers wijken daar gemiddeld hooguit" in text
    )
    assert "Structurele betrokkenheid: geen cijfer, want anders is uit te rekenen" in words(
        replace(
            PROTECTED,
            figures=tuple(
                replace(one, mean=None, spread=None) if n == 2 else one
                for n, one in enumerate(PROTECTED.figures)
            ),
        )
    )
    protected = table_message(outcome_from(PROTECTED, a_published_scan(Mode.PROTECTED)))
    assert pictures(protected)


def test_what_is_gone_is_said() -> None:
    """Once lines are deleted, or too few answers are left."""
    assert words(without_lines(OPEN)) == "Er zijn geen cijfers per organisatie meer."
    gone = replace(PROTECTED, enough=False, withdrawn=True)
    assert words(gone) == "Er zijn te weinig antwoorden over om cijfers te laten zien."
