"""What GradientField says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.functions import LANDS, rates, steps
from tests.truth.lands import Ends, Ground

NAME = "GradientField"
NAMED = [
    "hills", "waves", "bowl", "saddle", "himmelblau", "rosenbrock", "(w - 1)^2 + (b + 1)^2",
    "theta_0*theta_1", "sqrt(4 - x^2 - y^2)", "max(x, 0)^2 + y^2", "abs(x - y)", "sqrt(x^2 + y^2)",
    "-(u - v)^2", "3x + 4y",
]  # fmt: skip

FILMS[NAME] = st.fixed_dictionaries(
    {
        "function": st.sampled_from(LANDS + NAMED),
        "arrows": st.sampled_from([4, 12, 22]),
        "starts": st.sampled_from([1, 2, 5, 12]),
        "seed": st.integers(0, 60),
        "learning_rate": rates,
        "steps": steps,
        "x_range": st.sampled_from([None, None, None, (-2.0, 2.0), (0.5, 3.0)]),
    }
)

nothing(
    NAME,
    "A walker at a random place. Predict: where does it go without a slope?",
    "A random start. Predict: where do steps against the arrows lead?",
    "At one place the gradient is an arrow; without a slope it has no length.",
)


def ends(told, sign: float = 1.0) -> Ends:
    """Return the ends of the walks down, or up for −1, counted once."""
    name = "down" if sign > 0 else "up"
    if not hasattr(told, name):
        ground = Ground(told.scene.stage.grid.objective, told.scene.stage.whole_view, sign)
        setattr(told, name, Ends(ground, getattr(told.scene.walks, name).run))
    return getattr(told, name)


def known(told) -> np.ndarray:
    """Return the slopes at the points of the grid where they are known, as differences of heights."""
    slopes = ends(told).ground.slope(told.scene.stage.grid.points)
    return slopes[np.isfinite(slopes).all(axis=-1)]


@claim("Each contour joins places of equal height f.", lesson=NAME)
def _contours(told) -> bool:
    plot, heights = told.scene.stage.map, ends(told).ground.heights
    for level, pieces in zip(plot.levels, plot.curves, strict=True):
        points = plot.read(np.concatenate([np.zeros((0, 3)), *pieces]))
        slopes = np.linalg.norm(ends(told).ground.slope(points), axis=-1)
        cell = max(np.ptp(plot.x_range), np.ptp(plot.y_range)) / 160
        away = np.abs(heights(points) - level) / np.maximum(slopes, 1e-9)
        if len(away) and np.nanmedian(away) > cell:
            return False
    return True


@claim("Along its contour the height stays {height}.", lesson=NAME)
def _stays(told, height) -> bool:
    close, ground = told.scene.stage.close, ends(told).ground
    heights = ground.heights(close.points)
    near = np.nanmax(np.linalg.norm(ground.slope(close.points), axis=-1)) * 1e-4 * ground.width
    place = told.scene.stage.grid.points[told.scene.stage.field.first]
    rounding = 1e-8 * float(np.nanmax(np.abs(ground.heights(told.scene.stage.grid.points))))
    return (
        bool((np.abs(heights - ground.heights(place)) <= near).all())
        and abs(number(height) - ground.heights(place)) <= max(rounding, 0.006 * abs(ground.heights(place)))
        and len(close.points) > 10
    )


@claim("Uphill is at a right angle to it. This arrow is the gradient.", lesson=NAME)
def _uphill(told) -> bool:
    field, ground = told.scene.stage.field, ends(told).ground
    way = told.scene.stage.grid.vectors[field.first]
    along = way / np.linalg.norm(way)
    near = 1e-7 * ground.width * along
    place = told.scene.stage.grid.points[field.first]
    aside = 1e-7 * ground.width * np.array([-along[1], along[0]])
    rise = ground.heights(place + near) - ground.heights(place - near)
    return bool(rise > 0 and abs(ground.heights(place + aside) - ground.heights(place - aside)) < 0.01 * rise)


@claim("The ground is level: every gradient is zero.", lesson=NAME)
@claim("Where the gradient is zero, there is no way down and no way up.", lesson=NAME)
@claim("Gradient descent: without a slope nobody moves.", lesson=NAME)
def _level(told) -> bool:
    slopes = known(told)
    return ends(told).still and float(np.abs(slopes).max(initial=0.0)) < 1e-6


def _everywhere(told) -> bool:
    return bool(np.isfinite(told.scene.stage.grid.objective.value(told.scene.stage.grid.points)).all())


def _somewhere_not(told) -> bool:
    x, y = (np.linspace(*one, 161) for one in told.scene.stage.whole_view)
    return not np.isfinite(told.scene.stage.grid.objective(*np.meshgrid(x, y))).all()


def _same(told) -> bool:
    sizes = np.linalg.norm(known(told), axis=-1)
    return bool(np.ptp(sizes) <= 1e-3 * sizes.max())


@claim("The same at each point of a grid: all arrows are equally long.", lesson=NAME)
def _same_everywhere(told) -> bool:
    return _same(told) and _everywhere(told)


@claim("The same wherever f is defined: all arrows are equally long.", lesson=NAME)
def _same_where_defined(told) -> bool:
    return _same(told) and _somewhere_not(told)


def _drawn_in_proportion(told, longest: float) -> bool:
    plot, field = told.scene.stage.map, told.scene.stage.field
    slopes = np.linalg.norm(ends(told).ground.slope(told.scene.stage.grid.points), axis=-1)
    lengths = np.linalg.norm(field.ways[:, :2], axis=-1)
    fine = np.isfinite(slopes)
    share = np.minimum(slopes[fine] / longest, 1.0)
    smooth = np.abs(lengths[fine] / lengths.max() - share) < 0.02
    units = plot.length(1.0), float(plot.at(0, 1)[1] - plot.at(0, 0)[1])
    return bool(smooth.mean() > 0.95) and abs(units[0] / units[1] - 1) < 1e-6


def _longer(told) -> bool:
    sizes = np.linalg.norm(known(told), axis=-1)
    return _drawn_in_proportion(told, float(sizes.max())) and np.ptp(sizes) > 1e-3 * sizes.max()


@claim("The same at each point of a grid: longer where it is steeper.", lesson=NAME)
def _longer_everywhere(told) -> bool:
    return _longer(told) and _everywhere(told)


@claim("The same wherever f is defined: longer where it is steeper.", lesson=NAME)
def _longer_where_defined(told) -> bool:
    return _longer(told) and _somewhere_not(told)


def _cut(told, slope) -> bool:
    longest = told.scene.stage.grid.longest
    return agrees(slope, longest) and _drawn_in_proportion(told, longest)


@claim(
    "The same at each point of a grid: longer where it is steeper, cut from slope {slope} on.", lesson=NAME
)
def _cut_everywhere(told, slope) -> bool:
    return _cut(told, slope) and _everywhere(told)


@claim("The same wherever f is defined: longer where it is steeper, cut from slope {slope} on.", lesson=NAME)
def _cut_where_defined(told, slope) -> bool:
    return _cut(told, slope) and _somewhere_not(told)


@claim("{count} walkers at random places. Predict: where do they go without a slope?", lesson=NAME)
@claim("{count} random starts. Predict: where do steps against the arrows lead?", lesson=NAME)
def _starts(told, count) -> bool:
    starts = told.scene.walks.down.run.points[0]
    return len(starts) == count and bool(np.isfinite(ends(told).ground.heights(starts)).all())


@claim("Turned round and times {rate}, it is one step.", lesson=NAME)
def _first_step(told, rate) -> bool:
    stage, ground = told.scene.stage, ends(told).ground
    close, step = stage.close, stage.step
    slope = ground.slope(close.place)
    drawn = float(np.hypot(*step.drawn) / np.hypot(*slope))
    straight = np.abs(step.drawn - drawn * slope).max() <= 1e-3 * np.abs(step.drawn).max()
    taken, wanted = close.goal - close.place, -number(rate) * slope
    return (
        agrees(rate, told.scene.given.learning_rate)
        and straight
        and np.abs(taken - wanted).max() <= 1e-3 * np.abs(wanted).max() + 1e-9
        and bool(np.isfinite(ground.heights(close.goal)))
    )


@claim("Turn every arrow around: one rule, and each place has its own step.", lesson=NAME)
def _same_step(told) -> bool:
    stage, ground = told.scene.stage, ends(told).ground
    swarm = stage.swarm(stage.falling, 1.0).run
    feet = stage.grid.points[stage.grid.known]
    good = np.array_equal(swarm.points[0], feet)
    for run in (told.scene.walks.down.run, swarm):
        if run.steps_taken == 0:
            continue
        taken = run.points[1] - run.points[0]
        wanted = -told.scene.given.learning_rate * ground.slope(run.points[0])
        fine = np.isfinite(taken).all(axis=-1) & np.isfinite(wanted).all(axis=-1)
        near = np.abs(taken - wanted) <= 1e-3 * np.abs(wanted).max(axis=-1, keepdims=True) + 1e-9
        good = good and (not fine.any() or bool(near[fine].all(axis=-1).mean() > 0.8))
    return good and _turned(told)


@claim("Turn them back: now each step goes along the gradient, uphill.", lesson=NAME)
@claim("One field, two ways: against it downhill, along it uphill.", lesson=NAME)
def _turned(told) -> bool:
    return float(np.abs(known(told)).max()) > 0.0
