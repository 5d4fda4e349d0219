"""Many starts on one curve with several minima: where a ball starts decides where it ends."""

from collections.abc import Sequence
from typing import Annotated, Literal

import numpy as np
from manim import FadeIn, ValueTracker, linear
from pydantic import AfterValidator, Field

from gd_math.descent import descend
from gd_math.formula import FormulaError, parse_curve
from gd_math.minima import local_minima
from gd_math.objective import Objective
from gd_math.optimizers import GradientDescent
from gd_math.trajectory import Ending, Trajectory
from gd_math.typing import Points
from gd_math.wells import DoubleWell, TripleWell
from scenes.cast.basins import NOWHERE, BasinBands, Basins, MinimumNumbers, nearest_minimum
from scenes.cast.following import hastening, ride
from scenes.cast.formulas import MathFormula, paint
from scenes.cast.many_balls import SEAM, ManyBalls, StartMarks, curve_frame
from scenes.cast.numbers import plain
from scenes.cast.plots import Plot, Range, graph
from scenes.cast.words import no_break
from scenes.lesson import Lesson, LessonParams
from scenes.parameters import LearningRate, Steps
from scenes.theme import TIMING, TYPE

NAMED: dict[str, Objective] = {"triple well": TripleWell(), "double well": DoubleWell()}
EDGE = 0.03
"""Distance of the outermost starts from the picture's edges, as a share of its width."""
ABOVE_TOPS = 0.8
"""How much higher than the highest top between two minima the picture reaches, in units of its rise."""
EQUALLY_LOW = 1e-6
"""Difference in height, as a share of the picture's, that makes no minimum lower than another."""
BAND = 0.34
"""Height of the bands, in scene units."""
BALL, SMALL_BALL = 0.13, 0.1
BELOW, AXES = 1.0, 1.2
"""Room below the lowest minimum for its height and the bands; what the axes take of the stage's height."""
HEIGHTS_AT, COUNTS_AT = (-0.3,), (0.4, 0.5, 0.65, 0.8, 1.0)
"""From a minimum to the middle of its height below it, and of its count above it, in scene units."""
AIR = 0.06
"""Between a count and the curve, in scene units."""
CURVE_SAMPLES = 800
SECONDS_PER_STEP, SHORTEST_RUN, LONGEST_RUN, LONGEST_RESTLESS_RUN = 0.25, 2.0, 9.0, 14.0
LEAP = 0.1
"""Balls that still move so far in a step, as a share of the picture's width, are restless: no haste then."""


def _function(text: str) -> str:
    if text not in NAMED:
        try:
            parse_curve(text)
        except FormulaError as error:
            names = " or ".join(f'"{name}"' for name in NAMED)
            raise ValueError(f"{error}; or {names}") from error
    return text


