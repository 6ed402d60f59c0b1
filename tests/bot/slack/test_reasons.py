"""Every code with which Slack refuses something ends in a named state and in plain words."""

from datetime import UTC, datetime

import pytest

from bot.slack import errors
from bot.slack.errors import Broken, Gone, Unreachable, fault_of_answer
from flows.outbox import Refused, Wish, WishState, learnt
from flows.topics import Topic
from flows.views import outage, undelivered, unposted

NOW = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
OF_CHANNELS = {"thread_not_found"}
"""Codes that only a message in a channel can get."""
POSTED_ANEW = errors._GONE - OF_CHANNELS  # noqa: SLF001 - the test walks over all there are
"""What was to be changed is gone: a new message is posted, so these never stay."""


@pytest.mark.parametrize("code", sorted(errors._UNREACHABLE))  # noqa: SLF001 - as above
def test_who_cannot_be_written_to_has_a_reason(code: str) -> None:
    """In words of its own for a person; a channel's are those, or the code."""
    assert fault_of_answer(200, {"error": code}) == Unreachable(code)
    assert undelivered.reason_of(code) != undelivered.REFUSED


@pytest.mark.parametrize("code", sorted(errors._EVERYWHERE))  # noqa: SLF001 - as above
def test_what_blocks_a_workspace_has_a_reason(code: str) -> None:
    """And what the administrator does about it."""
    assert fault_of_answer(200, {"error": code}) == Broken(code, everywhere=True)
    assert code in outage.REASONS


@pytest.mark.parametrize("code", sorted(POSTED_ANEW))
def test_what_is_gone_is_posted_anew(code: str) -> None:
    """So it needs no words; should it stay nevertheless, the code is shown."""
    assert fault_of_answer(200, {"error": code}) == Gone(code)
    assert undelivered.reason_of(code) == undelivered.REFUSED


@pytest.mark.parametrize("code", sorted(OF_CHANNELS | set(unposted.REASONS)))
def test_what_a_channel_refuses_has_a_reason(code: str) -> None:
    """All of them are codes that Slack is known to give."""
    assert isinstance(fault_of_answer(200, {"error": code}), Gone | Unreachable)
    assert code in unposted.REASONS


def test_words_are_for_codes_that_there_are() -> None:
    """No reason waits for a code that means something else here."""
    known = errors._UNREACHABLE | {"restricted_action"}  # noqa: SLF001 - as above
    assert set(undelivered.REASONS) == known
    assert set(outage.REASONS) == errors._EVERYWHERE  # noqa: SLF001 - as above


def test_a_code_that_nobody_knows_is_kept_for_who_runs_the_bot() -> None:
    """It fails, named by its code."""
    wish = Wish(
        workspace_id=1, key="walk:1:p1", topic=Topic.WALK, subject_id=1, since=NOW, due_at=NOW
    )
    after = learnt(wish, Refused("odd_fault"), NOW, 0.0)
    assert (after.state, after.error) == (WishState.FAILED, "odd_fault")
