"""What a leader reads of a scan and can do with it, on their page and in their messages."""

from flows.messages import Button, Buttons, Element, Look, Paragraph
from flows.outbox import WishState
from flows.response import ResponseState
from flows.scan import Hold, Part, Scan, ScanState
from flows.views.guide import guide_button
from flows.views.led_region import LedRegion
from flows.views.planned import planned_buttons, planned_text
from flows.views.scan_buttons import confirm, scan_button
from flows.views.talk import running_text, talk_text
from flows.views.unposted import unposted_elements
from flows.views.we_sentences import write_button
from flows.wording import Phrase, say


def scan_panel(one: LedRegion) -> list[Element]:
    """What a leader reads of the region's scan, or else of the last one, and can do with it."""
    scan, unposted = one.scan, one.unposted
    told = scan or one.last
    refused: tuple[Element, ...] = ()
    if told is not None and unposted is not None and unposted.state is WishState.FAILED:
        refused = unposted_elements(told, unposted)
    if scan is None:
        last: list[Element] = []
        if one.last is not None and not refused:
            outcome = say(
                "page.last_coming" if unposted else "page.last",
                title=one.last.title,
                channel=one.last.channel_name,
            )
            last.append(Paragraph(outcome))
        start = Button(
            action="scan.new",
            label=say("page.button.start"),
            look=Look.PRIMARY,
            args={"region": one.region.id},
        )
        talk = (guide_button(one.last),) if one.last is not None and unposted is None else ()
        return [*refused, *last, Buttons((start, *talk))]
    handed_in = sum(r.state is ResponseState.SUBMITTED for r in one.responses)
    asked = len(one.responses)
    if scan.state is ScanState.PLANNED:
        return [Paragraph(planned_text(scan, one.region)), Buttons(tuple(planned_buttons(scan)))]
    if scan.state is ScanState.CLOSED:
        above = refused if scan.hold is Hold.TALK else ()
        return [*above, Paragraph(hold_text(scan)), Buttons(tuple(hold_buttons(scan)))]
    return [
        *refused,
        Paragraph(running_text(scan, handed_in=handed_in, asked=asked)),
        Buttons(tuple(running_buttons(scan))),
    ]


def running_buttons(scan: Scan) -> list[Button]:
    """What a leader can do with an open scan."""
    buttons = [scan_button(scan, "scan.progress", say("page.button.progress"), Look.PRIMARY)]
    if scan.nudged_at is None:
        buttons.append(
            Button(
                action="scan.nudge",
                label=say("page.button.nudge"),
                args={"scan": scan.id},
                confirm=confirm("nudge" if scan.part is Part.ALL else "nudge_of_part"),
            )
        )
    if scan.talked_at is not None:
        buttons.append(write_button(scan))
    return [
        *buttons,
        scan_button(scan, "scan.extend", say("page.button.extend")),
        Button(
            action="scan.close",
            label=say("page.button.close"),
            args={"scan": scan.id},
            confirm=confirm("close_sentences" if scan.part is Part.SENTENCES else "close"),
        ),
        Button(
            action="scan.cancel",
            label=say("page.button.cancel"),
            args={"scan": scan.id},
            look=Look.DANGER,
            confirm=confirm("cancel"),
        ),
    ]


def hold_text(scan: Scan) -> Phrase:
    """Why a closed scan waits and what its leader can do."""
    first = scan.part is Part.SENTENCES
    match scan.hold:
        case Hold.TOO_FEW if scan.extended:
            return say("hold.too_few_last", title=scan.title, minimum=scan.minimum)
        case Hold.TOO_FEW:
            return say("hold.too_few", title=scan.title, minimum=scan.minimum)
        case Hold.TALK:
            return talk_text(scan)
        case Hold.TOLD:
            return say(
                "talk.hold_told" if first else "hold.told",
                title=scan.title,
                deadline=scan.deadline,
            )
        case _:
            return say("talk.hold_channel" if first else "hold.channel", title=scan.title)


def hold_buttons(scan: Scan) -> list[Button]:
    """What a leader can do with a scan that waits."""
    first = scan.part is Part.SENTENCES
    stop = Button(
        action="scan.cancel",
        label=say("page.button.cancel"),
        args={"scan": scan.id},
        look=Look.DANGER,
        confirm=confirm("cancel"),
    )
    match scan.hold:
        case Hold.TOO_FEW:
            finish = scan_button(scan, "scan.finish", say("page.button.finish"))
            guide = guide_button(scan)
            if scan.extended:
                return [guide, finish]
            extend = scan_button(scan, "scan.extend", say("page.button.extend"), Look.PRIMARY)
            return [extend, guide, finish]
        case Hold.TALK:
            send = scan_button(scan, "scan.statements", say("talk.button.send"), Look.PRIMARY)
            return [guide_button(scan), send, stop]
        case Hold.TOLD:
            return [stop]
        case _:
            again = scan_button(scan, "scan.recheck", say("page.button.recheck"), Look.PRIMARY)
            anyway = Button(
                action="scan.publish_anyway",
                label=say("page.button.publish_anyway"),
                args={"scan": scan.id},
                confirm=confirm("post_sentences" if first else "publish_anyway"),
            )
            return [again, anyway, stop]
