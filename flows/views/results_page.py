"""What came of the last scans of a region, on a person's own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.comparison import Past
from flows.messages import Button, Buttons, Element, Heading, Look, Paragraph, Rule
from flows.views.results import history_button, open_button, own_button
from flows.views.results_figures import has_figures
from flows.views.results_over_time import history_elements
from flows.wording import say

MOST_HISTORIES = 3
"""Regions whose history stands on a page; of the others the buttons lead to it."""


@dataclass(frozen=True, kw_only=True)
class RegionOutcomes:
    """The scans of a region that a person may see, the oldest first, at least one.

    `days` are those on which they were published; `own` is the id of the person's response in
    the last one if they handed in, else 0.
    """

    region: str
    scans: Sequence[Past]
    days: Sequence[date]
    own: int = 0


def outcome_elements(regions: Sequence[RegionOutcomes]) -> list[Element]:
    """The last outcome of each region with the ways to all of it, and what it was before."""
    if not regions:
        return []
    body: list[Element] = [Rule(), Heading(say("results.page.heading"))]
    for number, one in enumerate(regions):
        body += _outcome(one)
        if number < MOST_HISTORIES and any(has_figures(past.results) for past in one.scans):
            body += history_elements(one.region, one.scans, one.days)
    return body


def _outcome(one: RegionOutcomes) -> list[Element]:
    last = one.scans[-1].scan
    line = say("results.page.last", title=last.title, region=one.region, day=one.days[-1])
    buttons: list[Button] = [open_button(last, Look.PRIMARY)]
    if len(one.scans) > 1:
        buttons.append(history_button(last))
    if one.own:
        buttons.append(own_button(one.own))
    return [Paragraph(line), Buttons(tuple(buttons))]
