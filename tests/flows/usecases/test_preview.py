"""The leader sees exactly what partners will get, and starts the scan."""

from datetime import date, timedelta

import pytest

from flows.language import Language
from flows.region import Meeting
from flows.response import ResponseState
from flows.scan import Hold, Mode, Moments, ScanState
from flows.topics import Topic
from flows.views.invitation import invitation_body
from flows.views.walk import invitation_of
from tests.support.builders import INSTRUMENT, NOW, buttons_of, form_of, keys_of, notice_of, said
from tests.support.leading import CHANNEL, LedWorld, about, snapshot


@pytest.fixture
def world() -> LedWorld:
    """A region with two partners, three people, and no scan."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    return world


@pytest.mark.parametrize("language", Language)
def test_the_preview_is_exactly_what_a_partner_gets(world: LedWorld, language: Language) -> None:
    """Every word of the invitation that the first participant reads stands in it."""
    world.change_region(language=language)
    preview = world.preview(Mode.PROTECTED, title="Voorjaarsscan", deadline=date(2027, 3, 19))
    assert not world.store.scans.find()
    world.hand(preview)
    walk = world.walk("U1")
    shown = [element for element in preview.body if element in invitation_body(invitation_of(walk))]
    assert shown == list(invitation_body(invitation_of(walk)))
    assert "Voorjaarsscan" in said(preview, language)
    assert "19" in said(preview, language)


def test_the_preview_warns_of_too_few_people_for_a_protected_scan(world: LedWorld) -> None:
    """Three people of two organisations can never give figures."""
    assert "scan.warning.few" in keys_of(world.preview(Mode.PROTECTED))
    assert "scan.warning.few" not in keys_of(world.preview(Mode.OPEN))


@pytest.mark.parametrize(("partners", "people"), [(2, 4), (4, 1)])
def test_people_and_organisations_both_have_to_be_enough(partners: int, people: int) -> None:
    """Five people of three organisations is the least."""
    world = LedWorld()
    world.take_in_many(partners, people)
    assert "scan.warning.few" in keys_of(world.preview(Mode.PROTECTED))


def test_enough_people_are_not_warned_of() -> None:
    """Three organisations with two people each."""
    world = LedWorld()
    world.take_in_many(3, 2)
    assert "scan.warning.few" not in keys_of(world.preview(Mode.PROTECTED))


def test_the_preview_names_partners_without_people(world: LedWorld) -> None:
    """They would not be asked."""
    world.partner("Leeg BV")
    assert "Leeg BV" in said(world.preview())


def test_the_preview_carries_all_that_was_chosen(world: LedWorld) -> None:
    """What starts is what was previewed, to the letter."""
    scan = world.start(
        Mode.PROTECTED,
        title="  Scan <!channel> & co  ",
        minimum="7",
        moments="two",
        deadline=date(2027, 4, 1),
    )
    assert (scan.title, scan.minimum, scan.moments) == ("Scan <!channel> & co", 7, Moments.TWO)
    assert (scan.mode, scan.deadline) == (Mode.PROTECTED, date(2027, 4, 1))
    assert (scan.instrument, scan.version) == (INSTRUMENT.key, INSTRUMENT.version)
    assert (scan.state, scan.hold, scan.extended) == (ScanState.OPEN, Hold.NONE, False)
    assert (scan.channel, scan.channel_private, scan.channel_members) == (CHANNEL, True, 9)
    assert scan.texts_until == date(2027, 7, 31)
    assert scan.scores_until == date(2028, 7, 31)


def test_the_regions_variant_goes_with_the_scan(world: LedWorld) -> None:
    """It is stored with the answers, so that later choices change nothing."""
    variant = INSTRUMENT.variants[-1].key
    world.change_region(variant=variant)
    assert world.start().variant == variant


def test_starting_invites_every_participant_once(world: LedWorld) -> None:
    """Everybody of every partner gets one message, the channel one."""
    world.user("U4", "Weg")
    gone = world.take_in("Vertrokken BV", "U4")
    world.lead("partners.remove", partner=gone.id)
    reply = world.hand(world.preview())
    assert notice_of(reply) == "scan.started"
    assert reply.page
    posts = world.deliver()
    assert sorted(post.reader for post in posts) == [CHANNEL, "U1", "U2", "U3"]
    assert all(post.is_new for post in posts)
    assert {r.state for r in world.store.responses.find()} == {ResponseState.INVITED}
    assert not world.deliver()


def test_the_channel_reads_how_many_and_never_who(world: LedWorld) -> None:
    """No name of a person or partner stands in what is said at the start."""
    world.start()
    (post,) = about(world.deliver(), Topic.STARTED)
    for language in Language:
        words = post.words(language)
        names = [person.name for person in world.store.people.find() if person.name]
        names += [partner.name for partner in world.store.partners.find()]
        assert not [name for name in names if name in words]
    assert "drie" in post.words()
    assert "twee" in post.words()
    assert "22 maart" in post.words()


def test_a_second_scan_waits_for_the_first(world: LedWorld) -> None:
    """Neither a second tap on start, nor another leader's preview begins one more."""
    first, second = world.preview(), world.preview(Mode.PROTECTED)
    world.hand(first)
    before = snapshot(world)
    for again in (first, second):
        assert "scan.already" in keys_of(form_of(world.hand(again)))
    assert keys_of(form_of(world.lead("scan.new")))[1:-1] == ["scan.cannot", "scan.already"]
    assert snapshot(world) == before


def test_a_held_scan_has_to_end_before_the_next(world: LedWorld) -> None:
    """It still waits for the leader."""
    world.start(Mode.PROTECTED)
    world.lead("scan.close")
    assert "scan.already" in keys_of(form_of(world.lead("scan.new")))
    world.lead("scan.finish")
    assert world.start().state is ScanState.OPEN


def test_a_preview_that_lies_too_long_starts_nothing(world: LedWorld) -> None:
    """Its deadline has passed: the leader reads why, in the place of the preview."""
    preview = world.preview(deadline=date(2027, 3, 9))
    world.now += timedelta(days=2)
    before = snapshot(world)
    reply = world.hand(preview)
    assert not reply.errors  # the preview has no input to put one beside
    assert reply.replace
    assert "scan.error.past" in keys_of(form_of(reply))
    assert snapshot(world) == before


def test_the_last_participants_leaving_during_the_preview_stops_the_start(world: LedWorld) -> None:
    """A region without partners is found out at the start as well."""
    preview = world.preview()
    for partner in world.store.partners.find(region_id=world.region.id):
        world.lead("partners.remove", partner=partner.id)
    reply = world.hand(preview)
    assert "setup.missing.partners" in keys_of(form_of(reply))
    assert not world.store.scans.find()


def test_the_preview_shows_nothing_to_tap(world: LedWorld) -> None:
    """An invitation in a window has no buttons of the walk."""
    assert not list(buttons_of(world.preview()))


def test_a_meeting_today_still_counts(world: LedWorld) -> None:
    """A scan that closes today can be for tonight's meeting, by the region's own calendar."""
    today = NOW.date()
    world.store.meetings.add(Meeting(region_id=world.region.id, on=today))
    assert world.start(deadline=today).meeting_on == today
