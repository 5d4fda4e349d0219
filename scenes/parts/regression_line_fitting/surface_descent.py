"""Descent on a landscape seen from above: the ball, its partial slopes, gradient, step and path.

Everything follows one clock, as `scenes.cast.moving.moments` tells it: the two partial derivatives are
measured, add up to the gradient, which is scaled and reversed into the step, and the step moves the ball.
"""

import itertools
from dataclasses import replace

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, POINT_RADIUS, STROKES
from scenes.cast.charts.edge_note import EdgeNote, arrow_towards
from scenes.cast.charts.free_places import clearances, ring, roomiest
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.crosshair import outline
from scenes.cast.maps.map_walk import CORNER_DISTANCE, apart
from scenes.cast.marks.arrow_sum import ArrowSum
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import SLOW_STEPS, Moment
from scenes.cast.writing.map_words import MapWord

LONGEST_GRADIENT_ARROW = 1.7
SHORTEST_GRADIENT_ARROW = 0.6
SMALL_DOTS = 0.6
MOST_FULL_DOTS = 20
MOST_CORNERS = 200
"""Of longer runs, points are left out of the path that lie so close that the eye does not miss them."""
DOT_DISTANCE = 0.12
"""Dots of longer runs stand so far apart, in scene units, that they remain dots."""
WORD_GAP = 0.14


