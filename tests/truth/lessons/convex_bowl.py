"""What ConvexBowl says, and what must be so."""

from functools import partial
from typing import Any

import numpy as np
from hypothesis import strategies as st

from tests.truth.balls import GROUPS, PLURALS, falls_for_ever, finite_values, group_holds
from tests.truth.claims import CLAIMS, claim, nothing
from tests.truth.films import FILMS
from tests.truth.functions import CONVEX_CURVES, CURVES, rates, steps
from tests.truth.telling import Told

MINE = "ConvexBowl"
BOWLS = [
    "x**2 + 2*y**2", "(x - y)**2", "x**2 + 0*y", "exp(x) + y**2", "x + 2*y", "0*x + 0*y", "abs(x) + abs(y)",
    "-log(x) - log(y)", "x*log(x) + y**2", "(x - 20)**2 + y**2", "x**4 + y**4", "max(x**2 + y**2 - 4, 0)",
    "(w + 2*b - 1)**2 + b**2", "log(exp(x) + exp(y))",
]  # fmt: skip

FILMS[MINE] = st.fixed_dictionaries(
    {
        "function": st.sampled_from([*CONVEX_CURVES, "relu(x)", "abs(x) + abs(x - 3)", "huber(w)"]),
        "bowl": st.sampled_from(BOWLS),
        "other": st.sampled_from([*CURVES, "where(x > 0, x + 5, x)", "-relu(t)"]),
        "starts": st.sampled_from([1, 3, 10, 24]),
        "learning_rate": rates,
        "steps": steps,
        "x_range": st.sampled_from([None, None, None, (-3.0, 5.0), (2.0, 9.0)]),
    }
)

says = partial(claim, lesson=MINE)
nothing(
    MINE,
    "A straight line joins them: a chord.",
    "And the graph at the same place: which one is higher?",
    "Now bend the curve: is every chord above the graph?",
)


for source in (*GROUPS, *PLURALS):

    def holds(told: Told, who: str, count: int, source: str = source) -> bool:
        scene = told.scene
        width = scene.found.bowl.ground.x_range[1] - scene.found.bowl.ground.x_range[0]
        bowl = group_holds(source, scene.found.bowl.ground.objective, scene.found.bowl.run, count, who, width)
        across = scene.chord.plot.x_range[1] - scene.chord.plot.x_range[0]
        convex = scene.found.curve
        extent = convex.view.x_range[1] - convex.view.x_range[0]
        return (
            bowl
            or group_holds(source, convex.objective, convex.run, count, who, extent)
            or group_holds(source, scene.found.other.objective, scene.found.other.run, count, who, across)
        )

    CLAIMS[MINE, source] = holds


def curve(told: Told) -> tuple[Any, np.ndarray, np.ndarray]:
    """Return the convex curve, places in its picture where it has values, and these."""
    view = told.scene.given.view
    x = np.linspace(*view.x_range, 4001)
    heights = finite_values(told.scene.found.curve.objective, x)
    return told.scene.found.curve.objective, x[~np.isnan(heights)], heights[~np.isnan(heights)]


def chords_hold(x: np.ndarray, heights: np.ndarray) -> bool:
    """Tell whether no chord between many pairs of samples dips below the samples between them."""
    rng = np.random.default_rng(2)
    for _ in range(300):
        i, j = np.sort(rng.choice(len(x), 2, replace=False))
        chord = np.interp(x[i : j + 1], x[[i, j]], heights[[i, j]])
        if (heights[i : j + 1] - chord).max() > 1e-9 * max(np.abs(heights).max(), 1e-300):
            return False
    return True


def straight(x: np.ndarray, heights: np.ndarray) -> bool:
    line = np.interp(x, x[[0, -1]], heights[[0, -1]])
    return bool(np.abs(line - heights).max() <= 1e-9 * max(np.abs(heights).max(), 1e-300))


@says("The share t slides a point from b to a.")
def share_of_the_way(told: Told) -> bool:
    a, b = told.scene.found.curve.first
    return bool(a < b)


