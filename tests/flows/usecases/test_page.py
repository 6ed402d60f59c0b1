"""A person's own page with the bot, and the command."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from flows.events import Event, Kind
from flows.language import Language
from flows.messages import Look
from flows.region import Meeting
from flows.scan import Mode
from flows.topics import Topic
from flows.usecases.page import home, wants_page
from tests.support.builders import (
    SCHOOL_HOLIDAYS,
    TEAM,
    buttons_of,
    form_of,
    keys_of,
    notice_of,
    said,
)
from tests.support.leading import (
    ADMIN,
    CHANNEL,
    FORMER,
    LEADER,
    OTHER,
    STRANGER,
    LedWorld,
    about,
)

LATER = date(2030, 9, 2)
"""After the last school year that ships."""


@pytest.fixture
def world() -> LedWorld:
    """A region with one partner and no scan."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    return world


def test_a_stranger_reads_that_there_is_nothing_to_do(world: LedWorld) -> None:
    """And can still see what the bot does with data, and choose a language."""
    for user in (STRANGER, FORMER):
        assert "page.nothing" in keys_of(world.page(user))
        assert world.actions(user) == {"privacy.open", "page.language"}


def test_the_first_administrator_is_asked_to_appoint_a_leader() -> None:
    """Nothing else can be done before that."""
    world = LedWorld()
    for region in (world.region, world.other):
        world.store.regions.remove(region.id)
    page = world.page(ADMIN)
    assert "page.first" in keys_of(page)
    (new,) = (button for button in buttons_of(page) if button.action == "region.new")
    assert new.look is Look.PRIMARY


def test_an_administrator_sees_all_regions_and_may_appoint_only(world: LedWorld) -> None:
    """Their names and leaders, nothing of a scan."""
    world.start()
    assert world.actions(ADMIN) == {
        "region.new",
        "region.leaders",
        "privacy.open",
        "page.language",
    }
    words = said(world.page(ADMIN))
    for name in ("Noordwest", "Marijke Visser", "egio Zuid", "Olga Zuid"):
        assert name in words
    assert "Borgingsscan" not in words


@pytest.mark.parametrize(
    ("day", "warned"), [(date(2030, 1, 11), False), (date(2030, 1, 12), True), (LATER, True)]
)
def test_a_leader_is_warned_when_the_known_school_years_run_out(
    world: LedWorld, day: date, *, warned: bool
) -> None:
    """From two hundred days before on, with how the next ones come in."""
    world.now = datetime.combine(day, time(9), UTC)
    words = said(world.page())
    assert ("schoolvakanties tot en met **31 juli 2030**" in words) is warned
    assert ("borging holidays" in words) is warned
    assert "borging holidays" not in said(world.page(ADMIN))


def test_an_imported_school_year_ends_the_warning(world: LedWorld) -> None:
    """As soon as it is whole."""
    world.now = datetime.combine(LATER, time(9), UTC)
    days = timedelta(days=364)
    for one in (one for one in SCHOOL_HOLIDAYS if one.school_year == "2029-2030"):
        assert "borging holidays" in said(world.page())
        world.store.school_holidays.add(
            replace(one, school_year="2030-2031", first=one.first + days, last=one.last + days)
        )
    assert "borging holidays" not in said(world.page())


def test_an_administrator_of_another_organisation_sees_nothing(world: LedWorld) -> None:
    """Being one elsewhere counts for nothing here."""
    world.known[ADMIN] = replace(world.known[ADMIN], team_id="T9")
    assert "page.nothing" in keys_of(world.page(ADMIN))


def test_an_administrator_the_platform_says_nothing_of_is_none(world: LedWorld) -> None:
    """No facts, no rights."""
    del world.known[ADMIN]
    assert "region.new" not in world.actions(ADMIN)


def test_a_leader_sees_their_own_regions_only(world: LedWorld) -> None:
    """With everything they can do there."""
    assert "Zuid" not in said(world.page())
    assert {
        "region.settings",
        "region.meetings",
        "region.leaders",
        "partners.list",
        "scan.new",
    } <= world.actions()
    assert "Noordwest" not in said(world.page(OTHER))


def test_what_is_missing_is_said_with_how_to_mend_it() -> None:
    """Until it has been filled in."""
    world = LedWorld()
    world.change_region(organisation="", channel="")
    keys = keys_of(world.page())
    assert {
        "setup.missing.responsible",
        "setup.missing.channel",
        "setup.missing.partners",
        "setup.missing.meetings",
    } <= set(keys)
    world.change_region(organisation="Vakcollege", channel=CHANNEL)
    world.take_in("De Boer", "U1")
    world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, 3, 25)))
    assert not [key for key in keys_of(world.page()) if key.startswith("setup.missing")]


def test_meetings_that_are_over_do_not_count(world: LedWorld) -> None:
    """The leader is asked for new dates."""
    world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, 1, 14)))
    assert "setup.missing.meetings" in keys_of(world.page())


def test_a_running_scan_shows_how_many_handed_in(world: LedWorld) -> None:
    """Of those who are still asked, and never who or what."""
    world.take_in("ROC West", "U2", "U3")
    world.start(title="Voorjaar")
    world.hand_in("U1")
    words = said(world.page())
    assert "Voorjaar" in words
    assert "1 van 3" in words
    assert "U1" not in words
    assert {"scan.progress", "scan.nudge", "scan.extend", "scan.close", "scan.cancel"} <= (
        world.actions()
    )
    assert "scan.new" not in world.actions()


