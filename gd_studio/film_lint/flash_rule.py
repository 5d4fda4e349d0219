"""The rule about flashes: at most three within any second (WCAG 2.2, 2.3.1), told from a coarse raster.

A flash is a pair of opposing changes of relative luminance by 0.1 or more where the darker side is below 0.8.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gd_studio.film_lint.finding import Sighting, rule
from gd_studio.film_lint.paint import Flat, Paint, luminance
from gd_studio.film_lint.picture import Picture
from gd_studio.film_lint.piece import Piece
from gd_studio.film_lint.shape import Flags, Floats, Indices, Shape

SAMPLES_PER_SECOND = 10
"""What the rule needs to tell four flashes in a second."""

MOST_FLASHES = 3
CHANGE = 0.1
DARK = 0.8
LEAST_AREA = 0.005
"""Share of the frame that has to flash."""

_CELL = 1 / 3
_FINE = 4.0
"""Shapes with boxes of at most this many cells are spread over them; of larger ones, cells' middles tell."""

_Coat = tuple[Indices, Floats, Floats]
"""Cells, how much of each is covered ``(n, 1)``, and the colours ``(n, 3)``."""


class Raster:
    """A grid of cells over the frame.

    Parameters
    ----------
    width, height
        Of the frame, in scene units.
    """

    def __init__(self, width: float, height: float) -> None:
        self.columns, self.rows = round(width / _CELL), round(height / _CELL)
        self.cell = np.array([width / self.columns, height / self.rows])
        self.corner = np.array([-width / 2, -height / 2])
        self.size = float(np.prod(self.cell))
        self.across, self.up = (
            self.corner[axis] + (np.arange(count) + 0.5) * self.cell[axis]
            for axis, count in enumerate((self.columns, self.rows))
        )
        x, y = np.meshgrid(self.across, self.up)
        self.middles = np.stack([x.ravel(), y.ravel()], axis=1)
        self._fills: dict[Shape, tuple[Indices, Floats]] = {}
        self._strokes: dict[tuple[Shape, float], tuple[Indices, Floats]] = {}
        self._coats: dict[Piece, tuple[_Coat, ...]] = {}
        self._painted: list[tuple[Piece, Floats]] = []

    def _cells(self, points: Floats) -> Indices:
        """Return the index of the cell for points ``(n, 2)``, -1 outside."""
        column, row = np.floor((points - self.corner) / self.cell).T.astype(int)
        inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        return np.where(inside, row * self.columns + column, -1)

    def fill(self, shape: Shape) -> tuple[Indices, Floats]:
        """Return the cells that a filled shape touches, and the share of each that it covers."""
        if shape not in self._fills:
            left, bottom, right, top = shape.box.tolist()
            extent = (right - left) * (top - bottom)
            if extent <= _FINE * self.size:
                touched = sorted({*self._cells(shape.curves[:, 0]).tolist()} - {-1})
                share = shape.area / self.size / max(len(touched), 1)
                self._fills[shape] = np.array(touched, dtype=np.intp), np.full(len(touched), min(share, 1.0))
            elif len(shape.contours) > 1 and shape.area < 0.5 * extent:
                self._fills[shape] = self._scattered(shape)
            else:
                column = np.flatnonzero((self.across >= left) & (self.across <= right))
                row = np.flatnonzero((self.up >= bottom) & (self.up <= top))
                covered = shape.covers_grid(self.across[column], self.up[row])
                cells = (row[:, None] * self.columns + column)[covered]
                self._fills[shape] = cells, np.ones(len(cells))
        return self._fills[shape]

    def _scattered(self, shape: Shape) -> tuple[Indices, Floats]:
        """Spread a shape of many small parts, such as the glyphs of a sentence, over the parts' cells."""
        boxes = shape.contours
        weights = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
        covered = shape.area * weights / max(float(weights.sum()), 1e-12) / self.size
        return self._gather((boxes[:, :2] + boxes[:, 2:]) / 2, covered)

    def stroke(self, shape: Shape, width: float) -> tuple[Indices, Floats]:
        """Return the cells that a line of this width touches, and the share of each that it covers."""
        if (shape, width) not in self._strokes:
            points, lengths = shape.along(_CELL / 2)
            self._strokes[shape, width] = self._gather(points, lengths * width / self.size)
        return self._strokes[shape, width]

    def _gather(self, points: Floats, covered: Floats) -> tuple[Indices, Floats]:
        where = self._cells(points)
        inside = where >= 0
        share = np.bincount(where[inside], covered[inside], len(self.middles))
        cells = np.flatnonzero(share)
        return cells, np.minimum(share[cells], 1.0)

    def light(self, picture: Picture) -> Floats:
        """Return the relative luminance of every cell ``(n,)``.

        What lies unchanged at the back of the picture before is not painted again.
        """
        same = 0
        for piece, (before, _) in zip(picture.pieces, self._painted, strict=False):
            if piece is not before:
                break
            same += 1
        del self._painted[same:]
        if same:
            colours = self._painted[-1][1]
        else:
            colours = np.repeat(picture.background[None, :], len(self.middles), axis=0)
        for piece in picture.pieces[same:]:
            coats = self.coats(piece)
            if any(len(cells) for cells, _, _ in coats):
                colours = colours.copy()
            for cells, cover, ink in coats:
                ground = colours[cells]
                colours[cells] = ground + cover * (ink - ground)
            self._painted.append((piece, colours))
        return luminance(colours)

    def coats(self, piece: Piece) -> tuple[_Coat, ...]:
        """Return what a piece is painted with: its fill, its stroke."""
        if piece not in self._coats:
            coats: list[_Coat] = []
            if piece.fill:
                coats.append(self._coat(piece.fill, *self.fill(piece.shape)))
            if piece.stroke:
                coats.append(self._coat(piece.stroke, *self.stroke(piece.shape, 2 * piece.half_width)))
            self._coats[piece] = tuple(coats)
        return self._coats[piece]

    def _coat(self, paint: Paint, cells: Indices, share: Floats) -> _Coat:
        if isinstance(paint, Flat):
            return cells, (paint.rgba[3] * share)[:, None], paint.rgba[None, :3]
        colours = paint.at(self.middles[cells])
        return cells, (colours[:, 3] * share)[:, None], colours[:, :3]

    def touched(self, piece: Piece) -> Indices:
        """Return the cells that a piece touches."""
        return np.concatenate([cells for cells, _, _ in self.coats(piece)])


