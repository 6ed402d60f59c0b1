"""The demo as people start it: a whole scan, kept data, and every fault in plain words."""

import socket
import sqlite3
from pathlib import Path

import pytest

from bot.demo_region import LEADER, PARTICIPANTS
from bot.workspace.person import Person
from tests.support.commands import Say, change, ended, run, staying


async def test_the_demo_plays_a_scan_and_keeps_its_data(tmp_path: Path) -> None:
    """A progress bar, a radar in the channel and as a file, texts, an action; and once more."""
    arguments = ("demo", "--autoplay", "--once", "--no-browser", "--port", "0", "--data", "spel")
    first = await run(tmp_path, *arguments)
    assert first.code == 0, first.said
    assert "73/73" in first.out
    assert "De radar staat in #stuurgroep-sto" in first.out
    picture = tmp_path / "spel" / "radar.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    picture.unlink()
    second = await run(tmp_path, *arguments)
    assert second.code == 0, second.said
    assert picture.exists()
    database = sqlite3.connect(tmp_path / "spel" / "borging.sqlite3")
    scans = database.execute("SELECT state FROM scan").fetchall()
    people = {name for (name,) in database.execute("SELECT name FROM person")}
    ways = database.execute("SELECT sharing, count(*) FROM response GROUP BY sharing").fetchall()
    bases = database.execute("SELECT count(*) FROM answer WHERE basis != ''").fetchone()
    sentences = database.execute("SELECT count(*) FROM wish WHERE topic = 'sentences'").fetchone()
    actions = database.execute("SELECT item, bent FROM action").fetchall()
    told = database.execute("SELECT count(*) FROM wish WHERE topic = 'action'").fetchone()
    database.close()
    assert (actions, told) == ([("communicatie", "keep")] * 2, (2,))
    assert dict(ways) == {"named": 2, "unnamed": 4, "no": 6}
    assert (bases, sentences) == ((8,), (2,))
    assert scans == [("published",), ("published",)]
    assert people >= {one.real_name for one in (LEADER, *PARTICIPANTS)}


async def test_the_demo_stays_until_it_is_stopped(tmp_path: Path) -> None:
    """The address is said and works; SIGTERM ends it cleanly, and the data are still there."""
    async with staying(tmp_path, "demo", "--no-browser", "--port", "0") as (process, line):
        assert "De werkruimte staat klaar: http://127.0.0.1:" in line
        address = line.split("klaar: ")[1].split("/#")[0]
        async with Person(address, "marijke") as leader:
            await leader.open_home()
            await leader.sees_home("Scan starten")
        process.terminate()
        shown = await ended(process)
    assert shown.code == 0, shown.said
    assert "De gegevens blijven staan in borging-data" in shown.said


def test_a_taken_port_is_said(say: Say) -> None:
    """Another program has the port: which one, and what to type instead."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, shown = say("demo", "--no-browser", "--port", port)
    assert code == 1
    assert f"Poort {port} is niet te gebruiken" in shown
    assert "borging demo --port 0" in shown


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_does_not_exist_is_said(say: Say, port: str) -> None:
    """No number of a port: the same clear words."""
    code, shown = say("demo", "--no-browser", f"--port={port}")
    assert (code, f"Poort {port} is niet" in shown) == (1, True)


@pytest.mark.parametrize("fault", ["a file", "below a file", "no database", "a later version"])
def test_a_folder_that_cannot_be_used_is_said(say: Say, tmp_path: Path, fault: str) -> None:
    """The folder, why, and what to do."""
    data = tmp_path / "map"
    if fault in {"a file", "below a file"}:
        data.write_text("een bestand")
    else:
        data.mkdir()
        if fault == "no database":
            (data / "workspace.sqlite3").write_text("geen database, maar wel een bestand" * 50)
        else:
            change(data / "workspace.sqlite3", "PRAGMA user_version = 99")
    folder = data / "dieper" if fault == "below a file" else data
    code, shown = say("demo", "--no-browser", "--port=0", "--data", str(folder))
    assert code == 1
    assert f"De map {folder} is niet te gebruiken" in shown
    assert "--data" in shown


async def test_two_demos_on_one_folder_are_refused(tmp_path: Path) -> None:
    """The second says that the folder is in use, and the first goes on."""
    async with staying(tmp_path, "demo", "--no-browser", "--port", "0") as (first, _):
        shown = await run(tmp_path, "demo", "--no-browser", "--port", "0")
        assert (shown.code, "is niet te gebruiken" in shown.said) == (1, True)
        assert first.returncode is None
