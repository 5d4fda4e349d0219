"""What HillDescent says of where its walkers end, and what must be so."""

import numpy as np

from tests.truth.claims import agrees, claim
from tests.truth.lessons.hill_descent import NAME, counts, ends, in_lowest, lowest, only_rest, reached


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


@claim("The start decides", lesson=NAME)
def _decides(told) -> bool:
    """Two walkers of one rate on one land rest in different valleys."""
    here = ends(told)
    homes = {int(np.linalg.norm(told.valleys - at, axis=-1).argmin()) for at in here.last[here.maybe]}
    return len(homes) > 1


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
