"""The kinds of pictures that there are."""

from typing import TypeAlias

from bot.radar.history_picture import HistoryPicture
from bot.radar.picture import RadarPicture
from bot.radar.strip_picture import StripPicture

Picture: TypeAlias = RadarPicture | StripPicture | HistoryPicture
