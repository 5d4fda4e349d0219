"""A lesson with its parameters becomes the master: one MP4, its first and last frame, and its beats."""

import gc
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image

from gd_studio.engine.alpha import straight
from gd_studio.engine.chunks import ALONE, Chunks, Shares
from gd_studio.engine.costs import ChunkCost
from gd_studio.engine.encoder import PART_NAME, Pixels
from gd_studio.engine.joining import join
from gd_studio.engine.master import BEATS, HANDOUT, MASTER, POSTER, STILL, Master
from gd_studio.engine.renderer import EngineRenderer
from gd_studio.engine.stage import stage
from gd_studio.engine.stock import StockRenderer
from scenes.base.handout import handout_of
from scenes.base.lesson import Lesson
from scenes.base.look import Look
from scenes.base.parameters import LessonParams

EngineName = Literal["fast", "stock"]
RENDERERS: dict[EngineName, type[EngineRenderer | StockRenderer]] = {
    "fast": EngineRenderer,
    "stock": StockRenderer,
}

PARTS = "parts"
_RESULTS = "master"


@dataclass(frozen=True, slots=True)
class Share:
    """What one process has drawn of a clip.

    Parameters
    ----------
    frames, chunks
        How many the whole clip has.
    drawn
        How many of the frames are in this share.
    files
        What was made, by names inside the folder that was worked in.
    costs
        What each of the chunks has cost this process.
    """

    frames: int
    drawn: int
    chunks: int
    files: tuple[str, ...] = ()
    costs: tuple[ChunkCost, ...] = ()


def draw(
    lesson: type[Lesson],
    parameters: LessonParams,
    look: Look,
    size: tuple[int, int],
    frame_rate: int,
    folder: Path,
    on_frames: Callable[[int], None] = lambda frames: None,
    *,
    shares: Shares = ALONE,
    engine: EngineName = "fast",
    workshop: str = "manim",
) -> Share:
    """Draw a share of a lesson's chunks.

    Whoever draws the first chunk also makes the poster, the list of beats and the words to hand out, and
    whoever draws the last one the last picture.

    Parameters
    ----------
    lesson, parameters, look
        What to draw.
    size
        Width and height in pixels.
    frame_rate
        Frames a second.
    folder
        Where the files are made; processes of one machine may work in the same.
    on_frames
        Called with the number of frames drawn so far.
    shares
        Which chunks are this process's.
    engine
        Which renderer paints.
    workshop
        Name of manim's own folder inside `folder`: another one for each process.
    """
    parts, results = folder / PARTS, folder / _RESULTS
    for made in (parts, results):
        made.mkdir(parents=True, exist_ok=True)
    chunks = Chunks(parts, size, frame_rate, on_frames, shares, transparent=look.transparent)
    try:
        with stage(*size, frame_rate, folder / workshop):
            renderer = RENDERERS[engine](chunks)
            scene = lesson(parameters, look, renderer=renderer)
            scene.render()
    except BaseException:
        chunks.encoder.abort()
        raise
    finally:
        gc.unfreeze()
    chunks.encoder.close()
    chunks.meter.end()
    files = [f"{PARTS}/{PART_NAME.format(number)}" for number in chunks.numbers]
    if chunks.first is not None:
        save_png(chunks.first, results / POSTER, transparent=look.transparent)
        beats = [
            asdict(beat) | {"start": round(beat.start, 6), "end": round(beat.end, 6)} for beat in scene.beats
        ]
        told = {BEATS: beats, HANDOUT: handout_of(scene)}
        for name, content in told.items():
            (results / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        files += [f"{_RESULTS}/{name}" for name in (POSTER, *told)]
    if chunks.mine:
        save_png(renderer.pixels, results / STILL, transparent=look.transparent)
        files.append(f"{_RESULTS}/{STILL}")
    return Share(chunks.frames, chunks.drawn, chunks.number + 1, tuple(files), tuple(chunks.meter.chunks))


def finish(share: Share, frame_rate: int, folder: Path) -> Master:
    """Join the chunks of a clip, after all processes have drawn their shares and all files are in `folder`.

    Raises
    ------
    ValueError
        If there are no frames, or not all of them.
    """
    if not share.frames:
        raise ValueError("the lesson has no frames")
    results = folder / _RESULTS
    parts = [folder / PARTS / PART_NAME.format(number) for number in range(share.chunks)]
    frames = join(parts, results / MASTER, frame_rate)
    if frames != share.frames:
        raise ValueError(f"{frames} frames were encoded instead of {share.frames}")
    return Master(results, frames)


def render(
    lesson: type[Lesson],
    parameters: LessonParams,
    look: Look,
    size: tuple[int, int],
    frame_rate: int,
    folder: Path,
    on_frames: Callable[[int], None] = lambda frames: None,
    *,
    engine: EngineName = "fast",
) -> Master:
    """Draw a lesson from its first frame to its last, in this process.

    Parameters
    ----------
    lesson, parameters, look, size, frame_rate, on_frames, engine
        As for `draw`.
    folder
        An empty folder; the results are in ``folder/master``.

    Raises
    ------
    ValueError
        If the lesson has no frames.
    """
    share = draw(lesson, parameters, look, size, frame_rate, folder, on_frames, engine=engine)
    return finish(share, frame_rate, folder)


def save_png(picture: Pixels, path: Path, *, transparent: bool = False) -> None:
    """Write a picture as PNG: an opaque one, or as cairo paints without a background."""
    shown = straight(picture) if transparent else picture[:, :, :3]
    Image.fromarray(np.ascontiguousarray(shown)).save(path, optimize=False)
