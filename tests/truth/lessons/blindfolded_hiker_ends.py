"""What BlindfoldedHiker says of how the walk ends, and what must be so."""

import numpy as np

from tests.truth.claims import agrees, claim, number
from tests.truth.ground import DEEP, deepest, no_minimum_downhill
from tests.truth.lessons.blindfolded_hiker import LESSON, in_picture, is_step, shown, valley_within
from tests.truth.lessons.one_curve import beyond, f, heights, last_step, slopes, width, xs


@claim("Step {step} leads to {name} = {x}: no ground, f is not defined there.", lesson=LESSON)
def no_ground(told, step, name, x):
    there = beyond(told)
    known = np.isfinite(f(told, there))
    return step == last_step(told) + 1 and agrees(x, there) and not known


@claim("Step {step} leads to {name} = {x}: there is no slope to feel.", lesson=LESSON)
def without_slope(told, step, name, x):
    there = beyond(told)
    known = np.isfinite(f(told, there)) and not np.isfinite(told.scene.objective.slope(there))
    return step == last_step(told) + 1 and agrees(x, there) and known


@claim("Step {step} falls off every scale: there is no bottom.", lesson=LESSON)
def no_bottom(told, step):
    way = f(told, np.linspace(xs(told)[-1], np.clip(beyond(told), -1e100, 1e100), 1001)[1:])
    return step == last_step(told) + 1 and np.nanmin(np.nan_to_num(way, nan=np.inf)) < -1e20


@claim("No slope here, so no step. But is this a valley?", lesson=LESSON)
def rests_on_no_valley(told):
    x = xs(told)[-1]
    around = f(told, x + width(told) * np.array([-1e-3, 1e-3, -1e-5, 1e-5]))
    return slopes(told)[-1] == 0 and not (around > heights(told)[-1]).all()


@claim("Level ground: no slope, no step. But is it the lowest?", lesson=LESSON)
def level(told):
    around = f(told, xs(told)[-1] + width(told) * np.array([-1e-3, 1e-3]))
    return slopes(told)[-1] == 0 and (around >= heights(told)[-1]).all()


@claim("Almost no slope: a valley. But is it the lowest?", lesson=LESSON)
def almost_no_slope(told):
    small = abs(slopes(told)[-1]) <= 0.11 * np.abs(slopes(told)).max()
    return small and in_picture(told) and valley_within(told, 0.05 * width(told))


@claim("The bottom of a valley is close. But is it the lowest?", lesson=LESSON)
def bottom_is_close(told):
    return in_picture(told) and valley_within(told, 0.05 * width(told))


@claim("Every step lands higher: this learning rate is too large.", lesson=LESSON)
def every_step_higher(told):
    return len(heights(told)) > 2 and bool((np.diff(heights(told)) > 0).all())


@claim("From step {step} on, every step lands higher: the learning rate is too large.", lesson=LESSON)
def higher_from(told, step):
    rises = np.diff(heights(told)) > 0
    return 1 < step < len(rises) and rises[step - 1 :].all() and not rises[step - 2]


@claim("The steps jump out of the picture: this learning rate is too large.", lesson=LESSON)
def jumps_out(told):
    return not in_picture(told) and heights(told)[-1] > heights(told)[0]


@claim("The walk has left the picture: no valley held it.", lesson=LESSON)
def no_valley_held_it(told):
    x, slope = xs(told)[-1], slopes(told)[-1]
    return not in_picture(told) and no_minimum_downhill(told.scene.objective, x, slope, width(told) + abs(x))


@claim("The walk has left the picture.", lesson=LESSON)
def left_the_picture(told):
    return not in_picture(told)


@claim(
    "After {count} step, hardly any way: the slope is only {slope}.",
    "After {count} steps, hardly any way: the slope is only {slope}.",
    lesson=LESSON,
)
def hardly_any_way(told, count, slope):
    way = abs(xs(told)[-1] - xs(told)[0])
    return count == last_step(told) and agrees(slope, slopes(told)[-1]) and way < 0.1 * width(told)


