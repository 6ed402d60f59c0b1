"""Sixty partners at once: the bot beside the floor."""

from statistics import median

from tests.bench.run import compare

ROUNDS = 3
LEAST_THROUGHPUT = 0.4  # of the floor's: what must not be lost again; the goal stands in run.py
MOST_P50 = 2.5  # times the floor's, likewise
ONCE_A_RUN = {"auth.test", "apps.connections.open"}


async def test_the_bot_keeps_up_with_the_floor() -> None:
    """Throughput and median tap-to-answer stay within reach of those of a bare app."""
    report = await compare(ROUNDS)
    for bot, floor in zip(report.bot, report.floor, strict=True):
        made = [
            {name: count for name, count in one.calls.items() if count and name not in ONCE_A_RUN}
            for one in (bot, floor)
        ]
        assert made[0] == made[1], "the floor must make the calls that the bot makes"
    assert median(report.throughput_ratios) >= LEAST_THROUGHPUT, report.table()
    assert median(report.p50_ratios) <= MOST_P50, report.table()
