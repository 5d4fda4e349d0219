"""What stands on the stage from scene to scene, and how the map comes close, goes back and makes room."""

from manim import Animation, FadeIn, Mobject, VGroup, VMobject, smooth
from manim.mobject.mobject import _AnimationBuilder

from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.moving.following import ride
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.live_equations import lit
from scenes.parts.contour_descent.line_inset import LineInset
from scenes.parts.contour_descent.stage import ContourDescentStage
from scenes.parts.contour_descent.views import View
from scenes.parts.contour_descent.way_left import WayFormula

MOVING, MARKING, LIT = 1.0, 0.6, 0.6
"""Seconds in which the map comes close, goes back, or makes room; a mark appears; a number is lit."""
CONTEXT = 0.6
"""Strength of the map beside the changes: the point goes on in it."""
Move = Animation | _AnimationBuilder


class Staging:
    """Moves the map, and brings in what stands beside it, in tall frames in its place.

    Parameters
    ----------
    lesson
        Plays all this.
    stage
        What there is.
    zone
        The zone of formulas.
    """

    def __init__(self, lesson: Lesson, stage: ContourDescentStage, zone: FormulaZone) -> None:
        self.lesson, self.stage, self.zone = lesson, stage, zone
        self.alone = [stage.map, stage.walk, stage.cost]
        self.marks: list[Mobject] = []
        self.light = Spotlight(lesson.look, stage.map, context=CONTEXT)
        self.line: LineInset | None = None

    def opening(self) -> list[Mobject]:
        """Return the map with the point, and the question."""
        stage = self.stage
        self.asking = VGroup(stage.start_name, *([stage.question] if stage.starts_inside else []))
        return [stage.map, stage.walk, self.asking]

    def turn_to(self, page: VMobject) -> None:
        """Show another page in the formula zone."""
        if gone := self.zone.leave():
            self.lesson.play(*gone, run_time=TIMING.quick)
        self.lesson.play(FadeIn(self.zone.show(page)), run_time=TIMING.quick)

    def answer(self, question: Mobject, answer: str, page: VMobject) -> None:
        """Show a page; the headline answers what it asked, with the number of steps, if it can."""
        answered = [question, self.stage.face] if answer else []
        gone = [*self.zone.leave(), *(Vanish(part) for part in answered)]
        coming = [Appear(self.lesson.headline(answer))] if answer else []
        if gone:
            self.lesson.play(*gone, run_time=TIMING.quick)
        self.lesson.play(FadeIn(self.zone.show(page)), *coming, run_time=TIMING.quick)

    def write_way(self, formula: WayFormula) -> None:
        """Write what the gradient is of the way left; each number is lit once, while its thing is seen."""
        self.zone.shown = formula.measured
        self.lesson.play(Appear(formula.measured), run_time=TIMING.quick)
        for term, meaning in formula.terms:
            with lit(self.lesson, term, meaning):
                self.lesson.wait(LIT)

    def mark(self, *marks: Mobject) -> None:
        """Let marks appear on the chart of changes."""
        self.marks += marks
        self.lesson.play(*(Appear(mark) for mark in marks), run_time=MARKING)

    def show_line(self, *, measure: bool = False) -> None:
        """Show the line that the point is, beside the data, where there is room; measure its gaps to them."""
        self.line = self.stage.line()
        if self.line is None:
            return
        self.line.measured.set_value(0.0 if measure else 1.0)
        self.lesson.play(Appear(self.line), run_time=TIMING.quick)
        if measure:
            self.lesson.play(ride(self.line.measured, 1.0), run_time=TIMING.move)

    def _line_gone(self) -> list[Vanish]:
        line, self.line = self.line, None
        return [] if line is None else [Vanish(line)]

    def come_close(self) -> None:
        """Come close to the first step."""
        if self.stage.views.first_step is not None:
            self.look_at(self.stage.views.first_step, Vanish(self.asking))
        else:
            self.lesson.play(Vanish(self.asking), *self._line_gone(), run_time=TIMING.quick)

    def step_back(self, *, with_page: bool = False, with_line: bool = False) -> None:
        """Show the valley, or the whole map; the page in the zone of formulas leaves, or stays with it."""
        views, gone = self.stage.views, [] if with_page else self.zone.leave()
        view = views.valley or views.alone
        if self.stage.map.x_range != view[0]:
            self.look_at(view, *gone, with_line=with_line)
        elif gone:
            self.lesson.play(*gone, run_time=TIMING.quick)

    def make_room(self) -> None:
        """Move the map aside and come closer to the valley; in tall frames it shows all, and goes."""
        stage, views = self.stage, self.stage.views
        if not stage.layout.tall:
            self.look_at(views.valley_beside or views.beside, box=stage.left)
            return
        if stage.map.x_range != views.alone[0]:
            self.look_at(views.alone)
        gone = [*(Vanish(part) for part in self.alone), *self._line_gone()]
        self.lesson.play(*gone, run_time=TIMING.quick)

    def bring_changes(self) -> None:
        """Make room for the axes of the changes; the map becomes context."""
        self.make_room()
        coming = Appear(self.stage.changes.update())
        dimmed = [] if self.stage.layout.tall else self.light.on()
        self.lesson.play(coming, *dimmed, run_time=TIMING.quick)

    def see_last_steps(self) -> None:
        """Let the chart of changes show its last steps one by one, where they cross the threshold."""
        self._look_at_changes(self.stage.changes.last_steps)

    def see_all_steps(self) -> None:
        """Let the chart of changes show all steps again."""
        self._look_at_changes(self.stage.changes.whole)

    def _look_at_changes(self, view: View | None) -> None:
        if view is not None:
            self.lesson.play(self.stage.changes.seeing(view), run_time=TIMING.move)

    def show_all(self) -> None:
        """Show the whole map at full strength."""
        stage = self.stage
        if stage.map not in self.lesson.mobjects:
            gone = [Vanish(part) for part in (stage.changes, *self.marks)]
            self.lesson.play(*gone, *self.light.everywhere(), run_time=TIMING.quick)
            self.lesson.play(*(Appear(part) for part in self.alone), run_time=TIMING.quick)
            return
        self.lesson.play(*self.light.everywhere(), *self.zone.leave(), run_time=TIMING.quick)
        whole = stage.views.beside if stage.map.box == stage.left else stage.views.alone
        if stage.map.x_range != whole[0]:
            self.look_at(whole)

    def look_at(
        self,
        view: View,
        *others: Move,
        box: Box | None = None,
        bare: bool = False,
        with_line: bool = False,
    ) -> None:
        """Let the map show something else, with its heights written anew, or bare where words will stand."""
        land = self.stage.map
        gone = TIMING.quick / MOVING

        def ebb(alpha: float) -> float:
            return 1.0 - smooth(min(alpha / gone, 1.0))

        change = ViewChange(land, x_range=view[0], y_range=view[1], box=box)
        self.lesson.play(
            change, Appear(land.heights, rate_func=ebb), *others, *self._line_gone(), run_time=MOVING
        )
        if bare:
            land.erase_heights()
            return
        self.stage.write_on_map(with_line=with_line)
        self.lesson.play(Appear(land.heights), run_time=TIMING.quick)


__all__ = ["Staging"]
