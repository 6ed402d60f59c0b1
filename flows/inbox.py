"""What has come in, so that what a platform sends again takes effect once."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Heard:
    """An event that has been handled, by the platform's own id of it."""

    id: int = 0
    workspace_id: int
    event_id: str
    heard_at: datetime
