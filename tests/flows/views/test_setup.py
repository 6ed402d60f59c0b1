"""The windows in which a leader sets up a region."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from flows.language import Language
from flows.messages import (
    ChoiceInput,
    DateInput,
    Form,
    ManyInput,
    TextInput,
)
from flows.region import Meeting, Partner, Period, PeriodKind, Sector
from flows.views.free_weeks import PARTNERS_TO_CHOOSE, PERIODS_IN_WINDOW, free_weeks_form
from flows.views.partners import (
    PARTNERS_IN_WINDOW,
    partner_form,
    partners_form,
    removed_form,
)
from flows.views.setup import (
    MEETINGS,
    leaders_form,
    meetings_form,
    new_region_form,
    settings_form,
)
from flows.wording import Phrase
from tests.support.builders import INSTRUMENT, WORDINGS, a_response, a_walk, buttons_of, said
from tests.support.shown import fields_of

REGION = a_walk(a_response()).region
BOER = Partner(id=4, region_id=REGION.id, name="De Boer & Zn. <!channel>", sector=Sector.COMPANY)


def every_form() -> Iterator[Form]:
    """Each window, empty and filled."""
    yield new_region_form()
    yield leaders_form(REGION, ["U1", "U2"])
    yield settings_form(REGION, INSTRUMENT)
    yield meetings_form(REGION, [])
    yield partners_form(REGION, [])
    yield partners_form(REGION, [(BOER, ["Karin"]), (BOER, [])])
    yield partners_form(REGION, [(BOER, ["Karin"])] * (PARTNERS_IN_WINDOW + 1))
    yield partners_form(REGION, [(BOER, ["Karin"])] * (PARTNERS_IN_WINDOW + 2))
    yield partner_form(REGION, None, [])
    yield partner_form(REGION, BOER, ["U1"])
    yield removed_form(BOER, is_left=False)
    yield removed_form(BOER, is_left=True)
    yield free_weeks_form(REGION, [], [])
    yield free_weeks_form(REGION, periods(1), [BOER])
    yield free_weeks_form(REGION, periods(PERIODS_IN_WINDOW + 1), many_partners())
    yield free_weeks_form(REGION, periods(PERIODS_IN_WINDOW + 2), many_partners())


def many_partners() -> list[Partner]:
    """More than a choice can list."""
    return [replace(BOER, id=number) for number in range(1, PARTNERS_TO_CHOOSE + 10)]


def periods(count: int) -> list[Period]:
    """Exam weeks."""
    day = date(2027, 5, 10)
    exams = Period(region_id=REGION.id, kind=PeriodKind.EXAM, first=day, last=day)
    return [replace(exams, id=number) for number in range(count)]


@pytest.mark.parametrize("language", Language)
def test_every_window_has_its_words_and_fits(language: Language) -> None:
    """Titles, submits and closes are at most 24 characters, labels and options at most 75."""
    wording = WORDINGS[language]

    def length(phrase: Phrase) -> int:
        return len(wording.text(phrase, bold=str))

    for form in every_form():
        assert said(form, language)
        assert len(form.body) <= 100
        for phrase in (form.title, form.close, form.submit):
            assert phrase is None or 0 < length(phrase) <= 24
        for button in buttons_of(form):
            assert 0 < length(button.label) <= 75
            if button.confirm:
                assert length(button.confirm.text) <= 300
        for element in form.body:
            if isinstance(element, ChoiceInput | ManyInput):
                assert all(0 < length(option.label) <= 75 for option in element.options)
                values = [option.value for option in element.options]
                assert len(set(values)) == len(values)
                initial = element.initial
                chosen = initial if isinstance(initial, tuple) else (initial,)
                assert set(chosen) <= {"", *values}


def test_inputs_of_a_window_have_names_of_their_own() -> None:
    """Else one would overwrite the other."""
    for form in every_form():
        names = [
            element.name for element in form.body if isinstance(element, TextInput | DateInput)
        ]
        assert len(set(names)) == len(names)


def test_settings_begin_with_the_regions_own() -> None:
    """So that saving changes only what was changed."""
    filled = fields_of(settings_form(REGION, INSTRUMENT))
    assert filled["name"] == REGION.name
    assert filled["channel"] == REGION.channel
    assert filled["language"] == REGION.language
    assert filled["contact"] == REGION.contact


def test_each_wording_of_the_questionnaire_can_be_chosen() -> None:
    """By its own name."""
    form = settings_form(REGION, INSTRUMENT)
    (choice,) = (e for e in form.body if isinstance(e, ChoiceInput) and e.name == "variant")
    assert [option.value for option in choice.options] == [v.key for v in INSTRUMENT.variants]


def test_there_is_room_for_more_than_a_year_of_meetings() -> None:
    """The first ones are shown when there are more."""
    meetings = [Meeting(region_id=1, on=date(2027, month, 1)) for month in range(1, 10)]
    days = [e.initial for e in meetings_form(REGION, meetings).body if isinstance(e, DateInput)]
    assert days == [meeting.on for meeting in meetings[:MEETINGS]]
    one = [e.initial for e in meetings_form(REGION, meetings[:1]).body if isinstance(e, DateInput)]
    assert one == [date(2027, 1, 1), *[None] * (MEETINGS - 1)]
