"""A person opens the bot's page or types its command."""

from collections.abc import Mapping
from dataclasses import replace

from flows.calendar import local_day
from flows.events import Event, Wanted
from flows.language import Language
from flows.messages import Form, Page
from flows.outbox import Manner
from flows.ports import Store
from flows.region import Person, Region
from flows.response import ASKED
from flows.scan import ScanState
from flows.usecases.action_panel import region_actions
from flows.usecases.answer import not_yours, own_response
from flows.usecases.desk import Reply, Request, Route, known_person
from flows.usecases.diary import holidays_run_out
from flows.usecases.look_after import look_after
from flows.usecases.results import outcomes_of
from flows.usecases.rhythm_told import rhythm_panel
from flows.usecases.scans import open_scan_of
from flows.usecases.undelivered import undelivered
from flows.usecases.unheard import unheard
from flows.usecases.unreached import missed_between
from flows.usecases.walks import walk_of, wish_walk
from flows.usecases.wishes import unposted
from flows.views.led_region import LedRegion
from flows.views.page import home_page, panel_form
from flows.views.walk import Walk
from flows.wording import say


def led_regions(store: Store, person: Person) -> list[Region]:
    """The regions that a person leads."""
    roles = store.leaders.find(person_id=person.id)
    return [store.regions.get(role.region_id) for role in roles]


def wants_page(store: Store, event: Event) -> Wanted:
    """Who the sender is, and the channels of the regions they lead."""
    person = known_person(store, event)
    led = led_regions(store, person) if person else []
    channels = frozenset(region.channel for region in led if region.channel)
    return Wanted(users=frozenset({event.user_id}), channels=channels)


def is_admin(request: Request) -> bool:
    """Whether the sender administers the workspace that the bot is installed in."""
    facts = request.known.users.get(request.event.user_id)
    return facts is not None and facts.is_admin and facts.team_id == request.event.workspace


def page_of(request: Request) -> Page:
    """The sender's page as it now is."""
    return home_page(
        _led(request),
        _walks(request),
        request.language,
        is_admin=is_admin(request),
        outcomes=outcomes_of(request),
        actions=region_actions(request),
    )


def _led(request: Request) -> list[LedRegion]:
    store = request.store
    lead = {region.id for region in led_regions(store, request.person)}
    if is_admin(request):
        regions = store.regions.find(workspace_id=request.workspace.id)
    else:
        regions = [store.regions.get(region_id) for region_id in sorted(lead)]
    return [_led_region(request, region, is_leader=region.id in lead) for region in regions]


def _led_region(request: Request, region: Region, *, is_leader: bool) -> LedRegion:
    store = request.store
    scan = open_scan_of(store, region.id)
    ended = store.scans.find(region_id=region.id, state=ScanState.PUBLISHED)
    last = ended[-1] if ended else None
    told = scan or last
    meetings = store.meetings.find(region_id=region.id, moment=False)
    today = local_day(request.now, region.timezone)
    return LedRegion(
        region=region,
        channel=request.known.channels.get(region.channel) if region.channel else None,
        partners=len(store.partners.find(region_id=region.id, removed_at=None)),
        people=len(store.participants.find(region_id=region.id, removed_at=None)),
        meetings=sum(meeting.on >= today for meeting in meetings),
        scan=scan,
        last=last,
        unposted=unposted(store, told) if told else None,
        undelivered=undelivered(store, told) if told and is_leader else None,
        unheard=missed_between(store, region) if is_leader else unheard(store, region),
        holidays_until=holidays_run_out(store, request.almanac, today) if is_leader else None,
        rhythm=rhythm_panel(store, region, request.almanac) if is_leader else None,
        waiting=len(look_after(store, region, today).matters) if is_leader else 0,
        responses=store.responses.find(scan_id=scan.id, state=ASKED) if scan else (),
        is_leader=is_leader,
        leaders=[
            store.people.get(role.person_id).name
            for role in store.leaders.find(region_id=region.id)
        ],
    )


def _walks(request: Request) -> list[Walk]:
    store = request.store
    responses = store.responses.find(person_id=request.person.id, state=ASKED)
    return [
        walk_of(store, response, request.instruments)
        for response in responses
        if store.scans.get(response.scan_id).state is ScanState.OPEN
    ]


def home(_request: Request) -> Reply:
    """Draw the sender's page."""
    return Reply(page=True)


def panel_of(request: Request) -> Form:
    """The same as a window."""
    return panel_form(page_of(request))


def panel(request: Request) -> Reply:
    """Open the sender's page as a window."""
    return Reply(form=panel_of(request))


def _language(request: Request) -> Reply:
    language = Language(request.event.args["language"])
    person = request.store.people.get(request.person.id, lock=True)
    request.store.people.save(replace(person, language=language))
    return Reply(page=True)


def _again(request: Request) -> Reply:
    response = own_response(request)
    if response is None:
        return not_yours()
    wish = wish_walk(request.store, request.now, response, Manner.ANEW, prompted=True)
    return Reply(notice=say("page.look_in_chat"), wishes=(wish.id,))


TAPS: Mapping[str, Route] = {
    "page.language": Route(_language, wants_page),
    "walk.again": Route(_again),
}
PANEL = Route(panel, wants_page)
HOME = Route(home, wants_page)
