"""Handling one act from the platform: who it is, which use case, in which language."""

from dataclasses import replace

import pytest

from flows.events import ChannelFacts, Event, Kind, Known, UserFacts
from flows.language import Language
from flows.usecases.decisions import SHORTCUTS
from flows.usecases.handle import facts_wanted, handle, page_facts_wanted, page_now
from flows.usecases.routes import FORMS, TAPS, UNKNOWN, route_of
from flows.usecases.surroundings import Surroundings
from tests.support.builders import INSTRUMENTS, TEAM, notice_of, said, statement
from tests.support.leading import ADMIN, CHANNEL, LEADER, LedWorld, snapshot

NEWCOMER = UserFacts(team_id=TEAM, user_id="UN", name="Nieuw Iemand")


@pytest.fixture
def world() -> LedWorld:
    """An open scan with one participant."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.start()
    return world


def around(world: LedWorld) -> Surroundings:
    """What holds at the world's moment."""
    return Surroundings(
        now=world.now,
        almanac=world.almanac,
        instruments=INSTRUMENTS,
        message_url="https://chat.example/{}/{}".format,
    )


def event(kind: Kind, user_id: str, **details: object) -> Event:
    """An act of somebody."""
    plain = Event(kind=kind, workspace=TEAM, team_id=TEAM, user_id=user_id)
    return replace(plain, **details)  # type: ignore[arg-type]  # checked when it runs


def test_a_newcomer_is_kept_by_name(world: LedWorld) -> None:
    """Their first act makes them known; the next one finds them."""
    act = event(Kind.HOME, "UN")
    known = Known(users={"UN": NEWCOMER})
    handle(world.store, world.workspace, act, known, around(world))
    assert world.person("UN").name == "Nieuw Iemand"
    handle(world.store, world.workspace, act, Known(), around(world))
    assert world.person("UN").name == "Nieuw Iemand"


def test_a_workspace_that_is_not_kept_knows_nobody(world: LedWorld) -> None:
    """A person of one workspace is not taken for the same person in another."""
    elsewhere = replace(event(Kind.TYPED, "U1", text="hallo"), workspace="T9")
    assert facts_wanted(world.store, elsewhere).users == {"U1"}


def test_a_newcomers_name_is_always_asked_for(world: LedWorld) -> None:
    """Somebody who is known is only asked about where the use case wants it."""
    typed = event(Kind.TYPED, "UN", text="hallo")
    assert facts_wanted(world.store, typed).users == {"UN"}
    assert not facts_wanted(world.store, replace(typed, user_id="U1")).users
    close = event(Kind.TAP, "UN", action="scan.close", args={"scan": str(world.now_scan().id)})
    wanted = facts_wanted(world.store, close)
    assert (set(wanted.users), set(wanted.channels)) == ({"UN"}, {CHANNEL})


def test_the_same_person_of_two_organisations_is_two(world: LedWorld) -> None:
    """A user id counts within its team."""
    act = event(Kind.HOME, "U1", team_id="T9")
    handle(world.store, world.workspace, act, Known(), around(world))
    assert len(world.store.people.find(user_id="U1")) == 2


def test_an_event_that_comes_twice_takes_effect_once(world: LedWorld) -> None:
    """The second time nothing is said and nothing changes."""
    world.deliver()
    act = event(Kind.TAP, "U1", action="walk.begin", args={"response": str(world.response().id)})

    def once(event_id: str) -> tuple[bool, int]:
        reply, _ = handle(world.store, world.workspace, act, Known(), around(world), event_id)
        return bool(reply.wishes), len(world.store.heard.find())

    assert once("Ev1") == (True, 1)
    before = snapshot(world)
    assert once("Ev1") == (False, 1)
    assert snapshot(world) == before
    assert once("Ev2") == (True, 2)
    assert once("") == (True, 2)


def test_a_copy_is_told_apart(world: LedWorld) -> None:
    """Whoever answers it can see that it had its effect before."""
    act = event(Kind.HOME, "U1")
    replies = [
        handle(world.store, world.workspace, act, Known(), around(world), "Ev1")[0]
        for _ in range(2)
    ]
    assert [one.again for one in replies] == [False, True]


