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


@claim("One step down the slope.", lesson=NAME)
@claim("{count} steps, each down the slope at that place.", lesson=NAME)
def _steps(told, count) -> bool:
    return told.scene.ends.run.steps_taken == count and not ends(told).still


@claim("Without a slope every step has length zero.", lesson=NAME)
@claim("No slope, no step: the walker stays where it is.", lesson=NAME)
@claim("No slope, no step: every walker stays where it is.", lesson=NAME)
def _still(told) -> bool:
    return ends(told).still


@claim("Ridges part the land, yet long steps crossed one: {strayed} of {count} walkers.", lesson=NAME)
def _strayed(told, strayed, count) -> bool:
    return _astray(told, 0.0) >= strayed > 0 and strayed >= _astray(told, 0.2) and count == ends(told).count


def _astray(told, margin: float) -> int:
    """Return how many came to another valley than small steps do, those near a ridge left out."""
    here = ends(told)
    starts = told.scene.ends.run.points[0][here.maybe]
    homes = [np.linalg.norm(told.valleys - at, axis=-1).argmin() for at in here.last[here.maybe]]
    around = [
        starts,
        *(
            starts + margin * here.ground.width / 40 * way
            for way in np.array([(1, 0), (0, 1), (-1, 0), (0, -1)])
        ),
    ]
    sent = []
    for places in around if margin else around[:1]:
        rests = here.ground.follow(places)
        away = np.linalg.norm(told.valleys[None] - rests[:, None], axis=-1)
        sent.append(np.where(away.min(axis=1) <= here.ground.tolerance, away.argmin(axis=1), -1))
    return sum(all(one[k] not in (-1, home) for one in sent) for k, home in enumerate(homes))


@claim("Ridges part the land: where a walker starts decides where it ends.", lesson=NAME)
def _parted(told) -> bool:
    return ends(told).count > 0 and len(told.valleys) > 1 and _astray(told, 0.2) == 0


@claim("Ridges part the land of one valley from the next.", lesson=NAME)
def _ridges(told) -> bool:
    return ends(told).count > 0 and len(told.valleys) > 1


@claim("No walk settles in this valley: the rate {rate} is above 2/L = {limit}.", lesson=NAME)
@claim("No walk settles in these valleys: the rate {rate} is above 2/L = {limit}.", lesson=NAME)
def _too_fast(told, rate, limit) -> bool:
    here = ends(told)
    limits = [2 / here.ground.largest_curvature(valley) for valley in told.valleys]
    good = [one for one in limits if 0 < one < 1e5]
    return (
        agrees(rate, told.scene.given.learning_rate)
        and float(limit) < float(rate.replace("×10", "e") if "×" in rate else rate)
        and abs(float(limit) - max(good)) <= 0.02 * max(good)
        and not here.surely.any()
    )


@claim("Shorter steps would lead one of those who left to a valley.", lesson=NAME)
@claim("Shorter steps would lead {overshot} of those who left to a valley.", lesson=NAME)
def _overshot(told, overshot=1) -> bool:
    here = ends(told)
    away = here.gone | here.lost
    rests = here.ground.follow(told.scene.ends.run.points[0][away])
    near = np.linalg.norm(told.valleys[None] - rests[:, None], axis=-1).min(axis=1) <= here.ground.tolerance
    return overshot <= int(near.sum()) + 1 and overshot <= int(away.sum())


@claim("There is no valley on this map: all {count} walkers left it.", lesson=NAME)
def _no_valley_all(told, count) -> bool:
    return counts(told, gone=count) and count == ends(told).count and not len(told.valleys)


@claim("There is no valley on this map: {gone} of {count} walkers left it.", lesson=NAME)
def _no_valley(told, gone, count) -> bool:
    return counts(told, gone=gone) and count == ends(told).count and not len(told.valleys)


@claim("Of {count} walkers {arrived} reached a valley, {gone} left the map.", lesson=NAME)
def _some_left(told, count, arrived, gone) -> bool:
    return counts(told, gone=gone) and ends(told).arrived(arrived) and count == ends(told).count


@claim(
    "{arrived} of {count} reached a valley; {gone} left the map, {lost} stepped where f is not defined.",
    lesson=NAME,
)
@claim("{arrived} of {count} reached a valley; {lost} stepped where f is not defined.", lesson=NAME)
def _some_lost(told, count, arrived, lost, gone=0) -> bool:
    return counts(told, gone=gone, lost=lost) and ends(told).arrived(arrived) and count == ends(told).count


@claim("The walker stepped to where f is not defined.", lesson=NAME)
def _one_lost(told) -> bool:
    return counts(told, lost=1)


@claim("The walker left the map.", lesson=NAME)
def _one_left(told) -> bool:
    return counts(told, gone=1)


@claim("The walker has not come to a valley by step {steps}.", lesson=NAME)
def _one_on_its_way(told, steps) -> bool:
    return only_rest(told) and not ends(told).surely.any() and told.scene.ends.run.steps_taken == steps


@claim("The valley is a line: the walker rests on it.", lesson=NAME)
def _one_on_line(told) -> bool:
    return only_rest(told) and ends(told).arrived(1) and ends(told).on_line()


@claim("The walker rests on a level valley floor.", lesson=NAME)
def _one_on_floor(told) -> bool:
    return only_rest(told) and ends(told).arrived(1)


