"""The same start and the same number of steps, told with several learning rates side by side."""

from typing import Annotated, Self

from manim import Animation, Mobject, ValueTracker, smooth
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.rates import RateComparison, compare_rates
from gd_math.formula.parsing import parse_curve
from gd_math.formula.variables import variable_markup
from gd_math.runs.optimizers import GradientDescent
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Coordinate, FormulaInX, LearningRate, Steps, check_start, run_notes
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TIMING, TYPE
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.run_ends import flat_start
from scenes.cast.moving.following import ride
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.live_equations import underline
from scenes.cast.writing.plates import Plate
from scenes.cast.writing.rule import rule_markup
from scenes.parts.learning_rate_comparison.escape import WideningView, widening_view
from scenes.parts.learning_rate_comparison.losses import loss_chart
from scenes.parts.learning_rate_comparison.pace import (
    SWEEP,
    fast_seconds,
    slow_seconds,
    slow_steps,
    stride,
)
from scenes.parts.learning_rate_comparison.panels import RatePanel, title_form
from scenes.parts.learning_rate_comparison.rate_axis import RateAxis
from scenes.parts.learning_rate_comparison.rooms import ComparisonRooms
from scenes.parts.learning_rate_comparison.story import story
from scenes.parts.learning_rate_comparison.summary import limit, name_of, summary
from scenes.parts.learning_rate_comparison.way_done import WayDone
from scenes.parts.learning_rate_comparison.widening import Widening

