"""Which use case answers which act."""

from collections.abc import Mapping
from typing import assert_never

from flows.events import Event, Kind
from flows.usecases import (
    action_form,
    actions,
    answer,
    channel,
    check_in,
    check_in_help,
    check_in_quiet,
    commands,
    decisions,
    dip_acts,
    dip_steps,
    earlier,
    follow_scan,
    follow_up_windows,
    free_weeks,
    guide,
    hand_over,
    later,
    lead_planned,
    lead_scan,
    own_data,
    page,
    partners,
    results,
    review,
    rhythm,
    rhythm_setup,
    setup,
    shared,
    start_scan,
    statements,
    successes,
    try_again,
    typed,
    we_sentences,
    year,
)
from flows.usecases.desk import Reply, Request, Route
from flows.wording import say

TAPS: Mapping[str, Route] = {
    **actions.TAPS,
    **action_form.TAPS,
    **answer.TAPS,
    **earlier.TAPS,
    **later.TAPS,
    **review.TAPS,
    **own_data.TAPS,
    **results.TAPS,
    **shared.TAPS,
    **page.TAPS,
    **setup.TAPS,
    **partners.TAPS,
    **free_weeks.TAPS,
    **start_scan.TAPS,
    **lead_scan.TAPS,
    **follow_scan.TAPS,
    **follow_up_windows.TAPS,
    **rhythm.TAPS,
    **rhythm_setup.TAPS,
    **lead_planned.TAPS,
    **statements.TAPS,
    **successes.TAPS,
    **guide.TAPS,
    **we_sentences.TAPS,
    **check_in.TAPS,
    **check_in_help.TAPS,
    **check_in_quiet.TAPS,
    **try_again.TAPS,
    **decisions.TAPS,
    **dip_acts.TAPS,
    **dip_steps.TAPS,
    **year.TAPS,
}
FORMS: Mapping[str, Route] = {
    **actions.FORMS,
    **action_form.FORMS,
    **answer.FORMS,
    **earlier.FORMS,
    **later.FORMS,
    **review.FORMS,
    **hand_over.FORMS,
    **results.FORMS,
    **setup.FORMS,
    **partners.FORMS,
    **free_weeks.FORMS,
    **start_scan.FORMS,
    **lead_scan.FORMS,
    **follow_scan.FORMS,
    **follow_up_windows.FORMS,
    **rhythm.FORMS,
    **rhythm_setup.FORMS,
    **lead_planned.FORMS,
    **statements.FORMS,
    **successes.FORMS,
    **guide.FORMS,
    **we_sentences.FORMS,
    **check_in.FORMS,
    **check_in_help.FORMS,
    **decisions.FORMS,
    **dip_acts.FORMS,
    **dip_steps.FORMS,
}


def _nothing(_request: Request) -> Reply:
    return Reply(notice=say("walk.notice.further_on"))


UNKNOWN = Route(_nothing)
"""The answer to a button or form that no longer exists."""


def route_of(event: Event) -> Route:
    """The use case for an act; `UNKNOWN` for one that no longer exists."""
    match event.kind:
        case Kind.TAP:
            return TAPS.get(event.action, UNKNOWN)
        case Kind.SUBMIT:
            return FORMS.get(event.action, UNKNOWN)
        case Kind.TYPED:
            return typed.TYPED
        case Kind.COMMAND:
            return commands.COMMAND
        case Kind.SHORTCUT:
            return decisions.SHORTCUTS.get(event.action, UNKNOWN)
        case Kind.HOME:
            return page.HOME
        case Kind.JOINED:
            return channel.JOINED
        case _:
            assert_never(event.kind)
