"""In bad weather, with replicas that are killed: nothing is lost and nothing is doubled."""

from pathlib import Path

from flows.topics import BETWEEN_SCANS, Topic
from tests.e2e.storm import a_storm

SEED = 20270308
MESSAGES = {"sqlite": 160, "postgresql": 200}
REPLICAS = {"sqlite": 1, "postgresql": 3}


async def test_every_message_stands_once(database_url: str, tmp_path: Path) -> None:
    """429, 500, lost responses and kill -9; counted from what the workspace shows."""
    kind = database_url.partition(":")[0].partition("+")[0]
    async with a_storm(
        tmp_path, database_url, seed=SEED, people=40, replicas=REPLICAS[kind]
    ) as storm:
        tally = await storm.blow(messages=MESSAGES[kind])
        print(f"{kind}, seed {SEED}: {tally}")  # noqa: T201 - the counts are the evidence
        assert (tally.lost, tally.doubled, tally.stale) == (0, 0, 0), tally
        assert tally.wanted >= MESSAGES[kind]
        assert tally.topics.keys() == {Topic.WALK, Topic.STARTED, *BETWEEN_SCANS}
        assert tally.kills, "replicas were killed meanwhile"
        assert tally.faults["drop_after"], "responses were lost meanwhile"
        assert "Traceback" not in storm.said
