"""How the valley opens while each feature comes to be measured in its own spread."""

from manim import Animation, smooth, squish_rate_func

from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.moving.following import ride
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.parts.feature_scaling.scores import KEY, condition_row
from scenes.parts.feature_scaling.stage import BOWL, ScalingStage
from scenes.parts.feature_scaling.valley import W

OPENING = 3.6
"""Seconds of opening the valley."""
late = squish_rate_func(smooth, 0.6, 1.0)


def go_back(lesson: Lesson, stage: ScalingStage, *others: Animation) -> None:
    """Let the ball go back to where it began, along the valley."""
    walk = stage.walk
    home = stage.found.raw.run.points[walk.moment.step]
    stage.clock.set_value(0.0)
    for tracker, value in zip(walk.aside, home.tolist(), strict=True):
        tracker.set_value(value)
    lesson.play(*(ride(tracker, 0.0, smooth) for tracker in walk.aside), *others, run_time=TIMING.slow)


def tell_opening(lesson: Lesson, stage: ScalingStage, zone: FormulaZone) -> None:
    """Measure each feature in its own spread: the valley opens.

    Parameters
    ----------
    lesson
        Plays all this.
    stage
        What there is.
    zone
        The zone of formulas.
    """
    tall, spreads, goal = lesson.layout.tall, stage.spreads, stage.goal
    view, place = stage.valley.bowl(lesson.look, stage.later, W, BOWL)
    scaled = spreads.standardise(stage.place)
    valley = stage.map, goal, stage.walk
    opened = [
        ViewChange(stage.map, x_range=view[0], y_range=view[1], box=place),
        ride(stage.opened, 1.0, smooth),
    ]

    def come_back() -> None:
        gone = stage.zigzag, goal.label
        lesson.play(*map(Vanish, gone), *zone.leave(), run_time=TIMING.quick)
        goal.remove(goal.label)
        if tall:
            lesson.play(*map(Vanish, valley), run_time=TIMING.quick)
            lesson.play(Appear(spreads), run_time=TIMING.quick)
        else:
            x_range, y_range = stage.seen(stage.right, stage.valley.close())
            aside = ViewChange(stage.map, box=stage.right, x_range=x_range, y_range=y_range)
            move = spreads.move_into(stage.left)
            move.begin()
            move.finish()
            go_back(lesson, stage, aside, Appear(spreads, rate_func=late))

    with lesson.beat(lesson.say("Now measure each feature in its own spread."), opening=come_back):
        shape = Appear(zone.show([condition_row(stage.found, stage.opened)], largest=KEY))
        if tall:
            lesson.play(*scaled, run_time=2 * TIMING.move)
            lesson.play(Vanish(spreads), run_time=TIMING.quick)
            lesson.play(*map(Appear, valley), shape, run_time=TIMING.quick)
            go_back(lesson, stage)
            scaled = []
        else:
            lesson.play(shape, run_time=TIMING.quick)
        lesson.play(*opened, *scaled, run_time=OPENING)


__all__ = ["late", "tell_opening"]
