"""`borging holidays`: which school years the bot knows, and a file with further ones taken in."""

import sqlite3
from pathlib import Path

import pytest

from flows.catalogue import SCHOOL_HOLIDAYS
from tests.support.commands import Say

HEADER = "schooljaar,vakantie,regio,begin,eind_inclusief,status"
AUTUMN = "2030-2031,Herfstvakantie,Noord,2030-10-19,2030-10-27,advies"


def year_after() -> str:
    """The school year after the last one that ships, with the same days of the year."""
    lines = SCHOOL_HOLIDAYS.read_text(encoding="utf-8").splitlines()
    last = "\n".join(line for line in lines if line.startswith("2029-2030"))
    return f"{HEADER}\n" + last.replace("2030", "2031").replace("2029", "2030")


def write(folder: Path, *lines: str) -> str:
    """A file of this name with the header and these lines."""
    (folder / "vakanties.csv").write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return "vakanties.csv"


def kept(folder: Path) -> list[tuple[str, str, str, str]]:
    """What the database keeps of school holidays."""
    database = sqlite3.connect(folder / "borging.sqlite3")
    query = "SELECT school_year, kind, region, first FROM school_holiday ORDER BY id"
    rows = database.execute(query).fetchall()
    database.close()
    return [(str(year), str(kind), str(region), str(day)) for year, kind, region, day in rows]


@pytest.mark.usefixtures("folder")
def test_without_a_file_it_tells_what_is_known(say: Say) -> None:
    """Each school year, and how to go on."""
    code, shown = say("holidays")
    assert code == 0
    for line in ("2025-2026   volledig", "2029-2030   volledig", "tot en met 31 juli 2030"):
        assert line in shown
    assert "borging holidays bestand.csv" in shown


def test_a_school_year_is_taken_in(say: Say, folder: Path) -> None:
    """It says what it kept and until when holidays are known; the second time changes nothing."""
    (folder / "nieuw.csv").write_text(year_after(), encoding="utf-8-sig")
    for _ in range(2):
        code, shown = say("holidays", "nieuw.csv")
        assert code == 0
        assert "Bewaard van 2030-2031: 15 vakanties." in shown
        assert "2030-2031   volledig" in shown
        assert "tot en met 31 juli 2031" in shown
        assert len(kept(folder)) == 15
    assert "tot en met 31 juli 2031" in say("holidays")[1]


def test_a_holiday_replaces_what_was_known_of_it(say: Say, folder: Path) -> None:
    """Of the same school year, kind and region."""
    moved = AUTUMN.replace("10-19", "10-12")
    for line in (AUTUMN, moved):
        assert say("holidays", write(folder, line))[0] == 0
    assert kept(folder) == [("2030-2031", "autumn", "north", "2030-10-12")]


def test_a_year_that_is_not_whole_is_kept_and_does_not_count(say: Say, folder: Path) -> None:
    """What is missing is named."""
    lines = year_after().splitlines()[1:]
    gone = ("Kerstvakantie", "Zomervakantie,Zuid", "Zomervakantie,Noord")
    whole = [line for line in lines if not any(word in line for word in gone)]
    code, shown = say("holidays", write(folder, *whole))
    assert code == 0
    assert "Bewaard van 2030-2031: 10 vakanties." in shown
    assert "nog niet volledig: kerstvakantie en zomervakantie Noord en Zuid\n" in shown
    assert "tot en met 31 juli 2030" in shown


def test_a_file_with_a_fault_keeps_nothing(say: Say, folder: Path) -> None:
    """Each fault by its line, in plain words."""
    backwards = AUTUMN.replace("Noord", "Zuid").replace("10-27", "10-17")
    oost = AUTUMN.replace("Noord", "Oost")
    code, shown = say("holidays", write(folder, AUTUMN, oost, backwards))
    assert code == 1
    assert "Regel 3: 'Oost' kent de bot hier niet. Schrijf: Noord, Midden of Zuid." in shown
    assert "Regel 4: de laatste dag (17 oktober 2030) ligt voor de eerste" in shown
    assert "Er is niets bewaard." in shown
    assert kept(folder) == []


def test_faults_are_told_in_english_too(say: Say, folder: Path) -> None:
    """By the locale."""
    file = write(folder, AUTUMN.replace("advies", "misschien"))
    code, shown = say("holidays", file, LC_ALL="en_US.UTF-8")
    assert code == 1
    assert "Line 2: the bot does not know 'misschien' here. Write: verplicht or advies." in shown


@pytest.mark.parametrize(("wrong", "more"), [(20, ""), (21, "nog één fout"), (50, "nog 30 fouten")])
def test_a_wholly_wrong_file_does_not_fill_the_screen(
    say: Say, folder: Path, wrong: int, more: str
) -> None:
    """Twenty faults, and how many more there are."""
    code, shown = say("holidays", write(folder, *["onzin"] * wrong))
    assert code == 1
    assert shown.count("Regel ") == 20
    assert ("En nog" in shown) is bool(more)
    assert more in shown


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("er-is-niets.csv", None, "is niet te lezen"),
        (".", None, "is niet te lezen"),
        ("groot.csv", b"x" * 1_000_001, "veel te groot"),
        ("excel.csv", HEADER.encode("utf-16"), "UTF-8"),
        ("leeg.csv", b"", "de kop ontbreekt"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(
    say: Say, folder: Path, name: str, content: bytes | None, said: str
) -> None:
    """With what to do."""
    if content is not None:
        (folder / name).write_bytes(content)
    code, shown = say("holidays", name)
    assert (code, said in shown) == (1, True), shown
    assert kept(folder) == []


def test_a_database_that_is_not_ready_is_said(say: Say, tmp_path: Path) -> None:
    """Nothing is lost: the file is still there."""
    code, shown = say("holidays", write(tmp_path, AUTUMN))
    assert (code, "borging migrate" in shown) == (1, True)
