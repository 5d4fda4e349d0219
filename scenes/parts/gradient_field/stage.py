"""The stage of a field of gradients: its map, the arrows on it, and what walks against and along them."""

from collections.abc import Sequence

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.accounts.account import Accounts
from gd_math.accounts.endings import End
from gd_math.accounts.land_runs import LandRuns
from gd_math.functions.landscapes import contour_levels
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Interval, Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, TYPE
from scenes.cast.charts.even_ranges import even_box, even_ranges
from scenes.cast.charts.free_places import ring
from scenes.cast.charts.lost_steps import LostSteps
from scenes.cast.land.block import Land
from scenes.cast.land.hill_map import HillMap, land_levels
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.land.walkers import Walkers, WalkersFromAbove
from scenes.cast.maps.arrow_words import stand_beside
from scenes.cast.maps.contours import round_levels
from scenes.cast.maps.named_landscapes import NamedLandscape
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.map_words import MapLabel, MapWord
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.gradient_field.arrow_field import ArrowField
from scenes.parts.gradient_field.close_place import ClosePlace
from scenes.parts.gradient_field.close_step import CloseStep
from scenes.parts.gradient_field.end_marks import APART, EndMarks, end_words
from scenes.parts.gradient_field.field_scale import FieldScale
from scenes.parts.gradient_field.first_steps import FirstSteps
from scenes.parts.gradient_field.gradient_grid import GradientGrid
from scenes.parts.gradient_field.story import height_text
from scenes.parts.gradient_field.swarm import Swarm

MOST_LEVELS = 12
LARGE, SMALL = 1.25, 0.75
"""Size of walkers and lines, and in tall frames, whose pictures are small."""
LEAST_SPACING = 0.4
"""Of the arrows, in scene units."""
FILLED, LEAST_ZOOM, MOST_ZOOM, MOST_OF_END = 0.55, 1.3, 8.0, 3.0
"""Share of a close view that is filled by what it shows; how close it is at least, at the first step and
at the end at most."""
PAST = 1.5
"""How far beyond the tip of the turned arrow the contours' heights keep away, in its lengths."""
MOST_TRIES = 5
"""How often ranges with units of equal length are looked for."""


def map_room(layout: Layout) -> Box:
    """Return the room for a map over the whole stage."""
    stage = layout.stage
    return Box(stage.left, stage.right, stage.bottom, layout.formula.bottom - 0.05)


