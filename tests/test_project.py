"""The project around the code: what it promises in its README, its pins and its house rules."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
README = (ROOT / "README.md").read_text()

NOT_OURS = re.compile(r"\.(git|venv|\w+_cache|hypothesis|coverage.*|env)|.*\.egg-info|__pycache__")
MADE_HERE = {"build", "dist", "htmlcov", "borging-data"}

# Assembled, or this file would be the one that names them.
FOREIGN = [
    "files.python" + "hosted",
    "pypi" + ".org/simple",
    "registry" + ".npmjs",
    "deb" + ".debian.org",
    "/" + "work/",
    "/" + "farm/",
    "/" + "root/",
    "/opt/" + "pypi",
    "/" + "tmp/bash_",
]

MOST_LINES = 300
LONGER = {
    "storage/migrations/versions/v0001_first_tables.py": "the first schema, written in one go",
    "tests/support/builders.py": "one class: the world that the tests of the domain act in",
}
"""Files that are longer, each with the reason why it is one thing."""


def files(folder: Path = ROOT) -> Iterator[Path]:
    """What belongs to the project, whether it is committed yet or not."""
    for path in sorted(folder.iterdir()):
        if NOT_OURS.fullmatch(path.name) or path.name in MADE_HERE:
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def readme_line(name: str) -> str:
    """The one line in the fence below a marker of the README."""
    found = re.findall(rf"^<!-- {name} -->\n+```\w*\n([^\n]+)\n```$", README, re.MULTILINE)
    assert len(found) == 1, f"README.md needs a fence with one line below <!-- {name} -->"
    line: str = found[0]
    return line


def pins() -> dict[str, str]:
    """The pinned version of each package in the constraints file."""
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def declared() -> list[Requirement]:
    """The requirements of the project, its extras included."""
    extras: dict[str, list[str]] = PROJECT["optional-dependencies"]
    return [Requirement(line) for line in sum(extras.values(), PROJECT["dependencies"])]


@pytest.mark.parametrize(("name", "program"), [("tests", "pytest"), ("demo", "borging demo")])
def test_readme_lines_start_from_nothing(name: str, program: str) -> None:
    """A README line makes its environment, installs what is pinned and ends in the program."""
    line = readme_line(name)
    assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert " -c constraints.txt " in line
    assert line.endswith(f"&& .venv/bin/{program}")


def test_ci_runs_what_the_readme_says() -> None:
    """CI takes both lines out of the README, so that they cannot differ."""
    script = (ROOT / ".ci" / "run").read_text()
    for name in ("tests", "demo"):
        assert f"{name}_line=$(readme_line {name})" in script
        assert f'"${name}_line' in script


def test_every_requirement_is_pinned() -> None:
    """What the project asks for is pinned, to a version that it accepts."""
    pinned = pins()
    for requirement in declared():
        version = pinned.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not in constraints.txt"
        assert requirement.specifier.contains(version), f"{requirement} does not take {version}"


def test_everything_that_comes_along_is_pinned() -> None:
    """What those packages need in their turn is pinned as well."""
    pinned = pins()
    left = declared()
    seen = set()
    while left:
        requirement = left.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        assert canonicalize_name(requirement.name) in pinned
        try:
            lines = requires(requirement.name) or []
        except PackageNotFoundError:
            continue  # of an extra that is not installed here; CI installs all
        left += [need for need in map(Requirement, lines) if applies(need, requirement.extras)]


def applies(need: Requirement, extras: set[str]) -> bool:
    """Whether a requirement holds on this machine for a package with the extras."""
    marker = need.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def test_changelog_tells_of_this_version() -> None:
    """The changelog has a section for the version in pyproject.toml."""
    changelog = (ROOT / "CHANGELOG.md").read_text()
    assert f"\n## [{PROJECT['version']}] - " in changelog


def test_nothing_of_one_machine_is_in_the_project() -> None:
    """No file names a path of somebody's machine or the host of a package registry."""
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in files()
        for text in FOREIGN
        if text.encode() in path.read_bytes()
    ]
    assert found == []


def test_a_file_is_one_thing() -> None:
    """No module is longer than 300 lines, except those listed with their reason."""
    long = {
        str(path.relative_to(ROOT))
        for path in files()
        if path.suffix in {".py", ".js", ".css", ".html"}
        and len(path.read_text().splitlines()) > MOST_LINES
    }
    assert long == set(LONGER)


def test_flows_needs_the_standard_library_only() -> None:
    """The domain runs on a bare Python."""
    allowed = sys.stdlib_module_names | {"flows"}
    foreign = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "flows").rglob("*.py")
        for name in imported(path)
        if name.split(".")[0] not in allowed
    }
    assert foreign == set()


def imported(path: Path) -> Iterator[str]:
    """The names of the modules that a module imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."
