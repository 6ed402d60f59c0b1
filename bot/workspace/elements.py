"""The interactive elements of Block Kit and the objects they are made of, with their limits."""

from typing import Any

from bot.workspace.schema import (
    Field,
    Problems,
    Rule,
    boolean,
    by_type,
    integer,
    items,
    needs_one_of,
    not_both,
    one_of,
    report,
    required,
    shape,
    string,
    subset,
)

# Limits in characters or items, as Slack documents them.
ACTION_ID = 255
BUTTON_TEXT, BUTTON_VALUE, URL = 75, 2000, 3000
OPTION_TEXT, OPTION_VALUE, OPTION_DESCRIPTION = 75, 150, 75
SELECT_OPTIONS, OPTION_GROUPS, RADIO_OPTIONS, OVERFLOW_OPTIONS = 100, 100, 10, 5
PLACEHOLDER, INPUT_TEXT = 150, 3000
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30

DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
TIME = r"([01]\d|2[0-3]):[0-5]\d"


def plain(most: int, least: int = 1) -> Rule:
    """A plain_text object."""
    return shape(
        {
            "type": required(one_of("plain_text")),
            "text": required(string(most, least)),
            "emoji": Field(boolean),
        }
    )


def rich(most: int) -> Rule:
    """A text object of either kind."""
    mrkdwn = shape(
        {
            "type": required(one_of("mrkdwn")),
            "text": required(string(most)),
            "verbatim": Field(boolean),
        }
    )
    return by_type({"plain_text": plain(most), "mrkdwn": mrkdwn}, "a text object")


CONFIRM = shape(
    {
        "title": required(plain(CONFIRM_TITLE)),
        "text": required(rich(CONFIRM_TEXT)),
        "confirm": required(plain(CONFIRM_BUTTON)),
        "deny": required(plain(CONFIRM_BUTTON)),
        "style": Field(one_of("primary", "danger")),
    }
)


def option(text: Rule, *, url: bool = False) -> Rule:
    """One option of a menu, radio group or checkbox group."""
    fields = {
        "text": required(text),
        "value": required(string(OPTION_VALUE)),
        "description": Field(rich(OPTION_DESCRIPTION)),
    }
    return shape(fields | ({"url": Field(string(URL))} if url else {}))


MENU_OPTION = option(plain(OPTION_TEXT))
BOX_OPTION = option(rich(OPTION_TEXT))
OPTION_GROUP = shape(
    {"label": required(plain(OPTION_TEXT)), "options": required(items(MENU_OPTION, SELECT_OPTIONS))}
)


def all_options(element: Any) -> list[Any]:
    """The options of an element, those in groups too."""
    groups = element.get("option_groups") or []
    return [
        *(element.get("options") or []),
        *(each for group in groups for each in group["options"]),
    ]


def _initials_match(value: Any, pointer: str, problems: Problems) -> None:
    known = all_options(value)
    single = value.get("initial_option")
    if single is not None and single not in known:
        report(problems, f"{pointer}/initial_option", "must match one of the options exactly")
    for index, each in enumerate(value.get("initial_options") or []):
        if each not in known:
            place = f"{pointer}/initial_options/{index}"
            report(problems, place, "must match one of the options exactly")
    values = [each["value"] for each in known]
    if len(values) != len(set(values)):
        report(problems, pointer, "options must have unique values")


def _input_lengths(value: Any, pointer: str, problems: Problems) -> None:
    least, most = value.get("min_length", 0), value.get("max_length", INPUT_TEXT)
    if least > most:
        report(problems, f"{pointer}/min_length", "must not exceed max_length")
    if len(value.get("initial_value") or "") > most:
        report(problems, f"{pointer}/initial_value", f"must be less than {most + 1} characters")


