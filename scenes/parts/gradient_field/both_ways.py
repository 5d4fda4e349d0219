"""One walker goes both ways from its start: into a valley, and to a summit."""

from collections.abc import Sequence

from manim import Animation, smooth
from manim.mobject.mobject import _AnimationBuilder

from scenes.base.appearing import Appear
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.moving.following import ride
from scenes.parts.gradient_field.stage import FieldStage
from scenes.parts.gradient_field.story import FieldWords
from scenes.parts.gradient_field.walks import Walks

CLOSER, WALK, REST = 1.2, 1.0, 2.0
"""Seconds in which the map comes closer, of a walk, and of the last frame."""


def go_both_ways(
    lesson: Lesson,
    stage: FieldStage,
    walks: Walks,
    words: FieldWords,
    chosen: int,
    before: Sequence[Animation | _AnimationBuilder],
) -> None:
    """Come close to one walker's ways, let it go both, and write the heights of their ends.

    What plays `before` makes room for it.
    """
    ways = down, up = [stage.way_of(runs, chosen) for runs in (walks.down, walks.up)]
    view = x_range, y_range = stage.around(chosen, walks.down, walks.up)
    lesson.play(*before, *(Appear(way) for way in ways), run_time=TIMING.quick)
    if view != stage.whole_view:
        lesson.play(ViewChange(stage.map, x_range=x_range, y_range=y_range), run_time=CLOSER)
    low, high, _ = places = stage.ends_between(chosen, walks.down, walks.up)
    texts = words.ends(walks.heights(chosen), ("valley", "summit", "start"), tall=lesson.layout.tall)
    written = {one.name: one for one in stage.words((down, up), places, texts)}
    valley, summit, first = ([Appear(written[text])] if text in written else [] for text in texts)
    lesson.play(*first, run_time=TIMING.quick)
    for way, end, word in ((down, low, valley), (up, high, summit)):
        lesson.play(ride(way.clock, float(way.walk.steps), smooth), run_time=WALK)
        mark = stage.end_marks(stage.map.at(*end.tolist())[None], up=way is up)
        lesson.play(Appear(mark), *word, run_time=TIMING.quick)
    lesson.wait(REST)


__all__ = ["go_both_ways"]
