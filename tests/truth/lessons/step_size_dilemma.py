"""What StepSizeDilemma says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.curve_runs import Raw, changes, claims_of_runs, place
from tests.truth.films import FILMS
from tests.truth.functions import curves, rates, starts, steps

LESSON = "StepSizeDilemma"
lengths = st.lists(
    st.sampled_from([1e-6, 0.01, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 40.0]),
    min_size=2,
    max_size=2,
    unique=True,
).map(sorted)


def with_lengths(drawn):
    (small, large), rest = drawn
    return {**rest, "small_step": small, "large_step": large}


FILMS[LESSON] = st.tuples(
    lengths,
    st.fixed_dictionaries({"function": curves, "start": starts, "learning_rate": rates, "steps": steps}),
).map(with_lengths)

nothing(
    LESSON,
    "The ball cannot see the curve. It knows three numbers.",
    "The slope tells the way. But how far?",
    "Predict: where does the next step land?",
)


def raws(told):
    return [Raw.of(told, one.run) for one in told.scene.runs]


def run_of(told, who):
    if who.endswith(" times the slope"):
        assert number(who.removesuffix(" times the slope")) == told.scene.given.learning_rate
        return raws(told)[2]
    sizes = [told.scene.given.small_step, told.scene.given.large_step]
    return raws(told)[sizes.index(number(who.removeprefix("Steps of ")))]


def small(told, size):
    assert number(size) == told.scene.given.small_step
    return raws(told)[0]


def large(told):
    return raws(told)[1]


def following(told):
    return raws(told)[2]


claims_of_runs(LESSON, run_of)


def changed(run, first, final):
    return agrees(first, run.heights[0]) and agrees(final, run.heights[-1]) and not run.left


def ways(run):
    """Whether steps went up and down, by more than roundings."""
    noise = 1e-14 * np.abs(run.heights).max()
    steps = np.diff(run.heights)
    return bool((steps > noise).any()), bool((steps < -noise).any())


@claim("{who}: the height goes from {first} to {final}.", lesson=LESSON)
def goes(told, who, first, final):
    run = run_of(told, who)
    return changed(run, first, final) and first != final and ways(run) != (True, True)


@claim("{who}: the height goes up and down, from {first} to {final}.", lesson=LESSON)
def up_and_down(told, who, first, final):
    run = run_of(told, who)
    return changed(run, first, final) and first != final and changes(run.heights) == (True, True)


@claim("{who}: the height stays near {height}.", lesson=LESSON)
def stays(told, who, height):
    run = run_of(told, who)
    return changed(run, height, height)


@claim("Steps of {size} come near, then go to and fro.", lesson=LESSON)
def come_near(told, size):
    run = small(told, size)
    turns = np.flatnonzero(run.moves[1:] * run.moves[:-1] < 0)
    return len(turns) > 0 and turns[0] > 0 and turns[-1] == run.steps - 2


@claim("Steps of {size}.", lesson=LESSON)
def lengths_of_steps(told, size):
    return number(size) in (told.scene.given.small_step, told.scene.given.large_step)


@claim("They crawl: height {height} after {steps} steps.", lesson=LESSON)
def crawl(told, steps, height):
    run = raws(told)[0]
    downhill = run.downhill(0)[1]
    low = downhill[: np.flatnonzero(np.diff(downhill) > 0)[0] + 1]
    higher = run.heights[-1] > low[-1]
    falls = (np.diff(run.heights) < 0).all()
    return steps == run.steps > 1 and agrees(height, run.heights[-1]) and higher and falls


def the_rise(told):
    """The heights around the first step of the large ones that lands higher, beyond roundings."""
    h = large(told).heights
    slack = 5 * np.spacing(np.maximum(np.abs(h[1:]), np.abs(h[:-1])))
    k = np.flatnonzero(np.diff(h) > slack)[0]
    return k, h[k], h[k + 1]


@claim("It lands higher: {before} became {after}.", lesson=LESSON)
def lands_higher(told, before, after):
    _, low, high = the_rise(told)
    return agrees(before, low) and agrees(after, high) and number(after) > number(before)


@claim("It overshoots and lands higher: {before} became {after}.", lesson=LESSON)
def overshoots(told, before, after):
    k, run = the_rise(told)[0], large(told)
    way = run.f(np.linspace(run.x[k], run.x[k + 1], 4001))
    at_the_bottom = abs(run.slopes[k]) < 1e-9 * np.abs(run.slopes).max()
    return lands_higher(told, before, after) and (np.nanmin(way) < run.heights[k] or at_the_bottom)


@claim("It lands a little higher: by {height}.", lesson=LESSON)
def little_higher(told, height):
    _, low, high = the_rise(told)
    return agrees(height, high - low) and high > low


@claim("Forever between {low} and {high}.", lesson=LESSON)
def forever(told, low, high):
    run = large(told)
    back = abs(run.x[-1] - run.x[-3]) < 1e-6 * run.width
    low, high = place(low), place(high)
    there = agrees(low, min(run.x[-2:])) and agrees(high, max(run.x[-2:]))
    return back and there and number(low) < number(high)


@claim("Every step is as long as the first: it never settles.", lesson=LESSON)
def never(told):
    run, size = large(told), told.scene.given.large_step
    return np.allclose(np.abs(run.moves), size, rtol=1e-6) and not run.left and run.slopes[-1] != 0


def at_start(told):
    """The slope at the start beside the steepest in the picture, and the first step beside its width."""
    low, high = told.scene.found.view.x_range
    slopes = np.abs(told.scene.objective.slope(np.linspace(low, high, 1001)))
    slope = abs(following(told).slopes[0])
    return slope / np.max(slopes[np.isfinite(slopes)]), told.scene.given.learning_rate * slope / (high - low)


@claim("Learning rate α = {rate} times the slope: steep ground, long step.", lesson=LESSON)
def steep(told, rate):
    steepness, length = at_start(told)
    return number(rate) == told.scene.given.learning_rate and steepness > 0.005 and length > 0.019


@claim("Learning rate α = {rate} times the slope: nearly level, tiny step.", lesson=LESSON)
def level(told, rate):
    steepness, length = at_start(told)
    return number(rate) == told.scene.given.learning_rate and steepness < 0.02 and length < 0.021


@claim("Learning rate α = {rate} times the slope: the steeper, the longer.", lesson=LESSON)
def in_proportion(told, rate):
    return number(rate) == told.scene.given.learning_rate


@claim("Gentle ground, short step: it settles by itself.", lesson=LESSON)
def settles(told):
    run = following(told)
    sizes = np.abs(run.moves)
    short = len(sizes) > 1 and sizes[-1] < sizes[0] and (np.diff(sizes) <= 1e-12).all()
    gentler = abs(run.slopes[-1]) < abs(run.slopes[0])
    near = run.downhill()[1][:400].min() >= run.heights[-1] - 0.05 * np.ptp(run.heights)
    return short and gentler and (np.diff(run.heights) < 0).all() and near


@claim("This rate is too large: it leaves every scale at step {step}.", lesson=LESSON)
def too_large(told, step):
    run = following(told)
    there = run.f(run.beyond) if np.isfinite(run.beyond) else np.inf
    return run.left and step == run.steps + 1 and (not np.isfinite(there) or there > 1e30)


@claim("Higher means steeper here, so the steps grow.", lesson=LESSON)
def steps_grow(told):
    run = following(told)
    grow = (np.diff(np.abs(run.moves)) > 0).all() and len(run.moves) > 1
    return grow and (np.diff(run.heights) > 0).all() and (np.diff(np.abs(run.slopes[:-1])) > 0).all()


@claim("The slope stays {slope}, so every step is equally long: {length}.", lesson=LESSON)
def equal_slopes(told, slope, length):
    run, size = following(told), abs(following(told).moves[0])
    even = np.allclose(run.slopes[:-1], run.slopes[0], rtol=1e-6)
    right = agrees(slope, run.slopes[0]) and agrees(length, size)
    return even and right and np.allclose(np.abs(run.moves), size, rtol=1e-6) and not run.left


@claim("Gentler ground, shorter steps: the height is now {height}.", lesson=LESSON)
def gentler(told, height):
    run = following(told)
    sizes = np.abs(run.moves)
    shorter = (np.diff(sizes) <= 0).all() and sizes[-1] < sizes[0]
    return shorter and abs(run.slopes[-1]) < abs(run.slopes[0]) and agrees(height, run.heights[-1])


@claim("Here, only the steps that follow the slope come to rest.", lesson=LESSON)
def only_following(told):
    one, other, last = raws(told)
    moving = all(run.left or run.slopes[-1] != 0 for run in (one, other))
    sizes = np.abs(last.moves)
    return moving and not last.left and (sizes[-1] < sizes.max() or last.slopes[-1] == 0)


@claim("In {steps} steps, only those following the slope settle.", lesson=LESSON)
def only_following_rest(told, steps):
    return steps == following(told).steps > 1 and only_following(told)


@claim("None of the three keeps the ball on this curve.", lesson=LESSON)
def none_stays(told):
    return all(run.left for run in raws(told))


@claim("Heights at the end: {small}, {large} and {following}.", lesson=LESSON)
def heights_at_end(told, small, large, following):
    return not any(run.left for run in raws(told)) and last_heights(told, small, large, following)


@claim("The last heights here: {small}, {large} and {following}.", lesson=LESSON)
def last_heights(told, small, large, following):
    texts = (small, large, following)
    return all(agrees(text, run.heights[-1]) for text, run in zip(texts, raws(told), strict=True))


@claim("No direction, no step, neither small nor large.", lesson=LESSON)
def nobody_moves(told):
    return all((run.x == run.x[0]).all() and not run.left for run in raws(told))
