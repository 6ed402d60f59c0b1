"""A message as a plain text file."""

from flows.messages import Bullets, Element, Heading, Message, Note, Paragraph, Quote, Row, Rule
from flows.wording import Wording

LINE = "-" * 40


def plain_document(message: Message, wording: Wording) -> str:
    """The whole message, nothing cut and nothing escaped, a blank line between its parts."""
    parts = (_part(element, wording) for element in message.body)
    return "\n\n".join(part for part in parts if part) + "\n"


def _part(element: Element, wording: Wording) -> str:
    match element:
        case Heading() | Paragraph() | Note() | Row():
            return wording.text(element.phrase, bold=str)
        case Bullets():
            return "\n".join(f"- {wording.text(one, bold=str)}" for one in element.phrases)
        case Quote():
            return element.text
        case Rule():
            return LINE
        case _:
            return ""
