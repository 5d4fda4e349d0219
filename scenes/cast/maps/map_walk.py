"""A run on a landscape seen from above: the ball, its path, the arrows of a step, what has left."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from manim import LineJointType, ValueTracker, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Integers, Points
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, POINT_RADIUS, STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.edge_note import EdgeNote, arrows_towards
from scenes.cast.charts.free_places import ring
from scenes.cast.maps.walk_arrows import StepParts, WalkArrows
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Polyline, clip_polyline, dashed
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import Moment

CORNER_DISTANCE, DOT_DISTANCE = 0.02, 0.12
"""Of long runs, corners of the path and dots closer than this to the one before are left out."""
MOST_CORNERS, MOST_FULL_DOTS = 200, 20
SMALL_DOTS = 0.6
STAYS = frozenset({"grown-to-nothing"})
"""A run that stays where it is has a path without length."""


def no_detail() -> float:
    """Return 0: no step has an arrow."""
    return 0.0


class MapWalk(VGroup):
    """A run on a function of two variables, as a function of its time; several may share a map and a time.

    Where several runs cross, their tracks may be added to the scene first and their actors afterwards.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The landscape.
    run
        One trajectory, points ``(steps + 1, 2)``.
    time
        Tells ``k + u``: step k, told up to the share u; beyond the last step the run stands.
    detail
        1 shows the arrows of every step, 0 hides them: for steps too quick to be read.
    style
        Colour, dashes and mark of the run; by default it is a ball, with a line in the colour of parameters.
    parts
        What the steps are made of, whose arrows come before that of the step; none by default.
    size
        Of the ball or mark; dots are small with a smaller one.
    dotted
        How many steps get a dot each; by default all, of long runs those that stand far enough apart. Of
        several runs on one map their dots cover each other: 0 leaves the paths.
    drawn
        After how many steps the path ends: fewer than all, where the rest would cover the map.
    tail
        Tells how many steps back the path reaches: where all of several paths would cover each other. By
        default it reaches back to the start.
    note
        What stands at the edge while the run is outside: an arrow with the numbers of the place, or only an
        arrow with the run's mark, where the numbers of several would cover the map (then call `keep_apart`).
    factor
        How long the parts' arrows are drawn, in units of their lengths; by default as long as there is room.

    Attributes
    ----------
    track
        The path with its dots.
    actors
        What stands before it: the arrows, the ball or mark, and the note at the edge.
    ball
        The `Ball`, whose `place` on screen ``(3,)`` `stand_at` sets; of a run with a style its mark, `Dots`
        whose `places` ``(1, 3)`` `set_places` sets. Either is gone while the run is outside.
    aside
        How far the ball is held beside its place, in the units of each parameter.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        run: Trajectory,
        time: Callable[[], float],
        detail: Callable[[], float] = no_detail,
        style: RunStyle | None = None,
        *,
        parts: StepParts | None = None,
        size: float = 1.0,
        dotted: int | None = None,
        drawn: int | None = None,
        tail: Callable[[], float] | None = None,
        note: Literal["numbers", "arrow"] = "numbers",
        factor: float | None = None,
    ) -> None:
        steps, alone, style = run.steps_taken, style is None, style or RunStyle(look.colours.parameter)
        self.plot, self.run, self.time, self.detail, self.style = plot, run, time, detail, style
        self.radius = size * BALL_RADIUS
        self.aside = ValueTracker(0.0), ValueTracker(0.0)
        self.drawn, self.tail = steps if drawn is None else drawn, tail
        self._dotted = None if dotted is None else np.arange(dotted + 1)
        self._measure()
        plot.watch(self._measure)
        self.path = Polyline(style.colour, STROKES.path, name="path")
        self.path.lint_ignore = STAYS
        if steps > MOST_CORNERS:
            self.path.joint_type = LineJointType.ROUND
        small = SMALL_DOTS if steps > MOST_FULL_DOTS or size < 1.0 else 1.0
        self.dots = style.dots(POINT_RADIUS * small, "path dots")
        self.arrows = WalkArrows(look, plot, run, parts, factor)
        self.ball = Ball(look, self.radius) if alone else style.dots(self.radius, "mark")
        names = run.variables[0], run.variables[1]
        sign = style.dots(self.radius, "mark at the edge") if note == "arrow" else None
        self.edge_note = EdgeNote(look, plot, names, None if alone else style.colour, sign)
        self.track, self.actors = VGroup(self.path, self.dots), VGroup(self.arrows, self.ball, self.edge_note)
        super().__init__(self.track, self.actors)
        self.name = "walk"
        follow(self.track, self._draw_track)
        follow(self.actors, self._draw_actors)

    def _measure(self) -> None:
        """Find the places on screen of the view that the map now has."""
        every, points = np.arange(self.run.steps_taken + 1), self.run.points
        self.screen = self.plot.points_at(points[:, 0], points[:, 1])
        long = len(every) - 1 > MOST_CORNERS
        self.corners = apart(self.screen, CORNER_DISTANCE) if long else every
        self.dotted = every if self._dotted is None else self._dotted
        if long and self._dotted is None:
            self.dotted = apart(self.screen, DOT_DISTANCE)

    @property
    def moment(self) -> Moment:
        """Return where the telling stands; without detail, all of a step's time is for the move."""
        time = self.time()
        moment = Moment.at(time, self.run.steps_taken)
        if moment.step >= self.run.steps_taken or self.detail():
            return moment
        return replace(moment, moved=min(max(time - moment.step, 0.0), 1.0))

    @property
    def point(self) -> Points:
        """Return where the ball is now, shape (2,): on a computed point, on its way, or held beside it."""
        moment = self.moment
        here = self.run.points[moment.step]
        if moment.moved > 0.0:
            here = here + smooth(moment.moved) * (self.run.points[moment.step + 1] - here)
        held: Points = here + np.array([tracker.get_value() for tracker in self.aside])
        return held

    def occupied(self, *others: Points) -> Point3D_Array:
        """Return points on screen ``(n, 3)``, dense on the path, the ball and the slow steps' arrows.

        The ball stands at the start, and at the ends of `others`: ways ``(n, 2)`` that it also takes.
        """
        way = self.screen[self.corners[self.corners <= self.drawn]]
        ways = [self.plot.points_at(*other.T) for other in others]
        dense = [
            np.linspace(piece[0], piece[-1], 25)
            for line in (way, *self.arrows.occupied(), *ways)
            for segment in itertools.pairwise(line)
            for piece in clip_polyline(np.array(segment), self.plot.area)
        ]
        balls = [ring(place, 1.5 * self.radius) for place in (self.screen[0], *(other[-1] for other in ways))]
        return np.concatenate([*dense, *balls, *self._edge_arrows(way)])

    def _edge_arrows(self, way: Point3D_Array) -> list[Point3D_Array]:
        """Return points on the arrows that stand at the edge while the ball is outside."""
        if len(way) < 2:
            return []
        places = np.linspace(way[:-1], way[1:], 12, axis=1).reshape(-1, 3)
        outside = [not self.plot.shows(*values) for values in self.plot.read(places).tolist()]
        arrows = list(np.linspace(*arrows_towards(places[outside], self.plot.area), 7, axis=1))
        return arrows if self.edge_note.sign is None else [self.edge_note.beside(one) for one in arrows]

    def _draw_track(self) -> None:
        """Draw the path to where the ball is, and the dots of the points that it has passed."""
        moment, last = self.moment, min(self.moment.step, self.drawn)
        corners = self.corners[self.corners <= last]
        told = self.screen[corners]
        if self.tail is not None:
            told = self._since(max(min(self.time(), last + moment.moved) - self.tail(), 0.0), corners)
        if moment.step < self.drawn and moment.moved > 0.0:
            told = np.vstack([told, self.plot.at(*self.point.tolist())])
        elif corners[-1] < last:
            told = np.vstack([told, self.screen[last]])
        pieces = clip_polyline(told, self.plot.area)
        self.path.set_corners(*(dash for piece in pieces for dash in self._dashes(piece)))
        dotted = self.dotted[self.dotted <= moment.step]
        inside = [self.plot.shows(*point) for point in self.run.points[dotted].tolist()]
        self.dots.set_places(self.screen[dotted][inside])

    def _since(self, time: float, corners: Integers) -> Point3D_Array:
        """Return the path's corners on screen ``(n, 3)`` from a time on, the first where the run was then."""
        step = min(int(time), self.run.steps_taken)
        here, share = self.screen[step], smooth(time - step)
        if share > 0.0:
            here = here + share * (self.screen[step + 1] - here)
        return np.vstack([here, self.screen[corners[corners > time]]])

    def _dashes(self, piece: Point3D_Array) -> Iterable[Point3D_Array]:
        return dashed(piece, self.style.dash) if self.style.dash else [piece]

    def _draw_actors(self) -> None:
        """Put the ball in its place, or say where it is; draw the arrows of the step."""
        moment, point = self.moment, self.point
        shown, here = self.plot.shows(*point.tolist()), self.plot.at(*point.tolist())
        if isinstance(self.ball, Ball):
            self.ball.stand_at(here if shown else None)
        else:
            self.ball.set_places(here if shown else np.zeros((0, 3)))
        self.edge_note.mark(None if shown else point)
        if moment.step < self.run.steps_taken and self.detail():
            self.arrows.draw(moment)
        else:
            self.arrows.wipe()


def keep_apart(walks: Sequence[MapWalk]) -> None:
    """Let the notes at the edge keep clear of each other. The walks are added to the scene in this order."""
    for k, walk in enumerate(walks):
        walk.edge_note.others = [other.edge_note for other in walks[:k]]


def apart(points: Point3D_Array, distance: float) -> Integers:
    """Return the indices of points ``(n, 3)`` that are at least `distance` from the one kept before.

    >>> apart(np.array([[0.0, 0, 0], [0.1, 0, 0], [0.3, 0, 0], [0.35, 0, 0]]), 0.2).tolist()
    [0, 2]
    """
    kept, (x, y) = [0], points[0, :2].tolist()
    for k, (a, b) in enumerate(points[:, :2].tolist()):
        if (a - x) ** 2 + (b - y) ** 2 >= distance**2:
            kept.append(k)
            x, y = a, b
    return np.array(kept)


__all__ = ["MapWalk", "StepParts", "apart", "keep_apart"]
