"""The invitation, as participants get it and as the leader previews it."""

from dataclasses import dataclass

from flows.instrument import Instrument
from flows.language import Language
from flows.messages import Bullets, Button, Element, Heading, Paragraph
from flows.scan import MINIMUM_PARTNERS, Mode, Part, Scan
from flows.views.last_time import LastTime, last_time_elements
from flows.views.part_asked import scores_appear, what_is_asked
from flows.wording import Phrase, say


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What an invitation says; `person`, `partner`, `leader`, `passed_on_by` are names."""

    scan: Scan
    instrument: Instrument
    person: str
    partner: str
    leader: str
    colleagues: int
    passed_on_by: str = ""
    last: LastTime | None = None


def invitation_body(invitation: Invitation) -> tuple[Element, ...]:
    """The invitation's text, without buttons."""
    scan, instrument = invitation.scan, invitation.instrument
    passed_on = (
        (Paragraph(say("invite.passed_on", colleague=invitation.passed_on_by)),)
        if invitation.passed_on_by
        else ()
    )
    discussed_on = scan.meeting_on if scan.part is not Part.SENTENCES else None
    meeting = (Paragraph(say("invite.meeting", meeting=discussed_on)),) if discussed_on else ()
    return (
        Heading(say("invite.title", title=scan.title)),
        Paragraph(say("invite.greeting", name=invitation.person)),
        *passed_on,
        *last_time_elements(invitation.last),
        Paragraph(say("invite.why", leader=invitation.leader)),
        Paragraph(
            what_is_asked(
                scan,
                sentences=len(instrument.sentences),
                statements=len(instrument.statements),
                partner=invitation.partner,
            )
        ),
        *meeting,
        Paragraph(say("invite.who_sees")),
        Bullets(who_sees_what(invitation)),
        Paragraph(say("invite.voluntary")),
    )


def channel_of(scan: Scan) -> Phrase:
    """The channel where the results appear, and whether it is private."""
    if scan.channel_private:
        return say("invite.channel_private", channel=scan.channel_name)
    return say("invite.channel_public", channel=scan.channel_name)


def who_sees_what(invitation: Invitation) -> tuple[Phrase, ...]:
    """What happens to scores, texts and participation, and how long they are kept."""
    scan = invitation.scan
    channel = channel_of(scan)
    kept = say("invite.kept", texts=scan.texts_until, scores=scan.scores_until)
    shared = (
        (say("talk.invite_shared", deadline=scan.deadline, channel=channel),)
        if scan.part is Part.SENTENCES
        else ()
    )
    if scan.mode is Mode.PROTECTED:
        return (
            say(
                "invite.protected.scores",
                when=scores_appear(scan),
                channel=channel,
                minimum=scan.minimum,
                partners=MINIMUM_PARTNERS,
            ),
            say("invite.protected.texts"),
            *shared,
            say("invite.protected.participation", leader=invitation.leader),
            kept,
        )
    return (
        say(
            "invite.open.scores",
            when=scores_appear(scan),
            channel=channel,
            members=say("invite.members", count=scan.channel_members),
            with_whom=with_whom(invitation.colleagues),
        ),
        say("invite.open.texts"),
        *shared,
        say("invite.open.participation", leader=invitation.leader),
        kept,
    )


def with_whom(colleagues: int) -> Phrase:
    """Whether readers of an open scan will know whose scores an organisation's are."""
    if colleagues:
        return say("invite.open.with_colleagues", count=colleagues)
    return say("invite.open.alone")


def language_button(language: Language, response: int) -> Button:
    """The one tap to the other language, labelled in that language."""
    other = Language.EN if language is Language.NL else Language.NL
    label = say("walk.button.english" if other is Language.EN else "walk.button.dutch")
    return Button(
        action="walk.language", label=label, args={"response": response, "language": other}
    )
