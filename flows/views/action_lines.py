"""What is said of one action in a line: who has it, where it is, by when."""

from dataclasses import dataclass

from flows.action import Action, ActionState
from flows.language import Localized
from flows.views.owner import Owner, owner_name
from flows.wording import Phrase, say

FULL = 5
"""The highest mean: behind "of" at the first mention of a figure."""


@dataclass(frozen=True, kw_only=True)
class ActionSeen:
    """An action as people see it.

    `owner` is who has it, None while nobody does; `partner` the name of the organisation, "" for
    none. `item` is the statement that it should lift, None for none. `late` says that it
    should have been carried out by now and was not.
    """

    action: Action
    owner: Owner | None = None
    partner: str = ""
    item: Localized | None = None
    late: bool = False


def owner_of(seen: ActionSeen) -> Phrase:
    """Who has it."""
    if seen.owner is not None:
        return owner_name(seen.owner)
    return say("action.nobody_of", partner=seen.partner) if seen.partner else say("action.nobody")


def standing(seen: ActionSeen) -> Phrase:
    """Where it is."""
    if seen.action.state is ActionState.OPEN:
        return say(f"action.phase.{seen.action.phase.value}")
    return say(f"action.state.{seen.action.state.value}")


def when(seen: ActionSeen) -> Phrase:
    """By when, or that it is over its date."""
    return say("action.late" if seen.late else "action.due", day=seen.action.due_on)


def aim_of(mean: float) -> Phrase:
    """The mean that it should reach."""
    return say("action.aim_of", mean=mean, most=FULL)
