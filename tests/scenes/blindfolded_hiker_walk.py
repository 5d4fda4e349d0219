"""The film of BlindfoldedHiker, told once for all claims on it, and its clock."""

import itertools
from functools import cache

import numpy as np
import pytest

from gd_math.functions.hills import MountainRange
from scenes.blindfolded_hiker import BlindfoldedHiker

MOUNTAINS = MountainRange()


@cache
def told_once(perform):
    """Tell the default lesson; return it with what was seen as each beat ended."""
    told = {"positions": [], "fog": []}

    def look(lesson):
        told["positions"].append(lesson.descent.x)
        told["fog"].append(lesson.fog.opacity)
        told["marks"] = next((m for m in lesson.mobjects if m.name == "valley marks"), None)

    return told | {"lesson": perform(BlindfoldedHiker, look)}


def in_fog_again(perform):
    """Return the default lesson, with its fog."""
    lesson = told_once(perform)["lesson"]
    lesson.lift.set_value(0.0)
    lesson.descent.sight.set_value(0.0)
    return lesson


def tells_a_whole_story(lesson):
    assert lesson.beats[0].start == 0.0
    for one, next_one in itertools.pairwise(lesson.beats):
        assert one.end == pytest.approx(next_one.start)
    return 15 <= lesson.seconds <= 75


def at(lesson, time):
    lesson.clock.set_value(time)
    lesson.descent.trail.update()
    lesson.facts.update()
    lesson.rule.update()
    lesson.fog.update()
    return lesson


def height(lesson, across):
    """Return the height on screen of the graph, by the function itself."""
    x = lesson.plot.read(np.array([across, 0.0, 0.0]))[0]
    return lesson.plot.at(x, float(lesson.objective(float(x))))[1]


def number(text):
    return float(text.strip("()").replace("−", "-"))
