"""What convex means: no chord dips below the graph, and every start comes to the one minimum."""

from typing import Annotated

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, smooth
from pydantic import AfterValidator, Field

from gd_math.convexity import parse_convex, parse_not_convex
from gd_math.descent import descend
from gd_math.formula import FormulaObjective, parse_curve, parse_land
from gd_math.optimizers import GradientDescent
from gd_math.theory import stable_rate_limit
from gd_math.trajectory import Ending, Trajectory
from scenes.cast.bowl_stage import Bowl, BowlStage
from scenes.cast.chord_rule import ConvexityRule
from scenes.cast.chords import ChordPoint, CurveWithChord, dipping_chord
from scenes.cast.following import hastening, ride
from scenes.cast.formulas import paint
from scenes.cast.many_balls import ManyBalls, curve_frame
from scenes.cast.numbers import shortest, significant
from scenes.cast.panel_titles import panel_title, title_room, verdicts
from scenes.cast.plots import Plot
from scenes.cast.words import no_break
from scenes.lesson import Lesson, LessonParams
from scenes.parameters import LearningRate, Steps
from scenes.theme import BALL_RADIUS, TIMING

FIRST_CHORD = (0.2, 0.7)
SLIDES = ((0.52, 0.94), (0.05, 0.36), (0.15, 0.85))
"""Ends of the chord as shares of the picture's width: at first, and where it slides."""
SWEEPS = (0.12, 0.88, 0.5)
"""Where between the ends the gap is marked while it sweeps along the chord."""
EDGE = 0.05
"""Distance of the two starts on the other curve from the picture's edges, as a share of its width."""
SMALL = 0.7
"""Size of balls and lines in tall frames, whose pictures are small."""
SECONDS_PER_STEP, SHORTEST_RUN, LONGEST_RUN = 0.2, 2.0, 6.4
DIGITS = 3
"""Digits of heights, counted from that of the picture's height."""
APART = 0.02
"""Distance of two ends, as a share of the picture's width, from which they are two places."""


def _convex_curve(text: str) -> str:
    parse_convex(text)
    return text


def _convex_bowl(text: str) -> str:
    parse_convex(text, parse_land)
    return text


def _not_convex(text: str) -> str:
    parse_not_convex(text)
    return text


