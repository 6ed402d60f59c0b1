"""What people do at the same moment as others, or as the daily round, on a server.

Nobody waits for each other in a circle, and what was taken is kept.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from flows.action import Action, Phase
from flows.check_in import CheckIn, CheckInKind, CheckInState, Tap
from flows.ports import Store
from flows.region import Participant, Person, Sector
from flows.response import Sharing
from flows.success import Success, SuccessKind
from flows.topics import Topic
from flows.usecases.check_in_ask import ask
from flows.usecases.desk import Reply
from flows.usecases.digest_told import moved_in
from flows.usecases.success_kept import keep_success
from storage.database import Database
from tests.support.at_once import (
    MONDAY,
    AtOnce,
    Followed,
    around,
    asked,
    at_once,
    does,
    fill,
    look,
)
from tests.support.postgres import PostgresServer


class Server:
    """A region on a server: `together` are the acts at the same moment."""

    def __init__(self, database: Database, together: AtOnce, followed: Followed) -> None:
        """As opened."""
        self.database = database
        self.together = together
        self.followed = followed

    async def action(self, number: int) -> Action:
        """An owner's action as it is now."""
        action_id = self.followed.actions[number].id
        return await self.database.read(lambda store: store.actions.get(action_id))

    async def check_ins(self, participant: Participant) -> list[CheckIn]:
        """What somebody was asked, the newest last."""
        wanted = {"participant_id": participant.id}
        return [*await self.database.read(lambda store: store.check_ins.find(**wanted))]

    async def person(self, participant: Participant) -> Person:
        """Who takes part."""
        return await self.database.read(lambda store: store.people.get(participant.person_id))

    async def participant(self, person: Person) -> Participant:
        """Somebody as they take part now."""
        found = await self.database.read(
            lambda store: store.participants.one(person_id=person.id, removed_at=None)
        )
        assert found is not None
        return found

    async def wanted(self, topic: Topic, participant: Participant) -> int:
        """How often a message to somebody who takes part was wanted."""
        wanted = {"topic": topic, "subject_id": participant.id}
        found = await self.database.read(lambda store: store.wishes.find(**wanted))
        return sum(wish.wanted for wish in found)

    def moves(self, person: Person, number: int, move: str) -> Callable[[Store], Reply]:
        """A move of an owner's action, by the button that was drawn when it was in Plan."""
        args = {"action": self.followed.actions[number].id, "move": move, "phase": Phase.PLAN}
        return does(self.followed, person, "action.move", args)

    async def taps(self, participant: Participant, tap: Tap) -> Callable[[Store], Reply]:
        """An answer to what somebody was asked last."""
        args = {"check_in": (await self.check_ins(participant))[-1].id, "tap": tap}
        return does(self.followed, await self.person(participant), "check_in.tap", args)


@pytest.fixture
async def server(postgres_server: PostgresServer, migrated_template: str) -> AsyncIterator[Server]:
    """A region whose daily round is due."""
    with postgres_server.database(migrated_template) as url:
        database = await Database.open(url)
        async with at_once(url) as together:
            yield Server(database, together, await database.write(fill))
        await database.close()


def said(reply: Reply) -> str:
    """The key of what a reply tells, "" for nothing."""
    return reply.notice.key if reply.notice else ""


async def test_two_people_move_the_same_action(server: Server) -> None:
    """One of them moves it; the other is told, and nothing is moved twice."""
    leader = server.followed.leaders[0]
    for number, owner in enumerate(server.followed.owners):
        person = await server.person(owner)
        replies = await server.together.run(
            server.moves(person, number, "begin"), server.moves(leader, number, "carried_out")
        )
        taken = [one.page for one in replies]
        assert sorted(taken) == [False, True]
        action = await server.action(number)
        assert action.phase is (Phase.DO if taken[0] else Phase.CHECK)
        (asked_before,) = await server.check_ins(owner)
        assert asked_before.state is CheckInState.PASSED


async def test_an_owner_answers_while_the_leader_moves_the_action(server: Server) -> None:
    """The answer moves it, or is told to be too late."""
    for number, owner in enumerate(server.followed.owners):
        tap = await server.taps(owner, Tap.STUCK)
        leader = server.followed.leaders[0]
        answer, move = await server.together.run(tap, server.moves(leader, number, "carried_out"))
        action, (check_in,) = await server.action(number), await server.check_ins(owner)
        assert move.page, "being stuck moves nothing"
        assert action.phase is Phase.CHECK
        assert check_in.state is (CheckInState.PASSED if said(answer) else CheckInState.ANSWERED)


