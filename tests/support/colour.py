"""Colours as people see them: contrast, distance, and what a colour-blind eye makes of them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

# Machado, Oliveira & Fernandes 2009, doi 10.1109/TVCG.2009.113: severity 1.0, for linear sRGB.
BLINDNESS: Final[dict[str, Vector]] = {
    "none": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# IEC 61966-2-1: linear sRGB to XYZ, and the white of D65.
TO_XYZ: Final = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE: Final = TO_XYZ @ np.ones(3)


def linear(colour: str) -> Vector:
    """The light of a `#rrggbb` colour: red, green and blue from 0 to 1."""
    parts = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def seen(colour: str, blindness: str = "none") -> Vector:
    """The light of a colour as an eye with this colour blindness sees it."""
    return np.clip(BLINDNESS[blindness] @ linear(colour), 0, 1)


def contrast(one: Vector, other: Vector) -> float:
    """The contrast ratio of two lights, from 1 to 21, as WCAG defines it."""
    lights = sorted(float(TO_XYZ[1] @ light) for light in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def distance(one: Vector, other: Vector) -> float:
    """How different two lights look: CIE 1976 ΔE*ab; about 2 can just be told apart."""
    return float(np.linalg.norm(_lab(one) - _lab(other)))


def _lab(light: Vector) -> Vector:
    share = TO_XYZ @ light / WHITE
    x, y, z = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
