"""`borging export`: which scans can be exported, and the files of one of them."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from flows.ports import Store
from flows.region import Person, Region, Workspace
from flows.results import Results, to_text
from flows.scan import Mode, Scan, ScanState
from flows.topics import Topic
from flows.usecases.wishes import wish_for
from storage.database import opened
from storage.only_run import only_run
from tests.support.commands import Say
from tests.support.outcomes import a_published_scan, results_from
from tests.support.reports import PUBLISHED, TITLE, results_of_six
from tests.support.threads import NEWSLETTER, an_action

Keep = Callable[..., int]
"""Keep a scan with these results; its number."""
ALL = [
    f"{TITLE} - {name}"
    for name in (
        "cijfers.xlsx",
        "gegevens.csv",
        "radar.png",
        "radar.svg",
        "spreiding.png",
        "spreiding.svg",
        "uitleg bij de gegevens.csv",
        "verslag.docx",
    )
]


async def kept(url: str, scan: Scan, *, posted: bool = True) -> int:
    """Keep a scan in a region of its own, `posted` in the channel or not yet; its number."""

    def work(store: Store) -> int:
        workspace = store.workspaces.one() or store.workspaces.add(Workspace(team_id="T1"))
        person = Person(workspace_id=workspace.id, team_id="T1", user_id="U1", name="Marijke")
        leader = store.people.one() or store.people.add(person)
        name = "regio\x1b[2J Noordwest"
        region = store.regions.add(Region(workspace_id=workspace.id, name=name))
        owned = replace(scan, id=0, workspace_id=workspace.id, region_id=region.id)
        added = store.scans.add(replace(owned, started_by=leader.id))
        wish = wish_for(
            store,
            PUBLISHED,
            workspace_id=workspace.id,
            topic=Topic.RESULTS,
            subject_id=added.id,
            address=added.channel,
        )
        store.wishes.save(replace(wish, ts="1.1" if posted else ""))
        return added.id

    async with opened(url) as database:
        return await database.write(work)


@pytest.fixture
def keep(folder: Path) -> Keep:
    """Keep a published scan in the folder's database."""

    def keeping(results: Results | None = None, *, posted: bool = True, **changes: object) -> int:
        results = results or results_of_six()
        scan = a_published_scan(results.mode, title=TITLE, published_at=PUBLISHED)
        changed = replace(scan, results=to_text(results), **changes)  # type: ignore[arg-type]
        url = f"sqlite:///{folder / 'borging.sqlite3'}"
        return asyncio.run(kept(url, changed, posted=posted))

    return keeping


def files(folder: Path) -> list[str]:
    """The names of the files in a folder."""
    return sorted(file.name for file in folder.iterdir())


def test_without_a_number_it_lists_the_scans(say: Say, keep: Keep) -> None:
    """Number, region, title and day of each that was published, and how to go on."""
    number = keep()
    keep(state=ScanState.CANCELLED, title="Gestopt")
    code, shown = say("export")
    assert code == 0
    assert f"{number}   regio[2J Noordwest · {TITLE} · 19 maart 2027" in shown
    assert "Gestopt" not in shown
    assert "borging export --scan nummer --to map" in shown


@pytest.mark.usefixtures("folder")
def test_without_scans_it_says_so(say: Say) -> None:
    """Nothing went wrong."""
    code, shown = say("export")
    assert (code, "nog geen scan gepubliceerd" in shown) == (0, True)


async def keep_action(url: str) -> None:
    """Keep an action of the region that there is."""

    def work(store: Store) -> None:
        [region] = store.regions.find()
        action = an_action(workspace_id=region.workspace_id, region_id=region.id).action
        nobodys = replace(action, id=0, owner_id=None, partner_id=None)
        store.actions.add(replace(nobodys, created_at=datetime(2026, 1, 5, 9, tzinfo=UTC)))

    async with opened(url) as database:
        await database.write(work)


def test_the_files_have_the_actions_of_the_region(say: Say, keep: Keep, folder: Path) -> None:
    """As those that Slack gets; the data of them are two files more."""
    number = keep()
    asyncio.run(keep_action(f"sqlite:///{folder / 'borging.sqlite3'}"))
    code, _ = say("export", "--scan", str(number), "--to", "uit")
    assert code == 0
    more = [f"{TITLE} - {name}" for name in ("acties.csv", "uitleg bij de acties.csv")]
    assert files(folder / "uit") == sorted([*ALL, *more])
    report = docx.Document(str(folder / "uit" / f"{TITLE} - verslag.docx"))
    assert report.tables[-1].rows[1].cells[0].text == NEWSLETTER


def test_all_files_of_a_scan(say: Say, keep: Keep, folder: Path) -> None:
    """In a folder that need not be there yet; each is named."""
    code, shown = say("export", "--scan", str(keep()), "--to", "uit/nu")
    assert code == 0
    assert files(folder / "uit" / "nu") == sorted(ALL)
    assert shown.count("Gemaakt: ") == len(ALL)
    assert "Deel deze bestanden alleen" in shown


