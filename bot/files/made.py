"""A file that was made, its name on every system, and words as every kind of file can hold them."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from bot.typed import visible

LONGEST_NAME: Final = 120
"""Bytes of a file's name before what tells the kind, far below what a system can hold."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_NOT_IN_XML = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HIDDEN: Final = {"Cc", "Cf", "Cs"}


@dataclass(frozen=True)
class MadeFile:
    """A file: its name, which every system can keep, and what is in it.

    `alt` describes a picture for who cannot see it.
    """

    name: str
    content: bytes
    alt: str = ""


def clean(text: str) -> str:
    """The text without what no file can hold (halves of letters) or show: see `visible`."""
    return _NOT_IN_XML.sub("", visible(text))


def file_name(title: str, what: str, suffix: str) -> str:
    """A name like "Borgingsscan maart 2027 - cijfers.xlsx".

    Nothing in a title can name a folder, hide what kind of file it is or be unknown to a system.
    """
    whole = unicodedata.normalize("NFC", clean(title))
    spaced = "".join(" " if unicodedata.category(one) in _HIDDEN else one for one in whole)
    words = " ".join(_FORBIDDEN.sub(" ", spaced).split())
    cut = words.encode()[:LONGEST_NAME].decode(errors="ignore").strip(" .-~")
    return f"{cut} - {what}.{suffix}" if cut else f"{what}.{suffix}"
