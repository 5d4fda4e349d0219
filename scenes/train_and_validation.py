"""When training is done: the loss on held-out points turns, the checks disagree, a penalty holds it back."""

from typing import Self

import numpy as np
from manim import ValueTracker, VGroup, VMobject, smooth
from pydantic import Field, model_validator

from gd_math.data.datasets import DatasetError
from gd_math.data.held_out import HeldOut, split
from scenes.base.appearing import Appear, Vanish
from scenes.base.data_source import DataParams, Noise, Seed
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Coordinate
from scenes.base.theme import TIMING
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.marks.run_style import Legend
from scenes.cast.moving.following import hastening, ride
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import significant
from scenes.parts.train_and_validation.checklist import Checklist
from scenes.parts.train_and_validation.data_stage import DataStage
from scenes.parts.train_and_validation.loss_charts import over_epochs, over_penalties, styles
from scenes.parts.train_and_validation.model import Model
from scenes.parts.train_and_validation.readout import Readout
from scenes.parts.train_and_validation.story import ValidationStory
from scenes.parts.train_and_validation.weight_bars import WeightBars

FIRST = 6
"""Epochs that are told before the held-out points are asked."""
FITTING, FALLING, RUNNING, GROWING, BACK, MOVING = 3.2, 2.6, 3.6, 3.6, 1.4, 1.0
"""Seconds of the first epochs, up to the flag, to the end, of all penalties, back to the best, a move."""
NEAR, NEAR_TURN = 24, 1.5
"""Epochs on the axis at first: so many at least, and so many times those up to the flag."""
WIDE = 12.0
"""Width of frames with names at line ends."""
SHARES, TALL = (1.8, 1.0), (1.0, 1.4)
"""Heights of data and checks; of data and losses in tall frames."""


