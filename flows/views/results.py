"""The windows with what came of a scan: all figures, the files to take along, all outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.messages import (
    Button,
    Buttons,
    Element,
    Form,
    Look,
    Note,
    Paragraph,
    Picture,
    Row,
    Rule,
)
from flows.outcome import FileKind, Outcome
from flows.plots import RadarPlot, StripPlot
from flows.results import AGREEMENT, Results
from flows.scan import Mode, Scan
from flows.views.figures import alt_text, run_on
from flows.views.results_figures import (
    group_elements,
    has_figures,
    statement_elements,
    why_none,
)
from flows.views.table import table_message
from flows.wording import Phrase, say

MOST_ROWS = 60
"""Outcomes in one list: platforms take a hundred parts in a window."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A published scan in a list: of which region, and when it was published there."""

    scan: Scan
    region: str
    day: date


def open_button(scan: Scan, look: Look = Look.PLAIN) -> Button:
    """The way to all figures of a scan."""
    return _about(scan, "results.open", say("results.button.all"), look)


def history_button(scan: Scan) -> Button:
    """The way to each statement over all scans of the region."""
    return _about(scan, "results.history", say("results.button.history"))


def own_button(response_id: int) -> Button:
    """The way to somebody's own scores beside the region's."""
    return Button(
        action="results.own", label=say("results.button.own"), args={"response": response_id}
    )


def _about(scan: Scan, action: str, label: Phrase, look: Look = Look.PLAIN) -> Button:
    return Button(action=action, label=label, args={"scan": scan.id}, look=look)


def results_form(outcome: Outcome, *, own: int = 0, others: bool = False) -> Form:
    """All figures of a published scan.

    `own` is the id of the reader's response if they handed in; `others` says that there are other
    scans of the region that they may see.
    """
    results = outcome.results
    body: list[Element] = [Paragraph(say("results.scan", title=outcome.scan.title))]
    if has_figures(results):
        body += _figures(outcome)
    else:
        body.append(Paragraph(why_none(outcome.scan, results)))
        body += _missing(results)
    return Form(
        key="results.open",
        title=say("results.title"),
        body=(*body, *_onward(outcome, own=own, others=others)),
        close=say("form.close"),
    )


def _figures(outcome: Outcome) -> list[Element]:
    scan, results = outcome.scan, outcome.results
    before = outcome.since.before if outcome.since else None
    body: list[Element] = [Paragraph(_answered(results)), *_missing(results)]
    if results.changed:
        body.append(Note(say("results.changed")))
    body += [
        Picture(
            alt_text(scan, results, outcome.instrument),
            RadarPlot(now=outcome.past, before=before),
        ),
        Note(say("results.talk", limit=AGREEMENT)),
    ]
    if outcome.since is not None:
        title = outcome.since.before.scan.title
        drawn = say("results.since", title=title)
        none = say("results.since_none", title=title)
        body.append(Paragraph(drawn if outcome.since.drawn else none))
    return [
        *body,
        *statement_elements(outcome),
        *group_elements(results.groups, outcome.instrument.statements),
        Picture(say("results.alt.strip"), StripPlot(now=outcome.past)),
    ]


def _answered(results: Results) -> Phrase:
    if results.mode is Mode.OPEN:
        scored = results.answered - results.silent
        gave = say("results.answered_open", answered=scored, asked=results.asked)
        silent = say("results.silent", count=results.silent)
        return run_on([gave, silent]) if results.silent else gave
    return say(
        "results.answered_protected",
        answered=results.answered,
        asked=results.asked,
        people=say("results.people", count=results.people_answered),
    )


def _missing(results: Results) -> list[Element]:
    if not results.missing:
        return []
    return [Paragraph(say("results.missing", partners=results.missing))]


def _onward(outcome: Outcome, *, own: int, others: bool) -> list[Element]:
    scan = outcome.scan
    buttons = [own_button(own)] if own else []
    if others:
        buttons += [
            _about(scan, "results.compare", say("results.button.compare")),
            history_button(scan),
        ]
    if outcome.results.lines:
        buttons.append(_about(scan, "results.table", say("results.button.table")))
    if has_figures(outcome.results):
        buttons.append(_about(scan, "results.files", say("results.button.files")))
    return [Rule(), Buttons(tuple(buttons))] if buttons else []


def table_form(outcome: Outcome) -> Form:
    """Every score of every partner, as the thread in the channel has it."""
    return Form(
        key="results.table",
        title=say("results.button.table"),
        body=table_message(outcome).body,
        close=say("form.back"),
    )


def files_form(scan: Scan, *, over_another: bool = False) -> Form:
    """The files that an outcome can be taken along in, each in one line.

    `over_another` says that closing it leads back to a window.
    """
    return Form(
        key="results.files",
        title=say("results.files.title"),
        body=(
            Paragraph(say("results.files.intro", title=scan.title)),
            *(
                Row(
                    say(f"results.files.kind.{kind.value}"),
                    Button(
                        action="results.file",
                        label=say(f"results.button.make.{kind.value}"),
                        args={"scan": scan.id, "kind": kind.value},
                    ),
                )
                for kind in FileKind
            ),
        ),
        close=say("form.back" if over_another else "form.close"),
    )


def list_form(listed: Sequence[Listed]) -> Form:
    """The outcomes that somebody may see, the newest first."""
    body: list[Element] = [
        Paragraph(say("results.list.intro" if listed else "results.list.nothing"))
    ]
    for one in listed[:MOST_ROWS]:
        line = say("results.list.line", title=one.scan.title, region=one.region, day=one.day)
        body.append(Row(line, open_button(one.scan)))
    if len(listed) > MOST_ROWS:
        body.append(Note(say("results.list.more")))
    of_one_region = len({one.scan.region_id for one in listed}) == 1
    if of_one_region and len(listed) > 1:
        body.append(Buttons((history_button(listed[0].scan),)))
    return Form(
        key="results.list",
        title=say("results.list.title"),
        body=tuple(body),
        close=say("form.close"),
    )
