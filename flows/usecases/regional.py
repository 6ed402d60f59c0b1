"""Who may read what a region keeps between its scans, and who can be chosen in it."""

from collections.abc import Collection, Sequence

from flows.events import Event, Wanted
from flows.ports import Store
from flows.region import Region
from flows.usecases.access import asking_of, parts_of, reads_channel
from flows.usecases.desk import Request, known_person, number
from flows.views.owner import Owner


def own_regions(request: Request) -> list[Region]:
    """The regions that the sender leads or takes part in."""
    found = parts_of(request.store, request.person).regions
    return [request.store.regions.get(region_id) for region_id in found]


def has_part(request: Request, region_id: int) -> bool:
    """Whether the sender leads a region or takes part in it."""
    return region_id in parts_of(request.store, request.person).regions


def may_read(request: Request, region: Region) -> bool:
    """Whether the sender may read what is kept of a region.

    That is whoever has a part in it, and the members of its stuurgroep's channel.
    """
    return has_part(request, region.id) or reads_channel(request, region.channel)


def wants_region(store: Store, event: Event) -> Wanted:
    """Whether the sender reads the channel of the event's region, where they have no part."""
    return wants_readers(store, event, (number(event, "region"),))


def wants_here(store: Store, event: Event) -> Wanted:
    """The same for the region in whose channel they are."""
    here = store.regions.find(channel=event.channel) if event.channel else ()
    return wants_readers(store, event, [region.id for region in here])


def wants_readers(store: Store, event: Event, region_ids: Collection[int]) -> Wanted:
    """The same for these regions."""
    workspace = store.workspaces.one(team_id=event.workspace)
    has = parts_of(store, known_person(store, event)).regions
    others = tuple(region_id for region_id in region_ids if region_id not in has)
    if workspace is None or not others:
        return Wanted()
    found = store.regions.find(id=others, workspace_id=workspace.id)
    return asking_of(event, {region.channel for region in found} - {""})


def owners_of(store: Store, region_id: int) -> list[Owner]:
    """The participants of a region, by name."""
    found = store.participants.find(region_id=region_id, removed_at=None)
    ids = tuple(one.person_id for one in found)
    people = {one.id: one for one in (store.people.find(id=ids) if ids else ())}
    partners = {one.id: one.name for one in store.partners.find(region_id=region_id)}
    owners = [
        Owner(
            id=one.id,
            user_id=people[one.person_id].user_id,
            person=people[one.person_id].name,
            partner=partners[one.partner_id],
        )
        for one in found
    ]
    return sorted(owners, key=lambda one: one.person.casefold())


def owner_of(store: Store, participant_id: int | None) -> Owner | None:
    """A participant as people know them; None for nobody, or who takes part no more."""
    found = store.participants.one(id=participant_id or 0, removed_at=None)
    if found is None:
        return None
    person = store.people.get(found.person_id)
    return Owner(
        id=found.id,
        user_id=person.user_id,
        person=person.name,
        partner=store.partners.get(found.partner_id).name,
    )


def chosen_owner(owners: Sequence[Owner], chosen: str) -> Owner | None:
    """Who was chosen in a form, by participant or by user id; None if it is none of these."""
    return next((one for one in owners if chosen in {str(one.id), one.user_id}), None)
