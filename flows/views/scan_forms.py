"""The windows in which a leader plans, starts and extends a scan."""

from collections.abc import Sequence
from datetime import date, datetime

from flows.messages import (
    ChoiceInput,
    DateInput,
    Form,
    Option,
    Paragraph,
    Rule,
    TextInput,
)
from flows.region import Region
from flows.scan import (
    LOWEST_MINIMUM,
    MINIMUM_PEOPLE,
    PROTECTED_FROM,
    Mode,
    Moments,
    Scan,
    ScanState,
)
from flows.views.invitation import Invitation, invitation_body
from flows.wording import Phrase, say

LONGEST_TITLE = 120
"""Characters of a scan's title at the most; it heads the radar."""
HIGHEST_MINIMUM = 10
"""The highest minimum of people that can be chosen."""


def scan_form(  # noqa: PLR0913 - what the form begins with
    region: Region,
    *,
    title: Phrase,
    starts: date,
    deadline: date,
    meeting_on: date | None,
    people: int,
    partners: int,
) -> Form:
    """A window to prepare a scan. `people` and `partners` count who would be invited."""
    why = (
        say("scan.deadline_meeting", meeting=meeting_on)
        if meeting_on
        else say("scan.deadline_ten_days")
    )
    return Form(
        key="scan.new",
        title=say("scan.new_title"),
        body=(
            Paragraph(
                say(
                    "scan.who",
                    people=say("channel.count_people", count=people),
                    partners=say("channel.count_partners", count=partners),
                )
            ),
            TextInput(
                name="title",
                label=say("scan.title"),
                initial=title,
                longest=LONGEST_TITLE,
            ),
            DateInput(
                name="starts",
                label=say("scan.starts"),
                hint=say("scan.starts_hint"),
                initial=starts,
            ),
            DateInput(name="deadline", label=say("scan.deadline"), hint=why, initial=deadline),
            ChoiceInput(
                name="mode",
                label=say("scan.mode"),
                options=(
                    Option(
                        value=Mode.OPEN,
                        label=say("scan.mode_open"),
                        hint=say("scan.mode_open_hint"),
                    ),
                    Option(
                        value=Mode.PROTECTED,
                        label=say("scan.mode_protected"),
                        hint=say("scan.mode_protected_hint"),
                    ),
                ),
                initial=Mode.PROTECTED if people >= PROTECTED_FROM else "",
                hint=say("scan.mode_hint"),
            ),
            ChoiceInput(
                name="minimum",
                label=say("scan.minimum"),
                hint=say("scan.minimum_hint"),
                options=tuple(
                    Option(value=str(n), label=say("scan.minimum_option", number=n))
                    for n in range(LOWEST_MINIMUM, HIGHEST_MINIMUM + 1)
                ),
                initial=str(MINIMUM_PEOPLE),
                folded=True,
            ),
            ChoiceInput(
                name="moments",
                label=say("scan.moments"),
                hint=say("scan.moments_hint"),
                options=(
                    Option(value=Moments.ONE, label=say("scan.moments_one")),
                    Option(value=Moments.TWO, label=say("scan.moments_two")),
                ),
                initial=Moments.ONE,
            ),
        ),
        submit=say("scan.to_preview"),
        close=say("form.back"),
        args={"region": region.id},
    )


def preview_form(
    scan: Scan, invitation: Invitation, warnings: Sequence[Phrase], start: datetime
) -> Form:
    """Exactly what partners will get, before the scan starts; `scan` is not kept yet.

    `start` is when it begins, as the clocks in the region show it.
    """
    planned = scan.state is ScanState.PLANNED
    begins = say("scan.preview_begins", start=start) if planned else say("scan.preview_now")
    return Form(
        key="scan.start",
        title=say("scan.preview_title"),
        body=(
            *(Paragraph(warning) for warning in warnings),
            Paragraph(begins),
            *_two_moments(scan),
            Paragraph(say("scan.preview")),
            Rule(),
            *invitation_body(invitation),
        ),
        submit=say("scan.plan" if planned else "scan.start"),
        close=say("form.back"),
        args={
            "region": scan.region_id,
            "title": scan.title,
            "starts": start.date().isoformat() if planned else "",
            "deadline": scan.deadline.isoformat(),
            "mode": scan.mode,
            "minimum": scan.minimum,
            "moments": scan.moments,
        },
    )


def _two_moments(scan: Scan) -> tuple[Paragraph, ...]:
    """When what happens in a scan of two moments, nothing for another."""
    if scan.moments is Moments.ONE:
        return ()
    if scan.meeting_on is None:
        return (Paragraph(say("talk.preview_undated", deadline=scan.deadline)),)
    days = say("talk.preview", deadline=scan.deadline, meeting=scan.meeting_on)
    return (Paragraph(days),)


def cannot_start_form(reasons: Sequence[Phrase]) -> Form:
    """What has to be done before a scan can start."""
    return Form(
        key="scan.cannot",
        title=say("scan.new_title"),
        body=(Paragraph(say("scan.cannot")), *(Paragraph(reason) for reason in reasons)),
        close=say("form.back"),
    )


def extend_form(scan: Scan, proposed: date) -> Form:
    """A window to choose a later deadline."""
    return Form(
        key="scan.extend",
        title=say("scan.extend_title"),
        body=(
            Paragraph(say(f"scan.extend.{scan.part.value}", deadline=scan.deadline)),
            DateInput(name="deadline", label=say("scan.deadline"), initial=proposed),
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args={"scan": scan.id},
    )
