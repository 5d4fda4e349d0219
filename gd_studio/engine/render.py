"""A lesson with its parameters becomes the master: one MP4, its first and last frame, and its beats."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from manim.renderer.cairo_renderer import CairoRenderer
from PIL import Image

from gd_studio.engine.encoder import Encoder, Frame
from gd_studio.engine.master import BEATS, MASTER, POSTER, STILL, Master
from gd_studio.engine.stage import stage
from gd_studio.engine.writer import ClipWriter
from scenes.lesson import Lesson
from scenes.look import Look
from scenes.parameters import LessonParams


def render(
    lesson: type[Lesson],
    parameters: LessonParams,
    look: Look,
    size: tuple[int, int],
    frame_rate: int,
    folder: Path,
    on_frames: Callable[[int], None] = lambda frames: None,
) -> Master:
    """Draw a lesson from its first frame to its last.

    Parameters
    ----------
    lesson, parameters, look
        What to draw.
    size
        Width and height in pixels.
    frame_rate
        Frames a second.
    folder
        An empty folder; the results are in ``folder/master``, the rest of it is manim's workshop.
    on_frames
        Called after each painted picture with the number of frames so far.

    Raises
    ------
    ValueError
        If the lesson has no frames.
    """
    results = folder / "master"
    results.mkdir(parents=True)
    encoder = Encoder(results / MASTER, *size, frame_rate)
    try:
        with stage(*size, frame_rate, folder / "manim"):
            writer: Any = partial(ClipWriter, encoder=encoder, on_frames=on_frames)
            renderer = CairoRenderer(file_writer_class=writer)
            scene = lesson(parameters, look, renderer=renderer)
            scene.render()
    except BaseException:
        encoder.abort()
        raise
    frames = encoder.close()
    first, last = renderer.file_writer.first, renderer.file_writer.last
    if not frames or first is None or last is None:
        raise ValueError(f"{lesson.__name__} has no frames")
    save_png(first, results / POSTER)
    save_png(last, results / STILL)
    beats = [
        {"caption": beat.caption, "start": round(beat.start, 6), "end": round(beat.end, 6)}
        for beat in scene.beats
    ]
    (results / BEATS).write_text(json.dumps(beats, ensure_ascii=False, indent=1), encoding="utf-8")
    return Master(results, frames)


def save_png(picture: Frame, path: Path) -> None:
    """Write an RGBA picture as an opaque PNG."""
    Image.fromarray(picture[:, :, :3]).save(path, optimize=False)
