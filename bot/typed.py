"""What people typed, without what could hide or turn the words around it."""

import re
from typing import Final

_HIDDEN: Final = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Controls of direction and of terminals: they are no words."""


def visible(text: str) -> str:
    """The words alone, in messages and files alike; their lines end in a line feed."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