def lose_posts(store: Store) -> None:
    """Nobody has heard yet that the messages stand, which their readers see."""
    for wish in store.wishes.find(topic=Topic.CHECK_IN):
        store.wishes.save(replace(wish, posted_at=None))


@pytest.mark.parametrize("reached", [True, False])
async def test_answers_while_the_daily_round_passes(server: Server, *, reached: bool) -> None:
    """Each is taken, and then its owner is left alone, or is told to be too late."""
    if not reached:
        await server.database.write(lose_posts)
    taps = [await server.taps(owner, Tap.ON_TRACK) for owner in server.followed.owners]
    done, *replies = await server.together.run(look, *taps)
    assert done == 1
    for number, (owner, reply) in enumerate(zip(server.followed.owners, replies, strict=True)):
        assert isinstance(reply, Reply)
        action, check_ins = await server.action(number), await server.check_ins(owner)
        if said(reply):
            assert (action.phase, action.unanswered) == (Phase.PLAN, int(reached))
            left = [CheckInState.PASSED] if reached else []
            states = [*left, CheckInState.ASKED]
        else:
            assert (action.phase, action.unanswered) == (Phase.DO, 0)
            states = [CheckInState.ANSWERED]
        assert [one.state for one in check_ins] == states


def tell(store: Store, followed: Followed) -> None:
    """Everybody answered the month's question, and told of a success for the channel."""
    for participant in followed.others:
        question = replace(asked(followed, participant, CheckInKind.QUESTION), question="relations")
        ask(store, participant, [question], MONDAY)
        (kept,) = store.check_ins.find(participant_id=participant.id)
        answered = replace(
            kept, state=CheckInState.ANSWERED, tap=Tap.YES, answered_at=MONDAY, text="Fijn"
        )
        store.check_ins.save(answered)
        success = Success(
            workspace_id=followed.workspace.id,
            region_id=followed.region.id,
            writer_id=participant.person_id,
            kind=SuccessKind.SUCCESS,
            text="De open dag trok tachtig leerlingen",
            sharing=Sharing.NAMED,
            said_at=MONDAY,
        )
        keep_success(store, success, MONDAY)


async def test_people_erase_their_data_while_the_digest_is_made(server: Server) -> None:
    """All of it is gone, and nothing of it is in the digest."""
    followed = server.followed
    await server.database.write(lambda store: tell(store, followed))
    people = [await server.person(one) for one in followed.others]
    erasing = [does(followed, person, "privacy.erase", {}) for person in people]
    await server.together.run(look, *erasing)
    for participant in followed.others:
        assert {(one.tap, one.text) for one in await server.check_ins(participant)} == {(None, "")}

    def told(store: Store) -> tuple[int, set[str]]:
        (digest,) = store.digests.find()
        moved = moved_in(store, digest, around(MONDAY).instruments)
        return moved.successes, {one.text for one in store.successes.find()}

    assert await server.database.read(told) == (0, {""})


def heirs(store: Store, followed: Followed) -> list[Person]:
    """Somebody else for each owner, who takes part in nothing yet."""
    return [
        store.people.add(
            replace(
                store.people.get(owner.person_id), user_id=f"H{number}", name=f"Erfgenaam {number}"
            )
        )
        for number, owner in enumerate(followed.owners)
    ]


async def test_owners_tap_while_others_take_over(server: Server) -> None:
    """What they answered in time is kept; the other has it now, and the round passes."""
    followed = server.followed
    others = await server.database.write(lambda store: heirs(store, followed))
    taps = [await server.taps(owner, Tap.ON_TRACK) for owner in followed.owners]
    edits = [
        does(
            followed,
            followed.leaders[0],
            "partners.edit",
            {"region": followed.region.id, "partner": owner.partner_id},
            {
                "name": f"Nu {other.name}",
                "sector": Sector.COMPANY.value,
                "people": (other.user_id,),
            },
        )
        for owner, other in zip(followed.owners, others, strict=True)
    ]
    both = [one for pair in zip(taps, edits, strict=True) for one in pair]
    _, *replies = await server.together.run(look, *both)
    assert all(isinstance(one, Reply) and not one.errors for one in replies)
    for number, (owner, other) in enumerate(zip(followed.owners, others, strict=True)):
        tapped, action = replies[2 * number], await server.action(number)
        assert isinstance(tapped, Reply)
        assert action.phase is (Phase.PLAN if said(tapped) else Phase.DO)
        to = await server.participant(other)
        assert (action.owner_id, action.before_id) == (to.id, owner.id)
        left = [one.state for one in await server.check_ins(owner)]
        assert not {CheckInState.ASKED, CheckInState.ANSWERED} & {*left}
        told = await server.wanted(Topic.BRIEFING, to)
        assert told == 1
