"""All figures of a scan in a window: what is said of each, and why there may be none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.comparison import Past
from flows.instrument import Instrument
from flows.language import Language
from flows.messages import Form, Picture
from flows.outcome import Outcome
from flows.plots import RadarPlot, StripPlot
from flows.region import Group
from flows.results import Results, without_lines
from flows.scan import Mode
from flows.views.results import results_form, table_form
from tests.support.builders import INSTRUMENT, NOW, WORDINGS, buttons_of, keys_of, said
from tests.support.outcomes import a_published_scan, outcome_from, past_from, results_from

DAY = NOW.date()
SCORES = st.lists(st.none() | st.integers(1, 5), min_size=7, max_size=7)
PEOPLE = st.dictionaries(
    st.sampled_from([f"Partner {number}" for number in range(8)]),
    st.lists(SCORES, min_size=1, max_size=3),
)
THREE: dict[str, Sequence[int | None] | Sequence[Sequence[int | None]]] = {
    "De Boer": (4, 3, 2, 1, 5, 4, None),
    "ROC West": [(2, 3, 4, 5, 1, 2, 3), (3, 3, 3, 3, 3, 3, None)],
    "Gemeente": (5, 3, 5, 3, 1, 4, None),
}
HIDDEN = {f"results.figure.{key}" for key in ("median", "range", "same", "count", "unknown")} | {
    "results.missing",
    "results.groups",
    "results.change.both",
}
"""What no window says of a protected scan."""
GROUPS = {"De Boer": Group.COMPANY, "ROC West": Group.SCHOOL, "Gemeente": Group.MUNICIPALITY}


def an_open(**changes: object) -> Outcome:
    """An open scan of three partners of different kinds, and one that gave nothing."""
    results = results_from(THREE, missing=["Kuiper"], groups=GROUPS)
    return outcome_from(replace(results, **changes), a_published_scan(id=5))  # type: ignore[arg-type]  # checked when it runs


def a_protected(**changes: object) -> Outcome:
    """A protected scan that shows its figures."""
    people = {name: [(4, 3, 2, 1, 5, 4, None), (2, 3, 2, 5, 5, 5, 1)] for name in THREE}
    results = results_from(people, Mode.PROTECTED)
    return outcome_from(replace(results, **changes))  # type: ignore[arg-type]  # checked when it runs


def old_release(results: Results) -> Results:
    """The same as the first release kept it: without medians and counts."""
    figures = tuple(replace(one, median=None, n=None, unknown=None) for one in results.figures)
    lines = tuple(replace(line, partner_id=0, group=Group.OTHER) for line in results.lines)
    return replace(results, figures=figures, lines=lines, groups=())


def actions(form: Form) -> list[str]:
    """What can be tapped."""
    return [button.action for button in buttons_of(form)]


def pictures(form: Form) -> list[object]:
    """What is drawn."""
    return [element.plot for element in form.body if isinstance(element, Picture)]


def test_an_open_scan_shows_all_there_is() -> None:
    """Who answered and who did not, and of each statement middle, ends, spread and number."""
    outcome = an_open()
    words = said(results_form(outcome))
    for fact in (
        "3 van de 4",
        "Geen cijfers van: Kuiper.",
        "**1. STO in de (lijn)organisatie**",
        "Gemiddeld **3,8 van 5**. Het middelste cijfer is 4.",
        "Van 2,5 tot 5. De cijfers liggen gemiddeld 0,9 van het gemiddelde: verdeeld.",
        "Drie organisaties gaven een cijfer.",
        "Alle organisaties gaven hetzelfde cijfer.",
        "Gemiddeld **3,0**.",
        "Eén organisatie gaf een cijfer.",
        "Twee organisaties konden dit niet beoordelen.",
    ):
        assert fact in words
    assert words.count("van 5") == 1
    plots = pictures(results_form(outcome))
    assert plots == [RadarPlot(now=outcome.past), StripPlot(now=outcome.past)]


def test_groups_stand_beside_each_other() -> None:
    """A line per statement; a group of one organisation only repeats that one."""
    people = {**THREE, "Smit": (2, None, 2, 2, 2, 2, None), "Klim": (3, None, 3, 3, 3, 3, 3)}
    groups = {**GROUPS, "Smit": Group.COMPANY, "Klim": Group.SCHOOL}
    results = results_from(people, groups=groups)
    form = results_form(an_open(groups=results.groups))
    words = said(form)
    assert "**STO in de (lijn)organisatie**: Scholen 2,8 · Bedrijven 3,0\n" in words
    assert "**Communicatie**: Scholen 3,0 · Bedrijven geen cijfer" in words
    assert "één organisatie. Die heeft geen gemiddelde van een groep: Gemeenten." in words
    two = tuple(group for group in results.groups if group.partners > 1)
    assert "results.group.single" not in keys_of(results_form(an_open(groups=two)))
    for alone in (results.groups[:1], an_open().results.groups):
        assert "results.groups" not in keys_of(results_form(an_open(groups=alone)))


def test_a_protected_scan_shows_means_and_how_far_apart_only() -> None:
    """No middle, no ends, no numbers by statement, nobody's name."""
    form = results_form(a_protected())
    keys = set(keys_of(form))
    assert {"results.figure.mean", "results.figure.apart", "results.answered_protected"} <= keys
    assert not HIDDEN & keys
    words = said(form)
    assert "samen zes mensen" in words
    assert not any(name in words for name in THREE)
    assert "results.table" not in actions(form)


