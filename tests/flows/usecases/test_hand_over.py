"""Handing an invitation to a colleague, and who can speak for an organisation."""

from dataclasses import replace

import pytest

from flows.events import UserFacts
from flows.language import Language
from flows.messages import Form
from flows.outbox import Todo, todo
from flows.region import Person
from flows.response import ResponseState
from flows.scan import ScanState
from flows.topics import Topic
from flows.usecases.desk import Reply
from flows.usecases.hand_over import add_participant, invite, remove_participant, wants_people
from tests.support.builders import (
    NOW,
    TEAM,
    WORDINGS,
    World,
    form_of,
    keys_of,
    notice_of,
    said,
    statement,
)


@pytest.fixture
def world() -> World:
    """A region with one invited person, U1, and a colleague on the platform, U2."""
    world = World()
    world.invited()
    world.known["U2"] = UserFacts(team_id=TEAM, user_id="U2", name="Jan Smit")
    return world


def hand_over(world: World, colleague: str | tuple[str, ...] = "U2") -> Reply:
    """Open the window and choose this colleague."""
    return world.submit(form_of(world.tap("walk.colleague")), colleague=colleague)


def error(reply: Reply) -> str:
    """What stands beside the colleague, in Dutch."""
    return WORDINGS[Language.NL].text(reply.errors["colleague"])


@pytest.mark.parametrize("chosen", ["U2", ("U2",)])
def test_the_colleague_gets_the_invitation(world: World, chosen: str | tuple[str, ...]) -> None:
    """With who passed it on; the own invitation ends with thanks."""
    before = world.response()
    reply = hand_over(world, chosen)
    assert (reply.errors, reply.notice) == ({}, None)
    assert world.response("U1").state is ResponseState.HANDED_OVER
    assert keys_of(world.message("U1"))[0] == "walk.handed_over"
    theirs = world.response("U2")
    assert (theirs.state, theirs.partner_id) == (ResponseState.INVITED, before.partner_id)
    assert "Karin de Boer gaf deze uitnodiging aan u door." in said(world.message("U2"))
    (wish,) = world.store.wishes.find(topic=Topic.WALK, subject_id=theirs.id)
    assert todo(wish) is Todo.POST


def test_the_one_who_handed_over_no_longer_speaks(world: World) -> None:
    """In this region one person less and one more."""
    hand_over(world)
    own = world.store.participants.one(person_id=world.person("U1").id)
    assert own is not None
    assert own.removed_at == NOW
    assert world.walk("U2").colleagues == 0


def test_wanted_are_all_who_were_chosen(world: World) -> None:
    """And the sender; nothing that is empty."""
    form = form_of(world.tap("walk.colleague"))
    for colleague, expected in (
        ("U2", {"U1", "U2"}),
        (("U2", "U3"), {"U1", "U2", "U3"}),
        ((), {"U1"}),
        ("", {"U1"}),
        (None, {"U1"}),
    ):
        event = world.submitted(form, colleague=colleague).event
        assert wants_people(world.store, event).users == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (UserFacts(team_id=TEAM, user_id="U2", name="Hubot", is_bot=True), "is een bot"),
        (UserFacts(team_id=TEAM, user_id="U2", name="Jan", is_deleted=True), "geen lid meer"),
        (UserFacts(team_id=TEAM, user_id="U1", name="Karin de Boer"), "Dat bent u zelf"),
        (None, "Slack kent hier niemand"),
    ],
)
def test_who_cannot_take_it_over_is_refused(
    world: World, facts: UserFacts | None, expected: str
) -> None:
    """The window stays open and says whom to choose; nothing has changed."""
    if facts is None:
        del world.known["U2"]
    else:
        world.known["U2"] = facts
    before = world.response()
    assert expected in error(hand_over(world))
    assert world.response() == before
    assert len(world.store.responses.find()) == 1


@pytest.mark.parametrize("colleague", ["", ()])
def test_nobody_chosen_is_refused(world: World, colleague: str | tuple[str, ...]) -> None:
    """An empty window does nothing."""
    assert hand_over(world, colleague).errors.keys() == {"colleague"}
    assert world.response().state is ResponseState.INVITED


def test_somebody_of_another_organisation_is_refused(world: World) -> None:
    """One person speaks for one organisation; the way to mend it is said."""
    world.invited("U2", "Jan Smit", world.partner("ROC West"))
    said_so = error(hand_over(world))
    assert "Jan Smit antwoordt al vanuit ROC West" in said_so
    assert "Kies een andere collega." in said_so
    assert world.response("U1").state is ResponseState.INVITED


def test_a_colleague_who_was_asked_already_is_refused(world: World) -> None:
    """They have an invitation of their own."""
    world.invited("U2", "Jan Smit", world.walk("U1").partner)
    assert "Jan Smit is zelf al gevraagd" in error(hand_over(world))


def test_somebody_of_the_same_id_elsewhere_is_another_person(world: World) -> None:
    """People are known by team and user together."""
    world.known["U2"] = UserFacts(team_id="T2", user_id="U2", name="Extern")
    world.user("U3", "Iemand")
    assert not hand_over(world).errors
    theirs = world.store.people.one(team_id="T2", user_id="U2")
    assert theirs is not None
    assert theirs.name == "Extern"


def test_who_stopped_speaking_for_another_can_take_it_over(world: World) -> None:
    """Only the present counts."""
    other = world.invited("U2", "Jan Smit", world.partner("ROC West"))
    remove_participant(
        world.store,
        world.store.participants.get(other.participant_id),
        NOW,
        state=ResponseState.REMOVED,
    )
    assert not hand_over(world).errors
    assert world.response("U2").state is ResponseState.INVITED


