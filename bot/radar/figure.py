"""A picture of any kind, composed and written."""

from typing import assert_never

from bot.radar.history import compose_history
from bot.radar.history_picture import HistoryPicture
from bot.radar.kinds import Picture
from bot.radar.picture import ImageFormat, RadarPicture
from bot.radar.radar import compose_radar
from bot.radar.sheet import Sheet
from bot.radar.strip import compose_strip
from bot.radar.strip_picture import StripPicture


def render(picture: Picture, form: ImageFormat, *, size_px: int) -> bytes:
    """The picture as a file, as `bot.radar.draw` says."""
    sheet = compose(picture, size_px=size_px)
    return sheet.png() if form is ImageFormat.PNG else sheet.svg()


def compose(picture: Picture, *, size_px: int) -> Sheet:
    """The finished sheet: the height follows from what is on it, the width is `size_px`.

    Raises ValueError for fewer than 300 pixels.
    """
    match picture:
        case RadarPicture():
            return compose_radar(picture, size_px=size_px)
        case StripPicture():
            return compose_strip(picture, size_px=size_px)
        case HistoryPicture():
            return compose_history(picture, size_px=size_px)
        case _:
            assert_never(picture)
