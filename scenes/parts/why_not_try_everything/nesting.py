"""A lens through which the camera pulls back from a universe until it is an atom of the next one."""

import math
from collections.abc import Callable

import numpy as np
from manim import VGroup

from gd_math.functions.grid_search import ATOMS_EXPONENT
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.moving.following import follow
from scenes.parts.why_not_try_everything.universes import ball

ATOMS = 160
ATOM = 0.018
"""Radius of an atom, in units of the lens'."""
SEEN = 0.06
"""A universe with a smaller radius, in the same units, is a dot."""
INSIDE = 0.94
"""How far out a whole universe reaches in the lens."""


class Nesting(VGroup):
    """The lens: at each further exponent of the atoms' the same picture, one universe deeper.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for it.
    exponent
        Tells how many trials are counted.
    """

    def __init__(self, look: Look, box: Box, exponent: Callable[[], float]) -> None:
        self.exponent, self.middle = exponent, box.centre
        self.radius = min(box.width, box.height) / 2
        self.ball = ball(ATOMS)
        self.atoms = Dots(look.colours.ink, 1.0, name="atoms")
        self.rim = Polyline(look.colours.muted, STROKES.axis, name="lens")
        angles = np.linspace(0.0, 2 * math.pi, 121)
        round_ = np.column_stack([np.cos(angles), np.sin(angles), np.zeros(121)])
        self.rim.set_corners(self.middle + self.radius * round_)
        super().__init__(self.rim, self.atoms)
        self.disc = self.atoms.disc
        self.name = "universes in each other"
        follow(self.atoms, self.redraw)

    @property
    def far(self) -> float:
        """How far the camera has pulled back from a universe towards the next one, from 0 to 1."""
        return max(self.exponent() / ATOMS_EXPONENT - 1.0, 0.0) % 1.0

    def redraw(self) -> None:
        """Draw the atoms that the lens shows: each is a whole universe as long as it is large."""
        far, whole = self.far, INSIDE * self.radius
        inner, outer = whole * ATOM**far, whole * ATOM ** (far - 1.0)
        middles = (self.ball - (1.0 - far) * self.ball[0]) * outer
        out = np.hypot(middles[:, 0], middles[:, 1])
        middles = middles[out < self.radius - min(inner, whole)] if far > 0.0 else middles[:1]
        if not len(middles):
            middles = (self.ball[:1] * far) * outer
        if inner < SEEN * self.radius:
            places, radius = middles, inner
        else:
            fuller = 1.0 + (ATOMS**-0.5 / ATOM - 1.0) * (far / (math.log(SEEN) / math.log(ATOM))) ** 2
            places, radius = (middles[:, None] + inner * self.ball).reshape(-1, 3), inner * ATOM * fuller
        self.atoms.disc = radius * self.disc
        self.atoms.set_places(self.middle + places)


__all__ = ["Nesting"]
