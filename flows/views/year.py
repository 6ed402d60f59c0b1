"""The year's thread as its leaders see it: one window in order of time, readable on a phone."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.messages import Bullets, Button, Buttons, Element, Form, Note, Paragraph
from flows.views.figures import beside, run_on
from flows.views.short import shortened
from flows.wording import Phrase, say
from flows.year import Coming, Year, YearAction, YearScan

LONGEST = 90
"""Characters of what people wrote in one line."""
MOST_NAMED = 3
"""Statements that rose or fell in a scan and are named; more are counted."""
MOST_A_MONTH = 2
"""Lines of one kind in a month; the others are counted."""
MOST_COMING = 8
"""Days ahead that are named; the others are counted."""
COUNTED = ("made", "carried_out", "dropped", "decided", "celebrated")
"""The kinds of lines of which a month may have too many."""


@dataclass(frozen=True)
class _Event:
    """What happened on a day; `kind` is one of COUNTED, "" for what is always told."""

    on: date
    line: Phrase
    kind: str = ""


def year_button(region_id: int) -> Button:
    """The way to the year's thread of a region."""
    return Button(action="year.open", label=say("year.button.year"), args={"region": region_id})


def year_form(region_id: int, year: Year) -> Form:
    """The window, with what has to be looked at now on top."""
    body: list[Element] = [
        Paragraph(say("year.intro", region=year.region, first=year.first)),
        Bullets(tuple(now_lines(year))),
        Buttons(
            (
                Button(
                    action="action.list",
                    label=say("year.button.actions"),
                    args={"region": region_id},
                ),
                Button(
                    action="decision.list",
                    label=say("year.button.decisions"),
                    args={"region": region_id},
                ),
                Button(
                    action="dip.open",
                    label=say("dip.button.open"),
                    args={"region": region_id},
                ),
            )
        ),
        *_months(year),
        Paragraph(say("year.coming")),
    ]
    lines = coming_lines(year, MOST_COMING)
    body.append(Bullets(tuple(lines)) if lines else Paragraph(say("year.nothing_coming")))
    body.append(Note(say("year.who_sees")))
    return Form(key="year.open", title=say("year.title"), body=tuple(body), close=say("form.close"))


def now_lines(year: Year) -> list[Phrase]:
    """How many actions and decisions are open, and how many actions are over their date."""
    actions = say("year.now.actions", count=len(year.open_actions))
    late = len(year.over_date)
    if late:
        actions = run_on([actions, say("year.now.over_date", count=late)])
    return [actions, say("year.now.decisions", count=len(year.open_decisions))]


def coming_lines(year: Year, most: int, longest: int = LONGEST) -> list[Phrase]:
    """The days ahead, the nearest first: so many, and how many more.

    `longest` counts the characters of what people wrote in one line.
    """
    lines = [_coming(one, longest) for one in year.coming[:most]]
    if left := len(year.coming) - len(lines):
        lines.append(say("year.more.coming", count=left))
    return lines


def _coming(one: Coming, longest: int) -> Phrase:
    what = shortened(one.what, longest)
    return say("year.on", day=one.on, what=say(f"year.ahead.{one.kind.value}", what=what))


def scan_line(scan: YearScan) -> Phrase:
    """How many answered a scan, and what rose and fell."""
    said = [say("year.scan", title=scan.title, answered=scan.answered, asked=scan.asked)]
    if len(scan.rose) > MOST_NAMED:
        said.append(say("year.rose_many", number=len(scan.rose), item=scan.rose[0]))
    elif scan.rose:
        said.append(say("year.rose", items=scan.rose))
    if len(scan.fell) > MOST_NAMED:
        said.append(say("year.fell_many", number=len(scan.fell)))
    elif scan.fell:
        said.append(say("year.fell", items=scan.fell))
    return run_on(said)


def _months(year: Year) -> list[Element]:
    """What happened, each month under its name; months in which nothing did are left out."""
    months: dict[date, list[_Event]] = defaultdict(list)
    for event in sorted(_events(year), key=lambda one: one.on):
        months[event.on.replace(day=1)].append(event)
    if not months:
        return [Paragraph(say("year.nothing"))]
    return [
        element
        for month, events in months.items()
        for element in (
            Paragraph(say("year.month", month=month)),
            Bullets(tuple(_lines(events))),
        )
    ]


def _lines(events: Sequence[_Event]) -> Iterator[Phrase]:
    told: Counter[str] = Counter()
    for event in events:
        told[event.kind] += 1
        if not event.kind or told[event.kind] <= MOST_A_MONTH:
            yield say("year.on", day=event.on, what=event.line)
    for kind in COUNTED:
        if (left := told[kind] - MOST_A_MONTH) > 0:
            yield say(f"year.more.{kind}", count=left)


def _events(year: Year) -> Iterator[_Event]:
    """All that happened in these days, in no order."""
    for scan in year.scans:
        yield _Event(scan.day, scan_line(scan))
    for action in year.actions:
        for kind, day in _days(action).items():
            if day is not None and year.has(day):
                yield _Event(day, _of_action(kind, action), kind)
    for one in year.decisions:
        if year.has(one.decision.decided_on):
            what = shortened(one.decision.what, LONGEST)
            yield _Event(one.decision.decided_on, say("year.decided", what=what), "decided")
    for success in year.successes:
        line = say(f"year.told.{success.kind.value}", text=shortened(success.text, LONGEST))
        yield _Event(success.day, line, "celebrated")
    for notice in year.notices:
        names = [say(f"year.signal.{signal}") for signal in notice.signals]
        yield _Event(notice.on, say("year.noticed", signals=beside(names)))


def _days(one: YearAction) -> Mapping[str, date | None]:
    return {
        "made": one.made_on,
        "carried_out": one.carried_out_on,
        "dropped": one.dropped_on,
    }


def _of_action(kind: str, one: YearAction) -> Phrase:
    what = shortened(one.action.what, LONGEST)
    if one.partner:
        return say(f"year.action.{kind}", what=what, partner=one.partner)
    return say(f"year.action_of_nobody.{kind}", what=what)
