"""The pictures' colours, as every eye sees them."""

from itertools import combinations, pairwise

import pytest

from bot.radar.palette import (
    BAND_EDGE,
    BAND_FILL,
    INK,
    MUTED,
    OWN_STYLE,
    PAPER,
    PARTNER_STYLES,
    PREVIOUS,
)
from tests.support.colour import BLINDNESS, contrast, distance, seen

APART = 20  # ΔE*ab; a tenth of it can be told apart when two colours touch
ALIKE = ("^v<>", "sD", "poh", "PX*")  # markers that are told apart last at a phone's size
LINES = (*(style.colour for style in (*PARTNER_STYLES, OWN_STYLE)), INK, PREVIOUS, BAND_EDGE)


def test_partners_differ_in_more_than_colour() -> None:
    """No two partners share a marker or a colour, and neighbours differ in line style."""
    assert len({style.marker for style in PARTNER_STYLES}) == len(PARTNER_STYLES) == 12
    assert len({style.colour for style in PARTNER_STYLES}) == len(PARTNER_STYLES)
    assert all(one.dashes != other.dashes for one, other in pairwise(PARTNER_STYLES))


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_lines_stand_out_on_white(blindness: str) -> None:
    """Every line and marker of meaning has a contrast of 3:1 or more, and text of 4.5:1."""
    paper = seen(PAPER, blindness)
    assert all(contrast(seen(colour, blindness), paper) >= 3 for colour in LINES)
    assert all(contrast(seen(colour, blindness), paper) >= 4.5 for colour in (INK, MUTED))


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_partners_of_one_line_style_or_like_markers_differ_in_colour(blindness: str) -> None:
    """Whoever sees fewer colours still tells partners apart whose other marks are alike."""
    for one, other in combinations(PARTNER_STYLES, 2):
        shapes = any({one.marker, other.marker} <= set(kind) for kind in ALIKE)
        if shapes or one.dashes == other.dashes:
            assert distance(seen(one.colour, blindness), seen(other.colour, blindness)) >= APART


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_the_mean_is_told_from_what_lies_beside_it(blindness: str) -> None:
    """No partner, nor an earlier scan, nor the reader's own line has the mean's colour."""
    mean = seen(INK, blindness)
    others = (*(style.colour for style in (*PARTNER_STYLES, OWN_STYLE)), PREVIOUS, BAND_FILL)
    assert all(distance(mean, seen(colour, blindness)) >= APART for colour in others)


def test_a_simulated_eye_loses_the_right_colours() -> None:
    """Red and green fall together without red or green cones; white stays white for all."""
    red, green = "#c05020", "#6b7a12"
    apart = {name: distance(seen(red, name), seen(green, name)) for name in BLINDNESS}
    assert apart["deuteranopia"] < apart["none"] / 3
    assert apart["tritanopia"] > apart["none"] / 2
    for name in BLINDNESS:
        assert distance(seen(PAPER, name), seen(PAPER)) < 0.5
