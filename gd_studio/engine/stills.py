"""Single frames of a lesson without its video: everything is told, only what is wanted is painted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from manim.utils.exceptions import EndSceneEarlyException

from gd_studio.engine.encoder import Patch, Pixels
from gd_studio.engine.renderer import EngineRenderer
from gd_studio.engine.stage import stage
from scenes.base.lesson import Beat, Lesson
from scenes.base.look import Look
from scenes.base.parameters import LessonParams


class Album:
    """Keeps the wanted frames as pictures.

    Parameters
    ----------
    size
        Width and height in pixels.
    wanted
        Whether the frame of a number, counted from 0, is to be painted.
    last
        The last frame that is wanted; the scene ends there. None: it is told to its end.
    """

    def __init__(self, size: tuple[int, int], wanted: Callable[[int], bool], last: int | None = None) -> None:
        self.wanted, self.last = wanted, last
        self.frames = 0
        self.pictures: list[tuple[int, Pixels]] = []
        self._canvas: Pixels = np.zeros((size[1], size[0], 4), np.uint8)

    def cut(self) -> None:
        """Beats do not matter here."""

    def next(self, count: int) -> tuple[int, bool]:
        """Return how many of the next frames are alike, and whether they are wanted."""
        first = self.wanted(self.frames)
        alike = 1
        while not first and alike < count and not self.wanted(self.frames + alike):
            alike += 1
        return alike, first

    def put(self, patches: Sequence[Patch], repeat: int) -> None:
        """Keep one frame."""
        for left, top, pixels in patches:
            rows, columns = pixels.shape[:2]
            self._canvas[top : top + rows, left : left + columns] = pixels
        self.pictures.append((self.frames, self._canvas.copy()))
        self.leave_out(repeat)

    def leave_out(self, count: int) -> None:
        """Count frames; the scene ends after the last wanted one."""
        self.frames += count
        if self.last is not None and self.frames > self.last:
            raise EndSceneEarlyException


@dataclass(frozen=True, slots=True)
class Stills:
    """Pictures with their times in seconds, the picture at the end, the seconds and the beats told."""

    pictures: list[tuple[float, Pixels]]
    end: Pixels
    seconds: float
    beats: list[Beat]


def take_stills(
    lesson: type[Lesson],
    parameters: LessonParams,
    look: Look,
    size: tuple[int, int],
    frame_rate: int,
    folder: Path,
    *,
    at: float | None = None,
    every: float | None = None,
) -> Stills:
    """Return pictures of a lesson: at one time, or at regular times, and at the end.

    Parameters
    ----------
    lesson, parameters, look, size, frame_rate
        As for `gd_studio.engine.render.draw`.
    folder
        manim's workshop.
    at
        Seconds; the scene ends there.
    every
        Seconds from one picture to the next.
    """
    number = None if at is None else int(at * frame_rate + 1e-6)
    stride = None if every is None else max(1, round(every * frame_rate))

    def wanted(frame: int) -> bool:
        return frame == number or (stride is not None and frame % stride == 0)

    album = Album(size, wanted, last=number)
    with stage(*size, frame_rate, folder, video=False):
        renderer = EngineRenderer(album)
        scene = lesson(parameters, look, renderer=renderer)
        scene.render()
        renderer.paint(scene)
    pictures = [(place / frame_rate, picture) for place, picture in album.pictures]
    return Stills(pictures, renderer.pixels, album.frames / frame_rate, scene.beats)
