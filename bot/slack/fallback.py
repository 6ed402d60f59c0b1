"""A message as one plain text, for those who do not get its blocks."""

from collections.abc import Iterable

from bot.slack.limits import FALLBACK_TEXT, cut, escaped, escaped_size
from bot.slack.words import Run, plain, runs_of, spoken
from flows.messages import Bullets, Buttons, Element, Heading, Note, Paragraph, Picture, Row
from flows.wording import Wording

BULLET = Run("• ")


def fallback_text(body: Iterable[Element], wording: Wording) -> str:
    """The whole message in plain words, escaped: what screen readers and notifications say.

    Stars in a name may look bold here where blocks are not shown; they cannot ping.
    """
    said = [line for element in body for line in _said(element, wording) if line.strip()]
    if not said:  # buttons alone: Slack wants some text
        buttons = (one for each in body if isinstance(each, Buttons) for one in each.buttons)
        said = [spoken(button.label, wording) for button in buttons]
    return escaped(cut("\n".join(said) or "–", FALLBACK_TEXT, escaped_size))


def _said(element: Element, wording: Wording) -> list[str]:
    match element:
        case Heading() | Paragraph() | Note() | Row():
            return [spoken(element.phrase, wording)]
        case Bullets():
            return [plain((BULLET, *runs_of(phrase, wording))) for phrase in element.phrases]
        case Picture():
            return [spoken(element.alt, wording)]
        case _:
            return []
