"""A region is added and set up: leaders, settings, meetings."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from flows.events import FieldValue, Kind
from flows.instrument import STANDARD
from flows.language import Language
from flows.region import Meeting, Region
from flows.usecases.setup import wants_chosen_channel
from tests.support.builders import INSTRUMENT, TEAM, form_of, keys_of, notice_of
from tests.support.leading import (
    ADMIN,
    CHANNEL,
    FORMER,
    LEADER,
    STRANGER,
    LedWorld,
    snapshot,
)
from tests.support.shown import fields_of


@pytest.fixture
def world() -> LedWorld:
    """A region that is set up, without partners."""
    return LedWorld()


def leaders_of(world: LedWorld, region: Region | None = None) -> set[str]:
    """The user ids of a region's leaders."""
    roles = world.store.leaders.find(region_id=(region or world.region).id)
    return {world.store.people.get(role.person_id).user_id for role in roles}


# Regions and leaders


def test_an_administrator_adds_a_region_and_appoints_its_leaders(world: LedWorld) -> None:
    """Who was appointed can set it up; the administrator cannot."""
    form = form_of(world.tap("region.new", ADMIN))
    assert world.submit(form, ADMIN, name="  regio Oost  ", leaders=(STRANGER, FORMER)).page
    region = world.store.regions.one(name="regio Oost")
    assert region is not None
    assert leaders_of(world, region) == {STRANGER, FORMER}
    assert form_of(world.tap("region.settings", STRANGER, region=region.id)).submit
    assert notice_of(world.tap("region.settings", ADMIN, region=region.id)) == "setup.not_leader"


def test_a_new_region_begins_in_dutch_time_and_language(world: LedWorld) -> None:
    """Nobody has to set what is the same for all."""
    form = form_of(world.tap("region.new", ADMIN))
    world.submit(form, ADMIN, name="regio Oost", leaders=(STRANGER,))
    region = world.store.regions.find()[-1]
    assert (region.language, region.timezone) == (Language.NL, "Europe/Amsterdam")
    assert (region.channel, region.workspace_id) == ("", world.workspace.id)


def test_a_leader_can_be_somebody_the_bot_never_saw(world: LedWorld) -> None:
    """They are known from then on, by the name that the platform tells."""
    world.known["UN"] = replace(world.known[STRANGER], user_id="UN", name="Nieuw Iemand")
    form = form_of(world.tap("region.new", ADMIN))
    world.submit(form, ADMIN, name="regio Oost", leaders=("UN",))
    assert world.person("UN").name == "Nieuw Iemand"


@pytest.mark.parametrize(
    ("values", "where", "expected"),
    [
        ({"name": "  "}, "name", "setup.error.no_name"),
        ({"name": None}, "name", "setup.error.no_name"),
        ({"leaders": ()}, "leaders", "setup.error.no_leader"),
        ({"leaders": ("UNKNOWN",)}, "leaders", "people.unknown"),
        ({"leaders": (STRANGER, "UNKNOWN")}, "leaders", "people.unknown"),
        ({"leaders": ("UBOT",)}, "leaders", "people.bot"),
        ({"leaders": ("UGONE",)}, "leaders", "people.gone"),
        ({"leaders": ("UFAR",)}, "leaders", "setup.error.external_leader"),
        ({"name": "REGIO noordwest"}, "name", "setup.error.same_name"),
    ],
)
def test_a_region_without_a_name_or_a_human_leader_is_not_added(
    world: LedWorld, values: dict[str, FieldValue], where: str, expected: str
) -> None:
    """The error stands beside the input, and nothing is half done."""
    world.known["UBOT"] = replace(world.known[STRANGER], user_id="UBOT", is_bot=True)
    world.known["UGONE"] = replace(world.known[STRANGER], user_id="UGONE", is_deleted=True)
    world.known["UFAR"] = replace(world.known[STRANGER], user_id="UFAR", team_id="T9")
    form = form_of(world.tap("region.new", ADMIN))
    before = snapshot(world)
    filled = {"name": "regio Oost", "leaders": (STRANGER,), **values}
    reply = world.submit(form, ADMIN, **filled)
    assert {name: phrase.key for name, phrase in reply.errors.items()} == {where: expected}
    assert snapshot(world) == before


