"""What is so of balls and curves, recomputed from values and raw arrays for the claims of several lessons."""

from typing import Any

import numpy as np

from tests.truth.poles import plunges

NEAR = 0.03
"""A ball within this share of the picture's width of a valley is in it."""
SAMPLES = 20001
Interval = tuple[float, float]


def finite_values(f: Any, x: Any) -> np.ndarray:
    """Return f(x), nan where it is not finite."""
    with np.errstate(all="ignore"):
        heights = np.asarray(f(np.asarray(x, dtype=float)), dtype=float)
    return np.where(np.isfinite(heights), heights, np.nan)


def valleys_by_value(f: Any, low: float, high: float) -> list[tuple[float, float, float]]:
    """Return (first, last, height) of runs of samples that are lower than what lies to both sides."""
    x = np.linspace(low, high, SAMPLES)
    heights = finite_values(f, x)
    found, k = [], 0
    while k < SAMPLES:
        if np.isnan(heights[k]):
            k += 1
            continue
        last = k
        while last + 1 < SAMPLES and abs(heights[last + 1] - heights[k]) <= 4e-16 * abs(heights[k]):
            last += 1
        lower = (k > 0 and heights[k - 1] < heights[k]) or (
            last + 1 < SAMPLES and heights[last + 1] < heights[last]
        )
        if lower:
            k = last + 1
            continue
        left = _beside(f, x, heights, k, -1)
        right = _beside(f, x, heights, last, 1)
        wide = last > k + 2
        if (left == "up" or (left == "picture" and wide)) and (
            right == "up" or (right == "picture" and wide)
        ):
            found.append((float(x[k]), float(x[last]), float(heights[k])))
        k = last + 1
    return [valley for valley in found if valley[1] - valley[0] < high - low]


def _beside(f: Any, x: np.ndarray, heights: np.ndarray, k: int, side: int) -> str:
    """Tell what lies beside a sample: up, down, the picture's edge; an end to which f falls counts as up."""
    spacing = x[1] - x[0]
    there = x[k] + side * spacing
    inside = 0 <= k + side < len(x)
    beside = heights[k + side] if inside else finite_values(f, [x[k] + side * 1e-6 * spacing])[0]
    if not np.isnan(beside):
        if not inside:
            return "picture"
        return "up" if beside > heights[k] and not _pole(f, x[k], heights[k], spacing) else "down"
    inner, outer = x[k], there
    for _ in range(100):
        middle = (inner + outer) / 2
        if np.isnan(finite_values(f, [middle])[0]):
            outer = middle
        else:
            inner = middle
    closer = finite_values(f, inner + (x[k] - side * spacing - inner) * 10.0 ** -np.arange(0.0, 10.0))
    drops = -np.diff(closer[~np.isnan(closer)])
    return "down" if len(drops) > 3 and drops[-1] > 0.5 * abs(drops[1]) else "up"


def _pole(f: Any, x: float, height: float, spacing: float) -> bool:
    """Tell whether the curve goes far below a sample between it and its neighbours."""
    rise, low, reach = (
        float(np.nanmax(finite_values(f, [x - spacing, x + spacing]))) - height,
        height,
        spacing,
    )
    for _ in range(5):
        near = np.linspace(x - reach, x + reach, 401)
        heights = finite_values(f, near)
        if np.isnan(heights).all():
            return False
        x, low, reach = near[np.nanargmin(heights)], float(np.nanmin(heights)), reach / 50
    return low < height - 20 * abs(rise) - 1e-9


def falls_for_ever(f: Any, x: float, width: float) -> bool:
    """Tell whether the curve goes down from x without a rise, far beyond the picture or into a pole."""
    aside = 1e-7 * max(width, abs(x))
    left, right = finite_values(f, [x - aside, x + aside])
    side = 1.0 if right < left else -1.0
    way = np.concatenate([np.linspace(0.0, 2.0, 4001), np.geomspace(2.0, 1e3, 2000)]) * width
    heights = finite_values(f, x + side * way)
    ends = np.flatnonzero(np.isnan(heights))
    if len(ends):
        heights = heights[: ends[0]]
    slack = 1e-12 * np.nanmax(np.abs(heights), initial=0.0)
    rises = np.flatnonzero(np.diff(heights) > slack)
    if not len(rises):
        return True
    first, last = (x + side * way[k] for k in (max(rises[0] - 1, 0), rises[0] + 1))
    return plunges(f, first, last)


def descent(f: Any, x: np.ndarray, rate: float, steps: int) -> np.ndarray:
    """Return where balls are after many steps; nan where they have left."""
    x = np.asarray(x, dtype=float).copy()
    with np.errstate(all="ignore"):
        for _ in range(steps):
            x = x - rate * f.slope(x)
            x = np.where(np.isfinite(f(x)) & (np.abs(f(x)) < 1e30), x, np.nan)
    return x


def in_valley(valleys: list[tuple[float, float, float]], x: np.ndarray, width: float) -> np.ndarray:
    """Return the index of the valley within reach of each place, −1 without one."""
    if not valleys:
        return np.full(np.shape(x), -1)
    away = np.array([np.maximum(np.maximum(low - x, x - high), 0.0) for low, high, _ in valleys])
    away = np.where(np.isnan(away), np.inf, away)
    return np.where(away.min(axis=0) <= NEAR * width + 1e-9, away.argmin(axis=0), -1)


def resting(run: Any, k: int, width: float) -> bool:
    """Tell whether the last step of a run of a batch is short, or no slope asks for another one."""
    if run.endings[k] >= 3:
        return False
    points = run.points[: int(run.lengths[k]), k]
    if not np.any(run.gradients[len(points) - 1, k]):
        return True
    moves = np.linalg.norm(np.diff(points, axis=0), axis=-1)
    return not len(moves) or bool(moves[-1] <= NEAR * width)


