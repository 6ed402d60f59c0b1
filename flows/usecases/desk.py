"""What a use case gets and gives: one act of one person within one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flows.events import Event, Known, Wanted
from flows.holidays import Almanac
from flows.instrument import Instrument
from flows.language import Language
from flows.messages import Form, Message
from flows.outcome import Report
from flows.ports import Store
from flows.region import Person, Workspace
from flows.wording import Phrase

LONGEST_ID = 18
"""Digits of an id at the most: so many fit what databases count with."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One act of one person, with what is needed to handle it.

    `person` is the kept value of the sender. `known` holds the facts that the route wanted.
    `almanac` is what is known of free days around `now`, an aware UTC datetime. `instruments` are
    all questionnaires by id. `message_url` gives the address of a message from its channel and ts.
    """

    store: Store
    event: Event
    workspace: Workspace
    person: Person
    language: Language
    known: Known
    now: datetime
    almanac: Almanac
    instruments: Mapping[str, Instrument]
    message_url: Callable[[str, str], str]

    def number(self, name: str) -> int:
        """An id among the event's args; 0, which no record has, when absent or not a number."""
        return number(self.event, name)

    def value(self, name: str) -> str:
        """The trimmed text or chosen option of a form's input; "" when empty."""
        raw = self.event.values.get(name)
        if not isinstance(raw, str) or not any(map(is_seen, raw)):
            return ""
        return raw.strip()

    def chosen(self, name: str) -> tuple[str, ...]:
        """The chosen values of an input of one or many choices."""
        raw = self.event.values.get(name)
        if isinstance(raw, tuple):
            return raw
        return (raw,) if isinstance(raw, str) and raw else ()

    def day(self, name: str) -> date | None:
        """The day of a date input."""
        raw = self.event.values.get(name)
        return raw if isinstance(raw, date) else None


@dataclass(frozen=True, kw_only=True)
class Download:
    """A plain text file for the sender alone, sent to their DM."""

    name: Phrase
    content: Message
    comment: Phrase


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the sender sees at once; whatever may come later is in the outbox.

    `form` opens over what is there, or with `replace` takes the place of the form that was
    tapped or submitted. `errors` go beside a submitted form's inputs, which then stays open.
    `beneath` redraws the form under the submitted one. `notice` is for the sender alone.
    `wishes` are outbox rows of messages that can be redrawn at once. `page` says that the
    sender's page has changed. `download` are files for the sender alone, sent to their DM: a text,
    or what is made of a report. `again` says that this is a copy of what had its effect before.
    """

    form: Form | None = None
    replace: bool = False
    errors: Mapping[str, Phrase] = field(default_factory=dict)
    beneath: Form | None = None
    notice: Phrase | None = None
    wishes: tuple[int, ...] = ()
    download: Download | Report | None = None
    page: bool = False
    again: bool = False


Handler = Callable[[Request], Reply]
Wants = Callable[[Store, Event], Wanted]


def is_seen(character: str) -> bool:
    """Whether a character leaves something to see; spaces, also those without width, do not."""
    return character.isprintable() and not character.isspace()


def number(event: Event, name: str) -> int:
    """An id among an event's args; 0, which no record has, when absent or not a number."""
    raw = event.args.get(name, "")
    is_id = raw.isascii() and raw.isdigit() and len(raw) <= LONGEST_ID
    return int(raw) if is_id else 0


def words_behind(event: Event) -> str:
    """What stands behind the first word of a command, to the letter."""
    return event.text.strip().partition(" ")[2].strip()


def wants_nothing(_store: Store, _event: Event) -> Wanted:
    """No facts are needed."""
    return Wanted()


def wants_sender(_store: Store, event: Event) -> Wanted:
    """Who the sender is: name, and whether they administer the workspace."""
    return Wanted(users=frozenset({event.user_id}))


@dataclass(frozen=True)
class Route:
    """A use case and the facts it wants before its transaction."""

    handle: Handler
    wants: Wants = wants_nothing


def known_person(store: Store, event: Event) -> Person | None:
    """The sender as far as kept, in the workspace that the event is about."""
    workspace = store.workspaces.one(team_id=event.workspace)
    if workspace is None:
        return None
    return store.people.one(workspace_id=workspace.id, team_id=event.team_id, user_id=event.user_id)


def keep_person(
    store: Store, workspace: Workspace, team_id: str, user_id: str, name: str
) -> Person:
    """The kept person for a platform user, added or renamed where needed ("" keeps the name)."""
    known = store.people.one(workspace_id=workspace.id, team_id=team_id, user_id=user_id)
    if known is None:
        return store.people.add(
            Person(workspace_id=workspace.id, team_id=team_id, user_id=user_id, name=name)
        )
    if name and name != known.name:
        known = replace(store.people.get(known.id, lock=True), name=name)
        store.people.save(known)
    return known
