"""Ridges that part the land of one valley from that of the next, drawn on the land or on its map."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.typing import Floats, Points
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.land.block import Land
from scenes.cast.marks.seams import SEAM_OPACITY, with_seam
from scenes.cast.marks.segments import Segments
from scenes.cast.moving.following import follow

STRIDE = 0.02
"""Length of the pieces in units of half the land's width."""


class RidgeLines(VGroup):
    """Ridges that grow from their passes.

    Parameters
    ----------
    look
        Theme and language.
    land
        What they lie on.
    lines
        Points ``(n, 2)`` of each ridge.
    screen
        Takes data x, y, height ``(..., 3)`` to points on screen.
    seen
        Tells which data are not hidden.
    grown
        Tells how far they have grown, from 0 to 1.
    size
        Of the lines; 1 for a large picture.
    """

    lint_ignore = frozenset({"contrast"})
    """The lint takes no stroke for a ground, so it does not see the seam."""

    def __init__(
        self,
        look: Look,
        land: Land,
        lines: Sequence[Points],
        screen: Callable[[Floats], Point3D_Array],
        seen: Callable[[Floats], npt.NDArray[np.bool_]],
        grown: ValueTracker,
        size: float = 1.0,
    ) -> None:
        super().__init__()
        self.screen, self.seen, self.grown = screen, seen, grown
        half = max(land.x_range[1] - land.x_range[0], land.y_range[1] - land.y_range[0]) / 2
        pieces: list[Floats] = [np.zeros((0, 2, 3))]
        orders: list[Floats] = [np.zeros(0)]
        for line in lines:
            sparse = _thinned(line, STRIDE * half)
            ground = land.on_ground(np.clip(sparse, *np.transpose([land.x_range, land.y_range])))
            middle = int(np.argmin(ground[:, 2]))
            pieces.append(np.stack([ground[:-1], ground[1:]], axis=1))
            away = np.abs(np.arange(len(sparse) - 1) + 0.5 - middle)
            orders.append(away / max(float(away.max(initial=1.0)), 1.0))
        self.pieces, self.orders = np.concatenate(pieces), np.concatenate(orders)
        colours = look.colours
        thin, wide = size * STROKES.path, with_seam(size * STROKES.path, size)
        self.seams = Segments(colours.background, wide, SEAM_OPACITY, name="seams of the ridges")
        self.ridges = Segments(colours.ink, thin, name="ridges")
        self.add(self.seams, self.ridges)
        self.name = "ridges"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Draw the pieces that have grown and that no hill hides."""
        grown = float(self.grown.get_value())
        if grown <= 0.0 or not len(self.pieces):
            nothing = np.zeros((0, 3))
            self.seams.set_pieces(nothing, nothing)
            self.ridges.set_pieces(nothing, nothing)
            return
        pieces = self.pieces[self.orders <= grown]
        pieces = pieces[self.seen(pieces).all(axis=-1)]
        screen = self.screen(pieces)
        self.seams.set_pieces(screen[:, 0], screen[:, 1])
        self.ridges.set_pieces(screen[:, 0], screen[:, 1])


def _thinned(line: Points, stride: float) -> Points:
    """Return a line ``(n, 2)`` without points that are nearer than `stride` to the one before, ends kept."""
    kept = [line[0]]
    for point in line[1:-1]:
        if np.hypot(*(point - kept[-1])) >= stride:
            kept.append(point)
    return np.array([*kept, line[-1]])