class FieldStage:
    """The mobjects of a field of gradients, and the trackers that they follow.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    shown
        The landscape.
    down, up
        Batches of runs against and along the gradient, points ``(steps + 1, walkers, 2)``.
    rate
        Their learning rate.
    arrows
        How many stand along the longer side of the map, at most.

    Notes
    -----
    `alone`, `grown`, `turned` and `faded` tell the arrows how far they are; see `ArrowField`.
    """

    def __init__(
        self,
        look: Look,
        layout: Layout,
        shown: NamedLandscape,
        down: Trajectory,
        up: Trajectory,
        rate: float,
        arrows: int,
    ) -> None:
        self.look, self.rate, room = look, rate, map_room(layout)
        self.land, self.names = Land(shown.objective, *shown.region), axis_names(shown.objective)
        most = int(max(room.width, room.height) / LEAST_SPACING)
        count = min(arrows, most)
        levels = (
            round_levels(contour_levels(self.land.heights, MOST_LEVELS))
            if GradientGrid.over(shown.objective, *shown.region, count).cut
            else land_levels(self.land, MOST_LEVELS)
        )
        self.grid = GradientGrid.over(shown.objective, *shown.region, count, levels)
        self.alone, self.grown, self.turned, self.faded = (ValueTracker(0.0) for _ in range(4))
        self.map = HillMap(
            look, even_box(look, room, *shown.region, self.names), self.land, levels, *self.names
        )
        told = self.alone, self.grown, self.turned, self.faded
        self.field = ArrowField(look, self.map, self.grid, *told, self.grid.step_share(rate))
        self.size = SMALL if layout.tall else LARGE
        self.whole_view = shown.region
        self.close_view = self._close_view()
        place = self.grid.points[self.field.first]
        self.close = ClosePlace(look, self.map, shown.objective, place, self.close_view, self.size)
        self.close.goal = self.first_ends[-1]
        self.step = CloseStep(look, self.close, self.grid.vectors[self.grid.first], rate)
        self.can_step = bool(self.land.contains(self.close.goal)) and bool(
            np.isfinite(shown.objective.value(self.close.goal))
        )
        self.scale = FieldScale(look, self.map, self.grid, bare=layout.tall)
        self.heights = self.map.heights
        self.map.remove(self.heights)  # they come and go
        self.falling, self.rising = LandWalk(self.land, down), LandWalk(self.land, up)
        self.fallers, self.risers = self.walkers(self.falling), self.walkers(self.rising)
        self.steps_down, self.steps_up = (
            FirstSteps(look, self.map, walk, self.size) for walk in (self.falling, self.rising)
        )

    def swarm(self, walk: LandWalk, sign: float) -> Swarm:
        """Return walkers from the feet of all arrows, on the clock of a walk: down, or up for −1."""
        places = self.grid.points[self.grid.known]
        run = descend(self.land.objective, places, GradientDescent(sign * self.rate), walk.steps)
        return Swarm(self.look, self.map, self.land, run, walk.clock, self.size)

    def walkers(self, walk: LandWalk) -> WalkersFromAbove:
        """Return what shows a walk on the map."""
        return WalkersFromAbove(self.look, self.map, walk, self.size)

    def around(self, chosen: int, *runs: LandRuns) -> tuple[Interval, Interval]:
        """Return the part of the map that shows one walker's ways from close by."""
        points = np.concatenate([one.told[chosen].run.points for one in runs])
        return self._near(np.asarray(points, dtype=np.float64), MOST_OF_END)

    def _view(self, middle: Points, zoom: float) -> tuple[Interval, Interval]:
        """Return a part of the map, so many times as close, around a place unless the edge is too near."""
        if zoom < LEAST_ZOOM:
            return self.whole_view
        ranges = []
        for at, (low, high) in zip(middle.tolist(), self.whole_view, strict=True):
            half = (high - low) / zoom / 2
            centre = min(max(at, low + half), high - half)
            ranges.append((centre - half, centre + half))
        view = ranges[0], ranges[1]
        for _ in range(MOST_TRIES):  # the numbers at the axes leave more or less room
            view, before = even_ranges(self.look, self.map.box, *view, self.names), view
            if np.allclose(view, before, rtol=1e-12, atol=0.0):
                break
        return view

    @property
    def first_ends(self) -> Points:
        """Return the first place, and where its arrow and its step end ``(3, 2)``."""
        grid = self.grid
        ways = grid.vectors[grid.first], -self.rate * grid.gradients[grid.first]
        ends: Points = grid.points[grid.first] + np.stack([np.zeros(2), *ways])
        return ends

    def _close_view(self) -> tuple[Interval, Interval]:
        """Return the part of the map that shows the first arrow and step from close by."""
        return self._near(self.first_ends, MOST_ZOOM) if self.grid.longest else self.whole_view

    def _near(self, points: Points, most: float) -> tuple[Interval, Interval]:
        """Return the part of the map that shows points ``(n, 2)`` from as close by as may be."""
        low, high = np.transpose(self.whole_view)
        extent = float((np.ptp(points, axis=0) / (high - low)).max())
        middle = points.min(axis=0) / 2 + points.max(axis=0) / 2
        return self._view(middle, min(FILLED / max(extent, 1e-9), most))

    def question(self) -> MapLabel:
        """Return the question mark beside the place."""
        mark = MathFormula(self.look, '"?"', colour=self.look.colours.gradient, size=1.6 * TYPE.formula)
        label = MapLabel(self.look, mark, "?")
        here, area = self.close.here, self.map.area
        gap = np.array([0.0, label.half[1] + 1.6 * BALL_RADIUS, 0.0])
        return label.stand_at(here + gap if (here + 2 * gap)[1] < area.top else here - gap)

    def write_heights(self, *clear_of: Point3D_Array) -> None:
        """Write the heights into the contours of the view of the moment, clear of the arrows and more."""
        tails, tips = self.field.ends
        shares = np.linspace(0.0, 1.0, 9)[:, None, None]
        arrows = (tails + shares * (tips - tails)).reshape(-1, 3)
        self.map.write_heights(np.concatenate([arrows, *clear_of]))
        self.heights.set_fill(self.look.colours.ink)

    def around_first(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` that what is told of the first place will cover."""
        here, tip, goal = self.map.points_at(*self.first_ends.T)
        opposite = here + PAST * (here - tip)
        lines = [np.linspace(here, end, 15) for end in (tip, goal, opposite)]
        balls = [ring(end, 3 * BALL_RADIUS) for end in (here, goal)]
        words = self.close.word_places(self.look.say("height f = {height}", height=height_text(self.grid)))
        return np.concatenate([*lines, *balls, words, self.map.points_at(*self.close.points.T)])

    def slope_word(self) -> MapWord:
        """Return what the length of the first arrow stands for, beside it."""
        slope = significant(float(self.grid.slopes[self.field.first]))
        length = float(np.hypot(*self.grid.vectors[self.grid.first]))
        drawn = significant(length / float(self.grid.slopes[self.grid.first]), 2)
        text = self.look.say("slope {slope}, drawn × {factor}", slope=slope, factor=drawn)
        if self.size < 1.0:
            text = self.look.say("slope {slope}", slope=slope)
        word = MapWord(self.look, text, self.look.colours.gradient, size=self.close.word_size)
        tails, tips = self.field.ends
        tail, tip, close = tails[self.field.first], tips[self.field.first], self.close
        line = self.map.points_at(*close.points.T)
        taken = [ring(close.here, BALL_RADIUS), np.linspace(tail, tip, 15), line, close.corner.points]
        taken += [number.get_all_points() for number in self.heights]
        stand_beside(word, tail, tip, self.map.area, np.concatenate(taken), shares=(0.9, 0.7, 0.1))
        return word

    def ends_of(self, told: Accounts) -> Points:
        """Return where walks have arrived ``(n, 2)``."""
        points: Points = told.last_points[told.which(End.ARRIVED)].reshape(-1, 2)
        return points

    def different(self, ends: Points) -> Points:
        """Return one of the places ``(n, 2)`` that are one place to the eye, in the order from the left."""
        kept: list[Points] = []
        for end in ends[np.argsort(ends[:, 0])]:
            if all(np.hypot(*(self.map.at(*end) - self.map.at(*other))[:2]) >= APART for other in kept):
                kept.append(end)
        return np.array(kept).reshape(-1, 2)

    def end_marks(self, places: Point3D_Array, *, up: bool) -> EndMarks:
        """Return triangles at the ends of ways."""
        return EndMarks(self.look, places, up=up, size=self.size)

    def marks(self, told: Accounts, *, up: bool) -> list[VGroup]:
        """Return what marks the ends of walks that have arrived, and where steps left the domain."""
        marks = (
            LostSteps(self.look, self.map, told, self.size),
            self.end_marks(self.map.points_at(*self.ends_of(told).T), up=up),
        )
        return [mark for mark in marks if mark.family_members_with_points()]

    def words(self, shown: Sequence[Walkers], places: Points, texts: Sequence[str]) -> VGroup:
        """Return words beside places ``(n, 2)``, clear of the ways themselves."""
        here = self.map.points_at(*places.T)
        taken = np.concatenate([*(walkers.taken for walkers in shown), here])
        return VGroup(*end_words(self.look, self.map.area, list(zip(here, texts, strict=True)), taken))

    def ends_between(self, walker: int, down: LandRuns, up: LandRuns) -> Points:
        """Return where a walker's ways down and up end, and where it starts ``(3, 2)``."""
        low, high = (runs.told[walker].run.points for runs in (down, up))
        return np.stack([low[-1], high[-1], low[0]])

    def way_of(self, runs: LandRuns, walker: int) -> WalkersFromAbove:
        """Return one walker at its start."""
        walk = LandWalk(self.land, runs.run[[walker]])
        walk.dropped.set_value(1.0)
        return self.walkers(walk)


__all__ = ["FieldStage", "map_room"]
