"""Block Kit as Slack takes it, and what it refuses with which reason."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workspace.blocks import MESSAGE_BLOCKS, check_blocks
from bot.workspace.errors import SlackError
from bot.workspace.viewcheck import require_view

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def button(text: str = "Begin", action_id: str = "begin", **more: object) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: Json, **more: object) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str, text: str = "Optie") -> Json:
    """An option of a menu."""
    return {"text": plain(text), "value": value}


def section(**fields: object) -> Json:
    """A section."""
    return {"type": "section", **fields}


def asked(element: Json, **more: object) -> Json:
    """An input block."""
    return {"type": "input", "label": plain("Naam"), "element": element, **more}


def menu(kind: str = "static_select", count: int = 2, **more: object) -> Json:
    """A menu, radio group, checkbox group or overflow."""
    options = [option(str(number)) for number in range(count)]
    return {"type": kind, "action_id": "menu", "options": options, **more}


MRKDWN: Json = {"type": "mrkdwn", "text": "*Hallo*"}
RICH: Json = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "vet", "style": {"bold": True}},
                {"type": "link", "url": "https://example.org", "text": "hier"},
                {"type": "user", "user_id": "U1"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "punt"}]}
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "citaat"}]},
    ],
}

SOUND: list[Json] = [
    {"type": "header", "text": plain("x" * 150)},
    section(text={"type": "mrkdwn", "text": "x" * 3000}, expand=True),
    section(fields=[MRKDWN] * 10, accessory=button()),
    section(text=MRKDWN, accessory=menu("overflow", 5)),
    section(
        text=MRKDWN, accessory={"type": "image", "image_url": "https://x.nl/a", "alt_text": "a"}
    ),
    {"type": "context", "elements": [MRKDWN] * 10},
    {"type": "divider"},
    actions(*(button(str(number), f"b{number}") for number in range(25))),
    actions(button(url="https://example.org", style="primary", value="v" * 2000)),
    actions(menu("static_select", 100), {"type": "users_select", "action_id": "u"}),
    actions({"type": "datepicker", "action_id": "d", "initial_date": "2027-03-19"}),
    actions({"type": "timepicker", "action_id": "t", "initial_time": "16:00"}),
    {"type": "image", "image_url": "https://x.nl/a.png", "alt_text": "radar", "title": plain("r")},
    asked({"type": "plain_text_input", "action_id": "a", "multiline": True, "max_length": 3000}),
    asked(menu("radio_buttons", 10, initial_option=option("3"))),
    asked(menu("checkboxes", 10, initial_options=[option("1"), option("2")])),
    asked(menu("multi_static_select", 3, max_selected_items=2), optional=True),
    asked({"type": "conversations_select", "action_id": "c", "initial_conversation": "C1"}),
    asked({"type": "multi_users_select", "action_id": "m", "initial_users": ["U1"]}),
    RICH,
]

FAULTY: list[tuple[Json, str]] = [
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    ({"type": "header", "text": MRKDWN}, "must be one of: plain_text"),
    ({"type": "header", "text": plain("")}, "must be more than 0 characters"),
    (section(), "must define either `text` or `fields`"),
    (section(text={"type": "mrkdwn", "text": "x" * 3001}), "must be less than 3001 characters"),
    (section(fields=[MRKDWN] * 11), "no more than 10 items allowed"),
    (section(fields=[{"type": "mrkdwn", "text": "x" * 2001}]), "must be less than 2001"),
    (section(text=MRKDWN, accessory={"type": "plain_text_input"}), "unsupported type"),
    (section(text=MRKDWN, colour="red"), "invalid additional property: colour"),
    (section(text=MRKDWN, accessory=menu("overflow", 6)), "no more than 5 items allowed"),
    ({"type": "context", "elements": [MRKDWN] * 11}, "no more than 10 items allowed"),
    ({"type": "context", "elements": []}, "no fewer than 1 items required"),
    ({"type": "divider", "block_id": "x" * 256}, "must be less than 256 characters"),
    (actions(*(button(str(n), f"b{n}") for n in range(26))), "no more than 25 items allowed"),
    (actions(button(), button()), '`action_id` "begin" already exists'),
    (actions(button("x" * 76)), "must be less than 76 characters"),
    (actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    (actions(button(action_id="x" * 256)), "must be less than 256 characters"),
    (actions(button(url="geen adres")), "has an invalid format"),
    (actions(button(style="fancy")), "must be one of: primary, danger"),
    (actions(button(confirm={"title": plain("Zeker")})), "missing required field: text"),
    (actions(menu("static_select", 101)), "no more than 100 items allowed"),
    (actions(menu(initial_option=option("9"))), "must match one of the options exactly"),
    (actions(menu(initial_option=option("1", "anders"))), "must match one of the options"),
    (actions(menu(placeholder=plain("x" * 151))), "must be less than 151 characters"),
    (actions({"type": "static_select", "action_id": "s"}), "must define either `options`"),
    (actions({**menu(), "options": [option("1", "x" * 76)]}), "must be less than 76 characters"),
    (actions({**menu(), "options": [option("1"), option("1")]}), "options must have unique values"),
    (asked(menu("radio_buttons", 11)), "no more than 10 items allowed"),
    (asked(button()), "unsupported type: button"),
    (asked({"type": "plain_text_input", "max_length": 3001}), "must be between 1 and 3000"),
    (asked({"type": "plain_text_input", "initial_value": "x" * 3001}), "must be less than 3001"),
    (
        asked({"type": "plain_text_input", "max_length": 3, "initial_value": "vier"}),
        "must be less than 4 characters",
    ),
    (asked({"type": "datepicker", "initial_date": "19-03-2027"}), "has an invalid format"),
    ({"type": "image", "image_url": "https://x.nl/a"}, "missing required field: alt_text"),
    ({"type": "image", "alt_text": "a"}, "must define either `image_url` or `slack_file`"),
    ({"type": "image", "image_url": "https://x.nl", "alt_text": "x" * 2001}, "less than 2001"),
    ({"type": "carousel"}, "unsupported type: carousel"),
    ({"type": "rich_text", "elements": [{"type": "rich_text_poem"}]}, "unsupported type"),
]


@pytest.mark.parametrize("block", SOUND, ids=lambda block: block["type"])
def test_a_sound_block_is_taken(block: Json) -> None:
    """All that a chat bot uses, up to its limits."""
    assert check_blocks([block], MESSAGE_BLOCKS) == []


@pytest.mark.parametrize(("block", "reason"), FAULTY)
def test_a_faulty_block_is_refused_with_place_and_reason(block: Json, reason: str) -> None:
    """One limit or rule each; the reason says where."""
    problem, *_ = check_blocks([block], MESSAGE_BLOCKS)
    assert reason in problem
    assert "[json-pointer:/blocks/0" in problem


def test_what_must_be_unique_or_few_among_blocks() -> None:
    """Block ids once, one focus, at most fifty blocks in a message."""
    twice = [{"type": "divider", "block_id": "a"}] * 2
    assert check_blocks(twice, 50) == [
        '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]'
    ]
    focus = {"type": "plain_text_input", "focus_on_load": True}
    assert "focus_on_load" in check_blocks([asked(focus), asked(focus)], 50)[0]
    assert check_blocks([{"type": "divider"}] * 51, 50) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert "must be an array" in check_blocks("nee", 50)[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@given(block=st.sampled_from(SOUND), key=st.text(max_size=3), value=JSON, where=st.integers(0, 9))
def test_no_json_confuses_the_check(block: Json, key: str, value: object, where: int) -> None:
    """Whatever stands in place of a part, there is an answer and no crash."""
    keys = [*block, key]
    changed = {**block, keys[where % len(keys)]: value}
    assert isinstance(check_blocks([changed, value], MESSAGE_BLOCKS), list)


def modal(**fields: object) -> Json:
    """A modal with one line."""
    return {"type": "modal", "title": plain("Titel"), "blocks": [section(text=MRKDWN)], **fields}


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title"),
        (modal(submit=plain("x" * 25)), "json-pointer:/view/submit/text"),
        (modal(private_metadata="x" * 3001), "json-pointer:/view/private_metadata"),
        (modal(callback_id="x" * 256), "json-pointer:/view/callback_id"),
        (modal(blocks=[{"type": "divider"}] * 101), "no more than 100 items"),
        (modal(blocks=[asked({"type": "plain_text_input"})]), "missing required field: submit"),
        (modal(blocks=[asked({"type": "plain_text_input", "x": 1})]), "/view/blocks/0/element"),
        ({"type": "modal", "blocks": []}, "missing required field: title"),
        (modal(type="home"), "must be a modal"),
        ("nee", "must be an object"),
    ],
)
def test_a_faulty_modal_is_refused(view: object, reason: str) -> None:
    """The limits of a view, named by place."""
    with pytest.raises(SlackError) as refused:
        require_view(view, "modal", lambda _: True)
    assert refused.value.code == "invalid_arguments"
    assert any(reason in each for each in refused.value.messages)


def test_a_view_can_be_too_large() -> None:
    """More than 250 kB is refused as such."""
    large = section(text={"type": "mrkdwn", "text": "x" * 2999})
    with pytest.raises(SlackError, match="view_too_large"):
        require_view(modal(blocks=[large] * 90), "modal", lambda _: True)
