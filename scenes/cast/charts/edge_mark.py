"""The mark for a ball that has left the picture: an arrow to where it is, and its position."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.balls import OUT_OF_SIGHT
from scenes.cast.writing.number_text import plain, powers_of_ten, significant
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate

LENGTH, GAP = 0.5, 0.1
"""Of the arrow, and between it and its number."""
ASIDE, RIM = 0.7, 0.08
"""Least way of an arrow up or down from the plot's corners, and what its plate reaches beyond the number."""
SMALL_LENGTH, SMALL_RIM, SMALL_GAP = 0.55, 0.06, 0.08
ROOMY = (2.3, 1.1)
"""From this size on a small picture has room for the arrow above the number, and for a path beside it."""
WIDEST_NUMBER = 0.7
"""Share of a small picture that the number may fill."""


class EdgeMark(VGroup):
    """An arrow at the plot's edge, to where a ball has left the picture, with the ball's position.

    Whoever is too high or too low is pointed at through the upper or lower edge, whoever is only beside the
    picture through the left or right one.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The picture.
    """

    size = TYPE.caption

    def __init__(self, look: Look, plot: Plot) -> None:
        colour = look.colours.warning
        self.plot, self.cap = plot, CAP_HEIGHT_PER_FONT_SIZE * self.size
        self.arrow = FlatArrow(colour, name="edge arrow")
        self.number = Number(look, "", anchor="center", colour=colour, size=self.size)
        self.plate = Plate(look.colours.background)
        super().__init__(self.plate, self.arrow, self.number)
        self.name = "edge mark"

    def mark(self, point: tuple[float, float] | None) -> None:
        """Point to ``(x, y)`` outside the picture, or vanish for None."""
        if point is None:
            self.arrow.set_between(np.zeros(3), np.zeros(3))
            self.number.set_text("")
            self.plate.cover(None)
        else:
            self._point_to(*point)

    def _point_to(self, x: float, y: float) -> None:
        text = plain(x, 2)
        tip, way = self._exit(x, y)
        self.arrow.set_between(tip - LENGTH * way, tip)
        cap, area = self.cap, self.plot.area
        half = number_width(text, self.size) / 2
        middle = float(np.clip(tip[0], area.left + half + RIM, area.right - half - RIM))
        if way[1] > 0:
            low = float(tip[1]) - LENGTH - GAP - cap
        elif way[1] < 0:
            low = float(tip[1]) + LENGTH + GAP
        else:
            low = float(tip[1]) + 2 * GAP
        self.number.set_text(text, (middle, low, 0.0))
        self.plate.cover(Box(middle - half - RIM, middle + half + RIM, low - 0.12, low + cap + RIM))

    def _exit(self, x: float, y: float) -> tuple[Point3D, Point3D]:
        """Return the place on the edge nearest to ``(x, y)``, and the way out there."""
        area, (bottom, top) = self.plot.area, self.plot.y_range
        place = self.plot.at(x, self.plot.y_range[0])
        if bottom <= y <= top:
            height = float(np.clip(self.plot.at(x, y)[1], area.bottom + RIM, area.top - self.cap - 3 * GAP))
            right = bool(x > self.plot.x_range[0])
            way = np.array([1.0 if right else -1.0, 0.0, 0.0])
            return np.array([area.right if right else area.left, height, 0.0]), way
        across = float(np.clip(place[0], area.left + ASIDE, area.right - ASIDE))
        low = y < bottom
        way = np.array([0.0, -1.0 if low else 1.0, 0.0])
        return np.array([across, area.bottom if low else area.top, 0.0]), way


