"""Small steps in two taps: new dates, celebrating, thanking a partner, asking one."""

from dataclasses import replace

import pytest

from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.language import Language
from flows.messages import DateInput, Form
from flows.pace import Ping
from flows.topics import Topic
from tests.support.builders import WORDINGS, buttons_of, form_of, notice_of, said
from tests.support.dips import DAY, DipWorld
from tests.support.leading import LEADER, about
from tests.support.published import PEOPLE
from tests.support.signs import an_action

WORDS = "Dank voor het gastvrije bezoek."


@pytest.fixture
def world() -> DipWorld:
    """Three partners with five people, between two scans."""
    world = DipWorld()
    world.all_score(4)
    world.next_quarter()
    return world


def overdue(world: DipWorld, count: int = 1) -> list[int]:
    """So many actions of U1 that are over their date, and one that is not."""
    owner = world.store.participants.find(person_id=world.person("U1").id)[-1]
    today = world.now.date()
    due = [*(today - (count - number) * DAY for number in range(count)), today + 30 * DAY]
    made = [world.store.actions.add(an_action(day, owner_id=owner.id)) for day in due]
    return [action.id for action in made]


def dates(form: Form) -> list[DateInput]:
    """The inputs for dates."""
    return [one for one in form.body if isinstance(one, DateInput)]


def asked(world: DipWorld, kind: CheckInKind) -> list[CheckIn]:
    """What was asked."""
    return list(world.store.check_ins.find(kind=kind, state=CheckInState.ASKED))


def test_new_dates_in_one_window(world: DipWorld) -> None:
    """Those over their date alone, the proposed day in two working weeks, who has to see to it."""
    first, second, later = overdue(world, 2)
    form = form_of(world.lead("dip.dates"))
    assert [one.name for one in dates(form)] == [f"due_{first}", f"due_{second}"]
    assert "U1 van De Boer (De Boer). De datum was 7 juni 2027" in said(form)
    reply = world.hand(form, **{f"due_{second}": ""})
    assert notice_of(reply) == "dip.dates.saved"
    due = {one.id: one.due_on for one in world.store.actions.find()}
    today = world.now.date()
    assert due == {first: today + 14 * DAY, second: today - DAY, later: today + 30 * DAY}


def test_many_actions_over_their_date(world: DipWorld) -> None:
    """Ten in a window, the oldest first; it says how many are left."""
    overdue(world, 200)
    form = form_of(world.lead("dip.dates"))
    assert len(dates(form)) == 10
    assert "Er zijn nog 190 acties over de datum." in said(form)


def test_an_action_that_nobody_has(world: DipWorld) -> None:
    """It gets a date all the same."""
    world.store.actions.add(an_action(world.now.date() - DAY, owner_id=None))
    assert "Nog geen trekker" in said(form_of(world.lead("dip.dates")))


def test_a_new_date_that_is_none(world: DipWorld) -> None:
    """In the past or in a holiday: said beside it, and nothing is changed."""
    action, _ = overdue(world)
    form = form_of(world.lead("dip.dates"))
    for day in (world.now.date(), world.now.date() + 12 * DAY):
        reply = world.hand(form, **{f"due_{action}": day})
        assert set(reply.errors) == {f"due_{action}"}
    assert world.store.actions.get(action).due_on < world.now.date()


def test_what_was_done_meanwhile_keeps_its_date(world: DipWorld) -> None:
    """Only what still is over its date gets a new one."""
    action, _ = overdue(world)
    form = form_of(world.lead("dip.dates"))
    done = replace(world.store.actions.get(action), carried_out_at=world.now)
    world.store.actions.save(done)
    reply = world.hand(form)
    assert reply.notice is not None
    assert reply.notice.params["count"] == 0
    assert world.store.actions.get(action) == done
    assert notice_of(world.lead("dip.dates")) == "dip.dates.none"


def test_celebrating_in_two_taps(world: DipWorld) -> None:
    """Everybody who takes part is asked what went well; a second time nobody is asked twice."""
    form = form_of(world.lead("dip.celebrate"))
    assert "De bot vraagt vijf mensen wat goed ging." in said(form)
    reply = world.hand(form)
    assert notice_of(reply) == "dip.sent"
    assert len(asked(world, CheckInKind.SUCCESS)) == 5
    assert {post.reader for post in about(world.deliver(), Topic.CHECK_IN)} == set(PEOPLE)
    assert notice_of(world.hand(form)) == "dip.no_room"
    assert len(asked(world, CheckInKind.SUCCESS)) == 5


