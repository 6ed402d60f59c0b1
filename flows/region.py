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


class Group(StrEnum):
    """Sectors that are looked at together."""

    SCHOOL = "school"
    COMPANY = "company"
    MUNICIPALITY = "municipality"
    OTHER = "other"


GROUP_OF = {
    Sector.VMBO: Group.SCHOOL,
    Sector.PO: Group.SCHOOL,
    Sector.MBO: Group.SCHOOL,
    Sector.COMPANY: Group.COMPANY,
    Sector.MUNICIPALITY: Group.MUNICIPALITY,
    Sector.OTHER: Group.OTHER,
}
"""The group of every sector."""


class HolidayRegion(StrEnum):
    """The three regions whose school holidays differ."""

    NORTH = "north"
    MIDDLE = "middle"
    SOUTH = "south"


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """One installation on a chat platform; everything hangs off one.

    `blocked` is the platform's reason why no call of it passes, since `blocked_at`; else "".
    From `outage_from` to `outage_until` nothing passed, the last time that this took long.
    """

    id: int = 0
    team_id: str
    name: str = ""
    bot_user_id: str = ""
    blocked: str = ""
    blocked_at: datetime | None = None
    outage_from: datetime | None = None
    outage_until: datetime | None = None


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
    """A dated meeting of the region's stuurgroep.

    `moment` says that it is only a day on which people speak each other: nothing is prepared for
    it, and no scan goes by it.
    """

    id: int = 0
    region_id: int
    on: date
    moment: bool = False


@dataclass(frozen=True, kw_only=True)
class Partner:
    """An organisation in the region; `removed_at` is set once it has left.

    `follows_schools` says whether it is free when schools are; None: as its sector is.
    """

    id: int = 0
    region_id: int
    name: str
    sector: Sector
    follows_schools: bool | None = None
    removed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A person who speaks for a partner; one organisation per person in a region.

    `quiet_at` is since when they are not asked the question of the month.
    """

    id: int = 0
    region_id: int
    partner_id: int
    person_id: int
    removed_at: datetime | None = None
    quiet_at: datetime | None = None


class PeriodKind(StrEnum):
    """What some days are for those they belong to."""

    FREE = "free"  # a partner does not work: its own holiday, carnival, the builders' summer
    EXAM = "exam"  # the region's schools have exams: no scan runs


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days from `first` to `last`, both included: a partner's own, or the whole region's."""

    id: int = 0
    region_id: int
    partner_id: int | None = None
    kind: PeriodKind
    first: date
    last: date
