"""What a participant reads once their scan is over."""

from datetime import date, datetime

from flows.calendar import local_day
from flows.messages import Buttons, Element, Paragraph
from flows.response import ResponseState
from flows.scan import Hold, ScanState
from flows.views.invitation import channel_of
from flows.views.walk import Walk
from flows.wording import Phrase, say


def privacy_button(walk: Walk) -> Buttons:
    """The way to what the bot keeps of the participant."""
    return Buttons((walk.button("privacy.open", say("walk.button.privacy")),))


def after_scan(walk: Walk) -> tuple[Element, ...]:
    """How the scan ended for the participant."""
    submitted = walk.response.state is ResponseState.SUBMITTED
    title = Paragraph(say("walk.over.title", title=walk.scan.title))
    match walk.scan.state:
        case ScanState.CANCELLED:
            end = say("walk.over.cancelled", leader=walk.leader)
        case ScanState.CLOSED if submitted and walk.scan.hold is Hold.TOLD:
            end = _other_channel(walk)
        case ScanState.PUBLISHED if submitted:
            return _thanks(walk)
        case _ if walk.response.state is ResponseState.ERASED:
            end = say("walk.over.erased")
        case _ if submitted:
            end = say("walk.over.closed", leader=walk.leader)
        case _:
            end = say("walk.over.not_handed_in")
    return (title, Paragraph(end), privacy_button(walk))


def _thanks(walk: Walk) -> tuple[Element, ...]:
    """Thanks, where the outcome stands or will stand, and when it is discussed."""
    scan = walk.scan
    stands = walk.outcome_stands
    meeting: tuple[Element, ...] = ()
    if scan.meeting_on and scan.published_at and _day(walk, scan.published_at) <= scan.meeting_on:
        meeting = (Paragraph(say("invite.meeting", meeting=scan.meeting_on)),)
    return (
        Paragraph(say("walk.over.title", title=scan.title)),
        Paragraph(
            say(
                "walk.over.published" if stands else "walk.over.publishing",
                channel=scan.channel_name,
            )
        ),
        *meeting,
        privacy_button(walk),
    )


def _day(walk: Walk, moment: datetime) -> date:
    return local_day(moment, walk.region.timezone)


def _other_channel(walk: Walk) -> Phrase:
    return say(
        "walk.over.other_channel",
        channel=channel_of(walk.scan),
        deadline=walk.scan.deadline,
        leader=walk.leader,
    )