class ManyMinima(Lesson):
    """Many balls go down one curve at once; their starts decide in which of its minima they end."""

    class Params(LessonParams):
        """What a lecturer may change."""

        function: Annotated[str, AfterValidator(_function), Field(max_length=200)] = Field(
            "triple well", description='the curve: "triple well", "double well", or a formula in x'
        )
        starts: int = Field(24, ge=1, le=60, description="how many balls are put down")
        spread: Literal["even", "random"] = Field(
            "even", description="whether the balls are put down evenly or at random places"
        )
        seed: int = Field(
            7, ge=0, lt=2**32, description="which random places: the same seed, the same places"
        )
        learning_rate: LearningRate = 0.03
        steps: Steps = 40

    given: Params

    @classmethod
    def curve_of(cls, p: Params) -> Objective:
        """Return the function."""
        return NAMED[p.function] if p.function in NAMED else parse_curve(p.function)

    @classmethod
    def frame(cls, objective: Objective) -> tuple[Range, Range]:
        """Return the ranges that show all minima and the tops between them."""
        wells = np.sort(local_minima(objective, *objective.domain[0])[:, 0])
        if len(wells) < 2:
            return curve_frame(objective)
        between = objective(np.linspace(wells[0], wells[-1], CURVE_SAMPLES))
        between = between[np.isfinite(between)]
        low, top = float(between.min()), float(between.max())
        return curve_frame(objective, top + ABOVE_TOPS * (top - low))

    @classmethod
    def places(cls, p: Params) -> Points:
        """Return where the balls are put down ``(starts, 1)``."""
        (low, high), _ = cls.frame(cls.curve_of(p))
        edge = EDGE * (high - low)
        if p.spread == "random":
            return np.random.default_rng(p.seed).uniform(low + edge, high - edge, (p.starts, 1))
        shares = np.linspace(0.0, 1.0, p.starts) if p.starts > 1 else np.array([0.5])
        return (low + edge + shares * (high - low - 2 * edge))[:, None]

    @classmethod
    def run(cls, p: Params) -> Trajectory:
        """Return the runs that the clip draws, one batch of points ``(steps + 1, starts, 1)``."""
        return descend(cls.curve_of(p), cls.places(p), GradientDescent(p.learning_rate), p.steps)

    @classmethod
    def notes(cls, params: LessonParams) -> list[str]:
        """Say how many balls diverge."""
        assert isinstance(params, cls.Params)
        run = cls.run(params)
        diverged = int((run.endings >= Ending.NOT_FINITE).sum())
        return [f"{diverged} of {params.starts} balls diverge"] if diverged else []

    def tell(self) -> None:
        """The minima; balls put down; a prediction; all go at once; the counts; the basins."""
        p = self.given
        self.objective, self.trajectory = self.curve_of(p), self.run(p)
        self.clock, self.dropped, self.revealed, self.grown = (ValueTracker(0.0) for _ in range(4))
        self.find_minima()
        self.set_stage()

        self.tell_minima()
        self.tell_drop()
        if 0 < self.lowest < len(self.minima):
            self.ask(self.say("Predict: how many of them end in a lowest minimum?"))
        else:
            self.ask(self.say("Predict: where does each of them end?"))
        self.tell_run()
        self.tell_counts()
        self.tell_basins()

    def find_minima(self) -> None:
        """Find the minima in the picture, where the balls end, and how many minima are equally low."""
        self.x_range, (_, top) = self.frame(self.objective)
        curve = self.objective(np.linspace(*self.x_range, CURVE_SAMPLES))
        low = (
            float(np.nanmin(np.where(np.isfinite(curve), curve, np.nan))) if np.isfinite(curve).any() else 0.0
        )
        room = BELOW / (self.layout.stage.height - AXES)
        self.y_range = (low - room / (1.0 - room) * (top - low), top)
        self.minima = local_minima(self.objective, *self.x_range)
        heights = self.objective.value(self.minima)
        alike = EQUALLY_LOW * (self.y_range[1] - self.y_range[0])
        self.lowest = int((heights <= heights.min(initial=np.inf) + alike).sum())
        self.heights = heights
        last = np.asarray(self.trajectory.lengths) - 1
        x = self.trajectory.points[last, np.arange(self.given.starts), 0]
        self.ends = nearest_minimum(self.minima, x, self.x_range)
        left = (self.trajectory.endings >= Ending.NOT_FINITE) | (x < self.x_range[0]) | (x > self.x_range[1])
        self.gone = int((left & (self.ends == NOWHERE)).sum())
        self.counts = [int((self.ends == k).sum()) for k in range(len(self.minima))]
        self.good = sum(self.counts[: self.lowest])
        self.caught = sum(self.counts[self.lowest :])

    def set_stage(self) -> None:
        """Draw the curve over the whole stage, the function above."""
        stage, look = self.layout.stage, self.look
        self.plot = Plot(look, stage, self.x_range, self.y_range, x_label="x", y_label=self.say("height"))
        x = np.linspace(*self.x_range, CURVE_SAMPLES)
        curve = graph(self.plot, x, self.objective(x), self.colours.loss)
        self.on_curve = self.plot.points_at(x, np.nan_to_num(self.objective(x), nan=np.inf))
        basins = Basins.of(self.objective, self.minima, self.given.learning_rate, self.x_range)
        self.basins = BasinBands(
            look, self.plot, self.objective, basins, self.minima, self.lowest, BAND, self.grown
        )
        hollow = (self.ends == NOWHERE) | (self.ends >= self.lowest)
        self.balls = ManyBalls(
            look,
            self.plot,
            self.objective,
            self.trajectory,
            self.clock,
            self.dropped,
            hollow=hollow if self.lowest < len(self.minima) else (),
            revealed=self.revealed,
            radius=SMALL_BALL if self.layout.tall else BALL,
        )
        self.starts = StartMarks(self.balls, BAND / 2)
        self.add(self.headline(self.say("Many starts, many minima")), self.formula())
        self.add(self.basins, self.plot, curve, self.starts, self.balls)

    def formula(self) -> MathFormula:
        """Return the function as large as its zone allows."""
        box, loss = self.layout.formula, self.colours.loss
        for size in np.arange(TYPE.formula, TYPE.label - 1e-9, -1.0):
            formula = MathFormula(
                self.look, paint(loss, f"f(x) = {self.objective.formula}"), size=float(size)
            )
            if formula.width <= box.width and formula.height <= box.height:
                break
        else:
            formula = MathFormula(self.look, paint(loss, "f(x)"))
        right, top = float(formula.get_right()[0]), float(formula.get_top()[1])
        return formula.shift((box.right - right, box.top - top, 0.0))

    def at_minima(
        self, texts: Sequence[str], colour: str, offsets: Sequence[float], air: float
    ) -> MinimumNumbers:
        """Return numbers at the minima, clear of the curve."""
        places = np.column_stack([self.minima[:, 0], self.heights])
        return MinimumNumbers(self.look, self.plot, places, texts, colour, offsets, self.on_curve, air)

    def tell_minima(self) -> None:
        """Say how many minima there are, and how high they lie."""
        count = len(self.minima)
        if not count:
            sentence = self.say("This curve has no minimum in the picture.")
        elif count == 1:
            sentence = self.say("This curve has one minimum only.")
        elif self.lowest == count:
            sentence = self.say("This curve has {count} minima, all equally low.", count=count)
        elif self.lowest == 1:
            sentence = self.say("This curve has {count} minima; only one is the lowest.", count=count)
        else:
            sentence = self.say_count(
                count - self.lowest,
                "{minima} minima: {lowest} are equally low, {count} is higher.",
                "{minima} minima: {lowest} are equally low, {count} are higher.",
                minima=count,
                lowest=self.lowest,
            )
        texts = [plain(float(height), 2) for height in self.heights]
        marks = self.at_minima(texts, self.colours.loss, HEIGHTS_AT, SEAM * self.balls.radius)
        with self.beat(sentence):
            self.play(FadeIn(marks), run_time=TIMING.move)

    def tell_drop(self) -> None:
        """Put the balls down."""
        count, even = self.given.starts, self.given.spread == "even" and self.given.starts > 1
        side_by_side = self.say("{count} balls are put down, evenly spread.", count=count)
        at_random = self.say_count(
            count, "{count} ball is put down.", "{count} balls are put down at random."
        )
        with self.beat(side_by_side if even else at_random):
            self.play(ride(self.dropped, 1.0), run_time=3 * TIMING.move)

    def tell_run(self) -> None:
        """Let all go on one clock."""
        steps = self.trajectory.steps_taken
        last = self.trajectory.points[steps // 2 :, :, 0]
        restless = bool((np.abs(np.diff(last, axis=0)) > LEAP * np.ptp(self.x_range)).any())
        longest = LONGEST_RESTLESS_RUN if restless else LONGEST_RUN
        seconds = min(max(SECONDS_PER_STEP * steps * (1.4 if restless else 1.0), SHORTEST_RUN), longest)
        with self.beat(
            self.say_count(
                steps, "{count} step down the slope.", "All at once: {count} steps, each down the slope."
            )
        ):
            self.play(
                ride(self.clock, float(steps), linear if restless else hastening),
                run_time=round(seconds / TIMING.tick) * TIMING.tick,
            )

    def tell_counts(self) -> None:
        """Count who came where, and mark those that are not in a lowest minimum."""
        counts = [str(count) for count in self.counts]
        marks = self.at_minima(counts, self.colours.parameter, COUNTS_AT, AIR)
        with self.beat(self.summary()):
            self.play(ride(self.revealed, 1.0), FadeIn(marks), run_time=TIMING.move)

    def summary(self) -> str:
        """Return the sentence on where the balls ended."""
        count, arrived = self.given.starts, self.good + self.caught
        if self.gone:
            return self.say("Too long steps: {gone} of {count} balls have left.", gone=self.gone, count=count)
        if not len(self.minima):
            return self.say("They go on: there is no minimum to come to.")
        if arrived < count:
            return self.say(
                "After {steps} steps, {arrived} of {count} have come to a minimum.",
                steps=self.given.steps,
                arrived=arrived,
                count=count,
            )
        if self.lowest == len(self.minima):
            return self.say("All {count} have come to a lowest minimum.", count=count)
        return self.say(
            "{good} of {count} reach a lowest minimum, {caught} are caught in a higher one.",
            good=self.good,
            count=count,
            caught=self.caught,
        )

    def tell_basins(self) -> None:
        """Draw the basins, and say where their borders are."""
        basins = self.basins.basins
        if not len(self.minima) or (basins.homes == NOWHERE).all():
            return
        with self.beat(self.say("All starts in one band come to the same minimum: its basin.")):
            self.play(ride(self.grown, 1.0), run_time=2 * TIMING.move)
        with self.beat(self.moral()):
            self.wait(TIMING.move)

    def moral(self) -> str:
        """Return the last sentence."""
        basins = self.basins.basins
        borders = basins.borders
        if len(self.minima) == 1:
            return self.say("One minimum: here the start does not matter.")
        if len(basins.homes) > len(self.minima):
            return self.say(
                "Long steps jump over tops: {minima} minima, {pieces} bands.",
                minima=len(self.minima),
                pieces=len(basins.homes),
            )
        if len(borders) == 1:
            return self.say(
                "The border is the top at {x}: the start decides.",
                x=no_break(f"x = {plain(float(borders[0]), 2)}"),
            )
        if len(borders) == 2:
            one, other = (no_break(f"x = {plain(float(x), 2)}") for x in borders)
            return self.say(
                "The borders are the tops at {one} and {other}: the start decides.", one=one, other=other
            )
        return self.say("The borders are the tops between the minima: the start decides.")
