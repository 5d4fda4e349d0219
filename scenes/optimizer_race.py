"""Optimizers go down one landscape from one start, with one budget of gradients, each at its best rate."""

from functools import partial
from typing import Any, Literal, Self

import numpy as np
from manim import Animation, Mobject, ValueTracker, VGroup, smooth
from manim.typing import Point3D_Array
from pydantic import Field, model_validator

from gd_math.accounts.races import race
from gd_math.accounts.tuning import GRID, tune
from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import LearningRate, Start2, Steps, check_start
from scenes.base.theme import BALL_RADIUS, TIMING
from scenes.cast.charts.axes import Range
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.fan_out import fan_out
from scenes.cast.maps.flag import Flag
from scenes.cast.maps.map_walk import keep_apart
from scenes.cast.maps.named_landscapes import LandscapeText, find_landscape
from scenes.cast.marks.run_style import styles_for
from scenes.cast.moving.following import ride
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.map_words import MapWord
from scenes.cast.writing.number_text import shortest, typst_number
from scenes.cast.writing.run_ends import standings_of
from scenes.cast.writing.run_summary import runs_summary
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.optimizer_race import sentences, stage
from scenes.parts.optimizer_race.coming_losses import come_in, go_away
from scenes.parts.optimizer_race.first_steps import FirstSteps, strip
from scenes.parts.optimizer_race.heights import gone, write_heights
from scenes.parts.optimizer_race.lanes import Lanes
from scenes.parts.optimizer_race.podium import Podium
from scenes.parts.optimizer_race.rules import RULES, Name, Tried, names_of
from scenes.parts.optimizer_race.telling import Telling

