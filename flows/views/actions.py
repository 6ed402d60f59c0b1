"""The window with the actions of a region."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.instrument import Item
from flows.messages import (
    Button,
    Buttons,
    ChoiceInput,
    Element,
    Form,
    Look,
    Note,
    Option,
    Paragraph,
    Row,
)
from flows.region import Region
from flows.views.action_form import NONE
from flows.views.action_lines import ActionSeen, owner_of, standing, when
from flows.views.action_message import new_button, open_button
from flows.views.decisions import list_button as decisions_button
from flows.views.figures import beside, run_on
from flows.wording import Phrase, say

ON_A_PAGE = 30
"""Actions in the window at once: platforms take a hundred parts, and a phone shows six."""


class Show(StrEnum):
    """Which actions of a region are listed."""

    ALL = "all"
    MINE = "mine"
    LATE = "late"
    NOBODY = "nobody"
    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    ACT = "act"
    OVER = "over"  # finished or given up


@dataclass(frozen=True, kw_only=True)
class Listed:
    """The actions of a region, `shown` those on this page of which the first is number `first`.

    `counts` says how many there are of each kind that can be chosen; `statements` are those that
    actions are about, `of` the chosen one, `NONE` for all.
    """

    region: Region
    show: Show
    of: str
    counts: dict[Show, int]
    statements: Sequence[Item]
    shown: Sequence[ActionSeen]
    first: int
    total: int
    makes: bool


def list_form(listed: Listed) -> Form:
    """All actions of a region that fit the choice, a page at a time."""
    late = listed.counts[Show.LATE]
    counted = counted_line(listed.region.name, listed.counts[Show.ALL], late)
    body: list[Element] = [Paragraph(counted)]
    new = (new_button(listed.region.id, Look.PRIMARY),) if listed.makes else ()
    body.append(Buttons((*new, decisions_button(listed.region.id))))
    chooses = any(listed.counts.values())
    if chooses:
        body += [*_choices(listed), *_rows(listed)]
    else:
        body.append(Paragraph(say("action.list.none")))
    return Form(
        key="action.done",
        title=say("action.list.title"),
        body=tuple(body),
        submit=say("review.done") if chooses else None,  # Slack wants one beside a choice
        close=say("form.close"),
        args={"region": listed.region.id, "inside": 1},
    )


def counted_line(region: str, running: int, late: int) -> Phrase:
    """How many actions of a region run, and how many of these are over their date."""
    counted = say("action.list.counts", region=region, count=running)
    return run_on([counted, say("action.list.late", count=late)]) if late else counted


def _choices(listed: Listed) -> Iterator[Element]:
    yield ChoiceInput(
        name="show",
        label=say("action.list.show"),
        options=tuple(
            Option(
                value=one,
                label=say("action.list.choice", name=say(f"action.show.{one.value}"), number=count),
            )
            for one, count in listed.counts.items()
        ),
        initial=listed.show,
        folded=True,
        action="action.list",
    )
    if listed.statements:
        yield ChoiceInput(
            name="of",
            label=say("action.list.of"),
            options=(
                Option(value=NONE, label=say("action.list.any_item")),
                *(
                    Option(value=item.key, label=say("action.form.item_name", item=item.short))
                    for item in listed.statements
                ),
            ),
            initial=listed.of,
            folded=True,
            action="action.list",
        )


def _rows(listed: Listed) -> Iterator[Element]:
    if not listed.shown:
        yield Paragraph(say("action.list.none_such"))
        return
    for seen in listed.shown:
        line = say("action.list.line", what=seen.action.what, about=beside(_line(seen)))
        yield Row(line, open_button(seen.action, show=listed.show, of=listed.of))
    last = listed.first + len(listed.shown) - 1
    if listed.total > len(listed.shown):
        said = say("action.list.page", first=listed.first, last=last, count=listed.total)
        yield Note(said)
    turns = []
    if listed.first > 1:
        turns.append(_turn(listed, listed.first - ON_A_PAGE, say("action.list.before")))
    if last < listed.total:
        turns.append(_turn(listed, last + 1, say("action.list.after")))
    if turns:
        yield Buttons(tuple(turns))


def _line(seen: ActionSeen) -> list[Phrase]:
    said = [owner_of(seen), standing(seen)]
    runs = seen.action.is_open and seen.action.carried_out_at is None
    return [*said, when(seen)] if runs else said


def _turn(listed: Listed, first: int, label: Phrase) -> Button:
    return Button(
        action="action.list", label=label, args={"region": listed.region.id, "first": first}
    )
