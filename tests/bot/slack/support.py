"""A wording for tests, and an independent judge of what Slack takes."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.workspace.blocks import check_blocks
from bot.workspace.viewcheck import require_view
from flows.template import parse_texts
from flows.wording import Language, Phrase, Wording, say

TEXTS = """
[said]
nl = "{words}"
en = "{words}"
[about]
nl = "Uw cijfers: **{words}** & meer.\\n\\nTot en met **vrijdag 19 maart**, {words}."
en = "Your scores: **{words}** & more.\\n\\nUntil **Friday 19 March**, {words}."
[loud]
nl = "**{words}**"
en = "**{words}**"
[glued]
nl = "a**{words}**b"
en = "a**{words}**b"
[short]
nl = "Inleveren"
en = "Hand in"
[too_long_for_a_title]
nl = "Een titel van meer dan vierentwintig tekens"
en = "A title of more than twenty-four characters"
"""
OWN_TEXTS = """
[choose]
nl = "Kiezen"
en = "Choose"
"""
WORDING = Wording(
    {
        **parse_texts(TEXTS, topic="t", name="t.toml"),
        **parse_texts(OWN_TEXTS, topic="form", name="form.toml"),
    },
    Language.NL,
)
SHORT = say("t.short")

INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def said(words: str) -> Phrase:
    """A phrase that is a person's words and nothing else."""
    return say("t.said", words=words)


def about(words: str) -> Phrase:
    """Our own sentences, with bold, signs and line ends, around a person's words."""
    return say("t.about", words=words)


def loud(words: str) -> Phrase:
    """A person's words in our bold."""
    return say("t.loud", words=words)


def bare(text: str) -> str:
    """Text without what may differ between what was written and what is shown."""
    return "".join(INVISIBLE.sub("", text).split())


def everything(value: object) -> Iterator[dict[str, Any]]:
    """Every JSON object in a value, at any depth."""
    if isinstance(value, dict):
        yield value
        for held in value.values():
            yield from everything(held)
    elif isinstance(value, list):
        for held in value:
            yield from everything(held)


def unescaped(text: str) -> str:
    """Slack's entities undone."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shown(blocks: list[dict[str, Any]]) -> str:
    """All words in the blocks as people read them, mrkdwn's bold marks taken away."""
    words = []
    for part in everything(blocks):
        if part.get("type") in ("plain_text", "text"):
            words.append(part["text"])
        elif part.get("type") == "mrkdwn":
            words.append(unescaped(part["text"].replace("*", "")))
        words += [part[key] for key in ("initial_value", "alt_text") if key in part]
    return bare("".join(words))


LONGEST: Mapping[tuple[str, str], int] = {
    ("section", "text"): 3000,
    ("header", "text"): 150,
    ("button", "text"): 75,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
}
MOST_OPTIONS = {
    "radio_buttons": 10,
    "checkboxes": 10,
    "static_select": 100,
    "multi_static_select": 100,
}


def judge_blocks(blocks: list[dict[str, Any]], most: int) -> None:
    """Fail on anything in the blocks that Slack would refuse or that could ping someone."""
    assert 0 < len(blocks) <= most
    assert check_blocks(blocks, most) == []
    judge_parts(blocks)
    ids = [part["action_id"] for part in everything(blocks) if part.get("type") == "button"]
    assert len(ids) == len(set(ids))
    assert all(len(each) <= 255 for each in ids)


def judge_parts(whole: object) -> None:
    """Fail on a part that is longer than Slack takes, or that could ping someone."""
    for part in everything(whole):
        kind = str(part.get("type"))
        for (of, key), longest in LONGEST.items():
            if kind == of and key in part:
                assert 0 < len(part[key]["text"]) <= longest, (of, key)
        if kind == "mrkdwn":
            judge_mrkdwn(part["text"])
            assert part["verbatim"] is True
        if kind == "plain_text":
            assert part["emoji"] is False
        if kind == "context":
            assert 0 < len(part["elements"]) <= 10
        if kind == "actions":
            assert 0 < len(part["elements"]) <= 25
        if kind == "text":
            assert 0 < len(part["text"]) <= 3000
        if kind in MOST_OPTIONS:
            judge_options(part)
        assert len(part.get("value") or "") <= 2000
        assert len(part.get("alt_text") or "") <= 2000


def judge_options(element: dict[str, Any]) -> None:
    """Fail on options that are too many, too long, not unique, or do not hold the initial one."""
    options = element["options"]
    assert 0 < len(options) <= MOST_OPTIONS[element["type"]]
    assert len({option["value"] for option in options}) == len(options)
    for option in options:
        assert 0 < len(option["text"]["text"]) <= 75
        assert len(option.get("description", {"text": ""})["text"]) <= 75
    first = element.get("initial_option")
    assert all(one in options for one in element.get("initial_options", [first] if first else []))


def judge_mrkdwn(text: str) -> None:
    """Fail on mrkdwn that could ping, link, or hold half an entity."""
    assert 0 < len(text) <= 3000
    judge_escaped(text)


def judge_escaped(text: str) -> None:
    """Fail on a sign of Slack's that is not escaped."""
    assert not re.search(r"[<>]|&(?!(?:amp|lt|gt);)", text)


def judge_message(message: dict[str, Any]) -> None:
    """Fail on anything in a message that Slack would refuse or that could ping someone."""
    assert 0 < len(message["text"]) < 4000
    judge_escaped(message["text"])
    judge_blocks(message["blocks"], 50)


def judge_view(view: dict[str, Any]) -> None:
    """Fail on anything in a view that Slack would refuse or that could ping someone."""
    judge_blocks(view["blocks"], 100)
    judge_parts(view)
    assert len(json.dumps(view)) <= 250_000
    assert len(view.get("private_metadata", "")) <= 3000
    require_view(view, view["type"], lambda _file: True)
