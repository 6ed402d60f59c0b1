"""What the channel reads before the conversation of a scan of two moments."""

from flows.instrument import Instrument
from flows.messages import Bullets, Element, Paragraph
from flows.scan import Moments, Scan
from flows.wording import say


def title_in_channel(scan: Scan) -> tuple[Element, ...]:
    """The scan's title over sentences that stand in the channel itself, not under its radar."""
    if scan.moments is Moments.ONE:
        return ()
    return (Paragraph(say("channel.title", title=scan.title)),)


def stopped(scan: Scan) -> tuple[Element, ...]:
    """That the sentences of a scan that was stopped stood here."""
    return (*title_in_channel(scan), Paragraph(say("talk.stopped")))


def nothing_shared(instrument: Instrument) -> tuple[Element, ...]:
    """That no sentence may be shown, and what to begin the conversation with."""
    asked = tuple(say("walk.lead", text=item.text) for item in instrument.sentences)
    return (Paragraph(say("talk.nothing_shared")), Bullets(asked))