def opposing_changes(light: Floats) -> Flags:
    """Tell at which samples each cell's luminance ``(samples, cells)`` has changed direction by `CHANGE`."""
    low, high = light[0].copy(), light[0].copy()
    direction = np.zeros(light.shape[1], dtype=np.int8)
    changes = np.zeros(light.shape, dtype=bool)
    for sample, now in enumerate(light):
        up = (direction != 1) & (now - low >= CHANGE) & (low < DARK)
        down = (direction != -1) & (high - now >= CHANGE) & (now < DARK)
        changes[sample] = up | down
        direction = np.where(up, 1, np.where(down, -1, direction)).astype(np.int8)
        low = np.where(up | down, now, np.minimum(low, now))
        high = np.where(up | down, now, np.maximum(high, now))
    return changes


@rule("flashes")
def flashes(pictures: Sequence[Picture]) -> Iterator[tuple[Picture, list[Sighting]]]:
    """See more than three flashes within a second (WCAG 2.2, 2.3.1), which can cause seizures.

    A flash is a pair of opposing changes of relative luminance by 0.1 or more where the darker side is below
    0.8, on at least 0.5 % of the frame.

    Try: a slower clock for the quick steps (`SpeedingClock`), or showing a stripe of all that is too quick.
    """
    if not pictures:
        return
    raster = Raster(pictures[0].width, pictures[0].height)
    changes = opposing_changes(np.array([raster.light(picture) for picture in pictures]))
    times = np.array([picture.time for picture in pictures])
    counts = np.cumsum(changes, axis=0, dtype=np.int64)
    for sample, picture in enumerate(pictures):
        first = int(np.searchsorted(times, picture.time - 1.0 + 1e-6))
        within = counts[sample] - (counts[first - 1] if first else 0)
        flashing: npt.NDArray[np.intp] = np.flatnonzero(within > 2 * MOST_FLASHES)
        if len(flashing) < LEAST_AREA * len(raster.middles):
            yield picture, []
            continue
        who, name = _changing(raster, pictures[max(first - 1, 0) : sample + 1], flashing)
        count = int(within[flashing].max()) // 2
        message = f"{name} flashes {count} times within a second, at most {MOST_FLASHES} are allowed."
        x, y = raster.middles[flashing].mean(axis=0)
        yield picture, [Sighting("flashes", who, name, message, (float(x), float(y)))]


def _changing(raster: Raster, pictures: Sequence[Picture], flashing: Indices) -> tuple[tuple[int, ...], str]:
    """Return the figure that changes most often where it flashes."""
    names: dict[int, str] = {}
    often: Counter[int] = Counter()
    for before, after in pairwise(pictures):
        one, other = ({_state(piece): piece for piece in picture.pieces} for picture in (before, after))
        for state in one.keys() ^ other.keys():
            piece = one.get(state) or other[state]
            names[piece.figure] = piece.name
            often[piece.figure] += len(np.intersect1d(raster.touched(piece), flashing))
    if not often:
        return (), "the picture"
    figure = often.most_common(1)[0][0]
    return (figure,), names[figure]


def _state(piece: Piece) -> tuple[object, ...]:
    """Return what makes two pieces look the same."""
    middle = (piece.box[None, :2] + piece.box[None, 2:]) / 2
    paints = tuple(tuple(paint.at(middle)[0]) if paint else () for paint in (piece.fill, piece.stroke))
    return (piece.role, piece.shape, piece.stroke_width, *paints)
