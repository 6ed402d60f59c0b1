"""A region in which a scan is planned for Monday 15 to Friday 26 March 2027."""

from datetime import UTC, date, datetime

from flows.scan import Mode
from tests.support.builders import notice_of
from tests.support.leading import LedWorld

MONDAY = date(2027, 3, 15)
BEGINS = datetime(2027, 3, 15, 8, tzinfo=UTC)
CLOSES = datetime(2027, 3, 26, 15, tzinfo=UTC)


def planned(mode: Mode = Mode.OPEN) -> LedWorld:
    """A planned scan of that mode."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2")
    preview = world.preview(mode, starts=MONDAY, deadline=date(2027, 3, 26))
    assert notice_of(world.hand(preview)) == "scan.planned"
    return world
