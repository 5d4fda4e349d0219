"""The same start and the same number of steps, told with several learning rates side by side."""

from typing import Annotated, Any, Self

from manim import Animation, ValueTracker
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.rates import RateComparison, compare_rates
from gd_math.formula.parsing import parse_curve
from gd_math.runs.optimizers import GradientDescent
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import Coordinate, FormulaInX, LearningRate, Steps, check_start, run_notes
from scenes.base.theme import TIMING
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.run_ends import flat_start
from scenes.cast.moving.following import ride
from scenes.cast.writing.live_equations import underline
from scenes.cast.writing.plain_formula import curve_formulas
from scenes.cast.writing.run_summary import runs_summary, shortest_or_short
from scenes.parts.learning_rate_comparison.escape import between, widening_view
from scenes.parts.learning_rate_comparison.groups import surprise, told_together
from scenes.parts.learning_rate_comparison.limit_telling import LimitTelling
from scenes.parts.learning_rate_comparison.losses import loss_chart
from scenes.parts.learning_rate_comparison.pace import (
    CALM_REST,
    CALM_STEPS,
    COMPARING,
    FIRST_STEP,
    SWEEP,
    WIDENED,
    fast_legs,
    scaling_seconds,
)
from scenes.parts.learning_rate_comparison.panels import RatePanel
from scenes.parts.learning_rate_comparison.rooms import ComparisonRooms
from scenes.parts.learning_rate_comparison.row import Row
from scenes.parts.learning_rate_comparison.rule_line import RuleLine
from scenes.parts.learning_rate_comparison.stage import Group, rate_panels, way_of
from scenes.parts.learning_rate_comparison.story import story, story_of_two
from scenes.parts.learning_rate_comparison.summary import announced, name_of, setting, summary
from scenes.parts.learning_rate_comparison.widening import Widening


def _each_once(rates: tuple[float, ...]) -> tuple[float, ...]:
    if len(set(rates)) < len(rates):
        raise ValueError("must name each rate only once")
    return tuple(sorted(rates))


