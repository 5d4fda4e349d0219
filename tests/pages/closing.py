"""The picture of a lesson: its last frame with the defaults, small."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from gd_studio.engine.stills import take_stills
from scenes.base.look import Look
from tests.pages.hearing import LESSONS

WIDTH, HEIGHT = 480, 270
COLOURS = 48
FINER = 2
"""How many times larger it is painted, for thin lines to stay thin."""


def draw_closing(lesson: str, path: Path) -> None:
    """Write the picture of a lesson."""
    told = LESSONS[lesson].load()
    with TemporaryDirectory() as folder:
        size = FINER * WIDTH, FINER * HEIGHT
        stills = take_stills(told, told.Params(), Look(), size, 10, Path(folder))
    small = Image.fromarray(stills.end[..., :3]).resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    few = small.quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE
    )  # colours that mean something cover little of a frame
    path.parent.mkdir(parents=True, exist_ok=True)
    few.save(path, optimize=True)
