"""What changed between scans of a region: any two of them, or each statement over all."""

from collections.abc import Sequence
from datetime import date
from functools import reduce

from flows.comparison import Change, Comparison, Past, compare
from flows.instrument import Item
from flows.messages import Bullets, ChoiceInput, Element, Form, Note, Option, Paragraph, Picture
from flows.plots import HistoryPlot, RadarPlot
from flows.results import Figure
from flows.scan import Scan
from flows.views.figures import Scale, alt_text, run_on
from flows.views.results import Listed
from flows.views.results_figures import among_both, difference, has_figures
from flows.wording import Phrase, say

MOST_SCANS = 20
"""Scans in one history: five years of quarters."""
MOST_CHOICES = 100
"""Scans to choose from: platforms take a hundred options."""


def compare_form(before: Past, now: Past, choices: Sequence[Listed], about: int) -> Form:
    """Two scans beside each other, and the choice of two others.

    `choices` are the scans that the reader may see, the newest first; `about` is the id of the
    scan that the window was opened from.
    """
    options = tuple(
        Option(
            value=str(one.scan.id),
            label=say("results.compare.option", day=one.day, title=one.scan.title),
        )
        for one in choices[:MOST_CHOICES]
    )
    return Form(
        key="results.compare",
        title=say("results.compare.title"),
        body=(
            *_compared(compare(before, now), now, choices),
            ChoiceInput(
                name="first",
                label=say("results.compare.first"),
                options=options,
                initial=str(now.scan.id),
                folded=True,
            ),
            ChoiceInput(
                name="second",
                label=say("results.compare.second"),
                options=options,
                initial=str(before.scan.id),
                folded=True,
            ),
        ),
        submit=say("results.button.compare"),
        close=say("form.back"),
        args={"scan": about},
    )


def _which(before: Scan, now: Scan, choices: Sequence[Listed]) -> Phrase:
    """Both titles; with the days where two scans have the same one."""
    if before.title != now.title:
        return say("results.compare.of", now=now.title, before=before.title)
    days = {one.scan.id: one.day for one in choices}
    return say(
        "results.compare.of_one_title",
        title=now.title,
        day=days[now.id],
        before=days[before.id],
    )


def _compared(comparison: Comparison, now: Past, choices: Sequence[Listed]) -> list[Element]:
    before = comparison.before
    body: list[Element] = [Paragraph(_which(before.scan, now.scan, choices))]
    if has_figures(now.results):
        alt = alt_text(now.scan, now.results, now.instrument)
        if comparison.drawn:
            alt = say("results.alt.radar_before", title=now.scan.title, before=before.scan.title)
        body.append(Picture(alt, RadarPlot(now=now, before=before)))
    items = {item.key: item for item in now.instrument.statements}
    scale = Scale()
    lines = [
        _changed(items[change.item], change, scale)
        for change in comparison.changes
        if change.item not in comparison.other_items
    ]
    if lines:
        body.append(Bullets(tuple(lines)))
    if comparison.both is not None:
        body.append(Note(say("results.compare.both", count=comparison.both)))
    if comparison.other_items:
        others = tuple(items[key].short for key in comparison.other_items)
        body.append(Note(say("results.compare.others", items=others)))
    return body


def _changed(item: Item, change: Change, scale: Scale) -> Phrase:
    course = _course([_mean(change.before, scale), _mean(change.now, scale)])
    if change.overall is None:
        return say("results.compare.line", item=item.short, course=course)
    changed = say(
        "results.compare.changed",
        item=item.short,
        course=course,
        difference=difference(change.overall),
    )
    # Said once where all who scored did so both times.
    again = change.both_before == change.before and change.both_now == change.now
    return changed if again else run_on([changed, *among_both(change)])


def _mean(mean: float | None, scale: Scale) -> Phrase:
    return say("results.history.none") if mean is None else scale.figure(mean)


def _course(values: Sequence[Phrase]) -> Phrase:
    """What is said of each scan from old to new: "2,8 van 5 → 3,0 → 3,4"."""
    return reduce(lambda old, new: say("results.history.course", before=old, now=new), values)


def history_form(region: str, scans: Sequence[Past], days: Sequence[date]) -> Form:
    """Each statement over the scans that a reader may see, the oldest first, as text and drawn.

    `days` are those on which the scans were published.
    """
    return Form(
        key="results.history",
        title=say("results.history.title"),
        body=history_elements(region, scans, days),
        close=say("form.back"),
    )


def history_elements(
    region: str, scans: Sequence[Past], days: Sequence[date]
) -> tuple[Element, ...]:
    """The same without a window around it."""
    newest, when = tuple(scans[-MOST_SCANS:]), days[-MOST_SCANS:]
    if len(newest) == 1:
        intro = say("results.history.first", region=region, day=when[0])
    else:
        shown = tuple(say("results.history.day", day=day) for day in when)
        intro = say("results.history.intro", region=region, days=shown)
    body: list[Element] = [Paragraph(intro)]
    if len(scans) > len(newest):
        body.append(Note(say("results.history.newest", most=len(newest))))
    if any(has_figures(past.results) for past in newest):
        body.append(Picture(say("results.alt.history"), HistoryPlot(scans=newest)))
    body.append(Bullets(history_lines(newest)))
    return tuple(body)


def history_lines(scans: Sequence[Past]) -> tuple[Phrase, ...]:
    """A line per statement of the newest scan: its mean and number of scores in each scan."""
    newest = scans[-1]
    others = [compare(past, newest).other_items for past in scans]
    scale = Scale()
    lines = []
    for item in newest.instrument.statements:
        figures = [
            None if item.key in other else _figure_of(past, item)
            for past, other in zip(scans, others, strict=True)
        ]
        lines.append(_history_line(item, figures, scale))
    return tuple(lines)


def _figure_of(past: Past, item: Item) -> Figure:
    return next(figure for figure in past.results.figures if figure.item == item.key)


def _history_line(item: Item, figures: Sequence[Figure | None], scale: Scale) -> Phrase:
    course = _course([_counted(figure, scale) for figure in figures])
    return say("results.history.line", item=item.short, course=course)


def _counted(figure: Figure | None, scale: Scale) -> Phrase:
    """A mean with the number of scores that it was made of, where that is known."""
    if figure is None:
        return say("results.history.another")
    mean = _mean(figure.mean, scale)
    if figure.mean is None or figure.n is None:
        return mean
    return say("results.history.counted", mean=mean, count=figure.n)
