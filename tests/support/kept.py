"""Values to keep, complete and linked."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from flows.outbox import Wish
from flows.pace import Pace, Ping
from flows.ports import Store
from flows.region import (
    Participant,
    Partner,
    Period,
    PeriodKind,
    Person,
    Region,
    Sector,
    Workspace,
)
from flows.response import Answer, Response
from flows.rhythm import Every, Rhythm
from flows.scan import Mode, Scan
from flows.topics import Topic

NOW = datetime(2027, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)


@dataclass(frozen=True)
class Kept:
    """One of each, as kept."""

    workspace: Workspace
    person: Person
    region: Region
    partner: Partner
    participant: Participant
    scan: Scan
    response: Response
    answer: Answer
    wish: Wish
    period: Period
    rhythm: Rhythm
    ping: Ping
    pace: Pace


def keep_one_of_each(store: Store, team_id: str = "T1") -> Kept:
    """A workspace with a region, a person who takes part in a scan, an answer and a wish."""
    workspace = store.workspaces.add(Workspace(team_id=team_id))
    person = store.people.add(
        Person(workspace_id=workspace.id, team_id=team_id, user_id="U1", name="Karin de Boer")
    )
    region = store.regions.add(Region(workspace_id=workspace.id, name="Noordwest"))
    partner = store.partners.add(
        Partner(region_id=region.id, name="Installatiebedrijf De Boer", sector=Sector.COMPANY)
    )
    participant = store.participants.add(
        Participant(region_id=region.id, partner_id=partner.id, person_id=person.id)
    )
    scan = store.scans.add(a_scan(workspace, region, person))
    response = store.responses.add(
        Response(
            workspace_id=workspace.id,
            scan_id=scan.id,
            partner_id=partner.id,
            participant_id=participant.id,
            person_id=person.id,
            invited_at=NOW,
        )
    )
    answer = store.answers.add(Answer(response_id=response.id, item="s1", score=4, answered_at=NOW))
    wish = store.wishes.add(
        Wish(
            workspace_id=workspace.id,
            key=f"walk:{response.id}",
            topic=Topic.WALK,
            subject_id=response.id,
            person_id=person.id,
            since=NOW,
            due_at=NOW,
        )
    )
    period = store.periods.add(
        Period(
            region_id=region.id,
            partner_id=partner.id,
            kind=PeriodKind.FREE,
            first=date(2027, 7, 19),
            last=date(2027, 8, 6),
        )
    )
    rhythm = store.rhythms.add(
        Rhythm(region_id=region.id, every=Every.QUARTER, since=date(2027, 3, 1))
    )
    ping = store.pings.add(
        Ping(
            workspace_id=workspace.id, person_id=person.id, on=NOW.date(), wish_id=wish.id, shown=0
        )
    )
    pace = store.paces.add(Pace(workspace_id=workspace.id, post_at=NOW, update_at=NOW, look_at=NOW))
    return Kept(
        workspace=workspace,
        person=person,
        region=region,
        partner=partner,
        participant=participant,
        scan=scan,
        response=response,
        answer=answer,
        wish=wish,
        period=period,
        rhythm=rhythm,
        ping=ping,
        pace=pace,
    )


def a_scan(workspace: Workspace, region: Region, leader: Person) -> Scan:
    """An open scan that is not kept yet."""
    return Scan(
        workspace_id=workspace.id,
        region_id=region.id,
        title="Borgingsscan",
        instrument="borgingsscan",
        version="2023/24",
        mode=Mode.OPEN,
        deadline=date(2027, 3, 19),
        closes_at=datetime(2027, 3, 19, 15, tzinfo=UTC),
        texts_until=date(2027, 7, 31),
        scores_until=date(2028, 7, 31),
        channel="C1",
        channel_name="stuurgroep-sto",
        channel_private=True,
        channel_members=9,
        started_by=leader.id,
        opened_at=NOW,
    )
