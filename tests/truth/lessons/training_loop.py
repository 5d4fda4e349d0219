"""What TrainingLoop says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.lessons.regression_line_fitting import Run, made, scaled, standardised
from tests.truth.tables import mean_squared_error, tables

LESSON = "TrainingLoop"
run = {
    "epochs": st.sampled_from([1, 2, 3, 10, 40, 200]),
    "learning_rate": st.sampled_from([None, None, None, 1e-9, 1e-4, 0.01, 0.1, 0.4, 1.0, 5.0, 1e6]),
    "standardise": st.sampled_from([None, None, True, False]),
    "start_seed": st.sampled_from([0, 5, 17]),
    "steps_named": st.sampled_from(["five", "seven"]),
}
FILMS[LESSON] = st.one_of(
    st.fixed_dictionaries({**run, "data": tables()}),
    st.fixed_dictionaries({**run, **made}),
    st.fixed_dictionaries({**run, "data": st.sampled_from([f"anscombe-{k}" for k in (1, 2, 3, 4)])}),
)
nothing(
    LESSON,
    "Its slope w and intercept b are one point.",
    "Predict: which way will the line move?",
    "(4) gradients: how fast the loss rises with w and with b.",
    "(5) backward: how fast the loss rises with w and with b.",
)
claim("x, standardised: z = (x {mean}) / {scale}.", lesson=LESSON)(standardised)
claim("x, standardised: z = x / {scale}.", lesson=LESSON)(scaled)


@claim(
    "{count} points. (1) start: a random line.",
    "(1) data: {count} points. (2) start: a random line.",
    lesson=LESSON,
)
def start(told, count):
    return count == len(Run(told).x)


@claim(
    "(2) predict: the line has a ŷ for every x.",
    "(3) forward: the line predicts a ŷ for every x.",
    lesson=LESSON,
)
def predictions(told):
    one, panel = Run(told), told.scene.panel
    w, b = one.points[-1]
    wanted = w * one.z + b
    return np.allclose(
        panel.predict(one.x), wanted, rtol=1e-6, atol=1e-9 * (np.abs(wanted).max() + one.spread)
    )


@claim(
    "(3) loss, MSE: the mean of the squared gaps.",
    "(4) loss, MSE: the mean of the squared gaps.",
    lesson=LESSON,
)
def loss(told):
    one = Run(told)
    return one.prints(told.scene.stage.formula.number.text, one.loss(0)) or one.steps > 0


@claim("gradient, drawn × {factor}", lesson=LESSON)
def drawn(told, factor):
    arrows, plot = told.scene.walk.arrows, told.scene.stage.plot
    here, tip = plot.read(np.array([arrows.screen[0], arrows.tips(0)[-2]]))[:, :2]
    near = 1e-9 * (np.abs(here) + np.ptp([plot.x_range, plot.y_range], axis=1))
    return (np.abs(tip - here - number(factor) * Run(told).gradient(0)) <= near).all()


@claim(
    "(5) update: against the gradient, times α = {rate}.",
    "(6) update: against the gradient, times α = {rate}.",
    lesson=LESSON,
)
def update(told, rate):
    one = Run(told)
    moved, wanted = one.points[1] - one.points[0], -one.rate * one.gradient(0)
    near = np.abs(moved - wanted).max() <= 1e-9 * max(np.abs(one.points[:2]).max(), np.abs(wanted).max())
    return agrees(rate, one.rate) and near


@claim("Gradient descent: the loss fell to {after}.", lesson=LESSON)
def fell(told, after):
    one = Run(told)
    return one.prints(after, one.loss(1)) and number(after) < one.loss(0)


@claim("Gradient descent: the loss rose to {after}.", lesson=LESSON)
def rose(told, after):
    one = Run(told)
    return one.prints(after, one.loss(1)) and number(after) > one.loss(0)


@claim("Gradient descent: the loss stays {loss}.", lesson=LESSON)
def stays(told, loss):
    one = Run(told)
    return (
        one.prints(loss, one.loss(0)) and abs(one.loss(1) - one.loss(0)) <= 1e-6 * one.loss(0) + one.rounding
    )


@claim(
    "Repeat. A round with all the data is an epoch.",
    "(7) repeat. A round with all the data is an epoch.",
    lesson=LESSON,
)
def epoch(told):
    one = Run(told)
    return one.steps <= told.scene.given.epochs and len(told.scene.fitting.loss.labels) == len(one.y)


@claim("The same loop, {count} epochs.", lesson=LESSON)
def rounds(told, count):
    return count == Run(told).steps > 1


@claim("{count} round of the loop", "{count} rounds of the loop", lesson=LESSON)
def answer(told, count):
    return count == Run(told).steps


@claim("Round {step} leads beyond every scale: this learning rate is too large.", lesson=LESSON)
def left(told, step):
    one = Run(told)
    with np.errstate(all="ignore"):
        there = one.points[-1] - one.rate * one.gradient(-1)
        gone = not mean_squared_error(there, one.z, one.y) <= 1e30
    return step == one.steps + 1 and one.factor < -1 and gone


@claim("The gradients are zero here: nothing is left to learn.", lesson=LESSON)
def zero(told):
    one = Run(told)
    return one.steps == 0 and one.loss(0) - one.least <= 1e-10 * one.spread**2 + one.rounding


def ends(told, count, first, final):
    one = Run(told)
    return count == one.steps and one.prints(first, one.loss(0)) and one.prints(final, one.loss(-1))


@claim(
    "{count} epoch: the loss fell from {first} to {final}.",
    "{count} epochs: the loss fell from {first} to {final}.",
    lesson=LESSON,
)
def fell_at_last(told, count, first, final):
    return ends(told, count, first, final) and number(final) < number(first)


@claim(
    "{count} epoch: the loss rose from {first} to {final}.",
    "{count} epochs: the loss rose from {first} to {final}.",
    lesson=LESSON,
)
def rose_at_last(told, count, first, final):
    return ends(told, count, first, final) and number(final) > number(first)


@claim(
    "After {count} epoch the loss is {final}, as at the start.",
    "After {count} epochs the loss is {final}, as at the start.",
    lesson=LESSON,
)
def as_at_the_start(told, count, final):
    one = Run(told)
    return (
        ends(told, count, final, final)
        and abs(one.loss(-1) - one.loss(0)) <= 1e-6 * one.loss(0) + one.rounding
    )
