"""What BasinMap says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS

NAME = "BasinMap"
LANDS = [
    "himmelblau",
    "camel",
    "waves",
    "sin(x) + cos(y)",
    "x^4 - 3x^2 + y^2 + x/2",
    "cos(x)*cos(y)",
    "x^3/3 - 4x + y^4 - 2y^2",
]
FILMS[NAME] = st.fixed_dictionaries(
    {"per_side": st.just(100)},
    optional={
        "function": st.sampled_from(LANDS),
        "learning_rate": st.sampled_from([0.001, 0.004, 0.01]),
        "large_rate": st.sampled_from([0.012, 0.014, 0.018]),
    },
)
nothing(
    NAME,
    "Where does each start end?",
    "A ball goes downhill, step by step.",
    "Predict: what do larger steps change?",
    "Do other starts reach other minima?",
    "Now close to a border.",
)
SAMPLE = 150


def starts_of(told):
    """Return the middles of the cells that are counted ``(n, 2)``, and which ones are looked at."""
    side = told.scene.given.per_side
    (left, right), (bottom, top) = told.scene.found.study.region
    row, column = np.divmod(np.arange(side**2), side)
    x = left + (column + 0.5) / side * (right - left)
    y = top - (row + 0.5) / side * (top - bottom)
    looked = np.random.default_rng(4).choice(side**2, SAMPLE, replace=False)
    return np.stack([x, y], axis=1), looked


def holds(told, census, rate):
    """Tell whether the counted homes of a sample are where `descend` ends; roundings may part a few."""
    study = told.scene.found.study
    starts, looked = starts_of(told)
    homes = census.homes.ravel()[looked]
    run = descend(study.objective, starts[looked], GradientDescent(rate), 500)
    ends = np.array([run[k].points[-1] for k in range(SAMPLE)])
    ways = np.linalg.norm(ends[:, None] - study.minima, axis=-1)
    near = ways[np.arange(SAMPLE), np.maximum(homes, 0)] <= 0.011 * np.ptp(study.region, axis=1).min()
    return ((homes < 0) | near).mean() >= 0.97


def minimum(told, place):
    """Tell whether a place is a minimum: the slope is 0, and it rises all around."""
    land, size = told.scene.found.study.objective, np.ptp(told.scene.found.study.region)
    around = place + 1e-3 * size * np.array([(1, 0), (0, 1), (-1, 0), (0, -1), (0.7, 0.7), (-0.7, -0.7)])
    return bool((land.value(around) > land.value(place)).all())


@claim("A ball goes downhill until it reaches a minimum.", lesson=NAME)
def _reaches(told) -> bool:
    run, study = told.scene.found.runs[0], told.scene.found.study
    nearest = np.linalg.norm(study.minima - run.points[-1], axis=1)
    close = nearest.min() <= 0.011 * np.ptp(study.region, axis=1).min()
    return bool(run.values[-1] < run.values[0]) and close and minimum(told, study.minima[nearest.argmin()])


@claim("From other starts they reach other minima.", lesson=NAME)
def _others(told) -> bool:
    minima = told.scene.found.study.minima
    ends = [np.linalg.norm(minima - run.points[-1], axis=1).argmin() for run in told.scene.found.runs]
    return len(set(ends)) > 1 and all(minimum(told, place) for place in minima)


@claim("Now {count} starts at once, each in the colour of its minimum.", lesson=NAME)
def _crowd(told, count) -> bool:
    study = told.scene.found.study
    return number(count.replace(",", "")) == study.small.homes.size and holds(
        told, study.small, study.rates[0]
    )


@claim("One colour, one basin. The stronger, the fewer steps.", lesson=NAME)
def _basins(told) -> bool:
    sheet = told.scene.sheet
    shades = sheet.shades(300)[: told.scene.found.coloured, :, :3].astype(float)
    strength = np.abs(shades - sheet.ground).sum(axis=-1)
    return bool((np.diff(strength, axis=1) <= 3.0).all()) and (strength[:, 0] > strength[:, -1]).all()


@claim("Large steps leap over ridges: {share} % of the starts end elsewhere.", lesson=NAME)
def _elsewhere(told, share) -> bool:
    study = told.scene.found.study
    moved = (study.small.homes != study.large.homes).mean()
    return (
        agrees(share, 100 * moved)
        and number(share) > 0
        and (study.large.homes < 0).mean() < 0.0005
        and holds(told, study.large, study.rates[1])
    )


@claim("With large steps {changed} % change basin, {lost} % reach no minimum.", lesson=NAME)
def _parted(told, changed, lost) -> bool:
    study = told.scene.found.study
    small, large = study.small.homes, study.large.homes
    other = (small != large)[(small >= 0) & (large >= 0)].sum() / small.size
    nowhere = 1.0 - sum((large == k).mean() for k in range(len(study.minima)))
    return (
        agrees(changed, 100 * other)
        and agrees(lost, 100 * nowhere)
        and min(number(changed), number(lost)) > 0
        and holds(told, study.large, study.rates[1])
        and astray(told)
    )


@claim("With large steps {share} % of the starts reach no minimum.", lesson=NAME)
def _lost(told, share) -> bool:
    study = told.scene.found.study
    nowhere = 1.0 - sum((study.large.homes == k).mean() for k in range(len(study.minima)))
    return agrees(share, 100 * nowhere) and number(share) > 0 and astray(told)


def astray(told):
    """Tell whether runs with large steps from a sample that is counted as lost end by no minimum."""
    study = told.scene.found.study
    starts, looked = starts_of(told)
    lost = looked[study.large.homes.ravel()[looked] < 0]
    if not len(lost):
        return True
    run = descend(study.objective, starts[lost], GradientDescent(study.rates[1]), 500)
    ends = np.array([run[k].points[-1] for k in range(len(lost))])
    ways = np.linalg.norm(ends[:, None] - study.minima, axis=-1).min(axis=1)
    return (~(ways <= 0.001 * np.ptp(study.region, axis=1).min())).mean() >= 0.9


@claim("Even with larger steps every start ends where it did.", lesson=NAME)
def _same(told) -> bool:
    study = told.scene.found.study
    return (study.small.homes != study.large.homes).mean() < 0.0005 and holds(
        told, study.large, study.rates[1]
    )


def border(told, magnification):
    """Return in how many rows and columns of a view homes change more than once, as a share of them."""
    study, focus = told.scene.found.study, told.scene.found.focus
    low, high = (focus + (end - focus) / magnification for end in np.transpose(study.region))
    axes = [np.linspace(low[k], high[k], 120) for k in (0, 1)]
    homes = study.attraction(study.rates[1]).arrivals(np.stack(np.meshgrid(*axes), axis=-1)).homes
    across, up = (np.diff(homes, axis=axis) != 0 for axis in (1, 0))
    return (across.sum() + up.sum()) / 120


@claim("Close to the border, the pattern comes again.", lesson=NAME)
@claim("Small steps: its basin. Large: a fractal border", lesson=NAME)
def _again(told) -> bool:
    """Longer than any line across the view, at every power of ten."""
    return all(border(told, 10.0**k) > 2.0 for k in range(5))


@claim("Again and again: {times} times magnified, it is no line.", lesson=NAME)
@claim("Here it is {times} times magnified.", lesson=NAME)
def _times(told, times) -> bool:
    return number(times.replace(",", "")) == 10.0**4 and (
        border(told, 10.0**4) > 2.0 or not told.scene.found.tangled
    )


@claim("In the basin of its minimum", lesson=NAME)
def _plain(told) -> bool:
    return not (told.scene.found.tangled and told.scene.found.moves)


def newton_ends(told):
    """Return where Newton's method ends from a sample, and the homes that were counted for it."""
    study = told.scene.found.study
    starts, looked = starts_of(told)
    points = starts[looked]
    with np.errstate(all="ignore"):
        for _ in range(100):
            bends, slopes = study.objective.curvature(points), study.objective.gradient(points)
            solvable = np.isfinite(bends).all(axis=(1, 2)) & (np.abs(np.linalg.det(np.nan_to_num(bends))) > 0)
            step = np.full_like(points, np.nan)
            step[solvable] = np.linalg.solve(bends[solvable], slopes[solvable][..., None])[..., 0]
            points = points - step
    return points, study.newton.homes.ravel()[looked]


