"""What a run logs: ids and kinds of faults, never what people said, their names or a token."""

import logging
import secrets
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter

FIELDS = ("workspace", "kind", "wish", "topic")
"""Ids that a line can carry, in their order."""

_NONE: Mapping[str, object] = {}
_about: ContextVar[Mapping[str, object]] = ContextVar("about", default=_NONE)


class LogFormat(StrEnum):
    """How lines of the log are written."""

    JSON = "json"  # an object on each line, for programs
    TEXT = "text"  # for people at a terminal


def where_it_failed(error: BaseException) -> str:
    """The kind of an error and the lines it came through, without its message.

    The message of an error can hold what was being worked on: an answer, or a token.
    """
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


@contextmanager
def about(*, workspace: int = 0, kind: str = "", wish: int = 0, topic: str = "") -> Iterator[None]:
    """Have all that is logged within carry these ids: of the workspace, the event, the wish."""
    given = {"workspace": workspace, "kind": kind, "wish": wish, "topic": topic}
    token = _about.set({**_about.get(), **{name: value for name, value in given.items() if value}})
    try:
        yield
    finally:
        _about.reset(token)


def set_up_logs(level: int, form: LogFormat, stream: TextIO) -> None:
    """Write the log to a stream, unless somebody set it up already."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TextLines() if form is LogFormat.TEXT else JsonLines(secrets.token_hex(4)))
    logging.basicConfig(level=level, handlers=[handler])


class JsonLines(JsonFormatter):
    """An object for each record: time, level, logger, message, run, and the ids there are."""

    def __init__(self, run: str) -> None:
        """`run` tells this run's lines from those of others."""
        super().__init__(json_ensure_ascii=False)
        self._run = run

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Take what is ours to tell, and nothing that a library added."""
        del message_dict
        log_data["time"] = datetime.fromtimestamp(record.created, UTC)
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = record.message
        log_data["run"] = self._run
        log_data.update(_ids())
        if record.exc_info and record.exc_info[1]:
            log_data["trace"] = where_it_failed(record.exc_info[1])


class TextLines(logging.Formatter):
    """A line for people, by the clock on their wall."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line, with the ids behind it."""
        ids = " ".join(f"{name}={value}" for name, value in _ids().items())
        line = super().formatMessage(record)
        return f"{line} [{ids}]" if ids else line

    def formatException(  # noqa: N802 - logging's own name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Where it failed, without the error's message."""
        return where_it_failed(ei[1]) if ei[1] else ""


def _ids() -> dict[str, object]:
    held = _about.get()
    return {name: held[name] for name in FIELDS if name in held}