class LearningRateComparison(Lesson):
    """The same start, several learning rates: one crawls, one arrives, one overshoots, one escapes.

    Runs that differ in the learning rate alone: too small a rate crawls, a good one arrives, one near the
    limit jumps from side to side, and one beyond it climbs without end. The losses are compared over the
    rate, and the limit 2/L is marked, where L is the curvature at the minimum.
    """

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

    @classmethod
    def summary(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say where each run ends."""
        each = cls.computed(params).runs
        return runs_summary(
            look, [(look.say("Rate {rate}", rate=shortest_or_short(one.rate)), one.run) for one in each]
        )

    @classmethod
    def formulas(cls, params: Params) -> list[str]:
        """Return the curve and the rule."""
        return curve_formulas(params.function, cls.computed(params).objective.variables[0])

    def tell(self) -> None:
        """Tell rate after rate, each large and then in its row; the losses of all; the limit."""
        p = self.given
        self.objective, self.runs = self.found.objective, self.found.runs
        self.curvature = self.found.curvature if p.show_limit else None
        self.told, self.scaled = ([ValueTracker(0.0) for _ in self.runs] for _ in range(2))
        self.swept = ValueTracker(0.0)
        asked = surprise(self.runs)
        self.groups = told_together(self.found, asked)
        self.set_stage()

        if self.runs[0].run.gradients[0, 0] == 0.0:
            self.tell_flat_start()
            return
        before: Group = ()
        for group in self.groups:
            if asked in group:
                question = self.say("Predict: what will {rate} do?", rate=name_of(self.runs[group[0]]))
                with self.beat(question, kind="ask"):
                    self.row.make_way(before, group)
                    self.play(*self.row.light_rates(*range(max(group) + 1)), run_time=TIMING.quick)
            self.tell_runs(before, group)
            self.tell_outcomes(group)
            before = group
        if not self.swept.get_value():
            with self.beat(summary(self.runs, p.steps, self.look)):
                self.row.make_way(before, ())
                self.sweep_losses()
        if self.curvature is not None:
            self.limits.tell(self.curvature, p.steps)

    @property
    def in_one_picture(self) -> bool:
        """Whether the steps of all rates on the curve itself show 1/L and 2/L."""
        return self.curvature is not None and self.found.is_parabola

    def set_stage(self) -> None:
        """Show the curve alone, with its ball, and the rates that will be tried."""
        count, compact = len(self.runs), self.layout.tall
        rooms = self.rooms = ComparisonRooms.of(self.layout, count)
        self.views = [widening_view(self.found, one) for one in self.runs]
        self.panels = rate_panels(
            self.look,
            rooms,
            self.found,
            self.groups,
            self.views,
            [told.get_value for told in self.told],
            [scaled.get_value for scaled in self.scaled],
            compact=compact,
        )
        self.losses = loss_chart(
            self.look, rooms.lower, self.found, self.given.steps, self.swept.get_value, symbol=not compact
        )
        self.row = Row(self, self.panels, self.losses)
        which = self.say("Which learning rate?")
        title = self.headline(which if count > 1 else self.say("One learning rate"))
        self.limits = LimitTelling(self, self.found, self.row, self.losses, rooms, title)
        first = self.panels[0]
        self.add(title, *(panel.title for panel in self.panels), first.scenery, first.walk)

    def tell_runs(self, before: Group, group: Group) -> None:
        """Tell what is the same and what differs, and the first runs; or the next one from the same start."""
        if not before:
            with self.beat(setting(self.runs, self.given.steps, self.look)):
                self.bear_rule()
                if len(self.runs) == 1:
                    self.play_runs(group)
                    return
        with self.beat(announced([self.runs[k] for k in group], bool(before), self.look)):
            if before:
                self.row.make_way(before, group)
            self.play_runs(group)

    def bear_rule(self) -> None:
        """Let the symbols of the rule come from what they name; in tall frames the rates light up alone."""
        panel = self.panels[0]
        if not self.layout.tall:
            self.rule = RuleLine(self.look, self.layout, self.objective)
            for moves in self.rule.births(panel.curve.points, panel.walk, panel.title.alpha.get_center()):
                self.play(*moves, run_time=0.8 * TIMING.move)
            self.play(Appear(self.rule.minus), run_time=TIMING.quick)
        elif len(self.panels) > 1:
            for k in range(len(self.panels)):
                self.play(*self.row.light_rates(k), run_time=TIMING.quick)

    def play_runs(self, group: Group) -> None:
        """Tell runs in the large picture: the first steps with their arrows, the others on."""
        panels, view, count = [self.panels[k] for k in group], self.views[group[0]], len(self.runs)
        longest = max((self.runs[k] for k in group), key=lambda one: one.last)
        products = [panel.product for panel in panels]
        companions = [panel.companion for panel in panels if len(panel.companion)]
        readouts = [panel.readout for panel in panels if len(panel.readout)]
        self.add(*(panel.walk for panel in panels))
        lit = [*self.row.light_rates(*group), *self.row.context()]
        self.play(*lit, *(Appear(part) for part in readouts), run_time=TIMING.quick)

        def go(to: float, seconds: float) -> None:
            first, *others = (self.told[k] for k in group)
            begin, ways = max(first.get_value(), WIDENED), list[Any]()
            if view is not None:
                ways = [Widening(panels[0].plot, between(view, begin, to))]
            self.advance(first, to, seconds, *ways, *(ride(told, to) for told in others))

        shown = [*(panel.title for panel in panels), *([] if self.layout.tall else [self.rule.rate])]
        underlines = [underline(self.colours.step, part) for part in shown]
        self.add(*underlines)
        self.add(*products)
        if longest.last:
            again = bool(max(self.told[0].get_value(), min(group)))
            widening = [] if view is None else [Widening(panels[0].plot, between(view, 0.0, WIDENED))]
            self.play(
                *widening, *(ride(self.scaled[k], 1.0) for k in group), run_time=scaling_seconds(again, count)
            )
            go(1.0, FIRST_STEP)
            self.remove(*underlines)
            self.play(
                *(Vanish(product) for product in products),
                *(Appear(companion) for companion in companions),
                *self.next_born(panels[-1]),
                run_time=TIMING.quick,
            )
        for panel in panels:
            panel.hurry()
        widens, small = view is not None, self.layout.tall
        for to, seconds in fast_legs(longest, count, race=len(group) > 1, widening=widens, small=small):
            go(float(to), seconds)
            if widens and to <= CALM_STEPS + 1:
                self.wait(CALM_REST)

    def next_born(self, panel: RatePanel) -> list[Animation]:
        """Return the animations by which the next x in the rule comes from where the first ball landed."""
        if self.layout.tall or self.rule.equals in self.mobjects:
            return []
        self.add(self.rule.equals)
        return self.rule.born(self.rule.then, panel.walk.ball.place)

    def tell_outcomes(self, group: Group) -> None:
        """Say what runs came to, and show how much of the way that is, or how near each leap came."""
        first, last = self.runs[group[0]], self.runs[group[-1]]
        sentence = story_of_two(first, last, self.look) if len(group) > 1 else None
        if sentence is not None:
            with self.beat(sentence):
                self.show_ways(group, group)
            return
        for index in group:
            with self.beat(story(self.runs[index], self.look)):
                if self.views[index] is not None and index == len(self.runs) - 1 and self.in_one_picture:
                    self.row.make_way(group, ())
                    self.sweep_losses()
                    self.wait(COMPARING)
                    continue
                if self.views[index] is not None:
                    self.look_back(self.panels[index])
                self.show_ways((index,), group)

    def show_ways(self, shown: Group, group: Group) -> None:
        """Show how much of the way to the minimum runs have done, or how near each leap came."""
        if len(shown) < len(group):
            self.play(*self.row.light_rates(*shown), run_time=TIMING.quick)
        ways = [way_of(self.look, self.panels[k], group.index(k)) for k in shown]
        self.row.ways += [way for way in ways if way is not None]
        self.add(*self.row.ways)
        self.play(*(ride(way.share, 1.0) for way in ways if way is not None), run_time=2 * TIMING.slow)

    def look_back(self, panel: RatePanel) -> None:
        """Look at the valley as it was: the ball that escaped is far away."""
        self.wait(TIMING.move)
        view = self.found.view
        if panel.companion in self.mobjects:
            self.play(Vanish(panel.companion), run_time=TIMING.quick)
        self.play(ViewChange(panel.plot, x_range=view.x_range, y_range=view.y_range), run_time=TIMING.slow)

    def sweep_losses(self) -> None:
        """Draw the losses of all runs at once."""
        self.add(self.losses.actors)
        steps = float(max(one.last for one in self.runs))
        self.advance(self.swept, steps, SWEEP)
        self.play(*(Appear(label) for label in self.losses.labels), run_time=TIMING.quick)

    def tell_flat_start(self) -> None:
        """Tell the case without any slope."""
        with self.beat(flat_start(self.runs[0], self.look)):
            self.wait(TIMING.move)
        with self.beat(self.say("No slope, no step: no learning rate moves the ball.")):
            pass