def test_who_had_enough_messages_is_left_out(world: DipWorld) -> None:
    """The leader reads how many are, before and after."""
    person = world.person("U1")
    (walk,) = world.store.wishes.find(topic=Topic.WALK, person_id=person.id)
    for days in (1, 2):
        day = world.now.date() - days * DAY
        ping = Ping(workspace_id=1, person_id=person.id, on=day, wish_id=walk.id, shown=0)
        world.store.pings.add(ping)
    form = form_of(world.lead("dip.celebrate"))
    assert "De bot vraagt vier mensen" in said(form)
    assert "Eén persoon slaat de bot over" in said(form)
    reply = world.hand(form)
    assert reply.notice is not None
    assert WORDINGS[Language.NL].text(reply.notice).startswith("De bot stuurt het aan vier mensen")
    assert "Eén persoon slaat de bot over" in WORDINGS[Language.NL].text(reply.notice)


def test_while_a_scan_is_open_nobody_is_asked(world: DipWorld) -> None:
    """It asks enough of them; said plainly, in the window beside the partner."""
    form = form_of(world.lead("dip.thank"))
    world.start()
    assert notice_of(world.lead("dip.celebrate")) == "dip.no_room"
    reply = world.hand(form, partner=partner_of(world, "U2"))
    assert {name: one.key for name, one in reply.errors.items()} == {"partner": "dip.no_room"}


def partner_of(world: DipWorld, user_id: str) -> str:
    """The choice of somebody's partner."""
    found = world.store.participants.find(person_id=world.person(user_id).id)[-1]
    return str(found.partner_id)


def test_thanking_a_partner_in_two_taps(world: DipWorld) -> None:
    """With the proposed words or own ones; only its people read them, with the leader's name."""
    form = form_of(world.lead("dip.thank"))
    assert "Dank voor wat u de afgelopen tijd" in said(form)
    reply = world.hand(form, partner=partner_of(world, "U2"), words=WORDS)
    assert notice_of(reply) == "dip.sent"
    posts = about(world.deliver(), Topic.CHECK_IN)
    assert {post.reader for post in posts} == {"U2", "U3"}
    assert all(WORDS in post.words() for post in posts)
    (first, _) = asked(world, CheckInKind.LEADER)
    assert (first.words, first.asked_by) == (WORDS, world.person(LEADER).id)


def test_a_leader_who_takes_part_writes_to_others(world: DipWorld) -> None:
    """Not to themselves."""
    world.take_in("Vakcollege", LEADER)
    form = form_of(world.lead("dip.thank"))
    assert "Vakcollege" not in said(form)
    world.hand(form, partner="0", words=WORDS)
    readers = {one.person_id for one in asked(world, CheckInKind.LEADER)}
    assert world.person(LEADER).id not in readers
    assert len(readers) == 5


@pytest.mark.parametrize(
    ("args", "words"),
    [({}, "makkelijker"), ({"impact": 1}, "Voor wie"), ({"anchor": 1}, "een vaste plek")],
)
def test_asking_partners_in_two_taps(world: DipWorld, args: dict[str, int], words: str) -> None:
    """How they are, for whom it makes a difference, what is needed to keep it."""
    form = form_of(world.lead("dip.ask", **args))
    assert words in said(form)
    assert notice_of(world.hand(form)) == "dip.sent"
    assert len(asked(world, CheckInKind.LEADER)) == 5


def test_a_silent_partner_is_proposed(world: DipWorld) -> None:
    """When a leader asks what is needed; not for a question about something else."""
    for _ in range(2):
        world.publish(scores=dict.fromkeys(PEOPLE[1:], 4))
        world.next_quarter()
    assert notice_of(world.hand(form_of(world.lead("dip.ask")))) == "dip.sent"
    (only,) = asked(world, CheckInKind.LEADER)
    assert only.person_id == world.person("U1").id
    form = form_of(world.lead("dip.ask", impact=1))
    assert notice_of(world.hand(form)) == "dip.sent"
    assert len(asked(world, CheckInKind.LEADER)) > 2


@pytest.mark.parametrize("partner", ["", "999", "x", "²"])
def test_words_to_nobody(world: DipWorld, partner: str) -> None:
    """No partner, or no words: said beside it."""
    form = form_of(world.lead("dip.ask"))
    reply = world.hand(form, partner=partner, words="  ")
    assert {name: one.key for name, one in reply.errors.items()} == {
        "partner": "dip.error.no_partner",
        "words": "dip.error.no_words",
    }


@pytest.mark.parametrize("action", ["dip.celebrate", "dip.thank", "dip.ask"])
def test_without_people_there_is_nobody_to_ask(action: str) -> None:
    """Said plainly."""
    world = DipWorld()
    for one in world.store.participants.find():
        world.store.participants.save(replace(one, removed_at=world.now))
    assert notice_of(world.lead(action)) == "dip.no_people"


@pytest.mark.parametrize("language", list(Language))
def test_each_step_of_a_notice_leads_to_a_window(world: DipWorld, language: Language) -> None:
    """In both languages, whatever it is."""
    overdue(world, 3)
    form = form_of(world.lead("dip.open"))
    steps = [one for one in buttons_of(form) if one.action.startswith("dip.")]
    assert steps
    for one in steps:
        assert said(form_of(world.press(one, LEADER)), language)
