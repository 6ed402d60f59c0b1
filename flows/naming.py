"""Names that read the same are told apart by a number."""

from collections import Counter
from collections.abc import Mapping
from itertools import count


def told_apart(names: Mapping[int, str]) -> Mapping[int, str]:
    """Names by id, of which those that read the same get a number behind them, in their order."""
    same = Counter(_read(name) for name in names.values())
    taken = set(same)
    apart = dict(names)
    for key, name in names.items():
        if same[_read(name)] > 1:
            numbered = (f"{name} ({number})" for number in count(1))
            apart[key] = next(label for label in numbered if _read(label) not in taken)
            taken.add(_read(apart[key]))
    return apart


def _read(name: str) -> str:
    return " ".join(name.split()).casefold()