def test_a_statement_that_is_held_back_says_so() -> None:
    """In a protected scan too few answers, in an open one none."""
    people = {name: [(4, None, *(4,) * 5), (4, None, *(4,) * 5)] for name in THREE}
    protected = results_form(outcome_from(results_from(people, Mode.PROTECTED)))
    assert keys_of(protected).count("results.figure.withheld") == 1
    opened = results_form(outcome_from(results_from(people)))
    assert keys_of(opened).count("results.figure.unscored") == 1
    assert "Drie organisaties konden dit niet beoordelen." in said(opened)


def test_once_scores_are_deleted_two_are_not_told_apart() -> None:
    """How far two scores lie apart would give both away."""
    two = results_from({"A": (2, 1, 3, 3, 3, 3, 3), "B": (2, 2, 3, 3, 3, 3, 3)})
    gone = results_form(outcome_from(without_lines(two)))
    assert "results.figure.apart" not in keys_of(gone)


@pytest.mark.parametrize(
    ("results", "key"),
    [
        (results_from({}, missing=["A", "B"]), "results.nobody"),
        (results_from({"A": (None,) * 7}), "results.none.unscored"),
        (results_from({"A": (3,) * 7}, Mode.PROTECTED), "results.too_few"),
        (
            replace(results_from({}, Mode.PROTECTED), withdrawn=True),
            "results.withdrawn",
        ),
    ],
)
def test_without_figures_the_window_says_why(results: Results, key: str) -> None:
    """And offers no picture and no file."""
    form = results_form(outcome_from(results), own=7)
    assert key in keys_of(form)
    assert not pictures(form)
    assert "results.files" not in actions(form)
    assert "results.own" in actions(form)


def test_who_is_missing_is_named_though_there_are_no_figures() -> None:
    """As in the channel."""
    form = results_form(outcome_from(results_from({}, missing=["Kuiper"])))
    assert "Geen cijfers van: Kuiper." in said(form)
    assert not actions(form)


def test_figures_that_changed_say_so() -> None:
    """Somebody deleted their answers after publishing."""
    assert "results.changed" in keys_of(results_form(an_open(changed=True)))
    assert "results.changed" not in keys_of(results_form(an_open()))


def test_what_an_earlier_release_kept_reads_well() -> None:
    """Without the numbers that it did not keep."""
    form = results_form(outcome_from(old_release(an_open().results)))
    keys = keys_of(form)
    assert keys.count("results.figure.mean") == 7
    assert "results.figure.range" in keys
    assert "results.figure.count" not in keys
    for language in Language:
        assert "None" not in said(form, language)


