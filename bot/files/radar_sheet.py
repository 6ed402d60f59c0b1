"""The sheet with the radar: a chart of Excel's own, drawn from the scores, to be edited."""

from typing import Any, Final

from bot.files.book import FONT, INK, Book
from bot.files.figures_sheet import FIRST_ROW, Place
from bot.radar import MOST_LINES
from bot.radar.palette import PARTNER_STYLES, PREVIOUS
from flows.wording import say

Look = dict[str, object]
"""How the library is told to draw something."""
MEAN_WIDTH: Final = 3.5  # points, as all widths of lines
LINE_WIDTH: Final = 1.5
MANY_WIDTH: Final = 0.75
MANY_COLOUR: Final = "#9AA5B4"
DASHES: Final = ("solid", "dash", "dash_dot", "round_dot")
MARKERS: Final = ("circle", "square", "triangle", "diamond", "x", "star")
NO_MARKER: Final[Look] = {"type": "none"}
SIZE: Final = {"width": 960, "height": 660}


def write_radar(book: Book, place: Place) -> None:
    """Write the sheet; without any mean it says that there is nothing to draw."""
    sheet = book.sheet(say("files.sheet.radar"))
    sheet.fit_to_pages(1, 1)
    if place.mean is None:
        sheet.write_string(0, 0, book.text(say("files.nothing_drawn")), book.plain)
        return
    sheet.write_string(0, 0, book.text(say("files.chart_follows", sheet=place.sheet)), book.plain)
    chart = book.chart("radar", "with_markers")
    many = len(place.partners) > MOST_LINES
    for number, column in enumerate(place.partners):
        _add(chart, place, column, _many_look() if many else _partner_look(number))
    if place.previous is not None:
        dashed: Look = {"color": PREVIOUS, "width": LINE_WIDTH + 0.75, "dash_type": "square_dot"}
        _add(chart, place, place.previous, {"line": dashed, "marker": NO_MARKER})
    strong = {"color": INK, "width": MEAN_WIDTH}
    _add(chart, place, place.mean, {"line": strong, "marker": _marker("circle", 7, INK)})
    _dress(book, chart, place)
    if many:  # their names are read by pointing at a line
        chart.set_legend({"position": "bottom", "delete_series": list(range(len(place.partners)))})
    alt = book.text(say("files.radar_alt", title=book.telling.outcome.scan.title))
    sheet.insert_chart(2, 0, chart, {"description": alt})


def _add(chart: Any, place: Place, column: int, look: Look) -> None:
    chart.add_series(
        {
            "name": place.head(column),
            "categories": [place.sheet, FIRST_ROW, 0, place.last_row, 0],
            "values": place.cells(column),
            **look,
        }
    )


def _dress(book: Book, chart: Any, place: Place) -> None:
    scale = book.telling.outcome.instrument.scale
    chart.set_title(
        {
            # By its cell: xlsxwriter would take a title like =Sheet!A1 itself for a reference.
            "name": [place.sheet, 0, 0],
            "name_font": {"name": FONT, "size": 16, "color": INK},
            "overlay": False,
        }
    )
    chart.set_y_axis(
        {
            "min": 0,
            "max": scale.maximum,
            "major_unit": 1,
            "num_format": "0",
            "major_gridlines": {"visible": True, "line": {"color": "#D5DAE1", "width": 0.75}},
            "line": {"color": "#B3BCC8"},
        }
    )
    chart.set_x_axis({"num_font": {"name": FONT, "size": 11, "color": INK}})
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10}})
    chart.set_size(SIZE)


def _partner_look(number: int) -> Look:
    colour = PARTNER_STYLES[number % len(PARTNER_STYLES)].colour
    return {
        "line": {"color": colour, "width": LINE_WIDTH, "dash_type": DASHES[number % len(DASHES)]},
        "marker": _marker(MARKERS[number % len(MARKERS)], 6, colour),
    }


def _many_look() -> Look:
    return {"line": {"color": MANY_COLOUR, "width": MANY_WIDTH}, "marker": NO_MARKER}


def _marker(kind: str, size: int, colour: str) -> Look:
    return {"type": kind, "size": size, "border": {"color": colour}, "fill": {"color": colour}}