def raw(run: Any, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return points and values of one run of a batch."""
    count = int(run.lengths[k])
    return run.points[:count, k], run.values[:count, k]


def fell(f: Any, run: Any, k: int, width: float) -> bool:
    """Tell whether a ball goes down, or has gone, where no minimum is."""
    points, values = raw(run, k)
    if run.endings[k] >= 3:
        beyond = finite_values(f, run.beyond[k, :1])[0] if points.shape[1] == 1 else np.nan
        return bool(np.isnan(beyond) or beyond < values[0] or values[-1] < values[0])
    down = len(values) < 2 or values[-1] < values[-2]
    return bool(down and (points.shape[1] > 1 or falls_for_ever(f, float(points[-1, 0]), width)))


def climbed(run: Any, k: int) -> bool:
    """Tell whether a ball rises with its last steps, above its start, or is gone."""
    _, values = raw(run, k)
    if run.endings[k] >= 3:
        return len(values) < 2 or bool(values[-1] >= values[0])
    return bool((np.diff(values)[-2:] > 0).all() and values[-1] > values[0])


def lost(f: Any, run: Any, k: int) -> bool:
    """Tell whether a step led to where f has no value."""
    return bool(run.endings[k] >= 3 and np.isnan(finite_values(f.value, run.beyond[k])))


def repeats(run: Any, k: int) -> bool:
    """Tell whether the last places of a run come again and again, up to eight of them."""
    points, _ = raw(run, k)
    for p in range(2, 9):
        if (
            len(points) > p
            and np.abs(points[-1] - points[-1 - p]).max() <= 1e-6 * np.ptp(points, axis=0).max()
        ):
            return bool(np.abs(points[-1] - points[-2]).max() > 0)
    return False


def level_here(f: Any, run: Any, k: int) -> bool:
    """Tell whether the slope is 0 where a run stopped."""
    points, _ = raw(run, k)
    return not np.any(f.gradient(points[-1]))


def lower_beside(f: Any, place: np.ndarray, width: float) -> bool:
    """Tell whether a place has lower ones beside it, or level ground."""
    around = [f.value(place + s * 1e-3 * width * e) for e in np.eye(len(place)) for s in (-1.0, 1.0)]
    here = float(f.value(place))
    return bool(min(around) < here or max(around) <= here)


def hardly_moves(run: Any, k: int, width: float) -> bool:
    """Tell whether the last step of a run is tiny beside the picture."""
    points, _ = raw(run, k)
    return len(points) < 2 or bool(np.linalg.norm(points[-1] - points[-2]) <= 0.005 * width)


def still_moves(run: Any, k: int) -> bool:
    """Tell whether a run that used up its steps was moving."""
    points, _ = raw(run, k)
    return bool(run.endings[k] < 3 and (len(points) < 2 or np.any(points[-1] != points[-2])))


GROUPS = {
    "{who} falls without end: no minimum lies below it.": lambda f, run, k, w: fell(f, run, k, w),
    "{who} climbs away: the steps are too long.": lambda f, run, k, w: climbed(run, k),
    "{who} steps to where f is not defined, and is lost.": lambda f, run, k, w: lost(f, run, k),
    "{who} comes to a place where f has no slope.": lambda f, run, k, w: run.endings[k] >= 3,
    "{who} jumps to and fro between the same places.": lambda f, run, k, w: repeats(run, k),
    "{who} stands where the slope is 0, but at no minimum.": lambda f, run, k, w: (
        level_here(f, run, k) and lower_beside(f, raw(run, k)[0][-1], w)
    ),
    "{who} stands on a kink: there the slope counts as 0.": lambda f, run, k, w: level_here(f, run, k),
    "{who} hardly moves: each step is tiny.": lambda f, run, k, w: hardly_moves(run, k, w),
    "{who} has come to a minimum outside the picture.": lambda f, run, k, w: resting(run, k, w),
    "{who} is still moving when the steps are used up.": lambda f, run, k, w: still_moves(run, k),
}
"""What the sentence on a group of balls claims of each of them; the plural says the same."""
PLURALS = {
    "{who} fall without end: no minimum lies below them.": (
        "{who} falls without end: no minimum lies below it."
    ),
    "{who} climb away: the steps are too long.": "{who} climbs away: the steps are too long.",
    "{who} step to where f is not defined, and are lost.": (
        "{who} steps to where f is not defined, and is lost."
    ),
    "{who} come to a place where f has no slope.": "{who} comes to a place where f has no slope.",
    "{who} jump to and fro between the same places.": "{who} jumps to and fro between the same places.",
    "{who} stand where the slope is 0, but at no minimum.": (
        "{who} stands where the slope is 0, but at no minimum."
    ),
    "{who} stand on a kink: there the slope counts as 0.": (
        "{who} stands on a kink: there the slope counts as 0."
    ),
    "{who} hardly move: each step is tiny.": "{who} hardly moves: each step is tiny.",
    "{who} have come to a minimum outside the picture.": "{who} has come to a minimum outside the picture.",
    "{who} are still moving when the steps are used up.": (
        "{who} is still moving when the steps are used up."
    ),
}


def group_holds(source: str, f: Any, run: Any, count: int, who: str, width: float) -> bool:
    """Tell whether at least so many balls did what a sentence on a group of `count` says."""
    balls = run.points.shape[1]
    check = GROUPS[PLURALS.get(source, source)]
    names = {1: "One of the two balls", 2: "Both balls"} if balls == 2 else {balls: f"All {balls} balls"}
    expected = "The ball" if balls == 1 else names.get(count, f"{count} of {balls} balls")
    return who == expected and sum(bool(check(f, run, k, width)) for k in range(balls)) >= count
