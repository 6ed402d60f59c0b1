"""Who may see what came of a scan: who took part, who leads, who reads the stuurgroep's channel.

Nobody else, an administrator neither: what the channel has seen stays with those it was said for.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from flows.events import Event, Wanted
from flows.outcome import Outcome
from flows.ports import Store
from flows.region import Person
from flows.response import ASKED
from flows.scan import Scan, ScanState
from flows.topics import Topic
from flows.usecases.desk import Reply, Request, known_person, number
from flows.usecases.outcomes import outcome_of
from flows.usecases.published import in_order
from flows.usecases.wishes import key_of, results_stand
from flows.wording import say

MOST_CHANNELS = 10
"""Channels of which it is asked at once whether somebody is a member."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a person has a part in: ids of regions that they lead or take part in, and of scans.

    `asked` are the scans in which they were asked, and neither handed the invitation on nor were
    taken out.
    """

    leads: frozenset[int] = frozenset()
    takes_part: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()

    @property
    def regions(self) -> list[int]:
        """The regions in which they have a part, each once."""
        return sorted(self.leads | self.takes_part)

    def has(self, scan: Scan) -> bool:
        """Whether they lead the region of a scan, or were asked in it and still take part there."""
        takes_part = scan.id in self.asked and scan.region_id in self.takes_part
        return takes_part or scan.region_id in self.leads


def parts_of(store: Store, person: Person | None) -> Parts:
    """What a person has a part in; somebody who is not kept has none."""
    if person is None:
        return Parts()
    found = store.participants.find(person_id=person.id, removed_at=None)
    asked = store.responses.find(person_id=person.id, state=ASKED)
    return Parts(
        leads=frozenset(role.region_id for role in store.leaders.find(person_id=person.id)),
        takes_part=frozenset(participant.region_id for participant in found),
        asked=frozenset(response.scan_id for response in asked),
    )


def seen_among(request: Request, scans: Iterable[Scan]) -> list[Scan]:
    """Those scans of which the sender may see what the channel has seen of them."""
    parts = parts_of(request.store, request.person)
    return [
        scan
        for scan in scans
        if scan.workspace_id == request.workspace.id
        and (parts.has(scan) or reads_channel(request, scan.channel))
    ]


def may_see(request: Request, scan: Scan) -> bool:
    """Whether the sender may see what the channel has seen of a scan."""
    return bool(seen_among(request, [scan]))


def reads_channel(request: Request, channel: str) -> bool:
    """Whether the sender is a member of a stuurgroep's channel, as far as the route asked for it.

    A channel's members are known by their user ids alone: whom the platform knows by this id has
    to be who sent this, and not somebody of another organisation.
    """
    facts = request.known.users.get(request.event.user_id)
    is_sender = facts is not None and facts.team_id == request.event.team_id
    return is_sender and channel in request.known.memberships


def is_out(store: Store, scan: Scan) -> bool:
    """Whether the channel has seen what came of a scan."""
    return scan.state is ScanState.PUBLISHED and results_stand(store, scan)


def sentences_stand(store: Store, scan: Scan) -> bool:
    """Whether the channel has seen the sentences of a scan, which may come before its results."""
    key = key_of(Topic.SENTENCES, scan.id, address=scan.channel)
    wish = store.wishes.one(workspace_id=scan.workspace_id, key=key)
    return wish is not None and bool(wish.ts)


def seen_scan(request: Request, out: Callable[[Store, Scan], bool] = is_out) -> Scan | Reply:
    """The scan that the event is about, or the answer if the sender may not see its results.

    `out` tells whether the channel has seen what is asked for.
    """
    scan = request.store.scans.one(id=request.number("scan"))
    if scan is None or not may_see(request, scan):
        return Reply(notice=say("results.not_yours"))
    if not out(request.store, scan):
        return Reply(notice=say("results.not_yet"))
    return scan


def seen_scans(request: Request, region_id: int) -> list[Scan]:
    """The scans of a region of which the sender may see the results, the first opened first."""
    found = request.store.scans.find(region_id=region_id, state=ScanState.PUBLISHED)
    return in_order(scan for scan in seen_among(request, found) if is_out(request.store, scan))


def seen_outcome(request: Request, scan: Scan) -> Outcome:
    """What the sender may see of a scan, beside the one before it if they may see that as well."""
    seen = seen_scans(request, scan.region_id)
    return outcome_of(request.store, scan, request.instruments, seen)


def wants_scan(store: Store, event: Event) -> Wanted:
    """Whether the sender reads the channels of this scan's region, where they have no part."""
    scan = store.scans.one(id=number(event, "scan"))
    workspace = store.workspaces.one(team_id=event.workspace)
    if scan is None or workspace is None or scan.workspace_id != workspace.id:
        return Wanted()
    published = store.scans.find(region_id=scan.region_id, state=ScanState.PUBLISHED)
    parts = parts_of(store, known_person(store, event))
    return asking_of(event, {one.channel for one in (scan, *published) if not parts.has(one)})


def asking_of(event: Event, channels: Collection[str]) -> Wanted:
    """Whether the sender reads these channels: at most `MOST_CHANNELS`, first where they are."""
    asked = sorted(channels, key=lambda channel: (channel != event.channel, channel))
    if not asked:
        return Wanted()
    return Wanted(users=frozenset({event.user_id}), memberships=frozenset(asked[:MOST_CHANNELS]))
