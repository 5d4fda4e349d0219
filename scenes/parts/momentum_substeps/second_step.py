"""The second step from close by: what is left of the velocity, the gradient at its tip, sum and step."""

from manim import ValueTracker, VGroup
from manim.mobject.mobject import _AnimationBuilder

from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.moving.births import Births
from scenes.cast.moving.following import ride
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.step_rows import momentum_pages
from scenes.parts.momentum_substeps.formulas import velocity_rule
from scenes.parts.momentum_substeps.found import Remembered
from scenes.parts.momentum_substeps.step_arrows import StepArrows

TURN = 1.2
"""Seconds in which the velocity turns round."""
TWO_ROWS, RULE_STARTS = 2, 3
"""Which of `momentum_pages` are the velocities' rows; how many pieces of the rule come first: v ← β v."""


def tell_second_step(
    lesson: Lesson, plot: Plot, found: Remembered, clock: ValueTracker, actors: VGroup, zone: FormulaZone
) -> None:
    """Tell it in three beats, with its numbers above; at the end the ball is at the next place.

    Parameters
    ----------
    lesson
        Plays it.
    plot, found
        The map, and the runs on it.
    clock
        The time of the run with memory, whose ball is among the `actors`.
    zone
        Where the numbers stand; where they have no room, there is the rule.
    """
    look, move = lesson.look, TIMING.move
    arrows = StepArrows(look, plot, found, 1, clock.get_value)
    measured, summed = ValueTracker(0.0), ValueTracker(0.0)

    def births() -> Births:
        return Births(1, 1, 1.0, measured.get_value(), summed.get_value(), 0.0)

    rows = momentum_pages(look, found.run, found.rule, births, told=2)[TWO_ROWS]
    page = zone.show(rows, velocity_rule(look))
    terms = page.pieces if isinstance(page, MathFormula) else [page]
    near = found.step_view((plot.x_range, plot.y_range))
    closer = [] if near is None else [ViewChange(plot, x_range=near[0], y_range=near[1])]
    with lesson.beat(lesson.say("Of this v, a share β is left.")):
        lesson.add(arrows, actors)
        lesson.play(ride(arrows.kept, 1.0), *closer, run_time=move)
        left, slope = arrows.label("beta v", "left"), arrows.label("nabla f", "slope")
        v = arrows.label("v", "after", [left, slope])
        step = arrows.label("-alpha v", "taken", [left, slope, v])
        come: list[Appear | _AnimationBuilder] = [*map(Appear, terms[:RULE_STARTS]), Appear(left)]
        lesson.play(ride(arrows.faded, 1.0), *come, run_time=move)
    with lesson.beat(lesson.say("The gradient here is added at its tip.")):
        come = [ride(measured, 1.0), *map(Appear, terms[RULE_STARTS:])]
        lesson.play(ride(arrows.grown, 1.0), *come, run_time=move)
        lesson.play(ride(arrows.added, 1.0), run_time=move)
        lesson.play(Appear(slope), run_time=TIMING.quick)
    with lesson.beat(lesson.say("Their sum is the new v; turned round, the step.")):
        lesson.play(ride(arrows.summed, 1.0), ride(summed, 1.0), Appear(v), run_time=move)
        lesson.play(ride(arrows.turned, 1.0), run_time=TURN)
        lesson.play(Appear(step), run_time=TIMING.quick)
        lesson.play(ride(clock, 2.0), *map(Vanish, (left, slope, v, step)), run_time=move)
        lesson.remove(arrows)


__all__ = ["TURN", "tell_second_step"]
