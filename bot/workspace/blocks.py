"""The blocks of Block Kit, and what Slack would refuse about a list of them."""

import copy
import secrets
from collections.abc import Callable, Iterator
from typing import Any

from bot.workspace.elements import IN_ACTIONS, IN_INPUT, plain, rich
from bot.workspace.model import Json
from bot.workspace.richtext import RICH_TEXT_ELEMENTS
from bot.workspace.schema import (
    Field,
    Problems,
    Rule,
    boolean,
    by_type,
    items,
    needs_one_of,
    not_both,
    one_of,
    report,
    required,
    shape,
    string,
)

# Limits in characters or items, as Slack documents them.
BLOCK_ID = 255
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
HEADER, SECTION_TEXT, SECTION_FIELD, SECTION_FIELDS = 150, 3000, 2000, 10
CONTEXT_ELEMENTS, ACTIONS_ELEMENTS = 10, 25
ALT_TEXT, IMAGE_TITLE, IMAGE_URL = 2000, 2000, 3000
INPUT_LABEL, INPUT_HINT = 2000, 2000

SLACK_FILE = shape(
    {"id": Field(string(30)), "url": Field(string(IMAGE_URL))}, needs_one_of("id", "url")
)
IMAGE_SOURCE = {
    "type": required(one_of("image")),
    "alt_text": required(string(ALT_TEXT)),
    "image_url": Field(string(IMAGE_URL, pattern=r"https?://\S+")),
    "slack_file": Field(SLACK_FILE),
}
IMAGE_RULES = (needs_one_of("image_url", "slack_file"), not_both("image_url", "slack_file"))
IMAGE_ELEMENT = shape(IMAGE_SOURCE, *IMAGE_RULES)


def _section_text(value: Any, pointer: str, problems: Problems) -> None:
    if not value.get("text") and not value.get("fields"):
        report(problems, pointer, "must define either `text` or `fields`")


def _unique_action_ids(value: Any, pointer: str, problems: Problems) -> None:
    seen: set[str] = set()
    for index, element in enumerate(value["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            place = f"{pointer}/elements/{index}/action_id"
            report(problems, place, f'`action_id` "{action_id}" already exists in this block')
        elif action_id:
            seen.add(action_id)


def _block(kind: str, fields: dict[str, Field], *also: Rule) -> Rule:
    common = {"type": required(one_of(kind)), "block_id": Field(string(BLOCK_ID))}
    return shape(common | fields, *also)


BLOCKS: dict[str, Rule] = {
    "header": _block("header", {"text": required(plain(HEADER))}),
    "section": _block(
        "section",
        {
            "text": Field(rich(SECTION_TEXT)),
            "fields": Field(items(rich(SECTION_FIELD), SECTION_FIELDS)),
            "accessory": Field(by_type({**IN_ACTIONS, "image": IMAGE_ELEMENT}, "a section")),
            "expand": Field(boolean),
        },
        _section_text,
    ),
    "context": _block(
        "context",
        {
            "elements": required(
                items(
                    by_type(
                        {
                            "image": IMAGE_ELEMENT,
                            "plain_text": rich(SECTION_TEXT),
                            "mrkdwn": rich(SECTION_TEXT),
                        },
                        "a context block",
                    ),
                    CONTEXT_ELEMENTS,
                )
            )
        },
    ),
    "divider": _block("divider", {}),
    "actions": _block(
        "actions",
        {"elements": required(items(by_type(IN_ACTIONS, "an actions block"), ACTIONS_ELEMENTS))},
        _unique_action_ids,
    ),
    "image": _block("image", IMAGE_SOURCE | {"title": Field(plain(IMAGE_TITLE))}, *IMAGE_RULES),
    "input": _block(
        "input",
        {
            "label": required(plain(INPUT_LABEL)),
            "element": required(by_type(IN_INPUT, "an input block")),
            "hint": Field(plain(INPUT_HINT)),
            "optional": Field(boolean),
            "dispatch_action": Field(boolean),
        },
    ),
    "rich_text": _block(
        "rich_text", {"elements": required(items(RICH_TEXT_ELEMENTS, 1000, least=0))}
    ),
}


def check_blocks(value: object, most: int, pointer: str = "/blocks") -> Problems:
    """What is wrong with a list of blocks, in Slack's words; an empty list when nothing is."""
    problems: Problems = []
    items(by_type(BLOCKS, "blocks"), most, least=0)(value, pointer, problems)
    if not problems and isinstance(value, list):
        _unique_across(value, pointer, problems)
    return problems


def _unique_across(blocks: list[Json], pointer: str, problems: Problems) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            place = f"{pointer}/{index}/block_id"
            report(problems, place, f'`block_id` "{block_id}" already exists')
        elif block_id:
            seen.add(block_id)
    focused = [element for _, element in interactive(blocks) if element.get("focus_on_load")]
    if len(focused) > 1:
        report(problems, pointer, "only one element can have `focus_on_load`")


def check_slack_files(
    blocks: list[Json], usable: Callable[[Json], bool], pointer: str = "/blocks"
) -> Problems:
    """Image blocks whose uploaded file cannot be shown: unknown, no image, or not yet processed."""
    problems: Problems = []
    for place, image in images(blocks, pointer):
        if image.get("slack_file") and not usable(image["slack_file"]):
            report(problems, f"{place}/slack_file", "invalid slack file")
    return problems


def images(blocks: list[Json], pointer: str = "/blocks") -> Iterator[tuple[str, Json]]:
    """Every image in the blocks with its JSON pointer."""
    for index, block in enumerate(blocks):
        place = f"{pointer}/{index}"
        if block["type"] == "image":
            yield place, block
        if block["type"] == "section" and (block.get("accessory") or {}).get("type") == "image":
            yield f"{place}/accessory", block["accessory"]
        if block["type"] == "context":
            for number, element in enumerate(block["elements"]):
                if element["type"] == "image":
                    yield f"{place}/elements/{number}", element


def interactive(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block that it stands in."""
    for block in blocks:
        if block["type"] == "actions":
            for element in block["elements"]:
                yield block, element
        elif block["type"] == "input":
            yield block, block["element"]
        elif block["type"] == "section":
            accessory = block.get("accessory")
            if accessory and accessory["type"] != "image":
                yield block, accessory


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy in which every block and interactive element has an id, as Slack fills them in."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        if not block.get("block_id"):
            block["block_id"] = secrets.token_urlsafe(4)
    for _, element in interactive(filled):
        if not element.get("action_id"):
            element["action_id"] = secrets.token_urlsafe(4)
    return filled
