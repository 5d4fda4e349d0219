"""What GradientArrow says of directions, tried or without one that is the steepest, and what must be so."""

import numpy as np

from tests.truth.claims import agrees, claim, number
from tests.truth.lands import RING
from tests.truth.lessons.gradient_arrow import NAME, both_slopes, change, eight, ground, point, scale, uphill


@claim("Walk {probe} each way, and read how the height changes.", lesson=NAME)
def _walk(told, probe) -> bool:
    return number(probe) == told.scene.given.probe and bool(np.isfinite(eight(told)).all())


@claim("Walk {probe} each way; in one direction there is no height.", lesson=NAME)
@claim("Walk {probe} each way; in {missing} directions there is no height.", lesson=NAME)
def _missing(told, probe, missing=1) -> bool:
    return number(probe) == told.scene.given.probe and int(np.isnan(eight(told)).sum()) == missing


@claim("None of the eight leads up: the steps are too long here.", lesson=NAME)
def _none(told) -> bool:
    found = eight(told)
    return bool(np.nanmax(found) < 0.005 * max(1.0, float(np.nanmax(np.abs(found)))))


@claim("Of the eight, one leads highest: {change}.", lesson=NAME)
def _highest(told, **values) -> bool:
    found = np.sort(eight(told)[np.isfinite(eight(told))])
    alone = len(found) == 1 or bool(found[-2] < found[-1])
    return agrees(values["change"].replace("+", ""), float(found[-1])) and alone


@claim("Of the eight, {alike} lead equally high: {change}.", lesson=NAME)
def _highest_of_many(told, alike, **values) -> bool:
    found, text = eight(told), values["change"].replace("+", "")
    alike_ones = sum(agrees(text, float(one), 0.51) for one in found if np.isfinite(one))
    return alike_ones >= alike > 1 and agrees(text, float(np.nanmax(found)))


@claim("That is where the gradient points.", lesson=NAME)
def _there(told) -> bool:
    turns = np.arange(8) * np.pi / 4
    best = max(np.stack([np.cos(turns), np.sin(turns)], axis=-1) @ uphill(told))
    return bool(np.degrees(np.arccos(min(best, 1.0))) <= 0.51)


def _along(told, sign: float = 1.0) -> float:
    return float(change(told, sign * uphill(told)))


@claim("Along the gradient the step leads to where there is no height.", lesson=NAME)
def _no_height_up(told) -> bool:
    return not np.isfinite(_along(told))


@claim("The way down is against it, yet so long a step leads to no height.", lesson=NAME)
def _no_height_down(told) -> bool:
    return not np.isfinite(_along(told, -1.0))


@claim("Turned a little, it leads as high: {change}.", lesson=NAME)
def _as_high(told, **values) -> bool:
    best, text = float(np.nanmax(eight(told))), values["change"].replace("+", "")
    return agrees(text, _along(told)) and agrees(text, best)


@claim("Turned a little, it leads higher: {change}.", lesson=NAME)
def _higher(told, **values) -> bool:
    return agrees(values["change"].replace("+", ""), _along(told)) and _along(told) > np.nanmax(eight(told))


@claim("Along the gradient: {change}. At a kink it need not be the best.", lesson=NAME)
def _kinked(told, **values) -> bool:
    return agrees(values["change"].replace("+", ""), _along(told)) and _along(told) < np.nanmax(eight(told))


@claim("Along the gradient: {change}. The ground bends; shorter steps favour the gradient.", lesson=NAME)
def _bends(told, **values) -> bool:
    near = told.scene.given.probe * 1e-4
    here, turns = ground(told), np.arange(64) * np.pi / 32
    around = here.heights(point(told) + near * np.stack([np.cos(turns), np.sin(turns)], axis=-1))
    along = float(here.heights(point(told) + near * uphill(told)))
    slack = 1e-3 * float(np.nanmax(np.abs(around - here.heights(point(told)))))
    return (
        agrees(values["change"].replace("+", ""), _along(told))
        and _along(told) < np.nanmax(eight(told))
        and along >= float(np.nanmax(around)) - slack
    )


