"""Which actions ran while a figure rose, beside it and never as what made it rise."""

from collections.abc import Iterable

from flows.outcome import Outcome, Ran
from flows.views.short import shortened
from flows.wording import Localized, Phrase, say

LONGEST_ACTION = 120
"""Characters of an action that a sentence among others holds."""


def ran_lines(outcome: Outcome, item: str) -> list[Phrase]:
    """The first action on a statement that rose, and how many more; [] if none ran meanwhile."""
    ran = outcome.ran.get(item)
    if ran is None:
        return []
    what = _what(ran)
    if ran.partner:
        first = say("agenda.ran", partner=ran.partner, what=what)
    else:
        first = say("agenda.ran_by_nobody", what=what)
    return [first, *([say("agenda.ran_too", count=ran.more)] if ran.more else [])]


def ran_for(outcome: Outcome, items: Iterable[str]) -> list[Phrase]:
    """The same of the first of these statements that has one, in a sentence that names it."""
    for item in items:
        if (ran := outcome.ran.get(item)) is not None:
            return [_for(outcome.instrument.item(item).short, ran)]
    return []


def _for(item: Localized, ran: Ran) -> Phrase:
    what = _what(ran)
    if ran.partner:
        return say("agenda.ran_for", item=item, partner=ran.partner, what=what)
    return say("agenda.ran_for_by_nobody", item=item, what=what)


def _what(ran: Ran) -> str:
    return shortened(ran.what, LONGEST_ACTION)
