"""All of the bot's sentences: the domain's and the shell's."""

from collections.abc import Mapping
from pathlib import Path

from flows.catalogue import load_texts
from flows.language import Language
from flows.template import Texts
from flows.wording import Wording

Voices = Mapping[Language, Wording]
"""One voice for each language, the same for the whole run, so that what it said can be kept."""

FOLDER = Path(__file__).parent / "texts"


def load_all_texts() -> Texts:
    """The texts of both, checked together. Raises TextsError for a faulty file."""
    return load_texts(FOLDER)


def all_voices() -> Voices:
    """The bot in each language. Raises TextsError for a faulty file."""
    texts = load_all_texts()
    return {language: Wording(texts, language) for language in Language}
