"""A scan that is planned: when it begins, what it waits for, and how it is moved."""

from datetime import date
from typing import assert_never

from flows.calendar import local_time
from flows.messages import Button, DateInput, Form, Look, Paragraph
from flows.region import Region
from flows.scan import Hold, Scan
from flows.views.scan_buttons import confirm, scan_button
from flows.wording import Phrase, say


def planned_text(scan: Scan, region: Region) -> Phrase:
    """When a planned scan begins, or what it waits for."""
    start = local_time(scan.opened_at, region.timezone)
    if scan.hold is Hold.NONE:
        return say("planned.begins", title=scan.title, start=start, deadline=scan.deadline)
    return say("planned.waits", title=scan.title, why=waits_for(scan.hold), again=start)


def waits_for(why: Hold) -> Phrase:
    """What is missing for a planned scan, and how to mend it."""
    match why:
        case Hold.RESPONSIBLE:
            return say("planned.why.responsible")
        case Hold.NOBODY:
            return say("planned.why.nobody")
        case Hold.CHANNEL:
            return say("planned.why.channel")
        case Hold.NONE | Hold.TOO_FEW | Hold.TOLD | Hold.TALK | Hold.MISSED:
            return say("planned.why.nothing")
        case _:
            assert_never(why)


def planned_buttons(scan: Scan) -> list[Button]:
    """What a leader can do with a planned scan."""
    return [
        Button(
            action="scan.begin_now",
            label=say("planned.button.begin_now"),
            args={"scan": scan.id},
            look=Look.PRIMARY,
            confirm=confirm("begin_now"),
        ),
        scan_button(scan, "scan.move", say("planned.button.move")),
        Button(
            action="scan.cancel",
            label=say("planned.button.call_off"),
            args={"scan": scan.id},
            look=Look.DANGER,
            confirm=confirm("call_off"),
        ),
    ]


def move_form(scan: Scan, starts: date) -> Form:
    """A window to choose another start and deadline for a planned scan."""
    return Form(
        key="scan.move",
        title=say("planned.move_title"),
        body=(
            Paragraph(say("planned.move")),
            DateInput(
                name="starts",
                label=say("scan.starts"),
                hint=say("planned.starts_hint"),
                initial=starts,
            ),
            DateInput(name="deadline", label=say("scan.deadline"), initial=scan.deadline),
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args={"scan": scan.id},
    )
