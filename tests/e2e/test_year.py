"""A year of scans as it reads for those who live it."""

from pathlib import Path

from tests.e2e.conftest import MakeWorld
from tests.e2e.year import BEGIN, Year, play

DIARY = Path(__file__).with_name("year.nl.md")


async def test_a_year_reads_like_its_diary(make: MakeWorld) -> None:
    """Every message of a year of four scans comes at its moment, to its reader, in its words."""
    world = await make(begin=BEGIN)
    await world.start_bot()
    year = Year(world)
    await play(year)
    assert year.diary() == DIARY.read_text()