def test_a_leader_hands_over(world: LedWorld) -> None:
    """Who was chosen leads from then on, who was left out no longer; who stayed stays."""
    form = form_of(world.lead("region.leaders"))
    assert fields_of(form)["leaders"] == (LEADER,)
    kept = world.store.leaders.one(region_id=world.region.id)
    world.hand(form, leaders=(LEADER, STRANGER))
    assert leaders_of(world) == {LEADER, STRANGER}
    assert world.store.leaders.one(region_id=world.region.id) == kept
    world.submit(form, STRANGER, leaders=(STRANGER,))
    assert leaders_of(world) == {STRANGER}
    assert notice_of(world.lead("region.settings")) == "setup.not_leader"


def test_an_administrator_can_appoint_when_a_leader_is_gone(world: LedWorld) -> None:
    """So that no region is ever without one."""
    form = form_of(world.tap("region.leaders", ADMIN, region=world.region.id))
    world.submit(form, ADMIN, leaders=(STRANGER,))
    assert leaders_of(world) == {STRANGER}


def test_an_administrator_of_another_workspace_cannot(world: LedWorld) -> None:
    """In a shared channel somebody else's administrator is a guest."""
    world.known[ADMIN] = replace(world.known[ADMIN], team_id="T9")
    before = snapshot(world)
    assert notice_of(world.tap("region.new", ADMIN)) == "setup.not_admin"
    reply = world.tap("region.leaders", ADMIN, region=world.region.id)
    assert notice_of(reply) == "setup.not_leader"
    assert snapshot(world) == before


def test_a_region_of_another_workspace_is_out_of_reach_of_an_administrator(
    world: LedWorld,
) -> None:
    """One database serves many workspaces."""
    elsewhere = world.store.workspaces.add(replace(world.workspace, id=0, team_id="T9"))
    region = world.store.regions.add(replace(world.region, id=0, workspace_id=elsewhere.id))
    reply = world.tap("region.leaders", ADMIN, region=region.id)
    assert notice_of(reply) == "setup.not_leader"


def test_a_region_keeps_at_least_one_leader(world: LedWorld) -> None:
    """An empty choice is refused."""
    form = form_of(world.lead("region.leaders"))
    before = snapshot(world)
    assert world.hand(form, leaders=()).errors["leaders"].key == "setup.error.no_leader"
    assert snapshot(world) == before


# Settings


def test_settings_are_kept_as_they_were_filled_in(world: LedWorld) -> None:
    """And stand in the window the next time."""
    values: dict[str, FieldValue] = {
        "name": "regio Noord",
        "channel": CHANNEL,
        "organisation": "Vakcollege",
        "contact": "privacy@voorbeeld.example",
        "holiday_regions": ("north", "middle"),
        "language": "en",
        "variant": INSTRUMENT.variants[-1].key,
    }
    assert world.hand(form_of(world.lead("region.settings")), **values).page
    assert fields_of(form_of(world.lead("region.settings"))) == values
    region = world.store.regions.get(world.region.id)
    assert (region.channel_name, region.language) == ("stuurgroep-sto", Language.EN)


def test_settings_begin_with_what_is_kept(world: LedWorld) -> None:
    """Saving without a change changes nothing."""
    before = world.store.regions.get(world.region.id)
    world.hand(form_of(world.lead("region.settings")))
    assert world.store.regions.get(world.region.id) == before


def test_what_is_left_empty_is_empty_or_as_it_was(world: LedWorld) -> None:
    """Channel, organisation and contact may come later; language and wording are something."""
    empty = dict.fromkeys(
        ("channel", "organisation", "contact", "holiday_regions", "language", "variant")
    )
    world.hand(form_of(world.lead("region.settings")), **empty)
    region = world.store.regions.get(world.region.id)
    assert (region.channel, region.channel_name, region.organisation, region.contact) == ("",) * 4
    assert (region.language, region.variant) == (Language.NL, STANDARD)


@pytest.mark.parametrize(
    ("values", "where", "expected"),
    [
        ({"name": " "}, "name", "setup.error.no_name"),
        ({"channel": "C404"}, "channel", "setup.error.channel_not_found"),
        ({"channel": "COLD"}, "channel", "setup.error.channel_archived"),
        ({"channel": "COUT"}, "channel", "setup.error.channel_no_bot"),
    ],
)
def test_faulty_settings_are_refused_beside_the_input(
    world: LedWorld, values: dict[str, FieldValue], where: str, expected: str
) -> None:
    """With how to mend it; nothing is half done."""
    world.channel("COLD", "oud", is_archived=True)
    world.channel("COUT", "zonder-bot", has_bot=False)
    form = form_of(world.lead("region.settings"))
    before = snapshot(world)
    reply = world.hand(form, **{"organisation": "Anders", **values})
    assert {name: phrase.key for name, phrase in reply.errors.items()} == {where: expected}
    assert snapshot(world) == before


