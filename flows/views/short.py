"""People's own words where there is little room."""

ELLIPSIS = "…"


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def shortened(text: str, most: int) -> str:
    """A text on one line, of at most so many characters and a sign that there are more."""
    words = flat(text)
    return words if len(words) <= most else words[:most].rstrip() + ELLIPSIS