def test_once_scores_are_deleted_the_means_stay() -> None:
    """Without ends and without a table by organisation."""
    form = results_form(outcome_from(without_lines(an_open().results)))
    keys = keys_of(form)
    assert "results.figure.mean" in keys
    assert "results.figure.range" not in keys
    assert "results.table" not in actions(form)


def a_before(*, instrument: Instrument = INSTRUMENT) -> Past:
    """The scan before, of two partners of which one answers again."""
    results = results_from({"De Boer": (3, 3, 3, 1, 5, 4, None), "Kuiper": (2, 3, 4, 2, 1, 1, 3)})
    scan = a_published_scan(title="Herfst", id=3)
    return past_from(results, scan, instrument)


def test_what_changed_is_told_overall_and_among_those_who_answered_twice() -> None:
    """Apart, since others may have answered."""
    outcome = outcome_from(an_open().results, before=a_before())
    form = results_form(outcome)
    words = said(form)
    assert "**Herfst**" in words
    assert "Vorige scan: 2,5. Nu 1,3 hoger." in words
    assert "gingen van 2,5 naar" in words
    assert "lager" in words
    assert "Nu hetzelfde." in words
    assert pictures(form)[0] == RadarPlot(now=outcome.past, before=a_before())


def test_one_that_answered_twice_is_one() -> None:
    """In the singular."""
    now = outcome_from(results_from({"De Boer": (4,) * 7}), before=a_before())
    assert "De ene organisatie die beide keren een cijfer gaf, ging van 3,0 naar 4,0." in said(
        results_form(now)
    )


def test_another_statement_is_not_compared() -> None:
    """It says so instead of a change."""
    first, *rest = INSTRUMENT.statements
    reworded = replace(
        first, variants={key: replace(text, nl="Anders.") for key, text in first.variants.items()}
    )
    items = (*INSTRUMENT.sentences, reworded, *rest)
    before = a_before(instrument=replace(INSTRUMENT, version="2019", items=items))
    keys = keys_of(results_form(outcome_from(an_open().results, before=before)))
    assert keys.count("results.change.another") == 1
    # Of the seventh statement the partner that scores again could not judge it.
    assert keys.count("results.change.last") == 6


def test_a_statement_without_a_figure_before_says_no_change() -> None:
    """Nothing was there to change."""
    before = past_from(results_from({"A": (None,) * 7}))
    keys = keys_of(results_form(outcome_from(an_open().results, before=before)))
    assert not [key for key in keys if key.startswith("results.change")]


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        (0, False, ["results.table", "results.files"]),
        (9, False, ["results.own", "results.table", "results.files"]),
        (0, True, ["results.compare", "results.history", "results.table", "results.files"]),
    ],
)
def test_from_the_figures_on(own: int, expected: list[str], *, others: bool) -> None:
    """One's own line if there is one, other scans if there are any; each with its id."""
    form = results_form(an_open(), own=own, others=others)
    assert actions(form) == expected
    for button in buttons_of(form):
        assert button.args == ({"response": 9} if button.action == "results.own" else {"scan": 5})


def test_the_table_names_every_score() -> None:
    """As in the channel."""
    words = said(table_form(an_open()))
    assert all(name in words for name in THREE)


@settings(deadline=None, max_examples=60)
@given(people=PEOPLE, mode=st.sampled_from(Mode), before=PEOPLE, old=st.booleans())
def test_any_figures_have_words(
    people: dict[str, list[list[int | None]]],
    mode: Mode,
    before: dict[str, list[list[int | None]]],
    *,
    old: bool,
) -> None:
    """Whatever was answered now and before, in both languages, and titles and buttons fit."""
    results = results_from(people, mode, missing=["Kuiper"])
    outcome = outcome_from(
        old_release(results) if old else results,
        before=past_from(results_from(before, mode)),
    )
    form = results_form(outcome, own=1, others=True)
    if mode is Mode.PROTECTED:
        assert not HIDDEN & set(keys_of(form))
        assert not any(name in said(form) for name in ("Partner ", "Kuiper"))
    for language, wording in WORDINGS.items():
        assert "None" not in said(form, language)
        assert len(wording.text(form.title)) <= 24
        assert all(0 < len(wording.text(one.label)) <= 75 for one in buttons_of(form))
