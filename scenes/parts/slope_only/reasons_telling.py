"""How it is told why the curve is as it is: its axis, and how steeply it rises."""

from collections.abc import Callable

from manim import VMobject

from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.parts.slope_only.rays import Rays
from scenes.parts.slope_only.reasons import Axis, Rise
from scenes.parts.slope_only.stage import SlopeStage
from scenes.parts.slope_only.story import SlopeStory

MEASURING, MOVING = 1.0, 1.2
"""Seconds in which gaps, squares and lines grow, and in which a picture moves."""


def tell_reasons(
    lesson: Lesson,
    stage: SlopeStage,
    story: SlopeStory,
    turn_to: Callable[..., None],
    clear: Callable[[], None],
) -> tuple[VMobject, ...]:
    """Show where the curve is lowest, and how steeply it rises.

    Parameters
    ----------
    lesson
        Plays all this.
    stage, story
        What there is, and the sentences.
    turn_to
        Shows a page in the formula zone while others come.
    clear
        Leaves the curve and the data alone, from close by.

    Returns
    -------
    tuple
        What stays on the curve.
    """
    look, plot, fitting = lesson.look, stage.plot, stage.fitting
    axis = Axis(look, plot, fitting, story.place(fitting.best), (stage.bottom, fitting.view))
    rays = Rays(look, stage.panel)
    with lesson.beat(story.lowest()):
        clear()
        lesson.add(rays, axis)
        lesson.advance(rays.grown, 1.0, MEASURING)
        lesson.advance(axis.grown, 1.0, TIMING.move)
        turn_to(story.lowest_page(), Appear(axis.number))
    rise = Rise(look, plot, fitting)
    with lesson.beat(story.rise()):
        lesson.play(Vanish(rays), run_time=TIMING.quick)
        lesson.add(rise)
        lesson.advance(rise.aside, 1.0, TIMING.move)
        lesson.advance(rise.up, 1.0, TIMING.move)
        turn_to(story.rise_page(), Appear(rise.numbers))
    return rise, rise.numbers


__all__ = ["MEASURING", "MOVING", "tell_reasons"]
