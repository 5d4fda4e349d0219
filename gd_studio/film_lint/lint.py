"""The film lint: runs a lesson without painting it and reports what would spoil the film for the back row."""

import atexit
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from gd_studio.engine.stage import stage
from gd_studio.film_lint.colour_rules import contrast_rule
from gd_studio.film_lint.cover_rule import words_covered
from gd_studio.film_lint.finding import Finding, Rule, Sighting, merge
from gd_studio.film_lint.flash_rule import SAMPLES_PER_SECOND, flashes
from gd_studio.film_lint.frame_rules import empty_start, margin
from gd_studio.film_lint.glyph_rule import missing_glyphs_rule
from gd_studio.film_lint.pace_rules import short_beats, too_many_words
from gd_studio.film_lint.picture import Picture
from gd_studio.film_lint.size_rules import grown_to_nothing
from gd_studio.film_lint.type_rules import off_screen_words, small_type, words_crossed, words_overlap_words
from gd_studio.film_lint.watching import Watcher
from gd_studio.store.work import scratch
from scenes.base.lesson import Lesson, LessonParams
from scenes.base.look import Look

Aspect = Literal["16:9", "4:3", "9:16"]

_SIZES: dict[Aspect, tuple[int, int]] = {"16:9": (160, 90), "4:3": (120, 90), "9:16": (90, 160)}
"""Pixels of a picture that nobody paints: tiny, in the exact ratio."""

ALWAYS: tuple[Rule, ...] = (
    words_overlap_words,
    words_crossed,
    words_covered,
    margin,
    off_screen_words,
    small_type,
    missing_glyphs_rule,
)
"""Rules for every picture."""

AT_REST: tuple[Rule, ...] = (too_many_words,)
"""Rules for the last picture of a beat; those of `judge_colours` come to them."""

BRIEFLY = 0.6
"""Seconds for which moving type may be small, for it grows or shrinks, or pass under a plate."""
PASSING = ("small-type", "words-covered")


def lint_lesson(
    lesson_class: type[Lesson],
    params: LessonParams,
    look: Look,
    aspect: Aspect = "16:9",
    *,
    samples_per_second: float = 2,
    flashing: bool = True,
) -> list[Finding]:
    """Return the defects of a lesson, by time; none if it is fit for the lecture hall.

    Parameters
    ----------
    lesson_class, params, look
        What to run.
    aspect
        Width to height of the frame.
    samples_per_second
        How often pictures are looked at while something moves: a divisor of 10, or 0 for never.
    flashing
        Whether to look for flashes, for which all 10 pictures of a second are needed.

    Notes
    -----
    A mobject may declare, for itself and its family: ``lint_backing = True`` (a plate that words stand on:
    its border crosses no words), ``lint_bleed = True`` (it may reach into the margin), and ``lint_ignore``,
    a set of rules that do not hold for it. Opaque fills hide what lies under them, declared or not.
    """
    stride = round(SAMPLES_PER_SECOND / samples_per_second) if samples_per_second else 0
    lesson, pictures = watch(lesson_class, params, look, aspect, stride=1 if flashing else stride)
    return judge(lesson, pictures, stride=1 if stride and not flashing else stride, flashing=flashing)


def judge(
    lesson: Lesson, pictures: Sequence[Picture], *, stride: int = 2, flashing: bool = True
) -> list[Finding]:
    """Return the defects of a lesson that was watched, by time.

    Parameters
    ----------
    lesson, pictures
        What `watch` returned.
    stride
        One in so many of the pictures in motion is looked at; none for 0, and then how large things become
        is not asked either.
    flashing
        Whether to look for flashes as well: in all pictures, 10 of a second.
    """
    name = type(lesson).__name__
    if not pictures:
        return [Finding(name, 1, 0.0, 0.0, "empty-start", "first picture", "The lesson shows nothing.")]
    looked_at = _every(pictures, stride)
    findings = [
        *merge(name, [(pictures[0], empty_start(pictures[0]))]),
        *merge(name, ((picture, _all(ALWAYS, picture)) for picture in looked_at)),
        *merge(name, ((picture, _all(AT_REST, picture)) for picture in at_rest(pictures))),
        *judge_colours(lesson, pictures, flashing=flashing),
        *short_beats(lesson),
        *(grown_to_nothing(name, pictures) if stride else ()),
    ]
    resting = [picture for picture in pictures if picture.resting]
    kept = [finding for finding in findings if not _passes_by(finding, resting)]
    return sorted(kept, key=lambda finding: (finding.time, finding.rule, finding.name))


def judge_colours(lesson: Lesson, pictures: Sequence[Picture], *, flashing: bool = True) -> list[Finding]:
    """Return the defects that the theme brings: contrast at rest, and flashes where pictures move."""
    name, contrasts = type(lesson).__name__, contrast_rule(lesson.colours)
    seen = ((picture, contrasts(picture)) for picture in at_rest(pictures))
    return [*merge(name, seen), *merge(name, flashes(pictures) if flashing else ())]


def at_rest(pictures: Sequence[Picture]) -> list[Picture]:
    """Return the last picture of every beat."""
    return [list(beat)[-1] for _, beat in groupby(pictures, key=lambda picture: picture.beat)]


def watch(
    lesson_class: type[Lesson],
    params: LessonParams,
    look: Look,
    aspect: Aspect,
    *,
    stride: int = 1,
) -> tuple[Lesson, list[Picture]]:
    """Run a lesson from beginning to end and return it with its pictures, none of them painted.

    Parameters
    ----------
    lesson_class, params, look, aspect
        As for `lint_lesson`.
    stride
        While something moves, one in so many of the 10 pictures of a second is taken; none for 0.
    """
    with stage(*_SIZES[aspect], SAMPLES_PER_SECOND, _workshop()):
        watcher = Watcher(SAMPLES_PER_SECOND, stride)
        lesson = lesson_class(params, look, renderer=watcher)
        lesson.setup()
        lesson.construct()
    return lesson, watcher.pictures


@lru_cache(maxsize=1)
def _workshop() -> Path:
    """Return the folder in which Typst's outlines are kept as long as the program runs."""
    kept = ExitStack()
    atexit.register(kept.close)
    return kept.enter_context(scratch())


def _every(pictures: Sequence[Picture], stride: int) -> list[Picture]:
    """Return the pictures at rest and one in `stride` of those in motion (0: none), each until the next."""
    chosen: list[Picture] = []
    since = 0
    for picture in pictures:
        if picture.resting or (stride and since % stride == 0):
            chosen.append(picture)
        elif stride:
            chosen[-1] = replace(chosen[-1], seconds=chosen[-1].seconds + picture.seconds)
        since = 0 if picture.resting else since + 1
    return chosen


def _all(rules: Sequence[Rule], picture: Picture) -> list[Sighting]:
    return [sighting for rule in rules for sighting in rule(picture)]


def _passes_by(finding: Finding, resting: Sequence[Picture]) -> bool:
    """Tell whether type is small, or under a plate, only in passing: briefly, and never at rest."""
    if finding.rule not in PASSING or finding.duration >= BRIEFLY:
        return False
    end = finding.time + finding.duration
    return not any(finding.time <= picture.time < end for picture in resting)


__all__ = ["Aspect", "Finding", "at_rest", "judge", "judge_colours", "lint_lesson", "watch"]
