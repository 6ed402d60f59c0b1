"""The window in which a leader says when partners are free and schools have exams."""

from datetime import date

import pytest

from flows.messages import ChoiceInput, Row
from flows.region import Partner, Period, PeriodKind, Sector
from flows.views.free_weeks import PERIODS_IN_WINDOW, free_weeks_form
from tests.support.builders import a_response, a_walk, buttons_of, keys_of, said

REGION = a_walk(a_response()).region
MBO = Partner(id=4, region_id=REGION.id, name="ROC West", sector=Sector.MBO)
FIRST, LAST = date(2027, 5, 10), date(2027, 5, 28)


def period(
    kind: PeriodKind = PeriodKind.FREE, partner_id: int | None = None, last: date = LAST
) -> Period:
    """A period of somebody."""
    return Period(
        id=7, region_id=REGION.id, partner_id=partner_id, kind=kind, first=FIRST, last=last
    )


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (period(PeriodKind.EXAM), "**Examenweken van de scholen**\n10 mei 2027 tot en met 28 mei"),
        (period(), "**Vrij voor de hele regio**\n10 mei 2027 tot en met 28 mei 2027"),
        (period(partner_id=MBO.id), "**ROC West**\n10 mei 2027 tot en met 28 mei 2027"),
        (period(partner_id=MBO.id, last=FIRST), "**ROC West**\n10 mei 2027\n"),
    ],
)
def test_a_period_says_whose_it_is_and_when(one: Period, line: str) -> None:
    """With a button to remove it."""
    form = free_weeks_form(REGION, [one], [MBO])
    assert line in said(form)
    (remove,) = buttons_of(form)
    assert remove.args == {"region": REGION.id, "period": one.id}


def test_without_periods_it_says_so() -> None:
    """And asks for the first."""
    assert "free_weeks.none" in keys_of(free_weeks_form(REGION, [], [MBO]))


def test_exams_the_region_and_each_partner_can_be_chosen() -> None:
    """By what the program calls them."""
    (whose,) = (
        one for one in free_weeks_form(REGION, [], [MBO]).body if isinstance(one, ChoiceInput)
    )
    assert [option.value for option in whose.options] == ["exams", "region", "4"]


@pytest.mark.parametrize("extra", [0, 1, 5])
def test_a_long_list_says_how_many_do_not_fit(extra: int) -> None:
    """No period is left out without a word."""
    form = free_weeks_form(REGION, [period()] * (PERIODS_IN_WINDOW + extra), [])
    assert sum(isinstance(element, Row) for element in form.body) == PERIODS_IN_WINDOW
    assert ("free_weeks.more" in keys_of(form)) is bool(extra)
