"""What convex means: no chord dips below the graph, and every start comes to the one minimum."""

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, smooth
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.account import Accounts, accounts
from gd_math.accounts.endings import End
from gd_math.accounts.overview import overview, shown_intervals, spread
from gd_math.accounts.views import View
from gd_math.formula.parsing import FormulaObjective, parse_curve, parse_land, variable_markup
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.theory import stable_rate_limit
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.chords import ChordPoint, chord_point, dipping_chord, gap_under
from gd_math.shape.convexity import Bottom, bottom_of, is_straight, is_whole, parse_convex, parse_not_convex
from gd_math.typing import Interval
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.parameters import LearningRate, Steps
from scenes.base.theme import BALL_RADIUS, TIMING
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.undefined import Undefined
from scenes.cast.curves.chords import CurveWithChord
from scenes.cast.curves.many_balls import ManyBalls
from scenes.cast.moving.following import hastening, ride
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.numbers import significant
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.convex_bowl.chord_rule import ConvexityRule, height_text
from scenes.parts.convex_bowl.panel_titles import panel_title, title_room, verdicts
from scenes.parts.convex_bowl.stage import Bowl, BowlStage
from scenes.parts.convex_bowl.story import ConvexStory

FIRST_CHORD, WIDE_CHORD = (0.2, 0.7), (0.05, 0.95)
SLIDES = ((0.52, 0.94), (0.05, 0.36), (0.15, 0.85))
"""Ends of the chord as shares of the curve's width: at first, and where it slides."""
BORDER = 0.4
"""Width of what is shown where a curve is not defined, as a share of where it is: the word has room on it."""
VISIBLE = 0.02
"""Gap, as a share of the picture's height, below which the first chord takes almost the whole width."""
SWEEPS = (0.12, 0.88, 0.5)
"""Where between the ends the gap is marked while it sweeps along the chord."""
EDGE = 0.05
"""Distance of the two starts on the other curve from the picture's edges, as a share of its width."""
SMALL = 0.7
"""Size of balls and lines in tall frames, whose pictures are small."""
SECONDS_PER_STEP, SHORTEST_RUN, LONGEST_RUN = 0.2, 2.0, 6.4
DIGITS = 3
"""Digits of heights, counted from that of the picture's height."""
MOST_DECIMALS = 6
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


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The convex curve and the bowl with what they are lowest at, the other curve, and the runs on them.

    `told` and `two_told` are what happened to the runs in the bowl and to the two on the other curve.
    """

    curve: FormulaObjective
    curve_bottom: Bottom
    bowl: Bowl
    bowl_bottom: Bottom
    told: Accounts
    run: Trajectory
    other: FormulaObjective
    other_view: View
    two_told: Accounts
    two: Trajectory


class ConvexBowl(Lesson):
    """No chord dips below a convex graph, and every start comes to its one minimum; then one that is not."""

    class Params(ViewParams):
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
        curve, other, bowl = params.curve, parse_curve(params.other), Bowl(parse_land(params.bowl))
        optimizer, region = GradientDescent(params.learning_rate), (bowl.x_range, bowl.y_range)
        run = descend(bowl.objective, bowl.seeded_starts(params.starts, params.seed), optimizer, params.steps)
        view = overview(other, border=BORDER)
        starts = spread(other, view, np.array([0.0, 1.0]), EDGE)
        two = descend(other, starts, optimizer, params.steps)
        return Found(
            curve,
            bottom_of(curve, params.view.region),
            bowl,
            bottom_of(bowl.objective, region),
            accounts(bowl.objective, run, region),
            run,
            other,
            view,
            accounts(other, two, (view.x_range,)),
            two,
        )

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how many balls do not stay in the bowl."""
        found, starts = cls.computed(params), params.starts
        ends = (End.DIVERGING, End.FALLING, End.LEFT_DOMAIN)
        climbing, falling, lost = (found.told.count(end) for end in ends)
        limit = stable_rate_limit(found.bowl.objective, found.run.points[0, 0])
        notes = []
        if climbing and limit is not None and limit < params.learning_rate:
            notes.append(
                look.say(
                    "{count} of {starts} balls climb out of the bowl; stable below {limit}",
                    count=climbing,
                    starts=starts,
                    limit=f"{limit:.4g}",
                )
            )
        elif climbing:
            notes.append(
                look.say("{count} of {starts} balls climb out of the bowl", count=climbing, starts=starts)
            )
        if falling:
            notes.append(look.say("{count} of {starts} balls fall without end", count=falling, starts=starts))
        if lost:
            notes.append(
                look.say(
                    "{count} of {starts} balls step to where the bowl is not defined",
                    count=lost,
                    starts=starts,
                )
            )
        return notes

    def tell(self) -> None:
        """Chords of a convex curve; a bowl and many starts; then a chord that dips, and two ends."""
        found = self.found
        self.story = ConvexStory(self.look, found.curve_bottom, found.bowl_bottom)
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
        p, found, layout = self.given, self.found, self.layout
        self.left, self.right = layout.panels(1.0, 1.15) if layout.tall else layout.panels(1.0, 1.1)
        self.draw_curve(found.curve, p.view)
        self.first = self.first_chord()
        self.put_chord(*self.first)
        size = SMALL if layout.tall else 1.0
        room = self.right.inset(top=title_room(), bottom=0.1)
        self.stage = BowlStage(self.look, room, found.bowl, found.run, p.turn, size)
        self.rule = ConvexityRule(self.look, layout.formula, self.read_chord, self.decimals)
        name = f"f({', '.join(variable_markup(name) for name in found.bowl.objective.variables)})"
        self.title = panel_title(self.look, f"{name} = {found.bowl.objective.formula}", name, self.right)
        self.add(self.headline(self.story.title()), self.rule)
        self.add(self.undefined, self.plot, self.curve, self.title, self.stage.terrain, self.stage.balls)

    def draw_curve(self, objective: FormulaObjective, view: View) -> None:
        """Make axes at the left, with a curve and a chord that is still to be drawn."""
        variable = objective.variables[0]
        name = paint(self.colours.loss, f"f({variable_markup(variable)}) = {objective.formula}")
        self.plot = Plot(
            self.look, self.left, view.x_range, view.y_range, x_label=variable_text(variable), y_formula=name
        )
        self.ends = ValueTracker(view.x_range[0]), ValueTracker(view.x_range[1])
        self.share, self.grown, self.marked = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.undefined = Undefined.on_curve(self.look, self.plot, objective)
        pieces = shown_intervals(objective, view)
        self.span: Interval = max(pieces, key=lambda piece: piece[1] - piece[0])
        self.curve = CurveWithChord(
            self.look, self.plot, objective, self.ends, self.share, self.grown, self.marked
        )

    def put_chord(self, a: float, b: float) -> None:
        """Put the ends of the chord, and decide with how many decimals its heights are written."""
        for end, x in zip(self.ends, (a, b), strict=True):
            end.set_value(x)
        low, high = self.plot.y_range
        self.digits = int(np.clip(DIGITS - np.floor(np.log10(high - low)), 0, MOST_DECIMALS))
        while self.digits < MOST_DECIMALS and not self._told_apart(a, b):
            self.digits += 1

    def _told_apart(self, a: float, b: float) -> bool:
        """Tell whether graph and chord are printed differently where the gap is marked, if they differ."""
        points = [chord_point(self.curve.objective, a, b, share) for share in SWEEPS]
        pairs = [(point.graph, point.chord) for point in points if np.isfinite(point.graph)]
        printed = [[height_text(height, self.digits) for height in pair] for pair in pairs]
        return all(one != other for one, other in printed) or not gap_under(self.curve.objective, a, b)

    def first_chord(self) -> tuple[float, float]:
        """Return the ends of the first chord: wide enough that the graph is seen below it."""
        low, high = self.plot.y_range
        for shares in (FIRST_CHORD, WIDE_CHORD):
            a, b = (self.across(share) for share in shares)
            if gap_under(self.found.curve, a, b) > VISIBLE * (high - low):
                return a, b
        return self.across(FIRST_CHORD[0]), self.across(FIRST_CHORD[1])

    def across(self, share: float) -> float:
        """Return the x at a share of the width over which the curve is seen."""
        low, high = self.span
        return low + share * (high - low)

    def read_chord(self) -> ChordPoint | None:
        """Return the point of the chord that is marked, if one is."""
        return self.curve.point if self.marked.get_value() > 0.0 else None

    def decimals(self) -> int:
        """Return with how many decimals heights are written: as many as tell graph and chord apart."""
        return self.digits

    def tell_chord(self) -> None:
        """Join two points of the graph."""
        with self.beat(self.say("Join two points of the graph by a straight chord.")):
            self.play(ride(self.grown, 1.0), run_time=TIMING.slow)
            self.letters = self.curve.letters()
            self.play(FadeIn(self.letters), run_time=TIMING.quick)

    def tell_gap(self) -> None:
        """Sweep along the chord, with both sides of the inequality as numbers."""
        self.share.set_value(SWEEPS[0])
        touching = not gap_under(self.found.curve, *(end.get_value() for end in self.ends))
        with self.beat(self.story.gap(is_straight(self.found.curve), touching)):
            self.play(ride(self.marked, 1.0), run_time=TIMING.quick)
            self.play(ride(self.share, SWEEPS[1], smooth), run_time=2 * TIMING.move)
            self.play(ride(self.share, SWEEPS[2], smooth), run_time=TIMING.slow)

    def tell_slide(self) -> None:
        """Slide the chord over the graph; say where it is lowest if that is no single place."""
        curve = self.found.curve
        with self.beat(self.story.slide(is_straight(curve), is_whole(curve))):
            self.play(FadeOut(self.letters), run_time=TIMING.quick)
            for first, last in SLIDES:
                moves = (
                    ride(end, self.across(share), smooth)
                    for end, share in zip(self.ends, (first, last), strict=True)
                )
                self.play(*moves, run_time=1.4 * TIMING.move)
            self.letters = self.curve.letters()
            self.play(FadeIn(self.letters), run_time=TIMING.quick)
        lowest = self.story.lowest()
        if lowest is not None:
            with self.beat(lowest):
                pass

    def tell_bowl(self) -> None:
        """Turn the bowl."""
        with self.beat(self.story.in_two(self.stage.bowl.closed)):
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
        """Let all go down on one clock, while the view turns on; say what became of them."""
        stage, told = self.stage, self.found.told
        steps = max(one.steps + one.left for one in told)
        with self.beat(self.story.going(steps, self.given.learning_rate)):
            self.play(
                ride(stage.clock, float(stage.tracks.steps), hastening),
                ride(stage.azimuth, stage.last_view, smooth),
                run_time=run_seconds(steps),
            )
        home = np.array([one.rests for one in told]) & stage.bowl.contains(told.last_points)
        first, *others = self.story.arrivals(told, home)
        with self.beat(first):
            if stage.bowl.closed and self.story.bowl is Bottom.POINT:
                self.play(FadeIn(stage.flag()), run_time=TIMING.quick)
        for sentence in others:
            with self.beat(sentence):
                pass

    def tell_dip(self) -> None:
        """Change to the other curve, and find the chord that dips most."""
        old = self.undefined, self.plot, self.curve, self.letters
        other, view = self.found.other, self.found.other_view
        a, b, share = dipping_chord(other, view.x_range, view.y_range)
        self.draw_curve(other, view)
        self.put_chord(a, b)
        self.share.set_value(share)
        with self.beat(self.say("This curve is not convex: a chord can dip below the graph.")):
            self.play(FadeOut(*old), run_time=TIMING.quick)
            self.play(FadeIn(self.undefined, self.plot, self.curve), run_time=TIMING.quick)
            self.play(ride(self.grown, 1.0), run_time=TIMING.slow)
            self.letters = self.curve.letters()
            self.play(ride(self.marked, 1.0), FadeIn(self.letters), run_time=TIMING.quick)

    def tell_two_starts(self) -> None:
        """Put two balls on the other curve and let them go."""
        self.clock, self.dropped = ValueTracker(0.0), ValueTracker(0.0)
        self.balls = ManyBalls(
            self.look,
            self.plot,
            self.found.other,
            self.found.two,
            self.clock,
            self.dropped,
            radius=BALL_RADIUS * (SMALL if self.layout.tall else 1.0),
            trail=True,
        )
        self.add(self.balls)
        with self.beat(
            self.say("Two balls, the same rule. Predict: do both end at the same place?"), kind="ask"
        ):
            self.play(ride(self.dropped, 1.0), run_time=TIMING.slow)
        steps = self.balls.steps
        with self.beat(self.say("Each follows the slope under it.")):
            self.play(ride(self.clock, float(steps), hastening), run_time=run_seconds(steps) / 2)

    def tell_summary(self) -> None:
        """Say what became of the two balls."""
        *first, last = self.story.two(
            self.found.two_told, APART * (self.plot.x_range[1] - self.plot.x_range[0])
        )
        for sentence in first:
            with self.beat(sentence):
                pass
        with self.beat(last):
            words = (
                (self.say("not convex"), self.left, self.plot.labels[-1]),
                (self.say("convex"), self.right, self.title),
            )
            self.play(FadeIn(verdicts(self.look, words)), run_time=TIMING.quick)


def run_seconds(steps: int) -> float:
    """Return how long a run of so many steps is told, in whole ticks."""
    seconds = min(max(SECONDS_PER_STEP * steps, SHORTEST_RUN), LONGEST_RUN)
    return round(seconds / TIMING.tick) * TIMING.tick
