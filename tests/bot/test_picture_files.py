"""Pictures as files: PNG and SVG, always the same and with nothing in them but the picture."""

import io
import struct
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from bot.radar import (
    HistoryChart,
    HistoryPicture,
    HistoryPoint,
    ImageFormat,
    Picture,
    RadarPicture,
    StripPicture,
    StripRow,
    draw,
)

SVG = "{http://www.w3.org/2000/svg}"
SMALL = 120_000  # bytes
PICTURES: dict[str, Picture] = {
    "radar": RadarPicture(
        title="Geheime regio",
        axes=("Een", "Twee", "Drie"),
        mean=(3.0, 4.0, 2.0),
        mean_label="Gemiddelde",
        band=((2.0, 4.0), (3.0, 5.0), (1.0, 3.0)),
        band_label="Spreiding",
        not_enough_label="te weinig",
    ),
    "strip": StripPicture(
        title="Geheime regio",
        rows=(StripRow(name="Een", mean=3.0, spread=(2.0, 4.0), scores=(2.0, 4.0)),),
        mean_label="Gemiddelde",
        spread_label="Spreiding",
        low_label="niet",
        high_label="wel",
        not_enough_label="te weinig",
    ),
    "history": HistoryPicture(
        title="Geheime regio",
        scans=("mrt 27", "jun 27"),
        charts=(HistoryChart(name="Een", points=(HistoryPoint(mean=3.0), HistoryPoint())),),
        mean_label="Gemiddelde",
        spread_label="Spreiding",
        gap_label="geen cijfer",
        other_label="andere stelling",
    ),
}


@pytest.mark.parametrize("size_px", [600, 1024, 1200])
@pytest.mark.parametrize("name", PICTURES)
def test_the_png_is_as_wide_as_asked(name: str, size_px: int) -> None:
    """The width is the size asked for; the height follows from the words."""
    with Image.open(io.BytesIO(draw(PICTURES[name], size_px=size_px))) as image:
        assert image.format == "PNG"
        assert image.width == size_px


@pytest.mark.parametrize("name", PICTURES)
def test_a_tiny_picture_is_refused(name: str) -> None:
    """Below 300 pixels nothing could be read."""
    with pytest.raises(ValueError, match="at least 300 pixels"):
        draw(PICTURES[name], size_px=299)


@pytest.mark.parametrize("form", ImageFormat)
@pytest.mark.parametrize("name", PICTURES)
def test_equal_pictures_give_equal_bytes(name: str, form: ImageFormat) -> None:
    """Drawing is deterministic, also once another picture was drawn in between."""
    first = draw(PICTURES[name], form=form)
    for other in PICTURES.values():
        draw(other, form=ImageFormat.SVG)
    assert draw(PICTURES[name], form=form) == first


@pytest.mark.parametrize("name", PICTURES)
def test_the_png_carries_no_words(name: str) -> None:
    """The file holds pixels only: no names, times or programs."""
    data, position, kinds = draw(PICTURES[name]), 8, set()
    while position < len(data):
        (length,) = struct.unpack(">I", data[position : position + 4])
        kinds.add(data[position + 4 : position + 8])
        position += length + 12
    assert kinds <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


@pytest.mark.parametrize("name", PICTURES)
def test_the_svg_stands_by_itself(name: str) -> None:
    """It can be read as XML, needs no font, picture or program, and its parts have one id each."""
    data = draw(PICTURES[name], form=ImageFormat.SVG)
    root = ET.fromstring(data)  # noqa: S314 - our own
    elements = list(root.iter())
    ids = [element.get("id") for element in elements if element.get("id")]
    assert root.tag == f"{SVG}svg"
    assert len(ids) == len(set(ids))
    assert not any(" " in one for one in ids if one)
    assert not {f"{SVG}text", f"{SVG}image", f"{SVG}script"} & {one.tag for one in elements}
    assert b"<dc:date>" not in data
    assert b"Matplotlib" not in data
    assert len(data) < SMALL


@pytest.mark.parametrize("name", PICTURES)
def test_the_svg_has_the_shape_of_the_png(name: str) -> None:
    """Both are as high for their width."""
    root = ET.fromstring(draw(PICTURES[name], form=ImageFormat.SVG))  # noqa: S314 - our own
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    with Image.open(io.BytesIO(draw(PICTURES[name]))) as image:
        assert height / width == pytest.approx(image.height / image.width, rel=0.01)
