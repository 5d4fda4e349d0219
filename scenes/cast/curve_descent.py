"""Descent on a curve: the ball, its tangent, the gradient and step arrows, and the path behind it."""

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.objective import Objective
from gd_math.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.cast.arrows import FlatArrow, Tangent
from scenes.cast.edge_mark import EdgeMark
from scenes.cast.following import follow
from scenes.cast.moments import SLOW_STEPS, Moment
from scenes.cast.plots import Dots, Plot, Polyline, Range, clip_polyline, dashes, graph
from scenes.cast.walkers import Ball
from scenes.cast.words import Words
from scenes.look import Look
from scenes.theme import POINT_RADIUS, STROKES

CURVE_SAMPLES = 600
VIEW = 1.5
"""Half-width of the view in units of the longest way from the valley that it shows."""
LONGEST_GRADIENT_ARROW, SHORTEST_GRADIENT_ARROW = 1.6, 0.4
LABEL_RISE = 0.34
"""Way from an arrow to the middle of its word."""
LABEL_OVERHANG = 0.3
"""How far a word may reach beyond the plot."""


def curve_view(objective: Objective, run: Trajectory, start: float) -> tuple[Range, Range]:
    """Return the ranges of x and f(x) that show a run on a curve: the start, the way, the valleys beside it.

    Positions further from the start's valley than twice the start itself are left outside; they appear as an
    arrow at the edge.
    """
    xs = run.points[:, 0]
    valleys = objective.minima[:, 0]
    home = (
        float(valleys[np.argmin(np.abs(valleys - start))])
        if len(valleys)
        else float(xs[np.argmin(run.values)])
    )
    reach = max(abs(start - home), 0.0)
    if reach == 0.0:
        reach = 1.0 if not len(xs) else max(float(np.abs(xs - home).max()), 1.0)
    seen = xs[np.abs(xs - home) <= 2.0 * reach]
    half = VIEW * max(reach, float(np.abs(seen - home).max()) if len(seen) else 0.0)
    low, high = home - half, home + half
    if len(valleys) > 1:
        near = valleys[(valleys > low - half) & (valleys < high + half)]
        low, high = min(low, float(near.min()) - 0.6 * half), max(high, float(near.max()) + 0.6 * half)
    x = np.linspace(low, high, CURVE_SAMPLES)
    heights = objective(x)
    heights = heights[np.isfinite(heights)]
    inside = run.values[(xs >= low) & (xs <= high)]
    floor = float(heights.min()) if heights.size else 0.0
    ceiling = float(inside.max()) if inside.size else float(heights.max())
    if ceiling - floor < 1e-12:
        ceiling = float(np.quantile(heights, 0.75)) if heights.size else floor + 1.0
    rise = max(ceiling - floor, 1e-9)
    bottom = 0.0 if 0 <= floor <= 0.3 * ceiling else floor - 0.12 * rise
    return (low, high), (bottom, ceiling + 0.22 * rise)


