"""What an invitation says of what is asked now: all, or one part of a scan of two moments."""

from flows.scan import Part, Scan
from flows.wording import Phrase, say


def what_is_asked(scan: Scan, *, sentences: int, statements: int, partner: str) -> Phrase:
    """What an invitation asks, how long it takes and until when."""
    deadline = scan.deadline
    match scan.part:
        case Part.ALL:
            return say(
                "invite.what",
                sentences=sentences,
                statements=statements,
                deadline=deadline,
                partner=partner,
            )
        case Part.SENTENCES:
            then = (
                say("talk.invite_then_dated", meeting=scan.meeting_on, statements=statements)
                if scan.meeting_on
                else say("talk.invite_then", statements=statements)
            )
            return say(
                "talk.invite_sentences",
                sentences=sentences,
                deadline=deadline,
                then=then,
                partner=partner,
            )
        case _:
            return say(
                "talk.invite_statements",
                statements=statements,
                deadline=deadline,
                partner=partner,
            )


def scores_appear(scan: Scan) -> Phrase:
    """After when the channel sees scores."""
    if scan.part is Part.SENTENCES:
        return say("invite.after_statements")
    return say("invite.after_deadline", deadline=scan.deadline)
