"""What the stuurgroep's channel reads: greeting, start, results, table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.language import Language
from flows.messages import Bullets, Heading, Message, Picture
from flows.results import Results, Sheet, compute
from flows.scan import Mode, Scan, ScanState
from flows.views.channel import (
    alt_text,
    hello_message,
    mean_lines,
    number,
    results_message,
    started_message,
    table_message,
)
from flows.wording import Phrase
from tests.support.builders import INSTRUMENT, WORDINGS, a_response, a_scan, a_walk, keys_of, said

NO_BREAK_SPACE = "\xa0"
ITEMS = [item.key for item in INSTRUMENT.statements]
PARTNERS = {1: "De Boer", 2: "ROC West", 3: "Gemeente Noord", 4: "Basisschool De Klim"}
WALK = a_walk(a_response())
OPEN = a_scan(WALK.region, WALK.person)
PROTECTED = replace(OPEN, mode=Mode.PROTECTED)


def results(
    scores: Mapping[int, Sequence[int | None]], mode: Mode = Mode.OPEN, minimum: int = 3
) -> Results:
    """The results of one person for each partner, with a score for each statement."""
    return compute(
        mode=mode,
        minimum=minimum,
        items=ITEMS,
        partners=PARTNERS,
        people_asked=len(PARTNERS),
        sheets=[
            Sheet(partner_id=partner, scores=dict(zip(ITEMS, given_scores, strict=True)))
            for partner, given_scores in scores.items()
        ],
    )


THREE: dict[int, list[int | None]] = {
    1: [1, 2, 3, 4, 5, 3, 2],
    2: [5, 2, 4, 4, 5, 2, 1],
    3: [3, 2, None, 4, 5, 4, 3],
}


def words(message: Message, language: Language = Language.NL) -> str:
    """All that a message says, without its marks of bold."""
    return said(message, language).replace("**", "").replace(NO_BREAK_SPACE, " ")


def in_words(phrase: Phrase, language: Language = Language.NL) -> str:
    """A phrase in words, without marks."""
    return WORDINGS[language].text(phrase, bold=str).replace(NO_BREAK_SPACE, " ")


@pytest.mark.parametrize("language", Language)
def test_the_seven_means_stand_in_words(language: Language) -> None:
    """In the order of the tool, with a decimal comma in Dutch and the scale said once."""
    text = words(results_message(OPEN, results(THREE), INSTRUMENT), language)
    means = {Language.NL: "3,0 2,0 3,5 4,0 5,0 3,0 2,0", Language.EN: "3.0 2.0 3.5 4.0 5.0 3.0 2.0"}
    lines = [in_words(line, language) for line in mean_lines(results(THREE), INSTRUMENT)]
    for item, line, mean in zip(INSTRUMENT.statements, lines, means[language].split(), strict=True):
        assert line.startswith(item.short.in_(language))
        assert mean in line
        assert line in text
    scale = {Language.NL: "van 5", Language.EN: "of 5"}[language]
    assert text.count(scale) == 1
    assert scale in lines[0]


def test_the_scale_stands_at_the_first_mean_that_is_there() -> None:
    """Also when nobody scored the first statement."""
    without = {key: [None, *scores[1:]] for key, scores in THREE.items()}
    lines = [in_words(line) for line in mean_lines(results(without), INSTRUMENT)]
    assert ["van 5" in line for line in lines] == [False, True, *[False] * 5]
    assert "geen cijfers" in lines[0]


def test_how_far_partners_differ_is_said_where_they_do() -> None:
    """Lowest and highest; nothing where all are the same."""
    lines = [in_words(line) for line in mean_lines(results(THREE), INSTRUMENT)]
    assert "1" in lines[0]
    assert re.search(r"van 1 tot 5", lines[0])
    assert "tot" not in lines[1]
    assert re.search(r"van 3 tot 4", lines[2])


def test_an_open_scan_says_who_answered_and_who_is_missing() -> None:
    """Counts and names; the table is announced."""
    message = results_message(OPEN, results(THREE), INSTRUMENT)
    text = words(message)
    assert "3 van de 4" in text
    assert "Basisschool De Klim" in text
    assert "De Boer" not in text
    assert "25 maart" in text
    assert isinstance(message.body[0], Heading)


def test_nobody_missing_is_not_spoken_of() -> None:
    """When all partners answered."""
    all_four: dict[int, list[int | None]] = {**THREE, 4: [3] * 7}
    assert "channel.missing" not in keys_of(results_message(OPEN, results(all_four), INSTRUMENT))


def test_a_scan_without_a_meeting_names_none() -> None:
    """No date is made up."""
    scan = replace(OPEN, meeting_on=None)
    assert "channel.meeting" not in keys_of(results_message(scan, results(THREE), INSTRUMENT))


def test_nobody_answered_has_no_picture_and_no_figures() -> None:
    """The conversation is offered instead."""
    message = results_message(OPEN, results({}), INSTRUMENT)
    assert "channel.nobody" in keys_of(message)
    assert not [element for element in message.body if isinstance(element, Picture | Bullets)]


def test_when_nobody_could_be_asked_no_share_of_none_is_given() -> None:
    """All were free from the first day to the last."""
    none = replace(results({}), asked=0, missing=())
    assert "0 partners gaven cijfers" in words(results_message(OPEN, none, INSTRUMENT))


def test_a_protected_scan_says_mean_and_spread_only() -> None:
    """No partner, no extreme, no table; how many took part."""
    message = results_message(PROTECTED, results(THREE, Mode.PROTECTED), INSTRUMENT)
    text = words(message)
    assert not [name for name in PARTNERS.values() if name in text]
    assert "3 van de 4" in text
    assert "3,0" in text
    assert not re.search(
        r"van \d tot \d(?! )",
        "\n".join(
            in_words(line) for line in mean_lines(results(THREE, Mode.PROTECTED), INSTRUMENT)
        ),
    )
    assert "channel.table_below" not in keys_of(message)


def test_a_statement_below_the_minimum_is_hidden_in_a_protected_scan() -> None:
    """The third was scored by two."""
    lines = [in_words(line) for line in mean_lines(results(THREE, Mode.PROTECTED), INSTRUMENT)]
    assert not re.search(
        r"\d", lines[2].removeprefix(INSTRUMENT.statements[2].short.in_(Language.NL))
    )


def test_below_the_minimum_there_is_help_and_no_figure() -> None:
    """What was asked for, what came in, and the sentences to talk about, with their source."""
    message = results_message(PROTECTED, results(THREE, Mode.PROTECTED, minimum=5), INSTRUMENT)
    text = words(message)
    assert not re.search(r"\d,\d", text)
    for item in INSTRUMENT.sentences:
        assert item.text.in_(Language.NL) in text
    assert INSTRUMENT.source.reference in text
    assert not [element for element in message.body if isinstance(element, Picture)]
    assert not [name for name in PARTNERS.values() if name in text]


@pytest.mark.parametrize("language", Language)
def test_the_radar_is_described_for_who_cannot_see_it(language: Language) -> None:
    """Title, how many answered, every statement and its mean; within what platforms take."""
    without = {key: [None, *scores[1:]] for key, scores in THREE.items()}
    text = in_words(alt_text(OPEN, results(without), INSTRUMENT), language)
    assert OPEN.title in text
    for item in INSTRUMENT.statements:
        assert item.short.in_(language) in text
    assert ("2,0" if language is Language.NL else "2.0") in text
    assert len(text) < 2000


@pytest.mark.parametrize("language", Language)
def test_the_table_has_each_score_of_each_partner(language: Language) -> None:
    """Below each of the seven statements; who does not know a score is there without one."""
    text = words(table_message(results(THREE), INSTRUMENT), language)
    starts = [text.index(item.short.in_(language)) for item in INSTRUMENT.statements]
    assert starts == sorted(starts)
    parts = [text[at:to] for at, to in zip(starts, [*starts[1:], len(text)], strict=True)]
    for position, part in enumerate(parts):
        for partner, scores in THREE.items():
            shown = scores[position]
            assert f"{PARTNERS[partner]} {shown if shown is not None else ''}" in part
    assert "Basisschool" not in text


@pytest.mark.parametrize(("score", "written"), [(4.0, 4), (1, 1), (3.5, 3.5), (2.3333, 2.3333)])
def test_whole_scores_have_no_decimal(score: float, written: float) -> None:
    """A partner with one person gave a whole number."""
    assert number(score) == written
    assert isinstance(number(score), type(written))


def started(scan: Scan, language: Language = Language.NL) -> str:
    """What the channel reads of a scan."""
    return words(started_message(scan, people=7, partners=4), language)


@pytest.mark.parametrize("language", Language)
def test_a_start_says_how_many_until_when_and_what_will_be_shown(language: Language) -> None:
    """In both modes; never who."""
    day = "19 maart" if language is Language.NL else "19 March"
    for scan in (OPEN, PROTECTED):
        text = started(scan, language)
        assert scan.title in text
        assert day in text
        assert ("zeven" if language is Language.NL else "seven") in text
    assert started(OPEN, language) != started(PROTECTED, language)


def test_an_extended_scan_says_the_new_day() -> None:
    """It is open again."""
    scan = replace(OPEN, extended=True, deadline=date(2027, 4, 2))
    assert "2 april" in started(scan)


@pytest.mark.parametrize("state", [ScanState.CLOSED, ScanState.PUBLISHED, ScanState.CANCELLED])
def test_a_scan_that_no_longer_runs_asks_for_nothing(state: ScanState) -> None:
    """No deadline and no promise of what will be shown."""
    text = started(replace(OPEN, state=state))
    assert "maart" not in text
    assert "zeven" not in text
    assert text != started(OPEN)


def test_a_stopped_scan_differs_from_a_closed_one() -> None:
    """There will be no outcome."""
    assert started(replace(OPEN, state=ScanState.CANCELLED)) != started(
        replace(OPEN, state=ScanState.CLOSED)
    )


@pytest.mark.parametrize("language", Language)
def test_the_greeting_explains_borging(language: Language) -> None:
    """And names no person."""
    text = words(hello_message(), language)
    assert "borging" in text
    assert "/borging" in text


score_lists = st.lists(st.none() | st.integers(1, 5), min_size=7, max_size=7)


@given(
    scores=st.dictionaries(st.sampled_from(list(PARTNERS)), score_lists),
    mode=st.sampled_from(Mode),
    minimum=st.integers(3, 6),
    language=st.sampled_from(Language),
)
def test_any_results_can_be_said(
    scores: dict[int, list[int | None]], mode: Mode, minimum: int, language: Language
) -> None:
    """Whatever was answered: the scale at most once, and nobody's name when protected."""
    scan = replace(OPEN, mode=mode, minimum=minimum)
    found = results(scores, mode, minimum)
    message = results_message(scan, found, INSTRUMENT)
    lines = "\n".join(in_words(line, language) for line in mean_lines(found, INSTRUMENT))
    assert lines.count("van 5" if language is Language.NL else "of 5") <= 1
    text = said(message, language) + in_words(alt_text(scan, found, INSTRUMENT), language)
    if mode is Mode.PROTECTED:
        assert not [name for name in PARTNERS.values() if name in text]
    if found.lines:
        assert said(table_message(found, INSTRUMENT), language)
