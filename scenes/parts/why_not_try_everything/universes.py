"""The atoms of the universe as a ball of dots; and a row of universes, each an atom of the next."""

import math
from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.functions.grid_search import ATOMS_EXPONENT
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.why_not_try_everything.counts import WORD_GAP, power_text

DOTS, MOST_DOTS, FEWEST = 320, 2800, 12
"""Dots of a universe, and of all of them."""
DOT, FULLER = 0.018, 0.6
LARGEST, SHARE = 0.75, 0.4
"""Radius of a universe in the row, in scene units, and in units of the room for one."""
ATOM = 0.45
"""How far left of its middle a universe has the atom that is the one before, in its radius."""
NUMBER_DROP, NUMBER_GAP = 0.3, 0.25
KEPT, ELLIPSIS = 2, 0.07
"""Universes that stay in the end, and the radius of the dots that the others become."""
FREE = 3.4
"""Room for an equation below the cube, where the ellipsis leaves as much, in scene units."""
SOLID = 0.2
"""Room around the row, in scene units."""


class Universes(VGroup):
    """A universe that waits beside the cube, true to its scale; then the first of a row that the cube ends.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for the row.
    trials
        The exponent of all trials: so many universes in each other have fewer atoms.
    text
        All trials, as they are written below the cube at the end of the row.
    exponent
        Tells that of the trials counted so far.
    waiting
        Where it waits, and how large it is at most.
    cube
        Width of the cube of trials beside it.

    Attributes
    ----------
    come
        Tells how far the first universe has come into the row, from 0 to 1.
    left_out
        Tells how far all but the first universes have become the dots of an ellipsis, from 0 to 1.
    result
        Where the middle of that text is, across.
    free
        The room below the ellipsis and the cube; none where no universe is left out.
    ending
        The middle of the cube at the end of the row, and its width there.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        trials: float,
        text: str,
        exponent: Callable[[], float],
        waiting: tuple[Point3D, float],
        cube: float,
    ) -> None:
        self.exponent, self.waiting, self.cube = exponent, waiting, cube
        self.come, self.left_out = ValueTracker(0.0), ValueTracker(0.0)
        self.count = max(int(trials / ATOMS_EXPONENT + 1e-9), 1)
        room = (box.width - 2 * SOLID) / (self.count + 1)
        numbers = NUMBER_DROP + CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        self.radius = min(LARGEST, SHARE * room, (box.height - numbers) / 2)
        xs = box.left + SOLID + room * (np.arange(self.count + 1) + 0.5)
        y = box.top - max(self.radius, min(LARGEST, (box.height - numbers) / 2))
        self.middles = np.column_stack([xs, np.full_like(xs, y), np.zeros_like(xs)])
        self.ending = self.middles[-1], 1.25 * self.radius
        small = min(self.radius / LARGEST, 1.0)
        self.ball = ball(max(int(small * min(DOTS, MOST_DOTS // self.count)), FEWEST))
        colours = look.colours
        self.dots = Dots(colours.ink, DOT * small**FULLER, name="atoms")
        self.lines = Polyline(colours.muted, STROKES.hair, name="is an atom of")
        self.numbers = VGroup()
        self.told: list[int] = []
        widest = number_width(power_text(ATOMS_EXPONENT * self.count), TYPE.label) + NUMBER_GAP
        every = math.ceil(widest / room)
        half = number_width(text, TYPE.formula) / 2
        self.result = min(float(xs[-1]), box.right - half)
        below = y - self.radius - numbers
        self.free = None
        if self.count > KEPT:
            left = max(float(xs[KEPT]) - room / 2, box.right - FREE)
            self.free = Box(left, box.right, below, below + numbers - NUMBER_DROP)
        for j in range(0, self.count, every):
            if xs[j] + widest / 2 > self.result - half and j > 0:
                break
            place = self.middles[j] - np.array([0.0, self.radius + numbers, 0.0])
            self.told.append(j)
            self.numbers.add(Number(look, "", place, anchor="center", colour=colours.ink))
        self.word = Words(look, look.say("atoms"), colour=colours.ink)
        aside = (WORD_GAP + float(self.word.width)) / 2
        half, way = widest / 2, float(xs[0]) + half - NUMBER_GAP / 2 - aside + WORD_GAP
        self.worded = aside + widest < room * every and aside + half < float(xs[0]) - box.left
        if self.worded:
            self.numbers[0].set_text("", self.middles[0] - np.array([aside, self.radius + numbers, 0.0]))
        self.word.stand_on(y - self.radius - numbers)
        self.word.shift((way - float(self.word.get_left()[0]), 0.0, 0.0))
        super().__init__(self.lines, self.dots, self.numbers, *([self.word] if self.worded else []))
        self.name = "atoms in the universe"
        follow(self, self.redraw)

    @property
    def true_radius(self) -> float:
        """Radius of a ball that holds as many marks as the universe has atoms, drawn as large as trials."""
        exponent = (ATOMS_EXPONENT - self.exponent()) / 3
        return float(self.cube * (3 / (4 * math.pi)) ** (1 / 3) * 10.0 ** min(exponent, 9.0))

    @property
    def grown(self) -> np.ndarray:
        """How far each universe has grown, from 0 to 1."""
        share: np.ndarray = np.clip(self.exponent() / ATOMS_EXPONENT - np.arange(self.count), 0.0, 1.0)
        share[0] = 1.0
        return share

    def redraw(self) -> None:
        """Draw the universes that have come, and lines from each to the atom of the next that it is."""
        come = float(self.come.get_value())
        wait, most = self.waiting
        before = min(most, self.true_radius)
        grown = self.grown if come >= 1.0 else np.eye(1, self.count)[0]
        middles = self.middles[: self.count].copy()
        middles[0] = wait + come * (middles[0] - wait)
        radii = self.radius * grown
        radii[0] = before ** (1.0 - come) * self.radius**come
        out = float(self.left_out.get_value())
        radii[KEPT:] += out * (ELLIPSIS - radii[KEPT:])
        self._draw(middles[radii > 0.0], radii[radii > 0.0])
        pieces = []
        for j in range(self.count if come >= 1.0 else 0):
            far = grown[j + 1] if j + 1 < self.count else float(grown[-1] >= 1.0)
            far *= 1.0 - out * (j + 1 >= KEPT and self.count > KEPT)
            if far > 0.0:
                atom = self._atom(j + 1)
                for side in (1.0, -1.0):
                    edge = middles[j] + np.array([0.0, side * radii[j], 0.0])
                    pieces.append(np.array([edge, edge + min(2.0 * far, 1.0) * (atom - edge)]))
        self.lines.set_corners(*pieces)
        for j, number in zip(self.told, self.numbers, strict=True):
            born = come >= 1.0 and grown[j] >= 1.0 and (j < KEPT or out < 1.0)
            number.set_fill(opacity=1.0 - out * (j >= KEPT))
            number.set_text(power_text(ATOMS_EXPONENT * (j + 1)) if born else "")
        self.word.set_fill(opacity=float(come >= 1.0))

    def _draw(self, middles: Point3D_Array, radii: Floats) -> None:
        """Draw balls of dots; the smaller a ball, the smaller its dots, and the closer."""
        places = middles[:, None] + radii[:, None, None] * self.ball
        size = np.minimum(radii / self.radius, 1.0) ** FULLER
        discs = size[:, None, None, None] * self.dots.disc
        self.dots.places = places.reshape(-1, 3)
        self.dots.points = (places[:, :, None] + discs).reshape(-1, 3)

    def _atom(self, j: int) -> Point3D:
        """Return which atom of universe j the one before is; that of the cube is a mark of it."""
        place: Point3D = self.middles[j] - np.array([ATOM * self.radius, 0.0, 0.0])
        return place


def ball(count: int) -> Point3D_Array:
    """Return evenly spread places on the front of a ball of radius 1, as they are seen, shape (count, 3)."""
    k = np.arange(count) + 0.5
    up = 1.0 - k / count
    around, out = k * math.pi * (3.0 - math.sqrt(5.0)), np.sqrt(1.0 - up**2)
    return np.column_stack([out * np.cos(around), out * np.sin(around), np.zeros(count)])


__all__ = ["Universes", "ball"]
