"""A count of trials written out: its zeros pour in, as many for each parameter as its values have."""

import math
from collections.abc import Callable, Iterable

import numpy as np
from manim import ValueTracker, VMobject
from manim.typing import Point3D

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.moving.following import follow
from scenes.cast.writing.numbers import number_width, typeset

FEWEST, MOST = 20, 1000
"""Fewer zeros are read in the equation, more would be too small to be read."""
GAP, PITCH = 0.5, 1.55
"""Between two parameters' zeros in units of a zero's width, and between two lines in capitals."""
FALLING = 0.2
"""The share of all zeros that fall at the same time."""
SMALLEST = 0.3
"""Size of a zero that begins to fall, in units of one that lies."""
SPREAD = 1.5
"""How much later the last zero is gathered than the first, in the time that each one takes."""


class Zeros(VMobject):
    """A one, and a zero for each power of ten counted so far.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for all of them.
    digits
        Zeros of each parameter: they stand together.
    parameters
        How many are counted in the end.
    exponent
        Tells that of the trials counted so far.
    rests
        Exponents at which the counting rests: none falls meanwhile.
    source, target
        Where the zeros come from, and where they are gathered.

    Attributes
    ----------
    poured
        Tells which share of the trials counted so far is written out.
    gathered
        Tells how far the zeros have gone to the target, from 0 to 1.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        digits: int,
        parameters: int,
        exponent: Callable[[], float],
        rests: Iterable[float],
        source: Point3D,
        target: Point3D,
    ) -> None:
        super().__init__(fill_color=look.colours.parameter, fill_opacity=1.0, stroke_width=0.0)
        self.exponent, self.source, self.end = exponent, source, target
        self.poured, self.gathered = ValueTracker(0.0), ValueTracker(0.0)
        self.name = "trials written out"
        advance = number_width("0", 1.0)
        sizes = {
            across: min(
                box.width / (advance * (1.0 + across * (digits + GAP))),
                box.height
                / (CAP_HEIGHT_PER_FONT_SIZE * (PITCH * (math.ceil(parameters / across) - 1) + 1.0)),
                TYPE.formula,
            )
            for across in range(1, parameters + 1)
        }
        across = max(sizes, key=lambda one: (sizes[one], one))
        self.size = sizes[across]
        k = np.arange(digits * parameters)
        row, column = np.divmod(k // digits, across)
        right = advance * (1.0 + GAP + column * (digits + GAP) + k % digits)
        capital = CAP_HEIGHT_PER_FONT_SIZE * self.size
        wide = self.size * (float(right.max()) + advance)
        corner = np.array([float(box.centre[0]) - wide / 2, box.top - capital, 0.0])
        down = -PITCH * capital * row
        zeros = corner + np.column_stack([self.size * right, down, np.zeros(len(k))])
        self.places = np.concatenate([corner[None], zeros])
        self.landing = np.arange(len(self.places), dtype=float)
        stops = (0.0, *rests, float(len(k)))
        before = np.max([np.where(self.landing > rest, rest, 0.0) for rest in stops], axis=0)
        self.start = np.maximum(self.landing - FALLING * len(k), before)
        self.one, self.zero = typeset("1").points * self.size, typeset("0").points * self.size
        follow(self, self.redraw)

    @property
    def fallen(self) -> np.ndarray:
        """How far each digit has fallen, from 0 to 1; the one lies as soon as anything is written."""
        shown = self.exponent() * float(self.poured.get_value())
        ways = np.maximum(self.landing - self.start, 1e-9)
        share: np.ndarray = np.clip((shown - self.start + 1e-9) / ways, 0.0, 1.0)
        share[0] = float(shown > 0.0)
        return share

    def redraw(self) -> None:
        """Put the digits where they are."""
        share = self.fallen[:, None]
        size = np.where(share >= 1.0, 1.0, SMALLEST + (1.0 - SMALLEST) * share)
        way = np.column_stack([share, share**2, share])
        places = self.source + way * (self.places - self.source)
        late = SPREAD * self.landing / max(len(self.landing), 1)
        gone = np.clip(float(self.gathered.get_value()) * (1.0 + SPREAD) - late, 0.0, 1.0)[:, None] ** 2
        places, size = places + gone * (self.end - places), size * (1.0 - gone)
        seen = (share > 1e-6)[:, 0] & (gone < 1.0)[:, 0]
        drawn = [size[:1, None] * self.one + places[:1, None]] if seen[0] else []
        drawn.append(size[1:, None][seen[1:]] * self.zero + places[1:, None][seen[1:]])
        self.points = np.concatenate([part.reshape(-1, 3) for part in drawn])


def pours(values: int, parameters: int) -> bool:
    """Tell whether all trials are a one with zeros that can be read.

    >>> pours(10**6, 100), pours(2500000, 7), pours(10**6, 2), pours(10**9, 1000)
    (True, False, False, False)
    """
    digits = len(str(values)) - 1
    return 10**digits == values and FEWEST <= digits * parameters <= MOST


__all__ = ["Zeros", "pours"]