def test_after_a_scan_the_page_says_where_the_outcome_stands(world: LedWorld) -> None:
    """And offers the next one; a stopped scan is not spoken of."""
    world.start(title="Stop")
    world.lead("scan.cancel")
    assert "page.last" not in keys_of(world.page())
    world.start(title="Voorjaar")
    world.hand_in("U1")
    world.lead("scan.close")
    words = said(world.page())
    assert "Voorjaar" in words
    assert "#stuurgroep-sto" in words
    assert "scan.new" in world.actions()


def test_a_held_scan_says_why_on_the_page(world: LedWorld) -> None:
    """With what the leader can do about it."""
    world.start(Mode.PROTECTED)
    world.lead("scan.close")
    assert "hold.too_few" in keys_of(world.page())
    assert {"scan.extend", "scan.finish"} <= world.actions()


def test_who_takes_part_finds_their_questions(world: LedWorld) -> None:
    """As long as the scan is open."""
    world.start(title="Voorjaar")
    words = said(world.page("U1"))
    assert "Voorjaar" in words
    assert "De Boer" in words
    assert "walk.again" in world.actions("U1")
    world.hand_in("U1")
    assert "walk.again" in world.actions("U1")
    world.lead("scan.close")
    assert "walk.again" not in world.actions("U1")


def test_who_was_taken_out_finds_nothing(world: LedWorld) -> None:
    """Nothing is asked of them any more."""
    partner = world.store.partners.find()[-1]
    world.start()
    world.lead("partners.remove", partner=partner.id)
    assert "page.nothing" in keys_of(world.page("U1"))


def test_a_leader_who_takes_part_sees_both(world: LedWorld) -> None:
    """What they lead and what is asked of them."""
    world.take_in("ROC West", LEADER)
    world.start()
    assert {"walk.again", "scan.progress"} <= world.actions()


def test_questions_can_be_brought_to_the_bottom_of_the_chat(world: LedWorld) -> None:
    """A new message with the same question; the old one is frozen."""
    world.start()
    world.begin("U1")
    world.deliver()
    (again,) = (one for one in buttons_of(world.page("U1")) if one.action == "walk.again")
    request = world.request(Kind.TAP, "U1", again.action, again.args, {})
    before = world.response("U1")
    reply = world.act(request)
    assert notice_of(reply) == "page.look_in_chat"
    (wish,) = world.store.wishes.find(topic=Topic.WALK)
    assert reply.wishes == (wish.id,)
    assert wish.anew_at == wish.wanted
    assert world.response("U1") == before


def test_somebody_elses_questions_are_not_brought(world: LedWorld) -> None:
    """An id is looked at with its owner."""
    world.start()
    world.deliver()
    response = world.response("U1")
    reply = world.tap("walk.again", STRANGER, response=response.id)
    assert notice_of(reply) == "walk.notice.not_yours"
    assert not about(world.deliver(), Topic.WALK)


def test_the_language_is_ones_own_choice(world: LedWorld) -> None:
    """One tap changes it for that person alone."""
    (switch,) = (one for one in buttons_of(world.page()) if one.action == "page.language")
    assert world.press(switch, LEADER).page
    assert world.person(LEADER).language is Language.EN
    assert world.person("U1").language is None
    (back,) = (one for one in buttons_of(world.page()) if one.action == "page.language")
    world.press(back, LEADER)
    assert world.person(LEADER).language is Language.NL


@pytest.mark.parametrize("words", ["", "  ", "help", "iets anders"])
def test_the_command_opens_the_page_as_a_window(world: LedWorld, words: str) -> None:
    """Whatever is typed behind it: no command is the only way to anything."""
    assert form_of(world.command(words)).body == world.page().body


@pytest.mark.parametrize("words", ["privacy", " Privacy ", "MIJN GEGEVENS", "data"])
def test_the_command_opens_privacy(world: LedWorld, words: str) -> None:
    """In both languages, however it is written."""
    for user in (LEADER, "U1", STRANGER):
        form = form_of(world.command(words, user))
        assert "privacy.data" in {button.action for button in buttons_of(form)}


def test_opening_the_page_draws_it(world: LedWorld) -> None:
    """It changes nothing."""
    assert home(world.request(Kind.HOME, LEADER, "", {}, {})).page


def test_facts_for_the_page_are_of_the_led_channels_only(world: LedWorld) -> None:
    """And of the sender; of somebody the bot never saw only that."""
    event = world.request(Kind.HOME, LEADER, "", {}, {}).event
    wanted = wants_page(world.store, event)
    assert (set(wanted.users), set(wanted.channels)) == ({LEADER}, {CHANNEL})
    world.change_region(channel="")
    assert not wants_page(world.store, event).channels
    unseen = Event(kind=Kind.HOME, workspace=TEAM, team_id=TEAM, user_id="UNSEEN")
    wanted = wants_page(world.store, unseen)
    assert (set(wanted.users), set(wanted.channels)) == ({"UNSEEN"}, set())
