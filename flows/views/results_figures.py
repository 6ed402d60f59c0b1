"""The figures of a published scan in words: each statement, each group, and why there are none."""

from collections.abc import Sequence

from flows.agenda import Absence, Agreement, absence, agreement
from flows.comparison import Change, Comparison
from flows.instrument import Item
from flows.messages import Bullets, Element, Note, Paragraph
from flows.outcome import Outcome
from flows.results import Figure, GroupMeans, Results
from flows.scan import MINIMUM_PARTNERS, Scan
from flows.views.figures import Scale, beside, number
from flows.views.ran import ran_lines
from flows.wording import Phrase, say

REASONS = (Absence.UNSCORED, Absence.WITHHELD, Absence.EXPIRED)
"""Why there are no figures at all: of several reasons the last one says the most."""
MANY = 3
"""Scores from which on there is a middle one that the mean and the ends do not tell."""


def has_figures(results: Results) -> bool:
    """Whether there is any mean to show."""
    return any(figure.mean is not None for figure in results.figures)


def why_none(scan: Scan, results: Results) -> Phrase:
    """Why a published scan has no figures."""
    if results.withdrawn:
        return say("results.withdrawn")
    if not results.enough:
        return say("results.too_few", minimum=scan.minimum, partners=MINIMUM_PARTNERS)
    if not results.answered:
        return say("results.nobody")
    reasons = {absence(figure) for figure in results.figures}
    return say(f"results.none.{(max(reasons, key=REASONS.index)).value}")


def statement_elements(outcome: Outcome) -> tuple[Element, ...]:
    """Each statement in the order of the tool, with all that may be said of it."""
    scale = Scale()
    body: list[Element] = []
    for place, item in enumerate(outcome.instrument.statements):
        figure = outcome.results.figures[place]
        lines = _figure_lines(figure, scale)
        if outcome.since is not None:
            lines += _change_lines(outcome.since.changes[place], outcome.since)
            lines += ran_lines(outcome, item.key)
        body += [
            Paragraph(say("results.statement", number=place + 1, item=item.short)),
            Bullets(tuple(lines)),
        ]
    return tuple(body)


def _figure_lines(figure: Figure, scale: Scale) -> list[Phrase]:
    if figure.mean is None:
        lines = [say(f"results.figure.{absence(figure).value}")]
    else:
        lines = [_middle(figure, scale.figure(figure.mean)), *_apart(figure)]
        if figure.n is not None:
            lines.append(say("results.figure.count", count=figure.n))
    if figure.unknown:
        lines.append(say("results.figure.unknown", count=figure.unknown))
    return lines


def _middle(figure: Figure, mean: Phrase) -> Phrase:
    if figure.median is None or (figure.n is not None and figure.n < MANY):
        return say("results.figure.mean", mean=mean)
    return say("results.figure.median", mean=mean, median=number(figure.median))


def _apart(figure: Figure) -> list[Phrase]:
    """How far the scores lie apart; of a single score there is nothing to say."""
    agreed = agreement(figure)
    if figure.spread is None or agreed is Agreement.NONE:
        return []
    if agreed is Agreement.SAME:
        return [say("results.figure.same")]
    apart = say("results.apart.close" if figure.agreed else "results.apart.far")
    if figure.lowest is None or figure.highest is None:
        return [say("results.figure.apart", spread=figure.spread, apart=apart)]
    return [
        say(
            "results.figure.range",
            lowest=number(figure.lowest),
            highest=number(figure.highest),
            spread=figure.spread,
            apart=apart,
        )
    ]


def _change_lines(change: Change, since: Comparison) -> list[Phrase]:
    """What changed since the scan before: overall, and among those who scored both times."""
    if change.item in since.other_items:
        return [say("results.change.another")]
    if change.before is None or change.overall is None:
        return []
    last = say("results.change.last", before=change.before, difference=difference(change.overall))
    return [last, *among_both(change)]


def difference(change: float) -> Phrase:
    """How much higher or lower a mean is."""
    if change == 0:
        return say("results.change.equal")
    return say("results.change.higher" if change > 0 else "results.change.lower", by=abs(change))


def among_both(change: Change) -> list[Phrase]:
    """How those who scored both times changed, where that may be known."""
    if change.both_before is None or change.both_now is None:
        return []
    return [
        say(
            "results.change.both",
            count=change.both,
            before=change.both_before,
            now=change.both_now,
        )
    ]


def group_elements(groups: Sequence[GroupMeans], items: Sequence[Item]) -> tuple[Element, ...]:
    """The means of schools, companies and municipalities beside each other, by statement.

    A group of one organisation repeats what that one gave, and is named only; one group alone
    says nothing.
    """
    shown = [group for group in groups if group.partners > 1]
    if len(shown) < 2:  # noqa: PLR2004 - one beside another
        return ()
    single = tuple(_group_name(group) for group in groups if group.partners == 1)
    return (
        Paragraph(say("results.groups")),
        Bullets(tuple(_by_group(item, place, shown) for place, item in enumerate(items))),
        *([Note(say("results.group.single", groups=single))] if single else []),
    )


def _by_group(item: Item, place: int, groups: Sequence[GroupMeans]) -> Phrase:
    means = beside([_group_mean(group, group.means[place]) for group in groups])
    return say("results.group.line", item=item.short, means=means)


def _group_name(group: GroupMeans) -> Phrase:
    return say(f"results.group.{group.group.value}_group")


def _group_mean(group: GroupMeans, mean: float | None) -> Phrase:
    if mean is None:
        return say("results.group.no_mean", group=_group_name(group))
    name, figure = _group_name(group), say("figures.plain", mean=mean)
    return say("results.group.mean", group=name, mean=figure)
