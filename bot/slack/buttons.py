"""Buttons as Slack shows them."""

import json
from collections.abc import Mapping
from itertools import count

from bot.slack.limits import (
    ACTIONS_ELEMENTS,
    BUTTON_TEXT,
    BUTTON_VALUE,
    CONFIRM_BUTTON,
    CONFIRM_TEXT,
    CONFIRM_TITLE,
    IDENTIFIER,
    URL,
    RenderError,
    size,
)
from bot.slack.words import Json, label, plain_text, spoken
from flows.messages import Button, Confirm, Look
from flows.wording import Phrase, Wording


def identifier(name: str) -> str:
    """The name, if Slack takes it as an id; RenderError if it is empty or too long."""
    if not 0 < size(name) <= IDENTIFIER:
        raise RenderError(f"an id has 1 to {IDENTIFIER} characters, not {size(name)}: {name[:40]}")
    return name


def compact(args: Mapping[str, str | int], most: int) -> str:
    """Args as JSON on one line; RenderError if it is longer than `most` characters."""
    text = json.dumps(dict(args), ensure_ascii=False, separators=(",", ":"))
    if size(text) > most:
        raise RenderError(f"args take {size(text)} characters, at most {most}: {sorted(args)}")
    return text


def exact(phrase: Phrase, wording: Wording, most: int) -> Json:
    """A phrase that must not be cut, on one line; RenderError if it is longer than `most`."""
    text = " ".join(spoken(phrase, wording).split())
    if not 0 < size(text) <= most:
        raise RenderError(
            f"{phrase.key} has {size(text)} characters in {wording.language}, at most {most}"
        )
    return plain_text(text, most)


class ButtonMaker:
    """Makes the buttons of one message or view, with ids that are unique within it."""

    def __init__(self, wording: Wording) -> None:
        """Start numbering at 1."""
        self._wording = wording
        self._numbers = count(1)

    def button(self, button: Button) -> Json:
        """One button element; RenderError if its action, args, url or confirm do not fit."""
        element: Json = {
            "type": "button",
            "text": label(button.label, self._wording, BUTTON_TEXT),
            "action_id": identifier(f"{button.action}:{next(self._numbers)}"),
        }
        if button.args:
            element["value"] = compact(button.args, BUTTON_VALUE)
        if button.look is not Look.PLAIN:
            element["style"] = button.look.value
        if button.url:
            if size(button.url) > URL:
                raise RenderError(f"the address of {button.action} is longer than {URL} characters")
            element["url"] = button.url
        if button.confirm:
            element["confirm"] = self._confirm(button.confirm, button.look)
        return element

    def blocks(self, buttons: tuple[Button, ...]) -> list[Json]:
        """Actions blocks with these buttons, as few as hold them."""
        elements = [self.button(button) for button in buttons]
        return [
            {"type": "actions", "elements": elements[start : start + ACTIONS_ELEMENTS]}
            for start in range(0, len(elements), ACTIONS_ELEMENTS)
        ]

    def _confirm(self, confirm: Confirm, look: Look) -> Json:
        made: Json = {
            "title": label(confirm.title, self._wording, CONFIRM_TITLE),
            "text": plain_text(spoken(confirm.text, self._wording), CONFIRM_TEXT),
            "confirm": exact(confirm.yes, self._wording, CONFIRM_BUTTON),
            "deny": exact(confirm.no, self._wording, CONFIRM_BUTTON),
        }
        if look is Look.DANGER:
            made["style"] = look.value
        return made
