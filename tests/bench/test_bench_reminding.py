"""Whether reminders keep to what Slack takes: each posts a message and freezes one."""

import shutil
from datetime import timedelta
from pathlib import Path

from flows.outbox import Manner
from flows.ports import Store
from flows.usecases.walks import wish_walk
from tests.bench.opening import PEOPLE_EACH, bound_s, country

FREEZES_S = 30.0
"""Seconds in which as many changes pass as there are reminders, well counted."""


async def test_reminders_meet_no_rate_limit(tmp_path: Path, migrated_file: Path) -> None:
    """Thirty at once: none is refused, they come as fast as posts may, the old ones get frozen."""
    file = tmp_path / "reminders.sqlite3"
    shutil.copy(migrated_file, file)
    async with country(f"sqlite:///{file}", 1) as made:
        await made.deliver()
        made.clock.now += timedelta(days=1)  # nobody gets two messages a day
        begin, opening = made.clock.now, len(made.calls())

        def remind(store: Store) -> None:
            for response in store.responses.find():
                wish_walk(store, begin, response, Manner.ANEW)

        await made.database.write(remind)
        await made.deliver()
        calls = made.calls()[opening:]
        assert [call.outcome for call in calls if call.outcome != "ok"] == []
        posts = [call.at for call in calls if call.method == "chat.postMessage"]
        freezes = [call.at for call in calls if call.method == "chat.update"]
        assert (len(posts), len(freezes)) == (PEOPLE_EACH, PEOPLE_EACH)
        # The pace lets one less through at once than the bucket.
        assert (max(posts) - begin).total_seconds() <= 1.1 * bound_s(PEOPLE_EACH + 1)
        assert (max(freezes) - begin).total_seconds() <= FREEZES_S
