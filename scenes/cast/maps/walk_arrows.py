"""The arrows of a step on a map: what it is made of, the sum of that, and the step."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.runs.optimizers import Momentum
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Points
from scenes.base.look import Look
from scenes.base.theme import STROKES, blend
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.marks.arrow_sum import ArrowSum
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline, clip_polyline
from scenes.cast.moving.moments import SLOW_STEPS, TURNED, Moment, turning
from scenes.cast.moving.moments import TIMES as SHRINKING
from scenes.cast.writing.arrow_count import ArrowCount
from scenes.cast.writing.number_text import fixed, honest_decimals, shortest

LONGEST_GRADIENT_ARROW, SHORTEST_GRADIENT_ARROW = 1.7, 0.6


@dataclass(frozen=True, slots=True, eq=False)
class StepParts:
    """What every step of a run is made of: vectors from the point where it begins, and their sum.

    In the time of a step the parts grow first, at once or in turn, until MEASURED (in `moments`); then their
    sum, or the dashes that add them up, until POINTED; then the step until SCALED; then the ball moves.

    Parameters
    ----------
    vectors
        One array for each part, in the parameters' units, shape (n, 2) for n steps or more.
    colours, names
        Of each part.
    whole
        Their sum, shape (n, 2), where the step is only made from it: it is drawn as well, and all of them as
        long as there is room. None where they add up to the step itself: then all have true lengths.
    whole_colour, whole_name
        Of the sum.
    in_turn
        Whether each part begins to grow when the one before is complete: of n parts, part k is complete after
        ``MEASURED * (k + 1) / n`` of a step, counted from 0.
    """

    vectors: Sequence[Points]
    colours: Sequence[str]
    names: Sequence[str]
    whole: Points | None = None
    whole_colour: str = ""
    whole_name: str = "sum"
    in_turn: bool = False
    rate: float | None = None

    def grown(self, measured: float) -> list[float]:
        """Return how much of each part is there, when so much of the time until MEASURED is over."""
        n = len(self.vectors)
        shares = [min(max(measured * n - k, 0.0), 1.0) if self.in_turn else measured for k in range(n)]
        return [float(smooth(share)) for share in shares]

    @classmethod
    def of_slopes(cls, look: Look, run: Trajectory, rate: float) -> "StepParts":
        """Return the partial slopes, whose sum is the gradient, of a run with a constant learning rate."""
        colour, slopes = look.colours.gradient, run.gradients
        along = [slopes * axis for axis in np.eye(2)]
        names = [f"partial {name}" for name in run.variables]
        return cls(along, [colour] * 2, names, slopes, colour, "gradient arrow", rate=rate)

    @classmethod
    def of_momentum(
        cls, look: Look, run: Trajectory, optimizer: Momentum, *, in_turn: bool = False
    ) -> "StepParts":
        """Return what a run with momentum carries on, and what is against the slope: the sum is its step."""
        count = run.steps_taken
        rates = np.array([float(optimizer.rate(k)[0]) for k in range(count)]).reshape(-1, 1)
        against = -rates * run.gradients[:count]
        colours = look.colours.velocity, look.colours.gradient
        names = ["carried on", "against the gradient"]
        return cls([run.steps - against, against], colours, names, in_turn=in_turn)


class WalkArrows(VGroup):
    """Arrows at the point where a run stands; those whose tips are outside run headless to the edge.

    Of slow steps that are made from the sum, a copy of this turns round, shrinks, and becomes the step.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    run
        One trajectory, points ``(steps + 1, 2)``.
    parts
        What the steps are made of; without parts there is only the arrow of the step.
    factor
        How long parts and sum are drawn, in units of their lengths; by default a round number for which the
        arrows of the steps told slowly end inside the map.
    """

    lint_ignore = frozenset({"grown-to-nothing"})
    """They are as long as steps and their parts are on the map, which may be next to nothing."""

    def __init__(
        self,
        look: Look,
        plot: Plot,
        run: Trajectory,
        parts: StepParts | None = None,
        factor: float | None = None,
    ) -> None:
        self.look, self.plot, self.run, self.parts = look, plot, run, parts
        made = parts or StepParts((), (), ())
        self.vectors, self.whole = made.vectors, made.whole
        self.sum = ArrowSum(
            [*made.names, made.whole_name],
            [*made.colours, made.whole_colour or look.colours.step],
            Polyline(made.whole_colour or look.colours.step, STROKES.hair, name="rails of the sum"),
            thin=(0.035, 0.15),
            area=plot.area,
        )
        self.step = FlatArrow(look.colours.step, name="step arrow")
        super().__init__(self.sum, self.step)
        self.number = self._count()
        self.add(*([] if self.number is None else [self.number]))
        self.name = "arrows"
        self._measure()
        self.factor = factor or (1.0 if self.whole is None else self._factor())
        plot.watch(self._measure)

    def _measure(self) -> None:
        """Find the places on screen of the view that the map now has."""
        plot, points = self.plot, self.run.points
        self.screen = plot.points_at(points[:, 0], points[:, 1])
        self.sum.area = plot.area

    def _count(self) -> ArrowCount | None:
        """Return the number that counts from the gradient's length to the step's, true as it is printed."""
        if self.whole is None or self.parts is None or self.parts.rate is None:
            return None
        lengths, rate = np.hypot(*self.whole[:SLOW_STEPS].T), self.parts.rate
        decimals = honest_decimals(0.0 * lengths, -rate, lengths, rate * lengths)
        texts = [fixed(float(length), d) for length, d in zip(lengths, decimals, strict=True)]
        return ArrowCount(self.look, texts, shortest(rate), plate=True)

    def tips(self, step: int) -> Point3D_Array:
        """Return the tips of the parts, of their sum and of the step, shape (parts + 2, 3)."""
        here, ahead = self.screen[step], self.screen[min(step + 1, self.run.steps_taken)]
        parts = [self._tip(here, part, step) for part in self.vectors]
        whole = ahead if self.whole is None else self._tip(here, self.whole, step)
        return np.array([*parts, whole, ahead])

    def _tip(self, here: Point3D, vectors: Points, step: int) -> Point3D:
        tip: Point3D = here + self.factor * on_screen(self.plot, vectors[step])
        return tip

    def occupied(self) -> list[Point3D_Array]:
        """Return corners ``(n, 3)`` of the arrows of each step that is told slowly, and of their numbers."""
        if self.parts is None:
            return []
        corners = []
        for step in range(min(SLOW_STEPS, self.run.steps_taken)):
            *parts, whole, ahead = self.tips(step)
            ends = parts if self.whole is None else [whole]
            here = self.screen[step]
            corners += [np.array([end, here, ahead]) for end in ends]
            if self.number is not None:
                opposite = self._inside(here, here - whole)
                for scaled, tip in ((0.0, whole), (SHRINKING, opposite), (1.0, ahead)):
                    corners.append(self.number.outline(step, scaled, here, tip, self.plot.area))
        return corners

    def swept(self, step: int) -> Point3D_Array:
        """Return points ``(n, 3)`` over which the copy of a slow step's gradient turns round."""
        here = self.screen[step]
        whole, ahead = self.tips(step)[-2:] - here
        turns = [turned(whole, ahead, share) for share in np.linspace(0.0, TURNED, 13)]
        return np.concatenate([here + share * np.array(turns) for share in np.linspace(0.2, 1.0, 9)])

    def wipe(self) -> None:
        """Show no arrow."""
        nowhere = np.zeros((len(self.sum.arrows), 3))
        self.sum.draw(np.zeros(3), nowhere, [0.0] * len(nowhere), joined=0.0)
        self.step.vanish()
        if self.number is not None:
            self.number.wipe()

    def draw(self, moment: Moment) -> None:
        """Draw the arrows of a step as far as they are told."""
        here, fading = self.screen[moment.step], 1.0 - moment.moved
        *tips, ahead = self.tips(moment.step)
        if self.parts is not None:
            grown, pointed = self.parts.grown(moment.measured), smooth(moment.pointed)
            shares = [*grown, 0.0 if self.whole is None else pointed]
            joined = 1.0 if moment.pointed > 0.0 and fading == 1.0 else 0.0
            dashes = pointed * fading if self.whole is None else joined
            self.sum.draw(here, np.array(tips), shares, dashes, fading)
        way = ahead - here
        share, colours = smooth(moment.scaled), self.look.colours
        turned_by, _ = turning(moment.scaled)
        copied = self.whole is not None and moment.step < SLOW_STEPS and moment.scaled < 1.0
        self.step.set_fill(blend(colours.step, colours.gradient, turned_by if copied else 1.0))
        tail, tip = here + way * smooth(moment.moved), here + way * share
        if copied:
            tail, tip = here, self._inside(here, turned(tips[-1] - here, way, moment.scaled))
        self.step.set_between(tail, tip if moment.scaled > 0.0 else tail, area=self.plot.area)
        if self.number is not None:
            self.number.draw(moment, here, tip, self.plot.area)

    def _inside(self, here: Point3D, vector: Point3D) -> Point3D:
        """Return the tip of an arrow that is shorter where it would leave the map."""
        pieces = clip_polyline(np.array([here, here + vector]), self.plot.area)
        end: Point3D = pieces[0][-1] if pieces else here + vector
        return end

    def _factor(self) -> float:
        """Return a round factor with which the sums of the slow steps end inside."""
        assert self.whole is not None
        area, factors = self.plot.area, list[float]()
        for place, vector in zip(self.screen[:SLOW_STEPS], self.whole[:SLOW_STEPS], strict=False):
            way = on_screen(self.plot, vector)
            length = float(np.hypot(way[0], way[1]))
            if length == 0.0:
                continue
            factors.append(LONGEST_GRADIENT_ARROW / length)
            far = clip_polyline(np.array([place, place + way / length * 100.0]), area)
            room = float(np.hypot(*(far[0][-1] - place)[:2])) - 0.1 if far else 0.0
            if room > SHORTEST_GRADIENT_ARROW:
                factors.append(room / length)
        return rounded_down(min(factors)) if factors else 0.0


def turned(vector: Point3D, goal: Point3D, scaled: float) -> Point3D:
    """Return a vector on its way to one that is opposite to it: it turns round, then shrinks, or grows.

    >>> turned(np.array([2.0, 0.0, 0.0]), np.array([-1.0, 0.0, 0.0]), 0.5).round(9).tolist()
    [-2.0, 0.0, 0.0]
    """
    turned_by, shrunk = turning(scaled)
    long, short = (float(np.hypot(one[0], one[1])) for one in (vector, goal))
    angle = float(np.arctan2(vector[1], vector[0])) + np.pi * turned_by
    length = (1.0 - shrunk) * long + shrunk * short
    return length * np.array([np.cos(angle), np.sin(angle), 0.0])


def on_screen(plot: Plot, vector: Points) -> Point3D:
    """Return a vector ``(2,)`` of the parameters' units as a way on screen ``(3,)``."""
    x = plot.length(float(vector[0]))
    y = float(vector[1]) / (plot.y_range[1] - plot.y_range[0]) * plot.area.height
    return np.array([x, y, 0.0])


__all__ = ["StepParts", "WalkArrows", "on_screen", "turned"]
