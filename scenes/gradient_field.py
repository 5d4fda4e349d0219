"""An arrow at every point of a grid: against the arrows lies the way down, along them the way up."""

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, VGroup
from pydantic import Field

from gd_math.descent import descend
from gd_math.landscapes import contour_levels
from gd_math.optimizers import GradientDescent
from gd_math.theory import stable_rate_limit
from gd_math.trajectory import Ending, Trajectory
from gd_math.typing import Points
from scenes.cast.arrow_field import ArrowField, FieldScale, GradientGrid
from scenes.cast.following import hastening, ride
from scenes.cast.formulas import MathFormula, paint
from scenes.cast.gradient_closeup import even_box, even_ranges
from scenes.cast.gradient_ends import EndMarks, WalkEnds
from scenes.cast.gradient_landscapes import HILLS, LandscapeText, find_landscape
from scenes.cast.ground_tracks import GroundTracks
from scenes.cast.hill_map import HillMap
from scenes.cast.hill_walkers import WalkersFromAbove
from scenes.cast.landscapes import MapWord, round_levels
from scenes.cast.numbers import significant
from scenes.cast.plots import Range, nice_ticks
from scenes.cast.terrain_block import Land
from scenes.layout import Box
from scenes.lesson import Lesson, LessonParams
from scenes.parameters import LearningRate, Steps
from scenes.theme import CAP_HEIGHT_PER_FONT_SIZE, TIMING, TYPE

EDGE = 0.06
"""Share of the map along its edge in which nobody starts."""
MOST_LEVELS = 12
SMALL = 0.62
"""Size of walkers and lines in tall frames, whose pictures are small."""
WORD_GAP = 0.14
LEAST_SPACING = 0.4
"""Of the arrows, in scene units."""
WALK = 6.0
"""Seconds of a walk."""


