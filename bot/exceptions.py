"""What can go wrong around the domain."""

from flows.exceptions import BorgingError
from flows.wording import Phrase


class ShellError(BorgingError):
    """Something outside the domain keeps the bot from working; `phrase` says what to do."""

    def __init__(self, phrase: Phrase) -> None:
        """`phrase` is for people: what is wrong and what to do next."""
        super().__init__(phrase.key)
        self.phrase = phrase


class SettingsError(ShellError):
    """A setting is missing or wrong."""
