"""What SlopeOnly says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.tables import data_of, tables

LESSON = "SlopeOnly"
run = {
    "steps": st.sampled_from([1, 2, 3, 10, 40, 200]),
    "learning_rate": st.sampled_from([None, None, None, 1e-9, 1e-4, 0.01, 0.1, 0.3, 0.375, 0.4, 1.0, 1e6]),
    "start_slope": st.sampled_from([None, None, 0.0, 1.5, -900.0, 1e6]),
}
made = {
    "data": st.sampled_from(["linear", "linear", "parabolic"]),
    "slope": st.sampled_from([1.5, 0.0, -100.0, 1e5]),
    "intercept": st.sampled_from([0.0, 2.0, -3e5]),
    "noise": st.sampled_from([0.0, 1e-9, 1.0, 20.0, 1e5]),
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
    "Slope across, loss up: the line is one point.",
    "Predict: the line turns. How does the point move?",
    "Square the gaps, and take their mean: that is the loss.",
    "Again: a new gradient, a new step.",
)


class Run:
    """What a told film shows, recomputed from the data, the start and the rate."""

    def __init__(self, told):
        self.x, self.y = data_of(told)
        self.rate, self.w = told.scene.fitting.rate, told.scene.fitting.run.points[:, 0]
        self.steps = len(self.w) - 1
        self.mean = float(np.mean(self.x**2))
        self.best = float(self.x @ self.y / (self.x @ self.x))
        self.least = self.loss(self.best)
        self.rounding = 1e-11 * float(np.mean(self.y**2)) + 1e-300
        self.factor = 1 - 2 * self.rate * self.mean

    def loss(self, w):
        return float(np.mean((w * self.x - self.y) ** 2))

    def gradient(self, w):
        return 2 * float(np.mean((w * self.x - self.y) * self.x))

    def prints(self, text, value):
        """Tell whether a text shows a loss, but for roundings."""
        return agrees(text, value) or abs(number(text) - value) <= self.rounding

    @property
    def at_best(self):
        return self.loss(self.w[0]) - self.least <= 1e-10 * float(np.mean(self.y**2)) + self.rounding


def best_slope(told, best):
    """Tell whether a text shows Σxy / Σx², but for roundings of the sum."""
    one = Run(told)
    rounding = 1e-11 * float(np.abs(one.x * one.y).sum() / (one.x @ one.x))
    return agrees(best, one.best) or abs(number(best) - one.best) <= rounding


@claim("Through the origin: only the slope is free.", lesson=LESSON)
def through_origin(told):
    return told.scene.panel.predict(np.zeros(1))[0] == 0.0


@claim("Square the gaps. Their mean is the loss.", lesson=LESSON)
def squares(told):
    one = Run(told)
    return one.prints(told.scene.stage.formula.number.text, one.loss(one.w[0]))


@claim("Turned both ways, its point draws a parabola.", lesson=LESSON)
def parabola(told):
    one = Run(told)
    away = np.linspace(-2.0, 2.0, 9) * max(abs(one.best), 1e-300)
    rises = np.array([one.loss(one.best + d) - one.least for d in away])
    return np.allclose(rises, one.mean * away**2, rtol=1e-6, atol=1e-9 * rises.max() + one.rounding)


@claim("The slope of the curve is the gradient: uphill.", lesson=LESSON)
def uphill(told):
    one = Run(told)
    way = np.sign(one.gradient(one.w[0]))
    ahead = one.w[0] + way * 1e-3 * abs(one.best - one.w[0])
    return way != 0 and one.loss(ahead) >= one.loss(one.w[0]) - one.rounding


def led(one):
    return one.w[0] - one.rate * one.gradient(one.w[0])


@claim("Turned round, times α = {rate}: the step.", lesson=LESSON)
def step(told, rate):
    one = Run(told)
    size = max(abs(one.w[0]), abs(one.w[1]), one.rate * abs(one.gradient(one.w[0])))
    return agrees(rate, one.rate) and abs(one.w[1] - led(one)) <= 1e-8 * size


@claim("Learning rate {rate} times gradient: a step beyond every scale.", lesson=LESSON)
def beyond(told, rate):
    one = Run(told)
    with np.errstate(all="ignore"):
        return agrees(rate, one.rate) and one.steps == 0 and not one.loss(led(one)) <= 1e30


@claim("Too far: the loss rises from {before} to {after}.", lesson=LESSON)
def rises(told, before, after):
    one = Run(told)
    told_right = one.prints(before, one.loss(one.w[0])) and one.prints(after, one.loss(one.w[1]))
    return told_right and number(after) > number(before) and one.factor < -1


@claim("The loss stays {loss}.", lesson=LESSON)
def stays(told, loss):
    one = Run(told)
    before, after = one.loss(one.w[0]), one.loss(one.w[1])
    return one.prints(loss, before) and abs(after - before) <= 1e-6 * before + one.rounding


@claim("The slope gets gentler, so the steps get shorter.", lesson=LESSON)
def gentler(told):
    one = Run(told)
    return one.steps > 1 and (
        abs(one.gradient(one.w[1])) < abs(one.gradient(one.w[0])) or abs(one.factor) < 1
    )


@claim("The slope gets steeper, so the steps get longer.", lesson=LESSON)
def steeper(told):
    one = Run(told)
    return one.steps > 1 and abs(one.gradient(one.w[1])) > abs(one.gradient(one.w[0]))


@claim("The gradient is zero here: no step leads down.", lesson=LESSON)
def zero(told):
    return Run(told).at_best


@claim("Best: all slopes y/x, their mean weighted by x²: {best}.", "The best slope: {best}", lesson=LESSON)
def lowest(told, best):
    return best_slope(told, best)


@claim("One aside, {rise} higher: the mean of x².", lesson=LESSON)
def one_aside(told, rise):
    return agrees(rise, Run(told).mean)


@claim("{unit} aside, {rise} higher: {unit}² times the mean of x².", lesson=LESSON)
def aside(told, unit, rise):
    return agrees(rise, Run(told).mean * number(unit) ** 2)


@claim("No other line through the origin has a smaller loss than {least}.", lesson=LESSON)
def no_other(told, least):
    one = Run(told)
    return one.at_best and one.prints(least, one.least)


@claim("Step {step} leads beyond every scale: this learning rate is too large.", lesson=LESSON)
def left(told, step):
    one = Run(told)
    with np.errstate(all="ignore"):
        gone = not one.loss(one.w[-1] - one.rate * one.gradient(one.w[-1])) <= 1e30
    return step == one.steps + 1 and one.factor < -1 and gone


@claim("Each step lands higher than the one before: this learning rate is too large.", lesson=LESSON)
def higher(told):
    one = Run(told)
    return one.factor < -1 and one.loss(one.w[-1]) > one.loss(one.w[0])


@claim("The point leaps to and fro and comes no closer: a smaller rate would.", lesson=LESSON)
def to_and_fro(told):
    return abs(Run(told).factor + 1) < 1e-5


@claim(
    "After {count} step the loss is {loss}, the lowest there is.",
    "After {count} steps the loss is {loss}, the lowest there is.",
    lesson=LESSON,
)
def no_better(told, count, loss):
    one = Run(told)
    final = one.loss(one.w[-1])
    alike = f"{final:.3g}" == f"{one.least:.3g}" or final - one.least <= 1e-9 * one.least + one.rounding
    return count == one.steps and one.prints(loss, final) and alike


@claim(
    "{count} step: the loss fell from {first} to {loss}, the lowest there is.",
    "{count} steps: the loss fell from {first} to {loss}, the lowest there is.",
    lesson=LESSON,
)
def fell_to_the_least(told, count, first, loss):
    one = Run(told)
    fell = one.prints(first, one.loss(one.w[0])) and number(first) > number(loss)
    return fell and no_better(told, count, loss)


@claim(
    "After {count} step the loss is {loss}; the lowest point is at {least}.",
    "After {count} steps the loss is {loss}; the lowest point is at {least}.",
    lesson=LESSON,
)
def not_there_yet(told, count, loss, least):
    one = Run(told)
    printed = one.prints(loss, one.loss(one.w[-1])) and one.prints(least, one.least)
    return count == one.steps and printed and number(loss) > number(least)


@claim(
    "{count} step: the loss fell from {first} to {loss}; the lowest point is at {least}.",
    "{count} steps: the loss fell from {first} to {loss}; the lowest point is at {least}.",
    lesson=LESSON,
)
def fell_towards_the_least(told, count, first, loss, least):
    one = Run(told)
    fell = one.prints(first, one.loss(one.w[0])) and number(first) > number(loss)
    return fell and not_there_yet(told, count, loss, least)
