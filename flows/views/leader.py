"""What a leader is told of a scan in their DM."""

from typing import assert_never

from flows.messages import Buttons, Message, Note, Paragraph
from flows.outbox import Wish, WishState
from flows.region import Region
from flows.scan import Hold, Scan, ScanState
from flows.views.guide import guide_button
from flows.views.planned import planned_buttons, planned_text
from flows.views.scan_panel import hold_buttons, hold_text
from flows.views.unposted import unposted_elements
from flows.wording import say


def leader_message(scan: Scan, region: Region, unposted: Wish | None = None) -> Message:
    """What a leader is told in their DM about a scan: how it stands now.

    `unposted` is what the channel does not show of it, refused or under way.
    """
    if unposted is not None and unposted.state is WishState.FAILED:
        refused = unposted_elements(scan, unposted)
        return Message(body=(*refused, *_waits(scan)) if scan.hold is Hold.TALK else refused)
    match scan.state:
        case ScanState.PLANNED:
            text = Paragraph(planned_text(scan, region))
            return Message(body=(text, Buttons(tuple(planned_buttons(scan)))))
        case ScanState.OPEN if not scan.extended:
            running = say("leader.running", title=scan.title, deadline=scan.deadline)
            return Message(body=(Paragraph(running),))
        case ScanState.OPEN:
            again = say("leader.open_again", title=scan.title, deadline=scan.deadline)
            return Message(body=(Paragraph(again),))
        case ScanState.CLOSED:
            return Message(body=_waits(scan))
        case ScanState.PUBLISHED:
            end = say(
                "leader.publishing" if unposted else "leader.published",
                title=scan.title,
                channel=scan.channel_name,
            )
        case ScanState.CANCELLED:
            missed = scan.hold is Hold.MISSED
            end = say("planned.missed" if missed else "leader.cancelled", title=scan.title)
        case _:
            assert_never(scan.state)
    told = scan.state is ScanState.PUBLISHED and unposted is None
    guide = (Buttons((guide_button(scan),)),) if told else ()
    return Message(body=(Paragraph(end), *guide, Note(say("leader.where"))))


def _waits(scan: Scan) -> tuple[Paragraph, Buttons]:
    """Why a closed scan waits, and what to do."""
    return (Paragraph(hold_text(scan)), Buttons(tuple(hold_buttons(scan))))
