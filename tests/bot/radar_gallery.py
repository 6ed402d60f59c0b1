"""Writes every kind of picture to a folder, to be looked at, or some for the repository.

`python -m tests.bot.radar_gallery FOLDER` writes each as it is posted and once more at 360 pixels,
a phone's width. `--docs` writes those of docs/, `--references` what
test_reference_pictures.py compares with.
"""

import io
import sys
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from bot.radar import Picture, draw
from tests.support.gallery_plots import drawn_plots
from tests.support.gallery_radars import radars

PHONE_PX = 360
DOCS_PX = 720
REFERENCE_PX = 600
COLOURS = 256  # enough for all edges to look smooth
ROOT = Path(__file__).parents[2]
REFERENCES = ROOT / "tests" / "bot" / "pictures"
DOCS = {
    "radar": "radar-06",
    "radar-protected": "radar-protected",
    "strip": "strip-12",
    "history": "history-08-gaps",
}
REFERENCE_NAMES = (
    "drawn-12-partners",
    "drawn-band",
    "drawn-missing",
    "radar-06",
    "radar-own",
    "radar-protected-english",
    "strip-12",
    "strip-60",
    "strip-protected",
    "history-08-gaps",
    "history-20",
)


def gallery() -> dict[str, Picture]:
    """The pictures by file name."""
    return {f"drawn-{name}": picture for name, picture in radars().items()} | drawn_plots()


def write_gallery(folder: Path, pictures: Mapping[str, Picture]) -> None:
    """Write all pictures, each in both widths."""
    for name, picture in pictures.items():
        png = draw(picture)
        (folder / f"{name}.png").write_bytes(png)
        with Image.open(io.BytesIO(png)) as image:
            height = round(image.height * PHONE_PX / image.width)
            image.resize((PHONE_PX, height), Image.Resampling.LANCZOS).save(
                folder / f"{name}-phone.png"
            )


def write_small(file: Path, picture: Picture, *, size_px: int) -> None:
    """Write a picture in few colours, for the repository."""
    with Image.open(io.BytesIO(draw(picture, size_px=size_px))) as image:
        # Of the ways to choose few colours the one that keeps rare ones, as of a small marker.
        few = image.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        few.save(file, optimize=True)


def main() -> None:
    """Write what the command line asks for."""
    pictures = gallery()
    match sys.argv[1:]:
        case ["--docs"]:
            for name, case in DOCS.items():
                write_small(ROOT / "docs" / f"{name}.png", pictures[case], size_px=DOCS_PX)
        case ["--references"]:
            REFERENCES.mkdir(exist_ok=True)
            for name in REFERENCE_NAMES:
                write_small(REFERENCES / f"{name}.png", pictures[name], size_px=REFERENCE_PX)
        case [folder]:
            Path(folder).mkdir(parents=True, exist_ok=True)
            write_gallery(Path(folder), pictures)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
