"""The page's own wording: complete in both languages, and nothing in it unused."""

import json
import re
from pathlib import Path

import pytest

import bot.workspace

PAGE = Path(bot.workspace.__file__).with_name("page")
KEY = re.compile(r'"([a-z_]+(?:\.[a-z_0-9]+)*)"')
BUILT = ("error.", "field.", "system.", "language.")  # keys that code puts together


def wording(language: str) -> dict[str, str]:
    """The sentences of a language by key."""
    read: dict[str, str] = json.loads((PAGE / "texts" / f"{language}.json").read_text("utf-8"))
    return read


def code() -> str:
    """All modules of the page as one text."""
    return "\n".join(path.read_text("utf-8") for path in sorted(PAGE.rglob("*.js")))


def test_both_languages_say_the_same_things() -> None:
    """The same keys with the same placeholders in Dutch and English."""
    dutch, english = wording("nl"), wording("en")
    assert dutch.keys() == english.keys()
    holes = re.compile(r"\{\w+\}")
    for key, sentence in dutch.items():
        assert set(holes.findall(sentence)) == set(holes.findall(english[key])), key


def test_every_sentence_is_used() -> None:
    """Each key is named in the code, itself or as the stem of a counted or asked sentence."""
    named = set(KEY.findall(code()))
    for key in wording("nl"):
        stem = re.sub(r"\.(one|many|ask)$", "", key)
        assert key in named or stem in named or key.startswith(BUILT), key


def test_every_key_in_the_code_has_a_sentence() -> None:
    """What is asked of `t` and `tn` exists."""
    known = wording("nl")
    for key in re.findall(r'\bt\(\s*"([^"]+)"', code()):
        assert key in known, key
    for key in re.findall(r'\btn\(\s*"([^"]+)"', code()):
        assert f"{key}.one" in known, key
        assert f"{key}.many" in known, key


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_sentence_shouts(language: str) -> None:
    """No exclamation marks, as everywhere in what the bot and its page say."""
    assert [key for key, sentence in wording(language).items() if "!" in sentence] == []


def test_no_module_writes_markup() -> None:
    """Nothing in the page turns text into HTML."""
    assert re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", code()) is None
