"""The year's thread as tables: the actions and decisions of a region, most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.files.made import clean
from bot.files.telling import Telling
from flows.decision import DecisionState
from flows.wording import Phrase, say
from flows.year import Year, YearAction, YearDecision, standing


@dataclass(frozen=True)
class Column:
    """One column of a table: its head, and what it says of each row."""

    head: Phrase
    cells: Sequence[str]


def actions_in_order(year: Year) -> list[YearAction]:
    """Those to be carried out, the first due first; those that are; then the last closed first."""
    return sorted(
        year.actions,
        key=lambda one: (
            not one.action.is_open,
            one.action.is_open and one.carried_out_on is not None,
            -one.closed_on.toordinal() if one.closed_on else one.action.due_on.toordinal(),
            one.action.id,
        ),
    )


def decisions_in_order(year: Year) -> list[YearDecision]:
    """Open ones, the first due first and those without a date after them; then the others."""
    return sorted(
        year.decisions,
        key=lambda one: (
            not one.decision.is_open,
            one.decision.due_on or date.max,
            one.decision.decided_on,
            one.decision.id,
        ),
    )


def action_columns(telling: Telling, year: Year, actions: Sequence[YearAction]) -> list[Column]:
    """What, whose, by when and how it stands."""
    return [
        Column(say("thread.head.what"), [clean(one.action.what) for one in actions]),
        Column(say("thread.head.partner"), [_partner(telling, one.partner) for one in actions]),
        Column(say("thread.head.due"), [day(telling, one.action.due_on) for one in actions]),
        Column(
            say("thread.head.standing"),
            [
                telling.text(say(f"thread.standing.{standing(one.action, year.today).value}"))
                for one in actions
            ],
        ),
    ]


def more_of_actions(telling: Telling, actions: Sequence[YearAction]) -> list[Column]:
    """What else is known of actions and was said for the group."""
    return [
        Column(say("thread.head.item"), [_item(telling, one) for one in actions]),
        Column(say("thread.head.sign"), [clean(one.action.sign) for one in actions]),
        Column(say("thread.head.bent"), [_bent(telling, one) for one in actions]),
        Column(say("thread.head.made"), [day(telling, one.made_on) for one in actions]),
        Column(
            say("thread.head.carried_out"), [day(telling, one.carried_out_on) for one in actions]
        ),
        Column(say("thread.head.explanation"), [clean(one.action.explanation) for one in actions]),
        Column(say("thread.head.routine"), [clean(one.action.routine) for one in actions]),
    ]


def decision_columns(
    telling: Telling, year: Year, decisions: Sequence[YearDecision]
) -> list[Column]:
    """What was decided, who follows it up, by when and how it stands."""
    return [
        Column(say("thread.head.decision"), [clean(one.decision.what) for one in decisions]),
        Column(say("thread.head.partner"), [_partner(telling, one.partner) for one in decisions]),
        Column(say("thread.head.due"), [day(telling, one.decision.due_on) for one in decisions]),
        Column(say("thread.head.standing"), [_decided(telling, year, one) for one in decisions]),
    ]


def decided_column(telling: Telling, decisions: Sequence[YearDecision]) -> Column:
    """On which day each was decided."""
    days = [day(telling, one.decision.decided_on) for one in decisions]
    return Column(say("thread.head.decided"), days)


def day(telling: Telling, on: date | None) -> str:
    """A day in words, "" for none."""
    return telling.text(say("files.day", day=on)) if on else ""


def _partner(telling: Telling, name: str) -> str:
    return clean(name) if name else telling.text(say("thread.nobody"))


def _item(telling: Telling, one: YearAction) -> str:
    return clean(one.item.in_(telling.wording.language)) if one.item else ""


def _bent(telling: Telling, one: YearAction) -> str:
    bent = one.action.bent
    return telling.text(say(f"thread.bent.{bent.value}")) if bent else ""


def _decided(telling: Telling, year: Year, one: YearDecision) -> str:
    due = one.decision.due_on
    state: str = one.decision.state.value
    if one.decision.state is DecisionState.OPEN and due is not None and due < year.today:
        state = "over_date"
    return telling.text(say(f"thread.decision.{state}"))
