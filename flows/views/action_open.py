"""The window with everything about one action."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flows.action import Action, ActionState, Help, Move, Phase, can
from flows.check_in import Tap
from flows.messages import Button, Buttons, Element, Form, Look, Note, Paragraph, Quote, Rule
from flows.region import Region
from flows.views.action_lines import ActionSeen, aim_of, owner_of, when
from flows.views.action_message import list_button
from flows.views.figures import beside
from flows.views.successes import new_button as success_button
from flows.wording import Phrase, say

MOST_ASKED = 20
"""Check-ins of one action in its window; the newest ones."""
STEPS = (Move.BEGIN, Move.CARRIED_OUT, Move.EXPLAIN, Move.FINISH, Move.NOT_YET)
"""The moves that are one tap; the first that leads on is the usual one."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A check-in as its reader may see it: which day, what was tapped, what was written."""

    on: date
    tap: Tap | None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An action with all that its reader may see and do.

    `follows` is what the action before it was. `told` are the check-ins that they may see, the
    oldest first. `stuck` says that they may know it is stuck.
    """

    seen: ActionSeen
    region: Region
    follows: str
    told: Sequence[Told]
    stuck: bool
    changes: bool
    makes: bool


def action_form(opened: Opened, args: dict[str, str | int], head: Phrase | None = None) -> Form:
    """Everything about an action; `head` says what has just happened to it."""
    action = opened.seen.action
    body: list[Element] = [] if head is None else [Paragraph(head), Rule()]
    body += [Paragraph(say("action.open.what", what=action.what)), *_about(opened)]
    body += _history(opened.told)
    if steps := tuple(_steps(opened)):
        body.append(Buttons(steps))
    body.append(Buttons((list_button(opened.region.id),)))
    return Form(
        key="action.open",
        title=say("action.open.title"),
        body=tuple(body),
        close=say("form.close"),
        args={**args, "action": action.id, "inside": 1},
    )


def _about(opened: Opened) -> Iterator[Element]:
    seen, action = opened.seen, opened.seen.action
    owner = owner_of(seen)
    runs = action.is_open and action.carried_out_at is None
    with_day = say("action.open.owner", owner=owner, when=when(seen))
    yield Paragraph(with_day if runs else say("action.open.owner_done", owner=owner))
    if action.is_open:
        yield Paragraph(say(f"action.open.phase.{action.phase.value}"))
    elif action.state is ActionState.FINISHED:
        yield Paragraph(say("action.open.finished"))
    else:
        yield Paragraph(say("action.open.dropped", reason=action.reason))
    if opened.stuck:
        yield Paragraph(_help(action.help))
    if action.sign:
        yield Paragraph(say("action.open.sign", sign=action.sign))
    if seen.item is not None:
        yield Paragraph(say("action.open.item", item=seen.item))
    if action.aim is not None:
        yield Paragraph(say("action.open.aim", aim=aim_of(action.aim)))
    yield from _beside(opened)


def _beside(opened: Opened) -> Iterator[Element]:
    """What kind of action it is, where it comes from, and what its owner wrote for the report."""
    action = opened.seen.action
    marks = [say(f"action.bent.{action.bent.value}")] if action.bent else []
    marks += [say(f"action.level.{action.level.value}")] if action.level else []
    if marks:
        yield Note(beside(marks))
    if opened.follows:
        yield Note(say("action.open.follows", what=opened.follows))
    for text, label in (
        (action.explanation, say("action.open.explanation")),
        (action.routine, say("action.open.routine")),
    ):
        if text:
            yield from (Paragraph(label), Quote(text))


def _help(asked: Help | None) -> Phrase:
    match asked:
        case Help.CHANNEL:
            return say("action.open.help_channel")
        case Help.LEADER:
            return say("action.open.help_leader")
        case _:
            return say("action.open.stuck")


def _history(told: Sequence[Told]) -> Iterator[Element]:
    if not told:
        return
    yield Rule()
    yield Paragraph(say("action.open.history"))
    left = len(told) - MOST_ASKED
    if left > 0:
        yield Note(say("action.open.earlier", count=left))
    for one in told[-MOST_ASKED:]:
        answer = say(f"action.tap.{one.tap.value}") if one.tap else say("action.open.no_answer")
        yield Paragraph(say("action.open.told", day=one.on, answer=answer))
        if one.text:
            yield Quote(one.text)


def _steps(opened: Opened) -> Iterator[Button]:
    """What the reader can do: bring it further, change it, celebrate it, make the next one."""
    action = opened.seen.action
    if opened.changes and action.is_open:
        for number, move in enumerate(one for one in STEPS if can(action, one)):
            yield _move(action, move, Look.PLAIN if number else Look.PRIMARY)
    over = action.state is ActionState.FINISHED or action.phase is Phase.ACT
    if opened.makes and over and action.state is not ActionState.DROPPED:
        yield Button(
            action="action.new",
            label=say("action.button.next"),
            args={"region": opened.region.id, "follows": action.id},
        )
        yield success_button(opened.region.id, action=action.id)
    if opened.changes and action.is_open:
        yield _about_it(action, "action.edit", say("action.button.edit"))
        yield _about_it(action, "action.drop", say("action.button.drop"))


def _move(action: Action, move: Move, look: Look) -> Button:
    return Button(
        action="action.move",
        label=say(f"action.move.{move.value}"),
        args={"action": action.id, "move": move, "phase": action.phase},
        look=look,
    )


def _about_it(action: Action, act: str, label: Phrase) -> Button:
    return Button(action=act, label=label, args={"action": action.id})