class TrainAndValidation(Lesson):
    """Both losses over the epochs: validation turns, the checks disagree, and a penalty is the cure.

    A flexible curve is trained on some of the points. Its loss on them falls and comes to rest, the gradient
    is near zero, the predictions are stable; but on the points that were held out the loss has turned long
    ago. Early stopping would have stopped at the flag; a penalty on the weights keeps the curve calm.
    """

    class Params(DataParams):
        """What a lecturer may change."""

        data: str = Field(
            "parabolic",
            max_length=1000,
            description="linear, parabolic, anscombe-1 to anscombe-4, hubble, "
            "or a table such as my.csv or my.xlsx",
        )
        slope: Coordinate = Field(0.0, description="slope of the truth of linear and parabolic data at x = 0")
        intercept: Coordinate = Field(0.0, description="its height at x = 0")
        noise: Noise = Field(1.3, description="standard deviation of the noise in y")
        count: int = Field(20, ge=6, le=500, description="how many points are made")
        seed: Seed = Field(147, description="which noise, and which points are held out")
        held_out: float = Field(0.4, ge=0.1, le=0.8, description="share of the points that are held out")
        degree: int = Field(9, ge=2, le=15, description="degree of the polynomial that is trained")
        epochs: int = Field(400, ge=20, le=2000, description="how many epochs it is trained")

        @model_validator(mode="after")
        def _can_be_held_out(self) -> Self:
            try:
                split(np.array(self.samples.x), self.held_out, self.seed)
            except DatasetError as error:
                raise self.refusal(str(error)) from error
            return self

    given: Params
    found: HeldOut

    @classmethod
    def compute(cls, params: Params) -> HeldOut:
        """Return training, checks and ridge's fits."""
        p = params
        return HeldOut.train(p.dataset, p.degree, p.epochs, p.held_out, p.seed)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say what is trained, how the checks measure, and what ridge leaves out."""
        rate = significant(cls.computed(params).rate)
        return [
            *params.data_notes(look),
            look.say(
                "the curve is written by Legendre polynomials; the learning rate is 1/L = {rate}", rate=rate
            ),
            look.say("the outermost points are always trained on: beyond them a curve only guesses"),
            look.say("flat, stable: over the last tenth of the epochs; gradient: of its first length"),
            look.say("the penalty is ridge's, which leaves the intercept out; every fit is its closed form"),
        ]

    def tell(self) -> None:
        """Held-out points; training; a question; both losses and a flag; four checks; the penalty."""
        self.set_stage()
        self.tell_data()
        self.tell_fit()
        self.ask_held_out()
        self.tell_losses()
        self.tell_checks()
        self.tell_cure()
        self.tell_best()

    def set_stage(self) -> None:
        """Show the points with a level curve, alone, and the question."""
        look, found, samples = self.look, self.found, self.given.samples
        self.model, self.story = Model(found), ValidationStory(look, found)
        self.styles = styles(look)
        self.beside, self.other = self.layout.panels(*(TALL if self.layout.tall else (1.0, 1.0)))
        self.upper, self.lower = self.beside.rows(*SHARES)
        labels = samples.x_label, samples.y_label
        self.stage = DataStage(look, self.layout.alone, self.model, labels, self.styles[1])
        self.seen = ValueTracker(-1.0)
        epoch = self.model.epoch.get_value
        times = epoch, lambda: min(epoch(), self.seen.get_value())
        names, other, room = self.layout.width > WIDE, self.other, self.layout.below_header
        if self.layout.tall:  # one line for the legend, below the formula
            zone = self.layout.formula
            room = zone.inset(top=zone.height / 2)
        self.legend = VGroup() if names else Legend(look, room, self.styles)
        self.chart = over_epochs(look, other, found, times, names=names, steps=self.near)
        self.whole = over_epochs(look, other, found, times, names=names)
        self.grown = ValueTracker(0.0)
        now = self.model.penalty.get_value
        self.penalties = over_penalties(look, other, found, self.grown.get_value, now, names=names)
        zone = self.layout.formula
        self.epoch = Readout(
            look, zone, self.quoted(self.say("epoch")), lambda: str(int(epoch() + 1e-9)), str(found.epochs)
        )
        self.question = self.stage.question()
        self.add(self.headline(self.say("When is training done?")))
        self.add(self.stage.plot, self.stage, self.question)

    @property
    def near(self) -> float:
        """The last epoch on the axis until the loss on held-out points has turned."""
        found = self.found
        return float(
            min(found.epochs, max(NEAR, NEAR_TURN * found.lowest)) if self.story.turns else found.epochs
        )

    def quoted(self, words: str) -> str:
        """Return words as Typst math."""
        return f'"{words}"'

    def tell_data(self) -> None:
        """Let some of the points become rings."""
        with self.beat(self.story.start()):
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.advance(self.stage.held_out, 1.0, 2.0)

    def tell_fit(self) -> None:
        """Bend the curve through the first epochs."""
        with self.beat(self.story.fit()):
            grow = ride(self.stage.measured, 1.0)
            self.play(grow, Appear(self.epoch))
            self.play(ride(self.model.epoch, float(self.first)), run_time=FITTING)

    @property
    def first(self) -> int:
        """The epochs that are told before the question."""
        return min(FIRST, self.found.lowest or FIRST)

    def ask_held_out(self) -> None:
        """Make room for the loss so far, and ask for the other one."""

        def make_room() -> None:
            tall = self.layout.tall
            self.play(self.stage.move_into(self.beside, bare=tall), run_time=MOVING)
            self.play(Appear(self.chart), Appear(self.legend), run_time=TIMING.quick)

        with self.beat(self.story.question(), kind="ask", opening=make_room):
            pass

    def tell_losses(self) -> None:
        """Let both losses run: to the flag, if validation turns, and to the end."""
        found, clock = self.found, self.model.epoch
        turns = self.story.turns
        lowest = found.lowest if turns else found.epochs

        self.ghost: VMobject = VGroup()
        self.flag = VGroup()

        def fall() -> None:
            self.seen.set_value(0.0)
            self.play(ride(self.seen, clock.get_value()), run_time=TIMING.move)
            self.seen.set_value(float(found.epochs))
            if lowest > self.first:
                self.play(ride(clock, float(lowest), smooth), run_time=FALLING)

        with self.beat(self.story.first(), opening=fall):
            if turns:
                self.flag, self.ghost = self.chart.flag(lowest), self.stage.ghost()
                self.add(self.ghost)
                self.play(Appear(self.flag), run_time=TIMING.quick)
            else:
                self.play(*map(Appear, self.whole.labels), run_time=TIMING.quick)
        if turns:
            with self.beat(self.story.on()):
                self.play(ViewChange(self.chart.plot, goal=self.whole.plot), run_time=MOVING)
                self.play(ride(clock, float(found.epochs), hastening), run_time=RUNNING)
                self.play(*map(Appear, self.whole.labels), run_time=TIMING.quick)

    def tell_checks(self) -> None:
        """Tick what is passed, one check after the other."""
        tall, stage, chart = self.layout.tall, self.stage, self.chart
        room = self.beside if tall else self.lower
        checks = self.checks = Checklist(self.look, room, self.found, self.styles[1].colour)

        def move_up() -> None:
            if tall:
                self.play(
                    Vanish(stage),
                    Vanish(stage.plot),
                    Vanish(self.ghost),
                    Vanish(self.epoch),
                    run_time=TIMING.quick,
                )
            else:
                up = stage.move_into(self.upper, bare=False)
                self.play(ride(stage.measured, 0.0), up, Vanish(self.epoch))

        with self.beat(self.story.checks(), opening=move_up):
            self.play(Appear(checks), run_time=TIMING.quick)
            lit = chart.last_part(self.found.late), VGroup(), VGroup() if tall else stage.band()
            for mark, light in zip(checks.marks, lit, strict=False):
                self.play(Appear(light), Appear(mark), run_time=TIMING.quick)
                self.wait(TIMING.quick)
                self.play(Vanish(light), run_time=TIMING.quick)
        self.rise = VGroup()
        with self.beat(self.story.verdict()):
            if self.story.turns:
                self.rise = chart.rise(self.found.lowest)
            self.play(ride(stage.missed, 1.0), Appear(self.rise), run_time=TIMING.move)
            self.play(Appear(checks.marks[3]), run_time=TIMING.quick)

    def tell_cure(self) -> None:
        """Let the penalty grow over its axis."""
        tall, stage, model = self.layout.tall, self.stage, self.model
        colours, look = self.colours, self.look
        self.bars = WeightBars(look, self.lower, model, self.say("weights"))
        loss = paint(colours.loss, self.quoted(self.say("training loss")))
        penalty = paint(colours.parameter, "norm(bold(w))^2")
        zone = self.layout.formula
        self.formula = fitting(look, f"{loss} + lambda {penalty}", width=zone.width)
        self.formula.stand_on(self.epoch.baseline)
        self.formula.shift((zone.right - float(self.formula.get_right()[0]), 0.0, 0.0))
        first, *added = self.formula.pieces
        self.strength = Readout(
            look, zone, "lambda =", lambda: significant(model.strength, 2), "0.00010", line=1
        )
        before = self.stage.ghost()

        def change() -> None:
            gone = [self.checks, *self.checks.marks, self.flag, self.rise, *([] if tall else [self.ghost])]
            self.play(*map(Vanish, (*gone, *self.whole.labels)), run_time=TIMING.quick)
            self.add(before)
            if tall:
                self.play(Appear(stage.plot), Appear(stage), Appear(before), run_time=TIMING.quick)
            came = [self.penalties, first, *([] if tall else [self.bars])]
            self.play(Vanish(self.chart), *map(Appear, came), ride(model.cured, 1.0), run_time=TIMING.move)
            self.heavy = self.bars.outline()

        with self.beat(self.story.cure(), opening=change):
            told = added if tall else [*added, self.strength]
            self.play(*map(Appear, told), run_time=TIMING.quick)
            last = float(len(self.found.shrunk) - 1)
            self.play(ride(model.penalty, last), ride(self.grown, last), run_time=GROWING)
            self.play(*map(Appear, self.penalties.labels), run_time=TIMING.quick)

    def tell_best(self) -> None:
        """Go back to the best penalty, plant the flag there, and sum up."""
        best = self.found.best_penalty

        def go_back() -> None:
            self.play(ride(self.model.penalty, float(best), smooth), run_time=BACK)
            self.play(Appear(self.penalties.flag(best)), run_time=TIMING.quick)

        with self.beat(self.story.best(), opening=go_back):
            pass
        with self.beat(self.story.end()):
            came = [] if self.layout.tall else [Appear(self.heavy)]
            came += self.answer_with(self.say("When points held out say so"))
            self.play(*came, run_time=TIMING.move)


__all__ = ["TrainAndValidation"]
