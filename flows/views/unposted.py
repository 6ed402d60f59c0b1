"""What leaders read while the channel does not show what it should of a scan."""

from flows.messages import Button, Buttons, Element, Look, Paragraph
from flows.outbox import Topic, Wish
from flows.scan import Scan
from flows.wording import Phrase, say


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
    match wish.topic:
        case Topic.STARTED:
            return say("leader.unposted.started", title=scan.title, channel=scan.channel_name)
        case Topic.TABLE:
            return say("leader.unposted.table", title=scan.title, channel=scan.channel_name)
        case _:
            return say("leader.unposted.results", title=scan.title, channel=scan.channel_name)


def _why(scan: Scan, wish: Wish) -> Phrase:
    match wish.error:
        case "not_in_channel" | "channel_not_found":
            return say("leader.why.no_bot", channel=scan.channel_name)
        case "is_archived":
            return say("leader.why.archived")
        case code if code.startswith("restricted_action"):
            return say("leader.why.restricted")
        case code:
            return say("leader.why.refused", code=code)
