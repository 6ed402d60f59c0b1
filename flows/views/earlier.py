"""What a participant wrote in an earlier scan, offered to them again."""

from flows.instrument import Item
from flows.messages import Button, Element, Form, Note, Paragraph, Quote, TextInput
from flows.views.walk import Walk
from flows.wording import Phrase, say


def earlier_buttons(walk: Walk, item: Item) -> tuple[Button, ...]:
    """The way to what they wrote before, at the first sentence of all."""
    if not walk.earlier or item is not walk.instrument.sentences[0]:
        return ()
    return (walk.button("earlier.open", say("earlier.button")),)


def earlier_form(walk: Walk) -> Form:
    """A window with what they wrote before, and the one tap that keeps what is not there yet."""
    body: list[Element] = [Paragraph(say("earlier.intro"))]
    for item in walk.instrument.sentences:
        if item.key not in walk.earlier:
            continue
        question = item.wording(walk.scan.variant, walk.language)
        body += [Paragraph(say("walk.item", text=question)), Quote(walk.earlier[item.key])]
        if is_written(walk, item):
            body.append(Note(say("earlier.written")))
    if not to_keep(walk):
        body.append(Paragraph(say("earlier.nothing_to_keep")))
    body.append(Note(say("earlier.change")))
    return Form(
        key="earlier.keep",
        title=say("earlier.title"),
        body=tuple(body),
        submit=say("earlier.keep") if to_keep(walk) else None,
        close=say("form.close"),
        args={"response": walk.response.id},
    )


def is_written(walk: Walk, item: Item) -> bool:
    """Whether they wrote something for a sentence in this scan."""
    answer = walk.answers.get(item.key)
    return answer is not None and bool(answer.text)


def to_keep(walk: Walk) -> tuple[Item, ...]:
    """The sentences that they wrote before and have not written in this scan."""
    return tuple(
        item
        for item in walk.instrument.sentences
        if item.key in walk.earlier and not is_written(walk, item)
    )


def sentence_input(walk: Walk, item: Item) -> TextInput:
    """Where a sentence is finished: begins with what was written, now or else before."""
    answer = walk.answers.get(item.key)
    begins, hint = (answer.text if answer else ""), say("form.no_names")
    if not begins and item.key in walk.earlier:
        begins, hint = walk.earlier[item.key], _before(hint)
    return TextInput(
        name="text",
        label=say("form.sentence", text=item.wording(walk.scan.variant, walk.language)),
        hint=hint,
        initial=begins,
        multiline=True,
    )


def _before(hint: Phrase) -> Phrase:
    return say("earlier.hint", hint=hint)
