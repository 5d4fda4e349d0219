"""The same start and the same number of steps, told with several learning rates side by side."""

from typing import Annotated, Self

from manim import FadeIn, VGroup
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.rates import RateComparison, compare_rates
from gd_math.formula.parsing import parse_curve
from gd_math.formula.variables import variable_markup
from gd_math.runs.optimizers import GradientDescent
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Coordinate, FormulaInX, LearningRate, Steps, check_start, run_notes
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TIMING, TYPE
from scenes.base.view_parameters import ViewParams
from scenes.cast.curves.run_ends import flat_start
from scenes.cast.moving.race_clock import RaceClock
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.rule import rule_markup
from scenes.parts.learning_rate_comparison.losses import loss_chart
from scenes.parts.learning_rate_comparison.pace import (
    SECONDS_PER_SLOW_STEP,
    fast_seconds,
    stride,
    together_seconds,
)
from scenes.parts.learning_rate_comparison.panels import RatePanel, title_lines
from scenes.parts.learning_rate_comparison.rooms import comparison_rooms
from scenes.parts.learning_rate_comparison.story import NAMED_STEPS, story
from scenes.parts.learning_rate_comparison.summary import all_at_once, limit, name_of, summary
from scenes.parts.learning_rate_comparison.zones import BRACKET_ROOM, RateZones

MOST_MARKED_IN_TALL = 4
"""With more panels than this, tall frames leave the brackets out: only the caption tells the limit."""


def _each_once(rates: tuple[float, ...]) -> tuple[float, ...]:
    if len(set(rates)) < len(rates):
        raise ValueError("must name each rate only once")
    return tuple(sorted(rates))


