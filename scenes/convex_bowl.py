"""What convex means: no chord dips below the graph, and every start comes to the one minimum."""

from typing import Self

from manim import Mobject, VGroup, smooth
from pydantic import Field, model_validator

from gd_math.accounts.overview import overview, shown_intervals
from gd_math.accounts.views import View
from gd_math.formula.parsing import FormulaObjective, parse_curve, parse_land
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.convexity import Bottom
from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import LearningRate, Steps, Turn
from scenes.base.theme import BALL_RADIUS, TIMING
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.land.bowl import Bowl
from scenes.cast.moving.following import hastening, ride
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.numbers import LiveNumber
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.convex_bowl.bowl_rising import BowlRising
from scenes.parts.convex_bowl.bowl_scene import BowlScene
from scenes.parts.convex_bowl.chord_panel import ChordPanel
from scenes.parts.convex_bowl.chord_rule import ConvexityRule
from scenes.parts.convex_bowl.found import BORDER, BowlFound, CurveFound, Found, OtherFound
from scenes.parts.convex_bowl.functions import ConvexCurve, ConvexLand, OtherCurve
from scenes.parts.convex_bowl.panel_titles import verdicts
from scenes.parts.convex_bowl.story import ConvexStory, bowl_notes
from scenes.parts.convex_bowl.two_balls import TwoBalls

SLIDES = ((0.5, 0.94), (0.06, 0.42))
"""Where the ends of the chord slide, as shares of the curve's width."""
SMALL = 0.7
"""Size of balls and lines in tall frames, whose pictures are small."""
PACE = 0.3, 2.4, 1.6
"""Seconds for a step of a run, and for a whole run at most and at least."""
ROOM = 0.95, 0.5
"""Below each picture in the last frame of wide frames, and for the balls' numbers, in scene units."""


