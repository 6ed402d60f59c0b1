"""The windows in which an action is made, sharpened, changed and given up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flows.action import Bent, Level
from flows.instrument import Item
from flows.messages import (
    ChoiceInput,
    DateInput,
    Element,
    Form,
    Input,
    Note,
    Option,
    Paragraph,
    TextInput,
)
from flows.region import Region
from flows.views.action_lines import aim_of
from flows.views.owner import Owner, owner_input
from flows.wording import Phrase, say

LONGEST = 300
"""Characters of an action and its sign at the most: it is read in two lines."""
LONGEST_TOLD = 1000
"""Characters of a reason, an explanation or what becomes routine."""
MOST_REGIONS = 100
"""Regions that fit a list."""
AIMS = (2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0)
"""Means that an action can aim at."""
NONE = "none"
"""The choice for no statement or no aim, as opposed to no choice."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a window begins with. `owner` is a participant's id as text, "" for nobody.

    `item` is a statement's key, `NONE` for no statement and "" while nothing was chosen; `aim` is
    None while nothing was chosen.
    """

    what: str = ""
    sign: str = ""
    owner: str = ""
    due_on: date | None = None
    item: str = ""
    aim: float | None = None
    bent: Bent | None = None
    level: Level | None = None


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What can be chosen in a window about an action."""

    owners: Sequence[Owner]
    statements: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class Written:
    """What the owner wrote of an action that has been carried out; None: it is not asked."""

    explanation: str | None = None
    routine: str | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """An action's window to change it."""

    draft: Draft
    choices: Choices
    written: Written = field(default_factory=Written)


def new_form(
    draft: Draft, choices: Choices, args: Mapping[str, str | int], follows: str = ""
) -> Form:
    """A window to make an action in; `follows` is what the one before it was."""
    first = say("action.form.follows", what=follows) if follows else say("action.form.intro")
    return Form(
        key="action.save",
        title=say("action.form.title"),
        body=(Paragraph(first), *_inputs(draft, choices)),
        submit=say("form.save"),
        close=say("form.close"),
        args=args,
    )


def edit_form(change: Change, args: Mapping[str, str | int]) -> Form:
    """A window to change an action or hand it over."""
    return Form(
        key="action.edit",
        title=say("action.form.edit_title"),
        body=(*_inputs(change.draft, change.choices), *_written(change.written)),
        submit=say("form.save"),
        close=say("form.close"),
        args=args,
    )


def sharpen_form(
    missing: Sequence[str], choices: Choices, args: Mapping[str, str | int], moved_to: date | None
) -> Form:
    """A window, once, for what makes an action clearer; closing it leaves the action as it is.

    `moved_to` is the working day that took the place of the chosen one, if any.
    """
    asked = [one for one in _inputs(Draft(), choices) if one.name in missing]
    hint: tuple[Element, ...] = (Note(say("action.moved_to", day=moved_to)),) if moved_to else ()
    return Form(
        key="action.sharpen",
        title=say("action.form.sharper"),
        body=(Paragraph(say("action.form.sharper_why")), *hint, *asked),
        submit=say("form.save"),
        close=say("action.form.leave"),
        args=args,
    )


def drop_form(what: str, args: Mapping[str, str | int]) -> Form:
    """A window to give an action up, with a reason."""
    return Form(
        key="action.drop",
        title=say("action.form.drop_title"),
        body=(
            Paragraph(say("action.message.title", what=what)),
            TextInput(
                name="reason",
                label=say("action.form.reason"),
                hint=say("action.form.reason_hint"),
                multiline=True,
                longest=LONGEST_TOLD,
            ),
        ),
        submit=say("action.button.drop"),
        close=say("form.back"),
        args=args,
    )


def where_form(regions: Sequence[Region], what: str) -> Form:
    """A window to choose in which region, for who belongs to more than one."""
    written: tuple[Element, ...] = (_what(what),) if what else ()
    return Form(
        key="action.where",
        title=say("action.list.title"),
        body=(
            ChoiceInput(
                name="region",
                label=say("action.form.region"),
                options=tuple(
                    Option(value=str(one.id), label=say("action.form.region_name", name=one.name))
                    for one in regions[:MOST_REGIONS]
                ),
                folded=True,
            ),
            *written,
        ),
        submit=say("action.form.on"),
        close=say("form.close"),
    )


def _inputs(draft: Draft, choices: Choices) -> Iterator[Input]:
    yield _what(draft.what)
    yield owner_input(
        say("action.form.owner"),
        choices.owners,
        draft.owner,
        say("action.form.owner_hint"),
        required=True,
    )
    yield DateInput(
        name="due",
        label=say("action.form.due"),
        hint=say("action.form.due_hint"),
        initial=draft.due_on,
    )
    yield TextInput(
        name="sign",
        label=say("action.form.sign"),
        hint=say("action.form.sign_hint"),
        initial=draft.sign,
        multiline=True,
        required=False,
        longest=LONGEST,
    )
    yield ChoiceInput(
        name="item",
        label=say("action.form.item"),
        options=(
            *(Option(value=item.key, label=_short(item)) for item in choices.statements),
            Option(value=NONE, label=say("action.form.no_item")),
        ),
        initial=draft.item,
        required=False,
        folded=True,
    )
    yield ChoiceInput(
        name="aim",
        label=say("action.form.aim"),
        hint=say("action.form.aim_hint"),
        options=(
            *(Option(value=str(mean), label=aim_of(mean)) for mean in AIMS),
            Option(value=NONE, label=say("action.form.no_aim")),
        ),
        initial="" if draft.aim is None else str(draft.aim),
        required=False,
        folded=True,
    )
    yield ChoiceInput(
        name="bent",
        label=say("action.form.bent"),
        options=tuple(Option(value=one, label=say(f"action.bent.{one.value}")) for one in Bent),
        initial=draft.bent or "",
        required=False,
    )
    yield ChoiceInput(
        name="level",
        label=say("action.form.level"),
        options=tuple(Option(value=one, label=say(f"action.level.{one.value}")) for one in Level),
        initial=draft.level or "",
        required=False,
    )


def _what(initial: str) -> TextInput:
    return TextInput(
        name="what",
        label=say("action.form.what"),
        hint=say("action.form.what_hint"),
        initial=initial,
        multiline=True,
        longest=LONGEST,
    )


def _short(item: Item) -> Phrase:
    return say("action.form.item_name", item=item.short)


def _written(written: Written) -> Iterator[TextInput]:
    asked = (
        ("explanation", say("action.form.explanation"), written.explanation),
        ("routine", say("action.form.routine"), written.routine),
    )
    for name, label, text in asked:
        if text is not None:
            yield TextInput(
                name=name,
                label=label,
                hint=say("action.form.for_report"),
                initial=text,
                multiline=True,
                required=False,
                longest=LONGEST_TOLD,
            )