def test_nothing_is_overwritten(say: Say, keep: Keep, folder: Path) -> None:
    """The next one gets a number."""
    number = str(keep())
    for _ in range(3):
        assert say("export", "--scan", number, "--to", "uit", "--kind", "xlsx")[0] == 0
    assert files(folder / "uit") == sorted(
        f"{TITLE} - cijfers{more}.xlsx" for more in ("", " (2)", " (3)")
    )


def test_a_kind_and_a_language_can_be_chosen(say: Say, keep: Keep, folder: Path) -> None:
    """Of the files, whatever language the command speaks."""
    arguments = ("--scan", str(keep()), "--to", "uit", "--kind", "csv", "--language", "en")
    code, shown = say("export", *arguments)
    assert (code, "Gemaakt: " in shown) == (0, True)
    assert files(folder / "uit") == [f"{TITLE} - data dictionary.csv", f"{TITLE} - data.csv"]


def test_it_works_on_both_databases_while_the_bot_runs(
    say: Say, tmp_path: Path, database_url: str
) -> None:
    """It only reads."""
    scan = a_published_scan(title=TITLE, published_at=PUBLISHED, results=to_text(results_of_six()))
    number = asyncio.run(kept(database_url, scan))
    with only_run(database_url):
        code, shown = say(
            *("export", "--scan", str(number), "--to", "uit", "--kind", "xlsx"),
            DATABASE_URL=database_url,
        )
    assert (code, "Gemaakt: " in shown) == (0, True), shown
    assert files(tmp_path / "uit") == [f"{TITLE} - cijfers.xlsx"]


@pytest.mark.parametrize(
    ("results", "changes", "said"),
    [
        (None, {"state": ScanState.OPEN}, "is niet gepubliceerd"),
        (replace(results_of_six(), enough=False, withdrawn=True), {}, "is ingetrokken"),
        (results_from({"De Boer": (1,) * 7}, Mode.PROTECTED), {}, "te weinig mensen leverden in"),
    ],
)
def test_a_scan_without_figures_has_no_files(
    say: Say,
    keep: Keep,
    folder: Path,
    results: Results | None,
    changes: dict[str, object],
    said: str,
) -> None:
    """It says why, and makes no folder."""
    code, shown = say("export", "--scan", str(keep(results, **changes)), "--to", "uit")
    assert (code, said in shown) == (1, True), shown
    assert not (folder / "uit").exists()


def test_what_the_channel_has_not_seen_cannot_be_exported(
    say: Say, keep: Keep, folder: Path
) -> None:
    """It is not listed either."""
    number = keep(posted=False)
    assert "nog geen scan gepubliceerd" in say("export")[1]
    code, shown = say("export", "--scan", str(number), "--to", "uit")
    assert (code, "staat nog niet in het kanaal" in shown) == (1, True), shown
    assert not (folder / "uit").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--scan", "99", "--to", "uit"), 1, "Er is geen scan met nummer 99"),
        (("--scan", "99999999999999999999", "--to", "uit"), 1, "Er is geen scan met nummer"),
        (("--scan", "-1", "--to", "uit"), 1, "Er is geen scan met nummer -1"),
        (("--scan", "een", "--to", "uit"), 2, "Uitleg: borging export --help"),
        (("--scan", "1", "--to", "uit", "--kind", "pdf"), 2, "Uitleg: borging export --help"),
        (("--scan", "1"), 1, "Zeg met --to in welke map"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_wrong_call_says_what_to_do(
    say: Say, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """In plain words."""
    ended, shown = say("export", *arguments)
    assert (ended, said in shown) == (code, True), shown


def test_a_folder_that_is_a_file_is_said(say: Say, keep: Keep, folder: Path) -> None:
    """With what to do."""
    (folder / "uit").write_text("geen map")
    code, shown = say("export", "--scan", str(keep()), "--to", "uit")
    assert (code, "kan niet geschreven worden" in shown, "--to" in shown) == (1, True, True)


def test_faults_are_told_in_english_too(say: Say, keep: Keep) -> None:
    """By the locale."""
    number = str(keep(state=ScanState.OPEN))
    shown = say("export", "--scan", number, "--to", "out", LC_ALL="en_US.UTF-8")[1]
    assert "has not been published" in shown


@pytest.mark.usefixtures("tmp_path")
def test_without_a_database_it_says_where_to_name_one(say: Say) -> None:
    """As in the folder in which the demo was started, whose own database is elsewhere."""
    code, shown = say("export")
    assert (code, "Hier is nog geen database van de bot: borging.sqlite3" in shown) == (1, True)
    assert "DATABASE_URL" in shown
    assert "sqlite:///borging-data/borging.sqlite3" in shown