@claim("Newton's method seeks where the slope is 0.", lesson=NAME)
@claim("Where it arrives, the slope is zero.", lesson=NAME)
def _newton(told) -> bool:
    study = told.scene.found.study
    ends, homes = newton_ends(told)
    ways = np.linalg.norm(ends - study.stationary[np.maximum(homes, 0)], axis=1)
    flat = np.abs(study.objective.gradient(study.stationary)).max() < 1e-6
    return flat and ((homes < 0) | (ways <= 1e-2 * np.ptp(study.region))).mean() >= 0.97


@claim("Where a start ends depends on the method, too.", lesson=NAME)
def _depends(told) -> bool:
    study = told.scene.found.study
    ends, _ = newton_ends(told)
    starts, looked = starts_of(told)
    run = descend(study.objective, starts[looked], GradientDescent(study.rates[0]), 500)
    others = np.array([run[k].points[-1] for k in range(SAMPLE)])
    apart = np.linalg.norm(ends - others, axis=1) > 0.02 * np.ptp(study.region, axis=1).min()
    return bool(apart.any()) and _newton(told)


@claim("One landscape, three maps.", lesson=NAME)
def _three(told) -> bool:
    study = told.scene.found.study
    return bool((study.small.homes == study.newton.homes).all())


@claim("But {share} % end on a saddle or peak: there, too, the slope is 0.", lesson=NAME)
def _strays(told, share) -> bool:
    study = told.scene.found.study
    others = [k for k, place in enumerate(study.stationary) if not minimum(told, place)]
    return agrees(share, 100 * np.isin(study.newton.homes, others).mean()) and _newton(told)
