"""Momentum, arrow by arrow: gradients that fade, laid end to end, are the velocity."""

from typing import Self

from manim import ValueTracker, VGroup, VMobject, smooth
from pydantic import Field, model_validator

from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import LearningRate, Momentum, Start2, check_start
from scenes.base.theme import TIMING, TYPE
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.flag import Flag
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.maps.named_landscapes import LandscapeText, find_landscape
from scenes.cast.marks.run_style import DASHES, RunStyle
from scenes.cast.moving.following import ride
from scenes.cast.writing.descent_rule import optimizer_rule
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.run_ends import standings_of
from scenes.cast.writing.run_summary import runs_summary
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.momentum_substeps.formulas import beta_row, poster_question, scale_note, velocity_sum
from scenes.parts.momentum_substeps.found import Ranges, Remembered
from scenes.parts.momentum_substeps.second_step import TURN, tell_second_step
from scenes.parts.momentum_substeps.sentences import Sentences, notes_on
from scenes.parts.momentum_substeps.stack import GradientStack
from scenes.parts.momentum_substeps.step_arrows import StepArrows
from scenes.parts.momentum_substeps.sweep import BetaChart, BetaPath, forgetful_word

PER_STEP, LONGEST, CLOSE, PER_GRADIENT, FLY, SLIDE = 0.09, 4.0, 0.8, 0.7, 2.2, 2.2
"""Seconds for a step of a run, and for the longest run; in which the view comes close; for a step that
leaves its gradient; in which the gradients are laid end to end; for β to go to a value.
"""


