"""A decision is written down: where it belongs, what stands in the form, what does not fit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.events import FieldValue
from flows.topics import Topic
from flows.usecases.followed import follow_up_of
from flows.views.decision_forms import LONGEST
from tests.support.builders import buttons_of, form_of, keys_of, notice_of, said
from tests.support.deciding import (
    KARIN,
    READER,
    TODAY,
    TOM,
    chosen,
    deciding,
    keep,
    listed,
    now,
    owner_id,
)
from tests.support.leading import CHANNEL, LEADER, OTHER, LedWorld
from tests.support.shown import fields_of


@pytest.fixture
def world() -> LedWorld:
    """A region in which nothing was decided yet."""
    return deciding()


def inputs(world: LedWorld, text: str = "besluit", user_id: str = KARIN) -> dict[str, FieldValue]:
    """What the form begins with that the command opens."""
    return fields_of(form_of(world.command(text, user_id)))


def test_the_command_opens_the_form_with_what_was_typed(world: LedWorld) -> None:
    """To the letter, today as its day; nobody and no date are chosen."""
    assert inputs(world, "besluit Elke School een contact, ook Noord") == {
        "what": "Elke School een contact, ook Noord",
        "decided_on": TODAY,
        "owner": "0",
        "due_on": None,
    }


@pytest.mark.parametrize("user_id", [KARIN, LEADER])
def test_what_is_filled_in_is_kept(world: LedWorld, user_id: str) -> None:
    """By a participant or a leader, with who follows it up and their organisation."""
    tom = owner_id(world, TOM)
    decision = keep(
        world,
        user_id,
        what=" Elke school een contact ",
        owner=str(tom),
        decided_on=date(2027, 3, 4),
        due_on=date(2027, 5, 28),
    )
    assert (decision.region_id, decision.workspace_id) == (world.region.id, world.workspace.id)
    assert decision.what == "Elke school een contact"
    assert (decision.decided_on, decision.due_on) == (date(2027, 3, 4), date(2027, 5, 28))
    assert decision.owner_id == tom
    assert decision.partner_id == world.store.participants.get(tom).partner_id
    assert decision.created_by == world.person(user_id).id
    assert decision.source == ""
    assert decision.is_open


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"owner": "2", "due_on": date(2027, 5, 28)}, "decision.kept.owned_until"),
        ({"owner": "2"}, "decision.kept.owned"),
        ({}, "decision.kept.open"),
    ],
)
def test_the_answer_says_who_follows_it_up(
    world: LedWorld, values: Mapping[str, FieldValue], key: str
) -> None:
    """And by when; or that nobody does yet."""
    form = form_of(world.command("besluit Doorgaan", KARIN))
    assert notice_of(world.submit(form, KARIN, **values)) == key


def test_without_an_owner_the_leaders_are_asked(world: LedWorld) -> None:
    """Unless a leader leaves it open: they are told that they can choose one later."""
    form = form_of(world.command("besluit Doorgaan", LEADER))
    assert notice_of(world.submit(form, LEADER)) == "decision.kept.open_yours"
    world.store.decisions.remove(1)
    keep(world, KARIN, what="Met een trekker", owner=str(owner_id(world, KARIN)))
    follow_up_of(world.store, world.region, world.now)
    world.now += timedelta(days=1)
    world.beat()
    assert not [one for one in world.deliver() if one.reader == LEADER]
    decision = keep(world, KARIN, what="Zonder iemand")
    world.now += timedelta(days=1)
    world.beat()
    (post,) = (one for one in world.deliver() if one.reader == LEADER)
    assert post.wish.topic is Topic.FOLLOW_UP
    assert "Zonder iemand" in post.words()
    assert "Met een trekker" not in post.words()
    opens = next(one for one in buttons_of(post.rendering.message) if one.args.get("decision"))
    assert opens.args == {"decision": decision.id}
    assert form_of(world.press(opens, LEADER)).key == "decision.open"


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"what": "  "}, {"what": "decision.error.no_what"}),
        ({"what": "é" * (LONGEST + 1)}, {"what": "decision.error.too_long"}),
        ({"decided_on": None}, {"decided_on": "decision.error.no_day"}),
        ({"decided_on": date(2027, 3, 9)}, {"decided_on": "decision.error.future"}),
        ({"owner": "999"}, {"owner": "decision.error.not_here"}),
        ({"due_on": date(2027, 3, 7)}, {"due_on": "decision.error.before"}),
        ({"due_on": date(2072, 5, 28)}, {"due_on": "decision.error.far"}),
        (
            {"what": "", "decided_on": None, "due_on": date(2027, 3, 7)},
            {"what": "decision.error.no_what", "decided_on": "decision.error.no_day"},
        ),
    ],
)
def test_what_does_not_fit_is_said_beside_its_input(
    world: LedWorld, values: Mapping[str, FieldValue], errors: Mapping[str, str]
) -> None:
    """And nothing is kept."""
    form = form_of(world.command("besluit Doorgaan", KARIN))
    reply = world.submit(form, KARIN, **values)
    assert {name: error.key for name, error in reply.errors.items()} == errors
    assert world.store.decisions.find() == []


def test_a_date_may_be_that_of_the_decision(world: LedWorld) -> None:
    """Also when both are over: what was agreed then is written down now."""
    day = date(2027, 2, 1)
    assert keep(world, decided_on=day, due_on=day).due_on == day


def test_who_left_meanwhile_cannot_follow_it_up(world: LedWorld) -> None:
    """The error stands at who was chosen."""
    form = form_of(world.command("besluit Doorgaan", KARIN))
    tom = world.store.participants.get(owner_id(world, TOM))
    world.store.participants.save(replace(tom, removed_at=world.now))
    reply = world.submit(form, KARIN, owner=str(tom.id))
    assert reply.errors["owner"].key == "decision.error.not_here"


def test_the_shortcut_brings_text_and_address(world: LedWorld) -> None:
    """What stands in the message is proposed, and where it stands is kept with the decision."""
    form = form_of(chosen(world, KARIN, "Besloten: wij gaan door"))
    assert fields_of(form)["what"] == "Besloten: wij gaan door"
    assert "decision.from_message" in keys_of(form)
    world.submit(form, KARIN)
    (decision,) = world.store.decisions.find()
    assert decision.source == f"https://chat.example/{CHANNEL}/1.2"


def test_a_message_between_people_is_kept_without_its_address(world: LedWorld) -> None:
    """Nobody else could open it."""
    form = form_of(chosen(world, KARIN, "Wij gaan door", channel="", mark=""))
    assert "decision.from_message" not in keys_of(form)
    world.submit(form, KARIN)
    assert world.store.decisions.find()[0].source == ""


def test_a_long_message_is_cut(world: LedWorld) -> None:
    """To what a decision can be long; its address leads to the rest. An empty one is not."""
    text = fields_of(form_of(chosen(world, KARIN, "woord " * 200)))["what"]
    assert isinstance(text, str)
    assert LONGEST - 10 < len(text) <= LONGEST
    assert text.endswith("…")
    assert fields_of(form_of(chosen(world, KARIN, "")))["what"] == ""


@pytest.mark.parametrize("user_id", [READER, OTHER])
def test_who_takes_part_in_no_region_is_told(world: LedWorld, user_id: str) -> None:
    """Politely, by command and shortcut alike; what they had open is not kept."""
    world.dismiss(OTHER)
    assert notice_of(world.command("besluit Doorgaan", user_id)) == "decision.notice.not_part"
    assert notice_of(chosen(world, user_id, "Doorgaan")) == "decision.notice.not_part"
    form = form_of(world.command("besluit Doorgaan", KARIN))
    assert notice_of(world.submit(form, user_id)) == "decision.notice.not_part"
    assert world.store.decisions.find() == []


def test_the_form_leads_to_the_list(world: LedWorld) -> None:
    """Not when it was opened from there: then the list is redrawn."""
    form = form_of(world.command("besluit", KARIN))
    assert [one.action for one in buttons_of(form)] == ["decision.list"]
    again = form_of(world.press(next(buttons_of(listed(world))), KARIN))
    assert not list(buttons_of(again))
    reply = world.submit(again, KARIN, what="Doorgaan")
    assert reply.beneath is not None
    assert "Doorgaan" in said(reply.beneath)


def test_a_change_is_kept(world: LedWorld) -> None:
    """By who kept it; it stands in the window again and in the list beneath."""
    decision = keep(world, owner=str(owner_id(world, KARIN)))
    opened = form_of(world.tap("decision.open", KARIN, decision=decision.id, listed=1))
    edit = next(one for one in buttons_of(opened) if one.action == "decision.edit")
    form = form_of(world.press(edit, KARIN))
    assert fields_of(form) == {
        "what": "Elke school een contact",
        "decided_on": TODAY,
        "owner": str(owner_id(world, KARIN)),
        "due_on": None,
    }
    world.submit(form, KARIN, what="Elke school twee", owner="0", due_on=date(2027, 4, 1))
    after = now(world, decision)
    assert (after.what, after.owner_id, after.due_on) == (
        "Elke school twee",
        None,
        date(2027, 4, 1),
    )


def test_a_change_that_does_not_fit_is_refused(world: LedWorld) -> None:
    """As with a new one."""
    decision = keep(world)
    form = form_of(world.tap("decision.edit", KARIN, decision=decision.id))
    assert world.submit(form, KARIN, what=" ").errors["what"].key == "decision.error.no_what"
    assert now(world, decision) == decision


def test_two_who_change_at_once(world: LedWorld) -> None:
    """The second one is told, and replaces nothing unseen."""
    decision = keep(world)
    forms = [
        form_of(world.tap("decision.edit", one, decision=decision.id)) for one in (KARIN, LEADER)
    ]
    world.submit(forms[0], KARIN, what="Van Karin")
    reply = world.submit(forms[1], LEADER, what="Van Marijke")
    assert reply.errors["what"].key == "decision.error.changed"
    assert now(world, decision).what == "Van Karin"


@pytest.mark.parametrize(
    ("channel", "readers"),
    [
        (CHANNEL, "Deelnemers en leden van #stuurgroep-sto lezen het."),
        ("", "Deelnemers en programmaleiders lezen het."),
    ],
)
def test_the_form_says_who_reads_it(world: LedWorld, channel: str, readers: str) -> None:
    """Also where it will stand."""
    world.change_region(channel=channel)
    words = said(form_of(world.command("besluit", KARIN)))
    assert readers in words
    assert "Het staat ook in het bericht voor een overleg en in het verslag." in words
