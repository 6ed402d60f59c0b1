"""The made-up region of the demo: people in the local workspace, a region in the database."""

from dataclasses import dataclass
from datetime import date

from flows.calendar import add_working_days
from flows.ports import Store
from flows.region import Leader, Meeting, Participant, Partner, Region, Sector, Workspace
from flows.usecases.desk import keep_person

CHANNEL = "stuurgroep-sto"
REGION = "regio Noordwest"
MEETING_IN_WORKING_DAYS = 15


@dataclass(frozen=True)
class Somebody:
    """A made-up person: name in the workspace, own name, what they are, for which partner."""

    name: str
    real_name: str
    title: str
    partner: str = ""
    sector: Sector = Sector.OTHER


ADMIN = Somebody("sanne", "Sanne Bakker", "Systeembeheer · Vakcollege Noord")
LEADER = Somebody("marijke", "Marijke Visser", "Programmaleider · Vakcollege Noord")
PARTICIPANTS = (
    Somebody("karim", "Karim Haddad", "Directeur", "Vakcollege Noord", Sector.VMBO),
    Somebody("els", "Els Jansen", "Schoolleider", "Basisscholen De Kop", Sector.PO),
    Somebody("tom", "Tom de Wit", "Teamleider techniek", "ROC West", Sector.MBO),
    Somebody("karin", "Karin de Boer", "Eigenaar", "Installatiebedrijf De Boer", Sector.COMPANY),
    Somebody(
        "fatima", "Fatima Yilmaz", "Beleidsadviseur", "Gemeente Waterdijk", Sector.MUNICIPALITY
    ),
    Somebody("joost", "Joost Kuiper", "Coördinator", "Techniekmuseum De Werf", Sector.OTHER),
)
EVERYBODY = (LEADER, *PARTICIPANTS, ADMIN)


@dataclass(frozen=True)
class Ids:
    """How the local workspace calls its people and channel: user id by name, channel id."""

    users: dict[str, str]
    channel: str


def add_region(store: Store, workspace: Workspace, ids: Ids, today: date) -> None:
    """Add the made-up region, ready to start a scan in; once."""
    if store.regions.one(workspace_id=workspace.id) is not None:
        return
    region = store.regions.add(
        Region(
            workspace_id=workspace.id,
            name=REGION,
            channel=ids.channel,
            channel_name=CHANNEL,
            holiday_regions=("north",),
            organisation="Vakcollege Noord",
            contact="privacy@vakcollege-noord.example",
        )
    )
    people = {
        one.name: keep_person(
            store, workspace, workspace.team_id, ids.users[one.name], one.real_name
        )
        for one in EVERYBODY
    }
    store.leaders.add(Leader(region_id=region.id, person_id=people[LEADER.name].id))
    store.meetings.add(
        Meeting(region_id=region.id, on=add_working_days(today, MEETING_IN_WORKING_DAYS, ()))
    )
    for one in PARTICIPANTS:
        partner = store.partners.add(
            Partner(region_id=region.id, name=one.partner, sector=one.sector)
        )
        store.participants.add(
            Participant(region_id=region.id, partner_id=partner.id, person_id=people[one.name].id)
        )
