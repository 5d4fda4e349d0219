"""Descent on a curve: the ball, its tangent, the gradient and step arrows, the path behind it, the loss beside it.

Everything follows one clock. At time ``k + u`` the run stands in step k, and u tells how far that step has been told:
the slope is measured, becomes the gradient arrow, is scaled into the step, and the step moves the ball.
"""

from dataclasses import dataclass

import numpy as np
from manim import Rectangle, ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.objective import Objective
from gd_math.trajectory import Trajectory
from gd_math.typing import Floats
from scenes.cast.arrows import FlatArrow, Tangent
from scenes.cast.following import follow
from scenes.cast.numbers import LiveNumber, Number, number_width, plain, significant
from scenes.cast.plots import Dots, Plot, Polyline, Range, clip_polyline, dashes, graph
from scenes.cast.walkers import Ball
from scenes.cast.words import Words
from scenes.layout import Box
from scenes.look import Look
from scenes.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE

MEASURED, POINTED, SCALED = 0.25, 0.5, 0.7
"""Shares of a step after which the tangent, the gradient arrow and the step arrow are complete."""

CURVE_SAMPLES = 600
SLOW_STEPS = 2
"""Steps that are told with every number before the others follow on one clock."""
LONGEST_GRADIENT_ARROW, SHORTEST_GRADIENT_ARROW = 1.6, 0.4
LABEL_OVERHANG = 0.3
VIEW = 1.5
"""Half-width of the view in units of the longest way from the valley that it shows."""
LABEL_RISE = 0.34
"""Way from an arrow to the middle of its word."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the telling of a run stands.

    Parameters
    ----------
    step
        The step k that is being told; equal to the number of steps when all are.
    measured, pointed, scaled, moved
        How far the tangent, the gradient arrow, the step arrow and the move have come, from 0 to 1.
    """

    step: int
    measured: float
    pointed: float
    scaled: float
    moved: float

    @classmethod
    def at(cls, time: float, steps: int) -> "Moment":
        """Return the moment at clock time ``k + u`` of a run with `steps` steps."""
        time = min(max(time, 0.0), float(steps))
        step = int(time + 1e-9)
        u = max(time - step, 0.0)
        if step >= steps:
            return cls(steps, 0.0, 0.0, 0.0, 0.0)
        edges = (0.0, MEASURED, POINTED, SCALED, 1.0)
        shares = (
            float(np.clip((u - start) / (end - start), 0.0, 1.0))
            for start, end in zip(edges[:-1], edges[1:], strict=True)
        )
        return cls(step, *shares)


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
        """Return where the ball is now: on a computed point, or on its way along the curve to the next one."""
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

    def arrow_labels(self, step: int, gradient: str, step_word: str) -> tuple[Words, Words]:
        """Return words for the two arrows of `step`, on the sides that the curve leaves free.

        The gradient arrow points to where the curve is above it, so its word stands below; the step's stands above.
        """
        ball, uphill, ahead = self.arrow_tips(step)
        area, colours = self.plot.area, self.look.colours
        words = []
        for text, tip, side, colour in (
            (gradient, uphill, -1.0, colours.gradient),
            (step_word, ahead, 1.0, colours.step),
        ):
            word = Words(self.look, text, colour=colour)
            outwards = np.sign(tip[0] - ball[0])
            nearest = ball[0] + outwards * (0.06 + word.width / 2)
            across = nearest if outwards * (tip[0] + ball[0] - 2 * nearest) < 0 else (tip[0] + ball[0]) / 2
            across = float(
                np.clip(across, area.left + word.width / 2, area.right - word.width / 2 + LABEL_OVERHANG)
            )
            words.append(word.move_to([across, ball[1] + side * LABEL_RISE, 0.0]))
        return words[0], words[1]

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


