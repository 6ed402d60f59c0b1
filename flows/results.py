"""Scores become figures: the mean per partner and per statement, and what may be shown."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import fmean, median

from flows.naming import told_apart
from flows.region import Group
from flows.scan import MINIMUM_PARTNERS, Mode
from flows.suppression import band

AGREEMENT = 0.8
"""Average deviation up to which people agree on a scale of five points: c / 6, rounded down.

Burke & Dunlap 2002, doi 10.1177/1094428102005002002. A flag, not a test.
"""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one person handed in: scores by item (None: does not know), and for which partner."""

    partner_id: int
    scores: Mapping[str, int | None]


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """A partner as the results name it."""

    name: str
    group: Group = Group.OTHER


@dataclass(frozen=True, kw_only=True)
class Line:
    """A partner's scores in the order of the items: the mean of its people, or None.

    `partner_id` is 0 in results of before it was kept.
    """

    partner: str
    scores: tuple[float | None, ...]
    partner_id: int = 0
    group: Group = Group.OTHER


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One statement over all partners; all None when it may not be shown or nobody scored.

    `spread` is the average deviation around the mean. `n` counts the partners that scored and
    `unknown` those that took part and could not judge it. In a protected scan all but mean and
    spread stay None; the mean is rounded to 0.1, and the spread is what the average deviation
    does not exceed (`flows.suppression`).
    """

    item: str
    mean: float | None = None
    spread: float | None = None
    lowest: float | None = None
    highest: float | None = None
    median: float | None = None
    n: int | None = None
    unknown: int | None = None

    @property
    def agreed(self) -> bool:
        """Whether partners agree, by the criterion for a scale of five points."""
        return self.spread is not None and round(self.spread, 9) <= AGREEMENT


@dataclass(frozen=True, kw_only=True)
class GroupMeans:
    """The means of one group of sectors in the order of the items; `partners` took part."""

    group: Group
    partners: int
    means: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Results:
    """What the channel may see of a scan. Lines, groups and missing names only of an open one.

    `silent` of those that `answered` an open one could not judge anything.
    `changed` says that they, or what they were compared with, are no longer as they were
    published: scores were deleted. `withdrawn` says that they were published and that too few
    answers are left to show any.
    """

    mode: Mode
    asked: int
    answered: int
    people_asked: int
    people_answered: int
    enough: bool
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    groups: tuple[GroupMeans, ...] = ()
    silent: int = 0
    changed: bool = False
    withdrawn: bool = False


def compute(
    *,
    mode: Mode,
    minimum: int,
    items: Sequence[str],
    partners: Mapping[int, Organisation],
    people_asked: int,
    sheets: Sequence[Sheet],
) -> Results:
    """The results of a scan.

    `partners` are the organisations asked, by id, in the order to show; those with the same name
    get a number behind it. `sheets` are the responses that were handed in. A partner counts once:
    as the mean of its people. A protected scan shows a statement only if at least `minimum`
    people from at least three organisations scored it and nobody's score can be worked out from
    what is shown, and nothing if not so many handed in.
    """
    names = told_apart({key: one.name for key, one in partners.items()})
    by_partner = {
        partner: [sheet for sheet in sheets if sheet.partner_id == partner] for partner in partners
    }
    answered = [partner for partner, theirs in by_partner.items() if theirs]
    results = Results(
        mode=mode,
        asked=len(partners),
        answered=len(answered),
        people_asked=people_asked,
        people_answered=len(sheets),
        enough=mode is Mode.OPEN or is_enough(sheets, minimum),
        figures=tuple(Figure(item=item) for item in items),
    )
    if mode is Mode.PROTECTED:
        if not results.enough:
            return results
        return replace(
            results, figures=tuple(_protected(item, by_partner, minimum) for item in items)
        )
    lines = tuple(
        Line(
            partner=names[partner],
            partner_id=partner,
            group=partners[partner].group,
            scores=tuple(_mean(_scored(by_partner[partner], item)) for item in items),
        )
        for partner in answered
    )
    return replace(
        results,
        figures=tuple(
            _figure(item, [line.scores[number] for line in lines])
            for number, item in enumerate(items)
        ),
        lines=lines,
        missing=tuple(name for key, name in names.items() if key not in answered),
        groups=_groups(lines),
        silent=sum(all(score is None for score in line.scores) for line in lines),
    )


def is_enough(sheets: Sequence[Sheet], minimum: int) -> bool:
    """Whether so many people from so many organisations handed in that they may be shown."""
    partners = {sheet.partner_id for sheet in sheets}
    return len(sheets) >= minimum and len(partners) >= MINIMUM_PARTNERS


def _groups(lines: Sequence[Line]) -> tuple[GroupMeans, ...]:
    by_group = {group: [one for one in lines if one.group is group] for group in Group}
    return tuple(
        GroupMeans(
            group=group,
            partners=len(theirs),
            means=tuple(
                _mean([score for score in scores if score is not None])
                for scores in zip(*(one.scores for one in theirs), strict=True)
            ),
        )
        for group, theirs in by_group.items()
        if theirs
    )


def _scored(sheets: Iterable[Sheet], item: str) -> list[int]:
    scores = (sheet.scores.get(item) for sheet in sheets)
    return [score for score in scores if score is not None]


def _mean(scores: Sequence[float]) -> float | None:
    return fmean(scores) if scores else None


def _figure(item: str, line_scores: Sequence[float | None]) -> Figure:
    scores = [score for score in line_scores if score is not None]
    unknown = len(line_scores) - len(scores)
    if not scores:
        return Figure(item=item, n=0, unknown=unknown)
    mean = fmean(scores)
    return Figure(
        item=item,
        mean=mean,
        spread=fmean(abs(score - mean) for score in scores),
        lowest=min(scores),
        highest=max(scores),
        median=median(scores),
        n=len(scores),
        unknown=unknown,
    )


def _protected(item: str, by_partner: Mapping[int, Sequence[Sheet]], minimum: int) -> Figure:
    scored = [scores for sheets in by_partner.values() if (scores := _scored(sheets, item))]
    people = sum(len(scores) for scores in scored)
    shown = band(scored) if people >= minimum and len(scored) >= MINIMUM_PARTNERS else None
    if shown is None:
        return Figure(item=item)
    return Figure(item=item, mean=shown.mean, spread=shown.spread)


def withdraw(results: Results) -> Results:
    """What is kept of published results of which too few answers are left: no figure."""
    figures = tuple(Figure(item=one.item) for one in results.figures)
    return replace(results, enough=False, figures=figures, withdrawn=True)


def without_lines(results: Results) -> Results:
    """What is kept once the scores of partners are deleted: means of at least three, to 0.1.

    Of exactly three the spread goes as well: with the mean it nearly always tells their scores.
    What a protected scan shows is made so that no score can be told from it, and stays.
    """
    figures = tuple(one if one.n is None else _of_several(one, one.n) for one in results.figures)
    changed = results.changed or bool(results.lines)
    return replace(results, lines=(), groups=(), figures=figures, changed=changed)


def _of_several(figure: Figure, n: int) -> Figure:
    mean = None if n < MINIMUM_PARTNERS else figure.mean
    spread = None if n <= MINIMUM_PARTNERS else figure.spread
    return Figure(
        item=figure.item,
        mean=None if mean is None else round(mean, 1),
        spread=None if spread is None else round(spread, 1),
        n=n,
        unknown=figure.unknown,
    )


def to_text(results: Results) -> str:
    """The results as JSON, to keep with the scan once they are published."""
    return json.dumps(asdict(results), ensure_ascii=False)


def from_text(text: str) -> Results:
    """The results that `to_text` wrote, now or in an earlier release."""
    raw = json.loads(text)
    return Results(
        mode=Mode(raw["mode"]),
        asked=raw["asked"],
        answered=raw["answered"],
        people_asked=raw["people_asked"],
        people_answered=raw["people_answered"],
        enough=raw["enough"],
        figures=tuple(Figure(**figure) for figure in raw["figures"]),
        lines=tuple(
            Line(
                partner=line["partner"],
                scores=tuple(line["scores"]),
                partner_id=line.get("partner_id", 0),
                group=Group(line.get("group", Group.OTHER)),
            )
            for line in raw["lines"]
        ),
        missing=tuple(raw["missing"]),
        groups=tuple(
            GroupMeans(
                group=Group(group["group"]),
                partners=group["partners"],
                means=tuple(group["means"]),
            )
            for group in raw.get("groups", ())
        ),
        silent=raw.get("silent", 0),
        changed=raw.get("changed", False),
        withdrawn=raw.get("withdrawn", False),
    )