@says("No chord dips below the graph: a straight line is convex as well.")
def is_line(told: Told) -> bool:
    _, x, heights = curve(told)
    return straight(x, heights)


@says("No chord dips below the graph: convex.")
def convex_everywhere(told: Told) -> bool:
    f = told.scene.found.curve.objective
    x = np.linspace(-25.0, 25.0, 3001)
    return not np.isnan(finite_values(f, x)).any() and chords_hold(x, finite_values(f, x))


@says("No chord dips below the graph: convex where it is defined.")
def convex_on_its_domain(told: Told) -> bool:
    f = told.scene.found.curve.objective
    x = np.linspace(-25.0, 25.0, 3001)
    known = ~np.isnan(finite_values(f, x))
    one_piece = int((np.diff(known.astype(int)) != 0).sum()) <= 2
    return not known.all() and one_piece and chords_hold(x[known], finite_values(f, x[known]))


@says("Convex, but without a minimum: it falls without end.")
def no_minimum(told: Told) -> bool:
    f, x, _ = curve(told)
    return falls_for_ever(f, float(x[len(x) // 2]), float(np.ptp(x)))


@says("It is level: every place is as low as any.")
def level_curve(told: Told) -> bool:
    return bool(np.ptp(curve(told)[2]) == 0.0)


@says("Its floor is level: many places are equally low.")
def floor_curve(told: Told) -> bool:
    f = told.scene.found.curve.objective
    heights = finite_values(f, np.linspace(-50.0, 50.0, 20001))
    return int((heights == np.nanmin(heights)).sum()) > 2


@says("It is lowest where it ends.")
def lowest_at_its_end(told: Told) -> bool:
    _, _, heights = curve(told)
    return bool(min(heights[0], heights[-1]) <= heights.min() + 1e-9)


def land(told: Told, reach: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return places of a grid over the bowl's picture, or `reach` times as far, and the heights there."""
    bowl = told.scene.found.bowl.ground
    axes = []
    for low, high in (bowl.x_range, bowl.y_range):
        middle, half = (low + high) / 2, reach * (high - low) / 2
        axes.append(np.linspace(middle - half, middle + half, 201))
    places = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
    heights = finite_values(bowl.objective.value, places)
    return places[~np.isnan(heights)], heights[~np.isnan(heights)]


def lowest_is_inside(told: Told) -> bool:
    (_, heights), (_, deeper) = land(told), land(told, 8.0)
    return bool(deeper.min() >= heights.min() - 1e-2 * max(np.ptp(heights), 1e-300))


@says(
    "In two variables it is a bowl.",
    "In two variables: convex, with one lowest point.",
)
def one_lowest_point(told: Told) -> bool:
    places, heights = land(told)
    low = places[heights <= heights.min() + 1e-9 * max(np.ptp(heights), 1e-300)]
    return lowest_is_inside(told) and float(np.ptp(low, axis=0).max()) <= 0.2


@says("In two variables: convex, but without a lowest point.")
def no_lowest_point(told: Told) -> bool:
    (_, heights), (_, deeper), (_, deepest) = land(told), land(told, 8.0), land(told, 64.0)
    return bool(deeper.min() < heights.min() and deepest.min() < deeper.min())


@says("In two variables: level ground is convex as well.")
def level_land(told: Told) -> bool:
    return bool(np.ptp(land(told)[1]) == 0.0)


@says("In two variables: a valley whose floor is level.")
def floor_land(told: Told) -> bool:
    places, heights = land(told)
    low = places[heights <= heights.min() + 1e-12 * np.ptp(heights)]
    return lowest_is_inside(told) and len(low) > 2


@says("In two variables: convex, and lowest where it ends.")
def lowest_at_the_edge(told: Told) -> bool:
    return lowest_is_inside(told)


@says("In two variables: its lowest point lies outside the picture.")
def lowest_outside(told: Told) -> bool:
    (_, heights), (_, deeper) = land(told), land(told, 8.0)
    return bool(deeper.min() < heights.min())
