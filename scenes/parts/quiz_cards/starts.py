"""Two starts on a curve with two valleys: where each comes to rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from manim import ValueTracker

from gd_math.accounts.account import account
from gd_math.accounts.curve_runs import CurveRun
from gd_math.functions.wells import DoubleWell
from gd_math.objective import Objective
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.writing.comparing import told_apart
from scenes.cast.writing.number_text import fixed
from scenes.parts.quiz_cards.picture import Allowed, Facts, Picture

TILT, RATE, STEPS, WIDTH = 0.3, 0.04, 60, 1.9
HASTE = 3.5
APART = 0.1
"""Ends that are further apart lie in two valleys."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A curve, and the runs from two starts."""

    objective: Objective
    runs: tuple[CurveRun, ...]

    @property
    def ends(self) -> list[float]:
        """Where the runs end."""
        return [float(run.xs[-1]) for run in self.runs]

    @property
    def heights(self) -> list[float]:
        """How high the runs end."""
        return [float(run.run.values[-1]) for run in self.runs]


class StartsPicture(Picture):
    """f(x) = (x² − 1)² + 0.3 x from two places at once."""

    numbers: ClassVar[Mapping[str, Allowed]] = {
        "one": Allowed(-0.2, -1.8, 1.8),
        "other": Allowed(0.4, -1.8, 1.8),
    }
    found: Pair

    @classmethod
    def find(cls, given: Mapping[str, float]) -> Pair:
        """Return the two runs."""
        objective = DoubleWell(TILT)
        runs = [descend(objective, start, GradientDescent(RATE), STEPS) for start in given.values()]
        region = ((-WIDTH, WIDTH),)
        return Pair(objective, tuple(CurveRun(account(objective, run, region)) for run in runs))

    def draw(self) -> None:
        """Draw the curve with two balls at rest."""
        heights = self.found.objective(np.linspace(-WIDTH, WIDTH, 401))
        least = float(heights.min())
        top = max(2.2, *(1.05 * float(run.run.values[0]) for run in self.found.runs))
        self.plot = Plot(
            self.look, self.rooms.picture, (-WIDTH, WIDTH), (least - 0.2, top), x_label="x", y_label="f(x)"
        )
        self.clock = ValueTracker(0.0)
        style = RunStyle(self.colours.parameter)
        self.walks = [
            CurveWalk(self.look, self.plot, run, self.clock.get_value, style=style) for run in self.found.runs
        ]
        self.scenery.add(
            self.plot, curve_graph(self.plot, self.found.objective, self.colours.loss), *self.walks
        )

    def prove(self) -> None:
        """Let both go, and say where they rest."""
        facts = Facts(self.lesson, self.rooms, 2)
        ordered = sorted(range(2), key=lambda k: float(self.found.runs[k].xs[0]))
        with self.lesson.beat(self.say("Each ball feels only its own slope."), opening=self.opening):
            names = self.say("x, left ball"), self.say("x, right ball")
            for name, k in zip(names, ordered, strict=True):
                reads = lambda k=k: fixed(self.at(k), 2)  # noqa: E731
                tone = self.colours.parameter
                self.bring(facts.put(facts.words(name), reads, tone))
            self.lesson.advance(self.clock, 4.0, 2.4)
        told = self.verdict()
        with self.lesson.beat(told, opening=lambda: self.lesson.advance(self.clock, float(STEPS), HASTE)):
            pass

    def at(self, index: int) -> float:
        """Return where a ball is now."""
        xs, time = self.found.runs[index].xs, self.clock.get_value()
        return float(np.interp(time, np.arange(len(xs)), xs))

    def verdict(self) -> str:
        """Return whether they end in one valley or in two, and which is lower."""
        ends, heights = self.found.ends, self.found.heights
        if abs(ends[0] - ends[1]) < APART:
            return self.say(
                "Both roll into one valley, with its minimum at {place}.", place=fixed(ends[0], 2)
            )
        one, other = told_apart(sorted(heights))
        return self.say("They rest in two valleys: f is {one} and {other}.", one=one, other=other)
