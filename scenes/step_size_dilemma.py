"""How long should a step be? Fixed lengths crawl or overshoot; lengths that follow the slope settle."""

from typing import Annotated, Self

from manim import smooth, squish_rate_func
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.step_rules import StepComparison, compare_steps
from gd_math.formula.parsing import parse_curve
from gd_math.runs.optimizers import GradientDescent
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Coordinate, FormulaInX, LearningRate, Steps, check_start, run_notes
from scenes.base.theme import TIMING
from scenes.base.view_parameters import ViewParams
from scenes.cast.curves.curve_walk import AIMED
from scenes.cast.curves.run_ends import flat_start
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.cast.moving.spotlight import Strength
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.plain_formula import curve_formulas
from scenes.cast.writing.run_summary import runs_summary, shortest_or_short
from scenes.parts.step_size_dilemma.question import ROLES, StepQuestion
from scenes.parts.step_size_dilemma.rise import RiseMark
from scenes.parts.step_size_dilemma.slope_arrow import POINTED, TIMED, SlopeArrow
from scenes.parts.step_size_dilemma.slope_rule import RATE, SLOPE, STEP, slope_rule, told_steps
from scenes.parts.step_size_dilemma.stage import StepStage
from scenes.parts.step_size_dilemma.story import StepStory
from scenes.parts.step_size_dilemma.walked import Walked

