"""Text as the picture can set it: glyphs of the bundled font, measured, wrapped, cut."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path

# Design units: the picture is laid out 1200 units wide, at 100 units an inch.
UNITS_PER_INCH = 100
POINTS_PER_UNIT = 72 / UNITS_PER_INCH
LINE_HEIGHT = 1.25  # times the font size; room for an accent on a capital
SLACK = 1.02  # glyphs are hinted to whole pixels, so other sizes come out a little wider
ELLIPSIS = "…"
HYPHEN = "-"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
UNKNOWN_LETTER = "?"
NOTHING = "–"
FIRST_EMOJI = 0x1F000
VARIATION_SELECTORS = range(0xFE00, 0xFE10)


@cache
def font_file(*, bold: bool) -> Path:
    """Path of the DejaVu Sans that comes with matplotlib, so that no machine's fonts matter."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / name


def font(size: float, *, bold: bool = False) -> FontProperties:
    """Font properties for a size in design units."""
    return FontProperties(fname=str(font_file(bold=bold)), size=size * POINTS_PER_UNIT)


@cache
def _glyphs() -> frozenset[int]:
    """Code points that both the regular and the bold face can show."""
    faces = (get_font(str(font_file(bold=bold))).get_charmap() for bold in (False, True))
    first, second = (frozenset(face) for face in faces)
    return first & second


def printable(text: str) -> str:
    """`text` on one line, with only characters the font has.

    A letter in a compatibility form becomes its plain form, another unknown letter a question
    mark; emoji and other unknown signs go. Nothing left becomes a dash.
    """
    shown: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character == NO_BREAK_SPACE:
            shown.append(character)
        elif character.isspace():
            shown.append(" ")
        elif unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
            continue
        elif ord(character) in _glyphs() and not _is_pictograph(character):
            shown.append(character)
        else:
            plain = unicodedata.normalize("NFKC", character)
            if plain != character and all(ord(part) in _glyphs() for part in plain):
                shown.append(plain)
            elif character.isalpha():
                shown.append(UNKNOWN_LETTER)
    return " ".join(filter(None, "".join(shown).split(" "))).strip() or NOTHING


def _is_pictograph(character: str) -> bool:
    """Whether the character is an emoji or its modifier, also where the font has a glyph."""
    return ord(character) >= FIRST_EMOJI or ord(character) in VARIATION_SELECTORS


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in design units."""
    width, _, _ = text_to_path.get_text_width_height_descent(text, font(size, bold=bold), False)
    return width / POINTS_PER_UNIT * SLACK


def wrap(text: str, size: float, *, width: float, most_lines: int, bold: bool = False) -> list[str]:
    """Lines of at most `width` design units; an ellipsis ends the last one if text was cut.

    Breaks after spaces, hyphens and slashes; a longer word is broken where it must be.
    """
    lines: list[str] = []
    current = ""
    for piece in _pieces(text):
        if width_of((current + piece).rstrip(), size, bold=bold) <= width:
            current += piece
            continue
        if current.strip():
            lines.append(current.rstrip())
        current = piece
        while width_of(current.rstrip(), size, bold=bold) > width:
            head = _head(current, size, width=width, bold=bold)
            lines.append(head + HYPHEN)
            current = current[len(head) :]
    if current.strip():
        lines.append(current.rstrip())
    if len(lines) > most_lines:
        rest = " ".join(lines[most_lines - 1 :])
        lines[most_lines - 1 :] = [cut(rest, size, width=width, bold=bold)]
    return lines


def _pieces(text: str) -> list[str]:
    """The parts between which a line may break, each with the space that follows it."""
    pieces = [""]
    for character in text:
        pieces[-1] += character
        if character in " -/":
            pieces.append("")
    return [piece for piece in pieces if piece]


def _head(word: str, size: float, *, width: float, bold: bool) -> str:
    """The longest beginning of a word that fits with a hyphen, at least one character."""
    length = len(word) - 1
    while length > 1 and width_of(word[:length] + HYPHEN, size, bold=bold) > width:
        length -= 1
    return word[:length]


def cut(text: str, size: float, *, width: float, bold: bool = False) -> str:
    """The longest beginning of `text` that fits in `width` with an ellipsis after it."""
    kept = text
    while kept and width_of(kept.rstrip() + ELLIPSIS, size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip(" ,-/") + ELLIPSIS


def cut_middle(text: str, size: float, *, width: float) -> str:
    """`text` with whole words in its middle replaced by an ellipsis, or letters if need be."""
    for parts, joint in ((text.split(" "), " "), (list(text), "")):
        for kept in range(len(parts) - 1, 1, -1):
            head, tail = parts[: (kept + 1) // 2], parts[len(parts) - kept // 2 :]
            shorter = joint.join((*head, ELLIPSIS, *tail))
            if width_of(shorter, size) <= width:
                return shorter
    return ELLIPSIS
