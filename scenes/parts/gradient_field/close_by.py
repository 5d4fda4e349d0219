"""One place from close by: along its contour, its gradient, and the first step."""

from manim import VGroup, VMobject, smooth

from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.moving.following import ride
from scenes.cast.moving.moments import TIMES
from scenes.cast.writing.map_words import MapLabel, MapWord
from scenes.cast.writing.number_text import significant
from scenes.parts.gradient_field.rule import FieldRule
from scenes.parts.gradient_field.stage import FieldStage
from scenes.parts.gradient_field.story import height_text

CLOSER = 1.2
SLIDES = (1.0, 0.4), (-1.0, 0.8), (0.0, 0.4)
"""To where the ball goes along the contour, in how many seconds."""


def come_close(lesson: Lesson, stage: FieldStage, question: MapLabel) -> None:
    """Come close to the place that is told first."""
    view = stage.close_view
    lesson.play(Vanish(question), run_time=TIMING.quick)
    if view != stage.whole_view:
        lesson.play(ViewChange(stage.map, x_range=view[0], y_range=view[1]), run_time=CLOSER)
    stage.write_heights(stage.around_first())
    lesson.play(Appear(stage.heights), run_time=TIMING.quick)


def go_along_contour(lesson: Lesson, stage: FieldStage) -> None:
    """Go along the contour to both sides, with the height that stays."""
    close = stage.close
    word = close.height_word(stage.look.say("height f = {height}", height=height_text(stage.grid)))
    lesson.play(ride(close.drawn, 1.0, smooth), Appear(word), run_time=TIMING.move)
    for end, seconds in SLIDES:
        lesson.play(ride(close.slid, end, smooth), run_time=seconds)
    lesson.play(Vanish(word), run_time=TIMING.quick)


def grow_gradient(lesson: Lesson, stage: FieldStage, rule: FieldRule) -> MapWord:
    """Let the gradient grow, with its right angle; return what tells its length."""
    lesson.play(ride(stage.alone, 1.0), run_time=TIMING.slow)
    lesson.play(ride(stage.close.squared, 1.0, smooth), run_time=TIMING.quick)
    word = stage.slope_word()
    lesson.play(Appear(word), *rule.measure(), run_time=TIMING.quick)
    return word


def take_step(lesson: Lesson, stage: FieldStage, rule: FieldRule, slope: VMobject) -> VGroup:
    """Let a copy of the gradient become the step, and take it; until then the word on its `slope` stays.

    Return the word on the height where it lands.
    """
    close = stage.close
    lesson.play(ride(close.squared, 0.0), *rule.generalise(), run_time=TIMING.quick)
    lesson.play(ride(stage.step.scaled, TIMES), *rule.negate(), run_time=TIMING.slow)
    lesson.play(ride(stage.step.scaled, 1.0), *rule.scale(), run_time=TIMING.slow)
    lesson.play(ride(close.gone, 1.0, smooth), Vanish(slope), run_time=TIMING.move)
    height = significant(float(stage.grid.objective.value(close.goal)))
    word = close.height_word(stage.look.say("height f = {height}", height=height))
    lesson.play(Appear(word), *rule.land(), run_time=TIMING.quick)
    return word


__all__ = ["come_close", "go_along_contour", "grow_gradient", "take_step"]
