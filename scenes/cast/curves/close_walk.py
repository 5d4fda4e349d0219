"""A run on a curve, told closely: the slope becomes the gradient arrow, the step, and the next place."""

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D

from gd_math.accounts.curve_runs import CurveRun
from gd_math.shape.steepness import steep_ground
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, POINT_RADIUS, STROKES, blend
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.edge_mark import EdgeMark
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.curves.drawn_path import DrawnPath
from scenes.cast.curves.drawn_run import DrawnRun
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.curves.tangent import Tangent
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.moving.moments import SLOW_STEPS, Moment, turning
from scenes.cast.writing.arrow_count import ArrowCount
from scenes.cast.writing.number_text import MINUS

DASH = (0.08, 0.07)
"""Of the path."""
LONGEST_GRADIENT_ARROW, SHORTEST_GRADIENT_ARROW = 0.34, 0.06
"""As shares of the width of the view in which the slow steps are told."""
LEAST_SHARE = 0.05
"""Where a start is flatter than this share of what is steep in the picture, that sets the arrows' scale."""
SHORTEST_NAMED = 0.3
"""Arrows shorter than this get no word."""
DONE, GOING = 0.999, 4.0
"""From this share on a copy has become the step; as much faster than the ball moves the gradient goes."""
TANGENT = 2.2
"""Half its length, in scene units: it reaches visibly beyond the curve on both sides."""
QUICK_TANGENT = 0.3
"""Share of it that is left while steps are told quickly: on gentle ground it would reach far across."""
TOP_AIR = 0.1
"""Between the turning copy and the picture's upper edge."""
CROSS = 0.11
"""Half the size of the mark where a step leads out of the function's domain."""
LABEL_RISE = 0.34
"""Way from an arrow to the middle of its word."""
LABEL_OVERHANG = 0.3
"""How far a word may reach beyond the plot."""


def nowhere() -> float:
    """Return 0: no hand moves the ball."""
    return 0.0