class MomentumSubsteps(Lesson):
    """Momentum, arrow by arrow: gradients that fade, laid end to end, are the velocity.

    One step of the heavy ball: of the old velocity a share β is left, the gradient is added at its tip, and
    the sum, turned round, is the step. So a gradient of k steps ago counts βᵏ: all of them, laid end to end,
    are the velocity. Across a valley they cancel, along it they add up. Too much memory runs past the
    minimum; a curve over β shows how much is best.
    """

    class Params(LessonParams):
        """What a lecturer may change."""

        function: LandscapeText = "x^2/4 + 10y^2"
        start: Start2 = (-7.0, 0.7)
        learning_rate: LearningRate = 0.09
        beta: Momentum = 0.8
        too_much: Momentum = Field(0.95, description="another β, which is too much")
        steps: int = Field(24, ge=10, le=200, description="how many gradient steps are taken")

        @model_validator(mode="after")
        def _can_start(self) -> Self:
            check_start(find_landscape(self.function).objective, self.start)
            if self.too_much <= self.beta:
                more = f"must be greater than beta = {self.beta:g}: it is more memory"
                raise ValueError(f"too_much = {self.too_much:g} {more}")
            return self

    given: Params
    found: Remembered

    @classmethod
    def compute(cls, params: Params) -> Remembered:
        """Return the runs, and what every β comes to."""
        p, land = params, find_landscape(params.function).objective
        return Remembered.of(land, p.start, p.learning_rate, (p.beta, p.too_much), p.steps)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say which form of momentum it is, and who does not settle."""
        return notes_on(look, cls.computed(params))

    @classmethod
    def summary(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say where each run ends."""
        found = cls.computed(params)
        names = Sentences(look, found).names()
        return runs_summary(look, list(zip(names, found.race.runs, strict=True)))

    @classmethod
    def formulas(cls, params: Params) -> list[str]:
        """Return the rule, and what the velocity is."""
        return ["v ← β v + ∇f", "x ← x − α v", "v = ∇f + β ∇f₋₁ + β² ∇f₋₂ + …"]

    def tell(self) -> None:
        """No memory; one step, arrow by arrow; many gradients, end to end; a prediction; β as a slider."""
        self.set_stage()
        self.tell_forgetful()
        if self.found.has_steps(self.whole):
            self.tell_first_step()
            tell_second_step(self, self.plot, self.found, self.clock, self.walk.actors, self.zone)
            if self.stacked:
                self.tell_stack(self.stacked)
        if self.found.can_compare:
            self.ask_how_much()
            self.tell_sweep()
        else:
            self.tell_ends()

    def set_stage(self) -> None:
        """Show the land with the ball, large and alone."""
        look, found = self.look, self.found
        self.clock, self.plain = ValueTracker(0.0), ValueTracker(0.0)
        self.words = Sentences(look, found)
        self.alone = self.layout.alone if self.layout.tall else self.layout.stage
        self.whole = self.ranges_in(self.alone)
        self.stacked = found.remembered(self.whole)
        self.near = found.close_by(self.whole, max(self.stacked, 2)) if found.has_steps(self.whole) else None
        x, y = axis_names(found.race.objective)
        self.plot = ContourPlot(look, self.alone, found.race.objective, *self.whole, x_label=x, y_label=y)
        self.style = style = RunStyle(self.colours.ink, DASHES[2], "square")
        one, other, _ = found.race.runs
        self.forgetful = MapWalk(
            look, self.plot, one, self.plain.get_value, style=style, size=0.8, note="arrow"
        )
        self.walk = MapWalk(look, self.plot, other, self.clock.get_value)
        self.flag = Flag(look, self.plot, found.race)
        self.zone = FormulaZone(look, self.layout.formula)
        self.header = self.headline(self.say("What if the ball remembered?"))
        self.note: VMobject = VGroup()
        self.stack, self.answered = VGroup(), False
        self.question = poster_question(look, self.plot.area, self.walk.screen[0])
        self.add(self.header, self.plot, self.flag, self.forgetful, self.walk, self.question)

    def ranges_in(self, box: Box) -> Ranges:
        """Return the view of all runs with even units in a box."""
        names = axis_names(self.found.race.objective)
        ranges = even_ranges(self.look, box, *self.found.race.view, names, whole=True)
        return even_ranges(self.look, box, *ranges, names, whole=True)  # with their own numbers

    def look_at(self, ranges: Ranges | None) -> list[ViewChange]:
        """Return the change to a part of the map, if there is one that is not seen already."""
        if ranges is None or ranges == (self.plot.x_range, self.plot.y_range):
            return []
        return [ViewChange(self.plot, x_range=ranges[0], y_range=ranges[1])]

    def tell_forgetful(self) -> None:
        """Let the run without memory go down."""
        run = self.found.race.runs[0]
        with self.beat(self.say("Without memory, each step knows only the slope where it stands.")):
            self.play(Vanish(self.question), run_time=TIMING.quick)
            seconds = seconds_for(run.steps_taken, PER_STEP, LONGEST, shortest=2.0)
            self.advance(self.plain, float(run.steps_taken), seconds)

    def tell_first_step(self) -> None:
        """The first gradient is the velocity; turned round, it is the step."""
        first = StepArrows(self.look, self.plot, self.found, 0, self.clock.get_value)

        def come_close() -> None:
            self.play(Vanish(self.forgetful), run_time=TIMING.quick)
            self.play(*self.look_at(self.near), run_time=CLOSE)

        told = self.say("The first gradient is the velocity v. Turned round, it is the step.")
        with self.beat(told, opening=come_close):
            slope, v = first.label("nabla f", "slope"), first.label("v", "after")
            step = first.label("-alpha v", "taken", [v])
            self.note = scale_note(self.look, self.plot)
            self.add(first, self.walk.actors)
            self.play(ride(first.grown, 1.0), Appear(slope), Appear(self.note), run_time=TIMING.move)
            self.play(ride(first.summed, 1.0), Vanish(slope), Appear(v), run_time=TIMING.move)
            first.grown.set_value(0.0)
            self.play(ride(first.turned, 1.0), run_time=TURN)
            self.play(Appear(step), run_time=TIMING.quick)
            self.play(ride(self.clock, 1.0), Vanish(v), Vanish(step), run_time=TIMING.move)
            self.remove(first)

    def tell_stack(self, step: int) -> None:
        """Let the ball go on, leave its gradients where they were; then lay them end to end."""
        with self.beat(self.say("Every place adds its gradient, and all older ones shrink by β again.")):
            self.play(*self.look_at(self.near or self.whole), *self.zone.leave(), run_time=CLOSE)
            stack = GradientStack(self.look, self.plot, self.found, step, self.clock.get_value)
            powers = stack.powers(self.flag.occupied(self.plot))
            self.play(Appear(stack), run_time=TIMING.quick)
            self.add(stack, self.walk.actors)
            self.advance(self.clock, float(step), PER_GRADIENT * (step - 2))
            for power in powers:
                self.play(Appear(power), run_time=TIMING.tick)
        with self.beat(self.words.end_to_end(step)):
            self.play(*map(Vanish, powers), run_time=TIMING.quick)
            closer = self.look_at(self.found.chain_view((self.plot.x_range, self.plot.y_range), step))
            self.play(ride(stack.laid, 1.0), *closer, run_time=FLY)
            v = stack.name_velocity()
            page = self.zone.show(*velocity_sum(self.look))
            self.stack = VGroup(stack, v)
            come = [*map(Appear, (page, v)), *self.answer()]
            self.play(ride(stack.summed, 1.0), *come, run_time=TIMING.move)

    def ask_how_much(self) -> None:
        """Make room for a curve over β while the ball goes on to its first point, and ask for the others."""
        found, steps = self.found, self.given.steps
        left, right = self.layout.panels(*((1.3, 1.0) if self.layout.tall else (1.25, 1.0)))
        self.beta = ValueTracker(self.given.beta)

        def make_room() -> None:
            gone = [*self.stack, *([self.note] if len(self.note) else [])]
            quiet = ride(self.flag.says, 0.0)
            self.play(*map(Vanish, gone), *self.zone.leave(), quiet, run_time=TIMING.quick)
            x_range, y_range = found.around_runs()
            back = ViewChange(self.plot, box=left, x_range=x_range, y_range=y_range)
            self.play(back, run_time=CLOSE)
            self.advance(self.clock, float(found.run.steps_taken), TIMING.move)
            self.path = BetaPath(self.look, self.plot, found, steps, self.beta.get_value)
            word = self.say("loss after {steps} steps", steps=steps)
            self.chart = BetaChart(self.look, right, found, word, self.path)
            self.play(Appear(self.chart.plot), run_time=TIMING.quick)
            self.remove(self.walk.track, self.walk.actors, self.walk, self.forgetful)
            self.add(self.path)

        with self.beat(self.words.usual(), opening=make_room):
            self.add(self.chart)
            row = self.zone.show([beta_row(self.beta.get_value)], largest=TYPE.formula)
            self.play(Appear(row), run_time=TIMING.quick)
            self.mark(self.given.beta)
        self.ask(self.say("How much memory is best?"))

    def tell_sweep(self) -> None:
        """Let β fall to 0, rise to too much, and come back to the best."""
        found, words, p = self.found, self.words, self.given
        for beta, told in ((0.0, words.forgetful()), (p.too_much, words.too_much())):
            with self.beat(told):
                self.slide(beta)
                self.mark(beta)
            if beta == 0.0:
                self.plain.set_value(float(found.race.runs[0].steps_taken))
                self.forgetful.track.update()
                self.remove(self.path)
                self.add(self.forgetful.track, self.path)
        with self.beat(words.cure()):
            best = found.sweep.best
            if best is not None:
                self.slide(best)
                self.mark(best)
            rule = optimizer_rule(self.look, found.race.objective, found.rule)[::-1]
            self.play(*self.zone.leave(), run_time=TIMING.quick)
            plain, taken = found.race.runs[0], self.flag.occupied(self.plot)
            named = forgetful_word(self.look, self.plot, words.names()[0], plain, self.path, taken)
            come = [Appear(self.zone.show(*rule)), *map(Appear, named), *self.answer()]
            self.play(*come, run_time=TIMING.quick)

    def answer(self) -> list[Appear]:
        """Return what puts the answer into the header, if it is not there."""
        if self.answered:
            return []
        self.answered = True
        self.remove(self.header)
        return [Appear(self.headline(self.say("Momentum adds up the past")))]

    def slide(self, beta: float) -> None:
        """Take β to a value; the curve stays as far as it was seen."""
        low, high = self.chart.low, self.chart.high
        least, most = min(low.get_value(), beta), max(high.get_value(), beta)
        come = ride(low, least, smooth), ride(high, most, smooth)
        self.play(ride(self.beta, beta, smooth), *come, run_time=SLIDE)

    def mark(self, beta: float) -> None:
        """Mark a β in the chart with its loss; the best one with its own number as well."""
        if not self.words.finite(beta):
            return
        best, loss = self.found.sweep.best, self.words.losses[beta]
        style, texts = self.style if beta == 0.0 else RunStyle(self.colours.ink), [loss]
        if beta == best:
            style, texts = RunStyle(self.colours.step), [f"β = {shortest(beta)}: {loss}", loss]
        elif self.layout.tall and beta > 0.0:
            texts = []  # there would be no telling whose number it is
        mark = self.chart.mark(beta, [self.look.numbers(text) for text in texts], style)
        self.play(Appear(mark), run_time=TIMING.quick)

    def tell_ends(self) -> None:
        """Let the run with memory go to its end, and say what became of all."""
        with self.beat(self.say("The velocity is a sum of gradients that fade.")):
            steps = float(self.found.run.steps_taken)
            self.advance(self.clock, steps, seconds_for(steps, PER_STEP, LONGEST, shortest=1.0))
        for sentence in standings_of(self.look, self.found.race, self.words.names()):
            with self.beat(sentence):
                pass
