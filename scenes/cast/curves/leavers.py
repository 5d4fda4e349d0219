"""How many balls have left a plot, and where: arrows at its edges with their numbers."""

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import ring, roomiest
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.writing.numbers import Number, number_width

EDGE_ARROW, LEAVER_ROOM = 0.5, 0.9
"""Length of the arrow to balls that have left, and the height that it takes with its number."""


class Leavers(VGroup):
    """Arrows at the plot's edges with the number of balls that have left there: up, down or sideways.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The picture.
    clear_of
        Points on screen ``(n, 3)`` from which arrows and numbers keep away.
    grounds
        Height above the plot's lower edge that is kept free, in scene units.
    """

    def __init__(self, look: Look, plot: Plot, clear_of: Point3D_Array, grounds: float = 0.0) -> None:
        self.plot = plot
        self.places = _leaver_places(plot.area, clear_of, grounds)
        warning = look.colours.warning
        self.arrows = [FlatArrow(warning, name="edge arrow") for _ in self.places]
        self.numbers = [Number(look, "", anchor="center", colour=warning) for _ in self.places]
        super().__init__(*self.arrows, *self.numbers)
        self.name = "balls that left"

    def count(self, x: Floats, y: Floats) -> None:
        """Count the balls that are outside, by where they are: in the left or right half, beyond a side."""
        (low, high), (bottom, top) = self.plot.x_range, self.plot.y_range
        right = np.nan_to_num(x, nan=np.inf, posinf=np.inf, neginf=-np.inf) > (low + high) / 2
        with np.errstate(invalid="ignore"):
            upwards, downwards = y > top, y < bottom
        sideways = ~(upwards | downwards)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        sides = [way & (right == side) for way in (upwards, downwards, sideways) for side in (False, True)]
        for (tip, way), leaving, arrow, number in zip(
            self.places, sides, self.arrows, self.numbers, strict=True
        ):
            count = int(leaving.sum())
            if not count:
                arrow.set_between(np.zeros(3), np.zeros(3))
                number.set_text("")
                continue
            tail = tip - EDGE_ARROW * way
            arrow.set_between(tail, tip)
            room = 0.1 + cap / 2 if way[1] else 0.12 + number_width(str(count), TYPE.label) / 2
            number.set_text(str(count), tail - room * way - np.array([0.0, cap / 2, 0.0]))


def _leaver_places(area: Box, clear_of: Point3D_Array, grounds: float) -> list[tuple[Point3D, Point3D]]:
    """Return the tip and the direction of the arrows up, down and sideways, the left one first."""
    half, taken, places = np.array([0.25, LEAVER_ROOM / 2]), clear_of, []
    bottom = area.bottom + grounds
    for way, middle in ((1.0, area.top - half[1]), (-1.0, bottom + half[1])):
        for shares in (np.linspace(0.03, 0.46, 24), np.linspace(0.97, 0.54, 24)):
            across = area.left + shares * area.width
            middles = np.column_stack([across, np.full(24, middle), np.zeros(24)])
            place = roomiest(middles, half, clear_of, enough=0.1)
            places.append((place + np.array([0.0, way * half[1], 0.0]), np.array([0.0, way, 0.0])))
            taken = np.concatenate([taken, ring(place, half[1])])
    for way, middle in ((-1.0, area.left + half[1]), (1.0, area.right - half[1])):
        up = bottom + np.linspace(0.5, 0.95, 24) * (area.top - bottom)
        up = np.concatenate([up, bottom + np.linspace(0.45, 0.1, 12) * (area.top - bottom)])
        middles = np.column_stack([np.full(36, middle), up, np.zeros(36)])
        place = roomiest(middles, half[::-1], taken, enough=0.1)
        places.append((place + np.array([way * half[1], 0.0, 0.0]), np.array([way, 0.0, 0.0])))
    return places
