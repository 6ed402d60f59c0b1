"""How what people do comes in: by Socket Mode or by HTTP, the same for who waits for it."""

from typing import Protocol


class Intake(Protocol):
    """The way in."""

    @property
    def is_open(self) -> bool:
        """Whether what people do now would reach this run."""

    @property
    def sockets(self) -> int:
        """Open connections to Slack; 0 where Slack calls us."""

    async def open(self) -> None:
        """Begin to take in; returns once something can come in.

        Raises one of CALL_ERRORS, or SettingsError for a port that cannot be had.
        """

    async def stop(self) -> None:
        """Take nothing more in."""
