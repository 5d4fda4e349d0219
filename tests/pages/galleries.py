"""The README's galleries: the last frames of all lessons of a lecture, side by side."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from tests.pages.closing import HEIGHT, WIDTH
from tests.pages.examples import LECTURES
from tests.pages.handbook import PICTURES
from tests.pages.sources import ROOT

GALLERIES = {"functions.png": ("functions",), "models.png": ("models", "optimizers")}
"""Which lectures a gallery shows."""
COLUMNS, GAP = 3, 4
COLOURS = 256


def lessons_of(gallery: str) -> list[str]:
    """Return the lessons of a gallery's lectures, each once, in their order."""
    texts = [(LECTURES / f"{name}.toml").read_text(encoding="utf-8") for name in GALLERIES[gallery]]
    return list(dict.fromkeys(clip["lesson"] for text in texts for clip in tomllib.loads(text)["clip"]))


def lay_out(gallery: str) -> Image.Image:
    """Return the pictures of a gallery's lessons in rows."""
    lessons = lessons_of(gallery)
    rows = -(-len(lessons) // COLUMNS)
    size = COLUMNS * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP
    laid = Image.new("RGB", size, "white")
    for place, lesson in enumerate(lessons):
        row, column = divmod(place, COLUMNS)
        picture = Image.open(PICTURES[lesson]).convert("RGB")
        laid.paste(picture, (column * (WIDTH + GAP), row * (HEIGHT + GAP)))
    return laid


def write() -> Iterator[Path]:
    """Write the galleries."""
    for gallery in GALLERIES:
        path = ROOT / "docs" / gallery
        few = lay_out(gallery).quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE
        )
        few.save(path, optimize=True)
        yield path
