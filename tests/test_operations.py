"""What docs/operations.md tells those who host the bot is how it is."""

import re
from pathlib import Path

import pytest

from bot.logs import FIELDS
from bot.manifest import HTTP_PATH
from bot.metrics import Metrics, Standing
from bot.slack.http import LARGEST_BODY
from bot.slack.sockets import ROOM, SOCKETS
from bot.slack.watchdog import GIVE_UP_AFTER_S, RENEW_AFTER_S
from bot.workspace.sockets import MOST_CONNECTIONS

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "operations.md").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()


def names(heading: str) -> set[str]:
    """The names in the first column of the last table under a heading."""
    section = GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = section.strip().split("\n\n")
    rows = [line for part in table if part.startswith("|") for line in part.splitlines()]
    return {found[1] for row in rows if (found := re.match(r"\| `([^`]+)`", row))}


def test_every_setting_is_explained() -> None:
    """Each variable that is read has a row, and the rows name no others."""
    source = (ROOT / "bot" / "settings.py").read_text()
    read = set(re.findall(r'"((?:SLACK|DATABASE|OPS|STOP|LOG|BORGING)_\w+|PORT)"', source))
    assert names("Settings") == read - {"BORGING_CLOCK"}  # that one is the demo's


def test_every_metric_is_explained() -> None:
    """Each that is served has a row, and the rows name no others."""
    page = Metrics().page(Standing(sockets=0, takes_in=True)).decode()
    served = set(re.findall(r"^# TYPE (\S+) (?:counter|gauge|histogram)$", page, re.MULTILINE))
    created = {name for name in served if name.endswith("_created")}
    explained = {one for one in names("Health, readiness, metrics") if one.startswith("borging_")}
    assert explained == served - created


def test_every_field_of_the_log_is_explained() -> None:
    """Those of each line, and the ids."""
    always = {"time", "level", "logger", "message", "run", "trace"}
    assert names("The log") == always | set(FIELDS)


def test_the_figures_are_those_of_the_code() -> None:
    """Connections, the address, the largest body, and when a run gives up."""
    assert (SOCKETS, ROOM, MOST_CONNECTIONS) == (2, 8, 10)
    assert HTTP_PATH in GUIDE
    assert LARGEST_BODY == 1_000_000
    assert RENEW_AFTER_S + GIVE_UP_AFTER_S == 150


@pytest.mark.parametrize("name", ["DATABASE_URL", "OPS_PORT", "LOG_FORMAT", "POSTGRES_PASSWORD"])
def test_the_compose_file_and_the_guide_agree(name: str) -> None:
    """What the one sets the other explains; the runs fit into what Slack allows."""
    assert name in COMPOSE
    assert name in GUIDE
    found = re.search(r"replicas: (\d+)", COMPOSE)
    assert found
    assert int(found[1]) * SOCKETS <= ROOM