class CloseWalk(VGroup):
    """A run on a curve that is told closely: the ball slides on the curve, and its slope becomes its step.

    The slope is measured, becomes the gradient arrow, is scaled into the step, and the step moves the ball.
    The step by which a run left is told as far as its arrow, which leads to where the ball could not go on;
    a cross marks the place if the function is not defined there.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    run
        The run.
    time
        Tells ``k + u``: step k, told up to the share u.
    detail
        1 shows the arrows of every step, 0 hides them (for steps too quick to be read).
    close
        The range of x in which the slow steps are told; the plot's by default.
    longest
        Of the gradient arrow, as a share of the width of that.
    radius
        Of the ball.
    aside
        Tells how far a hand has moved the ball along x, away from where the run has it.

    Attributes
    ----------
    factor
        How many units of x the gradient arrow takes for each unit of slope: a round number.
    """

    lint_ignore = frozenset({"grown-to-nothing"})  # arrows are as short as the slope is small

    def __init__(
        self,
        look: Look,
        plot: Plot,
        run: CurveRun,
        time: Callable[[], float],
        detail: Callable[[], float],
        close: Range | None = None,
        longest: float = LONGEST_GRADIENT_ARROW,
        radius: float = BALL_RADIUS,
        aside: Callable[[], float] = nowhere,
    ) -> None:
        super().__init__()
        colours = look.colours
        self.look, self.plot, self.run = look, plot, run
        self.objective = run.account.objective
        self.time, self.detail, self.aside = time, detail, aside
        self.drawn = DrawnRun(plot, run)
        self.curve = curve_graph(plot, self.objective, colours.loss)
        self.factor = self._factor(close or plot.x_range, longest)
        self.drop = Polyline(colours.muted, STROKES.hair, name="drop line")
        style = RunStyle(colours.parameter, DASH)
        self.path = DrawnPath(self.drawn, style, STROKES.path, 0.8, POINT_RADIUS)
        self.tangent = Tangent(plot, colours.gradient, TANGENT)
        self.gradient_arrow = FlatArrow(colours.gradient, name="gradient arrow")
        self.step_arrow = FlatArrow(colours.step, name="step arrow")
        self.cross = Polyline(colours.warning, STROKES.arrow, name="not defined here")
        self.ball = Ball(look, radius)
        self.edge = EdgeMark(look, plot)
        self.number: ArrowCount | None = None
        self.add(self.curve, self.drop, self.path, self.tangent)
        self.add(self.gradient_arrow, self.step_arrow, self.cross, self.ball, self.edge)
        self.name = "close walk"
        follow(self, self.redraw)

    def count(self, slopes: Sequence[str], rate: str) -> Self:
        """Let the length of the gradient be counted down to that of the step at the tip of its copy.

        Parameters
        ----------
        slopes, rate
            As the formula prints them, slopes one a step.
        """
        lengths = [text.strip(f"({MINUS})") for text in slopes[:SLOW_STEPS]]
        self.number = ArrowCount(self.look, lengths, rate)
        self.add(self.number)
        return self

    @property
    def moment(self) -> Moment:
        """Return where the telling stands."""
        return Moment.at(self.time(), self.run.last)

    @property
    def x(self) -> float:
        """Return where the ball is now: on a computed point, on the curve between two, or moved by hand."""
        moment, xs = self.moment, self.run.xs
        here = float(xs[moment.step]) + self.aside()
        if moment.moved == 0.0:
            return here
        return here + float(smooth(moment.moved) * (xs[moment.step + 1] - xs[moment.step]))

    @property
    def altitude(self) -> float:
        """Return the height of the ball: on the curve, or on the way over a place where there is none."""
        moment, y = self.moment, float(self.objective(self.x))
        if np.isfinite(y) or moment.step + 1 >= len(self.run.slopes):
            return y
        before, after = self.run.heights[moment.step : moment.step + 2]
        return float(before + smooth(moment.moved) * (after - before))

    def arrow_tips(self, step: int) -> tuple[Point3D, Point3D, Point3D]:
        """Return the ball's point at `step`, the tip of its gradient arrow and the tip of its step arrow."""
        x, y = float(self.run.xs[step]), float(self.run.heights[step])
        ball = self.plot.at(x, y)
        gradient = ball + np.array([self.plot.length(self.factor * self.run.slopes[step]), 0.0, 0.0])
        return ball, gradient, self.plot.at(float(self.run.xs[step + 1]), y)

    def arrow_labels(self, step: int, gradient: str, step_word: str) -> tuple[VGroup, VGroup]:
        """Return words for the two arrows of `step`, on the sides that the curve leaves free, if they fit.

        The gradient arrow points to where the curve is above it, so its word stands below; the step's above.
        An arrow that is too short to be seen has none.
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
            seen = abs(float(np.clip(tip[0], area.left, area.right) - ball[0])) >= SHORTEST_NAMED
            fits = seen and (
                word.get_bottom()[1] > area.bottom
                and reach < (area.right + LABEL_OVERHANG if outwards > 0 else -area.left)
            )
            labels.append(VGroup(word) if fits else VGroup())
        return labels[0], labels[1]

    def redraw(self) -> None:
        """Set every point from the clock."""
        moment = self.moment
        x, y = self.x, self.altitude
        self.path.draw(moment.step)
        if not self.plot.shows(x, y):
            self.ball.stand_at(None)
            self.edge.mark((x, y))
            for part in (self.tangent, self.gradient_arrow, self.step_arrow, self.drop, self.cross):
                part.points = np.zeros((0, 3))
            if self.number is not None:
                self.number.wipe()
            return
        here = self.plot.at(x, y)
        self.ball.stand_at(here)
        self.edge.mark(None)
        self.drop.set_corners(*dashes(here, self.plot.at(x, self.plot.y_range[0])))
        share = moment.measured if moment.step == 0 else 1.0
        if moment.step >= SLOW_STEPS:
            share -= (1.0 - QUICK_TANGENT) * min(self.time() - SLOW_STEPS, 1.0)
        self.tangent.touch(x, y, float(self.objective.slope(x)), share)
        self._redraw_arrows(moment)

    def _redraw_arrows(self, moment: Moment) -> None:
        if moment.step >= self.run.last:
            self.gradient_arrow.vanish()
            self.step_arrow.vanish()
            self.cross.set_corners()
            if self.number is not None:
                self.number.wipe()
            return
        ball, gradient, step = self.arrow_tips(moment.step)
        sides, detail = self.drawn.sides, self.detail()
        out = moment.step == len(self.run.slopes) - 1
        fading = 0.0 if out and moment.step >= SLOW_STEPS else max(1.0 - GOING * moment.moved, 0.0)
        reach = smooth(moment.pointed) * detail * fading
        self.gradient_arrow.set_between(ball, ball + (gradient - ball) * reach, area=sides)
        self._redraw_step(moment, ball, gradient, step)
        self._cross_out(step if out and moment.scaled > DONE else None)

    def _redraw_step(self, moment: Moment, ball: Point3D, gradient: Point3D, step: Point3D) -> None:
        """Draw the step: of slow steps a copy of the gradient turns round, in its colour, and shrinks."""
        detail, share = self.detail(), smooth(moment.scaled)
        turned, shrunk = turning(moment.scaled)
        tail = ball + (step - ball) * smooth(moment.moved)
        turns = moment.step < SLOW_STEPS and 0.0 < moment.scaled < DONE and detail > 0.0
        colours = self.look.colours
        tip = step
        if turns:
            long, short = float(gradient[0] - ball[0]), float(step[0] - ball[0])
            length = (1.0 - shrunk) * abs(long) + shrunk * abs(short)
            room = max(float(self.plot.area.top - ball[1]) - TOP_AIR, 0.0)
            angle = np.pi * turned
            across, up = np.sign(long) * length * np.cos(angle), min(length, room) * np.sin(angle)
            tip = ball + np.array([across, up, 0.0])
            self.step_arrow.set_between(ball, tip, area=self.drawn.sides)
        else:
            reached = ball + (step - ball) * share * detail
            self.step_arrow.set_between(tail if detail else reached, reached, area=self.drawn.sides)
        self.step_arrow.set_fill(blend(colours.step, colours.gradient, turned if turns else 1.0))
        if self.number is not None and detail > 0.0:
            shown = gradient if moment.scaled == 0.0 else tip
            self.number.draw(moment, ball, shown, self.plot.area)
        elif self.number is not None:
            self.number.wipe()

    def _cross_out(self, place: Point3D | None) -> None:
        """Mark where a step leads to that has no value."""
        area, beyond = self.plot.area, self.run.xs[-1]
        if place is None or not area.left <= place[0] <= area.right or np.isfinite(self.objective(beyond)):
            self.cross.set_corners()
            return
        corners = np.array([[CROSS, CROSS, 0.0], [CROSS, -CROSS, 0.0]])
        self.cross.set_corners(*(np.array([place - corner, place + corner]) for corner in corners))

    def _factor(self, close: Range, longest: float) -> float:
        """Return units of x per unit of slope: the arrows of the slow steps end inside their view.

        Balls outside the picture have no arrows. Where the start is nearly level, its arrows are as short as
        its slope is small beside the steepest one in the picture.
        """
        run, width = self.run, close[1] - close[0]
        told = [
            (float(x), float(slope))
            for x, y, slope in zip(run.xs, run.heights, run.slopes[:SLOW_STEPS], strict=False)
            if self.plot.shows(float(x), float(y))
        ]
        steepest = max((abs(slope) for _, slope in told), default=0.0)
        around = steep_ground(self.objective, self.plot.x_range, self.plot.y_range)
        if steepest < LEAST_SHARE * around:
            steepest = around
        factors = [longest * width / max(steepest, 1e-300)]
        for at, slope in told:
            room = abs((close[1] if slope > 0 else close[0]) - at)
            if slope != 0.0 and room > SHORTEST_GRADIENT_ARROW * width:
                factors.append(room / abs(slope))
        return rounded_down(min(factors))
