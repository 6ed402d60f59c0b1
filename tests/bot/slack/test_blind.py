"""Who sees no picture reads it all: the texts of message and thread hold the whole table.

A reader here is a parser that knows nothing but the seven statements and Dutch.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.slack.blocks import render_message
from bot.slack.limits import FALLBACK_TEXT
from bot.slack.words import Json
from flows.language import Language, as_read, decimal
from flows.messages import Message
from flows.outcome import Outcome, Ran
from flows.results import Results
from flows.scan import Mode
from flows.views.channel import results_message
from flows.views.points import point_message
from flows.views.table import table_message
from tests.support.builders import INSTRUMENT, WORDINGS
from tests.support.outcomes import a_published_scan, outcome_from, past_from, results_from

SHORTS = [item.short.nl for item in INSTRUMENT.statements]
Row = tuple[str, tuple[float | None, ...]]
COUNTS = (1, 3, 12, 13, 60)


def name(number: int, length: int) -> str:
    """A partner's name of this many characters, with what a parser might stumble over."""
    return f"{number} School: A & B · *x* ".ljust(length, "n")[:length].strip()


def some(count: int, length: int = 25, *, people: int = 1, missing: int = 0) -> Results:
    """The results of so many partners of so many people, now and then without an answer."""
    scores = {
        name(number, length): [
            [
                None if (number + place + person) % 7 == 0 else 1 + (number * place + person) % 5
                for place in range(7)
            ]
            for person in range(people)
        ]
        for number in range(count)
    }
    return results_from(scores, missing=[name(100 + number, length) for number in range(missing)])


def posted(message: Message) -> Json:
    """What Slack gets, with the picture."""
    return render_message(message, WORDINGS[Language.NL], picture_file="F1")


def read(block: Json) -> str:
    """The words that a block shows; nothing of a picture."""
    match block["type"]:
        case "section":
            text = block["text"]
            shown = str(text["text"])
            return html.unescape(shown).replace("*", "") if text["type"] == "mrkdwn" else shown
        case "header":
            return str(block["text"]["text"])
        case "rich_text":
            (part,) = block["elements"]
            return "".join(each["text"] for each in part["elements"])
        case "context":
            return "\n".join(html.unescape(each["text"]) for each in block["elements"])
        case _:
            return ""


def text_of(message: Message) -> str:
    """All words of a message's blocks."""
    return "\n".join(read(block) for block in posted(message)["blocks"])


def a_score(word: str) -> float | None:
    """A score as it was written."""
    return None if word == "weet niet" else float(word.replace(",", "."))


def rebuilt(text: str) -> list[Row]:
    """The table that a reader makes of the thread's last message."""
    bullets = [line[2:] for line in text.splitlines() if line.startswith("• ")]
    if "Op deze volgorde" in text:
        order = re.findall(r"\d\. (.+?)(?: · |\.$)", text, re.MULTILINE)
        assert order == SHORTS
        pairs = [line.rsplit(": ", 1) for line in bullets]
        return [
            (who, tuple(a_score(each) for each in scores.split(" · "))) for who, scores in pairs
        ]
    lists: list[list[tuple[str, float | None]]] = []
    for line in text.splitlines():
        if line in SHORTS:
            assert line == SHORTS[len(lists)]
            lists.append([])
        elif line.startswith("• "):
            spaced = line[2:].replace("weet\xa0niet", "weet niet")
            who, score = spaced.rsplit("\xa0", 1)
            lists[-1].append((who, a_score(score)))
    partners = zip(*lists, strict=True)
    return [(scores[0][0], tuple(score for _, score in scores)) for scores in partners]


def known(results: Results) -> list[Row]:
    """The table as it is, to the decimal that people read."""
    return [
        (line.partner, tuple(None if one is None else as_read(one) for one in line.scores))
        for line in results.lines
    ]


def means_in(text: str) -> list[float | None]:
    """The seven means that a reader finds behind the short names in the agenda."""
    agenda = text[text.index("Te bespreken") :]
    found = [re.search(rf"{re.escape(short)}:? (\d,\d)", agenda) for short in SHORTS]
    return [float(one[1].replace(",", ".")) if one else None for one in found]


