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


@claim("Step {step} leads beyond every scale: this learning rate is too large.")
def left(told, step):
    run = Run(told)
    with np.errstate(all="ignore"):
        there = run.points[-1] - run.rate * run.gradient(-1)
        gone = not mean_squared_error(there, run.z, run.y) <= 1e30
    return step == run.steps + 1 and run.factor < -1 and gone


@claim("The point runs away: this learning rate is too large.")
def runs_away(told):
    run = Run(told)
    return run.factor < -1 and run.loss(-1) > run.loss(0)


@claim("Not higher than at the start yet, but each step leaps {factor} times as far.")
def still_low(told, factor):
    run = Run(told)
    return agrees(factor, -run.factor) and number(factor) > 1 and run.loss(-1) <= run.loss(0) * (1 + 1e-9)


@claim("The point leaps to and fro and comes no closer: a smaller rate would.")
def to_and_fro(told):
    return abs(Run(told).factor + 1) < 1e-5


@claim("No other line has a smaller MSE than {least}.")
def no_other(told, least):
    run = Run(told)
    return at_best(run) and run.prints(least, run.least)


def lowest(run):
    alike = f"{run.loss(-1):.4g}" == f"{run.least:.4g}"
    return alike or run.loss(-1) - run.least <= 1e-9 * run.least + run.rounding


def fell(run, first, loss):
    return run.prints(first, run.loss(0)) and number(first) > number(loss) and run.loss(0) > run.loss(-1)


@claim(
    "After {steps} step MSE is {loss}: no line does better.",
    "After {steps} steps MSE is {loss}: no line does better.",
)
def no_better(told, steps, count, loss):
    run = Run(told)
    return steps == run.steps and run.prints(loss, run.loss(-1)) and lowest(run)


@claim(
    "{steps} step: MSE fell from {first} to {loss}; no line does better.",
    "{steps} steps: MSE fell from {first} to {loss}; no line does better.",
)
def fell_to_the_least(told, steps, count, first, loss):
    return no_better(told, steps, count, loss) and fell(Run(told), first, loss)


@claim(
    "After {steps} step MSE is {loss}; the best line has {least}.",
    "After {steps} steps MSE is {loss}; the best line has {least}.",
)
def not_there_yet(told, steps, count, loss, least):
    run = Run(told)
    printed = run.prints(loss, run.loss(-1)) and run.prints(least, run.least)
    return steps == run.steps and printed and number(loss) > number(least)


@claim(
    "{steps} step: MSE fell from {first} to {loss}; the best line has {least}.",
    "{steps} steps: MSE fell from {first} to {loss}; the best line has {least}.",
)
def fell_towards_the_least(told, steps, count, first, loss, least):
    return not_there_yet(told, steps, count, loss, least) and fell(Run(told), first, loss)


@claim("In x, the best line has slope {slope}, intercept {intercept}.")
def in_units(told, slope, intercept):
    run = Run(told)
    exact = least_squares(run.x, run.y)
    sizes = np.abs(run.y).max() / np.array([np.abs(run.x - run.x.mean()).max(), 1.0]) + np.array(
        [0.0, abs(exact[0] * run.x.mean())]
    )
    return all(
        agrees(text, value) or abs(number(text) - value) <= 1e-9 * size
        for text, value, size in zip((slope, intercept), exact, sizes, strict=True)
    )


@claim("All four of Anscombe's sets: slope {slope}, intercept {intercept} in x.")
def anscombe(told, slope, intercept):
    return (slope, intercept) == ("0.500", "3.00") and told.scene.given.data in {
        f"anscombe-{k}" for k in (1, 2, 3, 4)
    }


@claim("The truth is curved: the best line is still far from many points.")
def curved(told):
    run = Run(told)
    gaps = np.abs(run.best[0] * run.z + run.best[1] - run.y)
    return told.scene.given.data == "parabolic" and (gaps > 0.2 * run.spread).mean() >= 0.3


@claim("The truth is curved: no line follows it.")
def no_line_follows(told):
    return told.scene.given.data == "parabolic"


def shift(told):
    run, given = Run(told), told.scene.given
    gaps = run.best[0] * run.z + run.best[1] - given.slope * run.x - given.intercept
    return float(np.sqrt(np.mean(gaps**2))) / run.spread


@claim("Without noise, the best line is the true one.")
def true_one(told):
    return told.scene.given.noise == 0.0 and shift(told) < 1e-9


@claim("So little noise leaves the best line at the true one.")
def at_the_true_one(told):
    return told.scene.given.noise > 0 and shift(told) < 1e-2


@claim("The noise moved the best line a little away from the true one.")
def a_little(told):
    return told.scene.given.noise > 0 and 0 < shift(told) <= 0.5


@claim("The noise moved the best line away from the true one.")
def away(told):
    return told.scene.given.noise > 0 and shift(told) > 0.5
