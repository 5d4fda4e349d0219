"""Why the curve is as it is: its axis, and how steeply it rises."""

from collections.abc import Sequence

import numpy as np
from manim import ValueTracker, VGroup, VMobject
from manim.typing import Point3D, Point3D_Array

from gd_math.accounts.views import View
from gd_math.data.slope_fitting import SlopeFitting
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import shortest, steady
from scenes.cast.writing.numbers import Number

AIR, BESIDE = 0.14, 0.27
"""Beside texts; from the middle of the point to what begins beside it."""
LEAST, MOST = 0.35, 1.1
"""One unit of w is stepped aside where it is so large a share of the way to the start."""


def unit_of(fitting: SlopeFitting) -> float:
    """Return how far aside the rise is shown: 1 where that can be seen well, else a round number."""
    if LEAST * fitting.reach <= 1.0 <= MOST * fitting.reach:
        return 1.0
    return rounded_down(fitting.reach)


class Axis(Polyline):
    """The upright line over the lowest point, to the top of the picture; it grows upwards.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Of the loss.
    fitting
        What is fitted.
    text
        What is written at its top.
    views
        In which it is seen.

    Attributes
    ----------
    grown
        From 0 to 1.
    number
        The text, if there is room between the arms of the curve: to be added when it has grown.
    """

    def __init__(
        self, look: Look, plot: Plot, fitting: SlopeFitting, text: str, views: Sequence[View]
    ) -> None:
        super().__init__(look.colours.parameter, STROKES.axis, name="axis of the parabola")
        self.plot, self.fitting, self.grown = plot, fitting, ValueTracker(0.0)
        word = Words(look, text, colour=look.colours.parameter, size=TYPE.caption)
        half = np.array([word.width / 2 + AIR, -word.height / 2, 0.0])
        fits = all(self._room(view, float(word.height) + AIR) > word.width + 2 * AIR for view in views)
        self.number = VGroup(*([word] if fits else []))
        follow(self, self.redraw)
        follow(word, lambda: word.move_to(self.ends()[1] + half))

    def _room(self, view: View, down: float) -> float:
        """Return how far the curve is from its axis, so far below the top of a view, on screen."""
        (left, right), (low, high) = view.x_range, view.y_range
        height = high - down / self.plot.area.height * (high - low)
        away = max(height - self.fitting.least_loss, 0.0) / self.fitting.loss.steepness
        return float(np.sqrt(away)) / (right - left) * self.plot.area.width

    def ends(self) -> tuple[Point3D, Point3D]:
        """Return its foot, which leaves room for the point, and its top on screen."""
        foot = self.plot.at(self.fitting.best, self.fitting.least_loss)
        return foot + np.array([0.0, BESIDE, 0.0]), self.plot.at(self.fitting.best, self.plot.y_range[1])

    def redraw(self) -> None:
        """Draw as much of it as has grown."""
        foot, top = self.ends()
        self.set_corners(*dashes(foot, foot + self.grown.get_value() * (top - foot)))


class Rise(VGroup):
    """A step aside from the lowest point, and the rise of the curve there, with their numbers.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Of the loss.
    fitting
        What is fitted; the side is the one where the run does not come from.

    Attributes
    ----------
    aside, up
        From 0 to 1, how far the two lines have grown.
    numbers
        Of both, where there is room: to be added when they have grown.
    """

    def __init__(self, look: Look, plot: Plot, fitting: SlopeFitting) -> None:
        self.plot, colours = plot, look.colours
        self.side = 1.0 if fitting.start <= fitting.best else -1.0
        unit, best, least = unit_of(fitting), fitting.best, fitting.least_loss
        there = best + self.side * unit
        self.corners = (best, least), (there, least), (there, float(fitting.loss(there)))
        self.aside, self.up = ValueTracker(0.0), ValueTracker(0.0)
        self.lines = [
            Polyline(colours.parameter, STROKES.curve, name="one step aside"),
            Polyline(colours.loss, STROKES.curve, name="rise"),
        ]
        rise = steady(fitting.loss.steepness * unit**2)
        told = [
            Number(look, shortest(unit), anchor="center", colour=colours.parameter, size=TYPE.caption),
            Number(
                look,
                rise,
                anchor="left" if self.side > 0 else "right",
                colour=colours.loss,
                size=TYPE.caption,
            ),
        ]
        super().__init__(*self.lines)
        self.name = "rise beside the lowest point"
        self.over, self.beside = told
        self.place()
        curve = plot.points_at(np.linspace(best, there, 60), fitting.loss(np.linspace(best, there, 60)))
        self.numbers = VGroup(*(one for one in told if clear(plot, one, curve)))
        follow(self, self.redraw)
        follow(self.numbers, self.place)

    def redraw(self) -> None:
        """Draw both lines as far as they have grown."""
        start, corner, top = (self.plot.at(*place) for place in self.corners)
        start = start + self.side * np.array([BESIDE, 0.0, 0.0])
        ways = (self.aside, start, corner), (self.up, corner, top)
        for line, (grown, tail, tip) in zip(self.lines, ways, strict=True):
            way = grown.get_value() * (tip - tail)
            line.set_corners(*([np.array([tail, tail + way])] if grown.get_value() else []))

    def place(self) -> None:
        """Put the numbers over the first line and beside the second one."""
        start, corner, top = (self.plot.at(*place) for place in self.corners)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        over, beside = self.over, self.beside
        over.set_text(over.text, (start + 3 * corner) / 4 + np.array([0.0, AIR, 0.0]))
        height = min(float(corner[1] + top[1]) / 2, float(corner[1]) + 2.5 * cap) - cap / 2
        beside.set_text(beside.text, (float(corner[0]) + self.side * AIR, height, 0.0))


def clear(plot: Plot, text: VMobject, points: Point3D_Array) -> bool:
    """Tell whether a text is inside a plot and keeps clear of points on screen, with air around it."""
    half, area = np.array([text.width, text.height]) / 2, plot.area
    inside = area.left <= text.get_left()[0] and text.get_right()[0] <= area.right
    return bool(inside and clearances(text.get_center()[None], half, points)[0] > AIR / 2)


__all__ = ["Axis", "Rise", "unit_of"]
