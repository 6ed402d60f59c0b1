"""What a participant reads once their scan is over."""

from flows.calendar import meeting_of
from flows.messages import Button, Buttons, Element, Look, Paragraph
from flows.response import ASKED, ResponseState
from flows.scan import Hold, Part, ScanState
from flows.views.invitation import channel_of
from flows.views.results import open_button
from flows.views.talk import after_sentences
from flows.views.walk import Walk
from flows.wording import Phrase, say


def privacy_button(walk: Walk) -> Buttons:
    """The way to what the bot keeps of the participant."""
    return Buttons((_privacy(walk),))


def _privacy(walk: Walk) -> Button:
    return walk.button("privacy.open", say("walk.button.privacy"))


def after_scan(walk: Walk) -> tuple[Element, ...]:
    """How the scan ended for the participant."""
    submitted = walk.response.state is ResponseState.SUBMITTED
    title = Paragraph(say("walk.over.title", title=walk.scan.title))
    match walk.scan.state:
        case ScanState.CANCELLED:
            end = say("walk.over.cancelled", leader=walk.leader)
        case ScanState.CLOSED if _may_go_on(walk):
            end = after_sentences(walk)
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
    if walk.scan.state is ScanState.PUBLISHED and walk.response.state in ASKED:
        return (title, Paragraph(end), Buttons((open_button(walk.scan), _privacy(walk))))
    return (title, Paragraph(end), privacy_button(walk))


def _thanks(walk: Walk) -> tuple[Element, ...]:
    """Thanks, where the outcome stands or will stand, when it is discussed, and one's own part."""
    scan = walk.scan
    stands = walk.outcome_stands
    meeting: tuple[Element, ...] = ()
    if day := meeting_of(scan):
        meeting = (Paragraph(say("invite.meeting", meeting=day)),)
    own = walk.button("results.own", say("results.button.own_beside"), Look.PRIMARY)
    return (
        Paragraph(say("walk.over.title", title=scan.title)),
        Paragraph(
            say(
                "walk.over.published" if stands else "walk.over.publishing",
                channel=scan.channel_name,
            )
        ),
        *meeting,
        Buttons((own, _privacy(walk))) if stands else privacy_button(walk),
    )


def _may_go_on(walk: Walk) -> bool:
    """Whether the statements are still to come for somebody whose sentences are closed."""
    told_of_channel = walk.scan.hold is Hold.TOLD and walk.response.state is ResponseState.SUBMITTED
    waits = walk.scan.part is Part.SENTENCES and walk.response.state in ASKED
    return waits and not told_of_channel


def _other_channel(walk: Walk) -> Phrase:
    first = walk.scan.part is Part.SENTENCES
    return say(
        "talk.other_channel" if first else "walk.over.other_channel",
        channel=channel_of(walk.scan),
        deadline=walk.scan.deadline,
        leader=walk.leader,
    )
