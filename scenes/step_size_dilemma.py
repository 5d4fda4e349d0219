"""How long should a step be? Fixed lengths crawl or overshoot; lengths that follow the slope settle."""

from typing import Annotated, Self

from manim import FadeIn, FadeOut, ValueTracker, VGroup, smooth
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.step_rules import StepComparison, compare_steps
from gd_math.formula.parsing import parse_curve
from gd_math.formula.variables import variable_markup
from gd_math.runs.optimizers import GradientDescent
from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import Coordinate, FormulaInX, LearningRate, Steps, check_start, run_notes
from scenes.base.theme import TIMING
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.run_ends import flat_start
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import shortest
from scenes.parts.step_size_dilemma.panels import StepPanel, bar_ranges
from scenes.parts.step_size_dilemma.question import ROLES, StepQuestion
from scenes.parts.step_size_dilemma.rise import RiseMark
from scenes.parts.step_size_dilemma.story import StepStory

SECONDS_PER_SLOW_STEP, SECONDS_PER_FAST_STEP, LONGEST_FAST_RUN = 1.2, 0.4, 4.4
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

    class Params(ViewParams):
        """What a lecturer may change."""

        function: FormulaInX = Field("x**2", description="the curve, a formula in x")
        start: Coordinate = Field(5.0, description="where the ball is put down")
        small_step: StepLength = Field(0.3, description="length of every step in the first panel")
        large_step: StepLength = Field(4.0, description="length of every step in the second panel")
        learning_rate: LearningRate = 0.2
        steps: Steps = 12

        @model_validator(mode="after")
        def _defined_at_start(self) -> Self:
            check_start(parse_curve(self.function), self.start, self.x_range)
            return self

        @model_validator(mode="after")
        def _small_and_large(self) -> Self:
            if self.small_step >= self.large_step:
                raise ValueError(
                    f"small_step = {self.small_step:g} must be less than large_step = {self.large_step:g}"
                )
            return self

    given: Params
    found: StepComparison

    @classmethod
    def compute(cls, params: Params) -> StepComparison:
        """Return the runs that the clip draws."""
        return compare_steps(
            parse_curve(params.function),
            params.start,
            params.small_step,
            params.large_step,
            params.learning_rate,
            params.steps,
            x_range=params.x_range,
            y_range=params.y_range,
        )

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say when the steps that follow the slope leave, or fall without end."""
        return run_notes(cls.computed(params).runs[2].account, GradientDescent(params.learning_rate), look)

    def tell(self) -> None:
        """Three facts and a question; small steps; large ones, after a prediction; steps like the slope."""
        self.objective, self.runs, self.view = self.found.objective, self.found.runs, self.found.view
        self.story = StepStory(self.look, self.found)
        self.told = [ValueTracker(0.0) for _ in self.runs]
        self.details = [ValueTracker(1.0) for _ in self.runs]
        self.set_question()

        self.tell_facts()
        if self.runs[0].slopes[0] == 0.0:
            self.tell_flat_start()
            return
        self.tell_question()
        self.tell_small()
        self.tell_large()
        self.tell_following()
        self.tell_summary()

    @property
    def room(self) -> Box:
        """Return the stage, enlarged up to the header."""
        stage = self.layout.stage
        return Box(stage.left, stage.right, stage.bottom, self.layout.header.bottom - UNDER_HEADER)

    def set_question(self) -> None:
        """Draw the ball without its curve, and the panel of what is known."""
        self.question = StepQuestion(self.look, self.room, self.found, tall=self.layout.tall)
        self.add(self.headline(self.say("How long should a step be?")), self.question)

    def tell_facts(self) -> None:
        """Light the three facts one after the other."""
        with self.beat(self.say("Known here: position, height and slope. Nothing else.")):
            for role in ROLES:
                self.play(*self.question.facts.light(role), run_time=0.8 * TIMING.move)

    def tell_question(self) -> None:
        """Let the step grow and shrink, then show the curve to the audience only."""
        question = self.question
        with self.beat(self.say("The slope tells the direction, but not how far to go.")):
            longest = min(self.given.large_step, self.view.x_range[1] - self.view.x_range[0])
            for length in (longest, self.given.small_step, longest):
                self.play(ride(question.reach, length, smooth), run_time=TIMING.move)
        with self.beat(self.say("The curve is drawn for us: the ball cannot see it.")):
            self.play(FadeIn(question.curve), *question.facts.light(), run_time=TIMING.move)
            self.add_formula()

    def tell_flat_start(self) -> None:
        """Tell the case without any slope."""
        with self.beat(flat_start(self.runs[2], self.look)):
            self.play(FadeIn(self.question.curve), run_time=TIMING.slow)
        with self.beat(self.say("No direction, no step, neither small nor large.")):
            self.wait(TIMING.move)

    def add_formula(self) -> None:
        """Let the function's formula come, where there is room for it."""
        if not self.layout.tall:
            x = variable_markup(self.objective.variables[0])
            name = paint(self.colours.loss, f"f({x})")
            whole = paint(self.colours.loss, f"f({x}) = {self.objective.formula}")
            zone = FormulaZone(self.look, self.layout.formula).show(whole, name)
            self.play(Appear(zone), run_time=TIMING.quick)

    def set_panels(self) -> None:
        """Let the curve become the first of three panels."""
        layout, stage, question = self.layout, self.room, self.question
        boxes = stage.rows(1, 1, 1, gap=0.1) if layout.tall else stage.columns(1, 1, 1, gap=0.45)
        bars = bar_ranges(self.runs, self.given.steps)
        self.panels = [
            StepPanel(
                self.look,
                box,
                self.found,
                one,
                bars,
                self.told[k].get_value,
                self.details[k].get_value,
                tall=layout.tall,
                named=k == 0,
            )
            for k, (box, one) in enumerate(zip(boxes, self.runs, strict=True))
        ]
        first = self.panels[0]
        self.play(*(Vanish(part) for part in (question.level, question.arrow, question.facts)), run_time=0.4)
        self.play(ViewChange(question.plot, goal=first.plot), run_time=1.6)
        self.remove(question.plot, question.ball, question.curve)
        self.add(first.ground)
        self.play(Appear(first.words), Appear(first.actors), run_time=TIMING.quick)
        self.light = Spotlight(
            self.look, *(VGroup(panel.scenery, panel.actors, panel.verdict) for panel in self.panels)
        )

    def put_down(self, index: int) -> None:
        """Let the next panel come, with its ball; the ones before become context."""
        panel, pieces = self.panels[index], list(self.light.strengths)
        fading = self.light.on(*pieces[index:])
        self.play(*fading, Appear(panel.scenery), Appear(panel.actors), run_time=TIMING.quick)

    def tell_slowly(self, index: int, until: int) -> None:
        """Tell the steps up to `until`, each with its arrow."""
        told = self.told[index]
        steps = until - told.get_value()
        if steps > 0:
            self.advance(told, float(until), steps * SECONDS_PER_SLOW_STEP)

    def tell_quickly(self, index: int, until: int | None = None) -> None:
        """Tell a run up to `until` on one clock, or all that is left of it, and then its fate."""
        one, told, panel = self.runs[index], self.told[index], self.panels[index]
        begin, end = int(told.get_value()), one.last if until is None else until
        if end > begin:
            seconds = seconds_for(end - begin, SECONDS_PER_FAST_STEP, LONGEST_FAST_RUN)
            self.details[index].set_value(0.0)
            panel.hurry(begin, end, seconds)
            self.advance(told, float(end), seconds)
            self.details[index].set_value(1.0)
        if until is None:
            self.play(FadeIn(panel.verdict), run_time=TIMING.quick)

    def tell_small(self) -> None:
        """Tell the small fixed steps."""
        with self.beat(self.story.of_small(), opening=self.set_panels):
            self.tell_slowly(0, min(SLOW_STEPS, self.runs[0].last))
            self.tell_quickly(0)

    def tell_large(self) -> None:
        """Tell the large fixed steps; the one that lands higher after a prediction."""
        one, size = self.runs[1], shortest(self.given.large_step)
        rise = one.first_rise
        if rise is None:
            with self.beat(self.story.going(one)):
                self.put_down(1)
                self.tell_slowly(1, min(SLOW_STEPS, one.last))
                self.tell_quickly(1)
            return
        if rise:
            with self.beat(self.story.before_rise(rise)):
                self.put_down(1)
                if rise <= 2 * SLOW_STEPS:
                    self.tell_slowly(1, rise)
                else:
                    self.tell_quickly(1, rise)
        question = self.say("Predict: where does the next step of {size} land?", size=size)
        with self.beat(question, kind="ask", opening=None if rise else lambda: self.put_down(1)):
            pass
        mark = RiseMark(self.look, self.panels[1], rise)
        with self.beat(self.story.rise(rise)):
            self.tell_slowly(1, rise + 1)
            self.play(FadeIn(mark), run_time=TIMING.quick)
        with self.beat(self.story.forever()):
            self.play(FadeOut(mark), run_time=TIMING.quick)
            self.tell_quickly(1)

    def tell_following(self) -> None:
        """Tell the steps that follow the slope."""
        with self.beat(self.story.rule()):
            self.put_down(2)
            self.tell_slowly(2, min(SLOW_STEPS, self.runs[2].last))
        with self.beat(self.story.ending()):
            self.tell_quickly(2)

    def tell_summary(self) -> None:
        """Say which rule has found the valley."""
        with self.beat(self.story.summary()):
            self.play(*self.light.everywhere(), run_time=TIMING.move)
