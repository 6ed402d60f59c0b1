"""All of the bot's sentences: the domain's and the shell's."""

from pathlib import Path

from flows.catalogue import load_texts
from flows.template import Texts

FOLDER = Path(__file__).parent / "texts"


def load_all_texts() -> Texts:
    """The texts of both, checked together. Raises TextsError for a faulty file."""
    return load_texts(FOLDER)