def test_an_invitation_can_be_handed_back(world: World) -> None:
    """It is shown in full again, posted anew, with who gave it back."""
    world.submit(form_of(world.tap("walk.later")))
    own = world.response()
    hand_over(world)
    world.show(world.response("U2"))
    world.known["U1"] = UserFacts(team_id=TEAM, user_id="U1", name="Karin de Boer")
    form = form_of(world.tap("walk.colleague", "U2"))
    assert not world.submit(form, "U2", colleague="U1").errors
    back = world.response("U1")
    assert (back.id, back.state, back.later) == (own.id, ResponseState.INVITED, False)
    assert "Jan Smit gaf deze uitnodiging aan u door." in said(world.message("U1"))
    (wish,) = world.store.wishes.find(topic=Topic.WALK, subject_id=own.id)
    assert todo(wish) is Todo.POST_ANEW


@pytest.mark.parametrize(
    "state", [ResponseState.BEGUN, ResponseState.DECLINED, ResponseState.SUBMITTED]
)
def test_only_an_invitation_can_be_handed_over(world: World, state: ResponseState) -> None:
    """Not what was begun: an old button or window says where they are."""
    form = form_of(world.tap("walk.colleague"))
    world.store.responses.save(replace(world.response(), state=state))
    assert notice_of(world.tap("walk.colleague")).startswith("walk.notice.")
    assert notice_of(world.submit(form, colleague="U2")) == "walk.notice.further_on"
    assert not world.store.people.find(user_id="U2")


def test_after_the_end_nothing_is_handed_over(world: World) -> None:
    """The window that was open says so."""
    form = form_of(world.tap("walk.colleague"))
    world.end_scan(state=ScanState.CANCELLED)
    assert notice_of(world.submit(form, colleague="U2")) == "walk.notice.cancelled"


def test_nobody_hands_over_somebody_elses_invitation(world: World) -> None:
    """The sender is checked again at the submit."""
    form: Form = form_of(world.tap("walk.colleague"))
    world.invited("U3", "Els Bos")
    assert notice_of(world.submit(form, "U3", colleague="U2")) == "walk.notice.not_yours"
    assert world.response("U1").state is ResponseState.INVITED


def test_who_is_asked_already_is_not_asked_again(world: World) -> None:
    """Nor is their message posted again."""
    response = world.response()
    participant = world.store.participants.get(response.participant_id)
    wishes = list(world.store.wishes.find())
    assert add_participant(world.store, world.walk().partner, world.person()) == participant
    assert invite(world.store, world.scan, participant, NOW, world.almanac) == response
    assert list(world.store.wishes.find()) == wishes


def test_who_is_taken_in_again_goes_on_where_they_were(world: World) -> None:
    """Taken out by mistake, answers and all are there again."""
    world.begin()
    world.tap("walk.score", item=statement().key, score=4)
    before, answers = world.response(), world.answers()
    participant = world.store.participants.get(before.participant_id)
    remove_participant(world.store, participant, NOW, state=ResponseState.REMOVED)
    assert keys_of(world.message())[0] == "walk.removed"
    person: Person = world.person()
    back = add_participant(world.store, world.walk().partner, person)
    assert (back.id, back.removed_at) == (participant.id, None)
    assert invite(world.store, world.scan, back, NOW, world.almanac) == before
    assert (world.response(), world.answers()) == (before, answers)


def test_who_declined_is_not_called_again(world: World) -> None:
    """Taken out and in again they have still declined; no new message comes."""
    world.tap("walk.decline")
    participant = world.store.participants.get(world.response().participant_id)
    remove_participant(world.store, participant, NOW, state=ResponseState.REMOVED)
    back = add_participant(world.store, world.walk().partner, world.person())
    invite(world.store, world.scan, back, NOW, world.almanac)
    response = world.response()
    assert (response.state, response.remind_at) == (ResponseState.DECLINED, None)
    (wish,) = world.store.wishes.find(topic=Topic.WALK, subject_id=response.id)
    assert wish.anew_at <= wish.shown


def test_a_reminder_that_was_sent_is_not_posted_again(world: World) -> None:
    """Taken out and in again, a person reads where they are, not that they were reminded."""
    world.store.responses.save(replace(world.response(), note="last", reminded=2))
    participant = world.store.participants.get(world.response().participant_id)
    remove_participant(world.store, participant, NOW, state=ResponseState.REMOVED)
    back = add_participant(world.store, world.walk().partner, world.person())
    assert invite(world.store, world.scan, back, NOW, world.almanac).note == ""


def test_for_another_partner_reminders_count_on(world: World) -> None:
    """Who was reminded twice is not reminded again because they now speak for somebody else."""
    world.store.responses.save(replace(world.response(), reminded=2))
    participant = world.store.participants.get(world.response().participant_id)
    remove_participant(world.store, participant, NOW, state=ResponseState.REMOVED)
    other = add_participant(world.store, world.partner("ROC West"), world.person())
    asked = invite(world.store, world.scan, other, NOW, world.almanac)
    assert (asked.reminded, asked.remind_at) == (2, None)


def test_taking_somebody_out_leaves_what_is_over(world: World) -> None:
    """Closed scans keep their responses; who handed over has done so."""
    response = world.response()
    participant = world.store.participants.get(response.participant_id)
    hand_over(world)
    remove_participant(world.store, participant, NOW, state=ResponseState.REMOVED)
    assert world.response("U1").state is ResponseState.HANDED_OVER
    world.end_scan(state=ScanState.CLOSED)
    theirs = world.store.participants.get(world.response("U2").participant_id)
    remove_participant(world.store, theirs, NOW, state=ResponseState.REMOVED)
    assert world.response("U2").state is ResponseState.INVITED