COMMON = {"type": Field(string()), "action_id": Field(string(ACTION_ID))}
ASKS = COMMON | {
    "placeholder": Field(plain(PLACEHOLDER)),
    "confirm": Field(CONFIRM),
    "focus_on_load": Field(boolean),
}
OPTIONS = {
    "options": Field(items(MENU_OPTION, SELECT_OPTIONS)),
    "option_groups": Field(items(OPTION_GROUP, OPTION_GROUPS)),
}
MULTI = {"max_selected_items": Field(integer(1, 100))}
BOXES = {key: ASKS[key] for key in ("type", "action_id", "confirm", "focus_on_load")}
ID = string(30)
FILTER = shape(
    {
        "include": Field(items(one_of("im", "mpim", "private", "public"), 4)),
        "exclude_external_shared_channels": Field(boolean),
        "exclude_bot_users": Field(boolean),
    }
)
CONVERSATIONS = {"default_to_current_conversation": Field(boolean), "filter": Field(FILTER)}
URL_ENABLED = {"response_url_enabled": Field(boolean)}


def _one(name: str) -> dict[str, Field]:
    return {f"initial_{name}": Field(ID)} | URL_ENABLED


def _many(name: str) -> dict[str, Field]:
    return {f"initial_{name}s": Field(items(ID, 100))} | MULTI


ELEMENTS: dict[str, Rule] = {
    "button": shape(
        COMMON
        | {
            "text": required(plain(BUTTON_TEXT)),
            "value": Field(string(BUTTON_VALUE)),
            "url": Field(string(URL, pattern=r"[a-z][a-z0-9+.-]*:\S+")),
            "style": Field(one_of("primary", "danger")),
            "confirm": Field(CONFIRM),
            "accessibility_label": Field(string(BUTTON_TEXT)),
        }
    ),
    "static_select": shape(
        ASKS | OPTIONS | {"initial_option": Field(MENU_OPTION)},
        needs_one_of("options", "option_groups"),
        not_both("options", "option_groups"),
        _initials_match,
    ),
    "multi_static_select": shape(
        ASKS | OPTIONS | MULTI | {"initial_options": Field(items(MENU_OPTION, SELECT_OPTIONS))},
        needs_one_of("options", "option_groups"),
        not_both("options", "option_groups"),
        _initials_match,
    ),
    "radio_buttons": shape(
        BOXES
        | {
            "options": required(items(BOX_OPTION, RADIO_OPTIONS)),
            "initial_option": Field(BOX_OPTION),
        },
        _initials_match,
    ),
    "checkboxes": shape(
        BOXES
        | {
            "options": required(items(BOX_OPTION, RADIO_OPTIONS)),
            "initial_options": Field(items(BOX_OPTION, RADIO_OPTIONS)),
        },
        _initials_match,
    ),
    "overflow": shape(
        COMMON
        | {
            "options": required(items(option(plain(OPTION_TEXT), url=True), OVERFLOW_OPTIONS)),
            "confirm": Field(CONFIRM),
        }
    ),
    "datepicker": shape(ASKS | {"initial_date": Field(string(pattern=DATE))}),
    "timepicker": shape(
        ASKS | {"initial_time": Field(string(pattern=TIME)), "timezone": Field(string())}
    ),
    "plain_text_input": shape(
        {key: ASKS[key] for key in ("type", "action_id", "placeholder", "focus_on_load")}
        | {
            "initial_value": Field(string(INPUT_TEXT, least=0)),
            "multiline": Field(boolean),
            "min_length": Field(integer(0, INPUT_TEXT)),
            "max_length": Field(integer(1, INPUT_TEXT)),
            "dispatch_action_config": Field(
                shape(
                    {
                        "trigger_actions_on": Field(
                            items(one_of("on_enter_pressed", "on_character_entered"), 2)
                        )
                    }
                )
            ),
        },
        _input_lengths,
    ),
    "users_select": shape(ASKS | {"initial_user": Field(ID)}),
    "multi_users_select": shape(ASKS | _many("user")),
    "conversations_select": shape(ASKS | _one("conversation") | CONVERSATIONS),
    "multi_conversations_select": shape(ASKS | _many("conversation") | CONVERSATIONS),
    "channels_select": shape(ASKS | _one("channel")),
    "multi_channels_select": shape(ASKS | _many("channel")),
}
NOT_IN_ACTIONS = {"plain_text_input"}
NOT_IN_INPUT = {"button", "overflow"}
IN_ACTIONS = subset(ELEMENTS, ELEMENTS.keys() - NOT_IN_ACTIONS)
IN_INPUT = subset(ELEMENTS, ELEMENTS.keys() - NOT_IN_INPUT)