class GradientField(Lesson):
    """A field of gradient arrows: descent runs against them, ascent along them."""

    class Params(LessonParams):
        """What a lecturer may change."""

        function: LandscapeText = HILLS
        arrows: int = Field(
            22, ge=4, le=30, description="arrows along the longer side of the map; fewer in small pictures"
        )
        starts: int = Field(12, ge=1, le=24, description="how many walkers start")
        seed: int = Field(366, ge=0, lt=2**32, description="where: the same seed gives the same places")
        learning_rate: LearningRate = 0.1
        steps: Steps = 80

    given: Params

    @classmethod
    def places(cls, p: Params, x_range: Range, y_range: Range) -> Points:
        """Return where the walkers start ``(starts, 2)`` on a map."""
        low, high = np.transpose([x_range, y_range])
        edge = EDGE * (high - low)
        return np.random.default_rng(p.seed).uniform(low + edge, high - edge, (p.starts, 2))

    @classmethod
    def run(cls, p: Params, starts: Points, *, climbing: bool = False) -> Trajectory:
        """Return the runs from the starts, points ``(steps + 1, starts, 2)``: down, or up if `climbing`."""
        rate = -p.learning_rate if climbing else p.learning_rate
        return descend(find_landscape(p.function).objective, starts, GradientDescent(rate), p.steps)

    @classmethod
    def notes(cls, params: LessonParams) -> list[str]:
        """Say when walkers diverge on their way down."""
        assert isinstance(params, cls.Params)
        landscape = find_landscape(params.function)
        starts = cls.places(params, landscape.x_range, landscape.y_range)
        diverged = cls.run(params, starts).endings >= Ending.NOT_FINITE
        if not diverged.any():
            return []
        limit = stable_rate_limit(landscape.objective, starts[int(np.argmax(diverged))])
        stable = f"; stable below {limit:.4g}" if limit is not None and limit < params.learning_rate else ""
        return [f"walkers diverge on their way down{stable}"]

    def tell(self) -> None:
        """One arrow; all of them; starts; a prediction; turned around, down; turned back, up."""
        self.set_stage()
        self.tell_arrow()
        self.tell_field()
        self.tell_scale()
        self.tell_starts()
        self.tell_descent()
        self.tell_ascent()
        self.tell_summary()

    def set_stage(self) -> None:
        """Compute field and runs, and draw the map over the whole stage."""
        p, look = self.given, self.look
        landscape = find_landscape(p.function)
        objective = landscape.objective
        box = self.room()
        x_range, y_range = even_ranges(look, box, landscape.x_range, landscape.y_range)
        land = Land(objective, x_range, y_range)
        most = int(max(box.width, box.height) / LEAST_SPACING)
        self.grid = GradientGrid.over(objective, x_range, y_range, min(p.arrows, most))
        levels = (
            round_levels(contour_levels(land.heights, MOST_LEVELS))
            if self.grid.cut
            else nice_ticks(land.lowest, land.highest, MOST_LEVELS)
        )
        starts = self.places(p, x_range, y_range)
        self.down, self.up = self.run(p, starts), self.run(p, starts, climbing=True)
        self.fallen = WalkEnds.of(objective, land, self.down, climbing=False)
        self.risen = WalkEnds.of(objective, land, self.up, climbing=True)

        self.alone, self.grown, self.turned, self.faded = (ValueTracker(0.0) for _ in range(4))
        self.dropped, self.falling, self.called, self.rising = (ValueTracker(0.0) for _ in range(4))
        self.map = HillMap(look, even_box(look, box, x_range, y_range), land, levels, "x", "y")
        self.field = ArrowField(look, self.map, self.grid, self.alone, self.grown, self.turned, self.faded)
        self.size = SMALL if self.layout.tall else 1.0
        self.fallers, self.risers = (
            WalkersFromAbove(look, self.map, GroundTracks(land, run), clock, dropped, self.size)
            for run, clock, dropped in (
                (self.down, self.falling, self.dropped),
                (self.up, self.rising, self.called),
            )
        )
        self.rule = VGroup()
        self.add(self.headline(self.say("A gradient at every point")), self.function_line(landscape.formula))
        self.add(self.map, self.field, self.fallers, self.risers)

    def room(self) -> Box:
        """Return the room for the map."""
        stage, formula = self.layout.stage, self.layout.formula
        return Box(stage.left, stage.right, stage.bottom, formula.bottom - 0.05)

    def function_line(self, body: str) -> MathFormula:
        """Return the function at the upper right, as large as fits; at the left in tall frames."""
        box, loss = self.layout.formula, self.colours.loss
        largest = TYPE.caption if self.layout.tall else TYPE.formula
        for text in (f"f(x, y) = {body}", "f(x, y)"):
            for size in np.arange(largest, TYPE.label - 1e-9, -1.0):
                formula = MathFormula(self.look, paint(loss, text), size=float(size))
                if formula.width <= box.width and formula.height <= box.height:
                    return self.put(formula, box.top - formula.height)
        return self.put(formula, box.top - formula.height)

    def put(self, formula: MathFormula, bottom: float) -> MathFormula:
        """Return a formula at its side of the formula zone."""
        box = self.layout.formula
        aside = (
            box.left - float(formula.get_left()[0])
            if self.layout.tall
            else box.right - float(formula.get_right()[0])
        )
        return formula.shift((aside, bottom - float(formula.get_bottom()[1]), 0.0))

    def rule_line(self, sign: str) -> MathFormula:
        """Return the update rule beneath the header, or beneath the function in tall frames."""
        colours, box = self.colours, self.layout.formula
        point, slope = paint(colours.parameter, "(x, y)"), paint(colours.gradient, "nabla f(x, y)")
        step = paint(colours.step, "alpha")
        rule = MathFormula(self.look, f"{point} arrow.l {point} {sign} {step} {slope}", size=TYPE.caption)
        return rule.shift(
            (self.layout.safe.left - float(rule.get_left()[0]), box.bottom - float(rule.get_bottom()[1]), 0.0)
        )

    def show_rule(self, sign: str) -> None:
        """Show the rule with another sign."""
        rule = self.rule_line(sign)
        moves = [FadeIn(rule)] + ([FadeOut(self.rule)] if len(self.rule) else [])
        self.play(*moves, run_time=TIMING.quick)
        self.rule = VGroup(rule)

    def tell_arrow(self) -> None:
        """Let one arrow grow, larger than it will be."""
        with self.beat(self.say("At one place the gradient is an arrow: it points uphill.")):
            self.play(ride(self.alone, 1.0), run_time=TIMING.slow)
            self.word = self.word_beside_first()
            self.play(FadeIn(self.word), run_time=TIMING.quick)

    def word_beside_first(self) -> MapWord:
        """Return the word "gradient" beside the first arrow."""
        tails, tips = self.field.ends
        tail, tip = tails[self.field.first], tips[self.field.first]
        word = MapWord(self.look, self.say("gradient"), self.colours.gradient)
        area, half = self.map.area, word.half
        side = 1.0 if (tip - tail)[0] >= 0.0 else -1.0
        place = tip + np.array([side * (half[0] + WORD_GAP), 0.0, 0.0])
        low = np.array([area.left + half[0], area.bottom + half[1], 0.0])
        high = np.array([area.right - half[0], area.top - half[1], 0.0])
        return word.stand_at(np.clip(place, low, high))

    def tell_field(self) -> None:
        """Let the other arrows grow in a wave."""
        with self.beat(self.say("One at each point of a grid: the gradient field.")):
            self.play(FadeOut(self.word), run_time=TIMING.quick)
            self.play(ride(self.grown, 1.0), run_time=2 * TIMING.slow)

    def tell_scale(self) -> None:
        """Say what the lengths and directions of the arrows mean."""
        if not self.grid.longest:
            with self.beat(self.say("The ground is level: every gradient is zero.")):
                self.wait(TIMING.move)
            return
        area = self.map.area
        end = np.array([area.right, area.top + 0.9 * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label, 0.0])
        sentence = (
            self.say(
                "Longer means steeper; from {slope} on they are cut. All cross the contours squarely.",
                slope=significant(self.grid.longest, 2),
            )
            if self.grid.cut
            else self.say("Longer means steeper. Every arrow crosses its contour at a right angle.")
        )
        with self.beat(sentence):
            self.play(FadeIn(FieldScale(self.look, self.map, self.grid, self.say("slope"), end)))

    def tell_starts(self) -> None:
        """Drop the walkers, and ask."""
        one, many = (
            self.say("A walker starts at a random place."),
            self.say("{count} walkers start at random places.", count=self.given.starts),
        )
        with self.beat(one if self.given.starts == 1 else many):
            self.play(ride(self.dropped, 1.0), run_time=2 * TIMING.move)
        self.ask(self.say("Predict: where do steps against the arrows lead?"))

    def tell_descent(self) -> None:
        """Turn the arrows around and follow them."""
        with self.beat(self.say("Against the gradient: turn every arrow around.")):
            self.show_rule("-")
            self.play(ride(self.turned, 1.0), run_time=2 * TIMING.slow)
        with self.beat(self.down_sentence()):
            self.play(ride(self.faded, 1.0), run_time=TIMING.quick)
            self.play(ride(self.falling, float(self.down.steps_taken), hastening), run_time=WALK)
            self.mark(self.fallen, up=False)

    def tell_ascent(self) -> None:
        """Turn the arrows back and follow them."""
        with self.beat(self.say("Turn them back: steps along the gradient climb.")):
            self.play(ride(self.turned, 0.0), run_time=2 * TIMING.slow)
            self.show_rule("+")
        with self.beat(self.up_sentence()):
            self.play(ride(self.called, 1.0), run_time=TIMING.quick)
            self.play(ride(self.rising, float(self.up.steps_taken), hastening), run_time=WALK)
            self.mark(self.risen, up=True)

    def mark(self, ends: WalkEnds, *, up: bool) -> None:
        """Mark the ends of walks that have arrived."""
        points = ends.points[ends.arrived]
        if len(points):
            places = self.map.points_at(points[:, 0], points[:, 1])
            self.play(FadeIn(EndMarks(self.look, places, up=up, size=self.size)), run_time=TIMING.quick)

    def down_sentence(self) -> str:
        """Return what the descents come to."""
        count, arrived, gone = self.given.starts, int(self.fallen.arrived.sum()), int(self.fallen.gone.sum())
        if arrived == count:
            return self.say("Gradient descent: each path follows the turned arrows into a valley.")
        if gone:
            return self.say(
                "Gradient descent: {arrived} of {count} reach a valley; off the map: {gone}.",
                arrived=arrived,
                count=count,
                gone=gone,
            )
        return self.say(
            "Gradient descent: {arrived} of {count} reach a valley in {steps} steps.",
            arrived=arrived,
            count=count,
            steps=self.given.steps,
        )

    def up_sentence(self) -> str:
        """Return what the ascents come to."""
        count, arrived, gone = self.given.starts, int(self.risen.arrived.sum()), int(self.risen.gone.sum())
        if arrived == count:
            return self.say("Gradient ascent: each path follows the arrows to a summit.")
        if gone:
            return self.say(
                "Gradient ascent: {arrived} of {count} reach a summit; off the map: {gone}.",
                arrived=arrived,
                count=count,
                gone=gone,
            )
        return self.say(
            "Gradient ascent: {arrived} of {count} reach a summit in {steps} steps.",
            arrived=arrived,
            count=count,
            steps=self.given.steps,
        )

    def tell_summary(self) -> None:
        """Leave both ways on screen."""
        with self.beat(self.say("One field, two ways: against it downhill, along it uphill.")):
            self.wait(TIMING.move)
