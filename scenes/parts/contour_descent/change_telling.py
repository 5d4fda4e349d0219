"""How the changes are told: the curve so far, a threshold, the run to its end, the last steps."""

from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.moving.speeding_clock import GEAR, Gear, drive
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.parts.contour_descent.change_curve import NEAR
from scenes.parts.contour_descent.change_marks import end_marks, float64_marks
from scenes.parts.contour_descent.stage import ContourDescentStage
from scenes.parts.contour_descent.staging import Staging
from scenes.parts.contour_descent.story import Story
from scenes.parts.contour_descent.way_left import WayFormula

LAST_SPEED, SLOWEST_SPEED = 2000.0, 20.0
"""Steps a second to the end, and for the last ones."""
SINGLE_SPEED = 4.0
"""Of the very last steps, which are seen one by one."""


class ChangeTelling:
    """Tells by how much each step changes the slope.

    Parameters
    ----------
    lesson
        Plays all this.
    stage
        What there is.
    staging
        Moves it.
    story
        The sentences.
    zone
        The zone of formulas.
    """

    def __init__(
        self, lesson: Lesson, stage: ContourDescentStage, staging: Staging, story: Story, zone: FormulaZone
    ) -> None:
        self.lesson, self.stage, self.staging, self.story, self.zone = lesson, stage, staging, story, zone

    def _gears(self, end: int, speed: float, slowest: float | None = None) -> tuple[Gear, ...]:
        """Return gears from the clock's step to another; pace makes the first one faster."""
        return self.stage.clock.gears_to(end, speed, self.lesson.given.pace, slowest=slowest)

    def compare(self) -> None:
        """Show the changes so far, and the threshold; ask for the number of steps where it is to come."""
        changes, story = self.stage.changes, self.story
        asks = self.stage.clock.step < self.stage.fit.steps_taken
        if asks:
            changes.hide_steps()
        with self.lesson.beat(
            story.question() if asks else story.changes(),
            kind="ask" if asks else "tell",
            opening=self.staging.bring_changes,
        ):
            self.lesson.advance(changes.drawn_so_far, 1.0, TIMING.move)
            if len(changes.limit):
                self.staging.mark(changes.limit)

    def finish(self) -> None:
        """Let the clock run to the end, and slow down for the last steps: these are seen from close by."""
        end, staging = self.stage.fit.steps_taken, self.staging
        gears = self._gears(end, LAST_SPEED, SLOWEST_SPEED)
        slows = len(gears) > 1 and gears[-1].speed < gears[0].speed
        near = slows and self.stage.changes.last_steps is not None
        if near:
            gears = self._gears(end - NEAR, LAST_SPEED, SLOWEST_SPEED * GEAR)
        with self.lesson.beat(self.story.rest(slows=slows)):
            self._leave_way()
            drive(self.lesson, self.stage.clock, gears)
            if near:
                staging.see_last_steps()
                drive(self.lesson, self.stage.clock, self._gears(end, SINGLE_SPEED))

    def _leave_way(self) -> None:
        """Let the gradient and the way left go, of the step before; what each step leaves stays."""
        formula = self.zone.shown
        if isinstance(formula, WayFormula):
            self.lesson.play(Vanish(formula.measured), run_time=TIMING.quick)
            self.zone.shown = formula.leaves

    def end(self, *, precision: bool) -> None:
        """Say why the run ends; with `precision`, where float64 ended it, what it cannot tell apart."""
        changes = self.stage.changes
        with self.lesson.beat(self.story.end()):
            if numbers := changes.show_steps():
                self.lesson.play(*numbers, run_time=TIMING.quick)
            if changes.from_close_by:
                close = end_marks(changes, None)
                self.lesson.play(*(Appear(mark) for mark in close), run_time=TIMING.quick)
                self.lesson.wait(TIMING.move)
                self.lesson.remove(*close)
                self.staging.see_all_steps()
            marks = end_marks(changes, self.stage.fit.long_run_factor if self.stage.fit.crawls else None)
            if len(marks):
                self.staging.mark(*marks)
        if not (precision and self.stage.fit.rounded_away):
            return
        with self.lesson.beat(self.story.float64()):
            self.staging.mark(*float64_marks(changes))


__all__ = ["ChangeTelling"]
