"""Messages, forms and pages of the domain as Block Kit, within every limit of Slack's."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.slack.buttons import ButtonMaker, compact, exact, identifier
from bot.slack.fallback import BULLET, fallback_text
from bot.slack.inputs import input_block
from bot.slack.limits import (
    ALT_TEXT,
    HEADER,
    INPUT_HINT,
    MESSAGE_BLOCKS,
    PRIVATE_METADATA,
    SECTION_TEXT,
    VIEW_BLOCKS,
    VIEW_BYTES,
    VIEW_TITLE,
    RenderError,
    cut,
    parts,
    size,
)
from bot.slack.words import (
    Json,
    Run,
    Runs,
    chunks,
    joined,
    plain_text,
    rich_text,
    runs_of,
    spoken,
    text_block,
    text_object,
    weight,
)
from flows.messages import (
    Bullets,
    Buttons,
    Element,
    Form,
    Heading,
    Input,
    Message,
    Note,
    Page,
    Paragraph,
    Picture,
    Quote,
    Row,
    Rule,
)
from flows.wording import Phrase, Wording

PARAGRAPH_BREAK = "\n\n"

Shown = str | Phrase
"""Where a picture stands: the id of a file that Slack has processed, or what is said instead."""


def render_message(message: Message, wording: Wording, *, picture_file: str | None = None) -> Json:
    """The `text` and `blocks` of chat.postMessage, chat.update or a response_url.

    `picture_file` is the id of a file that Slack has processed; without it there is no picture,
    only its description in the text. Raises RenderError for what a message cannot hold: an
    input, a quote (messages stay in Slack, so they never repeat an answer), nothing at all, or
    too many blocks.
    """
    for element in message.body:
        if isinstance(element, Input | Quote):
            raise RenderError(f"a message cannot hold a {type(element).__name__}")
    pictures = (picture_file,) if picture_file else ()
    blocks = _Body(wording, pictures).blocks(message.body, MESSAGE_BLOCKS)
    if not blocks:
        raise RenderError("a message without content")
    return {"text": fallback_text(message.body, wording), "blocks": blocks}


def render_form(form: Form, wording: Wording, pictures: Sequence[Shown] = ()) -> Json:
    """The `view` of views.open, views.update or views.push.

    `pictures` are those of the form, in its order; without them none is shown.
    Raises RenderError if title, submit or close is longer than 24 characters, two inputs have
    one name, inputs have no submit, or the form is too large.
    """
    inputs = [element for element in form.body if isinstance(element, Input)]
    if inputs and not form.submit:
        raise RenderError(f"the form {form.key} has inputs, so it needs a submit")
    if len({asked.name for asked in inputs}) < len(inputs):
        raise RenderError(f"the form {form.key} has two inputs with the same name")
    view: Json = {
        "type": "modal",
        "callback_id": identifier(form.key),
        "private_metadata": compact(form.args, PRIVATE_METADATA),
        "title": exact(form.title, wording, VIEW_TITLE),
        "close": exact(form.close, wording, VIEW_TITLE),
        "blocks": _Body(wording, pictures).blocks(form.body, VIEW_BLOCKS),
    }
    if form.submit:
        view["submit"] = exact(form.submit, wording, VIEW_TITLE)
    return _within_bytes(view)


def render_page(page: Page, wording: Wording, pictures: Sequence[Shown] = ()) -> Json:
    """The `view` of views.publish, with its pictures in its order.

    Raises RenderError if the page is too large.
    """
    blocks = _Body(wording, pictures).blocks(page.body, VIEW_BLOCKS)
    return _within_bytes({"type": "home", "blocks": blocks})


def render_errors(errors: Mapping[str, Phrase], wording: Wording) -> Json:
    """The answer to a view_submission that shows what is wrong, by input name."""
    shown = {name: cut(spoken(error, wording), INPUT_HINT) for name, error in errors.items()}
    return {"response_action": "errors", "errors": shown}


@dataclass(frozen=True)
class _Words:
    """Text that may still be joined with the text beside it."""

    runs: Runs


class _Body:
    """The blocks of one message or view."""

    def __init__(self, wording: Wording, pictures: Iterable[Shown] = ()) -> None:
        self._wording = wording
        self._pictures = iter(pictures)
        self._buttons = ButtonMaker(wording)

    def blocks(self, body: Iterable[Element], most: int) -> list[Json]:
        pieces = [piece for element in body for piece in self._pieces(element)]
        if len(pieces) > most:
            pieces = _neighbours_joined(pieces)
        if len(pieces) > most:
            raise RenderError(f"{len(pieces)} blocks, at most {most}; show less at once")
        return [text_block(it.runs) if isinstance(it, _Words) else it for it in pieces]

    def _pieces(self, element: Element) -> list[_Words | Json]:
        match element:
            case Paragraph():
                return [_Words(chunk) for chunk in chunks(self._runs(element.phrase))]
            case Bullets():
                lines = [(BULLET, *self._runs(phrase)) for phrase in element.phrases]
                return [_Words(chunk) for chunk in chunks(joined(lines, "\n"))]
            case Heading():
                return self._heading(element)
            case _:
                return [*self._fixed(element)]

    def _fixed(self, element: Note | Quote | Rule | Buttons | Row | Picture | Input) -> list[Json]:
        if isinstance(element, Input):
            return [input_block(element, self._wording)]
        match element:
            case Note():
                return [
                    {"type": "context", "elements": [text_object(chunk)]}
                    for chunk in chunks(self._runs(element.phrase))
                ]
            case Quote():
                return [
                    rich_text("rich_text_quote", (Run(part),))
                    for part in parts(element.text, SECTION_TEXT)
                ]
            case Rule():
                return [{"type": "divider"}]
            case Buttons():
                return self._buttons.blocks(element.buttons)
            case Row():
                return self._row(element)
            case Picture():
                return self._picture(element)

    def _runs(self, phrase: Phrase) -> Runs:
        return runs_of(phrase, self._wording)

    def _heading(self, heading: Heading) -> list[_Words | Json]:
        text = " ".join(spoken(heading.phrase, self._wording).split())
        if size(text) > HEADER:
            return [_Words(chunk) for chunk in chunks((Run(text, bold=True),))]
        return [{"type": "header", "text": plain_text(text, HEADER)}] if text else []

    def _row(self, row: Row) -> list[Json]:
        *before, last = chunks(self._runs(row.phrase)) or [()]
        if not last:
            return self._buttons.blocks((row.button,))
        button = self._buttons.button(row.button)
        section = {"type": "section", "text": text_object(last), "accessory": button}
        return [*map(text_block, before), section]

    def _picture(self, picture: Picture) -> list[Json]:
        shown = next(self._pictures, None)
        if shown is None:
            return []
        if isinstance(shown, Phrase):
            return self._fixed(Note(shown))
        alt = cut(spoken(picture.alt, self._wording).strip(), ALT_TEXT) or "–"
        return [{"type": "image", "slack_file": {"id": shown}, "alt_text": alt}]


def _neighbours_joined(pieces: list[_Words | Json]) -> list[_Words | Json]:
    fewer: list[_Words | Json] = []
    for piece in pieces:
        before = fewer[-1] if fewer else None
        if isinstance(piece, _Words) and isinstance(before, _Words):
            both = joined((before.runs, piece.runs), PARAGRAPH_BREAK)
            if weight(both) <= SECTION_TEXT:
                fewer[-1] = _Words(both)
                continue
        fewer.append(piece)
    return fewer


def _within_bytes(view: Json) -> Json:
    taken = len(json.dumps(view).encode())
    if taken > VIEW_BYTES:
        raise RenderError(f"a view of {taken} bytes, at most {VIEW_BYTES}; show less at once")
    return view
