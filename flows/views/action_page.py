"""The actions of the regions that somebody has a part in, on their own page."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.messages import Buttons, Element, Heading, Paragraph, Row, Rule
from flows.views.action_message import list_button, new_button
from flows.views.actions import counted_line
from flows.views.check_in import again_button
from flows.views.decisions import list_button as decisions_button
from flows.views.successes import ways_to_successes
from flows.wording import say

MOST_WITH_BUTTONS = 5
"""Regions with both buttons; of more each has a line with one, for a page takes a hundred parts."""


@dataclass(frozen=True, kw_only=True)
class RegionActions:
    """How many actions of a region run, and how many of these are over their date.

    `quiet` is who its reader takes part as there without being asked the question of the month, 0
    if they are asked it.
    """

    region_id: int
    region: str
    running: int
    late: int
    quiet: int = 0


def action_elements(regions: Sequence[RegionActions]) -> list[Element]:
    """Each region with the ways to its actions and to a new one."""
    body: list[Element] = [Rule(), Heading(say("action.page.heading"))] if regions else []
    for one in regions:
        line = counted_line(one.region, one.running, one.late)
        to_list = list_button(one.region_id)
        if len(regions) > MOST_WITH_BUTTONS:
            body.append(Row(line, to_list))
        else:
            decisions, successes = decisions_button(one.region_id), ways_to_successes(one.region_id)
            ways = (to_list, new_button(one.region_id), decisions, *successes)
            quiet = (again_button(one.quiet, on_page=True),) if one.quiet else ()
            body += [Paragraph(line), Buttons((*ways, *quiet))]
    return body