@claim("The way down is against it; this step is too long to show it.", lesson=NAME)
def _too_long(told) -> bool:
    here, near = ground(told), point(told) - 1e-6 * told.scene.given.probe * uphill(told)
    down = here.heights(near) <= here.heights(point(told))
    return bool(down) and _along(told, -1.0) > -0.005 * max(1.0, float(np.nanmax(np.abs(eight(told)))))


@claim("The way down is against it: {change}.", lesson=NAME)
def _down(told, **values) -> bool:
    return agrees(values["change"], _along(told, -1.0)) and _along(told, -1.0) < 0.0


def _near(told, share: float = 1e-3) -> np.ndarray:
    """Return how the height changes close by in 360 directions, in units of the largest change."""
    here, turns = ground(told), np.arange(360) * np.pi / 180
    ways = np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    found = here.heights(point(told) + share * here.width * ways) - here.heights(point(told))
    return found / max(float(np.abs(found).max()), 1e-300)


@claim("It rises on every side: a valley floor, with no way down.", lesson=NAME)
def _valley(told) -> bool:
    return bool((eight(told) > 0).all() and (_near(told) > 0).all())


@claim("Close by it rises on every side: a valley floor, with no way down.", lesson=NAME)
def _valley_near(told) -> bool:
    return bool((_near(told) > 0).all())


@claim("It falls on every side: a summit, with no way up.", lesson=NAME)
def _summit(told) -> bool:
    return bool((eight(told) < 0).all() and (_near(told) < 0).all())


@claim("Close by it falls on every side: a summit, with no way up.", lesson=NAME)
def _summit_near(told) -> bool:
    return bool((_near(told) < 0).all())


@claim("It is level on every side.", lesson=NAME)
def _flat(told) -> bool:
    return bool((eight(told) == 0).all())


@claim("Close by it is level on every side.", lesson=NAME)
def _flat_near(told) -> bool:
    here = ground(told)
    return bool(
        (
            np.abs(here.heights(point(told) + 1e-4 * here.width * RING) - here.heights(point(told))) < 1e-9
        ).all()
    )


@claim("Close by it rises or is level: a long valley floor, with no way down.", lesson=NAME)
def _long_floor(told) -> bool:
    return bool((_near(told) > -1e-3).all() and (np.abs(_near(told)) < 1e-2).any())


@claim("Close by it falls or is level: the crest of a ridge, with no way up.", lesson=NAME)
def _crest(told) -> bool:
    return bool((_near(told) < 1e-3).all() and (np.abs(_near(told)) < 1e-2).any())


@claim("It rises on some sides and falls on others: a saddle.", lesson=NAME)
def _saddle(told) -> bool:
    found = eight(told)
    return bool((found > 0).any() and (found < 0).any()) and _saddle_near(told)


@claim("Close by it rises on some sides and falls on others: a saddle.", lesson=NAME)
@claim("Close by it rises on some sides and falls on others: no valley, no summit.", lesson=NAME)
def _saddle_near(told) -> bool:
    return bool((_near(told) > 0).any() and (_near(told) < 0).any())


@claim("The slope is too small here to be told from zero.", lesson=NAME)
def _tiny(told) -> bool:
    return bool(np.abs(told.scene.compass.gradient).max() <= 1e-8 * scale(told))


@claim("Where the gradient is zero, no direction is the steepest.", lesson=NAME)
def _nowhere(told) -> bool:
    return not told.scene.compass.slopes.any()


@claim("At a kink there is no one slope: the gradient there is a convention.", lesson=NAME)
def _convention(told) -> bool:
    jumps = [
        abs(right - left) > 0.005 * max(abs(left), abs(right))
        for left, right in (both_slopes(told, k) for k in (0, 1))
    ]
    return any(jumps)


@claim("The gradient points up the steepest way; descent goes against it.", lesson=NAME)
@claim("Steepest: along the gradient", lesson=NAME)
def _steepest(told) -> bool:
    near = 1e-5 * told.scene.given.probe
    here, turns = ground(told), np.arange(64) * np.pi / 32
    around = here.heights(point(told) + near * np.stack([np.cos(turns), np.sin(turns)], axis=-1))
    along = float(here.heights(point(told) + near * uphill(told)))
    rise = float(np.nanmax(around) - here.heights(point(told)))
    return along >= float(np.nanmax(around)) - 2e-2 * abs(rise) - 1e-12 * abs(
        float(here.heights(point(told)))
    )