class ConvexBowl(Lesson):
    """No chord dips below a convex graph, and every start comes to its one minimum; then one that is not.

    A chord joins two balls on a curve, and a point that slides along it is never below the graph: that is
    what convex means, and why both balls meet at the one minimum, as do many balls in a bowl over two
    variables. Then the curve is bent until a chord dips below it, and the start can decide where a ball ends.
    """

    class Params(ViewParams):
        """What a lecturer may change."""

        function: ConvexCurve = Field("x**2", description="the convex curve, a formula in x")
        bowl: ConvexLand = Field("x**2 + 2*y**2", description="the convex bowl, a formula in x and y")
        other: OtherCurve = Field("x**2 + 10*sin(x)", description="a curve that is not convex, in x")
        starts: int = Field(10, ge=1, le=24, description="how many balls are put into the bowl")
        seed: int = Field(3, ge=0, lt=2**32, description="where: the same seed gives the same places")
        learning_rate: LearningRate = 0.05
        steps: Steps = 40
        turn: Turn = 40.0

        @property
        def curve(self) -> FormulaObjective:
            """The convex curve."""
            return parse_curve(self.function)

        @property
        def view(self) -> View:
            """What is shown of it."""
            return overview(self.curve, x_range=self.x_range, y_range=self.y_range, border=BORDER)

        @model_validator(mode="after")
        def _curve_is_in_view(self) -> Self:
            objective, view = self.curve, self.view
            if not shown_intervals(objective, view):
                low, high = (significant(end) for end in view.x_range)
                raise ValueError(
                    f"function = {self.function} has no value for {variable_text(objective.variables[0])} "
                    f"from {low} to {high}; choose another x_range"
                )
            return self

    given: Params
    found: Found

    @classmethod
    def compute(cls, params: Params) -> Found:
        """Return what is true of the curves and the bowl, and the runs on them."""
        bowl, other = Bowl(parse_land(params.bowl)), parse_curve(params.other)
        places = bowl.seeded_starts(params.starts, params.seed)
        optimizer = GradientDescent(params.learning_rate)
        return Found(
            CurveFound.of(params.curve, params.view, optimizer, params.steps),
            BowlFound.of(bowl, descend(bowl.objective, places, optimizer, params.steps)),
            OtherFound.of(other, optimizer, params.steps),
        )

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how many balls do not stay in the bowl."""
        found = cls.computed(params).bowl
        return bowl_notes(look, found.told, found.limit_below(params.learning_rate))

    def tell(self) -> None:
        """Two balls and their chord meet; many do in the bowl; on the bent curve the chord dips."""
        self.set_stage()
        self.tell_chord()
        self.tell_share()
        self.tell_gap()
        self.tell_meeting()
        self.tell_bowl()
        self.tell_descent()
        self.tell_bend()
        self.tell_two_starts()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the curve with two balls alone; the bowl and the inequality wait."""
        p, found, look, layout = self.given, self.found, self.look, self.layout
        self.story, tall = ConvexStory(look, found.curve.bottom, found.bowl.bottom), layout.tall
        self.size = SMALL if tall else 1.0
        panels, (result, under) = layout.panels(1.0, 1.35 if tall else 1.0), (0.0, 0.0) if tall else ROOM
        left, right = (room.inset(bottom=result) for room in panels)
        self.beside = right.inset(bottom=under)
        self.results = [Box(one.left, one.right, one.bottom, one.bottom + 0.9 * result) for one in panels]
        self.alone = layout.alone.inset(bottom=under)
        self.chord = self.panel(self.alone, found.curve)
        self.chord.put(*found.curve.first)
        rooms = layout.stage, left
        self.bowl = BowlScene(look, found.bowl, layout.stage, rooms, p.turn, size=self.size, titled=not tall)
        self.rule = ConvexityRule(look, layout.formula, lambda: self.chord)
        self.light = Spotlight(look, self.rule)
        self.question, self.numbers = self.chord.balls.question(), VGroup()
        self.add(self.headline(self.say("Will they meet?")), self.chord, self.question)

    def panel(self, box: Box, found: CurveFound | OtherFound) -> ChordPanel:
        """Return a curve with two balls."""
        radius = 1.2 * BALL_RADIUS * self.size
        return ChordPanel(self.look, box, found.objective, found.view, radius)

    def tell_chord(self) -> None:
        """Join the two balls, and mark below them where they are."""
        with self.beat(self.say("A straight line joins them: a chord."), opening=self.wait):
            self.play(Vanish(self.question), run_time=TIMING.quick)
            self.play(ride(self.chord.curve.grown, 1.0), run_time=TIMING.move)
            self.feet = self.chord.feet()
            self.play(Appear(self.feet), run_time=TIMING.quick)

    def tell_share(self) -> None:
        """Slide a point along the chord, with its share and its height as numbers."""
        curve = self.chord.curve
        with self.beat(self.say("The share t slides a point from b to a.")):
            curve.share.set_value(1.0)
            curve.slid.set_value(1.0)
            self.bear(self.rule.chord_number, self.rule.chord_side, 0)
            self.play(Appear(curve.told), run_time=TIMING.quick)
            self.play(self.chord.sweep(0.0), run_time=2.0 * TIMING.move)

    def bear(self, number: LiveNumber, side: VGroup, at: int) -> None:
        """Let a side of the inequality come, and its number from the chord (0) or from the graph (1)."""
        number.update()
        point, plot = self.chord.curve.point, self.chord.plot
        born = self.rule.born(number, plot.at(point.x, (point.chord, point.graph)[at]))
        parts = VGroup(*(part for part in side if part is not number))
        self.play(born, Appear(parts), run_time=0.8 * TIMING.move)
        self.remove(born.number, parts)
        self.add(side)

    def tell_gap(self) -> None:
        """Sweep back with both sides of the inequality as numbers; try other chords; say what holds."""
        chord, curve, found = self.chord, self.chord.curve, self.found.curve
        with self.beat(self.say("And the graph at the same place: which one is higher?")):
            self.play(chord.sweep(0.5), run_time=TIMING.move)
            self.play(ride(curve.marked, 1.0), run_time=TIMING.quick)
            self.bear(self.rule.graph_number, self.rule.graph_side, 1)
            for ends in SLIDES:
                self.play(*chord.slide(*ends), run_time=0.8 * TIMING.move)
        with self.beat(self.story.chords(found.straight, found.whole)):
            back = [ride(end, x, smooth) for end, x in zip(chord.curve.ends, found.first, strict=True)]
            self.play(*back, run_time=TIMING.move)
            self.wait(TIMING.move)
            self.play(*map(Vanish, (curve.told, self.rule.numbers)), run_time=TIMING.tick)
            self.rule.silence(True)

    def tell_meeting(self) -> None:
        """Let both balls go down; their chord goes with them."""
        found, balls = self.found.curve, self.chord.balls
        if found.bottom is Bottom.LEVEL:
            sentences = [self.story.lowest() or ""]
        else:
            with self.beat(self.say("Now both go down the slope.")):
                self.play(*self.light.on(), run_time=TIMING.tick)
                self.go(balls, found.run)
            sentences = self.story.meeting(found.told)
        for sentence in sentences:
            with self.beat(sentence):
                pass

    def go(self, balls: TwoBalls, run: Trajectory) -> None:
        """Let two balls go on one clock."""
        balls.go(run)
        lively = balls.lively
        self.play(ride(balls.clock, float(lively), hastening), run_time=seconds_for(lively, *PACE))
        if lively < balls.steps:
            self.advance(balls.clock, float(balls.steps), TIMING.tick)

    def tell_bowl(self) -> None:
        """Raise the bowl, and turn it."""
        with self.beat(self.story.in_two(self.found.bowl.ground.closed)):
            self.rising = BowlRising(self, self.chord, self.bowl, self.found.bowl.ground)
            self.rising.rise(Vanish(self.chord), Vanish(self.feet), *self.light.on())
            self.play(self.bowl.terrain.turn_to(1.0), run_time=1.2 * TIMING.move)

    def tell_descent(self) -> None:
        """Put balls down and let all go on one clock; say what became of them."""
        found, walk, self.flags = self.found.bowl, self.bowl.walk, []
        steps = max(one.steps + one.left for one in found.told)
        self.add(self.bowl.walkers)
        with self.beat(self.story.going(self.given.starts)):
            self.play(ride(walk.dropped, 1.0), Vanish(self.rising.lifted.ball), run_time=1.2 * TIMING.move)
            self.play(ride(walk.clock, float(walk.steps), hastening), run_time=seconds_for(steps, *PACE))
        first, *others = self.story.arrivals(found.told, found.home)
        with self.beat(first):
            if found.ground.closed and found.bottom is Bottom.POINT:
                self.flags = [self.bowl.flag()]
                self.play(Appear(self.flags[0]), run_time=TIMING.quick)
        for sentence in others:
            with self.beat(sentence):
                pass

    def tell_bend(self) -> None:
        """Fold the bowl, and bend the curve into the other one; the chord goes to where it dips."""
        old, other = self.chord, self.found.other
        chord = self.panel(self.alone, other)
        chord.put(*other.dip)
        chord.curve.told.below = True
        with self.beat(self.say("Now bend the curve: is every chord above the graph?")):
            self.chord.balls.rest()
            self.rising.fold(Vanish(self.bowl.walkers), *map(Vanish, self.flags))
            self.play(Appear(self.chord), *self.light.everywhere(), run_time=TIMING.quick)
            self.remove(self.rising.lifted)
            self.play(*old.bend_into(chord, other.dip[:2], other.dip[2]), run_time=1.8 * TIMING.move)
            self.remove(old)
            self.chord, self.feet = chord, chord.feet()
            self.add(chord, self.rule.chord_side, self.rule.graph_side)  # the numbers follow the chord
            self.rule.silence(False)
            coming = self.rule.numbers, self.feet, *(() if self.layout.tall else (chord.curve.told,))
            self.play(*map(Appear, coming), run_time=TIMING.quick)

    def tell_two_starts(self) -> None:
        """Ask whether two balls meet on the other curve, let them go, and say what became of them."""
        chord, found = self.chord, self.found.other
        share, balls = found.dip[2], chord.balls
        question = self.say("A chord dips below the graph. Predict: will they meet?")
        with self.beat(question, kind="ask"):
            for place in (0.9 * share, share + 0.1 * (1.0 - share), share):
                self.play(chord.sweep(place), run_time=TIMING.move)
        with self.beat(self.say("Each follows the slope under it.")):
            if not (self.layout.tall or found.stays):
                self.play(Vanish(chord.curve.told), run_time=TIMING.quick)
            self.go(balls, found.run)
        for sentence in self.story.two(found.told, found.apart):
            with self.beat(sentence):
                if found.apart:
                    self.numbers = balls.numbers(found.end_texts)
                    self.play(Vanish(self.feet), run_time=TIMING.tick)
                    self.play(Appear(self.numbers), run_time=TIMING.quick)

    def tell_summary(self) -> None:
        """Set the bowl beside the other curve, each with what came of its starts."""
        found, bowl, look = self.found, self.bowl, self.look
        every, apart = found.bowl.every, found.other.apart
        bowl.stand_aside()
        with self.beat(self.story.summary(every, apart)):
            gone = self.rule if bowl.titled else self.rule.numbers
            share = self.chord.curve.told
            going = gone, self.numbers if apart else self.feet, *((share,) if share in self.mobjects else ())
            self.play(*map(Vanish, going), run_time=TIMING.tick)
            self.rule.settled = self.rule.silent = True
            self.play(ViewChange(self.chord.plot, box=self.beside, rate_func=smooth), run_time=TIMING.move)
            bowl.terrain.opened.set_value(1.0)
            ends: list[Mobject] = [bowl.terrain, bowl.walkers, *(bowl.flag() for _ in self.flags)]
            if bowl.titled:
                dips = False if self.chord.dips else None
                said = self.story.results(self.given.starts, every, apart)
                lines = verdicts(look, [*zip(said, self.results, strict=True)], (True, dips))
                ends += [bowl.title(bowl.rooms[1]), lines, self.chord.balls.numbers(found.other.end_texts)]
            answer = self.answer_with(self.story.answer(every, apart))
            self.play(*map(Appear, ends), *answer, run_time=TIMING.quick)
