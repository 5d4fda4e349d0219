"""Optimizers go down one landscape from one start, with one budget of gradients, each at its best rate."""

from dataclasses import replace
from functools import partial
from typing import Any, Literal, Self

from manim import ValueTracker, VGroup
from pydantic import Field, model_validator

from gd_math.accounts.races import race
from gd_math.accounts.tuning import GRID, tune
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import LearningRate, Start2, Steps, check_start, run_notes
from scenes.base.theme import TIMING
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.fan_out import fan_out
from scenes.cast.maps.map_walk import MapWalk, keep_apart
from scenes.cast.maps.named_landscapes import LandscapeText, find_landscape
from scenes.cast.marks.run_style import Legend, RunStyle, styles_for
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.run_ends import joined, standings_of
from scenes.cast.writing.run_summary import runs_summary
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.optimizer_race.rates import RateChart
from scenes.parts.optimizer_race.rules import RULES, Name, Tried, names_of
from scenes.parts.optimizer_race.stage import (
    ABOVE_CHART,
    LOW_RISE,
    MARK,
    MARK_RISE,
    first_steps,
    gradient_arrow,
    judgement,
)

RING = 0.5
"""Radius of the ring in which the marks wait around the start, in scene units."""
WIDE, CHART, GOAL = 12.0, 1.2, 0.15
"""Width of frames with names at line ends; how much wider than the map their chart is; a ring's radius."""
STAGES = (0.1, 0.3, 1.0)
"""Shares of the budget after which the race is judged."""


