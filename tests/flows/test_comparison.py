"""What changed between two scans: only what was asked in the same words, and no more than shown."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from flows.comparison import Change, Past, compare
from flows.instrument import Instrument, Item, SourcedText
from flows.language import Language, decimal
from flows.results import Line, Results, withdraw, without_lines
from flows.scan import Mode
from tests.support.builders import INSTRUMENT
from tests.support.outcomes import a_published_scan, past_from, results_from

FIRST = INSTRUMENT.statements[0]
ALL = len(INSTRUMENT.statements)


def with_statements(*statements: Item) -> Instrument:
    """The instrument in a later version, with these statements."""
    return replace(INSTRUMENT, version="later", items=(*INSTRUMENT.sentences, *statements))


def worded(item: Item, nl: str) -> Item:
    """A statement in other Dutch words."""
    return replace(
        item,
        variants={key: replace(text, nl=nl) for key, text in item.variants.items()},
    )


def of_items(past: Past, *numbers: int) -> Results:
    """The results of these statements, in this order."""
    results = past.results
    return replace(
        results,
        figures=tuple(results.figures[number] for number in numbers),
        lines=tuple(
            replace(line, scores=tuple(line.scores[number] for number in numbers))
            for line in results.lines
        ),
    )


def test_overall_and_among_both_are_told_apart() -> None:
    """Who answered once counts in the one and not in the other."""
    before = past_from(results_from({"Noord": [2] * ALL, "ROC": [1] * ALL}))
    now = past_from(results_from({"Noord": [3] * ALL, "Gemeente": [5] * ALL}, missing=["ROC"]))
    now = past_from(
        replace(now.results, lines=renumbered(now.results, {"Noord": 1, "Gemeente": 3}))
    )
    since = compare(before, now)
    assert (since.both, since.before, since.other_items) == (1, before, ())
    assert since.changes[0] == Change(
        item=FIRST.key, before=1.5, now=4, both=1, both_before=2, both_now=3
    )
    assert (since.changes[0].overall, since.changes[0].among_both) == (2.5, 1.0)


def renumbered(results: Results, ids: dict[str, int]) -> tuple[Line, ...]:
    """The lines with these ids of the partners."""
    return tuple(replace(line, partner_id=ids[line.partner]) for line in results.lines)


def test_a_partner_is_known_by_its_id() -> None:
    """A new name keeps the pair; an old name of somebody else's makes none."""
    before = results_from({"De Boer": [2] * ALL, "ROC": [3] * ALL})
    now = results_from({"De Boer": [4] * ALL, "Bakker": [5] * ALL})
    now = replace(now, lines=renumbered(now, {"De Boer": 7, "Bakker": 1}))
    since = compare(past_from(before), past_from(now))
    assert since.both == 1
    assert (since.changes[0].both_before, since.changes[0].both_now) == (2, 5)


def test_where_no_id_was_kept_the_name_tells() -> None:
    """As in results of an earlier release; a name that two have tells nothing."""
    before = results_from({"De Boer": [2] * ALL, "ROC": [3] * ALL, "Gemeente": [3] * ALL})
    before = replace(before, lines=renumbered(before, {"De Boer": 0, "ROC": 0, "Gemeente": 0}))
    twice = replace(before, lines=(*before.lines, replace(before.lines[1], scores=(5,) * ALL)))
    now = results_from({"ROC": [4] * ALL, "De Boer": [5] * ALL})
    assert compare(past_from(before), past_from(now)).both == 2
    since = compare(past_from(twice), past_from(now))
    assert (since.both, since.changes[0].both_before) == (1, 2)
    assert compare(past_from(now), past_from(twice)).both == 1


def test_a_statement_in_other_words_is_not_compared() -> None:
    """Nor one that is new; what was taken out is not spoken of."""
    second, third = INSTRUMENT.statements[1:3]
    fresh = replace(third, key="nieuw")
    later = with_statements(second, worded(FIRST, "Anders gevraagd"), fresh)
    before = past_from(results_from({"Noord": [1, 2, 3, 4, 5, 1, 2]}))
    now = past_from(of_items(past_from(results_from({"Noord": [5] * ALL})), 0, 1, 2), None, later)
    since = compare(before, now)
    assert since.other_items == (FIRST.key, "nieuw")
    assert since.changes == (
        Change(item=second.key, before=2, now=5, both=1, both_before=2, both_now=5),
        Change(item=FIRST.key),
        Change(item="nieuw"),
    )
    assert since.changes[1].overall is since.changes[1].among_both is None


