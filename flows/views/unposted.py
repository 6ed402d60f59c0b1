"""What leaders read while the channel does not show what it should of a scan."""

from collections.abc import Mapping

from flows.messages import Button, Buttons, Element, Look, Paragraph
from flows.outbox import Wish
from flows.scan import Scan, ScanState
from flows.topics import Topic
from flows.wording import Phrase, say

REASONS: Mapping[str, str] = {
    "not_in_channel": "no_bot",
    "channel_not_found": "no_bot",
    "team_not_found": "no_bot",
    "is_archived": "archived",
    "is_inactive": "archived",
    "restricted_action": "restricted",
    "method_not_supported_for_channel_type": "restricted",
    "thread_not_found": "thread",
}
"""Why a channel takes nothing, by the platform's code; all other codes are shown as they are.

A code may go on behind "restricted_action".
"""
KINDS: Mapping[Topic, str] = {
    Topic.STARTED: "started",
    Topic.LAST_CALL: "last_call",
    Topic.FIRST_POINT: "point",
    Topic.SECOND_POINT: "point",
    Topic.THIRD_POINT: "point",
    Topic.SENTENCES: "sentences",
    Topic.TABLE: "table",
}
"""What the channel lacks, by its topic; all else is the outcome."""


def unposted_elements(scan: Scan, wish: Wish) -> tuple[Element, ...]:
    """What the channel refused, why, what to do about it, and a button to post it again."""
    again = Button(
        action="scan.post_again",
        label=say("leader.button.post_again"),
        look=Look.PRIMARY,
        args={"scan": scan.id},
    )
    return (Paragraph(_what(scan, wish)), Paragraph(_why(scan, wish)), Buttons((again,)))


def _what(scan: Scan, wish: Wish) -> Phrase:
    kind = KINDS.get(wish.topic, "results")
    if wish.ts and scan.state is ScanState.CANCELLED:
        kind = "cancelled"
    lack = "outdated" if wish.ts else "unposted"
    return say(f"leader.{lack}.{kind}", title=scan.title, channel=scan.channel_name)


def _why(scan: Scan, wish: Wish) -> Phrase:
    restricted = wish.error.startswith("restricted_action")
    reason = REASONS.get("restricted_action" if restricted else wish.error, "refused")
    return say(f"leader.why.{reason}", channel=scan.channel_name, code=wish.error)
