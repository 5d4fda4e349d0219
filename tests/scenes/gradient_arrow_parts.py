"""GradientArrow at (0.7, −0.7), told once for all claims on it, and its clocks."""

from functools import cache

import numpy as np

from gd_math.formula.parsing import parse_formula
from gd_math.functions.compass import DIRECTIONS
from scenes.gradient_arrow import GradientArrow

WAVES = parse_formula("sin(x) + cos(y) + 0.5*x", ("x", "y"))
POINT = np.array([0.7, -0.7])
GRADIENT = np.array([np.cos(0.7) + 0.5, -np.sin(-0.7)])
BEATS = []
"""What stood there as each beat of the default lesson ended."""


@cache
def played(perform):
    """Play the default lesson; each test sets the trackers it reads."""
    return perform(GradientArrow, note, captions=False)


def note(lesson):
    """Note what stands there as a beat ends."""
    stage, parts, probes = lesson.stage, lesson.stage.parts, lesson.stage.probes
    terrain, numbers = stage.terrain, stage.numbers
    clocks = probes.probed, parts.summed, parts.along_x, parts.along_y, parts.joined
    walked = lesson.beats[-1].caption.startswith("Walk")
    BEATS.append(
        {
            "clocks": [clock.get_value() for clock in clocks],
            "shown": [part in lesson.mobjects for part in (terrain, stage.map)],
            "view": (terrain.window, terrain.camera_now.scale, stage.hill.ball.place[:2].copy()),
            "middles": [np.array(place) for place in numbers.places[:8]],
            "halves": [numbers._half_of(number.text) for number in numbers.numbers[:8]],
            "probes": terrain.project(stage.land.on_ground(POINT + 0.5 * DIRECTIONS)) if walked else None,
            "height": getattr(lesson, "height", None) in lesson.mobjects,
            "labels": any(label in lesson.mobjects for label in getattr(lesson, "labels", ())),
        }
    )


def set_probes(stage, **values):
    for name, value in ({"parted": 0.0, "ended": 0.0, "shrunk": 0.0} | values).items():
        getattr(stage.probes, name).set_value(value)
    for part in (stage.above.rose, stage.hill.rose, stage.numbers):
        part.update()


def set_parts(stage, value):
    parts = stage.parts
    for tracker in (parts.along_x, parts.along_y, parts.summed, parts.grown, parts.joined, parts.opposed):
        tracker.set_value(value)
    stage.probes.judged.set_value(1.0)
    stage.probes.turned.set_value(1.0)
    for view in (stage.above, stage.hill):
        view.arrows.update()