class ConvexBowl(Lesson):
    """No chord dips below a convex graph, and every start comes to its one minimum; then one that is not."""

    class Params(LessonParams):
        """What a lecturer may change."""

        function: Annotated[str, AfterValidator(_convex_curve), Field(max_length=200)] = Field(
            "x**2", description="the convex curve, a formula in x"
        )
        bowl: Annotated[str, AfterValidator(_convex_bowl), Field(max_length=200)] = Field(
            "x**2 + 2*y**2", description="the convex bowl, a formula in x and y"
        )
        other: Annotated[str, AfterValidator(_not_convex), Field(max_length=200)] = Field(
            "x**2 + 10*sin(x)", description="the curve that is not convex, a formula in x"
        )
        starts: int = Field(10, ge=1, le=24, description="how many balls are put into the bowl")
        seed: int = Field(3, ge=0, lt=2**32, description="where: the same seed gives the same places")
        learning_rate: LearningRate = 0.05
        steps: Steps = 40
        turn: float = Field(
            80.0, ge=-360.0, le=360.0, description="how far the view turns", json_schema_extra={"unit": "°"}
        )

    given: Params

    @classmethod
    def bowl_of(cls, p: Params) -> Bowl:
        """Return the bowl."""
        return Bowl(parse_land(p.bowl))

    @classmethod
    def run(cls, p: Params) -> Trajectory:
        """Return the runs in the bowl, one batch of points ``(steps + 1, starts, 2)``."""
        bowl = cls.bowl_of(p)
        places = bowl.seeded_starts(p.starts, p.seed)
        return descend(bowl.objective, places, GradientDescent(p.learning_rate), p.steps)

    @classmethod
    def other_run(cls, p: Params) -> Trajectory:
        """Return the two runs on the other curve, points ``(steps + 1, 2, 1)``."""
        objective = parse_curve(p.other)
        (low, high), _ = curve_frame(objective)
        edge = EDGE * (high - low)
        starts = np.array([[low + edge], [high - edge]])
        return descend(objective, starts, GradientDescent(p.learning_rate), p.steps)

    @classmethod
    def notes(cls, params: LessonParams) -> list[str]:
        """Say how many balls leave the bowl."""
        assert isinstance(params, cls.Params)
        run = cls.run(params)
        left = int((run.endings >= Ending.NOT_FINITE).sum() or (run.values[-1] > run.values[0]).sum())
        if not left:
            return []
        limit = stable_rate_limit(parse_land(params.bowl), run.points[0, 0])
        stable = f"; stable below {limit:.4g}" if limit is not None and limit < params.learning_rate else ""
        return [f"{left} of {params.starts} balls climb out of the bowl{stable}"]

    def tell(self) -> None:
        """Chords of a convex curve; a bowl and many starts; then a chord that dips, and two ends."""
        p = self.given
        self.objective, self.other = parse_curve(p.function), parse_curve(p.other)
        self.trajectory, self.two = self.run(p), self.other_run(p)
        self.set_stage()

        self.tell_chord()
        self.tell_gap()
        self.tell_slide()
        self.tell_bowl()
        self.tell_drop()
        self.tell_descent()
        self.tell_dip()
        self.tell_two_starts()
        self.tell_summary()

    def set_stage(self) -> None:
        """Draw the curve at the left, the bowl at the right, the inequality above."""
        p, layout = self.given, self.layout
        self.left, self.right = layout.panels(1.0, 1.15) if layout.tall else layout.panels(1.0, 1.1)
        low, high = curve_frame(self.objective)[0]
        first, last = (low + share * (high - low) for share in FIRST_CHORD)
        self.plot, self.curve = self.draw_curve(self.objective, first, last)
        size = SMALL if layout.tall else 1.0
        room = self.right.inset(top=title_room(), bottom=0.1)
        self.stage = BowlStage(self.look, room, self.bowl_of(p), self.trajectory, p.turn, size)
        self.rule = ConvexityRule(self.look, layout.formula, self.read_chord, self.decimals)
        formula = f"f(x, y) = {self.stage.bowl.objective.formula}"
        self.title = panel_title(self.look, formula, "f(x, y)", self.right)
        self.add(self.headline(self.say("Convex: one bowl, one minimum")), self.rule)
        self.add(self.plot, self.curve, self.title, self.stage.terrain, self.stage.balls)

    def draw_curve(self, objective: FormulaObjective, a: float, b: float) -> tuple[Plot, CurveWithChord]:
        """Return axes at the left, with a curve and a chord from a to b that is still to be drawn."""
        name = paint(self.colours.loss, f"f(x) = {objective.formula}")
        plot = Plot(self.look, self.left, *curve_frame(objective), x_label="x", y_formula=name)
        self.ends = ValueTracker(a), ValueTracker(b)
        self.share, self.grown, self.marked = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        return plot, CurveWithChord(
            self.look, plot, objective, self.ends, self.share, self.grown, self.marked
        )

    def across(self, share: float) -> float:
        """Return the x at a share of the picture's width."""
        low, high = self.plot.x_range
        return low + share * (high - low)

    def read_chord(self) -> ChordPoint | None:
        """Return the point of the chord that is marked, if one is."""
        return self.curve.point if self.marked.get_value() > 0.0 else None

    def decimals(self) -> int:
        """Return with how many decimals heights are written: as many as the picture's height asks for."""
        low, high = self.plot.y_range
        return int(np.clip(DIGITS - np.floor(np.log10(high - low)), 0, 6))

    def tell_chord(self) -> None:
        """Join two points of the graph."""
        with self.beat(self.say("Join two points of the graph by a straight chord.")):
            self.play(ride(self.grown, 1.0), run_time=TIMING.slow)
            self.letters = self.curve.letters()
            self.play(FadeIn(self.letters), run_time=TIMING.quick)

    def tell_gap(self) -> None:
        """Sweep along the chord, with both sides of the inequality as numbers."""
        self.share.set_value(SWEEPS[0])
        with self.beat(self.say("Everywhere between them, the graph lies below the chord.")):
            self.play(ride(self.marked, 1.0), run_time=TIMING.quick)
            self.play(ride(self.share, SWEEPS[1], smooth), run_time=2 * TIMING.move)
            self.play(ride(self.share, SWEEPS[2], smooth), run_time=TIMING.slow)

    def tell_slide(self) -> None:
        """Slide the chord over the graph."""
        with self.beat(self.say("No chord ever dips below the graph: the function is convex.")):
            self.play(FadeOut(self.letters), run_time=TIMING.quick)
            for first, last in SLIDES:
                moves = (
                    ride(end, self.across(share), smooth)
                    for end, share in zip(self.ends, (first, last), strict=True)
                )
                self.play(*moves, run_time=1.4 * TIMING.move)
            self.letters = self.curve.letters()
            self.play(FadeIn(self.letters), run_time=TIMING.quick)

    def tell_bowl(self) -> None:
        """Turn the bowl."""
        one = self.say("In two variables it is a bowl with one lowest point.")
        many = self.say("In two variables: it bends upwards in every direction.")
        with self.beat(one if self.stage.bowl.closed else many):
            self.play(ride(self.stage.azimuth, self.stage.first_view, smooth), run_time=3 * TIMING.move)

    def tell_drop(self) -> None:
        """Put the balls down."""
        with self.beat(
            self.say_count(
                self.given.starts,
                "{count} ball is put down at a random place.",
                "{count} balls are put down at random places.",
            )
        ):
            self.play(ride(self.stage.dropped, 1.0), run_time=2.5 * TIMING.move)

    def tell_descent(self) -> None:
        """Let all go down on one clock, while the view turns on."""
        p, stage = self.given, self.stage
        steps = stage.tracks.steps
        sentence = self.say_count(
            steps,
            "{count} step down the slope, learning rate {rate}.",
            "{count} steps down the slope, learning rate {rate}.",
            rate=shortest(p.learning_rate),
        )
        with self.beat(sentence):
            self.play(
                ride(stage.clock, float(steps), hastening),
                ride(stage.azimuth, stage.last_view, smooth),
                run_time=run_seconds(steps),
            )
        with self.beat(self.arrival()):
            if stage.bowl.closed:
                self.play(FadeIn(stage.flag()), run_time=TIMING.quick)

    def arrival(self) -> str:
        """Return the sentence on what became of the balls in the bowl."""
        count, arrived, gone = self.given.starts, self.stage.arrived, self.stage.gone
        if gone:
            return self.say("Too large a learning rate: balls that left the bowl: {gone}.", gone=gone)
        if not self.stage.bowl.closed:
            return self.say("All go down; this function has no single lowest point here.")
        if arrived < count:
            return self.say(
                "All go towards the one minimum; close to it: {arrived} of {count}.",
                arrived=arrived,
                count=count,
            )
        if count == 1:
            return self.say("It has come to the one minimum.")
        return self.say("Every start arrives: all {count} are at the one minimum.", count=count)

    def tell_dip(self) -> None:
        """Change to the other curve, and find the chord that dips most."""
        old = self.plot, self.curve, self.letters
        a, b, share = dipping_chord(self.other, curve_frame(self.other)[0])
        self.plot, self.curve = self.draw_curve(self.other, a, b)
        self.share.set_value(share)
        with self.beat(self.say("This curve is not convex: a chord can dip below the graph.")):
            self.play(FadeOut(*old), run_time=TIMING.quick)
            self.play(FadeIn(self.plot, self.curve), run_time=TIMING.quick)
            self.play(ride(self.grown, 1.0), run_time=TIMING.slow)
            self.letters = self.curve.letters()
            self.play(ride(self.marked, 1.0), FadeIn(self.letters), run_time=TIMING.quick)

    def tell_two_starts(self) -> None:
        """Put two balls on the other curve and let them go."""
        self.clock, self.dropped = ValueTracker(0.0), ValueTracker(0.0)
        self.balls = ManyBalls(
            self.look,
            self.plot,
            self.other,
            self.two,
            self.clock,
            self.dropped,
            radius=BALL_RADIUS * (SMALL if self.layout.tall else 1.0),
            trail=True,
        )
        self.add(self.balls)
        with self.beat(
            self.say("Two balls, the same rule. Predict: do both end at the same place?"),
            hold=self.given.hold,
        ):
            self.play(ride(self.dropped, 1.0), run_time=TIMING.slow)
        steps = self.two.steps_taken
        with self.beat(self.say("Each follows the slope under it.")):
            self.play(ride(self.clock, float(steps), hastening), run_time=run_seconds(steps) / 2)

    def tell_summary(self) -> None:
        """Say where the two balls came to rest."""
        ends = self.balls.at(float(self.two.steps_taken))
        width = self.plot.x_range[1] - self.plot.x_range[0]
        left = int(sum(not self.plot.shows(float(x), float(self.other(x))) for x in ends))
        if left:
            sentence = self.say("Not convex, and not safe: balls that left the picture: {left}.", left=left)
        elif abs(ends[1] - ends[0]) > APART * width:
            one, other = (no_break(f"x = {significant(float(x))}") for x in ends)
            sentence = self.say(
                "Not convex: the start decides. They end at {one} and {other}.",
                one=one,
                other=other,
            )
        else:
            sentence = self.say("Here both end at the same place, but nothing promises it.")
        with self.beat(sentence):
            words = (
                (self.say("not convex"), self.left, self.plot.labels[-1]),
                (self.say("convex"), self.right, self.title),
            )
            self.play(FadeIn(verdicts(self.look, words)), run_time=TIMING.quick)


def run_seconds(steps: int) -> float:
    """Return how long a run of so many steps is told, in whole ticks."""
    seconds = min(max(SECONDS_PER_STEP * steps, SHORTEST_RUN), LONGEST_RUN)
    return round(seconds / TIMING.tick) * TIMING.tick
