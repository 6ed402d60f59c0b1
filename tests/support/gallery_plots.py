"""Pictures to look at, from scores to what the bot draws of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.pictures import picture_of
from bot.radar import Picture
from bot.wording import all_voices
from flows.comparison import Past
from flows.instrument import Instrument
from flows.language import Language
from flows.plots import HistoryPlot, Plot, RadarPlot, StripPlot
from flows.scan import Mode
from tests.support.builders import INSTRUMENT
from tests.support.gallery_radars import LONG_NAMES, NAMES
from tests.support.outcomes import Scores, a_published_scan, past_from, results_from

STEPS = (3, 7, 2, 5, 4, 6, 1)
"""What takes each statement through the scores in an order of its own."""
LEVELS = (3.4, 4.2, 2.7, 3.9, 2.6, 2.1, 3.0)
"""Around which score each statement lies."""
QUARTER = 3  # months


def scores_of(number: int, *, shift: float = 0.0) -> list[int | None]:
    """The seven scores of one person, looking like life and always the same."""
    scores: list[int | None] = []
    for item, (step, level) in enumerate(zip(STEPS, LEVELS, strict=True)):
        turn = (number * step + item * 5) % 13
        off = (turn - 6) / 3.6
        score = min(5, max(1, round(level + shift + off)))
        scores.append(None if turn == 12 and item % 2 else score)
    return scores


def people(
    count: int, *, names: Sequence[str] = (), each: int = 1, shift: float = 0.0
) -> dict[str, list[Scores]]:
    """So many partners, each with the scores of its people."""
    named = [*names, *(f"Bedrijf {number}" for number in range(len(names) + 1, count + 1))]
    return {
        name: [scores_of(number * each + person, shift=shift) for person in range(each)]
        for number, name in enumerate(named[:count])
    }


def past(
    scored: dict[str, list[Scores]],
    mode: Mode = Mode.OPEN,
    *,
    month: int = 3,
    instrument: Instrument = INSTRUMENT,
) -> Past:
    """A scan that these people answered, in a month counted from January 2027."""
    scan = a_published_scan(
        mode,
        title="Borgingsscan regio Noordwest, maart 2027",
        published_at=datetime(2027 + (month - 1) // 12, (month - 1) % 12 + 1, 19, 15, tzinfo=UTC),
    )
    results = results_from(scored, mode, minimum=5, missing=["Bouwbedrijf Kuiper"])
    return past_from(results, scan, instrument)


def other_words() -> Instrument:
    """The questionnaire with one statement worded otherwise and one that it did not have."""
    first, second, *rest = INSTRUMENT.statements
    variants = {key: replace(text, nl="Iets anders.") for key, text in first.variants.items()}
    changed = (replace(first, variants=variants), replace(second, key="gone"), *rest)
    return replace(INSTRUMENT, items=(*INSTRUMENT.sentences, *changed))


def scans(count: int, *, gaps: bool = False) -> tuple[Past, ...]:
    """So many scans, a quarter after each other; with `gaps` of every kind there is."""
    made = []
    for number in range(count):
        month = 3 - QUARTER * (count - 1 - number)
        shift = 0.12 * number if number % 4 else -0.3
        mode = Mode.PROTECTED if gaps and number % 5 == 3 else Mode.OPEN
        size = 2 if gaps and number == 3 else 5 + number % 8
        instrument = other_words() if gaps and number < 2 else INSTRUMENT
        scored = people(size, names=NAMES, shift=shift)
        made.append(past(scored, mode, month=month, instrument=instrument))
    return tuple(made)


def plots() -> dict[str, Plot]:
    """Plots by name."""
    six, sixty = past(people(6, names=NAMES)), past(people(60, each=3))
    protected = past(people(12), Mode.PROTECTED)
    before = past(people(5, names=NAMES, shift=-0.6), month=-9)
    unsure = past({name: [[None] * 7] for name in NAMES[:4]})
    equal = past({f"Bedrijf {number}": [[4] * 7] for number in range(1, 61)})
    unanswered: dict[str, list[Scores]] = {
        name: [[*scores[0][:4], None, *scores[0][5:]]]
        for name, scores in people(6, names=NAMES).items()
    }
    return {
        "radar-06": RadarPlot(now=six, before=before),
        "radar-60": RadarPlot(now=sixty, before=before),
        "radar-protected": RadarPlot(now=protected, before=before),
        "radar-own": RadarPlot(now=six, own=(5, 4, None, 3, 2, 2.5, 1)),
        "radar-unsure": RadarPlot(now=unsure),
        "radar-other-words": RadarPlot(
            now=six, before=past(people(5), month=-3, instrument=other_words())
        ),
        "strip-01": StripPlot(now=past(people(1, names=NAMES))),
        "strip-02": StripPlot(now=past(people(2, names=NAMES))),
        "strip-05": StripPlot(now=past(people(5, names=NAMES))),
        "strip-12": StripPlot(now=past(people(12, names=NAMES))),
        "strip-12-long-names": StripPlot(now=past(people(12, names=LONG_NAMES))),
        "strip-13": StripPlot(now=past(people(13, names=NAMES))),
        "strip-40": StripPlot(now=past(people(40))),
        "strip-60": StripPlot(now=sixty),
        "strip-60-equal": StripPlot(now=equal),
        "strip-12-equal": StripPlot(now=past({name: [[5] * 7] for name in NAMES})),
        "strip-protected": StripPlot(now=protected),
        "strip-unsure": StripPlot(now=unsure),
        "strip-unanswered": StripPlot(now=past(unanswered)),
        "history-01": HistoryPlot(scans=scans(1)),
        "history-02": HistoryPlot(scans=scans(2)),
        "history-08": HistoryPlot(scans=scans(8)),
        "history-08-gaps": HistoryPlot(scans=scans(8, gaps=True)),
        "history-20": HistoryPlot(scans=scans(20)),
        "history-20-gaps": HistoryPlot(scans=scans(20, gaps=True)),
        "history-40": HistoryPlot(scans=scans(40)),
    }


ENGLISH = ("radar-06", "radar-protected", "strip-12", "strip-protected", "history-08-gaps")


def drawn_plots() -> dict[str, Picture]:
    """All plots in Dutch, some in English as well."""
    voices, all_plots = all_voices(), plots()
    dutch = {name: picture_of(plot, voices[Language.NL]) for name, plot in all_plots.items()}
    english = {
        f"{name}-english": picture_of(all_plots[name], voices[Language.EN]) for name in ENGLISH
    }
    return dutch | english
