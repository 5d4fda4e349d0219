"""A cube of trials from which the camera pulls back: it is the first mark of a larger cube, and so on.

With n values drawn, a cube of m marks along each edge comes out of one mark as m goes from 1 to n; then it
is itself a mark. Its width on screen stays, so its volume always holds the trials that are counted.
"""

import itertools
import math
from collections.abc import Callable

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats, Integers
from scenes.base.look import Look
from scenes.cast.moving.following import follow
from scenes.parts.why_not_try_everything.mark_layer import DEPTH, MarkLayer
from scenes.parts.why_not_try_everything.trial_grid import CUBE, DIMENSIONS, TrialGrid

SLACK = 1e-7
EVEN = 0.2
"""Share of the grid's fading with depth: what moves quickly must not flash."""
GONE = 1.0
"""When the cube is so much wider than a mark, what is within a mark is no longer seen."""


class PullBack(VGroup):
    """The cube, as a function of how many trials it holds.

    Parameters
    ----------
    look
        Theme and language.
    grid
        It stands where this grid stands, and is the same picture where that is full.
    exponent
        Tells the logarithm of its trials, to base 10.
    place
        Tells its middle and the width of its front.
    """

    def __init__(
        self,
        look: Look,
        grid: TrialGrid,
        exponent: Callable[[], float],
        place: Callable[[], tuple[Point3D, float]],
    ) -> None:
        n = grid.values
        self.values, self.exponent = n, exponent
        self.level = DIMENSIONS * math.log10(n)
        self.place = place
        self.indices = np.array(list(itertools.product(range(n), repeat=DIMENSIONS)))[:, ::-1]
        fades = 1.0 - EVEN * (1.0 - np.array([layer.strength for layer in grid.layers]))
        self.marks = [MarkLayer(look, float(fade)) for fade in fades]
        self.within = [MarkLayer(look, float(fade)) for fade in fades]
        self.whole = MarkLayer(look, 1.0)
        for layer in (self.whole, *self.marks, *self.within):
            layer.overlap()
        super().__init__(self.whole, *self.marks, *self.within)
        self.name = "trials"
        follow(self, self.redraw)

    @property
    def stage(self) -> tuple[int, float]:
        """How many times a cube has become a mark, and how many marks the present one has along an edge."""
        exponent = max(self.exponent(), 0.0)
        cubed = math.floor(exponent / self.level + SLACK)
        return cubed, float(10.0 ** (max(exponent - cubed * self.level, 0.0) / DIMENSIONS))

    @property
    def trials(self) -> float:
        """The logarithm of the trials that the picture holds, to base 10."""
        cubed, edge = self.stage
        return cubed * self.level + DIMENSIONS * math.log10(edge)

    def redraw(self) -> None:
        """Draw the marks, and what is within the first one while it is still seen."""
        cubed, edge = self.stage
        middle, width = self.place()
        seen = 0.0 if cubed == 0 else max(1.0 - (edge - 1.0) / GONE, 0.0)
        apart = width / (edge - 1.0 + 2 * CUBE)
        shown = self.indices[(self.indices < edge - SLACK).all(axis=1)]
        flat = self._flat((np.minimum(shown, edge - 1.0) + CUBE) * apart, width) + middle
        self.whole.draw(middle[None], width / 2, True, float(cubed > 0))
        self._draw(self.marks, flat, shown[:, 2], CUBE * apart, cubed > 0, 1.0)
        n, child = self.values, 2 * CUBE * apart
        apart = child / (n - 1 + 2 * CUBE)
        first = (self.indices + CUBE) * apart if seen > 0.0 else np.zeros((0, 3))
        flat = self._flat(first, width) + middle
        self._draw(self.within, flat, self.indices[: len(first), 2], CUBE * apart, cubed > 1, seen)

    def _flat(self, inside: Floats, width: float) -> Point3D_Array:
        """Return places on screen ``(m, 3)``, around the middle, of places ``(m, 3)`` in the cube."""
        axes = np.array([[1.0, 0.0], [0.0, 1.0], DEPTH])
        flat = inside @ axes - width * axes.sum(axis=0) / 2
        return np.column_stack([flat, np.zeros(len(flat))])

    def _draw(
        self,
        layers: list[MarkLayer],
        flat: Point3D_Array,
        depths: Integers,
        radius: float,
        cubic: bool,
        opacity: float,
    ) -> None:
        """Draw marks, the furthest first."""
        for layer, depth in zip(layers, reversed(range(self.values)), strict=True):
            layer.draw(flat[depths == depth], radius, cubic, opacity)


__all__ = ["PullBack"]