class LearningRateComparison(Lesson):
    """The same start, several learning rates: one crawls, one arrives, one overshoots, one escapes."""

    class Params(ViewParams):
        """What a lecturer may change."""

        function: FormulaInX = Field("x**2", description="the curve, a formula in x")
        start: Coordinate = Field(8.0, description="where all runs start")
        learning_rates: Annotated[tuple[LearningRate, ...], AfterValidator(_each_once)] = Field(
            (0.02, 0.2, 0.9, 1.5), min_length=1, max_length=6, description="one panel for each rate (α)"
        )
        steps: Steps = 27
        show_limit: bool = Field(True, description="whether the limit 2/L is marked")

        @model_validator(mode="after")
        def _defined_at_start(self) -> Self:
            check_start(parse_curve(self.function), self.start, self.x_range)
            return self

    given: Params
    found: RateComparison

    @classmethod
    def compute(cls, params: Params) -> RateComparison:
        """Return the runs that the clip draws."""
        return compare_rates(
            parse_curve(params.function),
            params.start,
            params.learning_rates,
            params.steps,
            x_range=params.x_range,
            y_range=params.y_range,
        )

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say which rates are too large, and which runs leave the domain or fall without end."""
        return [
            look.say("learning rate {rate}: {note}", rate=f"{one.rate:g}", note=note)
            for one in cls.computed(params).runs
            for note in run_notes(one.account, GradientDescent(one.rate), look)
        ]

    def tell(self) -> None:
        """Tell rate after rate, the last escape after a prediction; then all at once, and the limit."""
        p = self.given
        self.objective, self.runs = self.found.objective, self.found.runs
        self.curvature = self.found.curvature if p.show_limit else None
        self.clocks = RaceClock(len(self.runs), p.steps)
        self.set_stage()

        if self.runs[0].run.gradients[0, 0] == 0.0:
            self.tell_flat_start()
            return
        self.tell_setting()
        asked = self.surprise()
        for index in range(len(self.runs)):
            if index == asked:
                self.ask(self.say("Predict: what will {rate} do?", rate=name_of(self.runs[index])))
            self.tell_run(index)
        if len(self.runs) > 1:
            self.tell_all_at_once()
        if self.curvature is not None:
            self.tell_limit(self.curvature)
        self.tell_summary()

    def surprise(self) -> int | None:
        """Return the run to predict: the first that escapes, or else the last of several."""
        escaping = (k for k, one in enumerate(self.runs) if one.escapes)
        return next(escaping, len(self.runs) - 1 if len(self.runs) > 1 else None)

    def set_stage(self) -> None:
        """Draw the panels with their balls at the start, the losses below, the rule above."""
        rows, lower = comparison_rooms(self.layout, len(self.runs))
        crowded = self.layout.tall and len(self.runs) > MOST_MARKED_IN_TALL
        marked = self.curvature is not None and not crowded
        feet = [
            [Box(box.left, box.right, box.bottom, box.bottom + BRACKET_ROOM) for box in row] for row in rows
        ]
        boxes = [box.inset(bottom=BRACKET_ROOM if marked else 0.0) for row in rows for box in row]
        times, compact = [self.clocks.of(k) for k in range(len(self.runs))], self.layout.tall
        lines = title_lines(self.look, self.found, boxes[0].width, compact)
        self.panels = [
            RatePanel(
                self.look,
                box,
                self.found,
                one,
                time,
                title_lines=lines,
                compact=compact,
                stride=stride(one, len(self.runs)),
            )
            for box, one, time in zip(boxes, self.runs, times, strict=True)
        ]
        steps, cursor = self.given.steps, self.clocks.cursor.get_value
        self.losses = loss_chart(self.look, lower, self.found, steps, times, cursor, symbol=not compact)
        self.zones = VGroup()
        if self.curvature is not None and marked:
            zones = self.found.zones(self.curvature)
            self.zones = RateZones(self.look, feet, zones, self.curvature)
        different = self.say("Same start, different rates")
        self.add(self.headline(different if len(self.runs) > 1 else self.say("One learning rate")))
        if not self.layout.tall:
            self.add(self.rule())
        self.add(*(panel.scenery for panel in self.panels), self.losses.scenery)
        self.add(self.losses.actors, *(panel.walk for panel in self.panels))

    def rule(self) -> MathFormula:
        """Return the function and the rule in one line at the right, the function only where it fits."""
        box = self.layout.formula
        variable = self.objective.variables[0]
        rule = rule_markup(self.look, variable)
        name = paint(self.colours.loss, f"f({variable_markup(variable)}) = {self.objective.formula}")
        both = f"{name} quad quad {rule}"
        sizes = ((both, TYPE.formula), (both, TYPE.caption), (rule, TYPE.formula))
        lines = [MathFormula(self.look, markup, size=size) for markup, size in sizes]
        line = next((line for line in lines if line.width <= box.width), lines[-1])
        baseline = box.top - 1.25 * CAP_HEIGHT_PER_FONT_SIZE * TYPE.formula
        return line.stand_on(baseline).shift((box.right - float(line.get_right()[0]), 0.0, 0.0))

    def tell_setting(self) -> None:
        """Say what is the same and what differs."""
        count, steps = len(self.runs), self.given.steps
        if count == 1:
            sentence = self.say("{rate}: one step after the other.", rate=name_of(self.runs[0]))
        elif steps == 1:
            sentence = self.say(
                "{count} runs: same start, one step each. Only the rate differs.", count=count
            )
        else:
            sentence = self.say(
                "{count} runs: same start, same {steps} steps. Only the rate differs.",
                count=count,
                steps=steps,
            )
        with self.beat(sentence):
            self.wait(TIMING.move)

    def tell_run(self, index: int) -> None:
        """Tell one run: the first steps slowly, the others on."""
        one, told = self.runs[index], self.clocks.told[index]
        slow = min(NAMED_STEPS, one.last)
        with self.beat(story(one, self.look)):
            if slow:
                self.advance(told, float(slow), slow * SECONDS_PER_SLOW_STEP)
            if one.last > slow:
                self.advance(told, float(one.last), fast_seconds(one, len(self.runs)))
            shown = (self.losses.labels[index], self.panels[index].verdict)
            self.play(*(FadeIn(part) for part in shown if part is not None), run_time=TIMING.quick)

    def tell_all_at_once(self) -> None:
        """Set all runs back to the start and tell them on one clock."""
        steps = float(max(one.last for one in self.runs))
        with self.beat(all_at_once(self.runs, self.look)):
            self.clocks.set_back()
            self.wait(TIMING.rest)
            slow = min(float(NAMED_STEPS), steps)
            self.advance(self.clocks.cursor, slow, slow * SECONDS_PER_SLOW_STEP)
            if steps > slow:
                self.advance(self.clocks.cursor, steps, together_seconds(self.runs))
            self.clocks.release()

    def tell_limit(self, curvature: float) -> None:
        """Mark where 1/L and 2/L lie between the panels."""
        with self.beat(limit(self.found, curvature, self.look)):
            self.play(*(FadeIn(mark) for mark in self.zones), run_time=TIMING.move)

    def tell_summary(self) -> None:
        """Name the best of the rates, if one is best."""
        with self.beat(summary(self.runs, self.given.steps, self.look)):
            self.wait(TIMING.move)

    def tell_flat_start(self) -> None:
        """Tell the case without any slope."""
        with self.beat(flat_start(self.runs[0], self.look)):
            self.wait(TIMING.move)
        with self.beat(self.say("No slope, no step: no learning rate moves the ball.")):
            self.play(*(FadeIn(label) for label in self.losses.labels), run_time=TIMING.quick)
