"""Who may see what came of a scan, and who may not, whatever they tap."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.events import Event, Kind
from flows.outcome import FileKind
from flows.region import Workspace
from flows.response import ResponseState, Sharing
from flows.scan import Mode, ScanState
from flows.usecases.access import MOST_CHANNELS, wants_scan
from flows.usecases.desk import Reply
from flows.usecases.handle import facts_wanted
from flows.usecases.results import wants_list
from tests.support.builders import INSTRUMENT, TEAM, form_of, keys_of, notice_of, said
from tests.support.leading import (
    ADMIN,
    CHANNEL,
    FORMER,
    LEADER,
    OTHER,
    OTHER_CHANNEL,
    STRANGER,
    snapshot,
)
from tests.support.published import PEOPLE, PublishedWorld
from tests.support.two_moments import close_sentences, send, with_sentences, write

TITLE = "Geheim voorjaar"
WINDOWS = (
    "results.open",
    "results.compare",
    "results.history",
    "results.table",
    "results.files",
)
MEMBER, GUEST, NAMESAKE, ELSEWHERE, COLLEAGUE, GONE = "UM", "UG", "UN", "UE", "UC", "U4"
SEE = {
    LEADER: True,  # leads the region
    "U1": True,  # handed in
    "U2": True,  # never began
    "U3": True,  # does not take part
    "U5": True,  # handed in, and deleted their answers afterwards
    MEMBER: True,  # a member of the stuurgroep's channel without a part in anything
    GUEST: True,  # the same, of another organisation that shares the channel
    GONE: False,  # handed in, and left the region afterwards
    NAMESAKE: False,  # of another organisation, with the user id of a member
    ELSEWHERE: False,  # a member of another region's channel only
    COLLEAGUE: False,  # taken out while the scan ran
    ADMIN: False,
    FORMER: False,
    STRANGER: False,
    OTHER: False,  # leads another region
}
"""Who sees what came of a scan."""


@pytest.fixture
def world() -> PublishedWorld:
    """Two scans whose results stand in the channel, and everybody around them."""
    world = PublishedWorld()
    world.publish(title=TITLE)
    world.next_quarter()
    world.take_in("Bouwbedrijf", COLLEAGUE)
    world.start(Mode.OPEN, title=f"{TITLE} 2")
    for user_id in ("U1", "U4", "U5"):
        world.hand_in(user_id)
    world.tap("walk.decline", "U3")
    removed = world.store.partners.one(name="Bouwbedrijf")
    assert removed is not None
    world.lead("partners.remove", partner=removed.id)
    world.lead("scan.close")
    world.deliver()
    world.tap("privacy.erase", "U5")
    world.user(MEMBER, "Mira Lid")
    world.user(ELSEWHERE, "Els Zuid")
    world.from_outside(GUEST)
    world.from_outside(NAMESAKE, known_as=TEAM)
    world.members = {CHANNEL: {MEMBER, GUEST, NAMESAKE}, OTHER_CHANNEL: {ELSEWHERE}}
    participant = world.store.participants.one(person_id=world.person(GONE).id)
    assert participant is not None
    world.store.participants.save(replace(participant, removed_at=world.now))
    return world


def test_everybody_has_the_state_that_the_table_says(world: PublishedWorld) -> None:
    """The table would else say nothing."""
    states = {user: world.response_of(user) for user in (*PEOPLE, COLLEAGUE)}
    assert [response.state for response in states.values() if response] == [
        ResponseState.SUBMITTED,
        ResponseState.INVITED,
        ResponseState.DECLINED,
        ResponseState.SUBMITTED,
        ResponseState.ERASED,
        ResponseState.REMOVED,
    ]


@pytest.mark.parametrize(("user_id", "sees"), SEE.items())
def test_who_may_open_the_windows(world: PublishedWorld, user_id: str, *, sees: bool) -> None:
    """Who may not reads who can, and nothing of the scan; nothing changes."""
    before = snapshot(world)
    for action in WINDOWS:
        reply = world.looks(action, user_id)
        if sees:
            assert form_of(reply).key == action
        else:
            assert notice_of(reply) == "results.not_yours"
            assert reply == Reply(notice=reply.notice)
    assert snapshot(world) == before


@pytest.mark.parametrize(("user_id", "sees"), SEE.items())
def test_who_may_take_a_file_or_choose_scans(
    world: PublishedWorld, user_id: str, *, sees: bool
) -> None:
    """A form that was filled in is checked like a tap."""
    reply = world.looks("results.file", user_id, kind=FileKind.XLSX)
    assert (reply.download is not None) is sees
    assert notice_of(reply) == ("results.files.sent" if sees else "results.not_yours")
    compared = world.submit(world.window("results.compare", LEADER), user_id)
    assert (compared.form is not None) is sees
    assert notice_of(compared) == ("" if sees else "results.not_yours")


@pytest.mark.parametrize(("user_id", "sees"), SEE.items())
def test_whose_list_and_page_have_it(world: PublishedWorld, user_id: str, *, sees: bool) -> None:
    """The page asks nobody which channels they read: it is for who has a part."""
    assert (TITLE in said(form_of(world.command("resultaten", user_id)))) is sees
    has_part = sees and user_id not in {MEMBER, GUEST}
    assert ("results.open" in world.actions(user_id)) is has_part


def test_another_workspaces_scan_is_nobodys(world: PublishedWorld) -> None:
    """Not even of who leads both: each installation stands by itself."""
    scan = world.now_scan()
    elsewhere = world.store.workspaces.add(Workspace(team_id="T8"))
    world.store.scans.save(replace(scan, workspace_id=elsewhere.id))
    for user_id in (LEADER, "U1", MEMBER):
        assert notice_of(world.looks("results.open", user_id)) == "results.not_yours"


@pytest.mark.parametrize("scan", [0, 999])
def test_a_scan_that_is_none_is_nobodys(world: PublishedWorld, scan: int) -> None:
    """Which ids exist cannot be told from the answer."""
    for user_id in (LEADER, STRANGER):
        assert notice_of(world.looks("results.open", user_id, scan=scan)) == "results.not_yours"


def test_nothing_is_seen_before_the_channel_has_seen_it(world: PublishedWorld) -> None:
    """Neither while it runs nor before the results have been posted."""
    world.next_quarter()
    scan = world.start(Mode.OPEN, title="Zomer")
    assert notice_of(world.looks("results.open", LEADER)) == "results.not_yet"
    assert notice_of(world.looks("results.open", "U1")) == "results.not_yet"
    assert notice_of(world.looks("results.open", STRANGER)) == "results.not_yours"
    world.hand_in("U1")
    world.lead("scan.close")
    assert world.now_scan().state is ScanState.PUBLISHED
    assert notice_of(world.looks("results.open", LEADER)) == "results.not_yet"
    own = world.response("U1")
    assert notice_of(world.tap("results.own", "U1", response=own.id)) == "results.not_yet"
    assert "Zomer" not in said(world.window("results.compare", LEADER, scan=scan.id - 1))
    assert "Zomer" not in said(form_of(world.command("uitkomsten")))
    world.deliver()
    assert "Zomer" in said(world.window("results.open", LEADER))


def test_a_participant_sees_of_other_scans_only_those_they_were_asked_in(
    world: PublishedWorld,
) -> None:
    """Who came later has no part in what was before."""
    world.next_quarter()
    world.take_in("Nieuw", "U9")
    world.publish(title="Zomer")
    assert notice_of(world.looks("results.compare", "U9")) == "results.compare.not_yours"
    assert "results.history.first" in keys_of(world.window("results.history", "U9"))
    world.members[CHANNEL].add("U9")
    assert TITLE in said(world.window("results.compare", "U9"))


def test_who_leads_two_regions_sees_both(world: PublishedWorld) -> None:
    """Each with its own."""
    world.appoint(LEADER, world.other)
    assert TITLE in said(form_of(world.command("results")))
    world.appoint(OTHER)
    assert TITLE in said(world.window("results.open", OTHER))


def wanted_by(world: PublishedWorld, user_id: str, action: str = "results.open") -> set[str]:
    """The channels of which it is asked whether somebody is a member."""
    request = world.request(Kind.TAP, user_id, action, {"scan": world.now_scan().id}, {})
    return set(facts_wanted(world.store, request.event).memberships)


def test_only_who_has_no_part_is_looked_up(world: PublishedWorld) -> None:
    """Others need not wait for it."""
    assert wanted_by(world, LEADER) == set()
    assert wanted_by(world, "U1") == set()
    for user_id in (MEMBER, STRANGER, GONE, ADMIN):
        assert wanted_by(world, user_id) == {CHANNEL}


def test_somebody_the_bot_never_saw_is_looked_up_too(world: PublishedWorld) -> None:
    """Their name and whether they are a member, in one go."""
    event = Event(
        kind=Kind.TAP,
        workspace=TEAM,
        team_id=TEAM,
        user_id="UNSEEN",
        action="results.open",
        args={"scan": str(world.now_scan().id)},
    )
    wanted = facts_wanted(world.store, event)
    assert wanted.users == {"UNSEEN"}
    assert wanted.memberships == {CHANNEL}


@pytest.mark.parametrize(
    "change",
    [
        lambda event: replace(event, args={}),
        lambda event: replace(event, workspace="T8"),
    ],
)
def test_of_what_is_no_scan_here_nothing_is_asked(
    world: PublishedWorld, change: Callable[[Event], Event]
) -> None:
    """An id that is none, or an installation that is gone."""
    request = world.request(Kind.TAP, STRANGER, "results.open", {"scan": world.now_scan().id}, {})
    event = change(request.event)
    assert not wants_scan(world.store, event).memberships
    gone = replace(event, workspace="T8")
    assert not wants_list(world.store, gone).memberships


def test_a_country_of_channels_is_asked_in_part(world: PublishedWorld) -> None:
    """First the one in which the words were typed."""
    for number in range(40):
        name, channel = f"regio {number}", f"C{100 + number}"
        world.store.regions.add(replace(world.other, id=0, name=name, channel=channel))
    request = world.request(Kind.COMMAND, STRANGER, "", {}, {})
    event = replace(request.event, text="resultaten", channel="C139")
    wanted = facts_wanted(world.store, event)
    assert len(wanted.memberships) == MOST_CHANNELS
    assert "C139" in wanted.memberships
    elsewhere = said(form_of(world.command("resultaten", STRANGER)))
    assert "typ dan daar **/borging resultaten**" in elsewhere


def test_who_comes_back_to_the_region_sees_it_again(world: PublishedWorld) -> None:
    """What counts is whether they take part now."""
    participant = world.store.participants.one(person_id=world.person(GONE).id)
    assert participant is not None
    world.now += timedelta(days=1)
    world.store.participants.save(replace(participant, removed_at=None))
    assert TITLE in said(world.window("results.open", GONE))


@pytest.mark.parametrize("later", [False, True])
def test_sentences_that_stand_before_the_results_can_be_read_in_full(*, later: bool) -> None:
    """Of two moments the channel sees them first: until it does, and of statements, nothing."""
    world = with_sentences()
    sentence, statement = INSTRUMENT.sentences[0].key, INSTRUMENT.statements[0].key
    write(world, "U1", "Samen houden wij vast", Sharing.NAMED)
    scan = close_sentences(world)
    about: dict[str, str | int] = {"scan": scan.id, "item": sentence}
    assert notice_of(world.tap("results.texts", "U2", **about)) == "results.not_yet"
    world.deliver()
    if later:
        send(world)
    world.user(MEMBER, "Mira Lid")
    world.members = {CHANNEL: {MEMBER}}
    for user_id in (LEADER, "U2", MEMBER):
        shown = form_of(world.tap("results.texts", user_id, **about))
        assert "Samen houden wij vast" in said(shown)
    assert notice_of(world.tap("results.texts", STRANGER, **about)) == "results.not_yours"
    other = {**about, "item": statement}
    assert notice_of(world.tap("results.texts", "U2", **other)) == "results.not_yet"
    assert notice_of(world.tap("results.open", "U2", scan=scan.id)) == "results.not_yet"
