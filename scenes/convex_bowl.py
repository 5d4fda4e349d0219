"""What convex means: no chord dips below the graph, and every start comes to the one minimum."""

from typing import Annotated, Self

from manim import FadeIn, FadeOut, ValueTracker, smooth
from pydantic import AfterValidator, Field, model_validator

from gd_math.accounts.overview import overview, shown_intervals
from gd_math.accounts.views import View
from gd_math.formula.parsing import FormulaObjective, parse_curve, parse_land, variable_markup
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.shape.convexity import Bottom, parse_convex, parse_not_convex
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.pace import seconds_for
from scenes.base.parameters import LearningRate, Steps
from scenes.base.theme import BALL_RADIUS, STROKES, TIMING
from scenes.base.view_parameters import ViewParams
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.many_balls import ManyBalls
from scenes.cast.land.flag import LowestFlag
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.land.terrain import Terrain
from scenes.cast.land.walkers import WalkersOnTerrain
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow, hastening, ride
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.variable_names import variable_text
from scenes.parts.convex_bowl.bowl import Bowl
from scenes.parts.convex_bowl.chord_panel import SWEEPS, ChordPanel
from scenes.parts.convex_bowl.chord_rule import ConvexityRule
from scenes.parts.convex_bowl.found import BORDER, BowlFound, CurveFound, Found, OtherFound
from scenes.parts.convex_bowl.panel_titles import panel_title, title_room, verdicts
from scenes.parts.convex_bowl.story import ConvexStory, bowl_notes

