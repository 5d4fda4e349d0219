"""Several films as one: side by side with labels, in step from beat to beat."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from gd_studio.deliver.beats import beats_of
from gd_studio.deliver.product import Contents
from gd_studio.engine.encoder import PART_NAME, Encoder, Pixels
from gd_studio.engine.joining import join
from gd_studio.engine.master import MASTER
from gd_studio.store.clip_store import Entry

LABEL = 0.09
"""Height of a label, as a share of the cell's; its letters are half as high."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A film in its place, with its label above it."""

    entry: Entry
    label: str
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the films stand.

    Parameters
    ----------
    cells
        One for each film.
    size
        Of a film in its cell.
    bar
        Height of the label above it.
    width, height
        Of the whole.
    """

    cells: tuple[Cell, ...]
    size: tuple[int, int]
    bar: int
    width: int
    height: int

    @classmethod
    def of(cls, films: Sequence[tuple[Entry, str]]) -> "Grid":
        """Lay out films of one size, each with its label; the whole is about as wide as one of them."""
        facts = films[0][0].facts
        columns = math.ceil(math.sqrt(len(films)))
        rows = math.ceil(len(films) / columns)
        width = 2 * (facts["width"] // columns // 2)
        height = 2 * round(width * facts["height"] / facts["width"] / 2)
        bar = 2 * math.ceil(LABEL * height / 2)
        cells = tuple(
            Cell(entry, label, place % columns * width, place // columns * (height + bar) + bar)
            for place, (entry, label) in enumerate(films)
        )
        return cls(cells, (width, height), bar, columns * width, rows * (height + bar))


def parts_of(entries: Sequence[Entry]) -> list[list[int]]:
    """Return for each film how many frames it has in each part: its beats, if all have as many of them."""
    told = [[round((beat.end - beat.start) * _rate(entry)) for beat in beats_of(entry)] for entry in entries]
    if len({len(parts) for parts in told}) == 1:
        return told
    return [[entry.facts["frames"]] for entry in entries]


def make_grid(
    grid: Grid,
    colours: tuple[str, str],
    work: Path,
    target: Path,
    on_frames: Callable[[int, int], None] = lambda done, all_: None,
) -> Contents:
    """Write the film of a grid and return what it must hold.

    Where a part takes one film longer than the others, those rest at its end.

    Parameters
    ----------
    grid
        The films.
    colours
        Of the background and of the letters.
    work
        A private folder.
    target
        The MP4.
    on_frames
        Told how many frames are done, and of how many.
    """
    entries = [cell.entry for cell in grid.cells]
    parts, rate = parts_of(entries), _rate(entries[0])
    longest = [max(counts) for counts in zip(*parts, strict=True)]
    total, done = sum(longest), 0
    encoder = Encoder(work, grid.width, grid.height, rate)
    try:
        encoder.begin(0)
        films = [_frames(cell.entry.path(MASTER), grid.size) for cell in grid.cells]
        shown: list[Pixels | None] = [None] * len(films)
        patches = [(0, 0, _canvas(grid, colours))]
        for part, frames in enumerate(longest):
            if part:
                encoder.begin(part)
                patches = [(0, 0, _whole(grid, colours, shown))]
            for frame in range(frames):
                for place, (cell, film) in enumerate(zip(grid.cells, films, strict=True)):
                    if frame < parts[place][part]:
                        now = next(film)
                        before = shown[place]
                        if before is None or not np.array_equal(now, before):
                            patches.append((cell.left, cell.top, now))
                            shown[place] = now
                encoder.put(patches)
                patches = []
                done += 1
                on_frames(done, total)
    except BaseException:
        encoder.abort()
        raise
    encoder.close()
    frames = join([work / PART_NAME.format(part) for part in range(len(longest))], target, rate)
    return Contents(frames, grid.width, grid.height, frames / rate)


def _rate(entry: Entry) -> int:
    return round(float(entry.facts["frames"] / entry.facts["seconds"]))


def _frames(path: Path, size: tuple[int, int]) -> Iterator[Pixels]:
    """Yield a film's pictures at the size of a cell."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in container.decode(stream):
            yield cast("Pixels", frame.reformat(*size, "rgba", interpolation="AREA").to_ndarray())


def _canvas(grid: Grid, colours: tuple[str, str]) -> Pixels:
    """Return the labels on their ground."""
    picture = Image.new("RGBA", (grid.width, grid.height), colours[0])
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(max(8, 0.6 * grid.bar))
    for cell in grid.cells:
        middle = (cell.left + grid.size[0] / 2, cell.top - grid.bar / 2)
        draw.text(middle, cell.label, fill=colours[1], font=font, anchor="mm")
    return np.array(picture)


def _whole(grid: Grid, colours: tuple[str, str], shown: Sequence[Pixels | None]) -> Pixels:
    """Return the whole picture, for a chunk begins with one."""
    whole = _canvas(grid, colours)
    for cell, now in zip(grid.cells, shown, strict=True):
        if now is not None:
            whole[cell.top : cell.top + grid.size[1], cell.left : cell.left + grid.size[0]] = now
    return whole
