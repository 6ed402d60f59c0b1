"""What the stuurgroep's channel reads: greeting, start, results, table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from flows.language import Language
from flows.messages import Bullets, Heading, Message, Picture
from flows.outcome import SharedText
from flows.plots import RadarPlot
from flows.results import Organisation, Results, Sheet, compute, without_lines
from flows.scan import Mode, Moments, Scan, ScanState
from flows.views.channel import hello_message, results_message, started_message
from flows.views.figures import alt_text, number
from flows.wording import Phrase
from tests.support.builders import (
    INSTRUMENT,
    WORDINGS,
    a_response,
    a_scan,
    a_walk,
    buttons_of,
    keys_of,
    said,
)
from tests.support.outcomes import outcome_from, past_from

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
        partners={key: Organisation(name=name) for key, name in PARTNERS.items()},
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
    """With a decimal comma in Dutch and the scale said once."""
    text = words(results_message(outcome_from(results(THREE), OPEN)), language)
    means = {Language.NL: "3,0 2,0 3,5 4,0 5,0 3,0 2,0", Language.EN: "3.0 2.0 3.5 4.0 5.0 3.0 2.0"}
    agenda = text[text.index("25 ") :]
    for item, mean in zip(INSTRUMENT.statements, means[language].split(), strict=True):
        assert re.search(rf"{re.escape(item.short.in_(language))}:? {mean}", agenda)
    scale = {Language.NL: "van 5", Language.EN: "of 5"}[language]
    assert text.count(scale) == 1


def test_an_open_scan_says_who_answered_and_who_is_missing() -> None:
    """Counts and names; the thread is announced."""
    message = results_message(outcome_from(results(THREE), OPEN))
    text = words(message)
    assert "3 van de 4" in text
    assert "Basisschool De Klim" in text
    assert "De Boer" not in text
    assert "25 maart" in text
    assert isinstance(message.body[0], Heading)
    assert "In de draad leest u per punt de vragen en de cijfers per organisatie." in text


def test_many_missing_partners_are_named_below_the_figures() -> None:
    """The figures come first, also for who has them read aloud; all names are there."""
    names = [f"Partner {number}" for number in range(13)]
    many = replace(results(THREE), missing=tuple(names), asked=16)
    text = words(results_message(outcome_from(many, OPEN)))
    assert text.index("Te bespreken") < text.index("Geen cijfers van:\nPartner 0\n")
    assert all(name in text for name in names)
    nobody = replace(results({}), missing=tuple(names), asked=13)
    assert "Partner 12" in words(results_message(outcome_from(nobody, OPEN)))


def test_what_can_be_done_from_there() -> None:
    """All figures, files, the guide, an action; comparing only if there is something to compare."""
    first = outcome_from(results(THREE), OPEN)
    again = outcome_from(results(THREE), OPEN, before=past_from(results(THREE)))
    actions = [button.action for button in buttons_of(results_message(first))]
    assert actions == ["results.open", "results.files", "guide.open", "action.new"]
    actions = [button.action for button in buttons_of(results_message(again))]
    assert actions == [
        "results.open",
        "results.compare",
        "results.files",
        "guide.open",
        "action.new",
    ]


def test_sentences_in_the_thread_are_announced() -> None:
    """If there are any; those of two moments stood in the channel before."""
    shared = [SharedText(item=INSTRUMENT.sentences[0].key, text="Samen")]
    announced = "de zinnen die partners wilden delen"
    assert announced in words(results_message(outcome_from(results(THREE), OPEN, shared=shared)))
    two = replace(OPEN, moments=Moments.TWO)
    told = words(results_message(outcome_from(results(THREE), two, shared=shared)))
    assert announced not in told
    basis = [SharedText(item=ITEMS[0], text="Samen")]
    assert announced not in words(results_message(outcome_from(results(THREE), OPEN, shared=basis)))


def test_figures_that_changed_since_they_were_published_say_so() -> None:
    """The picture is one of what is left."""
    left = replace(results(THREE), changed=True)
    message = results_message(outcome_from(left, OPEN))
    assert "channel.changed" in keys_of(message)
    (picture,) = [element for element in message.body if isinstance(element, Picture)]
    assert isinstance(picture.plot, RadarPlot)
    assert picture.plot.now.results == left
    assert "channel.changed" not in keys_of(results_message(outcome_from(results(THREE), OPEN)))


def test_withdrawn_results_say_so_shortly() -> None:
    """Too few answers are left: no figure, no name, help with the conversation."""
    gone = replace(results(THREE, Mode.PROTECTED), withdrawn=True, enough=False)
    message = results_message(outcome_from(gone, PROTECTED))
    text = words(message)
    assert "te weinig antwoorden over" in text
    assert not re.search(r"\d,\d", text)
    assert [button.action for button in buttons_of(message)] == ["guide.open"]


def test_without_scores_and_without_lines_the_conversation_is_offered() -> None:
    """Nothing stands in the thread then."""
    none: dict[int, list[int | None]] = {1: [None] * 7}
    bare = without_lines(results(none))
    assert "channel.start_talking" in keys_of(results_message(outcome_from(bare, OPEN)))


def test_nobody_missing_is_not_spoken_of() -> None:
    """When all partners answered."""
    all_four: dict[int, list[int | None]] = {**THREE, 4: [3] * 7}
    assert "channel.missing" not in keys_of(results_message(outcome_from(results(all_four), OPEN)))


def test_nobody_answered_has_no_picture_and_no_figures() -> None:
    """The conversation is offered instead."""
    message = results_message(outcome_from(results({}), OPEN))
    assert "channel.nobody" in keys_of(message)
    assert not [element for element in message.body if isinstance(element, Picture | Bullets)]


def test_when_nobody_could_be_asked_no_share_of_none_is_given() -> None:
    """All were free from the first day to the last: only that nobody handed in."""
    none = replace(results({}), asked=0, missing=())
    text = words(results_message(outcome_from(none, OPEN)))
    assert "Niemand leverde cijfers in" in text
    assert "partners" not in text


def test_a_protected_scan_says_means_only() -> None:
    """No partner and no extreme; how many took part, and that the thread has the spread."""
    text = words(results_message(outcome_from(results(THREE, Mode.PROTECTED), PROTECTED)))
    assert not [name for name in PARTNERS.values() if name in text]
    assert "3 van de 4" in text
    assert "2,0" in text
    assert not re.search(r"van \d tot \d", text)
    assert "hoe ver de cijfers uit elkaar liggen" in text


def test_below_the_minimum_there_is_help_and_no_figure() -> None:
    """What was asked for, what came in, and the sentences to talk about, with their source."""
    message = results_message(outcome_from(results(THREE, Mode.PROTECTED, minimum=5), PROTECTED))
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
