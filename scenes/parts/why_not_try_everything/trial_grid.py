"""A grid of trials that grows by one parameter at a time: a line, a square, a cube, then grids of cubes.

Its clock tells ``k + u``: of the grid with k + 1 parameters, the share u has been tried.
"""

import itertools
import math
from dataclasses import dataclass

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.parts.why_not_try_everything.mark_layer import DEPTH, MarkLayer

DIMENSIONS = 3
"""A picture has no more of them: then every mark stands for a whole cube."""
TURNED = 0.2
"""Share of a stage after which the grid has made room for its new axis."""
SHRUNK = 0.45
"""Share of the stage after a cube after which the cube has become one mark."""
DOT = 0.2
"""Radius of a mark, in units of the distance of two."""
LARGEST_DOT, LARGEST_CUBE = 0.11, 0.2
NAME_ROOM = 0.62
"""Room around the cube for the names of its axes."""
CUBE = 0.485
"""Half the side of a cube that is a mark, in units of the distance of two."""
NAMED_EDGES = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, -0.5]])
"""From the end of each axis to where its name stands: the third one along the lower right edge."""
NAME_SHIFTS = np.array([[0.0, -0.42, 0.0], [-0.46, 0.0, 0.0], [0.48, -0.3, 0.0]])
"""From there to the middle of the name, in scene units."""
PARKED = np.array([100.0, 0.0, 0.0])
WAITING = 0.5
"""Radius of a mark that has not been tried yet, in units of one that has."""
FURTHEST = 0.85
"""Opacity of the last layer."""


@dataclass(frozen=True, slots=True)
class GridMoment:
    """Where the telling stands.

    Parameters
    ----------
    axes
        How many parameters the grid on screen has: 1 to 3.
    cubed
        How often a cube has become a mark.
    tried
        How many marks of this grid have been tried.
    opened
        From 0 to 1: how far the grid has made room for its last axis.
    shrinking
        From 0 to 1: how far the cube before this stage has become one mark; 1 where there was none.
    """

    axes: int
    cubed: int
    tried: int
    opened: float
    shrinking: float

    @classmethod
    def at(cls, time: float, values: int, stages: int) -> "GridMoment":
        """Return the moment at time ``k + u``, 0 < u ≤ 1, of a grid with `values` for each parameter."""
        time = min(max(time, 0.0), float(stages))
        stage = max(math.ceil(time - 1e-9) - 1, 0)
        u = min(max(time - stage, 0.0), 1.0)
        axes, cubed = stage % DIMENSIONS + 1, stage // DIMENSIONS
        after_cube = axes == 1 and cubed > 0
        shrinking = float(smooth(min(u / SHRUNK, 1.0))) if after_cube else 1.0
        begin = SHRUNK if after_cube else 0.0 if axes == 1 else TURNED
        told = min(max((u - begin) / (1.0 - begin), 0.0), 1.0)
        before = values ** (axes - 1) if stage else 0
        tried = before + int(told * (values**axes - before) + 1e-6)
        return cls(axes, cubed, tried, float(smooth(min(u / TURNED, 1.0))), shrinking)

    @classmethod
    def folding(cls, time: float, values: int) -> "GridMoment":
        """Return the moment ``k + u``, k ≥ 1, of a full grid that folds: u of its last axis is left."""
        axes = max(math.ceil(time - 1e-9), 1)
        opened = float(smooth(min(time - axes + 1.0, 1.0))) if axes > 1 else 1.0
        return cls(axes, 0, values**axes, opened, 1.0)

    def trials(self, values: int) -> int:
        """Return how many trials that are: a mark may stand for a cube of them."""
        if self.shrinking < 1.0:
            return int(values ** (DIMENSIONS * self.cubed))
        trials: int = self.tried * values ** (DIMENSIONS * self.cubed)
        return trials


