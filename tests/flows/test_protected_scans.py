"""All that is kept of protected scans, and of two beside each other, tells nobody's score."""

from collections import defaultdict
from dataclasses import replace
from itertools import product

import pytest

from flows.comparison import compare
from flows.results import Organisation, Results, Sheet, compute, from_text, to_text
from flows.scan import Mode
from tests.support.builders import INSTRUMENT
from tests.support.outcomes import past_from

STATEMENT = INSTRUMENT.statements[0]
SHORT = replace(INSTRUMENT, items=(STATEMENT,))
Answers = tuple[int, ...]
Partners = tuple[int, ...]
"""The partner of each person."""


def results_of(partners: Partners, answers: Answers) -> Results:
    """The results of a scan with one statement and the lowest minimum."""
    return compute(
        mode=Mode.PROTECTED,
        minimum=3,
        items=[STATEMENT.key],
        partners={partner: Organisation(name=f"P{partner}") for partner in partners},
        people_asked=len(partners),
        sheets=[
            Sheet(partner_id=partner, scores={STATEMENT.key: score})
            for partner, score in zip(partners, answers, strict=True)
        ],
    )


def by_what_is_kept(partners: Partners) -> dict[str, list[Answers]]:
    """All that people may have answered, by what is then kept of it."""
    found: dict[str, list[Answers]] = defaultdict(list)
    for answers in product(range(1, 6), repeat=len(partners)):
        found[to_text(results_of(partners, answers))].append(answers)
    return found


def told(both: list[tuple[Answers, Answers]], people: int) -> bool:
    """Whether one of the people of both scans knows a score of another, their own known."""
    seen: dict[tuple[int, int, int, int], set[int]] = defaultdict(set)
    for first, second in both:
        every = (*first, *second)
        for one in range(people):
            for place, score in enumerate(every):
                if place not in {one, len(first) + one}:
                    seen[one, first[one], second[one], place].add(score)
    return any(len(scores) == 1 for scores in seen.values())


@pytest.mark.parametrize(
    ("first", "second"),
    [((1, 2, 3), (1, 2, 3, 4)), ((1, 2, 3, 4), (1, 2, 3)), ((1, 2, 3), (1, 2, 3, 3))],
    ids=["one organisation more", "one fewer", "one colleague more"],
)
def test_two_scans_tell_no_more_than_each(first: Partners, second: Partners) -> None:
    """Who goes through all that fits what is kept of both, and how it changed, finds no score.

    Each time people may have scored anew: nobody is known to have stayed with what they thought.
    Who knows that of others learns more, which no rule prevents and the privacy text says.
    """
    kept = by_what_is_kept(first), by_what_is_kept(second)
    seen: dict[tuple[str, str, str], list[tuple[Answers, Answers]]] = {}
    for (before, answers), (now, others) in product(kept[0].items(), kept[1].items()):
        since = compare(
            past_from(from_text(before), None, SHORT), past_from(from_text(now), None, SHORT)
        )
        assert since.both is since.changes[0].both_now is since.changes[0].both_before is None
        assert since.changes[0].both == 0
        seen[before, now, repr(since.changes)] = list(product(answers, others))
    assert sum(len(both) for both in seen.values()) == 5 ** len(first) * 5 ** len(second)
    assert not any(told(both, min(len(first), len(second))) for both in seen.values())
    assert any('"mean": null' not in before + now for before, now, _ in seen)


def test_what_is_kept_holds_no_finer_figure() -> None:
    """Neither how many scored nor who; the mean is rounded and the spread a bound."""
    kept = from_text(to_text(results_of((1, 1, 2, 3, 4), (2, 3, 4, 4, 3))))
    (figure,) = kept.figures
    assert (figure.mean, figure.spread) == (3.4, 0.8)
    assert figure.lowest is figure.highest is figure.median is figure.n is figure.unknown is None
    assert (kept.lines, kept.missing, kept.groups) == ((), (), ())
