"""What people wrote and allowed to be shared: in the channel, and in full in a window."""

from collections.abc import Sequence

from flows.instrument import Instrument, Item
from flows.messages import Bullets, Button, Buttons, Element, Form, Message, Note, Paragraph
from flows.outcome import Outcome, SharedText
from flows.scan import Hold, Moments, Scan
from flows.views.before_talk import nothing_shared, title_in_channel
from flows.wording import Phrase, say

TEXT_MOST = 280
"""Characters of one text in the channel; the rest is one tap away."""
TEXTS_MOST = 900
"""Characters of all texts on one item in the channel, with who wrote them."""
LINES_MOST = 10
"""Texts on one item in the channel."""
WINDOW_MOST = 60_000
"""Characters of all texts in a window, well within what a window holds."""
WINDOW_TEXTS = 200
"""Texts in a window at the most."""
ELLIPSIS = "…"


def has_sentences(outcome: Outcome) -> bool:
    """Whether sentences stand in the thread; those of two moments stood in the channel before."""
    if outcome.scan.moments is not Moments.ONE:
        return False
    keys = {item.key for item in outcome.instrument.sentences}
    return any(outcome.scan.we) or any(text.item in keys for text in outcome.shared)


def sentences_message(
    scan: Scan, region: str, instrument: Instrument, shared: Sequence[SharedText]
) -> Message:
    """The sentences that people allowed to be shared, under what the group made of them."""
    body = [*_we(scan, region, instrument)]
    buttons = []
    for item in instrument.sentences:
        theirs = of_item(shared, item)
        if not theirs:
            continue
        lines, whole = excerpt(theirs)
        body += [Paragraph(say("shared.item", item=item.variant(scan.variant))), Bullets(lines)]
        if not whole:
            buttons.append(all_button(scan, item, say("shared.all_of", item=item.short)))
    top = title_in_channel(scan)
    if not body and scan.hold is Hold.TALK:
        return Message(body=(*top, *nothing_shared(instrument)))
    if not body:
        return Message(body=(*top, Paragraph(say("shared.gone"))))
    if any(of_item(shared, item) for item in instrument.sentences):
        body = [Paragraph(say("shared.title")), *body, Note(say("shared.note"))]
    return Message(body=(*top, *body, *([Buttons(tuple(buttons))] if buttons else ())))


def _we(scan: Scan, region: str, instrument: Instrument) -> list[Element]:
    """What the group wrote together, where it did."""
    lines = tuple(
        say("shared.we", beginning=item.of_group(region), text=flat(text))
        for item, text in zip(instrument.sentences, scan.we, strict=False)
        if text
    )
    return [Paragraph(say("shared.we_title")), Bullets(lines)] if lines else []


def of_item(shared: Sequence[SharedText], item: Item) -> list[SharedText]:
    """The texts on one item."""
    return [text for text in shared if text.item == item.key]


def excerpt(texts: Sequence[SharedText]) -> tuple[tuple[Phrase, ...], bool]:
    """As many texts as fit the channel, long ones shortened, and whether that is all."""
    lines: list[Phrase] = []
    room = TEXTS_MOST
    whole = True
    for text in texts:
        words = flat(text.text)
        short = words if len(words) <= TEXT_MOST else words[:TEXT_MOST].rstrip() + ELLIPSIS
        whole = whole and short == words
        room -= len(short) + len(text.person) + len(text.partner)
        if lines and (room < 0 or len(lines) == LINES_MOST):
            return tuple(lines), False
        lines.append(line_of(text, short))
    return tuple(lines), whole


def line_of(text: SharedText, words: str) -> Phrase:
    """A text with who wrote it, if that may be said."""
    if not text.person:
        return say("shared.unnamed", text=words)
    return say("shared.named", text=words, person=text.person, partner=text.partner)


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def all_button(scan: Scan, item: Item, label: Phrase) -> Button:
    """A button to all texts on one item."""
    return Button(action="results.texts", label=label, args={"scan": scan.id, "item": item.key})


def texts_form(scan: Scan, item: Item, shared: Sequence[SharedText]) -> Form:
    """A window with the texts on one item that people allowed to be shared."""
    body: list[Element] = [Paragraph(say("shared.item", item=item.variant(scan.variant)))]
    lines = []
    room = WINDOW_MOST
    texts = of_item(shared, item)
    for text in texts[:WINDOW_TEXTS]:
        room -= len(text.text) + len(text.person) + len(text.partner)
        if room >= 0:
            lines.append(line_of(text, text.text.strip()))
    body.append(Bullets(tuple(lines)) if lines else Paragraph(say("shared.none")))
    if len(lines) < len(texts):
        body.append(Paragraph(say("shared.more")))
    if lines:
        body.append(Note(say("shared.note")))
    return Form(
        key="results.texts",
        title=say("shared.all"),
        body=tuple(body),
        close=say("form.close"),
    )
