"""Lines of the log: fields for programs, ids in both, never the message of an error."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.logs import JsonLines, TextLines, about

SECRET = "Zeekomkommer"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO, logging.Handler]]:
    """A logger of its own that writes to a text."""
    logger = logging.Logger("bot.test")  # noqa: LOG001 - one that is nobody else's
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logger.addHandler(handler)
    yield logger, written, handler
    handler.close()


Log = tuple[logging.Logger, io.StringIO, logging.Handler]


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    """What programs read."""
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_is_an_object(log: Log) -> None:
    """When by UTC, how grave, by whom, what, and of which run."""
    logger, written, handler = log
    handler.setFormatter(JsonLines("r1"))
    logger.warning("één bericht, %d woorden", 3)
    (line,) = lines(written)
    moment = datetime.fromisoformat(line.pop("time"))
    assert moment.utcoffset() == datetime.now(UTC).utcoffset()  # noqa: TID251 - its zone alone
    assert line == {
        "level": "WARNING",
        "logger": "bot.test",
        "message": "één bericht, 3 woorden",
        "run": "r1",
    }


def test_ids_are_fields_of_all_that_is_logged_within(log: Log) -> None:
    """Inner ones join outer ones, and none stays behind."""
    logger, written, handler = log
    handler.setFormatter(JsonLines("r1"))
    with about(workspace=3, kind="tap"):
        logger.warning("een")
        with about(wish=7, topic="walk"):
            logger.warning("twee")
    logger.warning("drie")
    found = [
        {name: line[name] for name in ("workspace", "kind", "wish", "topic") if name in line}
        for line in lines(written)
    ]
    assert found == [
        {"workspace": 3, "kind": "tap"},
        {"workspace": 3, "kind": "tap", "wish": 7, "topic": "walk"},
        {},
    ]


def test_what_a_library_adds_is_left_out(log: Log) -> None:
    """Nobody knows what is in it."""
    logger, written, handler = log
    handler.setFormatter(JsonLines("r1"))
    logger.warning("een", extra={"body": SECRET})
    assert SECRET not in written.getvalue()


@pytest.mark.parametrize("formatter", [JsonLines("r1"), TextLines()])
def test_an_error_is_told_without_its_message(log: Log, formatter: logging.Formatter) -> None:
    """Its kind and where it happened: the message may hold an answer."""
    logger, written, handler = log
    handler.setFormatter(formatter)
    try:
        int(SECRET)
    except ValueError:
        logger.exception("het ging mis")
    assert "ValueError" in written.getvalue()
    assert "test_logs.py" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_people_read_the_ids_as_well(log: Log) -> None:
    """Behind the line."""
    logger, written, handler = log
    handler.setFormatter(TextLines())
    with about(workspace=3, wish=7):
        logger.warning("een")
    assert written.getvalue().endswith("WARNING bot.test een [workspace=3 wish=7]\n")