def test_the_words_are_those_of_the_scans_variants() -> None:
    """A region that took another variant was asked something else, where that differs."""
    differing = {
        item.key
        for item in INSTRUMENT.statements
        if len({text.nl for text in item.variants.values()}) > 1
    }
    other = next(key for key in FIRST.variants if key != a_published_scan().variant)
    results = results_from({"Noord": [3] * ALL})
    now = past_from(results, a_published_scan(variant=other))
    assert set(compare(past_from(results), now).other_items) == differing


def test_a_translation_makes_no_other_statement() -> None:
    """The Dutch words decide."""
    english = replace(
        FIRST,
        variants={key: SourcedText(text.nl, "Otherwise") for key, text in FIRST.variants.items()},
    )
    later = with_statements(english, *INSTRUMENT.statements[1:])
    results = results_from({"Noord": [3] * ALL})
    assert compare(past_from(results), past_from(results, None, later)).other_items == ()


def test_what_nobody_scored_has_no_change() -> None:
    """Then or now; the other one may be read all the same."""
    before = results_from(
        {"Noord": [None, 2, *[3] * (ALL - 2)], "ROC": [None, 4, *[3] * (ALL - 2)]}
    )
    now = results_from({"Noord": [3, None, *[3] * (ALL - 2)], "ROC": [3, 5, *[3] * (ALL - 2)]})
    first, second, *_ = compare(past_from(before), past_from(now)).changes
    assert first == Change(item=FIRST.key, now=3)
    assert (first.overall, first.among_both) == (None, None)
    assert (second.both, second.both_before, second.both_now) == (1, 4, 5)


def test_people_can_check_what_they_read() -> None:
    """3,3 less 2,5 is 0,8, though 3.27 less 2.52 is 0.75."""
    assert Change(item="a", before=2.52, now=3.27).overall == 0.8
    assert Change(item="a", before=2.25, now=2.3).overall == 0.0
    assert Change(item="a", both_before=3.3, both_now=2.5).among_both == -0.8


@given(st.floats(1, 5), st.floats(1, 5))
def test_a_difference_is_that_of_what_is_read(before: float, now: float) -> None:
    """Whatever the means are."""
    read = [Decimal(decimal(mean, Language.EN)) for mean in (before, now)]
    change = Change(item="a", before=before, now=now).overall
    assert change is not None
    assert Decimal(decimal(change, Language.EN)) == read[1] - read[0]


rows = st.lists(st.none() | st.integers(1, 5), min_size=ALL, max_size=ALL)
partners = st.dictionaries(st.sampled_from("ABCDE"), rows, max_size=5)


@given(partners, partners)
def test_the_means_among_both_are_those_of_both(
    first: dict[str, list[int | None]], second: dict[str, list[int | None]]
) -> None:
    """Over the partners that scored the statement both times, and no other."""
    ids = {name: number for number, name in enumerate("ABCDE", start=1)}
    before, now = (
        replace(results, lines=renumbered(results, ids))
        for results in (results_from(first), results_from(second))
    )
    since = compare(past_from(before), past_from(now))
    assert since.both == (len(first.keys() & second.keys()) if first and second else None)
    for number, change in enumerate(since.changes):
        pairs = [
            (one, other)
            for name in sorted(first.keys() & second.keys())
            if (one := first[name][number]) is not None
            and (other := second[name][number]) is not None
        ]
        assert change.both == len(pairs)
        assert (change.before, change.now) == (
            before.figures[number].mean,
            now.figures[number].mean,
        )
        if pairs:
            assert change.both_before == sum(one for one, _ in pairs) / len(pairs)
            assert change.both_now == sum(other for _, other in pairs) / len(pairs)


def test_a_protected_scan_is_compared_as_a_whole_only() -> None:
    """Nothing is known of who answered both times, whichever of the two is protected."""
    people = {"Noord": [2] * ALL, "ROC": [3] * ALL, "Gemeente": [4] * ALL}
    one = past_from(results_from(people))
    hidden = past_from(results_from(people, Mode.PROTECTED))
    for before, now in ((one, hidden), (hidden, one), (hidden, hidden)):
        since = compare(before, now)
        assert since.both is None
        assert since.changes[0] == Change(item=FIRST.key, before=3, now=3)


def test_what_was_withdrawn_or_is_over_shows_no_more_than_is_left() -> None:
    """No mean where it was withdrawn; no pairs where the lines were deleted."""
    people = {"Noord": [2] * ALL, "ROC": [3] * ALL, "Gemeente": [4] * ALL}
    now = past_from(results_from(people))
    gone = past_from(withdraw(results_from(people, Mode.PROTECTED)))
    assert {change.overall for change in compare(gone, now).changes} == {None}
    old = past_from(without_lines(now.results))
    since = compare(old, now)
    assert (since.both, since.changes[0].both, since.changes[0].overall) == (None, 0, 0)
