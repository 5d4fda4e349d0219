"""Single frames of a lesson without its video: everything moves, only what is wanted is painted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from manim import Mobject, Scene
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.exceptions import EndSceneEarlyException

from gd_studio.engine.encoder import Frame
from gd_studio.engine.stage import stage
from scenes.lesson import Lesson
from scenes.look import Look
from scenes.parameters import LessonParams


class StillRenderer(CairoRenderer):
    """The stock renderer, but plays without a wanted frame jump to their end, unpainted.

    Parameters
    ----------
    wanted
        Whether the frame of a number, counted from 0, is to be painted.
    last
        The last frame that is wanted; the scene ends there. None: it is told to its end.
    """

    def __init__(self, wanted: Callable[[int], bool], last: int | None = None) -> None:
        super().__init__()
        self.wanted = wanted
        self.last = last
        self.frames = 0
        self.pictures: list[tuple[int, Frame]] = []

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> Any:
        """Paint what rests during a play, unless no frame of the play is wanted."""
        step = 1 / self.camera.frame_rate
        frozen = scene.is_current_animation_frozen_frame()
        count = int(scene.duration / step) if frozen else len(np.arange(0, scene.duration, step))
        if any(self.wanted(self.frames + ahead) for ahead in range(count)):
            return super().save_static_frame_data(scene, static_mobjects)
        self.skip_animations = True
        self.frames += count
        self.time += count * step
        self.static_image = None
        return None

    def update_frame(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Paint, unless the play is skipped."""
        if not self.skip_animations:
            super().update_frame(scene, *args, **kwargs)

    def render(self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        """Count one frame of an animation, and keep it if it is wanted."""
        if self.skip_animations:
            return
        if self.wanted(self.frames):
            self.update_frame(scene, moving_mobjects)
        self.add_frame(self.camera.pixel_array)

    def add_frame(self, frame: Frame, num_frames: int = 1) -> None:
        """Count frames, and keep those that are wanted."""
        if self.skip_animations:
            return
        for _ in range(num_frames):
            if self.wanted(self.frames):
                self.pictures.append((self.frames, frame.copy()))
            self.frames += 1
        self.time += num_frames / self.camera.frame_rate
        if self.last is not None and self.frames > self.last:
            raise EndSceneEarlyException


@dataclass(frozen=True, slots=True)
class Stills:
    """Pictures with their times in seconds, the picture at the end, and the seconds told."""

    pictures: list[tuple[float, Frame]]
    end: Frame
    seconds: float


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
        As for `gd_studio.engine.render.render`.
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

    with stage(*size, frame_rate, folder, video=False):
        renderer = StillRenderer(wanted, last=number)
        scene = lesson(parameters, look, renderer=renderer)
        scene.render()
        renderer.skip_animations = False
        renderer.static_image = None
        renderer.update_frame(scene)
        end = renderer.get_frame()
    pictures = [(place / frame_rate, picture) for place, picture in renderer.pictures]
    return Stills(pictures, end, renderer.frames / frame_rate)


def count_frames(
    lesson: type[Lesson],
    parameters: LessonParams,
    look: Look,
    size: tuple[int, int],
    frame_rate: int,
    folder: Path,
) -> int:
    """Return how many frames a lesson has, by telling it without painting."""
    with stage(*size, frame_rate, folder, video=False):
        renderer = StillRenderer(lambda frame: False)
        lesson(parameters, look, renderer=renderer).render()
    return renderer.frames
