"""What may be seen of a published scan: what messages, windows and files are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flows.agenda import Findings
from flows.comparison import Comparison, Past
from flows.instrument import Instrument
from flows.language import Language
from flows.results import Results
from flows.scan import Scan
from flows.year import Year


@dataclass(frozen=True, kw_only=True)
class SharedText:
    """What somebody wrote and allowed to be shown: to finish a sentence, or why they scored so.

    `item` is a sentence, or the statement that it is the basis of. `partner` and `person` are ""
    when it may be shown without a name.
    """

    item: str
    text: str
    person: str = ""
    partner: str = ""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """The action that was carried out first between two scans to lift a statement.

    `partner` is the organisation of its owner, "" for nobody; `more` counts the others.
    """

    what: str
    partner: str = ""
    more: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What may be seen of a published scan.

    `region` is its name, `language` the region's. `since` compares with the last scan before it;
    `shared` are the texts that people allowed to be shown, in the order of the items and without
    a trace of who wrote those without a name. `ran` are the actions that ran since that last scan,
    by the statement that rose meanwhile; nothing says that they made it rise.
    """

    scan: Scan
    region: str
    language: Language
    instrument: Instrument
    results: Results
    findings: Findings
    since: Comparison | None = None
    shared: tuple[SharedText, ...] = ()
    ran: Mapping[str, Ran] = field(default_factory=dict)

    @property
    def past(self) -> Past:
        """The same as one of the region's published scans."""
        return Past(scan=self.scan, results=self.results, instrument=self.instrument)


class FileKind(StrEnum):
    """The files that an outcome can be taken along in."""

    XLSX = "xlsx"  # the table, with a radar chart that can be edited
    DOCX = "docx"  # the report for the meeting and the accounts
    CSV = "csv"  # for researchers, with a data dictionary
    PNG = "png"  # the pictures
    SVG = "svg"  # the pictures, to enlarge without loss


@dataclass(frozen=True, kw_only=True)
class Report:
    """A file to be made of an outcome; `history` are the region's published scans up to it.

    The oldest comes first; the outcome's own scan is the last. `year` is what was done around it,
    None for who may see no more than the scan.
    """

    kind: FileKind
    outcome: Outcome
    history: tuple[Past, ...]
    year: Year | None = None