RING, TALL_RING, TALL_SIZE, TAIL = 0.75, 0.42, 0.7, 8.0
"""Radius of the ring in which the marks wait, and in tall frames, with the marks' size; steps of a path."""
COMES = 0.3
"""Seconds after which the next name comes."""
PER_EARLY_STEP, PER_STEP = 0.18, 0.1
"""Seconds for a step before the race is judged, and for one of the long run."""
JUDGED = 0.3
"""Share of the budget after which the race is judged before its end."""


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
        names = names_of(look)
        return sentences.notes_on(look, cls.computed(params), [names[one] for one in params.optimizers])

    @classmethod
    def summary(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say where each run ends."""
        names, race = names_of(look), cls.computed(params).race
        return runs_summary(
            look, [(names[name], run) for name, run in zip(params.optimizers, race.runs, strict=True)]
        )

    def tell(self) -> None:
        """The start; the rates; one gradient, many steps; a prediction; the race, judged; the podium."""
        self.names = [names_of(self.look)[name] for name in self.given.optimizers]
        self.set_stage()
        self.tell_start()
        self.tell_rates()
        self.tell_first_steps()
        self.ask_who()
        self.tell_race()
        self.tell_podium()

    def set_stage(self) -> None:
        """Add the map, large and alone, with all in a ring around the start."""
        found, look = self.found.race, self.look
        self.clock, self.tail = ValueTracker(0.0), ValueTracker(TAIL)
        self.styles = styles_for(look, self.names)
        self.ring, size = (TALL_RING, TALL_SIZE) if self.layout.tall else (RING, 1.0)
        self.alone, self.left, right = stage.boxes(self.layout)
        self.names_of_axes = x, y = axis_names(found.objective)
        ranges = self.ranges_in(self.alone)
        self.plot = ContourPlot(look, self.alone, found.objective, *ranges, x_label=x, y_label=y)
        self.first = FirstSteps(look, self.found, self.given.optimizers, self.ranges_in(self.left))
        self.losses = list[VGroup]()
        self.walks = stage.walks_of(self.plot, self.first, self.styles, self.clock, self.tail, size)
        keep_apart(self.walks)
        fan_out(self.walks, self.ring)
        self.flag = Flag(look, self.plot, found, self.ring + 1.3 * BALL_RADIUS)
        self.lanes = Lanes(look, right, found, self.styles, self.clock.get_value, self.given.steps)
        self.header = self.headline(self.say("Who comes down lowest?"))
        self.spokes = stage.spokes(look, self.walks)
        self.add(self.header, self.plot, self.flag, self.spokes)
        self.add(*(walk.track for walk in self.walks), *(walk.actors for walk in self.walks))

    def ranges_in(self, box: Box) -> tuple[Range, Range]:
        """Return the view of the race with even units in a box."""
        around = stage.around_start(
            self.found.race.view, self.given.start, self.ring + 1.8 * BALL_RADIUS, box
        )
        ranges = even_ranges(self.look, box, *around, self.names_of_axes, whole=True)
        return even_ranges(self.look, box, *ranges, self.names_of_axes, whole=True)  # with their own numbers

    def look_at(self, ranges: stage.Ranges | None) -> list[Animation]:
        """Return the change to a part of the map, or to the whole of the race, if it is not seen already.

        The numbers in the contours go at first.
        """
        plot, (x_range, y_range) = self.plot, ranges or self.ranges_in(self.left)
        if (plot.box, plot.x_range, plot.y_range) == (self.left, x_range, y_range):
            return []
        return [ViewChange(plot, box=self.left, x_range=x_range, y_range=y_range), gone(plot)]

    def number(self, ranges: stage.Ranges | None, *words: MapWord) -> list[Appear]:
        """Write heights for a part of the map, or for the whole, clear of words; return what brings them."""
        seen, waiting = ranges or self.ranges_in(self.left), 0.0 if ranges else self.ring
        room, runs = (self.plot, self.left, seen), self.found.race.runs
        return [Appear(write_heights(*room, runs, self.flag, words, waiting))]

    def tell_start(self) -> None:
        """Show where all start, and with how much; let each tell its name."""
        told = sentences.start(self.look, self.given.function, len(self.names), self.given.steps)
        with self.beat(told):
            ring = stage.ring_in(self.walks, self.ranges_in(self.left), self.left)
            quiet = ride(self.flag.says, 0.0)  # while marks fly over it
            self.play(*self.look_at(None), *ring, quiet, run_time=TIMING.slow)
            self.add(self.lanes)
            self.play(self.lanes.come(self.places()), run_time=COMES * len(self.names))

    def places(self) -> Point3D_Array:
        """Return where the runners are on the map, ``(n, 3)``."""
        return np.array([self.plot.at(*walk.point.tolist()) for walk in self.walks])

    def tell_rates(self) -> None:
        """Write down with which learning rate each of them runs."""
        rates = [typst_number(shortest(rate)) for rate in self.found.rates]
        painted = [paint(self.colours.step, f"alpha = {rate}") for rate in rates]
        self.rates: list[Mobject] = [self.lanes.behind(k, one) or VGroup() for k, one in enumerate(painted)]
        told = self.say("Each has the learning rate α that was given.")
        if self.found.tuned:
            told = self.say("Each has the best of {count} rates α.", count=len(GRID))
        with self.beat(told):
            come: list[Any] = [*self.number(None), ride(self.flag.says, 1.0)]
            for row in self.rates:
                self.play(Appear(row), *come, run_time=TIMING.quick)
                come = []

    def tell_first_steps(self) -> None:
        """Come close to the start; let one kind of optimizer after the other make its first steps."""
        self.telling = Telling(
            self,
            self.names,
            self.first,
            self.walks,
            self.lanes,
            self.spokes,
            self.look_at,
            self.number,
            self.rates,
        )
        self.telling.tell()

    def ask_who(self) -> None:
        """Pull back, lay out the lanes, and ask."""

        def make_room() -> None:
            self.telling.clear()
            back = self.look_at(None)
            self.play(*back, run_time=TIMING.slow)
            told = max(1.0, *(float(one.get_value()) for one in self.first.times))
            heights = self.number(None) if back else []
            self.add(self.lanes.track, self.lanes.count, self.lanes)
            self.advance(self.clock, told, 1.0, ride(self.flag.says, 0.0), *heights, *self.lanes.lay())
            self.remove(self.spokes)

        question = self.say("Who is lowest after {count} gradients?", count=self.given.steps)
        with self.beat(question, kind="ask", opening=make_room):
            pass

    def tell_race(self) -> None:
        """Let all run by one clock, and say who leads after a part of the budget."""
        found, steps, begun = self.found.race, self.given.steps, int(self.clock.get_value())
        moment = max(round(JUDGED * steps), begun)
        if moment > begun:
            told = sentences.leading(self.look, found, self.names, moment)
            with self.beat(told, opening=partial(self.run_to, moment)):
                self.losses = self.lanes.losses(sentences.standing(found, moment))
                come = come_in(self.losses)
                self.play(*self.telling.lit(found.leaders(moment)), *come, run_time=TIMING.quick)
        with self.beat(self.say("And now the rest of the budget.")):
            near, gone = stage.last_steps(self.plot, found.runs, moment), go_away(self.losses)
            closer = [] if near is None else self.look_at(near)
            self.play(*self.telling.light.everywhere(), *closer, *gone, run_time=TIMING.slow)
            heights = self.number(near)
            seconds = seconds_for(steps - moment, PER_STEP, shortest=2.0)
            away = sentences.away_from(found, moment, steps)
            for to in dict.fromkeys((away, steps)):
                share = (to - self.clock.get_value()) / (steps - moment)
                if share > 0.0:
                    self.advance(self.clock, to, share * seconds, *heights)
                    heights = []
                if to == away < steps:
                    self.play(*self.telling.lit(found.leaders(steps)), run_time=TIMING.quick)
            box = stage.podium_box(self.layout, self.plot.area, self.lanes.box)
            self.podium = Podium(self.look, box, found, self.styles, self.lanes, self.found.rates)
            self.losses = self.lanes.losses(sentences.standing(found, steps, self.podium.losses))
            self.play(*come_in(self.losses), run_time=TIMING.quick)

    def tell_podium(self) -> None:
        """Let those who came first stand on the podium, and show their whole ways."""
        found, steps, podium = self.found.race, self.given.steps, self.podium
        standings = standings_of(self.look, found, self.names, podium.losses)
        winner = [] if found.lowest is None or self.layout.tall else [found.lowest]
        rule = [strip(self.look, *self.first.whole(k), box=self.lanes.box) for k in winner]

        def come_forward() -> None:
            others = [part for k, walk in enumerate(self.walks) if k not in podium.winners for part in walk]
            self.lanes.dismiss(podium.runners)
            gone = (self.lanes.track, self.lanes.count, *self.lanes.leaving, *others)
            less = *map(Vanish, gone), *go_away(self.losses)
            self.play(*self.telling.light.everywhere(), *less, run_time=TIMING.quick)
            self.remove(self.lanes, *self.lanes.marks)
            self.add(podium)
            self.remove(self.header)
            header = self.headline(sentences.rule(self.look, steps, len(GRID) if self.found.tuned else 0))
            come = podium.rise(), ride(self.tail, float(steps), smooth)
            self.play(*come, *self.look_at(None), Appear(header), Appear(podium.word), run_time=2.0)
            named = ride(self.flag.says, 1.0)  # not while the map changes beneath it
            self.play(*self.number(None), *map(Appear, rule), named, run_time=TIMING.quick)

        with self.beat(standings[0]):
            come_forward()
        for sentence in standings[1:]:
            with self.beat(sentence):
                pass

    def run_to(self, step: int) -> None:
        """Let all run to a step by one clock."""
        steps = step - self.clock.get_value()
        self.advance(self.clock, step, seconds_for(steps, PER_EARLY_STEP, shortest=2.0))
