"""What HillDescent says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing
from tests.truth.films import FILMS
from tests.truth.functions import LANDS, rates, steps
from tests.truth.lands import Ends, Ground

NAME = "HillDescent"
NAMED = ["(w - 1)^2 + (b + 1)^2", "theta_0^2 + 3theta_1^2", "(u^2 + v^2 - 4)^2/20", "sqrt(4 - x^2 - y^2)",
         "max(x, 0)^2 + y^2", "abs(x - y)", "sqrt(x^2 + y^2)", "-log(1 - x) + y^2", "x^2*y^2"]  # fmt: skip

FILMS[NAME] = st.fixed_dictionaries(
    {
        "function": st.one_of(st.just("hills"), st.sampled_from(LANDS + NAMED)),
        "waves": st.integers(1, 8),
        "hills_seed": st.integers(0, 40),
        "starts": st.sampled_from([1, 2, 5, 12]),
        "seed": st.integers(0, 60),
        "learning_rate": rates,
        "steps": steps,
        "x_range": st.sampled_from([None, None, None, (-2.0, 2.0), (0.5, 3.0)]),
    }
)


def ground(told) -> Ground:
    land = told.scene.stage.land
    return Ground(land.objective, (land.x_range, land.y_range))


def ends(told) -> Ends:
    """Return the ends of the film's runs, counted once."""
    if not hasattr(told, "ends"):
        told.ends = Ends(ground(told), told.scene.ends.run)
        told.valleys = told.ends.ground.valleys()
    return told.ends


def only_rest(told) -> bool:
    """Tell that nobody left."""
    return not ends(told).gone.any() and not ends(told).lost.any()


def counts(told, gone=0, lost=0) -> bool:
    return int(ends(told).gone.sum()) == gone and int(ends(told).lost.sum()) == lost


def reached(told) -> int:
    """Return how many of the valleys have a walker."""
    here = ends(told)
    away = np.linalg.norm(here.last[here.maybe][:, None] - told.valleys[None], axis=-1)
    return len(set(away.argmin(axis=1).tolist()))


def lowest(told) -> np.ndarray:
    """Return the lowest valleys, those as low as the first."""
    here = ends(told)
    heights = here.ground.heights(told.valleys)
    grid = np.stack(np.meshgrid(*(np.linspace(*r, 41) for r in here.ground.region)), axis=-1)
    known = here.ground.heights(grid)
    return told.valleys[heights <= heights.min() + 2e-6 * np.ptp(known[np.isfinite(known)])]


def in_lowest(told) -> int:
    here = ends(told)
    away = np.linalg.norm(here.last[here.maybe][:, None] - lowest(told)[None], axis=-1)
    return int((away.min(axis=1) <= here.ground.tolerance).sum())


nothing(
    NAME,
    "A walker at a random place. Where does downhill lead?",
    "The same land from above: a contour joins places of equal height.",
    "Predict: where does the walker end?",
    "Predict: where do they end?",
    "Predict: do all of them end in the same valley?",
)


@claim("{count} walkers at random places. Where does downhill lead each of them?", lesson=NAME)
def _dropped(told, count) -> bool:
    starts = told.scene.ends.run.points[0]
    return len(starts) == count and bool(np.isfinite(ground(told).heights(starts)).all())


def _felt(told) -> tuple[float, float]:
    """Return the size of the chosen walker's slope, and the length of its step on the map."""
    scene = told.scene
    walker = scene.stage.chosen
    run = scene.ends.run
    slope = float(np.linalg.norm(run.gradients[0, walker]))
    return slope, scene.given.learning_rate * slope


@claim("All that can be felt is the slope: the gradient points uphill.", lesson=NAME)
def _uphill(told) -> bool:
    here, walker = ground(told), told.scene.stage.chosen
    start, slope = told.scene.ends.run.points[0, walker], told.scene.ends.run.gradients[0, walker]
    near = 1e-7 * here.width * slope / np.linalg.norm(slope)
    return bool(here.heights(start + near) > here.heights(start))


@claim("All that can be felt is the slope: here only {slope}.", lesson=NAME)
def _little(told, slope) -> bool:
    return agrees(slope, _felt(told)[0]) and all(word.name != "gradient" for word in told.scene.labels)


@claim("Turned round and {rate} times as long: that is the step.", lesson=NAME)
@claim("Turned round and {rate} times as long: a step too short to see.", lesson=NAME)
def _step(told, rate) -> bool:
    run, walker = told.scene.ends.run, told.scene.stage.chosen
    after = run.points[1, walker] if run.lengths[walker] > 1 else run.beyond[walker]
    step = after - run.points[0, walker]
    return agrees(rate, told.scene.given.learning_rate) and bool(
        np.allclose(step, -told.scene.given.learning_rate * run.gradients[0, walker], rtol=1e-6, atol=1e-9)
    )


def _after(told) -> tuple[np.ndarray, float, float]:
    """Return where the first step of the chosen walker leads, and the heights before and after it."""
    run, walker = told.scene.ends.run, told.scene.stage.chosen
    place = run.points[0, walker] - told.scene.given.learning_rate * run.gradients[0, walker]
    heights = ground(told).heights(np.stack([run.points[0, walker], place]))
    return place, float(heights[0]), float(heights[1])


def _inside(told, place) -> bool:
    low, high = np.transpose(ground(told).region)
    return bool(((place >= low - 1e-9) & (place <= high + 1e-9)).all())


@claim("One step, and the walker has left the map.", lesson=NAME)
def _step_off(told) -> bool:
    return not _inside(told, _after(told)[0])


@claim("One step, and the walker is where f is not defined.", lesson=NAME)
def _step_lost(told) -> bool:
    place, _, height = _after(told)
    return _inside(told, place) and not np.isfinite(height)


@claim("One step: the height falls from {before} to {after}.", lesson=NAME)
def _step_down(told, before, after) -> bool:
    place, first, then = _after(told)
    return _inside(told, place) and then < first and agrees(before, first) and agrees(after, then)


@claim("One step, too long: the height rises from {before} to {after}.", lesson=NAME)
def _step_up(told, before, after) -> bool:
    place, first, then = _after(told)
    return _inside(told, place) and then > first and agrees(before, first) and agrees(after, then)


@claim("One step: the height stays {height}.", lesson=NAME)
def _step_level(told, height) -> bool:
    _, first, then = _after(told)
    return agrees(height, first) and agrees(height, then)