class SmallEdgeMark(EdgeMark):
    """The mark in one of several small pictures: in the middle of the upper edge, of the lower one for below.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The picture.
    positions
        All that will be marked: they are written alike, as exactly as there is room.
    variable
        What the positions are of; where there is no room for it and the number, the arrow stands alone.

    Attributes
    ----------
    room
        Width for symbol and number, if that is not a share of the picture's: in one that gets smaller they
        are written from the beginning as they will be then.
    """

    size = TYPE.label
    room: float | None = None

    def __init__(self, look: Look, plot: Plot, positions: Sequence[float], variable: str) -> None:
        super().__init__(look, plot)
        self.number.anchor = "right"
        self.symbol = Words(look, f"{variable} =", colour=look.colours.warning, size=self.size)
        self.symbol.stand_on(0.0)
        self.symbol.shift((-float(self.symbol.get_left()[0]), 0.0, 0.0))
        self.symbol_at = np.zeros(3)
        self.add(self.symbol)
        self._stand_symbol(OUT_OF_SIGHT)
        self.measure(positions)

    def _stand_symbol(self, place: Point3D) -> None:
        """Let the symbol begin on the baseline at a place."""
        self.symbol.shift(place - self.symbol_at)
        self.symbol_at = place

    def mark(self, point: tuple[float, float] | None) -> None:
        """Point to ``(x, y)`` outside the picture, or vanish for None."""
        self._stand_symbol(OUT_OF_SIGHT)
        super().mark(point)

    def measure(self, positions: Sequence[float]) -> None:
        """Choose how positions are written in the view that the plot now has."""
        area = self.plot.area
        room = WIDEST_NUMBER * area.width if self.room is None else self.room
        self.write = self._form(positions, room)
        widest = max((self._width(self.write(x)) for x in positions), default=0.0)
        self.named = widest <= room
        self.roomy = area.width >= ROOMY[0] and area.height >= ROOMY[1]

    def _form(self, positions: Sequence[float], width: float) -> Callable[[float], str]:
        """Return the most exact way of writing in which all positions fit."""
        forms: tuple[Callable[[float], str], ...] = (
            significant,
            lambda x: powers_of_ten(x, 0) if 1000 <= abs(x) < np.inf else plain(x, 0),
        )
        for form in forms:
            if all(self._width(form(x)) <= width for x in positions):
                return form
        return forms[-1]

    def _width(self, text: str) -> float:
        """Return the width of a position with its symbol."""
        return float(self.symbol.width) + SMALL_GAP + number_width(text, self.size)

    def _point_to(self, x: float, y: float) -> None:
        area, middle = self.plot.area, self.plot.area.centre[0]
        text = self.write(x)
        half = self._width(text) / 2 + SMALL_RIM
        low, high = self.plot.x_range
        side = 1.0 if x > high else -1.0 if x < low else 0.0
        if y < self.plot.y_range[0]:
            baseline = area.bottom + (0.42 if self.roomy else 0.06)
            centre = np.array([middle, area.bottom + 0.22 if self.roomy else baseline + self.cap + 0.24, 0.0])
            way = np.array([SMALL_LENGTH * side, -SMALL_LENGTH / 2, 0.0]) * (0.8 if side else 1.0)
            covered = (area.bottom + 0.04, baseline + self.cap + 0.1)
        else:
            baseline = area.top - self.cap - (0.4 if self.roomy else 0.04)
            centre = np.array([middle, area.top - 0.16 if self.roomy else baseline - 0.24, 0.0])
            way = (
                np.array([SMALL_LENGTH * side, 0.0, 0.0]) if side else np.array([0.0, SMALL_LENGTH / 2, 0.0])
            )
            covered = (baseline - 0.1, area.top + 0.02)
        if not self.named:
            text, half = "", 0.0
        else:
            self._stand_symbol(np.array([middle - half + SMALL_RIM, baseline, 0.0]))
        self.number.set_text(text, (middle + half - SMALL_RIM, baseline, 0.0))
        if not area.bottom + 0.15 < centre[1] < area.top - 0.1:
            way = np.zeros(3)
        self.arrow.set_between(centre - way / 2, centre + way / 2)
        self.plate.cover(Box(middle - half, middle + half, *covered))


__all__ = ["EdgeMark", "SmallEdgeMark"]
