"""What can go wrong in the domain, under one base."""


class BorgingError(Exception):
    """Something in the borging bot went wrong."""

    def __init__(self, message: str = "") -> None:
        """Without a message of its own an error says what its class's docstring says."""
        super().__init__(message or type(self).__doc__)


class DataFileError(BorgingError):
    """A data file that the bot ships with is faulty."""


class InstrumentError(DataFileError):
    """A questionnaire file is faulty, or an instrument was asked for what it does not have."""


class TextsError(DataFileError):
    """A file with the bot's sentences is faulty."""


class HolidaysError(DataFileError):
    """The file with the school holidays is faulty."""


class WordingError(BorgingError):
    """A phrase cannot be put into words: its key or its values do not fit the texts."""
