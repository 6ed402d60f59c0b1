"""Some months between two scans through the wire: who is asked how often, what the leader reads."""

from collections import Counter
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.compose import TIMEZONE
from bot.demo_region import LEADER, PARTICIPANTS
from bot.time_travel import travel
from flows.action import Action, ActionState, Phase
from flows.ports import Store
from flows.usecases.followed import follow_up_of
from tests.e2e.leading import hand_in, home_of, leave, opens, refused
from tests.e2e.world import WAIT_S, World

WHAT = "Eén overzicht van de resultaten van alle scholen"
SEVEN = (2, 2, 3, 2, 4, 2, 3)


async def scanned(world: World) -> None:
    """The first scan is over, and the first participant has an action that nobody answers for."""
    scan = await world.start_scan()
    await hand_in(world, {one.name: SEVEN for one in PARTICIPANTS})
    await world.close_scan(scan)
    now = world.clock()

    def agree(store: Store) -> None:
        region = store.regions.get(1)
        follow_up_of(store, region, now)
        owner = store.participants.find(region_id=region.id)[0]
        store.actions.add(
            Action(
                workspace_id=region.workspace_id,
                region_id=region.id,
                what=WHAT,
                owner_id=owner.id,
                partner_id=owner.partner_id,
                due_on=date(2027, 6, 25),
                phase=Phase.DO,
                created_at=now,
            )
        )

    await world.write(agree)


def calls(world: World) -> Counter[tuple[str, int]]:
    """New messages of the bot by user id and month."""
    state = world.workspace.state
    app = world.workspace.core.app.user_id
    count: Counter[tuple[str, int]] = Counter()
    for call in world.workspace.journal.calls("chat.postMessage"):
        place = str(call.arguments["channel"])
        channel = state.channels.get(place)
        reader = channel.other(app) if channel is not None and channel.kind == "im" else place
        count[reader, call.at.astimezone(ZoneInfo(TIMEZONE)).month] += 1
    return count


async def test_months_between_scans_are_quiet(world: World) -> None:
    """One question a month, three at most in vain; an action in its place, then the leader."""
    await scanned(world)
    await travel(world.running_bot, world.clock, datetime(2027, 7, 9, 12, tzinfo=UTC))
    world.workspace.clock_moved()
    owner, *others = (world.user_id(one.name) for one in PARTICIPANTS)
    count = calls(world)
    for user_id in others:
        assert [count[user_id, month] for month in (4, 5, 6, 7)] == [1, 1, 1, 0]
        assert count[user_id, 3] <= 5
    assert all(1 <= count[owner, month] <= 4 for month in (4, 5, 6))
    leader = await world.person(LEADER.name)
    told = await leader.sees("drie keer geen antwoord", patience=WAIT_S)
    assert WHAT in told.text
    window = await opens(leader, told, "Alles bekijken")
    assert WHAT in window.text
    await opens(leader, window, "Openen")
    (action,) = await world.read(lambda store: list(store.actions.find()))
    assert (action.state, action.unanswered) == (ActionState.OPEN, 3)


async def test_a_leader_sets_how_often_and_from_when(world: World) -> None:
    """What cannot be is said beside its input; what can be holds."""
    leader = await world.person(LEADER.name)
    await opens(leader, await home_of(leader), "Vragen en signalen")
    errors = await refused(leader, {"fall": "9", "statements": "0", "subsidy_until": "2027-03-01"})
    assert set(errors) == {"fall", "statements", "subsidy_until"}
    assert "voorbij" in errors["subsidy_until"]
    await leader.submit(
        {
            "asked": "two_monthly",
            "fall": "0,8",
            "statements": "3",
            "subsidy_until": "2028-12-31",
        }
    )
    await leader.sees_modal("Bewaard")
    await leave(leader)
    (kept,) = await world.read(lambda store: list(store.follow_ups.find()))
    assert (kept.asked, kept.fall, kept.statements) == ("two_monthly", 0.8, 3)
    assert kept.subsidy_until == date(2028, 12, 31)
    window = await opens(leader, await home_of(leader), "Tussen de scans")
    assert "Er wacht nu niets op u." in window.text