def figures(results: Results) -> list[float | None]:
    """The seven means as people read them."""
    return [None if one.mean is None else as_read(one.mean) for one in results.figures]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("length", [12, 80])
@pytest.mark.parametrize("people", [1, 3])
def test_the_whole_table_can_be_rebuilt(count: int, length: int, people: int) -> None:
    """Every partner's every score, who does not know included, by name and in order."""
    results = some(count, length, people=people)
    assert rebuilt(text_of(table_message(outcome_from(results)))) == known(results)


@pytest.mark.parametrize("count", [2, 14])
def test_partners_with_the_same_name_keep_their_scores_apart(count: int) -> None:
    """They are told apart by their order, the same everywhere."""
    names = dict.fromkeys(range(count), "Vakcollege")
    one = some(count)
    lines = tuple(
        type(line)(partner=names[number], scores=line.scores)
        for number, line in enumerate(one.lines)
    )
    results = type(one)(**{**vars(one), "lines": lines})
    assert rebuilt(text_of(table_message(outcome_from(results)))) == known(results)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("length", [12, 80])
@pytest.mark.parametrize("missing", [0, 12, 40])
def test_the_seven_means_can_be_read(count: int, length: int, missing: int) -> None:
    """In the blocks and in the text that is read aloud; every missing partner by name."""
    results = some(count, length, missing=missing)
    before = past_from(some(count + 1, length))
    message = results_message(outcome_from(results, before=before))
    text = text_of(message)
    assert means_in(text) == figures(results)
    assert means_in(posted(message)["text"]) == figures(results)
    assert all(partner in text for partner in results.missing)


@pytest.mark.parametrize("count", COUNTS)
def test_the_actions_beside_the_means_hide_none(count: int) -> None:
    """Long ones with figures in them, on every statement."""
    before = past_from(results_from({name(n, 80): [1] * 7 for n in range(count)}))
    scores = {name(n, 80): [2 + (n + place) % 4 for place in range(7)] for n in range(count)}
    outcome = outcome_from(results_from(scores, missing=[name(200, 80)] * 20), before=before)
    ran = {
        item.key: Ran(what=f"{item.short.nl}: 4,0 " * 30, partner=name(99, 80), more=9)
        for item in INSTRUMENT.statements
    }
    message = results_message(replace(outcome, ran=ran))
    for text in (text_of(message), posted(message)["text"]):
        assert means_in(text) == figures(outcome.results)
        assert text.count("rondde 99 School") == 2
    assert len(posted(message)["text"]) <= FALLBACK_TEXT


@pytest.mark.parametrize("count", [3, 60])
def test_a_protected_scan_says_its_means_and_spreads(count: int) -> None:
    """Seven means in the message, and in the thread with how far scores lie from them."""
    scores = {name(n, 80): [1 + (n + place) % 5 for place in range(7)] for n in range(count)}
    results = results_from(scores, Mode.PROTECTED)
    outcome = outcome_from(results, a_published_scan(Mode.PROTECTED))
    assert means_in(text_of(results_message(outcome))) == figures(results)
    table = text_of(table_message(outcome))
    for short, figure in zip(SHORTS, results.figures, strict=True):
        line = next(line for line in table.splitlines() if line.startswith(f"• {short}: "))
        if figure.mean is not None and figure.spread is not None:
            numbers = re.findall(r"\d,\d", line)
            assert numbers == [decimal(one, Language.NL) for one in (figure.mean, figure.spread)]


def thread_of(outcome: Outcome) -> Sequence[Message]:
    """All that stands under the radar of an open scan."""
    points = [point_message(outcome, place) for place in range(len(outcome.findings.points))]
    return [*points, table_message(outcome)]


@pytest.mark.parametrize("count", COUNTS)
def test_all_of_it_fits(count: int) -> None:
    """Rendering refuses too many blocks; up to forty partners the text read aloud is whole."""
    outcome = outcome_from(some(count, 80, missing=20))
    for message in (results_message(outcome), *thread_of(outcome)):
        assert len(posted(message)["text"]) <= FALLBACK_TEXT
    for message in thread_of(outcome_from(some(min(count, 40), 25))):
        assert not posted(message)["text"].endswith("…")
