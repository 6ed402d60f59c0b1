"""A message, modal or Home as a person reads it: as text, with labelled things to touch."""

from dataclasses import dataclass

from bot.workspace.blocks import interactive
from bot.workspace.elements import all_options
from bot.workspace.errors import PersonError
from bot.workspace.model import Json
from bot.workspace.text import readable
from bot.workspace.values import VALUE_KEYS


@dataclass(frozen=True)
class Names:
    """Names of people and channels by id."""

    people: dict[str, str]
    channels: dict[str, str]


@dataclass(frozen=True)
class Shown:
    """One message or view from the page API."""

    body: Json
    names: Names

    @property
    def on(self) -> Json:
        """How acts name this place."""
        if "ts" in self.body:
            return {"channel_id": self.body["channel_id"], "ts": self.body["ts"]}
        return {"view_id": self.body["id"]}

    @property
    def text(self) -> str:
        """All that can be read here, line by line; buttons as ``[label]``."""
        lines = [self.body["title"]] if self.body.get("title") else []
        if self.body["blocks"]:
            lines += [line for block in self.body["blocks"] for line in self._block(block)]
        elif self.body.get("text"):
            lines.append(self._plain(self.body["text"]))
        lines += [f"({each['title']}: {each['alt_txt']})" for each in self.body.get("files", [])]
        if self.body.get("submit"):
            lines.append(f"[{self.body['submit']}]")
        return "\n".join(lines)

    @property
    def notification(self) -> str:
        """The top-level text, which a screen reader or a notification speaks."""
        return self._plain(self.body.get("text") or "")

    @property
    def labels(self) -> list[str]:
        """The labels of all that can be touched."""
        return [self.label(block, element) for block, element in interactive(self.body["blocks"])]

    def find(self, label: str) -> tuple[Json, Json]:
        """The block and element with this label, or whose action_id or block_id begins so.

        A whole label goes before the beginning of one, and that before ids.
        Raises PersonError ``element_not_found`` and says what there is.
        """
        elements = list(interactive(self.body["blocks"]))
        ways = (
            lambda block, element: self.label(block, element) == label,
            lambda block, element: self.label(block, element).startswith(label),
            lambda _, element: element["action_id"].startswith(label),
            lambda block, _: block["block_id"].startswith(label),
        )
        for way in ways:
            for block, element in elements:
                if way(block, element):
                    return block, element
        raise PersonError("element_not_found", f"no {label!r} among {self.labels} in:\n{self.text}")

    def label(self, block: Json, element: Json) -> str:
        """What a person would call an element."""
        if element["type"] == "button":
            return str(element["text"]["text"])
        if block["type"] == "input":
            return str(block["label"]["text"])
        placeholder = element.get("placeholder", {}).get("text")
        if placeholder:
            return str(placeholder)
        return self._plain((block.get("text") or {}).get("text") or element["action_id"])

    def value(self, label: str) -> object:
        """What is filled in at an element: a text, an option's value, ids, or a list."""
        block, element = self.find(label)
        value = self.body["state"][block["block_id"]][element["action_id"]]
        held = value[VALUE_KEYS[element["type"]]]
        if isinstance(held, dict):
            return held["value"]
        if isinstance(held, list):
            return [each["value"] if isinstance(each, dict) else each for each in held]
        return held

    def options(self, label: str) -> list[str]:
        """The labels of the options of an element."""
        return [each["text"]["text"] for each in all_options(self.find(label)[1])]

    def _plain(self, text: str) -> str:
        return readable(text, self.names.people, self.names.channels)

    def _text_object(self, text: Json) -> str:
        return self._plain(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])

    def _block(self, block: Json) -> list[str]:
        kind = block["type"]
        if kind == "divider":
            return ["---"]
        if kind == "rich_text":
            return ["".join(self._rich(each) for each in block["elements"])]
        lines: list[str] = []
        if kind in ("header", "section") and block.get("text"):
            lines.append(self._text_object(block["text"]))
        lines += [self._text_object(each) for each in block.get("fields") or []]
        if kind == "image":
            lines.append(f"({block['alt_text']})")
        if kind == "context":
            parts = block["elements"]
            lines.append(
                " ".join(
                    f"({each['alt_text']})" if each["type"] == "image" else self._text_object(each)
                    for each in parts
                )
            )
        touched = [self._element(block, element) for _, element in interactive([block])]
        return lines + ([" ".join(touched)] if touched else [])

    def _element(self, block: Json, element: Json) -> str:
        label = self.label(block, element)
        if element["type"] in ("button", "overflow"):
            return f"[{label}]"
        hint = f" ({block['hint']['text']})" if block.get("hint") else ""
        value = self.body["state"].get(block["block_id"], {}).get(element["action_id"], {})
        return f"{label}{hint}: {self._held(value.get(VALUE_KEYS[element['type']]))}"

    def _held(self, held: object) -> str:
        if isinstance(held, list):
            return ", ".join(self._held(each) for each in held)
        if isinstance(held, dict):
            return str(held["text"]["text"])
        known = {**self.names.people, **self.names.channels}
        return known.get(str(held), str(held)) if held else "_"

    def _rich(self, element: Json) -> str:
        kind = element["type"]
        if kind == "rich_text_list":
            return "".join(f"• {self._rich(each)}\n" for each in element["elements"])
        if "elements" in element:
            return "".join(self._rich(each) for each in element["elements"])
        names = {**self.names.people, **self.names.channels}
        target = str(element.get("user_id") or element.get("channel_id") or "")
        return str(element.get("text") or element.get("url") or names.get(target, target))