class OptimizerRace(Lesson):
    """Optimizers go down one landscape from one start with one budget of gradients, each at its best rate.

    Gradient descent, momentum, Nesterov, AdaGrad, RMSProp and Adam on one landscape, with as many gradients
    each. First every optimizer takes the rate of one grid that ends lowest within the budget, so that none
    wins by a better choice; then it is shown what each makes of the same gradient, and they race.
    """

    class Params(LessonParams):
        """What a lecturer may change."""

        function: LandscapeText = "beale"
        start: Start2 = (0.5, 1.2)
        steps: Steps = Field(60, ge=10, le=200, description="how many gradients each may ask for")
        optimizers: tuple[Name, ...] = Field(
            tuple(RULES), min_length=2, max_length=6, description="which of the six race, two at least"
        )
        tune: Literal["grid", "own"] = Field(
            "grid", description="whether each has the best rate of a grid for this budget, or one of `rates`"
        )
        rates: tuple[LearningRate, ...] = Field(
            (), max_length=6, description="your own learning rates, one for each optimizer, with tune = own"
        )

        @model_validator(mode="after")
        def _fits(self) -> Self:
            check_start(find_landscape(self.function).objective, self.start)
            if len(set(self.optimizers)) < len(self.optimizers):
                raise ValueError("optimizers has a name twice; each may run once")
            wanted = len(self.optimizers) if self.tune == "own" else 0
            if len(self.rates) != wanted:
                asked = f"tune = {self.tune} takes {wanted} rates for {len(self.optimizers)} optimizers"
                raise ValueError(f"rates has {len(self.rates)} numbers; {asked}")
            return self

    given: Params
    found: Tried

    @classmethod
    def compute(cls, params: Params) -> Tried:
        """Return the runs, at the best rates of the grid or the lecturer's own."""
        land = find_landscape(params.function).objective

        tuned = tuple(
            tune(land, params.start, RULES[name], params.steps)
            for name in (params.optimizers if params.tune == "grid" else ())
        )
        rates = tuple(one.best for one in tuned) or params.rates
        made = [RULES[name](rate) for name, rate in zip(params.optimizers, rates, strict=True)]
        return Tried(race(land, params.start, made, params.steps), tuned, rates)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say by which conventions they work, which rates might be bettered, and who does not settle."""
        found, names = cls.computed(params), names_of(look)
        memory = look.say("momentum and Nesterov: v ← 0.9 v + g, with α outside v, as in PyTorch")
        shares = look.say("RMSProp averages with 0.99, Adam with 0.9 and 0.999; only Adam corrects its bias")
        notes = [memory, shares, look.say("ε = 10⁻⁸, AdaGrad's 10⁻¹⁰, is added outside the root")]
        for name, one in zip(params.optimizers, found.tuned, strict=False):
            if one.at_edge:
                notes.append(
                    look.say(
                        "{who}: its best rate, {rate}, is at the grid's end; one beyond may be better",
                        who=names[name],
                        rate=shortest(one.best),
                    )
                )
        told = zip(params.optimizers, found.race.each, found.race.optimizers, strict=True)
        return notes + [
            f"{names[name]}: {note}"
            for name, one, rule in told
            for note in run_notes(one.account, rule, look)
        ]

    @classmethod
    def summary(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say where each run ends."""
        names, race = names_of(look), cls.computed(params).race
        return runs_summary(
            look, [(names[name], run) for name, run in zip(params.optimizers, race.runs, strict=True)]
        )

    def tell(self) -> None:
        """The start; the rates; one gradient, many steps; a prediction; the race, judged three times."""
        self.names = [names_of(self.look)[name] for name in self.given.optimizers]
        self.set_stage()
        self.tell_start()
        if self.found.tuned:
            self.tell_rates()
        self.tell_first_step()
        self.ask_who()
        self.tell_race()

    def set_stage(self) -> None:
        """Add the map with all at the start, and the legend."""
        found, look = self.found.race, self.look
        self.clock = ValueTracker(0.0)
        self.styles = styles_for(look, self.names)
        rated = [
            replace(style, label=f"{style.label} {shortest(rate)}")
            for style, rate in zip(self.styles, self.found.rates, strict=True)
        ]
        self.legend, self.rated = (
            Legend(look, self.layout.below_header, some) for some in (self.styles, rated)
        )
        self.below = min(self.legend.bottom, self.rated.bottom) - 0.1
        self.alone = self.layout.alone
        self.alone = self.alone.inset(top=max(self.alone.top - self.below, 0.0))
        self.names_of_axes = axis_names(found.objective)
        self.plot = ContourPlot(
            look,
            self.alone,
            found.objective,
            *self.ranges_in(self.alone),
            x_label=self.names_of_axes[0],
            y_label=self.names_of_axes[1],
        )
        self.walks = [
            MapWalk(look, self.plot, run, self.clock.get_value, style=style, size=0.6, dotted=0, note="arrow")
            for run, style in zip(found.runs, self.styles, strict=True)
        ]
        keep_apart(self.walks)
        self.home = fan_out(self.walks, RING)
        self.header = self.headline(self.say("Who comes down lowest?"))
        self.add(self.header, self.legend)
        self.add(self.plot, *(walk.track for walk in self.walks), *(walk.actors for walk in self.walks))

    def ranges_in(self, box: Any) -> Any:
        """Return the view of the race with even units in a box."""
        return even_ranges(self.look, box, *self.found.race.view, self.names_of_axes, whole=True)

    def tell_start(self) -> None:
        """Show where all start, and with how much."""
        told = self.say(
            "{count} optimizers start at one place, with {steps} gradients each.",
            count=len(self.names),
            steps=self.given.steps,
        )
        with self.beat(told):
            pass

    def tell_rates(self) -> None:
        """Try every rate of the grid for the first one, and mark the best; the others do the same unseen.

        Their final losses would answer the question that comes.
        """
        found, look = self.found, self.look
        left, right = self.layout.panels(1, 1, below=self.below)
        quantity = self.say("loss after {steps} gradients", steps=self.given.steps)
        first = float(found.race.runs[0].values[0])
        self.rate_chart = chart = RateChart(look, right, found.tuned[0], self.styles[0], first, quantity)
        first_one = self.begin(self.names[0])
        with self.beat(self.say("{who} tries every learning rate α of a grid.", who=first_one)):
            x_range, y_range = self.ranges_in(left)
            self.play(ViewChange(self.plot, box=left, x_range=x_range, y_range=y_range))
            self.play(Appear(chart), run_time=TIMING.quick)
            self.play(chart.draw(), run_time=2.0)
        with self.beat(self.say("{rate} is best for this budget.", rate=self.rate_text(0))):
            self.play(Appear(chart.best))
        with self.beat(self.say("All others choose as well, from the same {count} rates.", count=len(GRID))):
            self.name_rates()

    def name_rates(self) -> None:
        """Let the legend name the rates as well, and the header how they were chosen."""
        if self.rated.fits:
            self.remove(self.legend)
            self.play(Appear(self.rated), run_time=TIMING.quick)
        if self.found.tuned:
            self.remove(self.header)
            self.add(self.headline(self.say("α: the best of {count} rates", count=len(GRID))))

    def rate_text(self, index: int) -> str:
        """Return the rate of an optimizer as an equation."""
        return f"α = {shortest(self.found.rates[index])}"

    def begin(self, name: str) -> str:
        """Return a name as a sentence begins."""
        return name[:1].upper() + name[1:]

    def tell_first_step(self) -> None:
        """Come close to the start: all have one gradient there, and each makes a step of its own."""
        x_range, y_range = first_steps(self.plot, self.found.race.runs) or self.ranges_in(self.alone)

        def come_close() -> None:
            gone = [Vanish(self.rate_chart), Vanish(self.rate_chart.best)] if self.found.tuned else []
            view = ViewChange(self.plot, box=self.alone, x_range=x_range, y_range=y_range)
            if gone:
                self.play(*gone, run_time=TIMING.quick)
            self.play(view, *self.home, run_time=TIMING.slow)
            if not self.found.tuned:
                self.name_rates()

        told = self.say("One place, one gradient. Each makes its own step of it.")
        with self.beat(told, opening=come_close):
            self.gradient = gradient_arrow(self.look, self.plot, self.found.race.runs[0])
            self.play(Appear(self.gradient), run_time=TIMING.quick)
            self.wait(TIMING.quick)
            self.advance(self.clock, 1.0, 2.0)

    def ask_who(self) -> None:
        """Pull back, bring in the losses, empty but for the first step, and ask.

        In tall frames the race is run on the map alone: the chart takes its place at the end.
        """
        map_box, chart_box = self.layout.panels(1, CHART if self.wide else 1, below=self.below)
        if self.layout.tall:
            map_box = self.alone
            chart_box = self.layout.stage.inset(top=max(self.layout.stage.top - self.below, 0.0))
        losses = [
            Series(run.values, style, self.clock.get_value)
            for run, style in zip(self.found.race.runs, self.styles, strict=True)
        ]
        words = self.say("loss"), self.say("gradients")
        box = chart_box.inset(top=ABOVE_CHART, right=MARK)
        self.chart = SeriesChart(self.look, box, losses, words=words, names=self.wide, within=10.0)

        def make_room() -> None:
            x_range, y_range = self.ranges_in(map_box)
            view = ViewChange(self.plot, box=map_box, x_range=x_range, y_range=y_range)
            self.play(Vanish(self.gradient), run_time=TIMING.quick)
            self.play(view, run_time=TIMING.slow)
            if not self.layout.tall:
                self.play(Appear(self.chart), run_time=TIMING.quick)

        question = self.say("Who is lowest after {count} gradients?", count=self.given.steps)
        with self.beat(question, kind="ask", opening=make_room):
            pass

    def tell_race(self) -> None:
        """Let all run by one clock, and say who leads after a tenth, three tenths, and all of the budget."""
        found, steps, tall = self.found.race, self.given.steps, self.layout.tall
        standings = standings_of(self.look, found, self.names)
        moments = [round(share * steps) for share in STAGES]
        for moment in moments[:-1]:
            with self.beat(self.leading(moment), opening=partial(self.run_to, moment)):
                if not tall:
                    self.play(Appear(self.judged(moment)))
        with self.beat(self.say("And now the rest of the budget.")):
            self.run_to(steps)
        with self.beat(standings[0]):
            if tall:
                self.play(*map(Vanish, (self.plot, *self.walks)), run_time=TIMING.quick)
                self.play(Appear(self.chart), *(Appear(self.judged(moment)) for moment in moments))
            else:
                legend = self.rated if self.rated.fits else self.legend
                named = [Vanish(legend), *map(Appear, self.chart.labels)] if self.wide else []
                self.play(Appear(self.judged(steps)), *named, *self.goal())
        for sentence in standings[1:]:
            with self.beat(sentence):
                pass

    @property
    def wide(self) -> bool:
        """Whether the chart has room for names at its lines' ends."""
        return self.layout.width > WIDE

    def goal(self) -> list[Appear]:
        """Return what rings the lowest minimum that a run has come to."""
        minima = self.found.race.minima
        if not len(minima):
            return []
        ring = RunStyle(self.colours.ink, mark="ring").dots(GOAL, "lowest minimum")
        return [Appear(ring.set_places(self.plot.at(*minima[0].tolist())))]

    def leading(self, steps: int) -> str:
        """Return who leads after so many steps."""
        leaders = [self.names[k] for k in self.found.race.leaders(steps)]
        if not leaders:
            return self.say("Nobody leads after {count} gradients: all have left.", count=steps)
        names = self.begin(joined(self.look, leaders))
        if len(leaders) == 1:
            return self.say("{names} leads after {count} gradients.", names=names, count=steps)
        return self.say("{names} lead after {count} gradients.", names=names, count=steps)

    def run_to(self, step: int) -> None:
        """Let all run to a step by one clock."""
        steps = step - self.clock.get_value()
        self.advance(self.clock, step, seconds_for(steps, 0.3, shortest=2.0))

    def judged(self, step: int) -> VGroup:
        """Return the line in the chart of losses at which the race is judged, with the marks of who leads."""
        leaders = [self.styles[k] for k in self.found.race.leaders(step)]
        rise = LOW_RISE if self.wide else MARK_RISE
        return judgement(self.look, self.chart.plot, step, leaders, rise)
