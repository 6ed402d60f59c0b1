"""Who comes to lead a region reads where it stands; who leads it no more hears no more of it."""

from dataclasses import replace
from datetime import date

import pytest

from flows.language import Language
from flows.outbox import WishState
from flows.region import Meeting
from flows.rhythm import Every, Rhythm, RhythmState
from flows.scan import Hold, Mode, ScanState
from flows.topics import Topic
from flows.usecases.desk import Reply
from flows.usecases.telling import tell_leaders
from tests.support.asking import DUE
from tests.support.builders import buttons_of, form_of, keys_of, notice_of
from tests.support.leading import ADMIN, LEADER, STRANGER, Post, about
from tests.support.succeeding import SuccessionWorld

NEW = STRANGER


@pytest.fixture
def world() -> SuccessionWorld:
    """U0 leads a region in which nothing has happened yet."""
    world = SuccessionWorld()
    world.deliver()
    return world


def lead_from_now_on(world: SuccessionWorld, *people: str, by: str = LEADER) -> Reply:
    """Somebody chooses who leads the region."""
    form = form_of(world.tap("region.leaders", by, region=world.region.id))
    reply = world.submit(form, by, leaders=people)
    assert not reply.errors, reply.errors
    return reply


def appointed(world: SuccessionWorld, *people: str, by: str = LEADER) -> Post:
    """What the new leader reads then."""
    lead_from_now_on(world, *people, by=by)
    (wish,) = world.store.wishes.find(topic=Topic.APPOINTED)
    assert world.calls(wish)
    (post,) = about(world.deliver(), Topic.APPOINTED)
    return post


def test_a_region_in_which_nothing_happened_yet(world: SuccessionWorld) -> None:
    """It says that there is nothing, and who leads beside them."""
    post = appointed(world, LEADER, NEW)
    words = post.words()
    assert (post.reader, post.is_new) == (NEW, True)
    for part in (
        "U bent nu programmaleider van regio Noordwest",
        "Dag Xander Vreemd, zo staat de regio ervoor.",
        "Met u is ook programmaleider: Marijke Visser.",
        "Er is nog geen scan geweest.",
        "Er zijn geen open acties.",
        "Er zijn geen open besluiten.",
        "Er staat geen vergadering van de stuurgroep.",
        "De scan wordt niet herhaald.",
    ):
        assert part in words
    assert "trekker" not in words
    assert "You are now programme leader" in post.words(Language.EN)


def test_a_region_in_full_swing(world: SuccessionWorld) -> None:
    """The running scan, what is open and late, what nobody has, the next meeting, the rhythm."""
    world.publish()
    world.agreed(due_on=date(2027, 3, 1))
    world.agreed(owner_id=None)
    world.decided(due_on=date(2027, 3, 8))
    world.decided(due_on=DUE, owner_id=None)
    world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, 4, 8)))
    world.hand(form_of(world.hand(form_of(world.lead("rhythm.form")))))
    world.start()
    world.hand_in("U1")
    world.deliver()
    world.store.participants.remove(world.participant("U1").id)
    post = appointed(world, NEW)
    words = post.words()
    for part in (
        "U bent nu de enige programmaleider van deze regio.",
        "Er zijn twee open acties.",
        "Daarvan is er één over de datum.",
        "Er zijn twee open besluiten.",
        "Eén besluit is op of over de datum.",
        "Voor vier acties en besluiten is er nu geen trekker.",
        "Zonder contactpersoon: De Boer.",
        "De stuurgroep vergadert op donderdag 8 april.",
        "De scan komt elk kwartaal van het schooljaar. De volgende keer:",
    ):
        assert part in words
    assert "page.running.all" in keys_of(post.rendering.message)


def test_its_buttons_work_in_the_dm(world: SuccessionWorld) -> None:
    """Each opens something for who leads from now on."""
    world.publish()
    world.start()
    post = appointed(world, NEW)
    shown = {button.action for button in buttons_of(post.rendering.message)}
    assert shown == {
        "scan.progress",
        "action.list",
        "decision.list",
        "partners.list",
        "year.open",
    }
    for button in buttons_of(post.rendering.message):
        reply = world.press(button, NEW)
        assert reply.form is not None, notice_of(reply)


