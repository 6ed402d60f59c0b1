"""The sentences that a group wrote together: from what each thinks to what the group thinks."""

from collections.abc import Iterator, Mapping, Sequence

from flows.instrument import Instrument, Item
from flows.messages import (
    Bullets,
    Button,
    Buttons,
    Element,
    Form,
    Note,
    Paragraph,
    Quote,
    Rule,
    TextInput,
)
from flows.outcome import SharedText
from flows.scan import Scan
from flows.views.shared import all_button, we_phrases
from flows.views.short import ELLIPSIS
from flows.wording import say

LONGEST = 500
"""Characters of a sentence of the group at the most."""
QUOTED = 5000
"""Characters of people's sentences beside one of the group's: a window takes 250 kB (Slack)."""
MOST_QUOTED = 12
"""People's sentences beside one of the group's: more is not read in a meeting."""


def write_button(scan: Scan, **args: int) -> Button:
    """The way to the window to write them in."""
    label = say("guide.we.change" if scan.we else "guide.we.write")
    return Button(action="we.open", label=label, args={"scan": scan.id, **args})


def we_elements(scan: Scan, instrument: Instrument, region: str) -> tuple[Element, ...]:
    """The sentences of the group for a window; how each begins as long as there are none."""
    said = we_phrases(scan.we, instrument, region)
    begun = tuple(
        say("shared.we", beginning=item.of_group(region), text=ELLIPSIS)
        for item in instrument.sentences
    )
    return (Bullets(said or begun),)


def we_form(
    scan: Scan,
    instrument: Instrument,
    region: str,
    shared: Sequence[SharedText] | None,
    args: Mapping[str, str | int],
    typed: Sequence[str] | None = None,
) -> Form:
    """A window to write them in, each under what people allowed to be shown.

    `shared` is None as long as nobody may see them. `typed` is what the reader had written when
    somebody else changed them; then what they changed them to stands beside it.
    """
    body: list[Element] = [Paragraph(say("guide.we.changed" if typed else "guide.we.intro"))]
    kept = scan.we or ("",) * len(instrument.sentences)
    for item, stands, text in zip(instrument.sentences, kept, typed or kept, strict=True):
        body.append(Rule())
        if shared is not None:
            body += _people(scan, item, [one for one in shared if one.item == item.key])
        if typed and stands != text:
            body += [Note(say("guide.we.stands")), *([Quote(stands)] if stands else [])]
            body += [] if stands else [Note(say("guide.we.empty"))]
        body.append(
            TextInput(
                name=item.key,
                label=say("form.sentence", text=item.of_group(region)),
                initial=text,
                multiline=True,
                required=False,
                longest=LONGEST,
            )
        )
    return Form(
        key="we.save",
        title=say("guide.we.title"),
        body=tuple(body),
        submit=say("form.save"),
        close=say("form.back"),
        args=args,
    )


def _people(scan: Scan, item: Item, own: Sequence[SharedText]) -> Iterator[Element]:
    yield Paragraph(say("walk.item", text=item.variant(scan.variant)))
    if not own:
        yield Note(say("guide.we.none_shared"))
    left = QUOTED
    for number, one in enumerate(own):
        left -= len(one.text)
        if left < 0 or number == MOST_QUOTED:
            label = say("guide.we.more", count=len(own) - number)
            yield Buttons((all_button(scan, item, label),))
            return
        yield Quote(one.text)
        by = say("guide.we.by", person=one.person, partner=one.partner)
        yield Note(by if one.person else say("guide.we.unnamed"))
