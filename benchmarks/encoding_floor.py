"""The engine in a warm process, and the floor beneath it: encoding the same frames from memory."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gd_studio.engine.chunks import Chunks
from gd_studio.engine.encoder import Patch, Pixels
from gd_studio.engine.render import draw
from gd_studio.engine.renderer import EngineRenderer
from gd_studio.engine.stage import stage
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.quality import find_quality
from scenes.base.look import Look


class Memory:
    """Keeps what changes from frame to frame, and where beats begin."""

    def __init__(self) -> None:
        self.told: list[tuple[list[Patch], int] | None] = []

    def cut(self) -> None:
        self.told.append(None)

    def next(self, count: int) -> tuple[int, bool]:
        return count, True

    def put(self, patches: Sequence[Patch], repeat: int) -> None:
        self.told.append((list(patches), repeat))

    def leave_out(self, count: int) -> None:
        raise AssertionError("all frames are wanted")


def drawing_and_floor(lesson_name: str, quality: str) -> tuple[float, float, int]:
    """Return the seconds of drawing a lesson, of encoding it alone, and how many frames it has.

    The floor converts every distinct frame whole, once. Frames are put together from what was kept on the
    painter's thread, beside the encoder's, which is the slower one.
    """
    lesson = Catalog().find(lesson_name).load()
    chosen = find_quality(quality, "--quality")
    size, rate = chosen.size("16:9"), chosen.frame_rate
    memory = Memory()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with stage(*size, rate, folder / "manim"):
            lesson(lesson.Params(), Look(), renderer=EngineRenderer(memory)).render()
        began = time.perf_counter()
        share = draw(lesson, lesson.Params(), Look(), size, rate, folder / "drawn")
        drawing = time.perf_counter() - began
        floor = _encode(memory, size, rate, folder / "floor")
    return drawing, floor, share.frames


def _encode(memory: Memory, size: tuple[int, int], rate: int, folder: Path) -> float:
    folder.mkdir()
    canvas: Pixels = np.zeros((size[1], size[0], 4), np.uint8)
    chunks = Chunks(folder, size, rate)
    began = time.perf_counter()
    for item in memory.told:
        if item is None:
            chunks.cut()
            continue
        patches, left = item
        for x, y, pixels in patches:
            canvas[y : y + pixels.shape[0], x : x + pixels.shape[1]] = pixels
        whole = canvas.copy()
        while left:
            alike, _ = chunks.next(left)
            chunks.put([(0, 0, whole)], alike)
            left -= alike
    chunks.encoder.close()
    return time.perf_counter() - began
