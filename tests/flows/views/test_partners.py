"""The windows in which a leader adds, changes and removes partners."""

import pytest

from flows.language import Language
from flows.messages import Look, PeopleInput, Row, TextInput
from flows.region import Partner, Sector
from flows.views.partners import (
    PARTNERS_IN_WINDOW,
    Follows,
    partner_form,
    partners_form,
    sector_name,
)
from flows.views.setup import LONGEST_NAME
from tests.support.builders import WORDINGS, a_response, a_walk, buttons_of, keys_of

REGION = a_walk(a_response()).region
BOER = Partner(id=4, region_id=REGION.id, name="De Boer", sector=Sector.COMPANY)


@pytest.mark.parametrize(("extra", "rows"), [(0, 90), (1, 90), (5, 90)])
def test_a_long_list_of_partners_says_how_many_do_not_fit(extra: int, rows: int) -> None:
    """No partner is left out without a word."""
    form = partners_form(REGION, [(BOER, ["Karin"])] * (PARTNERS_IN_WINDOW + extra))
    assert sum(isinstance(element, Row) for element in form.body) == rows
    assert ("partners.more" in keys_of(form)) is bool(extra)


def test_only_a_known_partner_can_be_removed() -> None:
    """After a question, for what its people gave no longer counts."""
    assert not list(buttons_of(partner_form(REGION, None, [])))
    (remove,) = buttons_of(partner_form(REGION, BOER, ["U1"]))
    assert (remove.action, remove.look) == ("partners.remove", Look.DANGER)
    assert remove.args == {"region": REGION.id, "partner": BOER.id}
    assert remove.confirm is not None


def test_a_partner_needs_a_name_that_fits_a_radar_and_people() -> None:
    """Both are required."""
    form = partner_form(REGION, None, [])
    (name,) = (element for element in form.body if isinstance(element, TextInput))
    (people,) = (element for element in form.body if isinstance(element, PeopleInput))
    assert (name.required, name.longest) == (True, LONGEST_NAME)
    assert (people.required, people.many) == (True, True)


@pytest.mark.parametrize("language", Language)
def test_every_sector_has_a_name(language: Language) -> None:
    """Each its own."""
    names = {WORDINGS[language].text(sector_name(sector)) for sector in Sector}
    assert len(names) == len(Sector)


@pytest.mark.parametrize("kept", [None, True, False])
def test_whether_a_partner_follows_schools_is_kept_as_chosen(*, kept: bool | None) -> None:
    """What stands in the window is what is kept."""
    assert Follows.of(kept).kept is kept
