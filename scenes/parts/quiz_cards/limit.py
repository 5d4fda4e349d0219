"""A ball on a parabola at three learning rates: below, above and at 2/L."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from manim import ValueTracker

from gd_math.accounts.account import account
from gd_math.accounts.curve_runs import CurveRun
from gd_math.functions.quadratic import Parabola
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import largest_stable_rate
from scenes.base.appearing import Vanish
from scenes.base.theme import TIMING
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.marks.balls import Ball
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import fixed
from scenes.parts.quiz_cards.picture import Allowed, Facts, Picture

START, WIDTH, STEPS = 3.0, 6.0, 6
SHARES = (0.8, 1.05, 1.0)
"""The three rates, as shares of 2/L: the border itself last."""
SECONDS = 2.6


@dataclass(frozen=True, slots=True)
class Limit:
    """The border 2/L of a parabola, and runs at three rates."""

    objective: Objective
    curvature: float
    border: float
    rates: tuple[float, ...]
    runs: tuple[CurveRun, ...]


class LimitPicture(Picture):
    """f(x) = L/2 x²: jumps that shrink, grow, and stay as long."""

    numbers: ClassVar[Mapping[str, Allowed]] = {"curvature": Allowed(2.0, 0.1, 100.0)}
    found: Limit

    @classmethod
    def find(cls, given: Mapping[str, float]) -> Limit:
        """Return the runs at rates below, above and at 2/L."""
        curvature = given["curvature"]
        objective, border = Parabola(curvature / 2), largest_stable_rate(curvature)
        rates = tuple(share * border for share in SHARES)
        runs = [descend(objective, START, GradientDescent(rate), STEPS) for rate in rates]
        told = tuple(CurveRun(account(objective, run, ((-WIDTH, WIDTH),))) for run in runs)
        return Limit(objective, curvature, border, rates, told)

    def draw(self) -> None:
        """Draw the curve with the ball at rest."""
        found = self.found
        high = 1.05 * float(found.objective(found.runs[1].run.points[-1, 0]))
        self.plot = Plot(
            self.look, self.rooms.picture, (-WIDTH, WIDTH), (0.0, high), x_label="x", y_label="f(x)"
        )
        self.curve = curve_graph(self.plot, found.objective, self.colours.loss)
        self.ball = Ball(self.look).stand_at(self.plot.at(START, float(found.objective(START))))
        self.scenery.add(self.plot, self.curve, self.ball)

    def prove(self) -> None:
        """Let the ball go at each rate, from the same place."""
        found, step = self.found, self.colours.step
        rate, factor = ValueTracker(found.rates[0]), ValueTracker(1.0 - found.rates[0] * found.curvature)
        facts = Facts(self.lesson, self.rooms, 2)
        self.walks = list[CurveWalk]()
        for k, (told, run) in enumerate(zip(self.captions(), found.runs, strict=True)):
            with self.lesson.beat(told, opening=self.opening if k == 0 else None):
                rate.set_value(found.rates[k])
                factor.set_value(1.0 - found.rates[k] * found.curvature)
                if k:
                    self.lesson.play(Vanish(self.proven.pop()), run_time=TIMING.quick)
                else:
                    self.lesson.remove(self.ball)
                    self.scenery.remove(self.ball)
                clock = ValueTracker(0.0)
                walk = CurveWalk(self.look, self.plot, run, clock.get_value)
                self.walks.append(walk)
                if not k:
                    names = (f"{paint(step, 'alpha')} =", "1 - " + paint(step, "alpha") + " L =")
                    decimals = self.decimals, 2
                    for name, live, digits in zip(names, (rate, factor), decimals, strict=True):
                        reads = lambda live=live, digits=digits: fixed(live.get_value(), digits)  # noqa: E731
                        self.bring(facts.put(facts.formula(name), reads, step))
                self.bring(walk)
                self.lesson.advance(clock, run.last, SECONDS)

    @property
    def decimals(self) -> int:
        """How many decimals rates have."""
        return 2 if self.found.border >= 1.0 else 3

    def captions(self) -> list[str]:
        """Return a sentence for each rate."""
        border = fixed(self.found.border, self.decimals)
        return [
            self.say("α below 2/L: every jump is shorter than the last."),
            self.say("α above 2/L: every jump is longer."),
            self.say("α = 2/L = {border}: to and fro, for ever.", border=border),
        ]


__all__ = ["LimitPicture"]
