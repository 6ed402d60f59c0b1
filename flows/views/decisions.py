"""The windows with decisions: the list, and one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.decision import Decision, DecisionState, is_due
from flows.messages import (
    Args,
    Bullets,
    Button,
    Buttons,
    Confirm,
    Element,
    Form,
    Look,
    Paragraph,
    Quote,
    Row,
    Rule,
)
from flows.region import Region
from flows.views.owner import Owner, owner_name
from flows.views.short import shortened
from flows.wording import Phrase, say

IN_ROW = 150
"""Characters of a decision in the list; the rest is one tap away."""
ROWS = 20
"""Decisions in a list at once: more is not read on a phone, and a window takes a hundred parts."""
CLOSED_ROWS = 5
"""Closed decisions under the open ones; the others are one tap away."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A decision with the names in it, as it stands on the day `today` in its region.

    `owner` is None if nobody follows it up; then `partner` is the organisation of who last did.
    `closed_on` is when it was closed, the day on which it was kept while it is open.
    """

    decision: Decision
    owner: Owner | None
    partner: str
    maker: str
    closed_on: date
    today: date


@dataclass(frozen=True, kw_only=True)
class DecisionList:
    """The decisions of a region, in their order; `first` is the place of the first one shown."""

    region: Region
    open: Sequence[Shown]
    closed: Sequence[Shown]
    first: int = 0
    only_closed: bool = False
    may_make: bool = False


def list_button(region_id: int) -> Button:
    """The way to the decisions of a region."""
    return Button(
        action="decision.list", label=say("decision.button.list"), args={"region": region_id}
    )


def new_button(region_id: int, look: Look = Look.PLAIN, **args: int) -> Button:
    """The way to the form for a new one."""
    return Button(
        action="decision.new",
        label=say("decision.button.new"),
        args={"region": region_id, **args},
        look=look,
    )


def who(shown: Shown) -> Phrase:
    """Who follows a decision up, or that nobody does."""
    if shown.owner is not None:
        return owner_name(shown.owner)
    if shown.partner:
        return say("decision.gone", partner=shown.partner)
    return say("people.nobody_yet")


def when(shown: Shown) -> Phrase:
    """By when a decision has to be followed up, marked once its day has come."""
    day = shown.decision.due_on
    if day is None:
        return say("decision.undated")
    if not is_due(shown.decision, shown.today):
        return say("decision.until", day=day)
    return say("decision.today" if day == shown.today else "decision.over_date", day=day)


def state_of(shown: Shown) -> Phrase:
    """How a closed decision ended, and when."""
    return say(f"decision.state.{shown.decision.state.value}", day=shown.closed_on)


def decisions_form(shown: DecisionList) -> Form:
    """The decisions of a region: open ones first, those whose date has come marked."""
    body: list[Element] = [Paragraph(say("decision.list", region=shown.region.name))]
    if shown.may_make:
        body.append(Buttons((new_button(shown.region.id, Look.PRIMARY, listed=1),)))
    if shown.only_closed:
        body += [_closed_count(shown), *_page(shown, shown.closed)]
        body.append(Buttons((_turn(shown, "still_open", 0, closed=0),)))
    else:
        body += [*_open_count(shown), *_page(shown, shown.open), *_last_closed(shown)]
    return Form(
        key="decision.list", title=say("decision.title"), body=tuple(body), close=say("form.close")
    )


def regions_form(regions: Sequence[Region]) -> Form:
    """The regions whose decisions somebody can look at, to choose one."""
    rows = (Row(say("decision.region_name", name=one.name), list_button(one.id)) for one in regions)
    return Form(
        key="decision.regions",
        title=say("decision.title"),
        body=tuple(rows),
        close=say("form.close"),
    )


def _open_count(shown: DecisionList) -> list[Element]:
    if not shown.open:
        return [Paragraph(say("decision.none_open"))]
    due = sum(is_due(one.decision, one.today) for one in shown.open)
    body: list[Element] = [Paragraph(say("decision.open_count", count=len(shown.open)))]
    return [*body, Paragraph(say("decision.due_count", count=due))] if due else body


def _closed_count(shown: DecisionList) -> Paragraph:
    return Paragraph(say("decision.closed_count", count=len(shown.closed)))


def _page(shown: DecisionList, found: Sequence[Shown]) -> list[Element]:
    """Some of the decisions, with the ways to those before and behind them."""
    first, closed = shown.first, int(shown.only_closed)
    rows: list[Element] = [_row(one) for one in found[first : first + ROWS]]
    buttons = []
    if first:
        back = min(first, ROWS)
        buttons.append(_turn(shown, "back", first - back, count=back, closed=closed))
    if left := len(found[first + ROWS :]):
        further = min(left, ROWS)
        buttons.append(_turn(shown, "further", first + ROWS, count=further, closed=closed))
    return [*rows, Buttons(tuple(buttons))] if buttons else rows


def _last_closed(shown: DecisionList) -> list[Element]:
    if not shown.closed:
        return []
    body: list[Element] = [Rule(), _closed_count(shown)]
    body += [_row(one) for one in shown.closed[:CLOSED_ROWS]]
    if len(shown.closed) > CLOSED_ROWS:
        body.append(Buttons((_turn(shown, "closed", 0, closed=1),)))
    return body


def _turn(shown: DecisionList, label: str, first: int, *, closed: int, count: int = 0) -> Button:
    """A button to another part of the list, in the place of this one."""
    return Button(
        action="decision.list",
        label=say(f"decision.button.{label}", **({"count": count} if count else {})),
        args={"region": shown.region.id, "first": first, "closed": closed},
    )


def _row(shown: Shown) -> Row:
    what = shortened(shown.decision.what, IN_ROW)
    if shown.decision.is_open:
        line = say("decision.line", what=what, owner=who(shown), when=when(shown))
    else:
        line = say("decision.line_closed", what=what, state=state_of(shown))
    return Row(line, _about(shown, "open", listed=1))


def _about(shown: Shown, action: str, look: Look = Look.PLAIN, **args: int) -> Button:
    return Button(
        action=f"decision.{action}",
        label=say(f"decision.button.{action}"),
        args={"decision": shown.decision.id, **args},
        look=look,
    )


def decision_form(shown: Shown, args: Args, *, may_change: bool) -> Form:
    """One decision, with what its reader may do with it. `args` are those of its buttons."""
    decision = shown.decision
    lines = [
        say("decision.single.decided", day=decision.decided_on),
        say("decision.single.owner", owner=who(shown)),
        say("decision.single.when", when=when(shown)),
    ]
    if not decision.is_open:
        lines.append(say("decision.single.closed", state=state_of(shown)))
    if shown.maker:
        lines.append(say("decision.single.kept_by", person=shown.maker))
    buttons = [*_changes(shown, args)] if may_change else []
    if decision.source:
        label = say("decision.button.source")
        buttons.append(Button(action="decision.source", label=label, url=decision.source))
    body: list[Element] = [Quote(decision.what), Bullets(tuple(lines))]
    return Form(
        key="decision.open",
        title=say("decision.title_one"),
        body=(*body, Buttons(tuple(buttons))) if buttons else tuple(body),
        close=say("form.back" if "listed" in args else "form.close"),
        args=args,
    )


def _changes(shown: Shown, args: Args) -> tuple[Button, ...]:
    about = {"decision": shown.decision.id, **args}
    if not shown.decision.is_open:
        label = say("decision.button.reopen")
        return (Button(action="decision.reopen", label=label, args=about),)
    drop = Confirm(
        title=say("confirm.title.drop_decision"),
        text=say("confirm.text.drop_decision"),
        yes=say("confirm.yes.drop_decision"),
        no=say("confirm.no"),
    )
    return (
        Button(
            action="decision.close",
            label=say("decision.button.done"),
            args={**about, "state": DecisionState.DONE},
            look=Look.PRIMARY,
        ),
        Button(action="decision.edit", label=say("decision.button.edit"), args=about),
        Button(
            action="decision.close",
            label=say("decision.button.dropped"),
            args={**about, "state": DecisionState.DROPPED},
            confirm=drop,
        ),
    )
