"""The tables: one per kind of value, its columns named as the value's fields.

Who is deleted takes along what is theirs: a workspace its regions and people, a scan its
responses, a response its answers. The one exception is the person who started a scan.
"""

from storage.tables.delivery import heard, pace, ping, wish
from storage.tables.follow import action, check_in, decision, digest, follow_up, success
from storage.tables.parts import metadata
from storage.tables.people import (
    leader,
    meeting,
    participant,
    partner,
    period,
    person,
    region,
    rhythm,
    school_holiday,
    workspace,
)
from storage.tables.scans import answer, response, scan

__all__ = [
    "action",
    "answer",
    "check_in",
    "decision",
    "digest",
    "follow_up",
    "heard",
    "leader",
    "meeting",
    "metadata",
    "pace",
    "participant",
    "partner",
    "period",
    "person",
    "ping",
    "region",
    "response",
    "rhythm",
    "scan",
    "school_holiday",
    "success",
    "wish",
    "workspace",
]
