"""Names and words that every system and every kind of file can hold."""

import re
from pathlib import PureWindowsPath
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.book import LONGEST_CELL, fitted
from bot.files.made import clean, file_name
from bot.typed import visible

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)
"""Any characters at all, halves of letters among them."""


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Borgingsscan maart 2027", "Borgingsscan maart 2027 - cijfers.xlsx"),
        ("Scan 1/2: wie, wat?", "Scan 1 2 wie, wat - cijfers.xlsx"),
        ("../../etc/passwd", "etc passwd - cijfers.xlsx"),
        ("C:\\regio\\scan", "C regio scan - cijfers.xlsx"),
        ("-rf *", "rf - cijfers.xlsx"),
        ("Regio Caf\u0065\u0301", "Regio Café - cijfers.xlsx"),
        ("tot\u202exslx.", "totxslx - cijfers.xlsx"),
        ("...", "cijfers.xlsx"),
        ("", "cijfers.xlsx"),
    ],
)
def test_a_file_has_a_name_that_every_system_can_keep(title: str, name: str) -> None:
    """No folders, no signs that Windows refuses, nothing hidden."""
    assert file_name(title, "cijfers", "xlsx") == name


@given(ANY_TEXT)
def test_no_title_makes_a_bad_name(title: str) -> None:
    """It is one name, of which the end says what kind of file it is, and it is not too long."""
    name = file_name(title, "uitleg bij de gegevens", "csv")
    assert PureWindowsPath(name).name == name
    assert name.endswith("uitleg bij de gegevens.csv")
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e]', name)
    assert len(name.encode()) <= 200
    assert not name.startswith((".", "-", " "))


@given(ANY_TEXT)
def test_clean_words_can_stand_in_xml(text: str) -> None:
    """Whatever is typed; line ends are line feeds and all ordinary words are kept."""
    words = clean(text)
    root = ET.Element("w")
    root.text = words
    kept = ET.fromstring(ET.tostring(root, encoding="utf-8"))  # noqa: S314 - our own
    assert (kept.text or "") == words


@pytest.mark.parametrize("mark", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])
def test_no_mark_turns_the_words_around(mark: str) -> None:
    """As in messages: what is read is what stands there."""
    assert clean(f"De {mark}Boer") == visible(f"De {mark}Boer") == "De Boer"


def test_ordinary_words_are_not_changed() -> None:
    """Letters of all kinds, signs and several lines."""
    text = "Één zin – “met” tekens: €, ü, 漢, \U0001f642\nen een tweede.\tJa."
    assert clean(text) == text
    assert clean("a\r\nb\rc\x00\x0b\ud800d") == "a\nb\ncd"


@given(st.integers(LONGEST_CELL - 5, LONGEST_CELL + 5), st.sampled_from(["a", "é", "\U0001f642"]))
def test_a_text_that_a_cell_cannot_hold_is_cut_and_says_so(length: int, letter: str) -> None:
    """Excel counts in units of UTF-16, of which some letters take two."""
    shown = fitted(letter * length)
    assert len(shown.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert shown == letter * length or shown.endswith(" […]")