@claim("The walker has come to the only valley on this map.", lesson=NAME)
def _one_only(told) -> bool:
    return ends(told).arrived(1) and only_rest(told) and len(told.valleys) == 1


@claim("The walker rests in a valley; all {valleys} are equally low.", lesson=NAME)
@claim("Every walker rests in a valley; all {valleys} are equally low.", lesson=NAME)
def _equally_low(told, valleys) -> bool:
    here = ends(told)
    return here.arrived(here.count) and len(told.valleys) == valleys == len(lowest(told))


@claim("The walker rests, yet not in the lowest of the {valleys} valleys: it cannot know.", lesson=NAME)
def _one_not_lowest(told, valleys) -> bool:
    return ends(told).arrived(1) and len(told.valleys) == valleys and in_lowest(told) == 0


@claim("The walker rests in one of the {lowest} lowest of {valleys} valleys.", lesson=NAME)
def _one_of_lowest(told, valleys, **values) -> bool:
    here = ends(told).arrived(1) and len(told.valleys) == valleys
    return here and len(lowest(told)) == values["lowest"] and in_lowest(told) == 1


@claim("The walker has come to the lowest of {valleys} valleys.", lesson=NAME)
def _one_lowest(told, valleys) -> bool:
    return (
        ends(told).arrived(1) and len(told.valleys) == valleys and in_lowest(told) == 1 == len(lowest(told))
    )


@claim("The valley is a line: all {count} walkers rest on it.", lesson=NAME)
@claim("The valley is a line: {arrived} of {count} rest on it, {gone} left the map.", lesson=NAME)
@claim("The valley is a line: {arrived} of {count} are on it by step {steps}.", lesson=NAME)
def _on_line(told, arrived, count, gone, steps) -> bool:
    return (
        ends(told).arrived(arrived)
        and counts(told, gone=gone)
        and ends(told).on_line()
        and count == ends(told).count
    )


@claim("The valley floor is level: all {count} walkers rest on it.", lesson=NAME)
@claim("The valley floor is level: {arrived} of {count} rest on it, {gone} left the map.", lesson=NAME)
@claim("The valley floor is level: {arrived} of {count} are on it by step {steps}.", lesson=NAME)
def _on_floor(told, arrived, count, gone, steps) -> bool:
    return ends(told).arrived(arrived) and counts(told, gone=gone) and count == ends(told).count


def _means(told) -> tuple[float, float]:
    values = told.scene.ends.run.values
    return float(np.mean(values[0])), float(np.mean(values[-1]))


@claim("No valley on this map: the mean height fell from {before} to {after}.", lesson=NAME)
def _fell(told, before, after) -> bool:
    first, last = _means(told)
    return (
        only_rest(told) and agrees(before, first) and agrees(after, last) and last < first and before != after
    )


@claim("No valley on this map: the mean height rose from {before} to {after}.", lesson=NAME)
def _rose(told, before, after) -> bool:
    first, last = _means(told)
    return (
        only_rest(told) and agrees(before, first) and agrees(after, last) and last > first and before != after
    )


@claim("No valley on this map: the mean height stays {height}.", lesson=NAME)
def _stays(told, height) -> bool:
    first, last = _means(told)
    return only_rest(told) and agrees(height, first) and agrees(height, last)


@claim("Walkers in a valley: {arrived} of {count}; {jumping} jump to and fro.", lesson=NAME)
def _jumping(told, arrived, count, jumping) -> bool:
    return only_rest(told) and ends(told).arrived(arrived) and ends(told).jumping >= jumping > 0


@claim("Walkers in a valley after step {steps}: {arrived} of {count}.", lesson=NAME)
def _by_step(told, steps, arrived, count) -> bool:
    run = told.scene.ends.run
    return only_rest(told) and ends(told).arrived(arrived) and run.steps_taken == steps and arrived < count


@claim("All {count} have come to the only valley on this map.", lesson=NAME)
def _all_only(told, count) -> bool:
    return ends(told).arrived(count) and count == ends(told).count and len(told.valleys) == 1


@claim("{count} walkers rest in valleys; the lowest valley was reached by none.", lesson=NAME)
def _none_lowest(told, count) -> bool:
    return ends(told).arrived(count) and count == ends(told).count and in_lowest(told) == 0


@claim("All {count} walkers have come to the lowest valley.", lesson=NAME)
def _all_lowest(told, count) -> bool:
    return ends(told).arrived(count) and in_lowest(told) == count == ends(told).count and reached(told) == 1


@claim("{count} walkers in {reached} valleys: {lowest} of them in the lowest.", lesson=NAME)
def _some_lowest(told, count, **values) -> bool:
    return (
        ends(told).arrived(count)
        and count == ends(told).count
        and reached(told) == values["reached"]
        and in_lowest(told) == values["lowest"]
        and len(lowest(told)) == 1
    )


@claim("{count} walkers in {reached} valleys: {lowest} of them in the {equal} lowest.", lesson=NAME)
def _some_of_equal_lowest(told, count, equal, **values) -> bool:
    return (
        ends(told).arrived(count)
        and count == ends(told).count
        and reached(told) == values["reached"]
        and in_lowest(told) == values["lowest"]
        and len(lowest(told)) == equal
    )
