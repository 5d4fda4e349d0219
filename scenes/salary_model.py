"""What a worker earns: a bias, a weight for each year, and noise that no model knows."""

from collections.abc import Callable
from typing import Annotated, Self

from manim import ValueTracker, smooth
from manim.typing import Point3D
from pydantic import Field, model_validator

from gd_math.data.datasets import Dataset
from gd_math.data.noisy_line import NoisyLine, wages
from scenes.base.appearing import Appear, Vanish
from scenes.base.column_names import column_name
from scenes.base.data_source import Noise, Seed, TableParams
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.theme import TIMING
from scenes.cast.moving.following import ride
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.born import Born
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.live_equations import underline
from scenes.parts.salary_model.amounts import Amounts, short_name
from scenes.parts.salary_model.band import SigmaMark
from scenes.parts.salary_model.equation import WageEquation
from scenes.parts.salary_model.labels import beside, names_of_parts, question
from scenes.parts.salary_model.stage import WageStage
from scenes.parts.salary_model.story import WageStory
from scenes.parts.salary_model.way import Way

OWN_DATA = "wages"
LIFT, STEP, QUICK_STEPS, MOVING = 1.4, 2.0, 2.4, 1.2
"""Seconds for the bias, the first step, all other steps; and in which the view moves."""

Amount = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]


