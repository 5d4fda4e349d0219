"""What stands on the stage from scene to scene, and how the map comes close, goes back and makes room."""

from manim import Animation, FadeIn, Mobject, VGroup, VMobject, smooth
from manim.mobject.mobject import _AnimationBuilder

from scenes.base.appearing import Appear, Vanish
from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.parts.contour_descent.floor_lines import FloorLines
from scenes.parts.contour_descent.stage import ContourDescentStage
from scenes.parts.contour_descent.views import View

MOVING, MARKING = 1.3, 0.6
"""Seconds in which the map comes close, goes back, or makes room; in which a mark appears."""
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
        self.light = Spotlight(lesson.look, stage.map)
        self.fine = VGroup()

    def opening(self) -> list[Mobject]:
        """Return the map with the point, and the question."""
        stage = self.stage
        self.asking = VGroup(stage.start_name, *([stage.question] if stage.starts_inside else []))
        return [stage.map, stage.walk, self.asking]

    def turn_to(self, page: VMobject) -> None:
        """Show another page in the formula zone."""
        self.lesson.play(*self.zone.leave(), run_time=TIMING.quick)
        self.lesson.play(FadeIn(self.zone.show(page)), run_time=TIMING.quick)

    def mark(self, *marks: Mobject) -> None:
        """Let marks appear on the chart of changes."""
        self.marks += marks
        self.lesson.play(*(Appear(mark) for mark in marks), run_time=MARKING)

    def come_close(self) -> None:
        """Come close to the first step."""
        if self.stage.views.first_step is not None:
            self.look_at(self.stage.views.first_step, Vanish(self.asking))
        else:
            self.lesson.play(Vanish(self.asking), run_time=TIMING.quick)

    def step_back(self, *, with_page: bool = False) -> None:
        """Show the whole map again; the page in the zone of formulas leaves, or stays with it."""
        whole, gone = self.stage.views.alone, [] if with_page else self.zone.leave()
        if self.stage.map.x_range != whole[0]:
            self.look_at(whole, *gone)
        else:
            self.lesson.play(*gone, run_time=TIMING.quick)

    def make_room(self) -> None:
        """Move the map aside and come closer to the valley; in tall frames it goes for a while."""
        stage, views = self.stage, self.stage.views
        if stage.layout.tall:
            self.step_back()
            self.lesson.play(*(Vanish(part) for part in self.alone), run_time=TIMING.quick)
            return
        self.look_at(views.valley or views.beside, *self.zone.leave(), box=stage.left)

    def bring_data(self) -> None:
        """Make room for the data, and show them with the line that the point is."""
        self.make_room()
        self.lesson.play(Appear(self.stage.panel), run_time=TIMING.quick)

    def replace_data(self) -> None:
        """Let the axes of the changes come where the data were; the map becomes context."""
        if self.stage.panel in self.lesson.mobjects:
            dimmed = [] if self.stage.layout.tall else self.light.on()
            self.lesson.play(Vanish(self.stage.panel), *dimmed, run_time=TIMING.quick)
        else:
            self.make_room()
        self.lesson.play(Appear(self.stage.changes.update()), run_time=TIMING.quick)

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
        self.lesson.play(*self.light.everywhere(), run_time=TIMING.quick)
        whole = stage.views.beside if stage.map.box == stage.left else stage.views.alone
        if stage.map.x_range != whole[0]:
            self.look_at(whole)

    def look_at(self, view: View, *others: Move, box: Box | None = None, seconds: float = MOVING) -> None:
        """Let the map show something else; its heights are written anew for that."""
        land = self.stage.map
        gone = TIMING.quick / seconds

        def ebb(alpha: float) -> float:
            return 1.0 - smooth(min(alpha / gone, 1.0))

        fading = [Appear(part, rate_func=ebb) for part in (land.heights, self.fine)]
        change = ViewChange(land, x_range=view[0], y_range=view[1], box=box)
        self.lesson.play(change, *fading, *others, run_time=seconds)
        land.remove(self.fine)
        self.fine = VGroup()
        self.stage.write_on_map()
        self.lesson.play(Appear(land.heights), run_time=TIMING.quick)

    def draw_floor(self) -> None:
        """Draw finer contours where all of the view lies between two of the map's."""
        land, walk = self.stage.map, self.stage.walk
        self.fine = FloorLines(self.lesson.look, land, walk.occupied())
        land.submobjects.insert(land.submobjects.index(land.contours) + 1, self.fine)
        self.lesson.play(Appear(self.fine), run_time=TIMING.quick)


__all__ = ["Staging"]
