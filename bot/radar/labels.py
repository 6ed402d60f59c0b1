"""Where the axis labels go: beside their tips, off the chart, off each other, in the picture.

Coordinates are design units around the chart's centre, x to the right and y upwards.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.radar.lettering import LINE_HEIGHT, width_of, wrap

LABEL_SIZE: Final = 37.0  # 11 pixels when 1200 are shown as 360
VALUE_SIZE: Final = 46.0
TIP_GAP: Final = 22.0  # between a tip and its label: room for a marker
EDGE_GAP: Final = 20.0  # between the chart's sides and any label
LABEL_GAP: Final = 20.0  # between two labels
RADII: Final = tuple(range(380, 229, -10))
LONG_WORD: Final = 300.0  # beside the chart there is no room for a wider one: it is broken
FARTHEST: Final = 70.0  # from a tip to its label; farther is read with the neighbour
WRAP_WIDTHS: Final = tuple(range(150, 571, 30))
SIDES: Final = (-1.0, -0.5, 0.0, 0.5, 1.0)
HEIGHTS: Final = tuple(step / 6 for step in range(-9, 10))
CENTRAL: Final = 0.01  # an axis this little sideways points straight up or down
STEEP: Final = 0.5  # less sideways than this, a label stands above or below its tip
LINE_COST: Final = 14.0  # a line more is as bad as so many units farther from the tip
BROKEN_WORD_COST: Final = 1000.0


class Point(NamedTuple):
    """A place, or a direction of length 1."""

    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """An upright rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Box", *, gap: float) -> bool:
        """Whether the two come closer than `gap` both sideways and up and down."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.bottom < other.top + gap
            and other.bottom < self.top + gap
        )

    def distance_to(self, point: Point) -> float:
        """From the point to the nearest edge; 0 inside."""
        across = max(self.left - point.x, point.x - self.right, 0.0)
        along = max(self.bottom - point.y, point.y - self.top, 0.0)
        return math.hypot(across, along)

    def corners(self) -> tuple[Point, Point, Point, Point]:
        """The four corners."""
        return (
            Point(self.left, self.bottom),
            Point(self.right, self.bottom),
            Point(self.right, self.top),
            Point(self.left, self.top),
        )


@dataclass(frozen=True)
class AxisText:
    """What one label says: the axis, and under it its value, strong, or why there is none."""

    name: str
    value: str
    has_value: bool


@dataclass(frozen=True)
class Block:
    """A label broken into lines."""

    name_lines: tuple[str, ...]
    value_lines: tuple[str, ...]
    has_value: bool
    width: float
    breaks_word: bool

    @property
    def height(self) -> float:
        """Height of all lines."""
        value_size = VALUE_SIZE if self.has_value else LABEL_SIZE
        return LINE_HEIGHT * (
            len(self.name_lines) * LABEL_SIZE + len(self.value_lines) * value_size
        )


@dataclass(frozen=True)
class PlacedLabel:
    """A label and where it stands; `side` is -1, 0 or 1: right-aligned, centred, left-aligned."""

    block: Block
    box: Box
    side: int


@dataclass(frozen=True)
class Arrangement:
    """The chart's radius and a label for each axis."""

    radius: float
    labels: tuple[PlacedLabel, ...]


def directions(axes: int) -> tuple[Point, ...]:
    """The direction of every axis, clockwise from the top."""
    angles = (2 * math.pi * axis / axes for axis in range(axes))
    return tuple(Point(math.sin(angle), math.cos(angle)) for angle in angles)


def arrange(texts: Sequence[AxisText], *, half_width: float) -> Arrangement:
    """The largest chart whose labels all find a place within `half_width` of its centre.

    Whole words go before a large chart, except words too long to stand beside any. Only when
    the smallest chart has no room are names cut to fewer lines, and at last other words broken.

    Raises ValueError when even one line an axis has no room, as with more than ten axes.
    """
    ways = [(most_lines, False) for most_lines in (6, 4, 3)]
    ways += [(most_lines, True) for most_lines in (6, 4, 3, 2, 1)]
    for most_lines, may_break in ways:
        blocks = [_blocks(text, most_lines, may_break=may_break) for text in texts]
        for radius in RADII:
            labels = _place_all(blocks, radius, half_width)
            if labels is not None:
                return Arrangement(radius, labels)
    message = "no room for the axis labels"
    raise ValueError(message)


def _blocks(text: AxisText, most_lines: int, *, may_break: bool) -> list[Block]:
    """The different ways to break one label into lines."""
    size = VALUE_SIZE if text.has_value else LABEL_SIZE
    longest = max(
        *(width_of(word, LABEL_SIZE) for word in text.name.split()),
        *(width_of(word, size, bold=text.has_value) for word in text.value.split()),
    )
    narrowest = min(longest + 1, LONG_WORD)  # without breaking a word
    widths = {narrowest, *(width for width in WRAP_WIDTHS if may_break or width > narrowest)}
    blocks: dict[tuple[str, ...], Block] = {}
    for width in sorted(widths):
        names = wrap(text.name, LABEL_SIZE, width=width, most_lines=most_lines)
        values = wrap(text.value, size, width=width, most_lines=2, bold=text.has_value)
        widest = max(
            *(width_of(line, LABEL_SIZE) for line in names),
            *(width_of(line, size, bold=text.has_value) for line in values),
        )
        breaks_word = width < narrowest
        block = Block(tuple(names), tuple(values), text.has_value, widest, breaks_word)
        blocks.setdefault((*names, *values), block)
    return list(blocks.values())


