"""Who takes part: a region with its leaders, meetings, partners and people."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flows.instrument import STANDARD
from flows.language import Language


class Sector(StrEnum):
    """The kind of organisation a partner is."""

    VMBO = "vmbo"
    PO = "po"
    MBO = "mbo"
    COMPANY = "company"
    MUNICIPALITY = "municipality"
    OTHER = "other_kind"


class HolidayRegion(StrEnum):
    """The three regions whose school holidays differ."""

    NORTH = "north"
    MIDDLE = "middle"
    SOUTH = "south"


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """One installation on a chat platform; everything hangs off one."""

    id: int = 0
    team_id: str
    name: str = ""
    bot_user_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody on the platform, known by the pair (team_id, user_id)."""

    id: int = 0
    workspace_id: int
    team_id: str
    user_id: str
    name: str = ""
    language: Language | None = None
    asked_response_id: int | None = None
    told_typed: bool = False


@dataclass(frozen=True, kw_only=True)
class Region:
    """A partnership that scans itself; `channel` is the stuurgroep's, "" while unset."""

    id: int = 0
    workspace_id: int
    name: str
    channel: str = ""
    channel_name: str = ""
    language: Language = Language.NL
    timezone: str = "Europe/Amsterdam"
    holiday_regions: tuple[str, ...] = ()
    organisation: str = ""
    contact: str = ""
    variant: str = STANDARD


@dataclass(frozen=True, kw_only=True)
class Leader:
    """A person's role as programme leader of a region."""

    id: int = 0
    region_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A dated meeting of the region's stuurgroep."""

    id: int = 0
    region_id: int
    on: date


@dataclass(frozen=True, kw_only=True)
class Partner:
    """An organisation in the region; `removed_at` is set once it has left."""

    id: int = 0
    region_id: int
    name: str
    sector: Sector
    removed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A person who speaks for a partner; one organisation per person in a region."""

    id: int = 0
    region_id: int
    partner_id: int
    person_id: int
    removed_at: datetime | None = None
