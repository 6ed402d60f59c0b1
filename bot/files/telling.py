"""What every file says about a scan, in one voice: who, when, and how to read its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.files.made import clean, file_name
from flows.calendar import day_of
from flows.comparison import Past, compare
from flows.instrument import Item
from flows.language import Language
from flows.outcome import Outcome, Report
from flows.results import AGREEMENT, Figure
from flows.scan import MINIMUM_PARTNERS, Mode, Scan
from flows.suppression import BOUNDS
from flows.views.figures import beside
from flows.wording import Phrase, Wording, say


@dataclass(frozen=True)
class Telling:
    """A report and the voice that tells it; nothing it says needs further cleaning."""

    report: Report
    wording: Wording

    @property
    def outcome(self) -> Outcome:
        """What the report is about."""
        return self.report.outcome

    @property
    def statements(self) -> tuple[Item, ...]:
        """What was scored."""
        return self.outcome.instrument.statements

    def text(self, phrase: Phrase) -> str:
        """A phrase in the voice's language, nothing in bold."""
        return clean(self.wording.text(phrase, bold=str))

    def short(self, item: Item) -> str:
        """What an item is called beside a figure."""
        return clean(item.short.in_(self.wording.language))

    def asked(self, item: Item) -> str:
        """An item in the words in which it was asked."""
        return clean(item.wording(self.outcome.scan.variant, self.wording.language))

    def name(self, what: Phrase, suffix: str) -> str:
        """The name of a file about the scan."""
        return file_name(self.outcome.scan.title, self.text(what), suffix)

    def decimal(self, number: float) -> str:
        """A figure as people read it."""
        return self.text(say("files.number", number=number))

    def day(self, scan: Scan) -> str:
        """When a scan's results came, or else until when people could answer."""
        return self.text(say("files.day", day=day_of(scan)))


def is_dutch(telling: Telling) -> bool:
    """Whether the file speaks Dutch."""
    return telling.wording.language is Language.NL


def figures_of(past: Past, now: Past) -> tuple[Figure | None, ...]:
    """An earlier scan's figures in the order of a later one's statements; None: not the same."""
    others = set(compare(past, now).other_items)
    by_item = {figure.item: figure for figure in past.results.figures}
    return tuple(
        None if item.key in others else by_item.get(item.key) for item in now.instrument.statements
    )


def about(telling: Telling) -> list[tuple[str, str]]:
    """Which scan this is and who took part: a label and its text."""
    outcome = telling.outcome
    lines = [
        (say("files.label.region"), say("files.words", words=outcome.region)),
        (say("files.label.day"), say("files.day", day=day_of(outcome.scan))),
    ]
    return [*_told(telling, lines), *who_took_part(telling)]


def who_took_part(telling: Telling, most: int | None = None) -> list[tuple[str, str]]:
    """How many took part and, in an open scan, who did not: all names, or as many as `most` fit.

    `most` counts characters, and where more names are left out it says where all of them stand.
    """
    results = telling.outcome.results
    lines = [
        (
            say("files.label.took_part"),
            say(
                "files.took_part",
                answered=results.answered,
                asked=results.asked,
                people=say("files.people", count=results.people_answered),
            ),
        ),
    ]
    if results.mode is Mode.OPEN and results.missing:
        names = results.missing if most is None else that_fit(results.missing, most)
        among = "all" if len(names) == len(results.missing) else "among_others"
        count = len(results.missing)
        missing = say(f"files.missing.{among}", partners=tuple(names), count=count)
        lines.append((say("files.label.missing"), missing))
    return _told(telling, lines)


def that_fit(names: Sequence[str], most: int) -> Sequence[str]:
    """The first names that together have at most so many characters; always one."""
    ends = accumulate(map(len, names))
    return names[: max(1, sum(end <= most for end in ends))]


def how_to_read(telling: Telling) -> list[tuple[str, str]]:
    """What the figures are and what they are not, and whose questions they answer."""
    return _told(telling, [*_reading(telling.outcome), *_limits(telling)])


def empty_places(telling: Telling) -> list[tuple[str, str]]:
    """Why places in a table with a column per partner are empty; protected scans have none."""
    if telling.outcome.results.mode is not Mode.OPEN:
        return []
    return _told(telling, [(say("files.label.empty"), say("files.empty_explained"))])


def _told(telling: Telling, lines: list[tuple[Phrase, Phrase]]) -> list[tuple[str, str]]:
    return [(telling.text(label), telling.text(what)) for label, what in lines]


def _reading(outcome: Outcome) -> list[tuple[Phrase, Phrase]]:
    mode = say(
        f"files.mode_explained.{outcome.results.mode.value}",
        minimum=outcome.scan.minimum,
        partners=MINIMUM_PARTNERS,
    )
    scale = outcome.instrument.scale
    low, high = scale.labels[scale.minimum], scale.labels[scale.maximum]
    return [
        (say("files.label.scale"), say("files.scale", low=low, high=high)),
        (say("files.label.question"), say("files.words", words=outcome.instrument.lead_question)),
        (say("files.label.mode"), mode),
        _spread(outcome.results.mode),
    ]


def _spread(mode: Mode) -> tuple[Phrase, Phrase]:
    if mode is Mode.OPEN:
        explained = say("files.spread_explained.open", agreement=AGREEMENT)
        return say("files.label.spread"), explained
    bounds = beside([say("files.number", number=bound / 10) for bound in BOUNDS])
    explained = say("files.spread_explained.protected", bounds=bounds, agreement=AGREEMENT)
    return say("files.label.most_spread"), explained


def spread_head(telling: Telling) -> Phrase:
    """What a column of spreads is called: of a protected scan they are bounds."""
    is_open = telling.outcome.results.mode is Mode.OPEN
    return say("files.head.spread" if is_open else "files.head.most_spread")


def _limits(telling: Telling) -> list[tuple[Phrase, Phrase]]:
    outcome = telling.outcome
    results, instrument = outcome.results, outcome.instrument
    lines = [(say("files.label.limits"), say("files.limits"))]
    if not results.enough:
        lines.append((say("files.label.withheld"), say("files.withheld")))
    if results.changed:
        lines.append((say("files.label.changed"), say("files.changed")))
    others = {
        item for past in telling.report.history for item in compare(past, outcome.past).other_items
    }
    if others:
        names = tuple(item.short for item in telling.statements if item.key in others)
        lines.append((say("files.label.other_items"), say("files.other_items", items=names)))
    source = say(
        "files.source",
        source=instrument.source.reference,
        publisher=instrument.source.publisher,
        version=instrument.version,
    )
    return [*lines, (say("files.label.source"), source)]
