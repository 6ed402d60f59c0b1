"""Pictures look as they were last looked at: compared with stored ones, with a tolerance.

After a wanted change `python -m tests.bot.radar_gallery --references` makes them anew; look at each
before it is kept.
"""

import io
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from bot.radar import Picture, RadarLine, RadarPicture, StripPicture, draw
from tests.bot.radar_gallery import REFERENCE_NAMES, REFERENCE_PX, REFERENCES, gallery

MOST_MEAN = 2.5  # of 255: few colours and other smoothing of edges stay below it
MOST_BLURRED = 40.0  # of 255, over some pixels: a missing marker or letter is above it
BLUR_PX = 2.5


@pytest.fixture(scope="module")
def pictures() -> Mapping[str, Picture]:
    """The gallery."""
    return gallery()


def stored(name: str) -> Image.Image:
    """A picture as it was last looked at."""
    with Image.open(REFERENCES / f"{name}.png") as image:
        return image.convert("RGB")


def drawn(picture: Picture) -> Image.Image:
    """A picture as it is drawn now."""
    with Image.open(io.BytesIO(draw(picture, size_px=REFERENCE_PX))) as image:
        return image.convert("RGB")


def pixels(image: Image.Image) -> NDArray[np.float64]:
    """The values of all pixels."""
    return np.asarray(image, dtype=np.float64)


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures differ by no more than the smoothing of their edges."""
    if one.size != other.size:
        return False
    blur = ImageFilter.GaussianBlur(BLUR_PX)
    apart = np.abs(pixels(one) - pixels(other)).mean()
    blurred = np.abs(pixels(one.filter(blur)) - pixels(other.filter(blur))).max()
    return bool(apart <= MOST_MEAN and blurred <= MOST_BLURRED)


@pytest.mark.parametrize("name", REFERENCE_NAMES)
def test_a_picture_looks_as_it_did(name: str, pictures: Mapping[str, Picture]) -> None:
    """Nothing that a person would see has changed."""
    assert same(drawn(pictures[name]), stored(name))


def test_there_is_no_stored_picture_that_nothing_compares_with() -> None:
    """A case that was renamed leaves no file behind."""
    assert {file.stem for file in REFERENCES.glob("*.png")} == set(REFERENCE_NAMES)


def test_one_score_more_or_less_is_seen(pictures: Mapping[str, Picture]) -> None:
    """The tolerance lets no changed figure through."""
    radar, strip = pictures["drawn-12-partners"], pictures["strip-12"]
    assert isinstance(radar, RadarPicture)
    assert isinstance(strip, StripPicture)
    first, *others = radar.lines
    moved = RadarLine(first.name, (3.0, *first.scores[1:]))
    assert not same(drawn(replace(radar, lines=(moved, *others))), stored("drawn-12-partners"))
    row = strip.rows[0]
    gone = replace(row, scores=(None, *row.scores[1:]))
    assert not same(drawn(replace(strip, rows=(gone, *strip.rows[1:]))), stored("strip-12"))


def test_other_smoothing_is_not_seen(pictures: Mapping[str, Picture]) -> None:
    """Another release that draws edges half a pixel softer passes."""
    picture = drawn(pictures["radar-06"])
    assert same(picture.filter(ImageFilter.GaussianBlur(0.4)), stored("radar-06"))
