"""What changed between scans: any two of them beside each other, and each statement over all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.comparison import Past
from flows.instrument import Instrument
from flows.language import Language
from flows.messages import ChoiceInput, Form, Heading, Page, Picture
from flows.plots import HistoryPlot, RadarPlot
from flows.scan import Mode
from flows.views.results import Listed
from flows.views.results_over_time import MOST_CHOICES, MOST_SCANS, compare_form, history_form
from flows.views.results_page import MOST_HISTORIES, RegionOutcomes, outcome_elements
from tests.support.builders import INSTRUMENT, WORDINGS, buttons_of, keys_of, said
from tests.support.outcomes import a_published_scan, past_from, results_from

DAY = date(2026, 3, 19)
REGION = "regio Noordwest"


def a_past(
    number: int,
    scores: Mapping[str, int | None],
    mode: Mode = Mode.OPEN,
    instrument: Instrument = INSTRUMENT,
) -> Past:
    """A scan in which each partner gave all statements the same score."""
    people = {name: [(score,) * 7] * 2 for name, score in scores.items()}
    scan = a_published_scan(mode, id=number, title=f"Scan {number}")
    results = results_from(people, mode)
    lines = tuple(replace(line, partner_id=ord(line.partner)) for line in results.lines)
    return past_from(replace(results, lines=lines), scan, instrument)


def reworded() -> Instrument:
    """An earlier version of the tool, in which the first statement had other words."""
    first, *rest = INSTRUMENT.statements
    other = {key: replace(text, nl="Anders.") for key, text in first.variants.items()}
    items = (*INSTRUMENT.sentences, replace(first, variants=other), *rest)
    return replace(INSTRUMENT, version="2019", items=items)


def listed(*pasts: Past) -> list[Listed]:
    """The scans to choose from."""
    return [Listed(scan=past.scan, region=REGION, day=DAY) for past in pasts]


def beside(before: Past, now: Past) -> Form:
    """Two scans beside each other, opened from the later one."""
    return compare_form(before, now, listed(now, before), now.scan.id)


def history(*pasts: Past) -> Form:
    """Scans over time, a quarter apart."""
    days = [DAY + timedelta(days=91 * number) for number in range(len(pasts))]
    return history_form(REGION, pasts, days)


def choices(form: Form) -> list[ChoiceInput]:
    """What can be chosen."""
    return [element for element in form.body if isinstance(element, ChoiceInput)]


def test_two_scans_stand_beside_each_other() -> None:
    """Drawn, and in words overall and among those who answered both times."""
    before, now = a_past(1, {"a": 2, "b": 4}), a_past(2, {"a": 4, "c": 5})
    form = beside(before, now)
    words = said(form)
    assert "**Scan 2**, vergeleken met **Scan 1**." in words
    assert (
        "**STO in de (lijn)organisatie**: 3,0 van 5 → 4,5, 1,5 hoger. De ene organisatie die beide"
        " keren een cijfer gaf, ging van 2,0 naar 4,0." in words
    )
    assert words.count("van 5") == 1
    assert "Eén organisatie antwoordde beide keren." in words
    (picture,) = (element for element in form.body if isinstance(element, Picture))
    assert picture.plot == RadarPlot(now=now, before=before)


def test_both_ends_can_be_chosen() -> None:
    """Among the scans that the reader may see, beginning with those shown."""
    form = beside(a_past(1, {"a": 2}), a_past(2, {"a": 4}))
    assert [(one.name, one.initial) for one in choices(form)] == [("first", "2"), ("second", "1")]
    assert all([option.value for option in one.options] == ["2", "1"] for one in choices(form))
    assert form.submit is not None
    assert form.args == {"scan": 2}
    many = listed(*(a_past(number, {"a": 2}) for number in range(1, MOST_CHOICES + 50)))
    first, _ = choices(compare_form(a_past(1, {"a": 2}), a_past(2, {"a": 4}), many, 2))
    assert len(first.options) == MOST_CHOICES


def test_what_fell_and_what_stayed_is_said_too() -> None:
    """In words, without a sign."""
    assert "4,0 van 5 → 3,0, 1,0 lager." in said(beside(a_past(1, {"a": 4}), a_past(2, {"a": 3})))
    assert "4,0 van 5 → 4,0, hetzelfde." in said(beside(a_past(1, {"a": 4}), a_past(2, {"b": 4})))
    assert "Geen enkele organisatie antwoordde beide keren." in said(
        beside(a_past(1, {"a": 4}), a_past(2, {"b": 4}))
    )


def test_nothing_is_said_twice() -> None:
    """Who scored both times are all; two scans of one title are told apart by their days."""
    before, now = a_past(1, {"a": 2, "b": 3}), a_past(2, {"a": 4, "b": 5})
    form = beside(before, now)
    assert "2,5 van 5 → 4,5, 2,0 hoger.\n" in said(form)
    assert "results.change.both" not in keys_of(form)
    again = replace(now, scan=replace(now.scan, title="Scan 1"))
    choices = [
        Listed(scan=again.scan, region=REGION, day=DAY + timedelta(days=91)),
        Listed(scan=before.scan, region=REGION, day=DAY),
    ]
    words = said(compare_form(before, again, choices, 2))
    assert "**Scan 1**: 18 juni 2026, vergeleken met 19 maart 2026." in words


def test_where_there_was_no_figure_there_is_no_change() -> None:
    """The other one is shown."""
    words = said(beside(a_past(1, {"a": None}), a_past(2, {"a": 3})))
    assert "geen cijfer → 3,0 van 5\n" in words
    none = beside(a_past(1, {"a": 3}), a_past(2, {"a": None}))
    assert "3,0 van 5 → geen cijfer\n" in said(none)
    nothing = beside(a_past(1, {"a": None}), a_past(2, {"a": None}))
    assert "van 5" not in said(nothing)
    assert not [element for element in nothing.body if isinstance(element, Picture)]


def test_another_statement_is_named_and_not_compared() -> None:
    """An earlier version of the tool asked something else."""
    form = beside(a_past(1, {"a": 3}, instrument=reworded()), a_past(2, {"a": 4}))
    assert "omdat de stelling anders was: STO in de (lijn)organisatie." in said(form)
    assert said(form).count("1,0 hoger") == 6


def test_nothing_in_common_is_said() -> None:
    """No list remains, only why."""
    other = {"standard": replace(INSTRUMENT.statements[0].text, nl="Anders.")}
    items = [replace(item, variants=other) for item in INSTRUMENT.statements]
    old = replace(INSTRUMENT, version="2019", items=(*INSTRUMENT.sentences, *items))
    form = beside(a_past(1, {"a": 3}, instrument=old), a_past(2, {"a": 4}))
    assert "results.compare.others" in keys_of(form)
    assert "hoger" not in said(form)


def test_protected_scans_tell_nothing_of_who_answered_twice() -> None:
    """Only the means beside each other."""
    three = {"a": 2, "b": 3, "c": 4}
    form = beside(
        a_past(1, three, Mode.PROTECTED), a_past(2, {"a": 3, "b": 3, "c": 3}, Mode.PROTECTED)
    )
    keys = keys_of(form)
    assert "results.change.both" not in keys
    assert "results.compare.both" not in keys


def test_each_statement_over_all_scans() -> None:
    """From old to new, with the number of organisations."""
    pasts = (a_past(1, {"a": 2}), a_past(2, {"a": 3, "b": 3}), a_past(3, {"a": 4, "b": 4}))
    form = history(*pasts)
    words = said(form)
    assert "op 19 maart 2026, 18 juni 2026 en 17 september 2026." in words
    assert (
        "**STO in de (lijn)organisatie**: 2,0 van 5 (1 organisatie) → 3,0 (2 organisaties)"
        " → 4,0 (2 organisaties)" in words
    )
    (picture,) = (element for element in form.body if isinstance(element, Picture))
    assert picture.plot == HistoryPlot(scans=pasts)


def test_numbers_that_are_not_shown_are_left_out() -> None:
    """Of protected scans nothing stands in brackets."""
    three = {"a": 2, "b": 3, "c": 4}
    hidden = a_past(1, three, Mode.PROTECTED)
    alone = history(hidden, hidden)
    assert "results.history.counted" not in keys_of(alone)
    mixed = history(hidden, a_past(2, {"a": 3}))
    assert "3,0 van 5 → 3,0 (1 organisatie)" in said(mixed)


def test_another_statement_is_no_point_of_its_line() -> None:
    """It says so where its figure would stand."""
    words = said(history(a_past(1, {"a": 3}, instrument=reworded()), a_past(2, {"a": 4})))
    assert "**STO in de (lijn)organisatie**: andere stelling → 4,0 van 5 (1 " in words


def test_one_scan_has_no_course_yet() -> None:
    """The reader learns when it will."""
    form = history(a_past(1, {"a": 2}))
    assert "results.history.first" in keys_of(form)
    assert "van 19 maart 2026" in said(form)


def test_a_region_without_any_figures_has_no_picture() -> None:
    """Its lines say so."""
    form = history(a_past(1, {"a": None}), a_past(2, {"a": None}))
    assert not [element for element in form.body if isinstance(element, Picture)]
    assert "geen cijfer → geen cijfer\n" in said(form)


def test_a_long_history_keeps_its_newest() -> None:
    """And says so."""
    pasts = [a_past(number, {"a": 1 + number % 5}) for number in range(1, MOST_SCANS + 11)]
    form = history(*pasts)
    assert "results.history.newest" in keys_of(form)
    (picture,) = (element for element in form.body if isinstance(element, Picture))
    assert picture.plot == HistoryPlot(scans=tuple(pasts[-MOST_SCANS:]))


@settings(deadline=None, max_examples=60)
@given(
    scans=st.lists(
        st.tuples(
            st.sampled_from(Mode),
            st.dictionaries(st.sampled_from("abcd"), st.none() | st.integers(1, 5)),
            st.sampled_from([INSTRUMENT, reworded()]),
        ),
        min_size=2,
        max_size=6,
    )
)
def test_any_scans_have_words(
    scans: list[tuple[Mode, dict[str, int | None], Instrument]],
) -> None:
    """Whatever they are, in both languages, and titles and buttons fit."""
    pasts = [
        a_past(number, scores, mode, instrument)
        for number, (mode, scores, instrument) in enumerate(scans, start=1)
    ]
    for form in (history(*pasts), beside(pasts[0], pasts[-1])):
        for language, wording in WORDINGS.items():
            assert "None" not in said(form, language)
            for phrase in (form.title, form.submit, form.close):
                assert phrase is None or len(wording.text(phrase)) <= 24


def of_region(name: str, *pasts: Past, own: int = 0) -> RegionOutcomes:
    """A region's outcomes on a page."""
    days = [DAY] * len(pasts)
    return RegionOutcomes(region=name, scans=pasts, days=days, own=own)