SLIDES = ((0.52, 0.94), (0.05, 0.36), (0.15, 0.85))
"""Where the ends of the chord slide, as shares of the curve's width."""
SMALL = 0.7
"""Size of balls and lines in tall frames, whose pictures are small."""
PACE = 0.2, 6.4, 2.0
"""Seconds for a step of a run, and for a whole run at most and at least."""
LEVELS = 9
ELEVATION = 48.0
"""Of the camera: from so high that the near wall hides little of the inside."""
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
        bowl, other = Bowl(parse_land(params.bowl)), parse_curve(params.other)
        places, optimizer = (
            bowl.seeded_starts(params.starts, params.seed),
            GradientDescent(params.learning_rate),
        )
        return Found(
            CurveFound.of(params.curve, params.view),
            BowlFound.of(bowl, descend(bowl.objective, places, optimizer, params.steps)),
            OtherFound.of(other, optimizer, params.steps),
        )

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say how many balls do not stay in the bowl."""
        found = cls.computed(params).bowl
        return bowl_notes(look, found.told, found.limit_below(params.learning_rate))

    def tell(self) -> None:
        """Chords of a convex curve; a bowl and many starts; then a chord that dips, and two ends."""
        found = self.found
        self.story = ConvexStory(self.look, found.curve.bottom, found.bowl.bottom)
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
        p, found, look, layout = self.given, self.found, self.look, self.layout
        bowl, tall = found.bowl.ground, layout.tall
        self.left, self.right = layout.panels(1.0, 1.15 if tall else 1.1)
        self.chord = ChordPanel(look, layout.alone, found.curve.objective, found.curve.view)
        self.chord.put(*found.curve.first)
        levels = nice_ticks(bowl.lowest, bowl.highest, LEVELS)
        room, self.size = self.right.inset(top=title_room(), bottom=0.1), SMALL if tall else 1.0
        self.terrain = Terrain(look, room, bowl, p.turn, levels, elevation=ELEVATION)
        self.walk = LandWalk(bowl, found.bowl.run)
        self.walkers = WalkersOnTerrain(look, self.terrain, self.walk, self.size)
        self.rule = ConvexityRule(look, layout.formula, lambda: self.chord.marked, lambda: self.chord.digits)
        name = f"f({', '.join(variable_markup(name) for name in bowl.objective.variables)})"
        self.title = panel_title(look, f"{name} = {bowl.objective.formula}", name, self.right)
        self.add(self.headline(self.story.title()), self.chord)

    def tell_chord(self) -> None:
        """Join two points of the graph."""
        with self.beat(self.say("Join two points of the graph by a straight chord.")):
            self.play(ride(self.chord.curve.grown, 1.0), run_time=TIMING.slow)
            self.play(self.chord.letter(), run_time=TIMING.quick)

    def tell_gap(self) -> None:
        """Sweep along the chord, with both sides of the inequality as numbers."""
        chord = self.chord
        first, far, middle = SWEEPS
        chord.curve.share.set_value(first)
        with self.beat(self.story.gap(self.found.curve.straight, chord.touching)):
            self.play(ride(chord.curve.marked, 1.0), Appear(self.rule), run_time=TIMING.quick)
            self.play(chord.sweep(far), run_time=2 * TIMING.move)
            self.play(chord.sweep(middle), run_time=TIMING.slow)

    def tell_slide(self) -> None:
        """Slide the chord over the graph; say where it is lowest if that is no single place."""
        curve = self.found.curve
        with self.beat(self.story.slide(curve.straight, curve.whole)):
            self.play(FadeOut(self.chord.letters), run_time=TIMING.quick)
            for ends in SLIDES:
                self.play(*self.chord.slide(*ends), run_time=1.4 * TIMING.move)
            self.play(self.chord.letter(), run_time=TIMING.quick)
        lowest = self.story.lowest()
        if lowest is not None:
            with self.beat(lowest):
                pass

    def make_room(self) -> None:
        """Let the curve go to the left, and turn its like into a bowl beside it."""
        chord, terrain, bowl = self.chord, self.terrain, self.found.bowl.ground
        self.play(Vanish(chord.letters), run_time=TIMING.quick)
        self.play(ViewChange(chord.plot, box=self.left), run_time=TIMING.slow)
        self.light = Spotlight(self.look, chord, self.rule)
        terrain.opened.set_value(0.0)
        terrain.redraw()
        profile, opened = (
            Polyline(self.colours.loss, STROKES.curve, name="section of the bowl"),
            terrain.opened,
        )
        follow(profile, lambda: profile.set_corners(terrain.project(bowl.profile(opened.get_value()))))
        self.add(terrain)
        self.play(*self.light.on(), Appear(self.title), Appear(profile), run_time=TIMING.quick)
        self.play(ride(terrain.opened, 1.0, smooth), run_time=3 * TIMING.move)
        self.play(Vanish(profile), run_time=TIMING.quick)
        self.add(self.walkers)

    def tell_bowl(self) -> None:
        """Show the bowl, and turn it."""
        with self.beat(self.story.in_two(self.found.bowl.ground.closed), opening=self.make_room):
            self.play(self.terrain.turn_to(1.0), run_time=3 * TIMING.move)

    def tell_drop(self) -> None:
        """Put the balls down."""
        with self.beat(self.story.drop(self.given.starts)):
            self.play(ride(self.walk.dropped, 1.0), run_time=2.5 * TIMING.move)

    def tell_descent(self) -> None:
        """Let all go down on one clock; say what became of them."""
        found = self.found.bowl
        steps = max(one.steps + one.left for one in found.told)
        with self.beat(self.story.going(steps, self.given.learning_rate)):
            down = ride(self.walk.clock, float(self.walk.steps), hastening)
            self.play(down, run_time=seconds_for(steps, *PACE))
        first, *others = self.story.arrivals(found.told, found.home)
        with self.beat(first):
            if found.ground.closed and found.bottom is Bottom.POINT:
                place = self.terrain.project(found.ground.on_ground(found.ground.lowest_point))
                self.play(FadeIn(LowestFlag(self.look, place)), run_time=TIMING.quick)
        for sentence in others:
            with self.beat(sentence):
                pass

    def tell_dip(self) -> None:
        """Bend the curve into the other one, and let the chord go to where it dips most."""
        old, other = self.chord, self.found.other
        a, b, share = other.dip
        chord = ChordPanel(self.look, self.left, other.objective, other.view)
        chord.put(a, b)
        chord.curve.share.set_value(share)
        for tracker in (chord.curve.grown, chord.curve.marked):
            tracker.set_value(1.0)
        sentence = self.say("This curve is not convex: a chord can dip below the graph.")
        with self.beat(sentence, opening=lambda: self.play(*self.light.everywhere(), run_time=TIMING.quick)):
            self.play(*old.bend_into(chord, (a, b), share), run_time=3 * TIMING.move)
            self.remove(old)
            self.chord = chord
            self.add(chord)
            self.play(chord.letter(), run_time=TIMING.quick)

    def tell_two_starts(self) -> None:
        """Put two balls on the other curve and let them go."""
        clock, dropped, other = ValueTracker(0.0), ValueTracker(0.0), self.found.other
        self.balls = ManyBalls(
            self.look,
            self.chord.plot,
            other.objective,
            other.run,
            clock,
            dropped,
            radius=BALL_RADIUS * self.size,
            trail=True,
        )
        self.add(self.balls)
        with self.beat(
            self.say("Two balls, the same rule. Predict: do both end at the same place?"), kind="ask"
        ):
            self.play(ride(dropped, 1.0), run_time=TIMING.slow)
        steps = self.balls.steps
        with self.beat(self.say("Each follows the slope under it.")):
            self.play(ride(clock, float(steps), hastening), run_time=seconds_for(steps, *PACE) / 2)

    def tell_summary(self) -> None:
        """Say what became of the two balls."""
        plot = self.chord.plot
        *first, last = self.story.two(self.found.other.told, APART * (plot.x_range[1] - plot.x_range[0]))
        for sentence in first:
            with self.beat(sentence):
                pass
        with self.beat(last):
            words = (
                (self.say("not convex"), self.left, plot.labels[-1]),
                (self.say("convex"), self.right, self.title),
            )
            self.play(FadeIn(verdicts(self.look, words)), run_time=TIMING.quick)
