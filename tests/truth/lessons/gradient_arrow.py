"""What GradientArrow says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.functions import LANDS
from tests.truth.lands import RING, Ground

NAME = "GradientArrow"
NAMED = [
    "waves", "bowl", "hills", "saddle", "himmelblau", "rosenbrock", "theta_0^2 + 0.001theta_1", "(w - b)^2",
    "abs(x - y)", "max(x, 2x) + y", "x^3 - 3x*y^2", "x^3 + y", "-(x - y)^2", "sqrt(4 - x^2 - y^2)",
    "x^4 + y^2", "1000000*x + y", "0.00001*(x + y)",
]  # fmt: skip

FILMS[NAME] = st.fixed_dictionaries(
    {
        "function": st.sampled_from(LANDS + NAMED),
        "x": st.sampled_from([0.8, 0.0, 1.0, -1.0, 2.0, 0.1, 3.0, -4.0, 20.0]),
        "y": st.sampled_from([-0.6, 0.0, 1.0, -1.0, 2.0, 1.5, 3.0]),
        "probe": st.sampled_from([0.5, 0.5, 0.01, 0.1, 2.0, 30.0]),
    }
)

nothing(
    NAME,
    "change of height",
    "A ball on a land. Is there a way up?",
    "Predict: does one of these eight directions lead up?",
    "Predict: which of these eight directions leads highest?",
)


def ground(told) -> Ground:
    land = told.scene.stage.land
    return Ground(land.objective, (land.x_range, land.y_range))


def point(told) -> np.ndarray:
    return np.array([told.scene.given.x, told.scene.given.y])


def both_slopes(told, axis: int, share: float = 1e-5) -> tuple[float, float]:
    """Return the slopes to the left and to the right along an axis."""
    h, here = share * told.scene.given.probe, ground(told).heights(point(told))
    right, left = (
        float(ground(told).heights(point(told) + s * h * np.eye(2)[axis]) - here) / (s * h) for s in (1, -1)
    )
    return left, right


def slope(told, axis: int) -> float:
    return float(np.mean(both_slopes(told, axis)))


def scale(told) -> float:
    """Return what counts as a slope here: what the probes find."""
    around = change(told, RING)
    return float(np.nanmax(np.abs(around))) / told.scene.given.probe


def axis_of(told, name: str) -> int:
    plain = [
        name_.replace("theta_0", "θ₀").replace("theta_1", "θ₁")
        for name_ in told.scene.compass.objective.variables
    ]
    return plain.index(name)


def change(told, ways) -> np.ndarray:
    here = ground(told)
    with np.errstate(all="ignore"):
        found = here.heights(point(told) + told.scene.given.probe * np.asarray(ways)) - here.heights(
            point(told)
        )
    return np.where(np.isfinite(found), found, np.nan)


def eight(told) -> np.ndarray:
    turns = np.arange(8) * np.pi / 4
    return change(told, np.stack([np.cos(turns), np.sin(turns)], axis=-1))


def uphill(told) -> np.ndarray:
    way = told.scene.compass.gradient
    return way / np.linalg.norm(way)


def same(text, value: float, told) -> bool:
    """Tell whether a printed slope is a measured one, as exactly as differences can tell."""
    return agrees(text, value, 0.52) or abs(number(str(text)) - value) <= 1e-3 * abs(value) + 1e-7 * scale(
        told
    )


@claim("A ball on a hillside. Which way up is the steepest?", lesson=NAME)
def _slopes(told) -> bool:
    return bool(told.scene.compass.slopes.any())


@claim("From above: along a contour the height stays the same.", lesson=NAME)
def _contours(told) -> bool:
    plot, here = told.scene.stage.map, ground(told)
    cell = max(np.ptp(plot.x_range), np.ptp(plot.y_range)) / 160
    for level, pieces in zip(plot.levels, plot.curves, strict=True):
        points = plot.read(np.concatenate([np.zeros((0, 3)), *pieces]))
        slopes = np.linalg.norm(here.slope(points), axis=-1)
        away = np.abs(here.heights(points) - level) / np.maximum(slopes, 1e-9)
        if len(away) and np.nanmedian(away) > cell:
            return False
    return True


@claim("From above: along this contour f stays {height}.", lesson=NAME)
def _this_contour(told, height) -> bool:
    here, ways = ground(told), told.scene.stage.level_line.ways
    at = float(here.heights(point(told)))
    largest = float(np.nanmax(np.abs(eight(told))))
    printed = agrees(height, at) or (number(height) == 0.0 and abs(at) <= 1e-8 * largest)
    return printed and len(ways) > 0 and _contours(told)


@claim("The gradient crosses it at a right angle.", lesson=NAME)
def _crosses(told) -> bool:
    stage, here, way = told.scene.stage, ground(told), uphill(told)
    across, near = np.array([-way[1], way[0]]), 1e-4 * told.scene.given.probe
    ups, sides = (
        np.abs(here.heights(point(told) + near * np.stack([one, -one])) - here.heights(point(told)))
        for one in (way, across)
    )
    line = np.concatenate([[point(told)], *[drawn[1:] for drawn in stage.level_line.ways]])
    level = np.abs(here.heights(line) - here.heights(point(told)))
    slopes = np.linalg.norm(here.slope(line), axis=-1)
    cell = np.ptp(stage.map.x_range) / 160
    even = np.isclose(stage.map.length(1.0), stage.map.at(0.0, 1.0)[1] - stage.map.at(0.0, 0.0)[1])
    straight = float(sides.max()) <= 0.02 * float(ups.min()) + 1e-14 * abs(float(here.heights(point(told))))
    return bool(even) and straight and bool(np.nanmedian(level / np.maximum(slopes, 1e-9)) <= cell)


@claim("Now the rise per unit, while the step shrinks.", lesson=NAME)
def _rise_per_unit(told) -> bool:
    here, scene = ground(told), told.scene
    for reach in (1.0, 0.5, 0.1, 0.02):
        step = reach * scene.given.probe
        rise = float(here.heights(point(told) + step * uphill(told)) - here.heights(point(told)))
        if not same(scene.stage.texts.slope(scene.stage.texts.rate(reach)), rise / step, told):
            return False
    return _steepness(told, scene.stage.texts.slope(scene.stage.texts.rate(0.0)))


@claim("The gradient: its length is the slope right at the ball, {slope}.", lesson=NAME)
def _steepness(told, slope) -> bool:
    if told.scene.compass.kinks.any():
        return agrees(slope, float(np.hypot(*told.scene.compass.slopes)))
    steps = 1e-5 * np.stack([uphill(told), -uphill(told)])
    here = ground(told)
    there = here.heights(point(told) + told.scene.given.probe * steps)
    return same(slope, float(there[0] - there[1]) / (2e-5 * told.scene.given.probe), told)


@claim("after {probe}: change of height", lesson=NAME)
def _after(told, probe) -> bool:
    return number(probe) == told.scene.given.probe


@claim("arrows drawn × {factor}", lesson=NAME)
def _drawn(told, factor) -> bool:
    stage = told.scene.stage
    foot, *tips = stage.map.read(stage.above.arrows.tips)
    return np.allclose(tips[2] - foot, number(factor) * told.scene.compass.gradient, rtol=1e-6, atol=1e-12)


@claim("Along {axis} there is a kink: its slope is taken as {slope}.", lesson=NAME)
def _kink(told, axis, slope) -> bool:
    k = axis_of(told, axis)
    left, right = both_slopes(told, k)
    return abs(right - left) > 0.005 * max(abs(left), abs(right)) and agrees(
        slope, float(told.scene.compass.slopes[k])
    )


@claim("Along {axis} the ground is level: no arrow.", lesson=NAME)
def _level(told, axis) -> bool:
    return abs(slope(told, axis_of(told, axis))) <= 1e-5 * scale(told) + 1e-12


@claim("Along {axis} the height rises by {slope} per unit.", lesson=NAME)
@claim("Along {axis} the height rises by {slope} per unit: too little for an arrow.", lesson=NAME)
def _rises(told, axis, **values) -> bool:
    return same(values["slope"], slope(told, axis_of(told, axis)), told) and number(values["slope"]) > 0.0


@claim("Along {axis} it falls by {slope} per unit: uphill is the other way.", lesson=NAME)
@claim("Along {axis} the height falls by {slope} per unit: too little for an arrow.", lesson=NAME)
def _falls(told, axis, **values) -> bool:
    return same(values["slope"], -slope(told, axis_of(told, axis)), told) and number(values["slope"]) > 0.0


@claim("Both slopes are zero, so the gradient is zero.", lesson=NAME)
def _zero(told) -> bool:
    return not told.scene.compass.slopes.any()


@claim("The other slope is zero: this one arrow is the gradient.", lesson=NAME)
def _one(told) -> bool:
    return int(np.count_nonzero(told.scene.compass.slopes)) == 1


def _lengths(told) -> list[float]:
    foot, *tips = told.scene.stage.above.arrows.tips
    return [float(np.linalg.norm(tip - foot)) for tip in tips[:2]]


@claim("Both arrows together are the gradient.", lesson=NAME)
def _both(told) -> bool:
    return min(_lengths(told)) > 0.1


@claim("Both slopes together are the gradient.", lesson=NAME)
def _both_slopes(told) -> bool:
    return 0.0 < min(_lengths(told)) < 0.13
