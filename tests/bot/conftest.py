"""Commands in this process, each test in a folder of its own."""

import shutil
from pathlib import Path

import pytest

from bot.cli import main
from tests.support.commands import Say


@pytest.fixture
def folder(tmp_path: Path, migrated_file: Path) -> Path:
    """A folder with a migrated database, as a run has it."""
    shutil.copy(migrated_file, tmp_path / "borging.sqlite3")
    return tmp_path


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run commands in a folder of their own, in Dutch, with the settings of its .env file."""
    monkeypatch.chdir(tmp_path)

    def said(*arguments: str, **variables: str) -> tuple[int, str]:
        settings = {"LC_ALL": "nl_NL.UTF-8", **variables}
        lines = (f"{name}={value}" for name, value in settings.items())
        (tmp_path / ".env").write_text("\n".join(lines))
        try:
            code = main(arguments)
        except SystemExit as ended_early:
            code = int(str(ended_early.code))
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return said