def test_a_copy_of_a_form_with_errors_gets_the_same_errors(world: LedWorld) -> None:
    """Nothing was done yet, and an answer without them would close the form."""
    args = {"region": str(world.region.id)}
    act = event(Kind.SUBMIT, LEADER, action="partners.edit", args=args, values={"name": ""})
    replies = [
        handle(world.store, world.workspace, act, Known(), around(world), "submit:1")[0]
        for _ in range(2)
    ]
    assert replies[0].errors
    assert replies[1] == replies[0]
    assert not world.store.heard.find()


def test_the_reply_is_in_the_language_that_was_just_chosen(world: LedWorld) -> None:
    """A tap on English is answered in English."""
    act = event(Kind.TAP, "U1", action="page.language", args={"language": "en"})
    _, language = handle(world.store, world.workspace, act, Known(), around(world))
    assert language is Language.EN


@pytest.mark.parametrize("user_id", ["U1", LEADER])
def test_the_regions_language_is_spoken_to_who_chose_none(world: LedWorld, user_id: str) -> None:
    """Whether they take part in it or lead it."""
    act = event(Kind.HOME, user_id)
    for language in Language:
        world.change_region(language=language)
        reply = handle(world.store, world.workspace, act, Known(), around(world))
        assert reply[1] is language


def test_who_has_no_region_is_spoken_to_in_dutch(world: LedWorld) -> None:
    """Also who was taken out of one."""
    world.change_region(language=Language.EN)
    partner = world.store.partners.find()[-1]
    world.lead("partners.remove", partner=partner.id)
    for user_id in (ADMIN, "U1"):
        act = event(Kind.HOME, user_id)
        assert handle(world.store, world.workspace, act, Known(), around(world))[1] is Language.NL


def test_the_page_is_drawn_as_it_now_is(world: LedWorld) -> None:
    """As a page and as a window, with the facts that it wants."""
    act = event(Kind.HOME, LEADER)
    wanted = page_facts_wanted(world.store, act)
    assert wanted.channels == {CHANNEL}
    known = Known(
        users={LEADER: world.known[LEADER]},
        channels={CHANNEL: ChannelFacts(channel_id=CHANNEL, name="sto", has_bot=True)},
    )
    page, panel, language = page_now(world.store, world.workspace, act, known, around(world))
    assert panel.body == page.body
    assert "#sto" in said(page)  # it is public: the leader is warned
    assert language is Language.NL


@pytest.mark.parametrize("kind", [Kind.TAP, Kind.SUBMIT])
def test_a_button_that_no_longer_exists_is_answered(world: LedWorld, kind: Kind) -> None:
    """An old message of an earlier version: nothing changes."""
    act = event(kind, "U1", action="walk.of_old")
    assert route_of(act) is UNKNOWN
    before = snapshot(world)
    reply, _ = handle(world.store, world.workspace, act, Known(), around(world))
    assert notice_of(reply) == "walk.notice.further_on"
    assert snapshot(world) == before


def test_every_kind_of_act_has_a_use_case() -> None:
    """None falls through."""
    for kind in set(Kind) - {Kind.TAP, Kind.SUBMIT, Kind.SHORTCUT}:
        assert route_of(event(kind, "U1")) is not UNKNOWN
    for action, route in SHORTCUTS.items():
        assert route_of(event(Kind.SHORTCUT, "U1", action=action)) is route
    for action, route in TAPS.items():
        assert route_of(event(Kind.TAP, "U1", action=action)) is route
    for action, route in FORMS.items():
        assert route_of(event(Kind.SUBMIT, "U1", action=action)) is route


def test_an_act_about_somebody_elses_answers_is_refused(world: LedWorld) -> None:
    """Ids in a payload count only with the verified sender."""
    world.begin("U1")
    stolen = {
        "response": str(world.response().id),
        "item": statement().key,
        "score": "1",
    }
    act = event(Kind.TAP, ADMIN, action="walk.score", args=stolen)
    before = snapshot(world)
    reply, _ = handle(world.store, world.workspace, act, Known(), around(world))
    assert notice_of(reply) == "walk.notice.not_yours"
    assert snapshot(world) == before