@claim(
    "After {count} step the slope is still {slope}: not at the bottom.",
    "After {count} steps the slope is still {slope}: not at the bottom.",
    lesson=LESSON,
)
def still_a_slope(told, count, slope):
    return count == last_step(told) and agrees(slope, slopes(told)[-1]) and number(slope) != 0


@claim("A kink: its slope is taken as zero, so no step. Is this a valley?", lesson=LESSON)
def kink(told):
    x, d = xs(told)[0], 1e-8 * width(told)
    before, after = (heights(told)[0] - f(told, x - d)) / d, (f(told, x + d) - heights(told)[0]) / d
    return slopes(told)[0] == 0 and abs(after - before) > 1e-6


def lowest_seen(told):
    """The lowest place in the picture that is lower than all around it, if there is one."""
    y = f(told, shown(told))
    inner = (
        np.flatnonzero((y[1:-1] <= y[:-2]) & (y[1:-1] <= y[2:]) & ((y[1:-1] < y[:-2]) | (y[1:-1] < y[2:])))
        + 1
    )
    x = shown(told)
    floors = [float(y[k]) for k in inner if deepest(told.scene.objective, x[k - 1], x[k + 1]) > DEEP]
    return min(floors, default=None)


@claim(
    "There is a lower valley: {lowest} instead of {here}.",
    "A valley is in sight, further down: {lowest} instead of {here}.",
    lesson=LESSON,
)
def lower_valley(told, lowest, here):
    found = lowest_seen(told)
    near = found is not None and abs(found - number(lowest)) < 3e-2 * abs(found - number(here)) + 1e-9
    return near and agrees(here, heights(told)[-1]) and number(lowest) < number(here)


@claim("Gradient descent finds a valley, not always the lowest.", lesson=LESSON)
def found_a_valley(told):
    lowest = lowest_seen(told)
    return lowest is not None and lowest < heights(told)[-1] and valley_within(told, 0.05 * width(told))


@claim("No valley in sight is lower. In the fog, nobody could know.", lesson=LESSON)
def none_is_lower(told):
    y, lowest = f(told, shown(told)), lowest_seen(told)
    x = xs(told)[-1] + np.linspace(-0.05, 0.05, 4001) * width(told)
    here = min(float(np.nanmin(f(told, x))), heights(told)[-1])
    return lowest is None or lowest > here - 0.02 * np.ptp(y[np.isfinite(y)])


@claim("Too large a learning rate leaps out of the valley.", lesson=LESSON)
def leaps_out(told):
    x, way = xs(told)[0], -np.sign(slopes(told)[0])
    y = f(
        told, x + way * np.concatenate([np.linspace(0, 3, 20001), np.geomspace(3, 1e4, 400)]) * (width(told))
    )
    turns = np.flatnonzero(np.diff(y) >= 0)
    return len(turns) > 0 and np.isfinite(y[: turns[0] + 1]).all()


@claim("This is no valley. The slope alone could not tell.", lesson=LESSON)
def no_valley(told):
    around = f(told, xs(told)[-1] + width(told) * np.array([-1e-3, 1e-3])) - heights(told)[-1]
    return slopes(told)[-1] == 0 and ((around < 0).any() or (around == 0).all())


@claim("A kink has no one slope: the height rises from {before} to {after}.", lesson=LESSON)
def kink_misleads(told, before, after):
    x, d = xs(told)[0], 1e-8 * width(told)
    sides = (heights(told)[0] - f(told, x - d)) / d, (f(told, x + d) - heights(told)[0]) / d
    turned = abs(sides[1] - sides[0]) > 1e-3 * max(map(abs, sides))
    return is_step(told, before, after) and number(after) > number(before) and turned


@claim("Down is against the slope", lesson=LESSON)
def against(told):
    """Every step of the walk goes against the slope that was felt."""
    with np.errstate(all="ignore"):
        along = np.diff(xs(told)) * slopes(told)[:-1]
    return not (along > 0).any()
