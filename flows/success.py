"""What went well, or what was learnt from what did not, and for whom it made a difference."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.response import Sharing


class SuccessKind(StrEnum):
    """What is told (Klaster 2025: celebrate successes, and failing as well)."""

    SUCCESS = "success"
    LESSON = "lesson"  # what was learnt from what did not go well


class Ripple(StrEnum):
    """For whom it made a difference: the ripple of a stone in a pond (Klaster 2025)."""

    PUPILS = "pupils"
    TEACHERS = "teachers"
    SCHOOLS = "schools"
    CURRICULUM = "curriculum"
    COMPANIES = "companies"


@dataclass(frozen=True, kw_only=True)
class Success:
    """Something worth telling. `said_at` is an aware UTC datetime.

    `writer_id` is a person and `partner` the name of the organisation that they speak for, "" for
    none. It is celebrated in the channel only as they allow by `sharing`; `action_id` is the
    action that it came of, if any. `withdrawn` says that its writer took it back: then it is
    shown nowhere any more and its text is "".
    """

    id: int = 0
    workspace_id: int
    region_id: int
    writer_id: int | None
    partner: str = ""
    action_id: int | None = None
    kind: SuccessKind
    text: str
    ripple: tuple[str, ...] = ()
    sharing: Sharing = Sharing.NO
    said_at: datetime
    withdrawn: bool = False
