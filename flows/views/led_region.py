"""A region as its leader sees it, and what has to be done there before a scan can start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.events import ChannelFacts
from flows.outbox import Wish
from flows.region import Region
from flows.response import Response
from flows.scan import Scan
from flows.views.rhythm import RhythmPanel
from flows.views.undelivered import Missed, Undelivered
from flows.wording import Phrase, say


@dataclass(frozen=True, kw_only=True)
class LedRegion:
    """A region as its leader sees it. `channel` is None while none is chosen.

    `meetings` counts those that are still to come; `last` is the newest published scan;
    `unposted` is what the channel does not show of the scan, or else of the last one.
    `undelivered` is whom the bot could not reach about it, `unheard` whom it could not reach
    between scans; an administrator sees of them the leaders alone. `holidays_until` is the last
    day of which school holidays are known, if that is not far off. So many things are `waiting`
    for the leaders between scans.
    """

    region: Region
    channel: ChannelFacts | None
    partners: int
    people: int
    meetings: int
    scan: Scan | None
    last: Scan | None
    responses: Sequence[Response]
    is_leader: bool
    leaders: Sequence[str]
    unposted: Wish | None = None
    undelivered: Undelivered | None = None
    unheard: Sequence[Missed] = ()
    holidays_until: date | None = None
    rhythm: RhythmPanel | None = None
    waiting: int = 0


def missing_lines(one: LedRegion) -> list[Phrase]:
    """What has to be done before a scan can start, or what is odd, each with how to mend it."""
    lines: list[Phrase] = []
    if not one.region.organisation or not one.region.contact:
        lines.append(say("setup.missing.responsible"))
    lines += channel_lines(one.channel)
    if not one.people:
        lines.append(say("setup.missing.partners"))
    if not one.meetings:
        lines.append(say("setup.missing.meetings"))
    return lines


def channel_lines(channel: ChannelFacts | None) -> list[Phrase]:
    """What is wrong or noteworthy about the stuurgroep's channel, with how to mend it."""
    if channel is None:
        return [say("setup.missing.channel")]
    if not channel.found:
        return [say("setup.channel_state.not_found")]
    if channel.is_archived:
        return [say("setup.channel_state.archived", channel=channel.name)]
    if not channel.has_bot:
        return [say("setup.channel_state.no_bot", channel=channel.name)]
    if not channel.is_private:
        return [say("setup.channel_state.public", channel=channel.name)]
    return []
