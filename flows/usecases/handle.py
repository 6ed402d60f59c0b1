"""Handling one act from the platform: who it is, which use case, in which language."""

from dataclasses import replace

from flows.events import Event, Kind, Known, Wanted
from flows.inbox import Heard
from flows.language import Language
from flows.messages import Form, Page
from flows.ports import Store
from flows.region import Person, Workspace
from flows.store_errors import AlreadyThereError
from flows.usecases import page
from flows.usecases.desk import Reply, Request, keep_person, known_person
from flows.usecases.routes import route_of
from flows.usecases.surroundings import Surroundings
from flows.usecases.unheard import catch_up
from flows.views.page import panel_form

ACTS = (Kind.TAP, Kind.SUBMIT, Kind.TYPED, Kind.COMMAND, Kind.SHORTCUT)
"""What somebody does who can be written to, as far as one can tell."""


def facts_wanted(store: Store, event: Event) -> Wanted:
    """The facts to fetch before the act is handled; a stranger's name is always wanted."""
    wanted = route_of(event).wants(store, event)
    if known_person(store, event) is None:
        return replace(wanted, users=wanted.users | {event.user_id})
    return wanted


def handle(
    store: Store,
    workspace: Workspace,
    event: Event,
    known: Known,
    around: Surroundings,
    event_id: str = "",
) -> tuple[Reply, Language]:
    """What the sender sees at once, and in which language.

    An event with an id takes effect once, however often the platform sends it.
    """
    request = _request(store, workspace, event, known, around)
    heard = None
    if event_id:
        try:
            heard = store.heard.add(
                Heard(workspace_id=workspace.id, event_id=event_id, heard_at=around.now)
            )
        except AlreadyThereError:
            return Reply(again=True), request.language
    reply = route_of(event).handle(request)
    if event.kind in ACTS:
        catch_up(store, request.person.id, around.now)
    if heard is not None and reply.errors:
        store.heard.remove(heard.id)  # nothing was done, and a copy has to get the same errors
    return reply, _language(store, store.people.get(request.person.id))


def page_now(
    store: Store, workspace: Workspace, event: Event, known: Known, around: Surroundings
) -> tuple[Page, Form, Language]:
    """The sender's page as it now is, as a page and as a window, and its language."""
    request = _request(store, workspace, event, known, around)
    shown = page.page_of(request)
    return shown, panel_form(shown), request.language


def page_facts_wanted(store: Store, event: Event) -> Wanted:
    """The facts that the sender's page wants."""
    return page.wants_page(store, event)


def _request(
    store: Store, workspace: Workspace, event: Event, known: Known, around: Surroundings
) -> Request:
    facts = known.users.get(event.user_id)
    name = facts.name if facts else ""
    person = keep_person(store, workspace, event.team_id, event.user_id, name)
    return Request(
        store=store,
        event=event,
        workspace=workspace,
        person=person,
        language=_language(store, person),
        known=known,
        now=around.now,
        almanac=around.almanac,
        instruments=around.instruments,
        message_url=around.message_url,
    )


def _language(store: Store, person: Person) -> Language:
    """The person's own choice, else that of a region they take part in or lead, else Dutch."""
    if person.language is not None:
        return person.language
    taking_part = store.participants.one(person_id=person.id, removed_at=None)
    role = taking_part or store.leaders.one(person_id=person.id)
    return store.regions.get(role.region_id).language if role else Language.NL
