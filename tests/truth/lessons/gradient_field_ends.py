"""What GradientField says of where its walkers end, and what must be so."""

import numpy as np

from tests.truth.claims import agrees, claim, number
from tests.truth.lessons.gradient_field import NAME, ends


@claim("One start: against the gradient into a valley, along it to a summit.", lesson=NAME)
def _both(told) -> bool:
    chosen = told.scene.walks.chosen
    return all(here.ground.in_valley(here.last[chosen]) for here in (ends(told), ends(told, -1.0)))


def _counted(told, sign, arrived, count, gone, lost, steps, **_) -> bool:
    here = ends(told, sign)
    return (
        here.arrived(arrived)
        and count == here.count
        and gone == int(here.gone.sum())
        and lost == int(here.lost.sum())
        and steps == here.run.steps_taken
    )


@claim("Gradient descent: each path ends in a valley.", lesson=NAME)
@claim("Gradient descent: the path follows the turned arrows into a valley.", lesson=NAME)
def _all_down(told) -> bool:
    return ends(told).arrived(ends(told).count)


@claim("Each path ends in a valley; off-map dots: {gone}.", lesson=NAME)
def _all_down_but_dots(told, gone) -> bool:
    return _all_down(told) and gone == _dots_off_map(told, 1.0)


def _dots_off_map(told, sign) -> int:
    stage = told.scene.stage
    walk = stage.falling if sign > 0 else stage.rising
    run = stage.swarm(walk, sign).run
    low, high = np.transpose(stage.whole_view)
    last = run.points[np.asarray(run.lengths) - 1, np.arange(run.points.shape[1])]
    return int((~((low <= last) & (last <= high)).all(axis=-1)).sum())


@claim("Each path ends on a summit; off-map dots: {gone}.", lesson=NAME)
def _all_up_but_dots(told, gone) -> bool:
    return _all_up(told) and gone == _dots_off_map(told, -1.0)


@claim("Gradient ascent: each path ends on a summit.", lesson=NAME)
@claim("Gradient ascent: the path follows the arrows to a summit.", lesson=NAME)
def _all_up(told) -> bool:
    return ends(told, -1.0).arrived(ends(told).count)


@claim("{arrived} of {count} reach a valley; {lost} step where f is not defined.", lesson=NAME)
@claim(
    "{arrived} of {count} reach a valley; off the map: {gone}; {lost} step where f is not defined.",
    lesson=NAME,
)
@claim("Gradient descent: {arrived} of {count} reach a valley; off the map: {gone}.", lesson=NAME)
@claim("Gradient descent: by step {steps}, {arrived} of {count} have reached a valley.", lesson=NAME)
def _some_down(told, **values) -> bool:
    return _counted(told, 1.0, **values)


@claim("{arrived} of {count} reach a summit; {lost} step where f is not defined.", lesson=NAME)
@claim(
    "{arrived} of {count} reach a summit; off the map: {gone}; {lost} step where f is not defined.",
    lesson=NAME,
)
@claim("Gradient ascent: {arrived} of {count} reach a summit; off the map: {gone}.", lesson=NAME)
@claim("Gradient ascent: by step {steps}, {arrived} of {count} have reached a summit.", lesson=NAME)
def _some_up(told, **values) -> bool:
    return _counted(told, -1.0, **values)


def _jump(told, sign, jumping) -> bool:
    return ends(told, sign).jumping >= jumping > 0


@claim("Gradient descent: {arrived} of {count} reach a valley; jumping to and fro: {jumping}.", lesson=NAME)
def _jumping_down(told, jumping, **values) -> bool:
    return _counted(told, 1.0, **values) and _jump(told, 1.0, jumping)


@claim("Gradient ascent: {arrived} of {count} reach a summit; jumping to and fro: {jumping}.", lesson=NAME)
def _jumping_up(told, jumping, **values) -> bool:
    return _counted(told, -1.0, **values) and _jump(told, -1.0, jumping)


