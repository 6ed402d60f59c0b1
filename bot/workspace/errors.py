"""What can go wrong, as Slack tells the app and as it shows a person."""

from collections.abc import Mapping, Sequence


class WorkspaceError(Exception):
    """The local workspace was used in a way it cannot follow."""


class SlackError(WorkspaceError):
    """A Web API method refuses a call: becomes ``{"ok": false, "error": code}``.

    ``messages`` say where and why (``response_metadata.messages``); ``extra`` are further
    keys of the answer, such as ``needed`` and ``provided``.
    """

    def __init__(
        self,
        code: str,
        messages: Sequence[str] = (),
        *,
        extra: Mapping[str, object] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(": ".join([code, *messages]))
        self.code = code
        self.messages = list(messages)
        self.extra = dict(extra or {})
        self.retry_after = retry_after  # seconds, on ratelimited only


class DeliveryError(WorkspaceError):
    """The app did not take what it was sent; ``reason`` is Slack's word for why.

    timeout, http_timeout: no acknowledgement came in time · connection_failed: nobody was
    there to take it · http_error: the answer was no success. ``final``: the app asked not to be
    sent it again.
    """

    def __init__(self, reason: str, text: str = "", *, final: bool = False) -> None:
        super().__init__(text or reason.replace("_", " "))
        self.reason = reason
        self.final = final


class PersonError(WorkspaceError):
    """A person's act did not work: the page shows the code's wording."""

    def __init__(self, code: str, text: str = "", **extra: object) -> None:
        super().__init__(f"{code}: {text}" if text else code)
        self.code = code
        self.text = text or code.replace("_", " ")
        self.extra = extra

    @property
    def errors(self) -> dict[str, dict[str, object]]:
        """On ``invalid_inputs``: block_id → code ("app" for the app's own words), text, limit."""
        errors = self.extra.get("errors")
        return errors if isinstance(errors, dict) else {}