class EdgeMark(VGroup):
    """An arrow at the plot's upper edge with the position of a ball that has left the picture."""

    def __init__(self, look: Look, plot: Plot) -> None:
        self.plot = plot
        self.arrow = FlatArrow(look.colours.warning, name="edge arrow")
        self.number = Number(look, "", anchor="center", colour=look.colours.warning, size=TYPE.caption)
        self.plate = Rectangle(stroke_width=0, fill_color=look.colours.background, fill_opacity=1.0)
        self.plate.lint_backing = True
        super().__init__(self.plate, self.arrow, self.number)
        self.name = "edge mark"

    def mark(self, x: float, y: float, shown: bool) -> None:
        """Point to ``(x, y)`` from the edge, or vanish while the ball is shown."""
        if shown:
            self.arrow.set_between(np.zeros(3), np.zeros(3))
            self.number.set_text("")
            self.plate.points = np.zeros((0, 3))
            return
        area = self.plot.area
        text = plain(x, 2) if np.isfinite(x) else "∞"
        across = float(np.clip(self.plot.at(x, self.plot.y_range[0])[0], area.left + 0.7, area.right - 0.7))
        tip = np.array([across, area.top, 0.0])
        self.arrow.set_between(tip - np.array([0.0, 0.5, 0.0]), tip)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        self.number.set_text(text, (across, area.top - 0.6 - cap, 0.0))
        half, low, high = number_width(text, TYPE.caption) / 2 + 0.08, area.top - 0.72 - cap, area.top - 0.52
        self.plate.set_points_as_corners(
            [
                [across + dx, y, 0.0]
                for dx, y in ((-half, low), (half, low), (half, high), (-half, high), (-half, low))
            ]
        )


class LossCurve(VGroup):
    """The loss after every step told so far, beside the picture that it belongs to.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for axes and labels.
    run
        One trajectory.
    clock
        Tells ``k + u``, shared with the picture.
    y_range
        Range of the loss, shared with the picture where both are linear.
    label, step_label
        Translated words for the axes.
    log
        Logarithmic loss axis.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        run: Trajectory,
        clock: ValueTracker,
        y_range: Range,
        label: str,
        step_label: str,
        *,
        log: bool = False,
    ) -> None:
        super().__init__()
        colours = look.colours
        self.run, self.clock = run, clock
        self.steps_told = len(run.values) - 1
        self.plot = Plot(
            look,
            box,
            (0.0, float(max(self.steps_told, 1))),
            y_range,
            x_label=step_label,
            y_label=label,
            log_y=log,
        )
        self.line = Polyline(colours.loss, STROKES.curve * 0.8, name="loss curve")
        self.dots = Dots(colours.loss, POINT_RADIUS * (1.0 if self.steps_told <= 40 else 0.6), name="losses")
        self.number = LiveNumber(
            look,
            self._text,
            self._place,
            anchor="left",
            colour=colours.loss,
            size=TYPE.caption,
        )
        self.look = look
        self.add(self.plot, self.line, self.dots, self.number)
        self.name = "loss panel"
        follow(self.line, self.redraw)

    @classmethod
    def beside(
        cls,
        look: Look,
        box: Box,
        run: Trajectory,
        clock: ValueTracker,
        y_range: Range,
        label: str,
        step_label: str,
    ) -> "LossCurve":
        """Return the panel with the picture's own loss axis, or a logarithmic one where the losses leave it."""
        if float(run.values.max()) <= y_range[1] or float(run.values.min()) <= 0.0:
            low, high = float(run.values.min()), float(run.values.max())
            return cls(
                look, box, run, clock, (min(y_range[0], low), max(y_range[1], high)), label, step_label
            )
        low, high = (float(v) for v in (run.values.min(), run.values.max()))
        return cls(look, box, run, clock, (low / 3.0, high * 3.0), label, step_label, log=True)

    def redraw(self) -> None:
        """Set line and dots from the clock."""
        moment = Moment.at(self.clock.get_value(), self.steps_told)
        told = self.plot.points_at(np.arange(moment.step + 1), self.run.values[: moment.step + 1])
        self.dots.set_places(told)
        if moment.moved > 0:
            ahead = self.plot.at(moment.step + 1, self.run.values[moment.step + 1])
            told = np.vstack([told, told[-1] + smooth(moment.moved) * (ahead - told[-1])])
        self.line.set_corners(*clip_polyline(told, self.plot.area)) if len(
            told
        ) > 1 else self.line.set_corners()

    def _text(self) -> str:
        return significant(float(self.run.values[Moment.at(self.clock.get_value(), self.steps_told).step]))

    def _place(self) -> Point3D:
        step = Moment.at(self.clock.get_value(), self.steps_told).step
        point = self.plot.at(step, float(self.run.values[step]))
        room = self.plot.area.right - point[0]
        width = len(self._text()) * 0.19
        right = 0.16 if room > width + 0.16 else room - width
        top = self.plot.area.top - 0.2
        return np.array([point[0] + right, min(max(point[1] + 0.16, self.plot.area.bottom + 0.16), top), 0.0])
