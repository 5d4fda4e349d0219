"""The maps of both choices of units: how they are looked at, and what is written above them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from manim import VGroup
from manim.typing import Point3D_Array

from gd_math.data.feature_scaling import FeatureScaling, UnitsDescent
from gd_math.functions.landscapes import contour_levels, height_grid
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.maps.contours import GRID, round_levels
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_rows import Cell, NumberRows
from scenes.cast.writing.number_text import significant, typst_number

View = tuple[Range, Range]
AROUND, BEHIND = 0.4, 0.5
"""Free room around both walks and the minimum in the opened view, in units of what they span; behind the
start there is room for the gradient, in units of the first step."""
LEVELS = 9
FACE, FACE_GAP, STEP_GAP = 0.34, 0.05, 0.5
"""Height of the row above a map, and its way from the map; free room before the step."""
MOST_SHOWN = 40
"""A walk of more steps shows the two walls that it leaps between instead of its path."""
MOST_CORNERS, LEAPS_DRAWN = 160, 24
"""Corners of a wall, and leaps that are drawn between the walls, evenly chosen."""


def opened(scaling: FeatureScaling, aspect: float) -> View:
    """Return ranges of the scaled weights that hold both walks, with units of equal length.

    The same places in the table's units are these ranges divided by the spreads: a picture of them is
    stretched until the valley is as open as the bowl.

    Parameters
    ----------
    scaling
        Both descents.
    aspect
        Width of the picture in units of its height.
    """
    first = scaling.raw.run.points[: MOST_SHOWN + 1] * scaling.spreads
    behind = first[0] - BEHIND * (first[1] - first[0])
    places = np.vstack([behind, first, scaling.scaled.run.points, scaling.scaled.loss.center])
    middle, half = (places.min(axis=0) + places.max(axis=0)) / 2, np.ptp(places, axis=0).max() / 2
    half = (1 + AROUND) * half * np.array([max(aspect, 1.0), max(1.0 / aspect, 1.0)])
    (left, bottom), (right, top) = ((middle + side * half).tolist() for side in (-1.0, 1.0))
    return (left, right), (bottom, top)


def in_units(view: View, spreads: Floats) -> View:
    """Return ranges of the scaled weights as ranges of the table's weights."""
    (left, right), (bottom, top) = view
    across, up = spreads.tolist()
    return (left / across, right / across), (bottom / up, top / up)


def levels_in(descent: UnitsDescent, view: View) -> tuple[float, ...]:
    """Return heights of contours that are spread evenly in a view."""
    return round_levels(contour_levels(height_grid(descent.loss, *view, GRID).heights, LEVELS))


class Walls(Polyline):
    """The walls of a valley between which a walk leaps, its even points and its odd ones, and some leaps.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    points
        The walk, shape (n + 1, 2).
    time
        Returns the step that is told.
    """

    def __init__(self, look: Look, plot: Plot, points: Points, time: Callable[[], float]) -> None:
        super().__init__(look.colours.parameter, STROKES.hair, name="walls")
        self.plot, self.walked, self.time = plot, points, time
        self.lint_ignore = frozenset({"grown-to-nothing"})
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Draw as far as the walk is told."""
        last, pieces = int(self.time()), list[Point3D_Array]()
        for first in (0, 1):
            every = np.arange(first, last + 1, 2)
            if len(every) > 1:
                some = every[np.unique(np.linspace(0, len(every) - 1, MOST_CORNERS).astype(int))]
                places = self.plot.points_at(*self.walked[some].T)
                pieces += clip_polyline(places, self.plot.area)
        for first in np.unique(np.linspace(0, last - 1, LEAPS_DRAWN).astype(int)).tolist() if last else ():
            leap = self.plot.points_at(*self.walked[first : first + 2].T)
            pieces += clip_polyline(leap, self.plot.area)
        self.set_corners(*pieces)


class Face(VGroup):
    """A row above a map: the step that is told, and the condition number.

    Parameters
    ----------
    look
        Theme and language.
    area
        The map.
    step
        Returns the step that is told.
    descent
        Whose steps these are.
    """

    def __init__(self, look: Look, area: Box, step: Callable[[], float], descent: UnitsDescent) -> None:
        low = area.top + FACE_GAP
        box = Box(area.left + FACE, area.right, low, low + FACE)
        kappa = significant(descent.condition)
        told = [
            replace(Cell.words(look.say("step")), before=STEP_GAP),
            Cell(read=lambda: str(int(step())), samples=[str(max(descent.run.steps_taken, 10))], role="step"),
        ]
        ratio = typst_number(significant(descent.elongation))
        shape = [Cell(f"kappa = {typst_number(kappa)} approx {ratio}^2")]
        whole = NumberRows(look, [[*shape, *told]], box)
        super().__init__(whole if whole.whole <= box.width else NumberRows(look, [told], box))
        self.name = "step and condition number"


__all__ = ["BEHIND", "MOST_SHOWN", "Face", "View", "Walls", "in_units", "levels_in", "opened"]