@pytest.mark.parametrize(
    ("state", "hold", "key", "action"),
    [
        (ScanState.CLOSED, Hold.CHANNEL, "hold.channel", "scan.recheck"),
        (ScanState.PLANNED, Hold.NONE, "planned.begins", "scan.begin_now"),
    ],
)
def test_a_scan_that_waits(
    world: SuccessionWorld, state: ScanState, hold: Hold, key: str, action: str
) -> None:
    """What it waits for, with what the leader can do about it."""
    world.start()
    world.end_scan(state=state, hold=hold)
    message = appointed(world, NEW).rendering.message
    assert action in {button.action for button in buttons_of(message)}
    assert key in keys_of(message)


def test_a_scan_that_is_over(world: SuccessionWorld) -> None:
    """The last one is named."""
    world.publish(title="Najaar")
    assert "De laatste was Najaar." in appointed(world, NEW).words().replace("**", "")


@pytest.mark.parametrize(
    ("state", "every", "key"),
    [
        (RhythmState.PAUSED, Every.QUARTER, "rhythm.paused"),
        (RhythmState.ENDED, Every.QUARTER, "briefing.lead.not_repeated"),
        (RhythmState.ON, Every.DATES, "rhythm.panel_none"),
    ],
)
def test_a_rhythm_without_a_next_turn(
    world: SuccessionWorld, state: RhythmState, every: Every, key: str
) -> None:
    """Paused, ended, or nothing left to come."""
    world.store.rhythms.add(
        Rhythm(region_id=world.region.id, every=every, since=world.now.date(), state=state)
    )
    assert key in keys_of(appointed(world, NEW).rendering.message)


def test_who_leads_already_reads_nothing(world: SuccessionWorld) -> None:
    """Saving the same leaders again appoints nobody."""
    lead_from_now_on(world, LEADER)
    assert not world.store.wishes.find(topic=Topic.APPOINTED)


def test_a_new_region_says_nothing(world: SuccessionWorld) -> None:
    """Who administers the workspace tells its leader themselves; there is nothing to take over."""
    form = form_of(world.tap("region.new", ADMIN))
    assert not world.submit(form, ADMIN, name="regio Oost", leaders=(NEW,)).errors
    assert not world.store.wishes.find(topic=Topic.APPOINTED)


def test_who_appoints_themselves_reads_it_at_once(world: SuccessionWorld) -> None:
    """They asked for it."""
    lead_from_now_on(world, ADMIN, by=ADMIN)
    (wish,) = world.store.wishes.find(topic=Topic.APPOINTED)
    assert wish.prompted_at == wish.wanted


def test_what_waits_for_a_word_about_the_next_scan_goes_to_the_new_leader(
    world: SuccessionWorld,
) -> None:
    """The question is asked of whoever leads now, and no more of who did."""
    rhythm = world.store.rhythms.add(
        Rhythm(
            region_id=world.region.id,
            every=Every.QUARTER,
            since=world.now.date(),
            turn=date(2027, 6, 15),
            asked_at=world.now,
        )
    )
    lead_from_now_on(world, NEW)
    (question,) = world.store.wishes.find(topic=Topic.RHYTHM, subject_id=rhythm.id)
    assert question.person_id == world.person(NEW).id


def test_who_leads_no_more_gets_nothing_new(world: SuccessionWorld) -> None:
    """What was on its way to them has no point; what stands there is left as it was."""
    scan = world.start(Mode.OPEN)
    tell_leaders(world.store, scan, world.now)
    (stood,) = about(world.deliver(), Topic.LEADER)
    lead_from_now_on(world, NEW)
    (left,) = world.store.wishes.find(topic=Topic.LEADER)
    assert (left.ts, left.channel) == ("", "")
    world.tap("scan.close", NEW, scan=scan.id)
    (told,) = world.store.wishes.find(topic=Topic.LEADER, person_id=world.person(LEADER).id)
    assert told.state is WishState.SHOWN or not world.calls(told)
    assert stood.reader == LEADER


def test_a_message_that_never_came_is_dropped(world: SuccessionWorld) -> None:
    """Appointed and dismissed before they were told."""
    lead_from_now_on(world, LEADER, NEW)
    lead_from_now_on(world, LEADER)
    (wish,) = world.store.wishes.find(topic=Topic.APPOINTED)
    assert not world.calls(wish)


def test_who_comes_back_to_lead_is_told_anew(world: SuccessionWorld) -> None:
    """The region may have moved on."""
    appointed(world, LEADER, NEW)
    lead_from_now_on(world, LEADER)
    world.store.actions.add(replace(world.agreed(), id=0))
    post = appointed(world, LEADER, NEW)
    assert post.is_new
    assert "Er zijn twee open acties." in post.words()
