"""One's own scores beside the region's, for oneself alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from flows.comparison import Past
from flows.language import Language
from flows.messages import Form, Picture, Quote
from flows.plots import RadarPlot
from flows.response import Answer, ResponseState
from flows.scan import Mode
from flows.views.results_own import OwnLine, own_form
from tests.support.builders import INSTRUMENT, NOW, WORDINGS, buttons_of, keys_of, said
from tests.support.outcomes import a_published_scan, past_from, results_from

GIVEN = (1, 2, 3, 4, 5, None, None)
SCAN = a_published_scan(id=5, title="Voorjaar")
OPEN = past_from(results_from({"De Boer": GIVEN, "ROC West": (5, 4, 4, 4, 5, 3, None)}), SCAN)


def answers(given: Sequence[int | None] = GIVEN, basis: str = "") -> dict[str, Answer]:
    """What somebody gave, with why for the first statement."""
    first = INSTRUMENT.statements[0].key
    return {
        item.key: Answer(
            response_id=1,
            item=item.key,
            score=score,
            unknown=score is None,
            basis=basis if item.key == first else "",
            answered_at=NOW,
        )
        for item, score in zip(INSTRUMENT.statements, given, strict=True)
    }


def own(
    past: Past | None = OPEN,
    state: ResponseState = ResponseState.SUBMITTED,
    **changes: object,
) -> Form:
    """The window of somebody of De Boer."""
    line = OwnLine(
        scan=SCAN,
        instrument=INSTRUMENT,
        state=state,
        answers=answers(),
        partner="De Boer",
        past=past,
    )
    return own_form(replace(line, **changes))  # type: ignore[arg-type]  # checked when it runs


def pictures(form: Form) -> list[object]:
    """What is drawn."""
    return [element.plot for element in form.body if isinstance(element, Picture)]


def test_each_score_stands_beside_the_regions() -> None:
    """Drawn and in words, the scale with the first mean."""
    form = own()
    words = said(form)
    assert "**Voorjaar**, vanuit De Boer. Alleen u ziet dit venster." in words
    assert "U gaf een **1**. De regio: 3,0 van 5." in words
    assert "U kon dit niet beoordelen. De regio: 3,0." in words
    assert "U kon dit niet beoordelen.\n" in words
    assert words.count("van 5") == 1
    assert pictures(form) == [RadarPlot(now=OPEN, own=GIVEN)]
    assert [button.args for button in buttons_of(form)] == [{"scan": 5}]


def test_what_somebody_wrote_is_quoted_to_the_letter() -> None:
    """Markup in it is theirs."""
    form = own(answers=answers(basis="Omdat <@U1> *het* zegt & {meer}"))
    assert [element for element in form.body if isinstance(element, Quote)] == [
        Quote("Omdat <@U1> *het* zegt & {meer}")
    ]
    assert keys_of(form).count("results.own.basis") == 1


def test_several_people_see_their_organisation_too() -> None:
    """Where the channel sees its line."""
    words = said(own(line=(2.5, 2.5, 2.5, 2.5, 2.5, 2.5, None)))
    assert "U gaf een **1**. Uw organisatie samen: 2,5. De regio: 3,0 van 5." in words
    assert "U kon dit niet beoordelen. Uw organisatie samen: 2,5. De regio: 3,0." in words


def test_beside_a_protected_scan_stand_its_means() -> None:
    """And nothing else of anybody."""
    people = {name: [(3,) * 7, (4,) * 7] for name in ("De Boer", "ROC West", "Gemeente")}
    past = past_from(results_from(people, Mode.PROTECTED), SCAN)
    words = said(own(past))
    assert "De regio: 3,5 van 5." in words
    assert "Gemeente" not in words


@pytest.mark.parametrize(
    "past", [None, past_from(results_from({"De Boer": (3,) * 7}, Mode.PROTECTED), SCAN)]
)
def test_without_figures_of_the_region_ones_own_stand_alone(past: Past | None) -> None:
    """Too few answered, they are withdrawn, or the reader may not see them any more."""
    form = own(past)
    assert "results.own.alone" in keys_of(form)
    assert "U gaf een **1**.\n" in said(form)
    assert not pictures(form)
    assert bool(list(buttons_of(form))) is (past is not None)


def test_who_knew_nothing_has_no_picture() -> None:
    """There is no line to draw."""
    form = own(answers=answers((None,) * 7))
    assert not pictures(form)
    assert keys_of(form).count("results.own.unknown_beside") == 6


def test_a_question_that_was_never_answered_reads_as_not_judged() -> None:
    """It was skipped somehow."""
    kept = answers()
    del kept[INSTRUMENT.statements[0].key]
    assert keys_of(own(answers=kept)).count("results.own.unknown_beside") == 2


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (ResponseState.ERASED, "results.own.erased"),
        (ResponseState.INVITED, "results.own.not_handed_in"),
        (ResponseState.BEGUN, "results.own.not_handed_in"),
        (ResponseState.DECLINED, "results.own.not_handed_in"),
    ],
)
def test_who_did_not_hand_in_or_deleted_it_reads_so(state: ResponseState, key: str) -> None:
    """None of what they may have begun is shown; the region's figures are one tap away."""
    form = own(state=state)
    assert key in keys_of(form)
    assert "results.statement" not in keys_of(form)
    assert [button.action for button in buttons_of(form)] == ["results.open"]


def test_what_is_kept_no_longer_is_said() -> None:
    """The agreed time is over, or only sentences were handed in."""
    assert "results.own.expired" in keys_of(own(answers={}))
    sentence = INSTRUMENT.sentences[0].key
    written = {sentence: Answer(response_id=1, item=sentence, text="a", answered_at=NOW)}
    assert "results.own.not_handed_in" in keys_of(own(answers=written))


def test_every_window_has_its_words_in_both_languages() -> None:
    """Title and close are at most 24 characters."""
    for form in (own(), own(None), own(line=(1.5,) * 7), own(state=ResponseState.ERASED)):
        for language in Language:
            assert "None" not in said(form, language)
            assert len(WORDINGS[language].text(form.title)) <= 24
