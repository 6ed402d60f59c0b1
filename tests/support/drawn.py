"""What stands on a drawn sheet, and whether all of it can be read."""

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bot.radar.sheet import Sheet

SIZE = 1200
LEGIBLE = 10 * SIZE / 360  # pixels; at a phone's width no text is smaller than 10
Place = tuple[float, float]


def texts(sheet: Sheet) -> list[tuple[str, Bbox]]:
    """Every text on the sheet and the box it fills, in pixels."""
    found = (text for text in sheet.figure.findobj(Text) if text.get_text())
    return [(text.get_text(), text.get_window_extent()) for text in found]


def words(sheet: Sheet) -> list[str]:
    """Every text on the sheet."""
    return [text for text, _ in texts(sheet)]


def all_points(sheet: Sheet, name: str) -> list[list[Place]]:
    """The points of each line or set of markers of that name, in the order they were drawn."""
    named = (line for line in sheet.figure.findobj(Line2D) if line.get_label() == name)
    return [[(float(x), float(y)) for x, y in np.asarray(line.get_xydata())] for line in named]


def markers(sheet: Sheet, name: str) -> list[Place]:
    """Where the markers of that name stand."""
    return [point for points in all_points(sheet, name) for point in points]


def assert_clean(sheet: Sheet) -> None:
    """No text leaves the picture or touches another, and none is too small for a phone."""
    found = texts(sheet)
    page = sheet.figure.bbox
    for number, (text, box) in enumerate(found):
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= page.x1, text
        assert box.y1 <= page.y1, text
        for other, other_box in found[number + 1 :]:
            width = min(box.x1, other_box.x1) - max(box.x0, other_box.x0)
            height = min(box.y1, other_box.y1) - max(box.y0, other_box.y0)
            assert width <= 0 or height <= 0, f"{text!r} overlaps {other!r}"
    for artist in sheet.figure.findobj(Text):
        if artist.get_text():
            assert float(artist.get_fontsize()) / 72 * sheet.figure.dpi >= LEGIBLE


def assert_markers_inside(sheet: Sheet) -> None:
    """No marker leaves the picture."""
    page = sheet.figure.bbox
    for line in sheet.figure.findobj(Line2D):
        if line.get_marker() not in ("None", "", None):
            half = line.get_markersize() / 72 * sheet.figure.dpi / 2
            for x, y in sheet.units.transform(np.asarray(line.get_xydata())):
                assert page.padded(-half).contains(x, y), line.get_label()
