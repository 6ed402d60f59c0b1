"""Reports to make files of, from scores without a store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from bot.files import MadeFile, files_of
from bot.wording import all_voices
from flows.comparison import Past
from flows.instrument import Instrument
from flows.language import Language
from flows.outcome import FileKind, Outcome, Report, SharedText
from flows.region import Group
from flows.results import Results
from flows.scan import Mode
from flows.year import Year
from tests.support.builders import INSTRUMENT
from tests.support.outcomes import a_published_scan, outcome_from, past_from, results_from

VOICES: Final = all_voices()
STATEMENTS: Final = len(INSTRUMENT.statements)
PUBLISHED: Final = datetime(2027, 3, 19, 15, tzinfo=UTC)
BEFORE: Final = datetime(2026, 11, 20, 15, tzinfo=UTC)
TITLE: Final = "Borgingsscan regio Noordwest, maart 2027"
SIX: Final[Mapping[str, Sequence[int | None]]] = {
    "Vakcollege Noord": (4, 4, 2, 5, 2, 2, 3),
    "Installatiebedrijf De Boer": (2, 5, 1, 4, 3, 2, 3),
    "ROC West": (3, 4, 5, 4, 3, 3, 4),
    "Gemeente Noord": (3, 3, 4, 3, None, 2, 3),
    "Basisschool De Klim": (4, 4, 3, 3, 3, 2, 4),
    "Bouwbedrijf Smit": (2, 4, 3, 4, 2, None, 3),
}
GROUPS: Final = {
    "Vakcollege Noord": Group.SCHOOL,
    "ROC West": Group.SCHOOL,
    "Basisschool De Klim": Group.SCHOOL,
    "Installatiebedrijf De Boer": Group.COMPANY,
    "Bouwbedrijf Smit": Group.COMPANY,
    "Gemeente Noord": Group.MUNICIPALITY,
}
TEXTS: Final = (
    SharedText(item="denk_aan", text="samen blijven doen wat werkt"),
    SharedText(
        item="cultuur",
        text="Techniek staat bij ons in het jaarplan.",
        person="Karin de Boer",
        partner="Installatiebedrijf De Boer",
    ),
)


def results_of_six(mode: Mode = Mode.OPEN) -> Results:
    """Six partners; one of those asked did not answer."""
    return results_from(SIX, mode, missing=["Bouwbedrijf Kuiper"], groups=GROUPS)


def an_earlier_scan(mode: Mode = Mode.OPEN, instrument: Instrument = INSTRUMENT) -> Past:
    """The scan before it, in which five of the six took part and scored one lower at most."""
    people = {
        name: tuple(None if score is None else max(1, score - 1) for score in scores)
        for name, scores in [*SIX.items()][:5]
    }
    scan = a_published_scan(mode, id=3, published_at=BEFORE, title="Borgingsscan november 2026")
    return past_from(results_from(people, mode, groups=GROUPS), scan, instrument)


def an_outcome(
    results: Results | None = None,
    *,
    before: Past | None = None,
    shared: Sequence[SharedText] = TEXTS,
    **changes: object,
) -> Outcome:
    """What came of a scan with these results, by default of six partners."""
    results = results or results_of_six()
    scan = a_published_scan(results.mode, id=7, title=TITLE, published_at=PUBLISHED)
    scan = replace(scan, **changes)  # type: ignore[arg-type]  # checked when it runs
    return outcome_from(results, scan, before=before, shared=shared)


def a_report(kind: FileKind, outcome: Outcome | None = None, year: Year | None = None) -> Report:
    """A report of an outcome, by default of six partners with a scan before it."""
    outcome = outcome or an_outcome(before=an_earlier_scan())
    earlier = (outcome.since.before,) if outcome.since else ()
    return Report(kind=kind, outcome=outcome, history=(*earlier, outcome.past), year=year)


def made(
    kind: FileKind,
    outcome: Outcome | None = None,
    language: Language = Language.NL,
    *,
    year: Year | None = None,
) -> tuple[MadeFile, ...]:
    """The files of an outcome, with what was done around it if that is given."""
    return files_of(a_report(kind, outcome, year), VOICES[language])
