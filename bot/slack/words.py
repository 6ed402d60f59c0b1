"""Phrases as Slack shows them: text in which nothing that a person wrote can format or ping.

Two ways are used. Words without any character that mrkdwn gives a meaning go as mrkdwn, with only
our own bold in it. All others (a name like `*x*`, `:smile:`, an address with an underscore) go as
rich_text, or where that is not taken as plain_text without emoji: Slack reads those to the letter.
Hiding marks with invisible characters was not chosen: no rule of Slack's promises that it works,
and a copied address would carry them along.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from bot.slack.limits import SECTION_TEXT, atoms, cut, escaped, escaped_size
from bot.typed import visible
from flows.wording import Localized, Phrase, Wording

Json = dict[str, Any]

LONG = 400  # characters; from here on Slack may fold a section behind "see more"

KEPT = 2000
"""Texts that are remembered as they were last made: the same questions go to everybody."""

_STARS = 2  # characters that mark a bold run in mrkdwn
_OPEN, _CLOSE = "\x02", "\x03"
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
# Bold and its kin, emoji in letters (:smile:) and in signs (:-) ;) 8) <3), and a quote.
_ACTIVE = re.compile(
    r"[*_~`\u2066-\u2069] | :[^\s\d] | :\S+: | [;=8]-?[()] | <3 | ^\s*>", re.MULTILINE | re.VERBOSE
)
# Bold that begins or ends within a word is shown as stars.
_BOLD_IN_WORD = re.compile(rf"\w{_OPEN}|{_CLOSE}\w")


@dataclass(frozen=True)
class Run:
    """Words that look alike."""

    text: str
    bold: bool = False


Runs = tuple[Run, ...]


def runs_of(phrase: Phrase, wording: Wording) -> Runs:
    """What a phrase says, with our own bold apart."""
    # Of equal numbers one may be written 3 and the other 3,0: those are not looked up.
    if all(isinstance(param, str | Localized) for param in phrase.params.values()):
        return _kept_runs_of(phrase, wording)
    return _runs_of(phrase, wording)


def _runs_of(phrase: Phrase, wording: Wording) -> Runs:
    marked = wording.text(phrase, escape=_harmless, bold=_mark)
    found = []
    for index, stretch in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", marked)):
        if stretch:
            found.append(Run(stretch, bold=index % 2 == 1))
    return tuple(found)


_kept_runs_of = lru_cache(KEPT)(_runs_of)


def _mark(text: str) -> str:
    return f"{_OPEN}{text}{_CLOSE}"


def _harmless(words: str) -> str:
    words = visible(words)
    if words.isascii():
        return words
    if any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in words):
        return f"{_ISOLATE}{words}{_END_ISOLATE}"
    return words


def plain(runs: Runs) -> str:
    """The bare words."""
    return "".join(run.text for run in runs)


def spoken(phrase: Phrase, wording: Wording) -> str:
    """A phrase in bare words."""
    return plain(runs_of(phrase, wording))


def plain_text(text: str, most: int) -> Json:
    """A plain_text object of one to `most` characters; what is longer ends in "…"."""
    return {"type": "plain_text", "text": cut(text.strip(), most) or "–", "emoji": False}


def label(phrase: Phrase, wording: Wording, most: int) -> Json:
    """A phrase on one line, as a plain_text object."""
    return plain_text(" ".join(spoken(phrase, wording).split()), most)


@lru_cache(KEPT)
def mrkdwn(runs: Runs) -> str | None:
    """The words as mrkdwn, or None when mrkdwn would read something else in them."""
    if _ACTIVE.search(plain(runs)):
        return None
    marked = "".join(_bold_lines(run.text) if run.bold else run.text for run in runs)
    if _BOLD_IN_WORD.search(marked):
        return None
    return escaped(marked).replace(_OPEN, "*").replace(_CLOSE, "*")


def _bold_lines(text: str) -> str:
    # Bold does not run over a line's end, nor over the blanks around it.
    return re.sub(r"\S(?:[^\n]*\S)?", lambda line: _mark(line.group()), text)


def text_object(runs: Runs) -> Json:
    """The words as a text object; they must fit."""
    text = mrkdwn(runs)
    if text is None:
        return plain_text(plain(runs), SECTION_TEXT)
    # Verbatim: a bare @channel or #name in people's words stays what it is.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def text_block(runs: Runs) -> Json:
    """The words as a block of their own; they must fit."""
    text = text_object(runs)
    if text["type"] == "plain_text":
        return rich_text("rich_text_section", runs)
    block: Json = {"type": "section", "text": text}
    if len(text["text"]) > LONG:
        block["expand"] = True
    return block


def rich_text(kind: str, runs: Runs) -> Json:
    """The words as a rich_text block with one element of a kind; nothing in them is parsed."""
    elements = [
        {"type": "text", "text": run.text} | ({"style": {"bold": True}} if run.bold else {})
        for run in runs
    ]
    return {"type": "rich_text", "elements": [{"type": kind, "elements": elements}]}


@lru_cache(KEPT)
def chunks(runs: Runs) -> tuple[Runs, ...]:
    """The words in portions that each fit a section, cut at the ends of lines or words."""
    portions: list[list[Run]] = []
    room = 0
    for run in runs:
        room -= _STARS
        for atom in atoms(run.text, SECTION_TEXT - _STARS, _cost):
            cost = _cost(atom)
            if cost > room:
                portions.append([])
                room = SECTION_TEXT - _STARS
            portions[-1].append(Run(atom, run.bold))
            room -= cost
    return tuple(trimmed for portion in portions if (trimmed := _trimmed(portion)))


def weight(runs: Runs) -> int:
    """At most so many characters of a section do these words take."""
    return sum(_STARS + _cost(run.text) for run in runs)


def _cost(text: str) -> int:
    # Bold is marked anew on each line that it goes on to.
    return escaped_size(text) + _STARS * text.count("\n")


def joined(lines: Iterable[Runs], between: str) -> Runs:
    """Several texts under each other as one."""
    flat: list[Run] = []
    for line in lines:
        flat += [Run(between), *line] if flat else line
    return _merged(flat)


def _merged(runs: Iterable[Run]) -> Runs:
    alike = groupby(runs, key=lambda run: run.bold)
    return tuple(Run("".join(run.text for run in group), bold) for bold, group in alike)


def _trimmed(portion: list[Run]) -> Runs:
    runs = list(_merged(portion))
    runs[0] = Run(runs[0].text.lstrip("\n"), runs[0].bold)
    runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].bold)
    trimmed = tuple(run for run in runs if run.text)
    return trimmed if plain(trimmed).strip() else ()
