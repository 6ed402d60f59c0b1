"""The bot's sentences and the code that says them fit together.

A key is said with a literal, `say("walk.progress", …)`, with a choice of literals, or with an
f-string whose literal beginning ends in a dot, `say(f"sector.{sector}")`. The last declares a
prefix: all keys below it count as said, and what they need is not checked here.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.catalogue import load_texts
from flows.language import Language
from flows.template import Texts

ROOT = Path(__file__).parents[2]
SOURCES = ("flows", "bot")
TOO_VAGUE = "say() takes a literal key or an f-string whose literal beginning ends in a dot"


@dataclass(frozen=True)
class Use:
    """One call of say(): where it stands, its key or prefix, and the values it gives."""

    place: str
    key: str
    prefix: bool
    params: frozenset[str] | None  # None: passed on by **, or unknown for a prefix


def used_keys(source: str, name: str) -> Iterator[Use]:
    """Find the keys that a module says, if it imports `say` from flows.wording."""
    tree = ast.parse(source)
    imported = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "flows.wording"
        and any(alias.name == "say" for alias in node.names)
        for node in ast.walk(tree)
    )
    for node in ast.walk(tree) if imported else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            place = f"{name}:{node.lineno}"
            assert node.args, f"{place}: {TOO_VAGUE}"
            given = [keyword.arg for keyword in node.keywords]
            named = frozenset(arg for arg in given if arg is not None)
            for key, prefix in keys_of(node.args[0], place):
                yield Use(place, key, prefix, None if prefix or None in given else named)


def keys_of(argument: ast.expr, place: str) -> Iterator[tuple[str, bool]]:
    """Give the literal keys, or the prefix, that a first argument can be."""
    match argument:
        case ast.Constant(value=str(key)):
            yield key, False
        case ast.IfExp(body=body, orelse=orelse):
            yield from keys_of(body, place)
            yield from keys_of(orelse, place)
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]) if prefix.endswith("."):
            yield prefix, True
        case _:
            pytest.fail(f"{place}: {TOO_VAGUE}")


def all_uses() -> list[Use]:
    """Find what the whole bot says."""
    files = sorted(file for folder in SOURCES for file in (ROOT / folder).rglob("*.py"))
    return [
        use
        for file in files
        for use in used_keys(file.read_text(encoding="utf-8"), str(file.relative_to(ROOT)))
    ]


@pytest.fixture(scope="module")
def texts() -> Texts:
    """Return all shipped texts; the shell's stand in a folder of its own, if it has any."""
    own = ROOT / "bot" / "texts"
    return load_texts(own) if own.is_dir() else load_texts()


@pytest.fixture(scope="module")
def uses() -> list[Use]:
    """Return what the whole bot says."""
    return all_uses()


def test_every_key_that_is_said_exists(texts: Texts, uses: list[Use]) -> None:
    """No sentence is missing; a prefix has keys below it."""
    missing = [
        f"{use.place} {use.key}"
        for use in uses
        if not (any(key.startswith(use.key) for key in texts) if use.prefix else use.key in texts)
    ]
    assert not missing, "\n".join(missing)


def test_every_key_gets_what_it_needs(texts: Texts, uses: list[Use]) -> None:
    """The values given with a literal key are those in its text, no more and no fewer."""
    wrong = [
        f"{use.place} {use.key} needs {sorted(needed)}, is given {sorted(use.params)}"
        for use in uses
        if use.params is not None
        and use.key in texts
        and use.params != (needed := texts[use.key][Language.NL].placeholders)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_key_is_said_somewhere(texts: Texts, uses: list[Use]) -> None:
    """No sentence is dead."""
    literal = {use.key for use in uses if not use.prefix}
    prefixes = tuple({use.key for use in uses if use.prefix})
    dead = [key for key in texts if key not in literal and not key.startswith(prefixes)]
    assert not dead, "\n".join(dead)


def test_uses_are_found() -> None:
    """Literals, choices and prefixes, with the values that are given."""
    source = """
from flows.wording import Phrase, say
say("a.b", x=1, y=2)
say("a.c" if x else "a.d", x=1)
say(f"sector.{sector}", x=1)
say("a.e", **params)
"""
    assert [(use.place, use.key, use.prefix, use.params) for use in used_keys(source, "m")] == [
        ("m:3", "a.b", False, {"x", "y"}),
        ("m:4", "a.c", False, {"x"}),
        ("m:4", "a.d", False, {"x"}),
        ("m:5", "sector.", True, None),
        ("m:6", "a.e", False, None),
    ]


def test_another_say_is_not_ours() -> None:
    """A module that does not import it from flows.wording is left alone."""
    assert list(used_keys("say(key)", "m")) == []


@pytest.mark.parametrize("call", ["say(key)", "say()", 'say(f"{key}")', 'say(f"sector{key}")'])
def test_a_key_that_cannot_be_followed_is_refused(call: str) -> None:
    """A key from a variable would escape these tests."""
    with pytest.raises((AssertionError, pytest.fail.Exception), match="m:2: say"):
        list(used_keys(f"from flows.wording import say\n{call}", "m"))
