"""What RegressionLineFitting says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from scenes.base.theme import BALL_RADIUS
from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.tables import curvatures, data_of, least_squares, mean_squared_error, tables

LESSON = "RegressionLineFitting"
run = {
    "steps": st.sampled_from([1, 2, 3, 10, 40, 200, 1500, 20_000]),
    "learning_rate": st.sampled_from([None, None, None, 1e-9, 1e-4, 0.01, 0.1, 0.3, 0.4, 1.0, 1.1, 5.0, 1e6]),
    "standardise": st.sampled_from([None, None, True, False]),
    "start_slope": st.sampled_from([None, None, 0.0, 1.5, -900.0, 1e6]),
    "start_intercept": st.sampled_from([None, None, 0.0, 2.0, 3.0, -5000.0]),
}
made = {
    "data": st.sampled_from(["linear", "linear", "parabolic"]),
    "slope": st.sampled_from([1.5, 0.0, -100.0, 1e5]),
    "intercept": st.sampled_from([2.0, 0.0, -3e5]),
    "noise": st.sampled_from([0.0, 1e-9, 1e-4, 1.0, 20.0, 1e5]),
    "count": st.sampled_from([2, 3, 5, 20, 60]),
    "seed": st.sampled_from([0, 1, 78]),
}
FILMS[LESSON] = st.one_of(
    st.fixed_dictionaries({**run, "data": tables()}),
    st.fixed_dictionaries({"steps": run["steps"], "data": tables()}),
    st.fixed_dictionaries({**run, **made}),
    st.fixed_dictionaries({**run, "data": st.sampled_from([f"anscombe-{k}" for k in (1, 2, 3, 4)])}),
)

nothing(
    LESSON,
    "One line is one point: slope w tilts it, intercept b lifts it.",
    "Every place has its square; contours join equal ones.",
    "The gradient: how fast MSE rises along w and along b.",
    "Again: a new gradient at the new point, a new step.",
    "Predict: how small does the square get?",
    "The line with the least MSE",
)


class Run:
    """What a told film shows, recomputed from the data, the start and the rate."""

    def __init__(self, told):
        fitting = told.scene.fitting
        x, self.y = data_of(told)
        self.x = x
        self.standardised = fitting.feature.scale != 1.0 or fitting.feature.mean != 0.0
        self.z = (x - x.mean()) / x.std() if self.standardised else x
        self.rate, self.points = fitting.rate, fitting.run.points
        self.steps = len(self.points) - 1
        self.best = least_squares(self.z, self.y)
        (_, steep), _ = curvatures(self.z)
        self.factor = 1 - self.rate * steep
        self.spread = float(self.y.std()) if np.ptp(self.y) else 1.0
        self.rounding = 1e-12 * float(np.mean(self.y**2)) + 1e-300

    def loss(self, step):
        return mean_squared_error(self.points[step], self.z, self.y)

    @property
    def least(self):
        return mean_squared_error(self.best, self.z, self.y)

    def gradient(self, step):
        gaps = self.points[step, 0] * self.z + self.points[step, 1] - self.y
        return 2 * np.array([np.mean(gaps * self.z), np.mean(gaps)])

    def prints(self, text, value):
        """Tell whether a text shows a loss, but for roundings."""
        return agrees(text, value) or abs(number(text) - value) <= self.rounding


def at_best(run):
    return run.loss(0) - run.least <= 1e-10 * run.spread**2 + run.rounding


def visible(run):
    return run.loss(0) > max(2 * run.least, (0.05 * run.spread) ** 2)


@claim("{count} points, and a line that misses them.")
def misses(told, count):
    run = Run(told)
    return count == len(run.x) and visible(run)


@claim("{count} points, and a line that is close to the best one.")
def close(told, count):
    run = Run(told)
    return count == len(run.x) and not visible(run)


@claim("{count} points, and the line that fits them best.")
def fits_best(told, count):
    run = Run(told)
    return count == len(run.x) and at_best(run)


@claim("x, standardised: z = (x {mean}) / {scale}.")
def standardised(told, mean, scale):
    run = Run(told)
    sign, digits = mean.split()
    printed = number(digits) * (1 if sign == "−" else -1)
    near = abs(printed - run.x.mean()) <= 0.01 * run.x.std()
    return run.standardised and near and printed != 0 and agrees(scale, run.x.std())


@claim("x, standardised: z = x / {scale}.")
def scaled(told, scale):
    run = Run(told)
    return run.standardised and abs(run.x.mean()) <= 1e-9 * run.x.std() and agrees(scale, run.x.std())


def gaps_seen(told):
    run, (low, high) = Run(told), told.scene.panel.plot.y_range
    line = run.points[0, 0] * run.z + run.points[0, 1]
    return bool((line >= low).all() and (line <= high).all())


def loss_shown(told):
    return Run(told).prints(told.scene.stage.formula.number.text, Run(told).loss(0))


@claim("Square the gaps. Their mean is one square: the MSE.")
def one_square(told):
    return loss_shown(told) and gaps_seen(told)


@claim("Square the gaps, and take their mean: the MSE.")
def squares(told):
    run, (low, high) = Run(told), told.scene.panel.plot.y_range
    return loss_shown(told) and not (gaps_seen(told) and run.loss(0) > (0.1 * (high - low)) ** 2)


@claim("Turned round, times the learning rate {rate}: the step.")
def step(told, rate):
    run = Run(told)
    if not agrees(rate, run.rate):
        return False
    moved, wanted = run.points[1] - run.points[0], -run.rate * run.gradient(0)
    return np.abs(moved - wanted).max() <= 1e-9 * max(np.abs(run.points[:2]).max(), np.abs(wanted).max())


@claim("Turned round, times the learning rate {rate}: too short to be seen.")
def unseen(told, rate):
    way = told.scene.walk.screen[1] - told.scene.walk.screen[0]
    return step(told, rate) and np.hypot(way[0], way[1]) <= BALL_RADIUS


@claim("Learning rate times gradient: a step beyond every scale.")
def beyond(told):
    run = Run(told)
    there = run.points[0] - run.rate * run.gradient(0)
    return run.steps == 0 and mean_squared_error(there, run.z, run.y) > 1e30


@claim("Too far: MSE rises from {before} to {after}.")
def rises(told, before, after):
    run = Run(told)
    return (
        number(after) > number(before) and run.prints(before, run.loss(0)) and run.prints(after, run.loss(1))
    )


@claim("One step: MSE falls from {before} to {after}.")
def falls(told, before, after):
    run = Run(told)
    return (
        number(after) < number(before) and run.prints(before, run.loss(0)) and run.prints(after, run.loss(1))
    )


@claim("One step: MSE stays at {loss}.")
def stays(told, loss):
    run = Run(told)
    return (
        run.prints(loss, run.loss(0)) and abs(run.loss(1) - run.loss(0)) <= 1e-6 * run.loss(0) + run.rounding
    )


@claim("The same rule, α = {rate}: {steps} steps.")
def same_rule(told, rate, steps):
    return steps == Run(told).steps > 2 and agrees(rate, Run(told).rate)


@claim("The gradient is zero here: no step leads down.")
def zero(told):
    run = Run(told)
    shown = [text for text in told.numbers[-2] if "".join(c for c in text if c.isdigit()).strip("0") == ""]
    return at_best(run) and len(shown) >= 2


@claim("There is next to no gradient here: no step leads further down.")
def nearly_zero(told):
    return at_best(Run(told))
