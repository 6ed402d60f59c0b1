"""What people wrote and allowed to be shared: in the channel, and in full in a window."""

import json
from collections.abc import Sequence
from html import escape

from flows.instrument import Instrument, Item
from flows.messages import Bullets, Button, Buttons, Element, Form, Message, Note, Paragraph
from flows.outcome import Outcome, SharedText
from flows.results import from_text
from flows.scan import Hold, Moments, Scan, ScanState
from flows.views.before_talk import nothing_shared, stopped, title_in_channel
from flows.views.results_figures import has_figures
from flows.views.short import flat, shortened
from flows.wording import Phrase, say

TEXT_MOST = 280
"""Characters of one text in the channel; the rest is one tap away."""
TEXTS_MOST = 900
"""Characters of all texts on one item in the channel, with who wrote them."""
LINES_MOST = 10
"""Texts on one item in the channel."""
WINDOW_BYTES = 220_000
"""Bytes of all texts in a window as they are sent, of the 250 kB that a window takes (Slack)."""
WINDOW_SIGNS = 130_000
"""Signs of all texts in a window: a hundred blocks hold 3000 each and may stay half empty."""
WINDOW_TEXTS = 200
"""Texts in a window at the most."""


def has_sentences(outcome: Outcome) -> bool:
    """Whether sentences stand in the thread; those of two moments stood in the channel before."""
    if outcome.scan.moments is not Moments.ONE:
        return False
    keys = {item.key for item in outcome.instrument.sentences}
    return any(outcome.scan.we) or any(text.item in keys for text in outcome.shared)


def sentences_message(
    scan: Scan,
    region: str,
    instrument: Instrument,
    shared: Sequence[SharedText],
    *,
    expired: bool = False,
) -> Message:
    """The sentences that people allowed to be shared, under what the group made of them.

    `expired` says that some are deleted because they were kept as long as promised.
    """
    if scan.state is ScanState.CANCELLED:
        return Message(body=stopped(scan))
    body: list[Element] = []
    if said := we_phrases(scan.we, instrument, region):
        body += [Paragraph(say("shared.we_title")), Bullets(said)]
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
    if not body and expired:
        return Message(body=(*top, Paragraph(say("shared.expired"))))
    if not body and scan.hold is Hold.TALK:
        return Message(body=(*top, *nothing_shared(instrument)))
    if not body:
        return Message(body=(*top, Paragraph(say("shared.gone"))))
    if any(of_item(shared, item) for item in instrument.sentences):
        body = [Paragraph(say("shared.title")), *body, Note(say("shared.note"))]
    return Message(body=(*top, *body, *([Buttons(tuple(buttons))] if buttons else ())))


def we_phrases(
    we: Sequence[str], instrument: Instrument, region: str, *, most: int | None = None
) -> tuple[Phrase, ...]:
    """The sentences that the group of a region wrote together, as it begins and ends each.

    At most so many characters of each end, if that is given; () if it wrote none.
    """
    return tuple(
        say(
            "shared.we",
            beginning=item.of_group(region),
            text=flat(text) if most is None else shortened(text, most),
        )
        for item, text in zip(instrument.sentences, we, strict=False)
        if text
    )


def of_item(shared: Sequence[SharedText], item: Item) -> list[SharedText]:
    """The texts on one item."""
    return [text for text in shared if text.item == item.key]


def excerpt(texts: Sequence[SharedText]) -> tuple[tuple[Phrase, ...], bool]:
    """As many texts as fit the channel, long ones shortened, and whether that is all."""
    lines: list[Phrase] = []
    room = TEXTS_MOST
    whole = True
    for text in texts:
        short = shortened(text.text, TEXT_MOST)
        whole = whole and short == flat(text.text)
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


def all_button(scan: Scan, item: Item, label: Phrase) -> Button:
    """A button to all texts on one item."""
    return Button(action="results.texts", label=label, args={"scan": scan.id, "item": item.key})


def texts_form(scan: Scan, item: Item, shared: Sequence[SharedText]) -> Form:
    """A window with the texts on one item that people allowed to be shared."""
    body: list[Element] = [Paragraph(say("shared.item", item=item.variant(scan.variant)))]
    texts = of_item(shared, item)
    lines = _fitting(texts)
    body.append(Bullets(lines) if lines else Paragraph(say("shared.none")))
    if left := len(texts) - len(lines):
        body.append(Paragraph(say("shared.more", count=left)))
        if scan.results and has_figures(from_text(scan.results)):
            body.append(Paragraph(say("shared.whole")))
    if lines:
        body.append(Note(say("shared.note")))
    return Form(
        key="results.texts",
        title=say("shared.all"),
        body=tuple(body),
        close=say("form.close"),
    )


def _fitting(texts: Sequence[SharedText]) -> tuple[Phrase, ...]:
    """As many texts as a window holds, whatever they are made of."""
    lines: list[Phrase] = []
    bytes_left, signs_left = WINDOW_BYTES, WINDOW_SIGNS
    for text in texts[:WINDOW_TEXTS]:
        words = text.text.strip()
        sent = escape(f"{words}\n{text.person}\n{text.partner}", quote=False)
        bytes_left -= len(json.dumps(sent))
        signs_left -= len(sent.encode("utf-16-le", "surrogatepass")) // 2 + 2 * sent.count("\n")
        if min(bytes_left, signs_left) < 0:
            break
        lines.append(line_of(text, words))
    return tuple(lines)
