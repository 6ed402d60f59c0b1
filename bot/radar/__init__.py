"""The pictures of scans: radar, strip plot and history, drawn outside the event loop."""

from bot.radar.history_picture import HistoryChart, HistoryPicture, HistoryPoint
from bot.radar.kinds import Picture, digest_of
from bot.radar.picture import MOST_LINES, ImageFormat, RadarLine, RadarPicture
from bot.radar.strip_picture import StripPicture, StripRow
from bot.radar.worker import RadarUnavailableError, RadarWorker, draw

__all__ = [
    "MOST_LINES",
    "HistoryChart",
    "HistoryPicture",
    "HistoryPoint",
    "ImageFormat",
    "Picture",
    "RadarLine",
    "RadarPicture",
    "RadarUnavailableError",
    "RadarWorker",
    "StripPicture",
    "StripRow",
    "digest_of",
    "draw",
]
