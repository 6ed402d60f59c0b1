"""Scores become figures: the mean per partner and per statement, and what may be shown."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean

from flows.scan import MINIMUM_PARTNERS, Mode


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one person handed in: scores by item (None: does not know), and for which partner."""

    partner_id: int
    scores: Mapping[str, int | None]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A partner's scores in the order of the items: the mean of its people, or None."""

    partner: str
    scores: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One statement over all partners; all None when it may not be shown or nobody scored.

    `spread` is the average deviation around the mean; `lowest` and `highest` are partners'
    scores and stay None in a protected scan.
    """

    item: str
    mean: float | None = None
    spread: float | None = None
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True, kw_only=True)
class Results:
    """What the channel may see of a scan. Lines and missing names are empty when protected.

    `changed` says that they are no longer as they were published: somebody deleted their scores.
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
    changed: bool = False


def compute(
    *,
    mode: Mode,
    minimum: int,
    items: Sequence[str],
    partners: Mapping[int, str],
    people_asked: int,
    sheets: Sequence[Sheet],
) -> Results:
    """The results of a scan.

    `partners` are the organisations asked, name by id, in the order to show; `sheets` are the
    responses that were handed in. A partner counts once: as the mean of its people. A protected
    scan shows a statement only if at least `minimum` people from at least three organisations
    scored it, and nothing if not so many handed in.
    """
    by_partner = {
        partner: [sheet for sheet in sheets if sheet.partner_id == partner] for partner in partners
    }
    answered = [partner for partner, theirs in by_partner.items() if theirs]
    lines = tuple(
        Line(
            partner=partners[partner],
            scores=tuple(_mean(_scored(by_partner[partner], item)) for item in items),
        )
        for partner in answered
    )
    is_open = mode is Mode.OPEN
    enough = is_open or (len(sheets) >= minimum and len(answered) >= MINIMUM_PARTNERS)
    figures = []
    for number, item in enumerate(items):
        scores = [line.scores[number] for line in lines]
        known = [score for score in scores if score is not None]
        shown = is_open or (
            enough and len(_scored(sheets, item)) >= minimum and len(known) >= MINIMUM_PARTNERS
        )
        figures.append(_figure(item, known if shown else [], extremes=is_open))
    return Results(
        mode=mode,
        asked=len(partners),
        answered=len(answered),
        people_asked=people_asked,
        people_answered=len(sheets),
        enough=enough,
        figures=tuple(figures),
        lines=lines if is_open else (),
        missing=tuple(name for key, name in partners.items() if key not in answered)
        if is_open
        else (),
    )


def _scored(sheets: Iterable[Sheet], item: str) -> list[int]:
    scores = (sheet.scores.get(item) for sheet in sheets)
    return [score for score in scores if score is not None]


def _mean(scores: Sequence[int]) -> float | None:
    return fmean(scores) if scores else None


def _figure(item: str, scores: Sequence[float], *, extremes: bool) -> Figure:
    if not scores:
        return Figure(item=item)
    mean = fmean(scores)
    return Figure(
        item=item,
        mean=mean,
        spread=fmean(abs(score - mean) for score in scores),
        lowest=min(scores) if extremes else None,
        highest=max(scores) if extremes else None,
    )


def to_text(results: Results) -> str:
    """The results as JSON, to keep with the scan once they are published."""
    return json.dumps(asdict(results), ensure_ascii=False)


def from_text(text: str) -> Results:
    """The results that `to_text` wrote."""
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
            Line(partner=line["partner"], scores=tuple(line["scores"])) for line in raw["lines"]
        ),
        missing=tuple(raw["missing"]),
        changed=raw.get("changed", False),  # results of before there was such a thing
    )
