"""The map and the arrows of GradientField, as its tests look at them."""

import numpy as np

from gd_math.functions.hills import SineHills

HILLS = SineHills.seeded(31)


def places(x_range, y_range):
    low, high = np.transpose([x_range, y_range])
    edge = 0.06 * (high - low)
    return np.random.default_rng(26848).uniform(low + edge, high - edge, (5, 2))


def look_at(lesson, view):
    plot = lesson.stage.map
    plot.look_at(plot.made(plot.box, *view).area, *view)


def set_field(lesson, view=None, **values):
    look_at(lesson, view or lesson.stage.whole_view)
    for name, value in values.items():
        getattr(lesson.stage, name).set_value(value)
    lesson.stage.field.update()
    return lesson.stage.field
