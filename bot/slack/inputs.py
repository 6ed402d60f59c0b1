"""A form's inputs as Slack shows them: one input block each, its block_id the input's name."""

from bot.slack.buttons import identifier
from bot.slack.limits import (
    INITIAL_IDS,
    INPUT_HINT,
    INPUT_LABEL,
    INPUT_TEXT,
    OPTION_DESCRIPTION,
    OPTION_TEXT,
    OPTION_VALUE,
    PLACEHOLDER,
    RADIO_OPTIONS,
    SELECT_OPTIONS,
    RenderError,
    size,
)
from bot.slack.words import Json, label, plain_text, spoken
from flows.messages import (
    ChannelInput,
    ChoiceInput,
    DateInput,
    Input,
    ManyInput,
    Option,
    PeopleInput,
    TextInput,
)
from flows.wording import Wording, say

VALUE = "value"
"""The action_id of an input that is only told of at the submit."""
CHOOSE = say("form.choose")
"""What stands in a list as long as nothing is chosen."""


def input_block(asked: Input, wording: Wording) -> Json:
    """An input with its label; RenderError if its name, options or initial value do not fit."""
    block: Json = {
        "type": "input",
        "block_id": identifier(asked.name),
        "label": label(asked.label, wording, INPUT_LABEL),
        "element": _element(asked, wording),
        "optional": not asked.required,
    }
    if asked.hint:
        block["hint"] = plain_text(spoken(asked.hint, wording), INPUT_HINT)
    if isinstance(asked, ChoiceInput) and asked.action:
        block["dispatch_action"] = True
    return block


def _element(asked: Input, wording: Wording) -> Json:
    match asked:
        case TextInput():
            return _text(asked, wording)
        case ChoiceInput():
            return _choice(asked, wording)
        case ManyInput():
            return _many(asked, wording)
        case DateInput() | PeopleInput() | ChannelInput():
            return _picker(asked, wording)


def _picker(asked: DateInput | PeopleInput | ChannelInput, wording: Wording) -> Json:
    # Without a placeholder of ours Slack shows one in its own language, which is never Dutch.
    element: Json = {"action_id": VALUE, "placeholder": label(asked.label, wording, PLACEHOLDER)}
    match asked:
        case DateInput():
            element["type"] = "datepicker"
            if asked.initial:
                element["initial_date"] = asked.initial.isoformat()
        case PeopleInput():
            _people(asked, element)
        case ChannelInput():
            element["type"] = "conversations_select"
            element["filter"] = {"include": ["public", "private"], "exclude_bot_users": True}
            if asked.initial:
                element["initial_conversation"] = asked.initial
    return element


def _text(asked: TextInput, wording: Wording) -> Json:
    most = min(asked.longest, INPUT_TEXT)
    given = asked.initial
    initial = given if isinstance(given, str) else wording.text(given, bold=str)
    # Showing less than what is kept would lose the rest at the submit.
    if len(initial) > most:
        raise RenderError(f"{asked.name} begins with {len(initial)} characters, over {most}")
    element: Json = {
        "type": "plain_text_input",
        "action_id": VALUE,
        "multiline": asked.multiline,
        "max_length": most,
    }
    if initial:
        element["initial_value"] = initial
    return element


def _people(asked: PeopleInput, element: Json) -> None:
    initial = [user_id for user_id in asked.initial if user_id][:INITIAL_IDS]
    element["type"] = "multi_users_select" if asked.many else "users_select"
    if initial and asked.many:
        element["initial_users"] = initial
    elif initial:
        element["initial_user"] = initial[0]


def _choice(asked: ChoiceInput, wording: Wording) -> Json:
    options = _options(asked, wording)
    element: Json = {"action_id": identifier(asked.action or VALUE), "options": options}
    if asked.folded or len(options) > RADIO_OPTIONS:
        element["type"] = "static_select"
        element["placeholder"] = label(CHOOSE, wording, PLACEHOLDER)
    else:
        element["type"] = "radio_buttons"
    # An initial value that is no longer offered is no initial value.
    for option in options:
        if option["value"] == asked.initial:
            element["initial_option"] = option
    return element


def _many(asked: ManyInput, wording: Wording) -> Json:
    options = _options(asked, wording)
    element: Json = {"action_id": VALUE, "options": options}
    if len(options) > RADIO_OPTIONS:
        element["type"] = "multi_static_select"
        element["placeholder"] = label(CHOOSE, wording, PLACEHOLDER)
    else:
        element["type"] = "checkboxes"
    initial = [option for option in options if option["value"] in asked.initial]
    if initial:
        element["initial_options"] = initial
    return element


def _options(asked: ChoiceInput | ManyInput, wording: Wording) -> list[Json]:
    values = [option.value for option in asked.options]
    if not 0 < len(values) <= SELECT_OPTIONS:
        raise RenderError(f"{asked.name} has {len(values)} options, not 1 to {SELECT_OPTIONS}")
    if len(set(values)) < len(values):
        raise RenderError(f"{asked.name} has two options with the same value")
    for value in values:
        if not 0 < size(value) <= OPTION_VALUE:
            raise RenderError(f"{asked.name} has an option whose value is empty or too long")
    return [_option(option, wording) for option in asked.options]


def _option(option: Option, wording: Wording) -> Json:
    made: Json = {"text": label(option.label, wording, OPTION_TEXT), "value": option.value}
    if option.hint:
        made["description"] = label(option.hint, wording, OPTION_DESCRIPTION)
    return made
