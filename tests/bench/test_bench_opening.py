"""How long it takes to reach everybody when the whole country opens a scan at once."""

import shutil
import sys
from pathlib import Path

from tests.bench.opening import PEOPLE_EACH, WORKSPACES, bound_s, open_everywhere

MOST = 1.1
"""Times the bound that the strict buckets set."""


async def test_a_country_is_reached_almost_as_fast_as_its_buckets_allow(
    tmp_path: Path, migrated_file: Path
) -> None:
    """2,340 people in 78 workspaces: each message stands once, in at most 1.1 times the bound."""
    file = tmp_path / "country.sqlite3"
    shutil.copy(migrated_file, file)
    opening = await open_everywhere(f"sqlite:///{file}")
    posts = PEOPLE_EACH + 1  # with the one in the channel
    bound = bound_s(posts)
    sys.stdout.write(f"{opening.seconds:.2f} s, bound {bound:.2f} s\n")
    assert opening.messages == WORKSPACES * posts
    assert opening.refused == 0
    assert opening.seconds <= MOST * bound
