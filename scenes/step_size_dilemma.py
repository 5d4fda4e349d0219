"""How long should a step be? Fixed lengths crawl or overshoot; lengths that follow the slope settle."""

from collections.abc import Callable
from typing import Annotated, Self

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, VGroup, linear, smooth
from pydantic import AfterValidator, Field, model_validator

from gd_math.formula import parse_formula
from scenes.cast.arrows import FlatArrow
from scenes.cast.curve_descent import CurveDescent
from scenes.cast.fixed_steps import Fate, StepRun, decimals_of, step_runs, steps_view
from scenes.cast.following import follow, ride
from scenes.cast.formulas import MathFormula, paint
from scenes.cast.hiker_facts import Fact, KnownFacts
from scenes.cast.moments import MEASURED
from scenes.cast.numbers import plain, shortest
from scenes.cast.plots import Plot, Polyline, dashes
from scenes.cast.step_panels import BARS_HEAD, RiseMark, StepPanel, stride
from scenes.layout import Box
from scenes.lesson import Lesson, LessonParams
from scenes.parameters import Coordinate, FormulaInX, LearningRate, Steps, rate_notes
from scenes.theme import STROKES, TIMING, TYPE

SECONDS_PER_SLOW_STEP, SECONDS_PER_FAST_STEP, LONGEST_FAST_RUN = 1.6, 0.4, 5.0
SLOW_STEPS = 2
UNDER_HEADER = 0.27
"""The panels begin right under the header."""


def _positive_length(value: float) -> float:
    if value <= 0:
        raise ValueError("must be greater than 0; the slope decides the direction")
    return value


StepLength = Annotated[
    float,
    AfterValidator(_positive_length),
    Field(le=1e6, json_schema_extra={"exclusiveMinimum": 0}),
]