class SalaryModel(Lesson):
    """A wage is a bias, a weight for each year, and noise: the line knows two of the three.

    The three parts of y = b + w·x + ε, told with one worker's wage: the bias is what all are paid, the weight
    is what each year adds, and the noise is the gap between the line and what is paid. Its usual size is σ,
    the root of its mean square. Your own table gives its best line instead of a known one.
    """

    class Params(TableParams):
        """What a lecturer may change."""

        known = (OWN_DATA,)
        of_known = ("bias", "weight", "noise", "count", "seed", "years", "paid")

        data: str = Field(
            OWN_DATA, max_length=1000, description="wages, or a table such as my.csv or my.xlsx"
        )
        bias: Amount = Field(1000.0, description="the minimum wage, b")
        weight: Amount = Field(2000.0, description="what each year of experience adds, w")
        noise: Noise = Field(800.0, description="standard deviation of the noise in the other workers' wages")
        count: int = Field(14, ge=2, le=500, description="how many workers there are")
        seed: Seed = 906
        years: float = Field(2.0, ge=0.1, le=60.0, description="how long the told worker has worked")
        paid: Amount = Field(5600.0, description="what the told worker is paid")
        currency: str | None = Field(
            None, max_length=8, description="the sign of amounts; by default $, with a table none"
        )
        row: int | None = Field(
            None,
            ge=1,
            description="which of the table's rows is told, counted from 1; by default one with usual noise",
        )

        @property
        def wages(self) -> NoisyLine:
            """The made workers."""
            return wages(self.bias, self.weight, self.noise, self.count, self.seed, self.years, self.paid)

        def made(self) -> Dataset:
            """Return the made workers' years and wages."""
            return self.wages.data

        def idle(self) -> tuple[str, ...]:
            """Return the parameters that these data do not have."""
            return (*super().idle(), *(() if self.from_file else ("row",)))

        @model_validator(mode="after")
        def _row_exists(self) -> Self:
            if self.from_file and (self.row or 1) > len(self.samples.x):
                raise ValueError(
                    f"row = {self.row}, but {self.data} has {len(self.samples.x)} rows of numbers"
                )
            return self

    given: Params
    found: NoisyLine

    @classmethod
    def compute(cls, params: Params) -> NoisyLine:
        """Return the line and the noise."""
        if not params.from_file:
            return NoisyLine.of(params.dataset, params.wages.row)
        return NoisyLine.of(params.dataset, None if params.row is None else params.row - 1)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say which row is told, and which parameters these data do not have."""
        told = [look.say("row {row} is told", row=cls.computed(params).row + 1)] if params.from_file else []
        return [*params.data_notes(look), *(told if params.row is None else [])]

    def tell(self) -> None:
        """The data; the way up to what the line says; a question; the noise of one, and of all; the sum."""
        self.set_stage()
        self.tell_data()
        self.tell_bias()
        self.tell_weight()
        self.tell_model()
        self.ask_paid()
        self.tell_noise()
        self.tell_everyone()
        self.tell_band()
        self.tell_sum()

    def set_stage(self) -> None:
        """Show the data, and the one who is told on the axis below the answer."""
        given, samples = self.given, self.given.samples
        made = not given.from_file
        labels = column_name(self.look, samples.x_label), column_name(self.look, samples.y_label)
        currency = given.currency if given.currency is not None else "$" if made else ""
        self.way = Way.up(self.found, 1.0 if made else None)
        self.amounts = Amounts.of(self.found)
        self.story = WageStory(self.look, self.found, self.way, self.amounts, currency, labels, wages=made)
        named = labels[1]
        if made and currency and given.y_label is None:
            named = self.say("wage in {currency}", currency=currency)
        self.noise_label = (
            self.say("noise in {currency}", currency=currency) if currency else self.say("noise")
        )
        self.stage = WageStage(
            self.look, self.layout, self.found, self.way, person=made, labels=(labels[0], named)
        )
        names = short_name(labels[1], "y"), short_name(labels[0], "x")
        zone = FormulaZone(self.look, self.layout.formula)
        self.equation = WageEquation(self.look, zone, self.amounts, names, self.stage.weight_colour)
        self.light = Spotlight(self.look, self.stage.others)
        self.waiting = ValueTracker(0.0)
        self.stage.wait_at(self.waiting)
        self.question = question(self.stage)
        self.add(self.headline(self.story.title()), self.stage.plot, self.stage, self.question)

    def go(self, to: float, seconds: float) -> None:
        """Go on the way, to the end of a leg."""
        if to > self.stage.time.get_value():
            self.play(ride(self.stage.time, to), run_time=seconds)

    def lit(self, term: str, colour: str, move: Callable[[], None]) -> None:
        """Show a term of the equation, and light it while its thing is seen."""
        upper = self.equation.upper(term)
        if len(upper):
            self.play(Appear(upper), run_time=TIMING.quick)
        bar = underline(colour, self.equation.symbol(term))
        self.add(bar)
        move()
        self.remove(bar)

    def light_word(self, word: str, colour: str) -> None:
        """Give a word of the sentence the colour of what it means."""
        caption = self._caption
        if caption is None or word not in caption.text:
            return
        first = len("".join(caption.text.partition(word)[0].split()))
        if len(caption.submobjects) == len("".join(caption.text.split())):
            for glyph in caption.submobjects[first : first + len(word)]:
                glyph.set_fill(colour)

    def bear(self, term: str, start: Point3D) -> None:
        """Let a number be born in the picture and go to its place below its symbol."""
        number = self.equation.number(term)
        if number is not None:
            signs = self.equation.signs(term)
            come = [Appear(signs)] if len(signs) else []
            self.play(Born(number, start), *come)

    def tell_data(self) -> None:
        """Show who is told, then let them begin."""
        with self.beat(self.story.start()):
            self.wait(1.4)
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.play(self.stage.come_near(), *self.light.on(), ride(self.waiting, 1.0, smooth), run_time=2.0)

    def tell_bias(self) -> None:
        """Lift the worker by the bias."""
        with self.beat(self.story.bias()):
            self.light_word(self.say("bias"), self.colours.parameter)
            self.play(Appear(self.equation.upper("y")), run_time=TIMING.quick)
            self.lit("bias", self.colours.parameter, lambda: self.go(self.way.lifted, LIFT))
            self.bear("bias", self.stage.middle_of("bias"))

    def tell_weight(self) -> None:
        """Climb one step, as high as the weight says."""
        with self.beat(self.story.weight()):
            self.light_word(self.say("weight"), self.stage.weight_colour)
            self.lit("weight", self.stage.weight_colour, lambda: self.go(self.way.stepped, STEP))
            self.bear("weight", self.stage.middle_of("weight"))

    def tell_model(self) -> None:
        """Climb to the place on the line, whose height is born there; the line goes through all steps."""
        stage = self.stage
        with self.beat(self.story.model()):
            self.lit("x", self.colours.ink, lambda: self.go(self.way.predicted, QUICK_STEPS))
            self.bear("x", stage.worker.place)
            self.said = beside(stage, stage.worker.place, self.amounts.said, self.colours.prediction)
            self.play(Appear(self.said), ride(stage.drawn, 1.0, smooth), run_time=TIMING.slow)

    def ask_paid(self) -> None:
        """Ask what the one who is told has in truth."""
        self.question = question(self.stage)
        with self.beat(self.story.question(), kind="ask"):
            self.play(Appear(self.question), run_time=TIMING.quick)

    def tell_noise(self) -> None:
        """Come close, and lift the worker off the line."""
        stage = self.stage

        def come_close() -> None:
            self.play(Vanish(self.said), Vanish(self.question), run_time=TIMING.quick)
            self.play(stage.push_in(), run_time=MOVING)
            self.said = beside(stage, stage.worker.place, self.amounts.said, self.colours.prediction)
            self.play(Appear(self.said), run_time=TIMING.quick)
            self.go(len(self.way.legs), LIFT)

        with self.beat(self.story.noise(), opening=come_close):
            self.light_word(self.say("noise"), self.colours.loss)
            self.lit("noise", self.colours.loss, lambda: self.wait(TIMING.quick))
            self.bear("noise", stage.middle_of("noise"))
            self.paid = beside(stage, stage.worker.place, self.amounts.y, self.colours.data, self.said)
            self.play(Appear(self.paid), run_time=TIMING.quick)
            self.bear("y", self.paid.get_center())

    def tell_everyone(self) -> None:
        """Show all again, and everyone's gap."""

        def go_back() -> None:
            self.play(Vanish(self.said), Vanish(self.paid), run_time=TIMING.quick)
            self.play(self.stage.pull_back(), *self.light.everywhere(), run_time=MOVING)

        with self.beat(self.story.everyone(), opening=go_back):
            self.advance(self.stage.measured, 1.0, 2.0)

    def tell_band(self) -> None:
        """Open a band around the line until it is as wide as σ; count who is in it."""
        stage = self.stage

        def level() -> None:
            self.play(stage.see_noise(self.noise_label), ride(stage.levelled, 1.0, smooth), run_time=2.0)
            self.mark = SigmaMark(self.look, stage, self.amounts)

        with self.beat(self.story.sigma(), opening=level):
            self.play(Appear(self.mark), run_time=TIMING.quick)
            self.play(ride(stage.opened, 1.0, smooth), run_time=2.4)
        with self.beat(self.story.inside()):
            pass

    def tell_sum(self) -> None:
        """Gather bias, weight and noise in one column below the one who is told."""
        stage = self.stage

        def gather() -> None:
            self.play(Vanish(self.mark), ride(stage.opened, 0.0), run_time=TIMING.quick)
            self.play(ride(stage.measured, 0.0), ride(stage.crowd, 0.0), run_time=TIMING.quick)
            back = [ride(one, to, smooth) for one, to in ((stage.levelled, 0.0), (stage.gathered, 1.0))]
            self.play(stage.come_near(), *back, run_time=2.0)

        with self.beat(self.story.end(), opening=gather):
            answer = self.answer_with(self.say("Bias, weight and noise"))
            self.play(*(Appear(label) for label in names_of_parts(stage)), *answer, run_time=TIMING.quick)


__all__ = ["SalaryModel"]
