"""What every act, of people or of time, is handled with besides the store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flows.holidays import Almanac
from flows.instrument import Instrument


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What every act is handled with besides the store: see `Request`."""

    now: datetime
    almanac: Almanac
    instruments: Mapping[str, Instrument]
    message_url: Callable[[str, str], str]
