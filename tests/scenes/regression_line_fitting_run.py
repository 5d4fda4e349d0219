"""The run of RegressionLineFitting, told once for all claims on it, and from its defining formulas."""

from functools import cache

import numpy as np

from scenes.regression_line_fitting import RegressionLineFitting


@cache
def played(perform):
    """Play the lesson with its defaults; return it, and where its point was as its beats ended."""
    seen = []
    return perform(RegressionLineFitting, lambda told: seen.append(told.walk.point)), seen


def as_told(perform):
    """Return the default lesson, without what other tests have set in it."""
    lesson, _ = played(perform)
    lesson.detail.set_value(0.0)
    lesson.stage.squares.shown.set_value(1.0)
    return lesson


def at(lesson, time):
    lesson.clock.set_value(time)
    for part in (lesson.walk, lesson.panel, lesson.stage.equation, lesson.stage.height, lesson.stage.mean):
        part.update()
    return lesson


def data_of(lesson):
    """Return what the line is fitted to, taken from the parameters alone: the feature and y."""
    samples = lesson.given.samples
    x, y = np.array(samples.x), np.array(samples.y)
    return x, y


def gradient(point, x, y):
    gaps = point[0] * x + point[1] - y
    return np.array([2 * (gaps * x).sum() / len(x), 2 * gaps.sum() / len(x)])


def descended(lesson):
    """Return the points of the run, iterated here from the defining formulas."""
    x, y = data_of(lesson)
    points = [lesson.run.points[0]]
    for _ in range(lesson.last):
        points.append(points[-1] - lesson.fitting.rate * gradient(points[-1], x, y))
    return np.array(points)


def number(text):
    return float(text.strip("()").replace("−", "-"))
