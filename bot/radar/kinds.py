"""The kinds of pictures that there are."""

from hashlib import sha256
from typing import TypeAlias

from bot.radar.history_picture import HistoryPicture
from bot.radar.picture import RadarPicture
from bot.radar.strip_picture import StripPicture

Picture: TypeAlias = RadarPicture | StripPicture | HistoryPicture


def digest_of(picture: Picture) -> str:
    """What tells pictures apart: all that is drawn, in its words."""
    return sha256(repr(picture).encode()).hexdigest()