SHRINKING = 1.0
"""Seconds in which a picture goes to its place."""


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
        """Tell rate after rate, each large and then in its row; the losses of all; the limit."""
        p = self.given
        self.objective, self.runs = self.found.objective, self.found.runs
        self.curvature = self.found.curvature if p.show_limit else None
        self.told = [ValueTracker(0.0) for _ in self.runs]
        self.way: WayDone | None = None
        self.detail, self.swept, self.gone = ValueTracker(1.0), ValueTracker(0.0), ValueTracker(0.0)
        self.set_stage()

        if self.runs[0].run.gradients[0, 0] == 0.0:
            self.tell_flat_start()
            return
        asked = self.surprise()
        for index, one in enumerate(self.runs):
            if index == asked:
                with self.beat(self.say("Predict: what will {rate} do?", rate=name_of(one)), kind="ask"):
                    self.make_way(index)
                    self.light_rate(index)
            if index == 0:
                self.tell_setting()
            else:
                with self.beat(self.say("Now {rate}, from the same start.", rate=name_of(one))):
                    self.make_way(index)
                    self.play_run(index)
            self.tell_outcome(index)
        with self.beat(summary(self.runs, p.steps, self.look)):
            self.make_way(len(self.runs))
            self.sweep_losses()
        if self.curvature is not None:
            with self.beat(limit(self.found, self.curvature, self.look)):
                self.turn_to_rates(self.curvature)

    def surprise(self) -> int | None:
        """Return the run to predict: the first that escapes but for the one told first, or else the last."""
        escaping = (k for k, one in enumerate(self.runs) if one.escapes and k)
        return next(escaping, len(self.runs) - 1 if len(self.runs) > 1 else None)

    def set_stage(self) -> None:
        """Show the curve alone, with its ball, and the rates that will be tried."""
        count, compact = len(self.runs), self.layout.tall
        rooms = self.rooms = ComparisonRooms.of(self.layout, count)
        form = title_form(self.look, self.found, rooms.panels[0].width, compact)
        self.views = [widening_view(self.found, one) for one in self.runs]
        places = rooms.waiting_places(count) if compact or count == 1 else [None] * count
        self.panels = [
            RatePanel(
                self.look,
                rooms.large if k else rooms.whole,
                rooms.panels[k],
                self.found,
                one,
                self.told[k].get_value,
                self.detail.get_value,
                waiting=places[k],
                title_form=form,
                compact=compact,
                stride=stride(one, count, widening=self.views[k] is not None, small=compact),
            )
            for k, one in enumerate(self.runs)
        ]
        self.losses = loss_chart(
            self.look, rooms.lower, self.found, self.given.steps, self.swept.get_value, symbol=not compact
        )
        self.rates = Spotlight(self.look, *(panel.title for panel in self.panels))
        which = self.say("Which learning rate?")
        self.add(self.headline(which if count > 1 else self.say("One learning rate")))
        first = self.panels[0]
        self.add(*(panel.title for panel in self.panels), first.scenery, first.walk)

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
        """Say what is the same and what differs, and tell the first run."""
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
            if not self.layout.tall:
                self.symbols = self.rule()
                self.play(Appear(self.symbols), run_time=TIMING.quick)
            self.play_run(0)

    def light_rate(self, index: int) -> None:
        """Show the rate that is tried, and those in the row, at full strength."""
        self.play(*self.rates.on(*(panel.title for panel in self.panels[: index + 1])), run_time=TIMING.quick)

    def play_run(self, index: int) -> None:
        """Tell one run in the large picture: the first steps with their arrows, the others on."""
        one, told, panel, count = self.runs[index], self.told[index], self.panels[index], len(self.runs)
        view, slow = self.views[index], slow_steps(one)
        self.light_rate(index)
        self.play(Appear(panel.readout), Appear(panel.product), run_time=TIMING.quick)
        self.detail.set_value(1.0)

        def go(to: float, seconds: float, *others: Animation) -> None:
            begin = told.get_value()
            ways = [] if view is None else [widening(panel.plot, view, begin, to)]
            self.advance(told, to, seconds, *ways, *others)

        lit = self.alphas(panel)
        self.add(*lit)
        for step in range(slow):
            told_of = [Vanish(panel.product)] if step == 1 else []
            go(step + 1.0, slow_seconds(step, count), *told_of)
        self.remove(*lit)
        self.detail.set_value(0.0)
        panel.hurry()
        if one.last > slow:
            go(float(one.last), fast_seconds(one, count, widening=view is not None, small=self.layout.tall))

    def alphas(self, panel: RatePanel) -> list[Plate]:
        """Return the bars that light up the rate of a run, and with it α in the rule."""
        colour = self.colours.step
        shown = [panel.title] if self.layout.tall else [panel.title, self.symbols.parts(colour)]
        return [underline(colour, part) for part in shown]

    def tell_outcome(self, index: int) -> None:
        """Say what the run came to, and show how much of the way that is."""
        one, panel, home = self.runs[index], self.panels[index], self.found.home
        seen = panel.plot.shows(float(one.xs[-1]), float(one.heights[-1]))
        with self.beat(story(one, self.look)):
            if panel.product in self.mobjects:
                self.play(Vanish(panel.product), run_time=TIMING.quick)
            if home is None or one.escapes or not one.stays or not seen or (one.crosses and one.last > 1):
                return
            self.way = WayDone(self.look, panel.plot, one, home)
            self.add(self.way)
            self.advance(self.way.share, 1.0, 1.5 * TIMING.slow)

    def make_way(self, index: int) -> None:
        """Let the picture before go to its place, and the next ball stand at the start; or the losses."""
        before = self.panels[index - 1]
        if before.readout not in self.mobjects:
            return
        waiting = [other.title for other in self.panels[index:]] if self.layout.tall else []
        going = (before.readout, *waiting, *([] if self.way is None else [self.way]))
        self.way = None
        self.play(*(Vanish(part) for part in going), run_time=TIMING.quick)
        coming: list[Mobject] = [self.losses.scenery]
        if index < len(self.runs):
            panel = self.panels[index]
            coming = [panel.walk, *waiting]
            if self.views[index - 1] is None and panel.plot.area == before.plot.area:
                self.bring_to_back(panel.scenery)
            else:
                coming.insert(0, panel.scenery)
        moved = self.panels[index - 1 : index + 1]
        for one in moved:
            one.pass_over(True)
        self.play(*before.shrink(), run_time=SHRINKING)
        for one in moved:
            one.pass_over(False)
        coming += [] if before.verdict is None else [before.verdict]
        self.play(*(Appear(part) for part in coming), run_time=TIMING.quick)

    def sweep_losses(self) -> None:
        """Draw the losses of all runs at once."""
        self.add(self.losses.actors)
        steps = float(max(one.last for one in self.runs))
        self.advance(self.swept, steps, SWEEP)
        self.play(*(Appear(label) for label in self.losses.labels), run_time=TIMING.quick)

    def turn_to_rates(self, curvature: float) -> None:
        """Let the losses go to where their rates are, and mark 1/L and 2/L there."""
        axis = self.axis = RateAxis(self.look, self.losses, self.found, curvature, self.gone.get_value)
        self.remove(self.losses.scenery, self.losses.actors, *self.losses.labels)
        self.add(axis.ground, axis.leaving, axis.dots, *axis.numbers)
        self.play(Vanish(axis.leaving), run_time=TIMING.quick)
        self.play(ride(self.gone, 1.0, smooth), Appear(axis.rates), *axis.arrive(1.6), run_time=1.6)
        self.play(Appear(axis.curve), *(Appear(mark) for mark in axis.limits), run_time=TIMING.move)
        self.play(*(Appear(result) for result in axis.results()), run_time=TIMING.quick)
        self.wait(TIMING.move)

    def tell_flat_start(self) -> None:
        """Tell the case without any slope."""
        with self.beat(flat_start(self.runs[0], self.look)):
            self.wait(TIMING.move)
        with self.beat(self.say("No slope, no step: no learning rate moves the ball.")):
            pass


def widening(plot: Plot, view: WideningView, begin: float, end: float) -> Widening:
    """Return the animation by which a plot widens while a run is told from one time to another."""
    return Widening(plot, lambda share: view(begin + share * (end - begin)))