class TrialGrid(VGroup):
    """The grid in a box, as a function of its clock.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for the cube.
    values
        How many values each parameter has.
    clock
        Tells ``k + u``.
    stages
        How many parameters are told at most.

    Attributes
    ----------
    folded
        Tells how many axes of the full grid have been folded away; while this is not zero, the clock rests.
    """

    def __init__(self, look: Look, box: Box, values: int, clock: ValueTracker, stages: int) -> None:
        super().__init__()
        self.values, self.clock, self.stages, self.middle = values, clock, stages, box.centre
        self.folded = ValueTracker(0.0)
        self.side = min(
            (box.width - 2 * NAME_ROOM) / (1 + DEPTH[0]), (box.height - 2 * NAME_ROOM) / (1 + DEPTH[1])
        )
        apart = self.side / (values - 1)
        self.radius = min(DOT * apart, LARGEST_DOT)
        self.frame = Polyline(look.colours.muted, STROKES.axis, opacity=0.8, name="grid frame")
        fades = np.linspace(FURTHEST, 1.0, values)
        self.layers = [MarkLayer(look, float(fade)) for fade in fades]
        self.half = min(CUBE * apart, LARGEST_CUBE)
        self.waiting = Dots(look.colours.muted, WAITING * self.radius, name="not tried yet")
        self._unit = np.array(list(itertools.product(range(values), repeat=DIMENSIONS)), dtype=float)[:, ::-1]
        self._unit /= values - 1
        self.add(self.frame, self.waiting, *self.layers)
        self.names = [
            MathFormula(look, f"w_{k + 1}", colour=look.colours.muted, size=TYPE.label) for k in range(stages)
        ]
        self.add(*self.names)
        self.name = "grid of trials"
        follow(self, self.redraw)

    @property
    def moment(self) -> GridMoment:
        """Return where the telling stands."""
        gone = float(self.folded.get_value())
        if gone > 0.0:
            return GridMoment.folding(self.clock.get_value() - gone, self.values)
        return GridMoment.at(self.clock.get_value(), self.values, self.stages)

    @property
    def trials(self) -> int:
        """Return how many trials have been made."""
        return self.moment.trials(self.values)

    @property
    def width_of_cube(self) -> float:
        """Return the width of the cube's front, its marks included."""
        even = (self.values - 1 + 2 * CUBE) / (self.values - 1)
        return float(min(self.side * even, self.side + 2 * LARGEST_CUBE))

    def project(self, unit: Floats, moment: GridMoment) -> Point3D_Array:
        """Return the places on screen ``(n, 3)`` of points ``(n, 3)`` of the unit cube, centred."""
        extent = np.array([1.0, 0.0, 0.0])
        if moment.axes > 1:
            extent[1] = moment.opened if moment.axes == 2 else 1.0
        if moment.axes > 2:
            extent[2] = moment.opened
        axes = np.array([[1.0, 0.0], [0.0, 1.0], DEPTH]) * self.side * extent[:, None]
        flat = unit @ axes - axes.sum(axis=0) / 2
        return np.column_stack([flat, np.zeros(len(flat))]) + self.middle

    def redraw(self) -> None:
        """Set every mark from the clock."""
        moment = self.moment
        if moment.shrinking < 1.0:
            self._draw_shrinking(moment)
            return
        cubic = moment.cubed > 0
        self._draw(
            self.project(self._unit[: moment.tried], moment), self.half if cubic else self.radius, cubic
        )
        self._draw_frame(moment)
        flat = self.values**moment.axes if moment.axes < DIMENSIONS else moment.tried
        self.waiting.set_places(self.project(self._unit[moment.tried : flat], moment))

    def _draw(self, places: Point3D_Array, radius: float, cubic: bool) -> None:
        """Draw marks, each layer of the cube with its own opacity, the furthest first."""
        size = self.values**2
        for depth, layer in enumerate(reversed(self.layers)):
            layer.draw(places[depth * size : (depth + 1) * size], radius, cubic)

    def _draw_shrinking(self, moment: GridMoment) -> None:
        """Draw the cube on its way to become the first mark of a line."""
        whole = GridMoment(DIMENSIONS, moment.cubed - 1, self.values**DIMENSIONS, 1.0, 1.0)
        first: Point3D = self.project(np.zeros((1, 3)), GridMoment(1, moment.cubed, 1, 1.0, 1.0))[0]
        size = 2 * self.radius / self.side
        scale = 1.0 + moment.shrinking * (size - 1.0)
        centre = self.middle + moment.shrinking * (first - self.middle)
        places = centre + scale * (self.project(self._unit, whole) - self.middle)
        cubic = moment.cubed > 1
        self._draw(places, scale * (self.half if cubic else self.radius), cubic)
        self.frame.set_corners()
        self._name_axes(moment, 0)
        self.waiting.set_places(np.zeros((0, 3)))

    def _draw_frame(self, moment: GridMoment) -> None:
        """Draw the edges of the line, the square or the cube."""
        ends = [range(2) if axis < moment.axes else range(1) for axis in range(DIMENSIONS)]
        corners = [np.array(corner, dtype=float) for corner in itertools.product(*ends)]
        edges = [
            np.array([one, other])
            for one, other in itertools.combinations(corners, 2)
            if np.abs(one - other).sum() == 1
        ]
        self.frame.set_corners(*(self.project(edge, moment) for edge in edges))
        self._name_axes(moment, moment.axes)

    def _name_axes(self, moment: GridMoment, count: int) -> None:
        """Write the parameters' names at the ends of the first `count` axes, and no others."""
        first = moment.cubed * DIMENSIONS
        for k, name in enumerate(self.names):
            axis = k - first
            if not 0 <= axis < count or (axis == count - 1 and moment.opened < 1.0 and axis > 0):
                name.move_to(PARKED)
                continue
            end = self.project(np.eye(DIMENSIONS)[axis][None] + NAMED_EDGES[axis], moment)[0]
            name.move_to(end + NAME_SHIFTS[axis])


__all__ = ["GridMoment", "TrialGrid"]
