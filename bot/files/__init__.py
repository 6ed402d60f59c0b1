"""The files that an outcome can be taken along in."""

from bot.files.made import MadeFile
from bot.files.making import files_of, make_files

__all__ = ["MadeFile", "files_of", "make_files"]