class StepSizeDilemma(Lesson):
    """Small steps crawl, large ones overshoot, steps that follow the slope shrink by themselves."""

    class Params(LessonParams):
        """What a lecturer may change."""

        function: FormulaInX = Field("x**2", description="the curve, a formula in x")
        start: Coordinate = Field(5.0, description="where the ball is put down")
        small_step: StepLength = Field(0.2, description="length of every step in the first panel")
        large_step: StepLength = Field(4.0, description="length of every step in the second panel")
        learning_rate: LearningRate = 0.2
        steps: Steps = 12

        @model_validator(mode="after")
        def _small_and_large(self) -> Self:
            if self.small_step >= self.large_step:
                raise ValueError(
                    f"small_step = {self.small_step:g} must be less than large_step = {self.large_step:g}"
                )
            return self

    given: Params

    @classmethod
    def compare(cls, p: Params) -> tuple[StepRun, StepRun, StepRun]:
        """Return the runs that the clip draws."""
        return step_runs(
            parse_formula(p.function), p.start, p.small_step, p.large_step, p.learning_rate, p.steps
        )

    @classmethod
    def notes(cls, params: LessonParams) -> list[str]:
        """Say when the rate is too large."""
        assert isinstance(params, cls.Params)
        following = cls.compare(params)[2]
        return rate_notes(parse_formula(params.function), following.run, params.learning_rate)

    def tell(self) -> None:
        """Three facts and a question; small steps; large ones, after a prediction; steps like the slope."""
        p = self.given
        self.objective = parse_formula(p.function)
        self.runs = self.compare(p)
        self.view = steps_view(self.objective, self.runs)
        self.decimals = decimals_of(self.runs)
        self.told = [ValueTracker(0.0) for _ in self.runs]
        self.details = [ValueTracker(1.0) for _ in self.runs]
        self.cursor = ValueTracker(float(p.steps))
        self.set_question()

        self.tell_facts()
        if self.runs[0].slopes[0] == 0.0:
            self.tell_flat_start()
            return
        self.tell_question()
        self.set_panels()
        self.tell_small()
        self.tell_large()
        self.tell_following()
        self.tell_together()
        self.tell_summary()

    # What is known

    def set_question(self) -> None:
        """Draw the ball without its curve, and the panel of what is known."""
        stage = self.layout.stage
        if not self.layout.tall:
            stage = Box(stage.left, stage.right, stage.bottom, self.layout.header.bottom - UNDER_HEADER)
        left, right = stage.rows(1.7, 1.0) if self.layout.tall else stage.columns(1.7, 1.0, gap=0.6)
        self.clock, self.reach = ValueTracker(MEASURED), ValueTracker(0.0)
        self.plot = Plot(self.look, left, *self.view, x_label="x", y_label=self.say("height"))
        self.ball = CurveDescent(
            self.look, self.plot, self.objective, self.runs[1].run, self.clock, ValueTracker(0.0)
        )
        self.curve = self.ball.curve
        self.ball.remove(self.curve)
        x, y, slope = (
            float(numbers[0]) for numbers in (self.runs[0].xs, self.runs[0].heights, self.runs[0].slopes)
        )
        self.level = Polyline(self.colours.muted, STROKES.hair, name="level line")
        self.level.set_corners(*dashes(self.plot.at(x, y), self.plot.at(self.view[0][0], y)))
        self.facts = self.known(x, y, slope, right.width if self.layout.tall else 0.0)
        top = right.top if self.layout.tall else right.centre[1] + self.facts.room[1] / 2
        self.facts.stand_at(float(right.centre[0]) - self.facts.room[0] / 2, float(top))
        self.add(self.headline(self.say("How long should a step be?")))
        self.add(self.plot, self.level, self.ball, self.facts)

    def known(self, x: float, y: float, slope: float, across: float) -> KnownFacts:
        """Return the panel with the three numbers at the start."""
        rows = [
            ("parameter", self.say("position"), "x", x),
            ("loss", self.say("height"), "f(x)", y),
            ("gradient", self.say("slope"), "f′(x)", slope),
        ]
        facts = [
            Fact(role, word, symbol, _constant(plain(v, 2)), (plain(v, 2),)) for role, word, symbol, v in rows
        ]
        return KnownFacts(self.look, self.say("What is known"), facts, across=across)

    def tell_facts(self) -> None:
        """Light the three facts one after the other."""
        with self.beat(self.say("Known here: position, height and slope. Nothing else.")):
            for role in ("parameter", "loss", "gradient"):
                self.play(*self.facts.light(role), run_time=TIMING.move)

    def tell_question(self) -> None:
        """Let the step grow, and show the curve to the audience only."""
        way = -float(np.sign(self.runs[0].slopes[0]))
        x, y = float(self.runs[0].xs[0]), float(self.runs[0].heights[0])
        arrow = FlatArrow(self.colours.step, name="step arrow")
        area = self.plot.area

        def aim() -> None:
            tip = self.plot.at(x + way * self.reach.get_value(), y)
            inside = np.array([np.clip(tip[0], area.left, area.right), tip[1], 0.0])
            arrow.set_between(self.plot.at(x, y), inside, headless=bool(inside[0] != tip[0]))

        follow(arrow, aim)
        self.add(arrow)
        sentence = self.say("The slope tells where downhill is. It does not tell how far to go.")
        with self.beat(sentence):
            longest = min(self.given.large_step, self.view[0][1] - self.view[0][0])
            for length in (longest, self.given.small_step, longest):
                self.play(ride(self.reach, length, smooth), run_time=TIMING.slow)
        with self.beat(self.say("The curve is drawn for us: the ball cannot see it.")):
            self.play(FadeIn(self.curve), *self.facts.light(), run_time=TIMING.slow)
        self.play(
            FadeOut(self.plot, self.level, self.ball, self.facts, self.curve, arrow), run_time=TIMING.quick
        )

    def tell_flat_start(self) -> None:
        """Tell the case without any slope."""
        with self.beat(self.say("The slope is zero: no direction leads downhill.")):
            self.play(FadeIn(self.curve), run_time=TIMING.slow)
        with self.beat(self.say("No direction, no step: neither small nor large ones are taken.")):
            self.wait(TIMING.move)

    # Three rules

    def set_panels(self) -> None:
        """Draw the three panels and the two rules."""
        layout, stage = self.layout, self.layout.stage
        stage = Box(stage.left, stage.right, stage.bottom, layout.header.bottom - UNDER_HEADER)
        boxes = stage.rows(1, 1, 1, gap=0.15) if layout.tall else stage.columns(1, 1, 1, gap=0.45)
        longest = max(float(np.abs(one.moves).max(initial=0.0)) for one in self.runs[:2])
        first = float(np.abs(self.runs[2].moves[:1]).max(initial=0.0))
        bars = ((0.4, self.given.steps + 0.6), (0.0, BARS_HEAD * max(longest, min(first, 2 * longest), 1e-9)))
        self.panels = [
            StepPanel(
                self.look,
                box,
                self.objective,
                one,
                self.view,
                bars,
                (
                    self.say("step"),
                    self.say("slope"),
                    self.say("height"),
                    self.say(one.fate),
                    self.say("step length") if k == 0 or layout.tall else "",
                ),
                self.time_of(k),
                self.details[k].get_value,
                self.decimals,
                tall=layout.tall,
            )
            for k, (box, one) in enumerate(zip(boxes, self.runs, strict=True))
        ]
        if not layout.tall:
            self.rule = self.fitting_rule()
            self.add(self.rule)
        self.play(*(FadeIn(panel.scenery) for panel in self.panels), run_time=TIMING.quick)
        self.add(*(panel.actors for panel in self.panels))

    def fitting_rule(self) -> MathFormula:
        """Return the function's formula at the upper right."""
        box = self.layout.formula
        markup = paint(self.colours.loss, f"f(x) = {self.objective.formula}")
        formula = MathFormula(self.look, markup)
        if formula.width > box.width:
            formula = MathFormula(self.look, markup, size=TYPE.label)
        if formula.width > box.width:
            formula = MathFormula(self.look, paint(self.colours.loss, "f(x)"))
        return formula.shift(
            (box.right - float(formula.get_right()[0]), box.top - float(formula.get_top()[1]), 0.0)
        )

    def time_of(self, index: int) -> Callable[[], float]:
        """Return what reads the time of one run: as far as it is told, no further than the common cursor."""
        return lambda: min(self.told[index].get_value(), self.cursor.get_value())

    def advance(self, clock: ValueTracker, time: float, run_time: float) -> None:
        """Move a clock to `time` evenly."""
        self.play(clock.animate.set_value(time), run_time=run_time, rate_func=linear)

    def tell_slowly(self, index: int, until: int) -> None:
        """Tell the steps up to `until`, each with its arrow."""
        told = self.told[index]
        steps = until - told.get_value()
        if steps > 0:
            self.advance(told, float(until), steps * SECONDS_PER_SLOW_STEP)

    def tell_quickly(self, index: int) -> None:
        """Tell the rest of a run on one clock, then its fate."""
        one, told = self.runs[index], self.told[index]
        left = one.last - int(told.get_value())
        if left > 0:
            seconds = min(left * SECONDS_PER_FAST_STEP, LONGEST_FAST_RUN)
            self.details[index].set_value(0.0)
            self.panels[index].hurry(int(told.get_value()), stride(one, seconds, left))
            self.advance(told, float(one.last), seconds)
        self.play(FadeIn(self.panels[index].verdict), run_time=TIMING.quick)

    def height(self, index: int, step: int = -1) -> str:
        """Return a height as it is printed."""
        return plain(float(self.runs[index].heights[step]), self.decimals)

    def tell_small(self) -> None:
        """Tell the small fixed steps."""
        one, steps = self.runs[0], self.given.steps
        sentence = self.say(
            "Steps of {size} go down, but slowly: after {steps} the height is {height}.",
            size=shortest(one.size),
            steps=steps,
            height=self.height(0),
        )
        if one.fate is Fate.BOUNCES:
            sentence = self.say(
                "Steps of {size} come near, then go to and fro: the height stays at {height}.",
                size=shortest(one.size),
                height=self.height(0),
            )
        elif one.run.growing or one.fate is Fate.STAYS:
            sentence = self.going(0)
        with self.beat(sentence):
            self.tell_slowly(0, min(SLOW_STEPS, one.last))
            self.tell_quickly(0)

    def going(self, index: int) -> str:
        """Return the sentence that only compares the heights at both ends of a run."""
        return self.say(
            "From height {first} to {final}.", first=self.height(index, 0), final=self.height(index)
        )

    def tell_large(self) -> None:
        """Tell the large fixed steps; the one that lands higher after a prediction."""
        one, size = self.runs[1], shortest(self.given.large_step)
        rise = one.first_rise
        if rise is None:
            with self.beat(self.say("Steps of {size}: {story}", size=size, story=self.going(1))):
                self.tell_slowly(1, min(SLOW_STEPS, one.last))
                self.tell_quickly(1)
            return
        if 0 < rise <= 2 * SLOW_STEPS:
            sentence = self.say(
                "Steps of {size} are quick at first: height {before}, then {after}.",
                size=size,
                before=self.height(1, 0),
                after=self.height(1, rise),
            )
            with self.beat(sentence):
                self.tell_slowly(1, rise)
        elif rise > 2 * SLOW_STEPS:
            with self.beat(self.say("Steps of {size} go down, one by one.", size=size)):
                self.details[1].set_value(0.0)
                self.advance(self.told[1], float(rise), min(rise * SECONDS_PER_FAST_STEP, LONGEST_FAST_RUN))
                self.details[1].set_value(1.0)
        self.ask(self.say("Predict: where does the next step of {size} land?", size=size))
        self.tell_rise(rise)

    def tell_rise(self, rise: int) -> None:
        """Reveal the step that lands higher, then what follows from it."""
        one = self.runs[1]
        before, after = self.height(1, rise), self.height(1, rise + 1)
        text = "It lands higher than before: {before} became {after}."
        if one.crosses:
            text = "It jumps over the valley and lands higher: {before} became {after}."
        mark = VGroup()
        if all(self.panels[1].inside[[rise, rise + 1]]):
            mark = RiseMark(self.look, self.panels[1], rise, self.decimals)
        with self.beat(self.say(text, before=before, after=after)):
            self.tell_slowly(1, rise + 1)
            self.play(FadeIn(mark), run_time=TIMING.quick)
        with self.beat(self.forever()):
            self.play(FadeOut(mark), run_time=TIMING.quick)
            self.tell_quickly(1)

    def forever(self) -> str:
        """Return the sentence on how the large fixed steps go on."""
        one = self.runs[1]
        if one.two_places is not None:
            low, high = sorted(one.two_places)
            return self.say(
                "And so on, forever: to and fro between x = {low} and x = {high}.",
                low=plain(low, 2),
                high=plain(high, 2),
            )
        if one.fate is Fate.BOUNCES:
            return self.say("Every step is as long as the first: it never settles.")
        return self.going(1)

    def tell_following(self) -> None:
        """Tell the steps that follow the slope."""
        one, rate = self.runs[2], shortest(self.given.learning_rate)
        with self.beat(self.say("Now {rate} times the slope: steep ground, long step.", rate=rate)):
            self.tell_slowly(2, min(SLOW_STEPS, one.last))
        with self.beat(self.ending()):
            self.tell_quickly(2)

    def ending(self) -> str:
        """Return the sentence on how the steps that follow the slope end."""
        one = self.runs[2]
        lengths = np.abs(one.moves)
        if one.fate is Fate.SETTLES and not one.run.growing:
            return self.say("Near the minimum the slope fades, and the steps shrink by themselves.")
        if one.run.outcome.diverged:
            return self.say(
                "This rate is too large: at step {step} it leaves every scale.", step=one.run.outcome.step
            )
        if one.fate is Fate.ESCAPES:
            return self.say("This rate is too large: higher means steeper, and the steps grow.")
        if len(lengths) > 1 and lengths[-1] < lengths[0]:
            return self.say(
                "Gentler slopes, shorter steps: the height is now {height}.", height=self.height(2)
            )
        return self.going(2)

    # Side by side

    def tell_together(self) -> None:
        """Set all runs back to the start and tell them on one clock."""
        steps = max(one.last for one in self.runs)
        with self.beat(self.say("All three at once, step by step.")):
            self.cursor.set_value(0.0)
            self.wait(TIMING.rest)
            seconds = min(steps * SECONDS_PER_FAST_STEP, LONGEST_FAST_RUN)
            for panel in self.panels:
                panel.hurry(0, stride(panel.one, seconds, steps))
            self.advance(self.cursor, float(steps), seconds)
            self.cursor.set_value(float(self.given.steps))

    def tell_summary(self) -> None:
        """Say which rule has found the valley."""
        fates = [one.fate for one in self.runs]
        restless = {Fate.CRAWLS, Fate.BOUNCES}
        if fates[0] in restless and fates[1] is Fate.BOUNCES and fates[2] is Fate.SETTLES:
            text = "Fixed steps crawl or bounce. Steps that follow the slope settle."
            sentence = self.say(text)
            if fates[0] is Fate.BOUNCES:
                sentence = self.say("Fixed steps bounce forever. Steps that follow the slope settle.")
        else:
            sentence = self.say(
                "After step {steps} the heights are {small}, {large} and {following}.",
                steps=self.given.steps,
                small=self.height(0),
                large=self.height(1),
                following=self.height(2),
            )
        with self.beat(sentence):
            self.wait(TIMING.move)


def _constant(text: str) -> Callable[[], str]:
    return lambda: text
