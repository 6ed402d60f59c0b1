"""What every file says about a scan, in one voice: who, when, and how to read its figures."""

from dataclasses import dataclass
from datetime import date

from bot.files.made import clean, file_name
from flows.calendar import local_day
from flows.comparison import Past, compare
from flows.instrument import Item
from flows.language import Language
from flows.outcome import Outcome, Report
from flows.results import AGREEMENT, Figure
from flows.scan import MINIMUM_PARTNERS, Mode, Scan
from flows.wording import Phrase, Wording, say

TIMEZONE = "Europe/Amsterdam"


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


def day_of(scan: Scan) -> date:
    """The day on which a scan was published, else its deadline."""
    return local_day(scan.published_at, TIMEZONE) if scan.published_at else scan.deadline


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


def who_took_part(telling: Telling) -> list[tuple[str, str]]:
    """How many took part and, in an open scan, who did not."""
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
        missing = say("files.words", words=results.missing)
        lines.append((say("files.label.missing"), say("files.missing", partners=missing)))
    return _told(telling, lines)


def how_to_read(telling: Telling) -> list[tuple[str, str]]:
    """What the figures are and what they are not, and whose questions they answer."""
    return _told(telling, [*_reading(telling.outcome), *_limits(telling)])


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
    lines = [
        (say("files.label.scale"), say("files.scale", low=low, high=high)),
        (say("files.label.question"), say("files.words", words=outcome.instrument.lead_question)),
        (say("files.label.mode"), mode),
        (say("files.label.spread"), say("files.spread_explained", agreement=AGREEMENT)),
    ]
    if outcome.results.mode is Mode.OPEN:
        lines.append((say("files.label.empty"), say("files.empty_explained")))
    return lines


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