@dataclass(frozen=True)
class _Chart:
    """The room that the chart itself takes: its sides, and the upright box around them."""

    normals: tuple[Point, ...]
    inner: float
    around: Box

    def is_off(self, box: Box) -> bool:
        """Whether a box does not touch it."""
        corners = box.corners()
        # Convex shapes are apart exactly if one of their edges has the other on its far side.
        return not self.around.overlaps(box, gap=EDGE_GAP) or any(
            all(corner.x * normal.x + corner.y * normal.y >= self.inner for corner in corners)
            for normal in self.normals
        )


def _chart(axes: Sequence[Point], radius: float) -> _Chart:
    xs, ys = [axis.x * radius for axis in axes], [axis.y * radius for axis in axes]
    return _Chart(
        normals=tuple(_between(one, other) for one, other in _neighbours(axes)),
        inner=radius * math.cos(math.pi / len(axes)) + EDGE_GAP,
        around=Box(min(xs), min(ys), max(xs), max(ys)),
    )


def _place_all(
    blocks: Sequence[Sequence[Block]], radius: float, half_width: float
) -> tuple[PlacedLabel, ...] | None:
    """A place for every label, or None if one finds none."""
    axes = directions(len(blocks))
    chart = _chart(axes, radius)
    placed: dict[int, PlacedLabel] = {}
    # The sides have least room, so they choose first.
    for axis in sorted(range(len(axes)), key=lambda axis: -abs(round(axes[axis].x, 6))):
        choices = [
            (cost, label)
            for block in blocks[axis]
            for label in _places(block, axes[axis], radius, half_width)
            if (cost := _cost(label, axes[axis], radius)) < math.inf
        ]
        boxes = [other.box for other in placed.values()]
        best = next(
            (
                label
                for _, label in sorted(choices, key=lambda choice: choice[0])
                if not any(label.box.overlaps(box, gap=LABEL_GAP) for box in boxes)
                and chart.is_off(label.box)
            ),
            None,
        )
        if best is None:
            return None
        placed[axis] = best
    return tuple(placed[axis] for axis in range(len(axes)))


def _places(
    block: Block, direction: Point, radius: float, half_width: float
) -> Iterator[PlacedLabel]:
    """Places around the tip of one axis: within the picture, on the axis's side of it."""
    leftmost, rightmost = -half_width, half_width
    if direction.x > CENTRAL:
        leftmost = LABEL_GAP / 2
    elif direction.x < -CENTRAL:
        rightmost = -LABEL_GAP / 2
    if block.width > rightmost - leftmost:
        return
    tip = Point(direction.x * radius, direction.y * radius)
    for sideways in SIDES:
        x = tip.x + direction.x * TIP_GAP + sideways * block.width / 2
        x = min(max(x, leftmost + block.width / 2), rightmost - block.width / 2)
        for upwards in HEIGHTS:
            y = tip.y + direction.y * TIP_GAP + upwards * block.height / 2
            box = Box(
                x - block.width / 2,
                y - block.height / 2,
                x + block.width / 2,
                y + block.height / 2,
            )
            yield PlacedLabel(block, box, _side(direction))


def _side(direction: Point) -> int:
    """Which way a label is aligned: towards the chart, centred above and below it."""
    if abs(direction.x) < STEEP:
        return 0
    return 1 if direction.x > 0 else -1


def _cost(label: PlacedLabel, direction: Point, radius: float) -> float:
    """How badly a label stands, in design units from where it would be best."""
    tip = Point(direction.x * radius, direction.y * radius)
    distance = label.box.distance_to(tip)
    if distance > FARTHEST:
        return math.inf
    lines = len(label.block.name_lines) + len(label.block.value_lines)
    middle_x = (label.box.left + label.box.right) / 2 - tip.x
    middle_y = (label.box.bottom + label.box.top) / 2 - tip.y
    # How far the label's middle lies beside the axis continued outwards.
    beside = abs(middle_x * direction.y - middle_y * direction.x)
    broken = BROKEN_WORD_COST if label.block.breaks_word else 0.0
    return distance + LINE_COST * lines + beside * 0.3 + broken


def _neighbours(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(points, (*points[1:], points[0]), strict=True)


def _between(one: Point, other: Point) -> Point:
    """The direction halfway between two neighbouring axes."""
    x, y = one.x + other.x, one.y + other.y
    length = math.hypot(x, y)
    return Point(x / length, y / length)