def test_a_page_has_the_last_outcome_with_the_ways_to_it() -> None:
    """And what was before, as text and drawn."""
    page = Page(
        body=tuple(
            outcome_elements([of_region(REGION, a_past(1, {"a": 2}), a_past(2, {"a": 3}), own=9)])
        )
    )
    assert [button.action for button in buttons_of(page)] == [
        "results.open",
        "results.history",
        "results.own",
    ]
    assert [button.args for button in buttons_of(page)] == [
        {"scan": 2},
        {"scan": 2},
        {"response": 9},
    ]
    assert "2,0 van 5 (1 organisatie) → 3,0 (1 organisatie)" in said(page)
    assert "Uitkomst van regio Noordwest, 19 maart 2026." in said(page)


def test_a_first_outcome_has_no_other_ways() -> None:
    """Nobody handed in, and there is nothing before it."""
    page = Page(body=tuple(outcome_elements([of_region(REGION, a_past(1, {}))])))
    assert [button.action for button in buttons_of(page)] == ["results.open"]
    assert not [element for element in page.body if isinstance(element, Picture)]


def test_a_page_without_outcomes_has_no_part_for_them() -> None:
    """No heading above nothing."""
    assert outcome_elements([]) == []


def test_many_regions_fit_a_page() -> None:
    """Of the first few the history stands there, of the others the ways to it."""
    regions = [
        of_region(f"regio {number}", a_past(1, {"a": 2}), a_past(2, {"a": 3}))
        for number in range(20)
    ]
    body = outcome_elements(regions)
    assert sum(isinstance(element, Picture) for element in body) == MOST_HISTORIES
    assert sum(isinstance(element, Heading) for element in body) == 1
    assert len(body) <= 60
    assert "regio 19" in said(Page(body=tuple(body)), Language.EN)