@claim("Gradient descent: the valley is a line; {arrived} of {count} rest on it.", lesson=NAME)
@claim("The valley is a line: {arrived} of {count} rest on it; off the map: {gone}.", lesson=NAME)
def _line_down(told, **values) -> bool:
    return _counted(told, 1.0, **values) and ends(told).on_line()


@claim("Gradient ascent: the summit is a ridge; {arrived} of {count} rest on it.", lesson=NAME)
@claim("The summit is a ridge: {arrived} of {count} rest on it; off the map: {gone}.", lesson=NAME)
def _line_up(told, **values) -> bool:
    return _counted(told, -1.0, **values) and ends(told, -1.0).on_line()


@claim("Gradient descent: {arrived} of {count} rest on a level valley floor.", lesson=NAME)
def _floor_down(told, **values) -> bool:
    return _counted(told, 1.0, **values)


@claim("Gradient ascent: {arrived} of {count} rest on level heights.", lesson=NAME)
def _floor_up(told, **values) -> bool:
    return _counted(told, -1.0, **values)


@claim("Gradient descent: no valley on this map; off the map: {gone} of {count}.", lesson=NAME)
def _none_down(told, **values) -> bool:
    return _counted(told, 1.0, **values) and not len(ends(told).ground.valleys())


@claim("Gradient ascent: no summit on this map; off the map: {gone} of {count}.", lesson=NAME)
def _none_up(told, **values) -> bool:
    return _counted(told, -1.0, **values) and not len(ends(told, -1.0).ground.valleys())


def _leads(told, sign: float) -> bool:
    here = ends(told, sign)
    first, last = here.ground.heights(here.run.points[0]), here.ground.heights(here.last)
    rest = not (here.gone.any() or here.lost.any() or here.surely.any())
    return rest and not len(here.ground.valleys()) and bool((last <= first).all())


def _leaps(told, sign: float) -> bool:
    here = ends(told, sign)
    first, last = here.ground.heights(here.run.points[0]), here.ground.heights(here.last)
    return not len(here.ground.valleys()) and bool((last > first).any())


@claim("Gradient descent: no valley on this map; steps so long also lead up.", lesson=NAME)
def _leaps_down(told) -> bool:
    return _leaps(told, 1.0)


@claim("Gradient ascent: no summit on this map; steps so long also lead down.", lesson=NAME)
def _leaps_up(told) -> bool:
    return _leaps(told, -1.0)


@claim("Gradient descent: no valley on this map, so the paths just lead down.", lesson=NAME)
def _leads_down(told) -> bool:
    return _leads(told, 1.0)


@claim("Gradient ascent: no summit on this map, so the paths just lead up.", lesson=NAME)
def _leads_up(told) -> bool:
    return _leads(told, -1.0)


@claim("Gradient ascent: without a slope nobody moves.", lesson=NAME)
def _still_up(told) -> bool:
    return ends(told, -1.0).still


def _too_fast(told, sign, rate, limit) -> bool:
    here = ends(told, sign)
    limits = [2 / here.ground.largest_curvature(valley) for valley in here.ground.valleys()]
    good = [one for one in limits if 0 < one < 1e5]
    return (
        agrees(rate, told.scene.given.learning_rate)
        and number(limit) < number(rate)
        and abs(number(limit) - max(good)) <= 0.02 * max(good)
        and not here.surely.any()
    )


@claim("No walk settles in a valley here: the rate {rate} is above 2/L = {limit}.", lesson=NAME)
def _too_fast_down(told, rate, limit) -> bool:
    return _too_fast(told, 1.0, rate, limit)


@claim("No climb settles on a summit here: the rate {rate} is above 2/L = {limit}.", lesson=NAME)
def _too_fast_up(told, rate, limit) -> bool:
    return _too_fast(told, -1.0, rate, limit)