class SurfaceDescent(VGroup):
    """A run on a function of two variables, as a function of its clock.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The landscape.
    run
        One trajectory, points ``(steps + 1, 2)``.
    clock
        Tells ``k + u``: step k, told up to the share u.
    detail
        1 shows the arrows of every step, 0 hides them (for steps too quick to be read).
    """

    def __init__(
        self, look: Look, plot: ContourPlot, run: Trajectory, clock: ValueTracker, detail: ValueTracker
    ) -> None:
        super().__init__()
        colours = look.colours
        self.look, self.plot, self.run, self.clock, self.detail = look, plot, run, clock, detail
        self.aside = ValueTracker(0.0), ValueTracker(0.0)
        """How far the ball is held beside its place, in the units of each parameter."""
        self.steps_told = run.steps_taken
        self.screen = plot.points_at(run.points[:, 0], run.points[:, 1])
        long = self.steps_told > MOST_CORNERS
        everything = np.arange(self.steps_told + 1)
        self.corners = apart(self.screen, CORNER_DISTANCE) if long else everything
        self.dotted = apart(self.screen, DOT_DISTANCE) if long else everything
        self.gradient_scale = self._gradient_scale()
        self.path = Polyline(colours.parameter, STROKES.path, name="path")
        small = 1.0 if self.steps_told <= MOST_FULL_DOTS else SMALL_DOTS
        self.dots = Dots(colours.parameter, POINT_RADIUS * small, name="path dots")
        self.slopes = ArrowSum(
            [*(f"partial {name}" for name in run.variables), "gradient arrow"],
            [colours.gradient] * 3,
            Polyline(colours.gradient, STROKES.hair, name="rails of the gradient"),
            thin=(0.035, 0.15),
            area=plot.area,
        )
        self.step_arrow = FlatArrow(colours.step, name="step arrow")
        self.ball = Ball(look)
        self.edge_note = EdgeNote(look, plot, (run.variables[0], run.variables[1]))
        self.add(self.path, self.dots, self.slopes, self.step_arrow, self.ball, self.edge_note)
        self.name = "descent"
        follow(self, self.redraw)

    @property
    def moment(self) -> Moment:
        """Return where the telling stands; without detail, all of a step's time is for the move."""
        time = self.clock.get_value()
        moment = Moment.at(time, self.steps_told)
        if self.detail.get_value() or moment.step >= self.steps_told:
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

    def occupied(self, *asides: Points) -> Point3D_Array:
        """Return points on screen ``(n, 3)``, dense on the path, the ball and the slow steps' arrows.

        The ball is also held beside its start by each of `asides`, vectors (2,) in the parameters' units.
        """
        ways = [self.screen[self.corners]]
        for step in range(min(SLOW_STEPS, self.steps_told)):
            *_, uphill, ahead = self.arrow_tips(step)
            ways.append(np.array([uphill, self.screen[step], ahead]))
        held = [self.screen[0] + self._on_screen(aside) for aside in asides]
        ways += [np.array([self.screen[0], place]) for place in held]
        dense = [
            np.linspace(piece[0], piece[-1], 25)
            for way in ways
            for segment in itertools.pairwise(way)
            for piece in clip_polyline(np.array(segment), self.plot.area)
        ]
        balls = [ring(place, 1.5 * BALL_RADIUS) for place in (self.screen[0], *held)]
        return np.concatenate([*dense, *balls, *self._edge_arrows()])

    def _edge_arrows(self) -> list[Point3D_Array]:
        """Return points on the arrows that stand at the edge while the ball is outside."""
        arrows = []
        for start, end in itertools.pairwise(self.screen[self.corners]):
            for place in np.linspace(start, end, 12):
                if not self.plot.shows(*self.plot.read(place).tolist()):
                    arrows.append(np.linspace(*arrow_towards(place, self.plot.area), 7))
        return arrows

    def arrow_tips(self, step: int) -> tuple[Point3D, Point3D, Point3D, Point3D]:
        """Return the tips of the partial arrows along x and y, the gradient arrow and the step arrow."""
        here = self.screen[step]
        gradient = self.gradient_scale * self._on_screen(self.run.gradients[step])
        ahead = self.screen[min(step + 1, self.steps_told)]
        along_x, along_y = gradient * [1.0, 0.0, 0.0], gradient * [0.0, 1.0, 0.0]
        return here + along_x, here + along_y, here + gradient, ahead

    def arrow_words(self, step: int, gradient: str, step_word: str) -> tuple[MapWord, MapWord]:
        """Return words beside the gradient arrow and the step arrow of `step`, as far as they are seen."""
        here = self.screen[step]
        *_, uphill, ahead = self.arrow_tips(step)
        colours = self.look.colours
        words = MapWord(self.look, gradient, colours.gradient), MapWord(self.look, step_word, colours.step)
        taken = np.concatenate(
            [ring(here, BALL_RADIUS), *(np.linspace(here, tip, 9) for tip in (uphill, ahead))]
        )
        for word, tip in zip(words, (uphill, ahead), strict=True):
            if float(np.hypot(*(tip - here)[:2])) < BALL_RADIUS:
                word.remove(*word)
                continue
            self._put_beside(word, here, tip, taken)
            taken = np.concatenate([taken, outline(word)])
        return words

    def _put_beside(self, word: MapWord, tail: Point3D, tip: Point3D, taken: Point3D_Array) -> None:
        """Put a word beside an arrow or beyond its tip, inside the picture; leave it away without room."""
        way = tip - tail
        length = max(float(np.hypot(way[0], way[1])), 1e-9)
        along, across = way / length, np.array([-way[1], way[0], 0.0]) / length
        aside = float(np.abs(across[:2]) @ word.half) + WORD_GAP
        beyond = float(np.abs(along[:2]) @ word.half) + WORD_GAP
        places = [
            tail + share * way + side * aside * across for share in (0.5, 0.8, 0.2) for side in (1.0, -1.0)
        ]
        places.append(tip + beyond * along)
        area = self.plot.area
        low = np.array([area.left + word.half[0], area.bottom + word.half[1], 0.0])
        high = np.array([area.right - word.half[0], area.top - word.half[1], 0.0])
        place = roomiest(np.clip(places, low, high), word.half, taken, enough=WORD_GAP / 2)
        word.stand_at(place)
        if clearances(place[None], word.half, taken)[0] <= 0.0:
            word.remove(word.plate, word.word)

    def redraw(self) -> None:
        """Set every point from the clock."""
        moment, (x, y) = self.moment, self.point
        shown = self.plot.shows(float(x), float(y))
        here = self.plot.at(float(x), float(y))
        self.ball.stand_at(here if shown else np.array([100.0, 0.0, 0.0]))
        self.edge_note.mark(self.point, shown=shown)
        corners = self.corners[self.corners <= moment.step]
        told = self.screen[corners]
        if moment.moved > 0.0 or corners[-1] < moment.step:
            told = np.vstack([told, here])
        self.path.set_corners(*clip_polyline(told, self.plot.area))
        dotted = self.dotted[self.dotted <= moment.step]
        inside = [self.plot.shows(*point) for point in self.run.points[dotted].tolist()]
        self.dots.set_places(self.screen[dotted][inside])
        self._redraw_arrows(moment, shown)

    def _redraw_arrows(self, moment: Moment, shown: bool) -> None:
        here = self.screen[moment.step]
        if moment.step >= self.steps_told or not shown or not self.detail.get_value():
            self.slopes.draw(here, np.stack([here] * 3), (0.0, 0.0, 0.0), joined=0.0)
            self.step_arrow.set_between(here, here)
            return
        *tips, ahead = self.arrow_tips(moment.step)
        fading = 1.0 - moment.moved
        measured = smooth(moment.measured) * fading
        joined = 1.0 if moment.pointed > 0.0 and fading == 1.0 else 0.0
        shares = (measured, measured, smooth(moment.pointed) * fading)
        self.slopes.draw(here, np.array(tips), shares, joined)
        way = ahead - here
        tail, tip = here + way * smooth(moment.moved), here + way * smooth(moment.scaled)
        self.step_arrow.set_between(tail, tip, area=self.plot.area)

    def _on_screen(self, vector: Points) -> Point3D:
        """Return a vector ``(2,)`` of the parameters' units as a way on screen ``(3,)``."""
        plot = self.plot
        x = plot.length(float(vector[0]))
        y = float(vector[1]) / (plot.y_range[1] - plot.y_range[0]) * plot.area.height
        return np.array([x, y, 0.0])

    def _gradient_scale(self) -> float:
        """Return the share of the gradient that is drawn: the arrows of the steps told slowly end inside."""
        area, scales = self.plot.area, []
        for place, gradient in zip(self.screen[:SLOW_STEPS], self.run.gradients[:SLOW_STEPS], strict=False):
            way = self._on_screen(gradient)
            length = float(np.hypot(way[0], way[1]))
            if length == 0.0:
                continue
            scales.append(LONGEST_GRADIENT_ARROW / length)
            far = clip_polyline(np.array([place, place + way / length * 100.0]), area)
            room = float(np.hypot(*(far[0][-1] - place)[:2])) - 0.1 if far else 0.0
            if room > SHORTEST_GRADIENT_ARROW:
                scales.append(room / length)
        return min(scales, default=0.0)