class CurveDescent(VGroup):
    """A run on the graph of a function of one variable, as a function of its clock.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    objective
        The function.
    run
        One trajectory.
    clock
        Tells ``k + u``: step k, told up to the share u.
    detail
        1 shows the arrows of every step, 0 hides them (for steps too quick to be read).
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        objective: Objective,
        run: Trajectory,
        clock: ValueTracker,
        detail: ValueTracker,
    ) -> None:
        super().__init__()
        colours = look.colours
        self.look, self.plot, self.objective, self.run = look, plot, objective, run
        self.clock, self.detail = clock, detail
        self.xs: Floats = run.points[:, 0]
        self.slopes: Floats = run.gradients[:, 0]
        self.steps_told = len(self.xs) - 1
        x = np.linspace(*plot.x_range, CURVE_SAMPLES)
        self.curve = graph(plot, x, objective(x), colours.loss)
        self.gradient_scale = self._gradient_scale()
        self.drop = Polyline(colours.muted, STROKES.hair, name="drop line")
        self.path = Polyline(colours.parameter, STROKES.path, opacity=0.8, name="path")
        self.dots = Dots(colours.parameter, POINT_RADIUS, name="path dots")
        self.tangent = Tangent(plot, colours.gradient)
        self.gradient_arrow = FlatArrow(colours.gradient, name="gradient arrow")
        self.step_arrow = FlatArrow(colours.step, name="step arrow")
        self.ball = Ball(look)
        self.edge = EdgeMark(look, plot)
        self._pieces = self._path_pieces()
        self.add(self.curve, self.drop, self.path, self.dots, self.tangent)
        self.add(self.gradient_arrow, self.step_arrow, self.ball, self.edge)
        self.name = "descent"
        follow(self, self.redraw)

    @property
    def moment(self) -> Moment:
        """Return where the telling stands."""
        return Moment.at(self.clock.get_value(), self.steps_told)

    @property
    def x(self) -> float:
        """Return where the ball is now: on a computed point, or on the curve between two of them."""
        moment = self.moment
        if moment.moved == 0.0:
            return float(self.xs[moment.step])
        here, there = self.xs[moment.step : moment.step + 2]
        return float(here + smooth(moment.moved) * (there - here))

    @property
    def slope(self) -> float:
        """Return the slope of the curve under the ball."""
        return float(self.objective.slope(self.x))

    def arrow_tips(self, step: int) -> tuple[Point3D, Point3D, Point3D]:
        """Return the ball's point at `step`, the tip of its gradient arrow and the tip of its step arrow."""
        x, y = float(self.xs[step]), float(self.run.values[step])
        ball = self.plot.at(x, y)
        gradient = ball + np.array([self.gradient_scale * self.slopes[step], 0.0, 0.0])
        ahead = float(self.xs[min(step + 1, self.steps_told)])
        return ball, gradient, self.plot.at(ahead, y)

    def arrow_labels(self, step: int, gradient: str, step_word: str) -> tuple[VGroup, VGroup]:
        """Return words for the two arrows of `step`, on the sides that the curve leaves free, if they fit.

        The gradient arrow points to where the curve is above it, so its word stands below; the step's above.
        """
        ball, uphill, ahead = self.arrow_tips(step)
        area, colours = self.plot.area, self.look.colours
        labels: list[VGroup] = []
        for text, tip, side, colour in (
            (gradient, uphill, -1.0, colours.gradient),
            (step_word, ahead, 1.0, colours.step),
        ):
            word = Words(self.look, text, colour=colour)
            outwards = np.sign(tip[0] - ball[0])
            nearest = ball[0] + outwards * (0.06 + word.width / 2)
            across = nearest if outwards * (tip[0] + ball[0] - 2 * nearest) < 0 else (tip[0] + ball[0]) / 2
            word.move_to((float(across), float(ball[1]) + side * LABEL_RISE, 0.0))
            reach = word.get_right()[0] if outwards > 0 else -word.get_left()[0]
            fits = (
                word.get_bottom()[1] > area.bottom
                and reach < (area.right if outwards > 0 else -area.left) + LABEL_OVERHANG
            )
            labels.append(VGroup(word) if fits else VGroup())
        return labels[0], labels[1]

    def redraw(self) -> None:
        """Set every point from the clock."""
        moment = self.moment
        x = self.x
        y = float(self.objective(x))
        shown = self.plot.shows(x, y)
        self.edge.mark(x, y, shown)
        here = self.plot.at(x, y) if shown else np.array([100.0, 0.0, 0.0])
        self.ball.stand_at(here)
        self._redraw_path(moment)
        if not shown:
            for part in (self.tangent, self.gradient_arrow, self.step_arrow, self.drop):
                part.points = np.zeros((0, 3))
            return
        foot = self.plot.at(x, self.plot.y_range[0])
        self.drop.set_corners(*dashes(here, foot))
        share = moment.measured if moment.step == 0 else 1.0
        self.tangent.touch(x, y, float(self.objective.slope(x)), share)
        self._redraw_arrows(moment)

    def _redraw_arrows(self, moment: Moment) -> None:
        if moment.step >= self.steps_told:
            self.gradient_arrow.set_between(np.zeros(3), np.zeros(3))
            self.step_arrow.set_between(np.zeros(3), np.zeros(3))
            return
        ball, gradient, step = self.arrow_tips(moment.step)
        detail = self.detail.get_value()
        fading = 1.0 - moment.moved
        reach = smooth(moment.pointed) * detail * fading
        self._draw_arrow(self.gradient_arrow, ball, ball + (gradient - ball) * reach)
        tail = ball + (step - ball) * smooth(moment.moved)
        tip = ball + (step - ball) * smooth(moment.scaled) * detail
        self._draw_arrow(self.step_arrow, tail if detail else tip, tip)

    def _draw_arrow(self, arrow: FlatArrow, tail: Point3D, tip: Point3D) -> None:
        """Draw an arrow; a tip beyond the plot leaves a shaft that runs to the edge."""
        area = self.plot.area
        inside = np.array([np.clip(tip[0], area.left, area.right), tip[1], 0.0])
        start = np.array([np.clip(tail[0], area.left, area.right), tail[1], 0.0])
        arrow.set_between(start, inside, headless=bool(inside[0] != tip[0]))

    def _redraw_path(self, moment: Moment) -> None:
        self.path.set_corners(*(piece for pieces in self._pieces[: moment.step] for piece in pieces))
        told = np.arange(moment.step + 1)
        inside = [k for k in told if self.plot.shows(self.xs[k], self.run.values[k])]
        self.dots.set_places(self.plot.points_at(self.xs[inside], self.run.values[inside]))

    def _path_pieces(self) -> list[list[Point3D_Array]]:
        points = self.plot.points_at(self.xs, self.run.values)
        return [
            [
                dash
                for chord in clip_polyline(points[k : k + 2], self.plot.area)
                for dash in dashes(chord[0], chord[-1])
            ]
            for k in range(self.steps_told)
        ]

    def _gradient_scale(self) -> float:
        """Return scene units per unit of slope: the arrows of the steps told slowly end inside the plot."""
        steepest = max(float(np.abs(self.slopes[:SLOW_STEPS]).max()), 1e-12)
        scales = [LONGEST_GRADIENT_ARROW / steepest]
        for x, slope in zip(self.xs[:SLOW_STEPS], self.slopes[:SLOW_STEPS], strict=True):
            edge = self.plot.x_range[1] if slope > 0 else self.plot.x_range[0]
            room = self.plot.length(abs(edge - x))
            if slope != 0.0 and room > SHORTEST_GRADIENT_ARROW:
                scales.append(room / abs(slope))
        return min(scales)
