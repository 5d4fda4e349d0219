"""The article's run and ContourDescent's own, told once for all claims on them, and from their formulas."""

import numpy as np
import pytest

from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.contour_descent import ContourDescent

LAST, NEAR_SINCE, EXACT_LAST = 6962, 1954, 8529
"""With the article's threshold of 10⁻¹⁹."""
CRAWLED, FIRST_BELOW = 180, 5025
"""The step after which the way left is measured; the last one with the threshold of 10⁻¹²."""


def samples(seed):
    """Return x and y as the article makes them, seeded."""
    x = np.arange(start=0, stop=5, step=0.01)
    generator = np.random.default_rng(seed)
    slopes = generator.normal(loc=1, scale=0.1, size=500)
    return x, slopes * x + generator.normal(loc=5, scale=0.2, size=500)


def iterated(seed, slope=-10.0, intercept=10.0, rate=0.01, threshold=10e-20, most=10_000):
    """Return the points of the article's loop, its sums and its stopping rule."""
    (x, y), points, change = samples(seed), [(slope, intercept)], 999999.0
    while change > threshold and len(points) <= most:
        m, c = points[-1]
        d_m = np.sum((m * x + c - y) * x) * (2 / len(x))
        d_c = np.sum(m * x + c - y) * (2 / len(x))
        points.append((m - rate * d_m, c - rate * d_c))
        change = abs(m - points[-1][0])
    return np.array(points)


def solution(seed=68):
    x, y = samples(seed)
    return np.linalg.lstsq(np.column_stack([x, np.ones_like(x)]), y, rcond=None)[0]


def hessian():
    x, _ = samples(68)
    return 2 / 500 * np.array([[x @ x, x.sum()], [x.sum(), 500]])


def number(text):
    mantissa, _, power = text.strip("()").replace("−", "-").partition("×10")
    return float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")) or 0)


def watched(perform, look=None, **params):
    """Play a lesson; return it, its clock and point as beats ended, and its clock at every play."""
    seen, runs, original = [], [], ContourDescent.play
    lines.clear()

    def play(self, *moves, **kwargs):
        before, start = float(super(SpeedingClock, self.clock).get_value()), self.seconds
        original(self, *moves, **kwargs)
        after = float(super(SpeedingClock, self.clock).get_value())
        runs.append((self.clock.speed, after - before, self.seconds - start, after))

    def at_beat(lesson):
        seen.append((lesson.clock.step, lesson.stage.walk.point))
        line = lesson.staging.line
        if line is not None:
            x, y = samples(68)
            slope, intercept = np.polyfit(*line.plot.read(line.line.points[[0, -1]]).T, 1)
            gaps = line.plot.read(line.gaps.points.reshape(-1, 4, 3)[:, [0, -1]])
            lines.append((slope, intercept, gaps, x[line.chosen], y[line.chosen], lesson.clock.step))
        if look is not None:
            look(lesson)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ContourDescent, "play", play)
        lesson = perform(ContourDescent, at_beat, captions=False, **params)
    return lesson, seen, runs


told, short, lines = {}, {}, []
"""What the article's run and the lesson's own one have shown: each is told once for all claims on it."""


def told_of_the_article(perform):
    """Return the lesson as it is told of the article's run."""
    if not told:
        played, seen, runs = watched(perform, precision=True, threshold=1e-19)
        told.update(lesson=played, seen=seen, runs=runs, points=iterated(68))
    return told["lesson"]


def told_by_default(perform):
    """Return the lesson as it is told by default, and note what stands there as its beats end."""
    if not short:
        beats = []

        def look(lesson):
            stage, curve = lesson.stage, lesson.stage.changes
            beats.append(
                {
                    "shown": [part in lesson.mobjects for part in (stage.map, curve)],
                    "view": stage.map.x_range,
                    "best": stage.map.read(stage.exact.place),
                    "ball": stage.map.read(stage.walk.ball.place),
                    "limit": curve.limit in lesson.mobjects and lesson.clock.step < lesson.run.steps_taken,
                    "numbered": [one in curve.plot.numbers for one in curve.steps_told],
                    "changes": curve.plot.x_range,
                    "beads": curve.plot.read(curve.beads.places),
                    "level": curve.limit[0].get_center(),
                    "page": lesson.zone.shown,
                    "words": [float(one.get_bottom()[1]) - curve.plot.area.bottom for one in curve.limit[1:]],
                }
            )

        played, _, runs = watched(perform, look)
        short.update(lesson=played, beats=beats, runs=runs, lines=list(lines))
    return short["lesson"]


def at(lesson, time, speed=0.0):
    lesson.clock.speed = speed
    lesson.clock.set_value(time)
    stage = lesson.stage
    for part in (stage.walk, stage.changes, stage.face):
        part.update()
    return lesson
