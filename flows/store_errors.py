"""What a store refuses."""

from flows.exceptions import BorgingError


class NotFoundError(BorgingError):
    """What was asked for is not kept, or no longer."""


class AlreadyThereError(BorgingError):
    """Something with the same key is kept already."""
