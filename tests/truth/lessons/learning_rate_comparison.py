"""What LearningRateComparison says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.curve_runs import Raw, changes, claims_of_runs
from tests.truth.films import FILMS
from tests.truth.functions import curves, rates, starts, steps

LESSON = "LearningRateComparison"
several = st.lists(rates, min_size=1, max_size=5, unique=True).map(lambda found: tuple(sorted(found)))
FILMS[LESSON] = st.fixed_dictionaries(
    {"function": curves, "start": starts, "learning_rates": several, "steps": steps}
)


def raws(told):
    return [Raw.of(told, one.run) for one in told.scene.runs]


def rate_in(text):
    return number(text.removeprefix("α = "))


def run_of(told, who):
    rates = told.scene.given.learning_rates
    return raws(told)[int(np.argmin(np.abs(np.array(rates) - rate_in(who))))]


claims_of_runs(LESSON, run_of)
nothing(
    LESSON,
    "{rate}: one step after the other.",
    "Predict: what will {rate} do?",
    "Now {rate}, from the same start.",
    "First {rate}.",
    "Now the losses over the learning rates.",
    "Two at once: {first} and {second}.",
)


@claim("{count} runs: same start, one step each. Only the rate differs.", lesson=LESSON)
def one_step(told, count):
    return count == len(told.scene.runs) > 1 and told.scene.given.steps == 1


@claim("{count} runs: same start, same {steps} steps. Only the rate differs.", lesson=LESSON)
def same_steps(told, count, steps):
    return count == len(told.scene.runs) > 1 and told.scene.given.steps == steps > 1


@claim("Each loss after {steps} steps, over its rate.", lesson=LESSON)
def losses_over_rates(told, steps):
    return all(run.steps == steps > 1 and not run.left for run in raws(told))


def rises(run):
    return run.steps > 0 and bool((np.diff(run.heights) > 0).all())


@claim("{rate}: each step lands higher, from {first} to {final}.", lesson=LESSON)
def each_higher_to(told, rate, first, final):
    run = run_of(told, rate)
    return rises(run) and changed(run, first, final) and number(final) > number(first)


@claim("{rate}: from step {step} on, each step lands higher.", lesson=LESSON)
def higher_from(told, rate, step):
    run = run_of(told, rate)
    up = np.diff(run.heights) > 0
    return 1 < step <= run.steps and up[step - 1 :].all() and not up[step - 2] and not run.left


def goal(run):
    """The place downhill from the end where the heights fall no more, or the end itself where it ends."""
    far = run.width + abs(run.x[-1])
    side = -np.sign(run.slopes[-1])
    if side == 0:
        return run.x[-1]
    places = run.x[-1] + side * np.linspace(0, 2 * far, 400001)
    heights = run.f(places)
    turn = np.flatnonzero(np.diff(heights) >= -1e-15 * np.abs(heights[:-1]))
    return places[turn[0]] if len(turn) else np.nan


@claim("{rate}: each step jumps across, yet comes closer.", lesson=LESSON)
def crosses(told, rate):
    run = run_of(told, rate)
    slopes = run.slopes
    sides = (slopes[1:] * slopes[:-1] < 0).all()
    away = np.abs(run.x - goal(run))
    return sides and (np.diff(away) < 1e-5 * run.width).all() and away[-1] < away[0] and run.steps > 1


@claim("{rate}: 99 % of the way in {steps} steps.", lesson=LESSON)
def done(told, rate, steps):
    run = run_of(told, rate)
    way = abs(run.x - goal(run)) / abs(run.x[0] - goal(run))
    return (way[steps:] <= 0.0101).all() and way[steps - 1] > 0.0099 and steps > 1


@claim("{rate}: only {percent} % of the way in {steps} steps.", lesson=LESSON)
def tiny(told, rate, steps, percent):
    run = run_of(told, rate)
    way = abs(run.x[0] - goal(run))
    share = 100 * (1 - abs(run.x[-1] - goal(run)) / way)
    small = np.abs(run.moves).max() <= 0.101 * way
    return steps == run.steps > 1 and agrees(percent, share, 0.6) and small and number(percent) <= 90


@claim("{slow}: {percent} % of the way in {steps} steps. {quick}: 99 % in {few}.", lesson=LESSON)
def contrast(told, slow, percent, steps, quick, few):
    return tiny(told, slow, steps, percent) and done(told, quick, few)


def changed(run, first, final):
    return agrees(first, run.heights[0]) and agrees(final, run.heights[-1]) and not run.left


@claim("{rate}: the loss goes from {first} to {final}.", lesson=LESSON)
def goes(told, rate, first, final):
    run = run_of(told, rate)
    up, down = changes(run.heights)
    noise = 1e-14 * np.abs(run.heights).max()
    both = up and down and max(np.diff(run.heights)) > noise and min(np.diff(run.heights)) < -noise
    return changed(run, first, final) and first != final and not both


@claim("{rate}: the loss goes up and down, from {first} to {final}.", lesson=LESSON)
def up_and_down(told, rate, first, final):
    run = run_of(told, rate)
    return changed(run, first, final) and changes(run.heights) == (True, True) and first != final


@claim("{rate}: the loss stays near {loss}.", lesson=LESSON)
def stays(told, rate, loss):
    run = run_of(told, rate)
    return changed(run, loss, loss) and abs(run.heights[-1] - run.heights[0]) <= 1e-5 * abs(run.heights[0])


def finals(told):
    return [run.heights[-1] for run in raws(told) if not run.left]


@claim("After one step the loss is {loss}.", lesson=LESSON)
def after_one(told, loss):
    return agrees(loss, raws(told)[0].heights[-1]) and raws(told)[0].steps == 1


@claim("After {steps} steps the loss is {loss}.", lesson=LESSON)
def after(told, steps, loss):
    run = raws(told)[0]
    return agrees(loss, run.heights[-1]) and run.steps == steps == told.scene.given.steps


@claim("The last loss before it leaves is {loss}.", lesson=LESSON)
def last_before(told, loss):
    return raws(told)[0].left and agrees(loss, raws(told)[0].heights[-1])


@claim("No minimum stops them: all {count} fall, the larger rate the faster.", lesson=LESSON)
def larger_faster(told, count):
    runs = raws(told)
    common = min(run.steps for run in runs)
    along = [run.heights[common] for run in runs]
    return all_fall(told, count) and (np.diff(along) < 0).all()


@claim("No minimum stops them: all {count} fall without end.", lesson=LESSON)
def all_fall(told, count):
    runs = raws(told)
    return count == len(runs) and all(
        np.nanmin(run.way()) < -1e20 if run.left else run.nothing_stops_it() for run in runs
    )


@claim("There is no lowest loss: with {rate} it falls without end.", lesson=LESSON)
def no_lowest(told, rate):
    run = run_of(told, rate)
    return np.nanmin(run.way()) < -1e20 if run.left else run.nothing_stops_it()


@claim("None of these rates keeps the ball here.", lesson=LESSON)
def none_stays(told):
    return not finals(told)


def is_lowest(told, best):
    """Whether no other run that goes on is as low at its end."""
    run = run_of(told, best)
    others = [one for one in raws(told) if not one.left and not np.array_equal(one.x, run.x)]
    return not run.left and all(run.heights[-1] < other.heights[-1] for other in others)


@claim("After {steps} steps {best} is lowest, and {worst} has escaped.", lesson=LESSON)
def lowest_and_escaped(told, steps, best, worst):
    gone = run_of(told, worst)
    away = gone.left or gone.heights[-1] > gone.heights[0]
    return steps == told.scene.given.steps and is_lowest(told, best) and away


@claim("Lowest loss after one step: {loss}, with {best}.", lesson=LESSON)
def lowest_one(told, loss, best):
    return lowest(told, 1, loss, best)


@claim("Lowest loss after {steps} steps: {loss}, with {best}.", lesson=LESSON)
def lowest(told, steps, loss, best):
    run = run_of(told, best)
    return (
        steps == told.scene.given.steps == run.steps
        and agrees(loss, run.heights[-1])
        and is_lowest(told, best)
    )


@claim("No rate is better than another here: each loss ends at {loss}.", lesson=LESSON)
def no_better(told, loss):
    ends = finals(told)
    same = np.ptp(ends) <= 1e-14 * np.abs(ends).max()
    return len(ends) == len(told.scene.runs) and same and agrees(loss, ends[0])


@claim("The lowest loss, {loss}, is shared by α = {rates}.", lesson=LESSON)
def shared(told, loss, rates):
    runs = [run_of(told, rate) for rate in rates.split(", ")]
    ends = np.array([run.heights[-1] for run in runs])
    same = np.ptp(ends) <= 1e-14 * max(np.abs(ends).max(), 1e-300)
    return len(runs) > 1 and same and min(finals(told)) == ends.min() and agrees(loss, ends[0])


@claim("No slope, no step: no learning rate moves the ball.", lesson=LESSON)
def nobody_moves(told):
    return all((run.x == run.x[0]).all() and not run.left for run in raws(told))
