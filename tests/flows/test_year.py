"""How actions stand, and what of a year is open or late."""

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.action import ActionState, Phase
from flows.year import Standing, standing
from tests.support.threads import TODAY, a_year, an_action

MOMENT = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "stands"),
    [
        ({"phase": Phase.PLAN}, Standing.AGREED),
        ({"phase": Phase.DO}, Standing.RUNNING),
        ({"phase": Phase.PLAN, "due_on": TODAY - timedelta(days=1)}, Standing.OVER_DATE),
        ({"phase": Phase.CHECK, "carried_out_at": MOMENT}, Standing.CARRIED_OUT),
        ({"phase": Phase.ACT, "carried_out_at": MOMENT}, Standing.CARRIED_OUT),
        ({"state": ActionState.FINISHED, "closed_at": MOMENT}, Standing.FINISHED),
        ({"state": ActionState.DROPPED, "closed_at": MOMENT}, Standing.DROPPED),
    ],
)
def test_how_an_action_stands(changes: dict[str, object], stands: Standing) -> None:
    """In words for who never heard of the cycle."""
    assert standing(an_action(1, **changes).action, TODAY) is stands


def test_what_is_done_late_is_not_over_date() -> None:
    """It is done."""
    late = an_action(due_on=date(2027, 1, 1), carried_out_at=MOMENT, phase=Phase.CHECK)
    assert standing(late.action, TODAY) is Standing.CARRIED_OUT


def test_only_what_was_given_up_has_a_day_on_which_it_was() -> None:
    """Finished actions are closed too."""
    dropped = an_action(state=ActionState.DROPPED, closed_at=MOMENT)
    finished = an_action(state=ActionState.FINISHED, closed_at=MOMENT)
    assert dropped.dropped_on == MOMENT.date()
    assert finished.dropped_on is None


def test_what_is_open_and_what_is_late_is_counted() -> None:
    """Of actions and of decisions."""
    year = a_year()
    assert [one.action.id for one in year.open_actions] == [1, 2, 3]
    assert [one.action.id for one in year.over_date] == [2]
    assert [one.decision.id for one in year.open_decisions] == [1, 2]


def test_a_year_has_its_first_and_its_last_day() -> None:
    """And no day that is none."""
    year = a_year()
    assert year.has(year.first)
    assert year.has(year.last)
    assert not year.has(year.last + timedelta(days=1))
    assert not year.has(None)
