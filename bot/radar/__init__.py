"""The radar picture: one chart of a scan, drawn to PNG outside the event loop."""

from bot.radar.picture import MOST_LINES, RadarLine, RadarPicture
from bot.radar.worker import RadarUnavailableError, RadarWorker, draw_radar

__all__ = [
    "MOST_LINES",
    "RadarLine",
    "RadarPicture",
    "RadarUnavailableError",
    "RadarWorker",
    "draw_radar",
]
