"""What to show and what to ask, for any platform: keys and values, no widgets, no sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from flows.plots import Plot
from flows.wording import Phrase

Args = Mapping[str, str | int]


class Look(StrEnum):
    """How much a button stands out."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, kw_only=True)
class Confirm:
    """A question asked before a button does something that cannot be undone."""

    title: Phrase
    text: Phrase
    yes: Phrase
    no: Phrase


@dataclass(frozen=True, kw_only=True)
class Button:
    """Something to tap: `action` names the use case, `args` hold ids only."""

    action: str
    label: Phrase
    args: Args = field(default_factory=dict)
    look: Look = Look.PLAIN
    confirm: Confirm | None = None
    url: str = ""


@dataclass(frozen=True)
class Heading:
    """A title line of at most 150 characters."""

    phrase: Phrase


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; bold is written **so** in the wording."""

    phrase: Phrase


@dataclass(frozen=True)
class Bullets:
    """A list of short lines, each its own."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class Note:
    """Small print."""

    phrase: Phrase


@dataclass(frozen=True)
class Quote:
    """What a person wrote, shown to the letter. Only in forms, never in messages."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A line between two parts."""


@dataclass(frozen=True)
class Buttons:
    """Buttons beside each other, in this order."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class Row:
    """A line with one button at its end."""

    phrase: Phrase
    button: Button


@dataclass(frozen=True)
class Picture:
    """A picture of `plot`; `alt` describes it. A message has one at the most."""

    alt: Phrase
    plot: Plot


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice: `value` for the program, `label` for people."""

    value: str
    label: Phrase
    hint: Phrase | None = None


@dataclass(frozen=True, kw_only=True)
class TextInput:
    """A text of at most `longest` characters, beginning with what a person or the bot wrote."""

    name: str
    label: Phrase
    hint: Phrase | None = None
    initial: str | Phrase = ""
    multiline: bool = False
    required: bool = True
    longest: int = 3000


@dataclass(frozen=True, kw_only=True)
class ChoiceInput:
    """One of some options; all visible at once, or in a list when `folded`."""

    name: str
    label: Phrase
    options: tuple[Option, ...]
    hint: Phrase | None = None
    initial: str = ""
    required: bool = True
    folded: bool = False
    action: str = ""
    """When set, every change is told at once as a tap with this action and the form's args."""


@dataclass(frozen=True, kw_only=True)
class ManyInput:
    """Any number of some options."""

    name: str
    label: Phrase
    options: tuple[Option, ...]
    hint: Phrase | None = None
    initial: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class DateInput:
    """A day."""

    name: str
    label: Phrase
    hint: Phrase | None = None
    initial: date | None = None
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class PeopleInput:
    """People of the platform, by user id; exactly one unless `many`."""

    name: str
    label: Phrase
    hint: Phrase | None = None
    initial: tuple[str, ...] = ()
    many: bool = False
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class ChannelInput:
    """A channel of the platform, public or private, by id."""

    name: str
    label: Phrase
    hint: Phrase | None = None
    initial: str = ""
    required: bool = True


Input = TextInput | ChoiceInput | ManyInput | DateInput | PeopleInput | ChannelInput
Element = Heading | Paragraph | Bullets | Note | Quote | Rule | Buttons | Row | Picture | Input


@dataclass(frozen=True, kw_only=True)
class Message:
    """What stands in a conversation."""

    body: tuple[Element, ...]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A window over the conversation; `key` names the use case that its submit calls.

    Without `submit` it only shows. `title`, `submit` and `close` are at most 24 characters.
    """

    key: str
    title: Phrase
    body: tuple[Element, ...]
    submit: Phrase | None = None
    close: Phrase
    args: Args = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A person's own page (Slack: App Home)."""

    body: tuple[Element, ...]