SECONDS_PER_SLOW_STEP = 0.8
SETTLING = 0.6
"""Seconds in which each picture goes to its column."""
SECONDS_PER_NUMBERED_STEP, SECONDS_PER_SHRINKING = 1.6, 1.4
"""Of a step with its numbers, and of the first one's slope while it becomes the step."""
LATER = squish_rate_func(smooth, 0.8, 1.0)
"""The next curve comes when the one before has gone to its shelf."""
GHOST, SHELVED = 0.2, 0.5
"""Strength of a curve that only the audience sees, and of a run on its shelf: to be compared with."""


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
    """Small steps crawl, large ones overshoot, steps that follow the slope shrink by themselves.

    The slope tells the way, but how far? Steps of one short length crawl, steps of one great length jump over
    the valley and land higher; steps of a learning rate times the slope are long where it is steep and short
    where it is gentle, and come to rest by themselves.
    """

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

    @classmethod
    def summary(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say where each run ends."""
        said = (
            look.say("Steps of length {size}", size=shortest_or_short(params.small_step)),
            look.say("Steps of length {size}", size=shortest_or_short(params.large_step)),
            look.say("Steps of {rate} × the slope", rate=shortest_or_short(params.learning_rate)),
        )
        runs = cls.computed(params).runs
        return runs_summary(look, [(who, one.run) for who, one in zip(said, runs, strict=True)])

    @classmethod
    def formulas(cls, params: Params) -> list[str]:
        """Return the curve and the rule."""
        return curve_formulas(params.function, cls.computed(params).objective.variables[0])

    def tell(self) -> None:
        """Three facts and a question; small steps; large ones, after a prediction; steps like the slope."""
        self.objective, self.runs, self.view = self.found.objective, self.found.runs, self.found.view
        self.story = StepStory(self.look, self.found)
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

    def set_question(self) -> None:
        """Draw the first panel, large, and the step that does not know its length."""
        self.stage = StepStage(self.look, self.layout, self.found, self.given.steps)
        self.told, self.details, self.panels = self.stage.told, self.stage.details, self.stage.panels
        first, words = self.stage.enter(), self.stage.boxes.words[0]
        small, large = self.given.small_step, self.given.large_step
        self.question = StepQuestion(self.look, first.plot, self.runs[1], words, small, large)
        self.title = self.headline(self.say("How long should a step be?"))
        self.add(self.title, first.ground, self.question)
        if self.runs[0].slopes[0] != 0.0:
            self.add(self.question.wonder)
        self.add(first.walk)

    def tell_facts(self) -> None:
        """Let the curve fade, and find the three facts in the picture, one after the other."""
        question, curve = self.question, self.panels[0].curve
        sentence = self.say("The ball cannot see the curve. It knows three numbers.")
        with self.beat(sentence, opening=self.wonder if self.runs[0].slopes[0] else None):
            self.play(Strength(curve, GHOST, self.colours.background), run_time=TIMING.quick)
            for role in ROLES:
                self.play(ride(question.found[role], 1.0, smooth), run_time=1.5 * TIMING.quick)
                self.play(Appear(question.facts[role]), run_time=TIMING.quick)

    def wonder(self) -> None:
        """Let the step of the poster go, once it has been seen."""
        question = self.question
        self.wait(TIMING.move)
        self.play(Vanish(question.wonder), run_time=TIMING.quick)

    def tell_question(self) -> None:
        """Let the step grow and shrink."""
        question = self.question
        question.reach.set_value(question.shortest)
        with self.beat(self.say("The slope tells the way. But how far?")):
            self.play(Appear(question.wonder), run_time=TIMING.quick)
            for length in (question.longest, question.shortest):
                self.play(ride(question.reach, length, smooth), run_time=TIMING.move)

    def tell_flat_start(self) -> None:
        """Tell the case without any slope."""
        with self.beat(flat_start(self.runs[2], self.look)):
            self.play(Strength(self.panels[0].curve, 1.0, self.colours.background), run_time=TIMING.slow)
        with self.beat(self.say("No direction, no step, neither small nor large.")):
            self.wait(TIMING.move)

    def show_curve(self) -> None:
        """Let the curve come back, the facts go, and the words of the first run come."""
        question, first = self.question, self.panels[0]
        gone = [Vanish(part) for part in (question.measures, question.wonder, *question.facts.values())]
        self.play(Strength(first.curve, 1.0, self.colours.background), *gone, run_time=1.5 * TIMING.quick)
        self.remove(question)
        self.play(Appear(first.words), run_time=TIMING.quick)
        self.add(first.bars)

    def part(self) -> None:
        """Let the run before go to its column, and when it is there the next one come."""
        before, panel = self.panels[-1], self.stage.enter()
        ground = Appear(panel.ground, rate_func=LATER)
        if self.walked in self.mobjects:
            self.play(Vanish(self.walked), run_time=TIMING.quick)
        self.play(*before.shelve(), ground, run_time=1.2 * TIMING.move)
        coming = [panel.words, panel.walk]
        fading = Strength(before.picture, SHELVED, self.colours.background)
        self.play(*(Appear(part) for part in coming if len(part)), fading, run_time=TIMING.quick)
        self.add(panel.bars, panel.walk)

    def tell_slowly(self, index: int, until: int, seconds: float = SECONDS_PER_SLOW_STEP) -> None:
        """Tell the steps up to `until`, each with its arrow."""
        told = self.told[index]
        steps = until - told.get_value()
        if steps > 0:
            self.advance(told, float(until), steps * seconds)

    def tell_quickly(self, index: int, share: float = 1.0) -> None:
        """Tell a share of all that is left of a run on one clock; after the last step, its fate."""
        one, told = self.runs[index], self.told[index]
        begin = int(told.get_value())
        end = begin + round(share * (one.last - begin))
        if end > begin:
            seconds = self.stage.hurry(index, end)
            self.advance(told, float(end), seconds)
            self.details[index].set_value(1.0)
        if end == one.last and share == 1.0:
            self.play(Appear(self.panels[index].verdict), run_time=TIMING.quick)

    def tell_small(self) -> None:
        """Tell the small fixed steps."""
        with self.beat(
            self.say("Steps of {size}.", size=shortest(self.given.small_step)), opening=self.show_curve
        ):
            self.tell_slowly(0, min(SLOW_STEPS, self.runs[0].last))
            self.tell_quickly(0)
        with self.beat(self.story.of_small()):
            self.walked = Walked(self.look, self.panels[0])
            if len(self.walked):
                self.add(self.walked)
                self.play(ride(self.walked.share, 1.0), run_time=TIMING.slow)

    def tell_large(self) -> None:
        """Tell the large fixed steps; the one that lands higher after a prediction."""
        one, size = self.runs[1], shortest(self.given.large_step)
        rise = one.first_rise
        with self.beat(self.say("Steps of {size}.", size=size), opening=self.part):
            if rise is None:
                self.tell_slowly(1, min(SLOW_STEPS, one.last))
                self.tell_quickly(1)
            elif rise <= 2 * SLOW_STEPS:
                self.tell_slowly(1, rise)
            else:
                self.tell_quickly(1, rise / one.last)
        if rise is None:
            with self.beat(self.story.going(one)):
                pass
            return
        self.ask(self.say("Predict: where does the next step land?"))
        with self.beat(self.story.rise(rise), opening=lambda: self.tell_slowly(1, rise + 1)):
            self.mark = RiseMark(self.look, self.panels[1], rise)
            if len(self.mark):
                self.play(Appear(self.mark), run_time=TIMING.quick)
        with self.beat(self.story.forever()):
            if len(self.mark):
                self.play(Vanish(self.mark), run_time=TIMING.quick)
            self.tell_quickly(1)

    def tell_following(self) -> None:
        """Tell the steps that follow the slope: the rule grows with the first one."""
        one, told = self.runs[2], self.told[2]
        with self.beat(self.story.rule(), opening=self.part):
            walk, rate = self.panels[2].walk, self.given.learning_rate
            rule = slope_rule(self.look, walk, rate, self.layout.formula)
            self.slope_arrow = SlopeArrow(self.look, walk, told_steps(walk, rate), shortest(rate))
            self.add(self.slope_arrow)
            self.play(*rule.grow(SLOPE), run_time=TIMING.quick)
            self.advance(told, POINTED, TIMING.move)
            self.play(*rule.grow(RATE), run_time=TIMING.quick)
            self.advance(told, TIMED, TIMING.quick)
            self.advance(told, AIMED, SECONDS_PER_SHRINKING)
            self.play(*rule.grow(STEP), Vanish(self.title), run_time=TIMING.quick)
            answer = self.headline(self.say("α = {rate} times the slope", rate=shortest(rate)))
            self.play(Appear(answer), run_time=TIMING.quick)
            self.tell_slowly(2, min(SLOW_STEPS, one.last), SECONDS_PER_NUMBERED_STEP)
        with self.beat(self.story.ending(), opening=lambda: self.tell_quickly(2)):
            panel, second, third = (self.panels[index] for index in self.stage.order)
            self.play(*panel.settle(), run_time=SETTLING)
            panel.words.add_to_back(panel.now.title)
            self.play(*second.settle(), Appear(panel.now.title), Appear(panel.lengths), run_time=SETTLING)
            self.add(panel.bars)
            self.play(*third.settle(), ride(panel.shown, 1.0), run_time=SETTLING)

    def tell_summary(self) -> None:
        """Say which rule has found the valley: its steps beside those of one length."""
        with self.beat(self.story.summary()):
            fixed = self.panels[:2]
            every = [Strength(panel.picture, 1.0, self.colours.background) for panel in fixed]
            self.play(*every, run_time=TIMING.move)
            self.play(*(Appear(panel.lengths) for panel in fixed), run_time=TIMING.quick)
            self.add(*(panel.bars for panel in fixed))
            self.play(*(ride(panel.shown, 1.0) for panel in fixed), run_time=TIMING.move)
