"""What ContourDescent says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.map_runs import MapRun
from tests.truth.tables import curvatures, data_of, least_squares, mean_squared_error, tables

LESSON = "ContourDescent"
own = {
    "start_slope": st.sampled_from([None, -10.0, 0.0, 0.9974, 4.0, -900.0]),
    "start_intercept": st.sampled_from([None, 10.0, 0.0, 5.0166, 5000.0]),
    "learning_rate": st.sampled_from(
        [None, 1e-18, 1e-5, 0.001, 0.01, 0.05, 0.1, 0.109, 0.11, 0.12, 3.0, 1e6]
    ),
    "threshold": st.sampled_from([1e-12, 1e-19, 1e-9, 1e-3, 1.0]),
    "most_steps": st.sampled_from([1, 2, 3, 10, 60, 400, 3000, 10_000]),
    "pace": st.sampled_from([1.0, 1.0, 2.0]),
}
FILMS[LESSON] = st.one_of(
    st.fixed_dictionaries({**own, "seed": st.sampled_from([68, 0, 4])}),
    st.fixed_dictionaries({**own, "data": tables()}),
    st.fixed_dictionaries({"data": tables(), "most_steps": own["most_steps"]}),
)

nothing(
    LESSON,
    "Which way? How many steps?",
    "Again: the same rule at the new point.",
    "By how much each step changes w, on a logarithmic axis.",
    "And on, to the last step.",
)


class Run(MapRun):
    """What a told film shows, recomputed: a run on the landscape of the cost."""

    def __init__(self, told):
        fit = told.scene.run
        self.pace, self.rate, self.threshold = told.scene.given.pace, fit.rate, told.scene.given.threshold
        self.x, self.y = data_of(told)
        super().__init__(lambda at: np.apply_along_axis(mean_squared_error, -1, at, self.x, self.y), fit.run)
        self.best = least_squares(self.x, self.y)
        (self.flat, self.steep), self.axes = curvatures(self.x)
        with np.errstate(all="ignore"):
            self.along, self.across = ((self.points - self.best) @ self.axes).T
            self.to_best = self.distances(self.best)
            self.changes = np.abs(np.diff(self.points[:, 0]))
        self.slack = 1e-9 * max(np.abs(self.best).max(), np.abs(self.points[0]).max())

    def cost(self, step):
        return mean_squared_error(self.points[step], self.x, self.y)

    def gradient(self, step):
        gaps = self.points[step, 0] * self.x + self.points[step, 1] - self.y
        return 2 * np.array([np.mean(gaps * self.x), np.mean(gaps)])

    @property
    def size_of_slopes(self):
        largest = np.abs(self.x).max()
        heights = abs(self.points[0, 0]) * largest + abs(self.points[0, 1]) + np.abs(self.y).max()
        return 2 * heights * max(largest, 1.0)

    @property
    def least(self):
        return mean_squared_error(self.best, self.x, self.y)

    @property
    def factor(self):
        return 1 - self.rate * self.steep

    def speed(self, text, *speeds):
        return any(agrees(text, self.pace * speed) for speed in speeds)


@claim("No gradient: here J rises neither along w nor along b.", lesson=LESSON)
def no_gradient(told):
    run = Run(told)
    return np.abs(run.gradient(0)).max() <= 1e-9 * run.size_of_slopes


@claim("The gradient: how fast J rises along w and b.", lesson=LESSON)
def gradient(told):
    run = Run(told)
    return np.abs(run.gradient(0)).max() > 0 and np.allclose(
        told.scene.run.run.gradients[0], run.gradient(0), rtol=1e-6, atol=1e-9 * run.size_of_slopes
    )


@claim("Minus {rate} times the gradient is the step.", lesson=LESSON)
def step(told, rate):
    run = Run(told)
    gaps = run.points[0, 0] * run.x + run.points[0, 1] - run.y
    moved = -number(rate) * 2 * np.array([np.mean(gaps * run.x), np.mean(gaps)])
    return np.allclose(run.points[1] - run.points[0], moved, rtol=1e-6, atol=run.slack)


@claim("Minus {rate} times the gradient leads beyond every scale.", lesson=LESSON)
def beyond(told, rate):
    run = Run(told)
    gaps = run.points[0, 0] * run.x + run.points[0, 1] - run.y
    moved = -number(rate) * 2 * np.array([np.mean(gaps * run.x), np.mean(gaps)])
    return run.steps == 0 and mean_squared_error(run.points[0] + moved, run.x, run.y) > 1e30


def leaps(run, first, last):
    """Tell whether each of some steps changes sides."""
    sides = np.sign(run.across[first : last + 1])
    return (sides[1:] == -sides[:-1]).all()


@claim("Again: the step leaps over the valley.", lesson=LESSON)
def leaps_once(told):
    run = Run(told)
    return run.steps >= 2 and leaps(run, 0, 2)


@claim("{speed} steps a second: each one leaps over the valley.", lesson=LESSON)
def leaps_over(told, speed):
    run = Run(told)
    told_steps = min(run.steps, 18)
    nearer = np.abs(run.across[1 : told_steps + 1]) <= np.abs(run.across[:told_steps]) + run.slack
    seen = np.abs(run.across[: told_steps + 1]) > 100 * run.slack
    return run.speed(speed, 3) and nearer.all() and (leaps(run, 0, told_steps) or not seen.all())


@claim("{speed} steps a second: each one leaps further over the valley.", lesson=LESSON)
def leaps_further(told, speed):
    run = Run(told)
    told_steps = min(run.steps, 18)
    further = np.diff(np.abs(run.across[: told_steps + 1])) > 0
    return run.speed(speed, 3) and further.all() and leaps(run, 0, told_steps)


@claim("{speed} steps a second: each one leaps as far as the last.", lesson=LESSON)
def leaps_evenly(told, speed):
    run = Run(told)
    return run.speed(speed, 3) and abs(run.factor + 1) < 1e-5


def falls_in(run):
    """Tell whether the first steps take most of what there is to lose."""
    told_steps = min(run.steps, 40)
    lost = run.cost(0) - run.cost(told_steps)
    return lost >= 0.49 * (run.cost(0) - run.least) > 0 and abs(run.across[told_steps]) <= 0.05 * abs(
        run.across[0]
    )


@claim("Again and again: {speed} steps a second.", lesson=LESSON)
def again(told, speed):
    return Run(told).speed(speed, 10, 3)


@claim("Each point is a line; its height J is the mean squared gap.", lesson=LESSON)
def the_cost(told):
    run, heights = Run(told), told.scene.stage.map.objective.value(told.scene.run.run.points[:3])
    return np.allclose(heights, [run.cost(step) for step in range(len(heights))], rtol=1e-6, atol=run.slack)


@claim("Across, each step only changes sides: it comes no nearer.", lesson=LESSON)
def changes_sides(told):
    return abs(Run(told).factor + 1) < 1e-5


@claim("Across, each step multiplies the distance by {factor}: it never settles.", lesson=LESSON)
def never_settles(told, factor):
    run = Run(told)
    return number(factor) < -1 and agrees(factor, run.factor)


@claim("Across the valley each step leaves {left} % of the way, on the other side.", lesson=LESSON)
def leaves_on_the_other_side(told, left):
    run = Run(told)
    return -1 < run.factor < 0 and number(left) < 100 and agrees(left, -100 * run.factor)


@claim("Along the valley each step leaves {left} % of the way.", lesson=LESSON)
def along_the_valley(told, left):
    run = Run(told)
    return run.steep / run.flat >= 3.9 and leaves(run, left)


@claim("The bowl is nearly round: each step leaves {left} % of the way.", lesson=LESSON)
def round_bowl(told, left):
    run = Run(told)
    return run.steep / run.flat < 4 and leaves(run, left)


@claim("Each step leaves nearly all of the way.", lesson=LESSON)
def leaves_nearly_all(told):
    run = Run(told)
    return 0.0 <= run.rate * run.flat < 1e-5


def leaves(run, left):
    share = 100 * (1 - run.rate * run.flat)
    return agrees(left, share) and number(left) < 100


@claim(
    "Stop once a step changes w by at most {threshold}.",
    "Predict: how many steps until w changes by at most {threshold}?",
    lesson=LESSON,
)
def stops_below(told, threshold):
    run = Run(told)
    return agrees(threshold, run.threshold) and (run.changes[:-1] > run.threshold).all()


@claim(
    "{speed} steps a second: the leaps get longer.",
    "{speed} steps a second, then more: the leaps get longer.",
    lesson=LESSON,
)
def longer(told, speed):
    run = Run(told)
    return run.speed(speed, 100) and run.factor < -1 and (np.diff(np.abs(run.across)) > -run.slack).all()


@claim("{speed} steps a second: the leaps get shorter.", lesson=LESSON)
def shorter(told, speed):
    run = Run(told)
    return run.speed(speed, 100) and -1 < run.factor < 0 and (np.diff(np.abs(run.across)) < run.slack).all()


@claim("{speed} steps a second: the leaps stay as long as they are.", lesson=LESSON)
def even(told, speed):
    run = Run(told)
    return run.speed(speed, 100) and abs(run.factor + 1) < 1e-5


@claim("And on: {speed} steps a second.", lesson=LESSON)
def and_on(told, speed):
    return Run(told).speed(speed, 100)


@claim("Again and again: {speed} steps a second, then {faster}.", lesson=LESSON)
def again_and_faster(told, speed, faster):
    run = Run(told)
    return run.speed(speed, 10, 3) and run.speed(faster, 100) and falls_in(run)
