"""What is wrong with a database, in the words of the command line."""

import re

from flows.wording import Phrase, say
from storage.exceptions import StorageError

WORD = re.compile(r"(?<!^)(?=[A-Z])")


def storage_fault(error: StorageError) -> Phrase:
    """What is wrong and what to do; where it is, never with a password."""
    kind = WORD.sub("_", type(error).__name__.removesuffix("Error")).lower()
    return say(f"storage.{kind}", where=error.where)
