"""How much Slack takes, and how texts are measured, cut and split to stay within it."""

import re
from collections.abc import Callable, Iterator

from flows.exceptions import BorgingError

# Counts of blocks, elements and options.
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
ACTIONS_ELEMENTS = 25
RADIO_OPTIONS, SELECT_OPTIONS = 10, 100
INITIAL_IDS = 100

# Lengths in characters.
FALLBACK_TEXT = 3999
SECTION_TEXT = 3000
HEADER = 150
ALT_TEXT = 2000
BUTTON_TEXT, BUTTON_VALUE, URL = 75, 2000, 3000
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30
OPTION_TEXT, OPTION_VALUE, OPTION_DESCRIPTION = 75, 75, 75
INPUT_LABEL, INPUT_HINT, PLACEHOLDER, INPUT_TEXT = 2000, 2000, 150, 3000
VIEW_TITLE = 24  # the labels of submit and close as well
PRIVATE_METADATA = 3000
IDENTIFIER = 255  # action_id, block_id, callback_id
VIEW_BYTES = 250_000

ELLIPSIS = "…"
_WORD = re.compile(r"\s+|\S+\s*")


class RenderError(BorgingError):
    """A message or form asks for what Slack does not take."""


def size(text: str) -> int:
    """Length in UTF-16 units.

    Slack does not say how it counts an emoji; this is the larger of the possible answers.
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def escaped(text: str) -> str:
    """Text in which nothing can be a mention, a link or an entity of Slack's."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_size(text: str) -> int:
    """Length in UTF-16 units once `escaped`."""
    return size(escaped(text))


def cut(text: str, most: int, measure: Callable[[str], int] = size) -> str:
    """The text if it measures at most `most`, else its beginning, to a word's end, and "…"."""
    if measure(text) <= most:
        return text
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle] + ELLIPSIS) <= most:
            low = middle
        else:
            high = middle - 1
    head = text[:low]
    border = re.search(r"\s\S*\Z", head)
    # A last word that makes up half of what is left is no word worth saving the border for.
    if border and border.start() > low // 2:
        head = head[: border.start()]
    return head.rstrip() + ELLIPSIS


def atoms(text: str, most: int, measure: Callable[[str], int] = size) -> Iterator[str]:
    """Parts that each measure at most `most` and together are the text to the letter.

    Whole lines where they fit, else whole words, and only of a longer word its parts.
    """
    for line in text.splitlines(keepends=True):
        if measure(line) <= most:
            yield line
            continue
        for word in _WORD.findall(line):
            yield from [word] if measure(word) <= most else _hard_cut(word, most, measure)


def _hard_cut(word: str, most: int, measure: Callable[[str], int]) -> Iterator[str]:
    start = room = 0
    for index, char in enumerate(word):
        cost = measure(char)
        if room + cost > most:
            yield word[start:index]
            start, room = index, 0
        room += cost
    yield word[start:]


def parts(text: str, most: int) -> list[str]:
    """The text in parts of at most `most` characters, together the text to the letter."""
    packed: list[str] = []
    for atom in atoms(text, most):
        if packed and size(packed[-1]) + size(atom) <= most:
            packed[-1] += atom
        else:
            packed.append(atom)
    return packed
