"""The first step from close by: slopes, both averages, their ratio, the step and its correction."""

from functools import partial

from manim import ValueTracker, VMobject, smooth
from manim.typing import Point3D

from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.flag import Flag
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.moving.births import Births
from scenes.cast.moving.following import ride
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.formula_zone import Choice, FormulaZone
from scenes.cast.writing.formulas import MathFormula
from scenes.parts.adam_substeps.arrows import SlopeArrows, StepArrows
from scenes.parts.adam_substeps.formulas import AdamPages, scale_note
from scenes.parts.adam_substeps.found import AdamFound
from scenes.parts.adam_substeps.ladder import Ladder
from scenes.parts.adam_substeps.sentences import Sentences

CLOSE, TURN, DROP, RISE, NEXT = 0.8, 1.4, 1.4, 2.0, 0.6
"""Seconds in which the view comes close, an arrow turns round, marks fall from the slopes, and
rise again, and the ball goes on."""

CONTEXT = 0.55
"""Strength of the map while sizes are told beside it."""

LOWER = 0.24
"""By how much map and sizes stand lower than panels: rows of numbers come above them."""


class FirstStep:
    """Tells the first step in beats of a lesson, at the left on its map, at the right with all sizes.

    In tall frames map and sizes take turns: both would be strips.

    Parameters
    ----------
    lesson
        Plays it.
    found
        The runs.
    plot, flag, walk
        The map that is there, and what else stands on it: the run with the correction.
    clock
        Its time.
    zone
        Where the formulas stand.

    Attributes
    ----------
    slopes
        The gradient as an arrow, which is there from the beginning.
    """

    def __init__(
        self,
        lesson: Lesson,
        found: AdamFound,
        plot: ContourPlot,
        flag: Flag,
        walk: MapWalk,
        clock: ValueTracker,
        zone: FormulaZone,
    ) -> None:
        self.lesson, self.found, self.plot, self.walk, self.zone = lesson, found, plot, walk, zone
        self.clock = clock
        self.look, self.tall = lesson.look, lesson.layout.tall
        self.words, self.pages = Sentences(self.look, found), AdamPages(self.look, found)
        self.slopes = SlopeArrows(self.look, plot, found)
        self.slopes.grown.set_value(1.0)
        self.step = StepArrows(self.look, plot, found, clock.get_value)
        self.note = scale_note(self.look, plot, found)
        quiet = [] if self.tall else [plot, self.slopes, self.note]
        self.light = Spotlight(self.look, *quiet, context=CONTEXT)
        self.on_map: list[VMobject] = [plot, flag, walk.track, self.slopes, self.note, walk.actors]

    def tell(self, question: VMobject, left: Box, right: Box) -> None:
        """Tell all of it; the question goes, the map comes to the left, the sizes to the right."""
        self.tell_slopes(question)
        self.tell_mean(left, right)
        self.tell_root()
        self.tell_ratio()
        self.tell_step()
        self.tell_correction()
        self.tell_corner()
        if self.found.live > 1:
            self.tell_next()

    def leave(self) -> None:
        """Let all go that has been told."""
        gone = [] if self.tall else [Vanish(self.ladder)]
        quiet = ride(self.step.squared, 0.0)
        self.lesson.play(*gone, quiet, *self.zone.leave(), run_time=TIMING.quick)
        self.lesson.remove(self.step)

    def turn_page(self, *choices: Choice) -> VMobject:
        """Return what stands in the zone of formulas from now on; what stood there has gone."""
        self.lesson.play(*self.zone.leave(), run_time=TIMING.quick)
        return self.zone.show(*choices)

    def look_at(self, box: Box) -> ViewChange:
        """Return the change of the map to what is told, in a box."""
        x_range, y_range = self.found.close_by(self.look, box)
        return ViewChange(self.plot, box=box, x_range=x_range, y_range=y_range)

    def tell_slopes(self, question: VMobject) -> None:
        """The gradient parts into what it is along each coordinate; a copy turns round: the plain step."""

        def come_close() -> None:
            self.lesson.play(Vanish(question), run_time=TIMING.quick)
            self.lesson.play(self.look_at(self.plot.box), run_time=CLOSE)

        with self.lesson.beat(self.words.copied(), opening=come_close):
            *numbers, rule = self.beside = self.slopes.labels()
            self.lesson.play(ride(self.slopes.parted, 1.0), Appear(self.note), run_time=TIMING.move)
            self.lesson.play(*map(Appear, numbers), run_time=TIMING.quick)
            self.lesson.play(ride(self.slopes.turned, 1.0), run_time=TURN)
            self.lesson.play(Appear(rule), run_time=TIMING.quick)

    def to_sizes(self) -> None:
        """In tall frames let the sizes stand in the place of the map."""
        if self.tall:
            self.lesson.play(*map(Vanish, self.on_map), run_time=TIMING.quick)
            self.lesson.play(Appear(self.ladder), run_time=TIMING.quick)

    def to_map(self) -> None:
        """In tall frames let the map stand in the place of the sizes."""
        if self.tall:
            self.lesson.play(Vanish(self.ladder), run_time=TIMING.quick)
            self.lesson.play(*map(Appear, self.on_map), run_time=TIMING.quick)

    def tell_mean(self, left: Box, right: Box) -> None:
        """Make room for sizes; the slopes' marks go there, and m falls from them."""

        def make_room() -> None:
            gone = [*self.beside, *(self.on_map if self.tall else [])]
            self.lesson.play(*map(Vanish, gone), run_time=TIMING.quick)
            self.slopes.turned.set_value(0.0)
            if not self.tall:
                self.lesson.play(self.look_at(left.inset(top=LOWER)), run_time=CLOSE)
            feet = [] if self.tall else [partial(self.foot, place) for place in range(2)]
            self.ladder = Ladder(
                self.look,
                self.lesson.layout.stage if self.tall else right.inset(top=LOWER),
                self.found,
                feet,
            )
            self.lesson.play(*map(Appear, (self.ladder.plot, self.ladder.names)), run_time=TIMING.quick)
            self.lesson.add(self.ladder)
            self.lesson.play(ride(self.ladder.come, 1.0), run_time=TIMING.move)

        with self.lesson.beat(self.words.mean(), opening=make_room):
            self.lesson.play(*self.light.on(), run_time=TIMING.quick)
            self.lesson.play(Appear(self.turn_page(self.pages.mean())), run_time=TIMING.quick)
            self.lesson.play(ride(self.ladder.kept, 1.0), run_time=DROP)

    def foot(self, place: int) -> Point3D:
        """Return where a part of the slope ends on the map."""
        tip: Point3D = self.slopes.ends()[place]
        return tip

    def tell_root(self) -> None:
        """√s falls from the slopes as well."""
        with self.lesson.beat(self.lesson.say("s averages their squares; √s is each direction's own ruler.")):
            self.lesson.play(Appear(self.turn_page(self.pages.squares())), run_time=TIMING.quick)
            self.lesson.play(ride(self.ladder.rooted, 1.0), run_time=DROP)

    def tell_ratio(self) -> None:
        """The gap from bar to disc is the ratio: a steeper slope lifts both alike."""
        lifted = self.found.decades_apart
        with self.lesson.beat(self.words.measured()):
            self.turn_page(self.pages.step())
            assert isinstance(self.zone.shown, MathFormula)
            minus, rate, *ratio = self.zone.shown.pieces
            self.scaled = minus, rate
            self.lesson.play(*map(Appear, ratio), run_time=TIMING.quick)
            self.lesson.play(ride(self.ladder.measured, 1.0), run_time=TIMING.move)
            for to in (lifted, 0.0) if lifted else ():
                self.lesson.play(ride(self.ladder.lifted, to, smooth), run_time=TIMING.slow)

    def tell_step(self) -> None:
        """On the map this ratio is a step that leaves the square of half-side α."""
        with self.lesson.beat(self.words.stepped(), opening=self.to_map):
            alpha = self.alpha = self.step.label()
            self.lesson.add(self.step, self.walk.actors)
            self.on_map[-1:] = [self.step, self.walk.actors, alpha]
            lit = self.light.everywhere()
            self.lesson.play(ride(self.step.squared, 1.0), Appear(alpha), *lit, run_time=TIMING.quick)
            self.lesson.play(ride(self.step.grown, 1.0), *map(Appear, self.scaled), run_time=DROP)

    def tell_correction(self) -> None:
        """Divided by their shares, both are the slope itself; the step ends in the corner."""
        told = self.lesson.say("The correction undoes the start at 0: both are the slope's size again.")
        with self.lesson.beat(told, opening=self.to_sizes):
            self.lesson.play(Appear(self.turn_page(self.pages.corrected())), run_time=TIMING.quick)
            shrunk = [] if self.tall else [ride(self.step.corrected, 1.0)]
            self.lesson.play(ride(self.ladder.corrected, 1.0), *shrunk, run_time=RISE)

    def tell_corner(self) -> None:
        """The first step goes to the corner."""
        measured, landed = ValueTracker(0.0), ValueTracker(0.0)

        def births() -> Births:
            return Births(0, 0, 1.0, 1.0, measured.get_value(), landed.get_value())

        told = self.lesson.say("So the first step goes to the corner, for any slope but 0.")
        with self.lesson.beat(told, opening=self.to_map):
            if self.tall:
                self.lesson.play(ride(self.step.corrected, 1.0), run_time=TIMING.move)
            page = self.turn_page(*self.pages.rows(births))
            self.lesson.play(Appear(page), run_time=TIMING.quick)
            self.lesson.play(ride(measured, 1.0), run_time=TIMING.quick)
            gone = ride(self.slopes.seen, 0.0), Vanish(self.alpha), Vanish(self.note)
            self.lesson.play(ride(self.clock, 1.0), *gone, run_time=TIMING.move)
            self.lesson.remove(self.slopes)
            self.step.grown.set_value(0.0)
            self.lesson.play(ride(landed, 1.0), run_time=TIMING.quick)

    def tell_next(self) -> None:
        """The second step: its slopes join the averages, the ratios follow."""
        measured, summed = ValueTracker(0.0), ValueTracker(0.0)

        def births() -> Births:
            return Births(0, 0, 1.0, measured.get_value(), 0.0, summed.get_value())

        with self.lesson.beat(self.words.following()):
            page = self.turn_page(self.pages.averaged(births), self.pages.mean())
            self.lesson.play(Appear(page), run_time=TIMING.quick)
            self.lesson.play(ride(measured, 1.0), ride(summed, 1.0), run_time=TIMING.move)
            self.lesson.wait(TIMING.quick)
            self.lesson.play(Appear(self.turn_page(self.pages.corrected(2))), run_time=TIMING.quick)
            parts = ride(self.ladder.time, 1.0), ride(self.step.grown, 1.0)
            self.lesson.play(*parts, run_time=TIMING.move)
            self.lesson.play(ride(self.clock, 2.0), run_time=NEXT)
            self.step.grown.set_value(0.0)


__all__ = ["FirstStep"]
