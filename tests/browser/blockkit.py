"""Block Kit in few words, for tests of the page."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: object) -> Json:
    """A section with mrkdwn."""
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str, action_id: str, **more: object) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: Json, **more: object) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def options(*texts: str) -> list[Json]:
    """Options whose value is their text in lower case."""
    return [{"text": plain(text), "value": text.lower()} for text in texts]


def asked(block_id: str, label: str, element: Json, **more: object) -> Json:
    """An input block; its element's action_id is "v"."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "v", **element},
        **more,
    }


def modal(title: str, *blocks: Json, **more: object) -> Json:
    """A modal with a submit button."""
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Inleveren"),
        "close": plain("Terug"),
        "blocks": list(blocks),
        **more,
    }


def home(*blocks: Json) -> Json:
    """An App Home."""
    return {"type": "home", "blocks": list(blocks)}