def test_a_public_channel_is_taken_with_a_warning(world: LedWorld) -> None:
    """The leader reads who will be able to see the outcome."""
    world.channel("COPEN", "iedereen", is_private=False)
    reply = world.hand(form_of(world.lead("region.settings")), channel="COPEN")
    assert notice_of(reply) == "setup.saved_public"
    assert world.store.regions.get(world.region.id).channel == "COPEN"


def test_only_the_chosen_channel_is_asked_about(world: LedWorld) -> None:
    """The platform is asked no more than is needed."""
    for chosen, expected in (("C9", {"C9"}), ("", set()), (None, set())):
        request = world.request(Kind.SUBMIT, LEADER, "region.settings", {}, {"channel": chosen})
        wanted = wants_chosen_channel(world.store, request.event)
        assert wanted.channels == expected
        assert wanted.users == {LEADER}


# Meetings


def days(world: LedWorld) -> list[date]:
    """The kept meetings, in order."""
    return sorted(m.on for m in world.store.meetings.find(region_id=world.region.id))


def test_meetings_are_kept_in_order_and_once(world: LedWorld) -> None:
    """A day that is filled in twice is one meeting; the window shows the first coming one first."""
    form = form_of(world.lead("region.meetings"))
    june, march = date(2027, 6, 10), date(2027, 3, 25)
    assert world.hand(form, meeting_1=june, meeting_2=march, meeting_4=june).page
    assert days(world) == [march, june]
    again = form_of(world.lead("region.meetings"))
    assert fields_of(again)["meeting_1"] == march
    assert fields_of(again)["meeting_3"] is None


def test_a_meeting_that_is_taken_out_is_gone_and_the_others_stay(world: LedWorld) -> None:
    """Changing a date is taking one out and adding one."""
    march, june = date(2027, 3, 25), date(2027, 6, 10)
    world.hand(form_of(world.lead("region.meetings")), meeting_1=march, meeting_2=june)
    kept = world.store.meetings.one(on=june)
    moved = date(2027, 4, 1)
    world.hand(form_of(world.lead("region.meetings")), meeting_1=moved)
    assert days(world) == [moved, june]
    assert world.store.meetings.one(on=june) == kept


def test_past_meetings_are_kept_and_no_longer_shown(world: LedWorld) -> None:
    """They are the region's history."""
    past = date(2027, 1, 14)
    world.store.meetings.add(Meeting(region_id=world.region.id, on=past))
    form = form_of(world.lead("region.meetings"))
    assert fields_of(form)["meeting_1"] is None
    world.hand(form, meeting_1=date(2027, 3, 25))
    assert days(world) == [past, date(2027, 3, 25)]


def test_more_meetings_than_the_window_shows_are_kept(world: LedWorld) -> None:
    """Saving the first six does not take away the seventh."""
    for month in range(4, 11):
        world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, month, 1)))
    world.hand(form_of(world.lead("region.meetings")))
    assert len(days(world)) == 7


def test_a_meeting_in_the_past_is_refused_where_it_stands(world: LedWorld) -> None:
    """A wrong year is a slip of the hand: nothing is kept, all others stay filled in."""
    form = form_of(world.lead("region.meetings"))
    before = snapshot(world)
    reply = world.hand(form, meeting_1=date(2027, 3, 25), meeting_2=date(2026, 6, 10))
    assert set(reply.errors) == {"meeting_2"}
    assert snapshot(world) == before


def test_today_is_the_regions_own_day(world: LedWorld) -> None:
    """Just after midnight in Amsterdam yesterday's meeting is over, though not in UTC."""
    world.now = datetime(2027, 6, 9, 22, 30, tzinfo=UTC)
    form = form_of(world.lead("region.meetings"))
    assert set(world.hand(form, meeting_1=date(2027, 6, 9)).errors) == {"meeting_1"}
    assert not world.hand(form, meeting_1=date(2027, 6, 10)).errors


def test_windows_name_their_region(world: LedWorld) -> None:
    """Whoever leads two never saves to the wrong one."""
    for action in ("region.settings", "region.meetings", "region.leaders"):
        form = form_of(world.lead(action))
        assert form.args == {"region": world.region.id}
        assert form.submit is not None
        assert keys_of(form)
    assert world.known[LEADER].team_id == TEAM
