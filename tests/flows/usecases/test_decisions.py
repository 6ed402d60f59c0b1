"""Decisions are listed, opened and closed, by whom that concerns."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.decision import DecisionState
from flows.language import Language
from flows.topics import Topic
from flows.usecases.wishes import wish_for
from tests.support.builders import buttons_of, form_of, keys_of, notice_of, said
from tests.support.deciding import (
    KARIN,
    READER,
    TODAY,
    TOM,
    deciding,
    in_window,
    keep,
    listed,
    now,
    owner_id,
    two_regions,
    typed,
)
from tests.support.leading import CHANNEL, LEADER, OTHER, STRANGER, LedWorld


@pytest.fixture
def world() -> LedWorld:
    """A region in which nothing was decided yet."""
    return deciding()


def lines(world: LedWorld, user_id: str = KARIN) -> list[str]:
    """What the list says."""
    return said(listed(world, user_id)).splitlines()


def test_the_list_says_what_who_and_when(world: LedWorld) -> None:
    """Those whose date has come first and marked, then later ones, then those without a date."""
    keep(world, what="Zonder datum", owner=str(owner_id(world, TOM)))
    keep(world, what="Later", due_on=date(2027, 3, 9))
    keep(world, what="Nu", due_on=TODAY)
    keep(world, what="Te laat", decided_on=date(2027, 1, 4), due_on=date(2027, 2, 1))
    assert lines(world) == [
        "Besluiten",
        "Besluiten van de stuurgroep van **regio Noordwest**.",
        "Besluit bewaren",
        "**Vier besluiten staan open.**",
        "Twee zijn op of over de datum.",
        "**Te laat**",
        "Nog niemand · **over de datum**: 1 februari 2027",
        "Openen",
        "**Nu**",
        "Nog niemand · **vandaag**, 8 maart 2027",
        "Openen",
        "**Later**",
        "Nog niemand · uiterlijk 9 maart 2027",
        "Openen",
        "**Zonder datum**",
        "U2 van ROC West (ROC West) · geen datum",
        "Openen",
        "Sluiten",
    ]


def test_an_empty_list_says_so(world: LedWorld) -> None:
    """And leads to the form."""
    assert "Er staan geen besluiten open." in lines(world)


def test_an_owner_who_left_is_named_by_their_organisation(world: LedWorld) -> None:
    """Nobody follows it up until somebody else is chosen."""
    keep(world, owner=str(owner_id(world, TOM)))
    tom = world.store.participants.get(owner_id(world, TOM))
    world.store.participants.save(replace(tom, removed_at=world.now))
    assert "Nog niemand (was ROC West) · geen datum" in lines(world)


def test_closed_ones_stand_below_with_their_count(world: LedWorld) -> None:
    """The last closed first, five of them; the others are one tap away."""
    for number in range(7):
        decision = keep(world, what=f"Besluit {number}")
        world.later()
        state = DecisionState.DONE if number % 2 else DecisionState.DROPPED
        world.tap("decision.close", KARIN, decision=decision.id, state=state)
    seen = lines(world)
    assert "**Zeven besluiten zijn afgesloten.**" in seen
    assert [one for one in seen if one.startswith("Besluit ")][1:] == [
        f"Besluit {number}" for number in (6, 5, 4, 3, 2)
    ]
    assert "Geldt niet meer sinds 8 maart 2027" in seen
    assert "Opgevolgd op 8 maart 2027" in seen
    more = next(one for one in buttons_of(listed(world)) if one.args.get("closed") == 1)
    reply = world.press(more, KARIN)
    assert reply.replace
    assert "Besluit 0" in said(form_of(reply))
    back = next(one for one in buttons_of(form_of(reply)) if one.args.get("closed") == 0)
    assert "decision.none_open" in keys_of(form_of(world.press(back, KARIN)))


@pytest.mark.parametrize("language", Language)
def test_two_hundred_are_read_a_part_at_a_time(world: LedWorld, language: Language) -> None:
    """Each once, forth and back, in the place of the same window."""
    first = keep(world, what="Besluit 0")
    for number in range(1, 200):
        due_on = TODAY + timedelta(days=number)
        world.store.decisions.add(replace(first, id=0, what=f"Besluit {number}", due_on=due_on))
    form, seen = listed(world), []
    for _ in range(10):
        seen += [one.args["decision"] for one in buttons_of(form) if one.action == "decision.open"]
        assert said(form, language)
        turns = [one for one in buttons_of(form) if "first" in one.args]
        form = form_of(world.press(turns[-1], KARIN))
    assert len(set(seen)) == len(seen) == 200
    assert "Vorige 20" in said(form)


def test_channel_members_read_only(world: LedWorld) -> None:
    """Neither the list nor a decision offers them anything to change, and nothing is changed."""
    decision = keep(world)
    assert {one.action for one in buttons_of(listed(world, READER))} == {"decision.open"}
    opened = form_of(world.tap("decision.open", READER, decision=decision.id))
    assert not list(buttons_of(opened))
    for action in ("edit", "close", "reopen"):
        reply = world.tap(f"decision.{action}", READER, decision=decision.id, state="done")
        assert notice_of(reply) == "decision.notice.not_yours"
    edit = form_of(world.tap("decision.edit", KARIN, decision=decision.id))
    reply = world.submit(edit, READER, what="Van een ander")
    assert notice_of(reply) == "decision.notice.not_yours"
    assert now(world, decision) == decision


@pytest.mark.parametrize("user_id", [STRANGER, OTHER])
def test_others_read_nothing(world: LedWorld, user_id: str) -> None:
    """Whoever has no part in the region and does not read its channel."""
    world.members = {}
    decision = keep(world)
    reply = world.tap("decision.list", user_id, region=world.region.id)
    assert notice_of(reply) == "decision.notice.not_readable"
    for action in ("open", "edit", "close", "reopen"):
        reply = world.tap(f"decision.{action}", user_id, decision=decision.id, state="done")
        assert notice_of(reply) == "decision.notice.not_readable"
    assert now(world, decision) == decision


def test_what_is_not_there_is_said(world: LedWorld) -> None:
    """A region, a decision or a state that never was."""
    decision = keep(world)
    assert notice_of(world.tap("decision.list", KARIN, region=99)) == "decision.notice.not_readable"
    assert notice_of(world.tap("decision.open", KARIN, decision=99)) == "decision.notice.gone"
    reply = world.tap("decision.close", KARIN, decision=decision.id, state="burnt")
    assert notice_of(reply) == "walk.notice.further_on"
    assert notice_of(world.tap("decision.reopen", KARIN, decision=decision.id)) == (
        "decision.notice.open_already"
    )


def test_who_may_change_it(world: LedWorld) -> None:
    """Its owner, its maker and leaders; no other participant, nor who no longer takes part."""
    decision = keep(world, KARIN, owner=str(owner_id(world, TOM)))
    world.take_in("Gemeente", "U3")

    def may(user_id: str) -> bool:
        opened = form_of(world.tap("decision.open", user_id, decision=decision.id))
        return any(one.action == "decision.edit" for one in buttons_of(opened))

    assert [may(one) for one in (KARIN, TOM, LEADER, "U3")] == [True, True, True, False]
    karin = world.store.participants.get(owner_id(world, KARIN))
    world.store.participants.save(replace(karin, removed_at=world.now))
    assert not may(KARIN)


def test_a_decision_is_shown_in_full(world: LedWorld) -> None:
    """With its days, who kept it and the way to the message that it comes from."""
    decision = keep(world, what="Lang " * 80, due_on=date(2027, 5, 28))
    world.store.decisions.save(replace(decision, source="https://chat.example/C1/1.2"))
    world.store.decisions.add(replace(decision, id=0, created_by=None))
    opened = form_of(world.tap("decision.open", KARIN, decision=decision.id))
    shown = said(opened)
    assert "Besloten op 8 maart 2027" in shown
    assert "Wanneer: uiterlijk 28 mei 2027" in shown
    assert "Bewaard door U1 van Installatiebedrijf De Boer" in shown
    (source,) = (one for one in buttons_of(opened) if one.url)
    assert source.url == "https://chat.example/C1/1.2"
    assert world.press(source, KARIN) == replace(world.press(source, KARIN))
    other = form_of(world.tap("decision.open", KARIN, decision=decision.id + 1))
    assert "decision.one.kept_by" not in keys_of(other)


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_a_decision_is_closed_and_opened_again(world: LedWorld, state: str) -> None:
    """In its window, which then shows it, and the list under it."""
    decision = keep(world)
    reply = in_window(world, "decision.close", KARIN, decision=decision.id, state=state, listed=1)
    assert reply.replace
    assert reply.beneath is not None
    assert "decision.none_open" in keys_of(reply.beneath)
    closed = now(world, decision)
    assert (closed.state, closed.closed_at) == (DecisionState(state), world.now)
    (again,) = buttons_of(form_of(reply))
    assert again.action == "decision.reopen"
    reply = in_window(world, again.action, KARIN, **again.args)
    assert reply.beneath is not None
    assert now(world, decision) == decision


def test_no_longer_applying_is_asked_about_first(world: LedWorld) -> None:
    """Done is not: it can be opened again."""
    decision = keep(world)
    opened = form_of(world.tap("decision.open", KARIN, decision=decision.id))
    asked = {one.args.get("state"): one.confirm for one in buttons_of(opened)}
    assert asked["done"] is None
    assert asked["dropped"] is not None


def test_in_a_message_the_answer_is_a_notice(world: LedWorld) -> None:
    """No window opens for a single tap; one that stands alone redraws no list."""
    decision = keep(world)
    reply = world.tap("decision.close", LEADER, decision=decision.id, state="done")
    assert (notice_of(reply), reply.form) == ("decision.notice.done", None)
    reply = in_window(world, "decision.reopen", LEADER, decision=decision.id)
    assert reply.beneath is None


def test_two_who_close_at_once(world: LedWorld) -> None:
    """The second one is told how it ended, and nothing changes; changing it is too late as well."""
    decision = keep(world)
    edit = form_of(world.tap("decision.edit", LEADER, decision=decision.id))
    world.tap("decision.close", KARIN, decision=decision.id, state="dropped")
    closed = now(world, decision)
    world.later()
    for reply in (
        world.tap("decision.close", LEADER, decision=decision.id, state="done"),
        world.tap("decision.edit", LEADER, decision=decision.id),
        world.submit(edit, LEADER, what="Toch anders"),
    ):
        assert notice_of(reply) == "decision.notice.closed_already"
    assert now(world, decision) == closed


def test_what_leaders_were_told_follows(world: LedWorld) -> None:
    """Where it stands; what was never posted is not posted for it."""
    decision, store = keep(world, LEADER), world.store
    wish = wish_for(
        store,
        world.now,
        workspace_id=world.workspace.id,
        topic=Topic.FOLLOW_UP,
        subject_id=world.region.id,
        person_id=world.leader.id,
    )
    world.tap("decision.close", LEADER, decision=decision.id, state="done")
    assert store.wishes.get(wish.id) == wish
    stands = replace(wish, ts="1.1", shown=1)
    store.wishes.save(stands)
    world.tap("decision.reopen", LEADER, decision=decision.id)
    assert store.wishes.get(wish.id).wanted == stands.wanted + 1


def test_the_command_opens_the_list(world: LedWorld) -> None:
    """Of the channel's region for its members; of one's own elsewhere, or of a chosen one."""
    keep(world)
    assert "Elke school" in said(form_of(typed(world, "besluiten", READER, CHANNEL)))
    assert notice_of(typed(world, "besluiten", READER)) == "decision.notice.not_readable"
    assert "Elke school" in said(form_of(typed(world, "decisions", KARIN)))
    two_regions(world)
    chosen = form_of(typed(world, "besluiten", KARIN))
    assert [one.args for one in buttons_of(chosen)] == [
        {"region": world.region.id},
        {"region": world.other.id},
    ]
