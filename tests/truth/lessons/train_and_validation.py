"""What TrainAndValidation says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.tables import data_of, tables

LESSON = "TrainAndValidation"
some = {
    "seed": st.sampled_from([147, 0, 1, 2, 3, 4]),
    "held_out": st.sampled_from([0.4, 0.1, 0.8]),
    "degree": st.sampled_from([9, 2, 5, 15]),
    "epochs": st.sampled_from([400, 20, 100, 1000]),
}
made = {
    "data": st.sampled_from(["parabolic", "linear", "anscombe-1", "anscombe-4", "hubble"]),
    "slope": st.sampled_from([0.0, 2.0, -1e3]),
    "noise": st.sampled_from([1.3, 0.0, 1e-3, 20.0]),
    "count": st.sampled_from([20, 6, 9, 60]),
}
FILMS[LESSON] = st.one_of(
    st.fixed_dictionaries({}, optional=made | some),
    st.fixed_dictionaries({"data": tables()}, optional=some),
)

nothing(
    LESSON,
    "And the loss on the held-out points?",
    "Four checks, each within 1 %.",
    "When points held out say so",
    "Now add λ times the squared weights to the loss.",
    "A cure: add λ times the squared weights to the loss.",
    "Training loss alone cannot tell. Held-out points decide.",
)


class Trained:
    """Losses of training and ridge, recomputed from the data and from which of them are held out."""

    def __init__(self, told):
        self.given = told.scene.given
        self.x, self.y = data_of(told)
        self.held = told.scene.found.held
        degree, kept = self.given.degree, ~self.held
        u = 2 * (self.x - self.x.min()) / np.ptp(self.x) - 1
        rows = [np.ones_like(u), u]
        for k in range(1, degree):
            rows.append(((2 * k + 1) * u * rows[k] - k * rows[k - 1]) / (k + 1))
        self.rows = np.column_stack([*rows[1:], rows[0]])
        part, y = self.rows[kept], self.y[kept]
        self.hessian, right = part.T @ part / kept.sum(), part.T @ y / kept.sum()
        rate = 1 / np.linalg.eigvalsh(2 * self.hessian)[-1]
        theta, points = np.array([0.0] * degree + [y.mean()]), []
        for _ in range(self.given.epochs + 1):
            points.append(theta)
            theta = theta - rate * 2 * (self.hessian @ theta - right)
        self.points = np.array(points)
        bare = np.diag([1.0] * degree + [0.0])
        self.penalties = np.logspace(-4, 1, 101)
        self.ridge = np.array([np.linalg.solve(self.hessian + p * bare, right) for p in self.penalties])
        self.size = float(np.mean(self.y**2))

    def losses(self, points):
        gaps = points @ self.rows.T - self.y
        return np.mean(gaps[:, ~self.held] ** 2, axis=1), np.mean(gaps[:, self.held] ** 2, axis=1)

    def prints(self, text, value):
        return agrees(text, value) or abs(number(text) - value) <= 1e-9 * self.size + 1e-6 * abs(value)

    @property
    def passed(self):
        """Whether each check is passed, and whether it is too close to call."""
        train, valid = self.losses(self.points)
        epochs = self.given.epochs
        late = epochs - max(1, round(0.1 * epochs))
        level = 1e-11 * self.size
        gaps = (self.points[[0, -1]] @ self.rows.T - self.y)[:, ~self.held]
        first, last = np.linalg.norm(2 * gaps @ self.rows[~self.held] / (~self.held).sum(), axis=1)
        moved = np.abs((self.points[late] - self.points[-1]) @ self.rows.T).max()
        shares = [
            (train[late] - train[-1], train[0] - train[-1], level),
            (last, first, 1e-10 * np.abs(self.y).max()),
            (moved, np.ptp(self.y), 1e-10 * np.abs(self.y).max()),
            (valid[-1] - valid.min(), valid.min(), level),
        ]
        return [(part <= 0.01 * whole + tiny, part >= 0.01 * whole - tiny) for part, whole, tiny in shares]


@claim("{train} points to train on, {held} held out for validation.", lesson=LESSON)
def start(told, train, held):
    trained = Trained(told)
    inner = trained.x[trained.held]
    outermost = trained.x.min() <= inner.min() and inner.max() <= trained.x.max()
    return outermost and held == trained.held.sum() and train == (~trained.held).sum()


@claim("Gradient descent on the squared gaps bends a curve of degree {degree}.", lesson=LESSON)
def degree_of(told, degree):
    return degree == told.scene.given.degree == told.scene.found.run.points.shape[1] - 1


@claim("It was lowest before training: {before}. A flag.", lesson=LESSON)
def at_once(told, before):
    trained = Trained(told)
    valid = trained.losses(trained.points)[1]
    return trained.prints(before, valid[0]) and valid[0] <= valid.min() + 1e-9 * trained.size


@claim(
    "Validation loss is lowest after {count} epoch: {after}. A flag.",
    "Validation loss is lowest after {count} epochs: {after}. A flag.",
    lesson=LESSON,
)
def lowest(told, count, after):
    trained = Trained(told)
    valid = trained.losses(trained.points)[1]
    return valid[count] <= valid.min() + 1e-9 * trained.size and trained.prints(after, valid.min())


@claim("It falls as well, from {before} to {after}.", lesson=LESSON)
def falls(told, before, after):
    trained = Trained(told)
    valid = trained.losses(trained.points)[1]
    ends = trained.prints(before, valid[0]) and trained.prints(after, valid[-1])
    return ends and number(before) > number(after) and trained.passed[3][0]


@claim("It begins at {before} and ends at {after}.", lesson=LESSON)
def ends(told, before, after):
    trained = Trained(told)
    valid = trained.losses(trained.points)[1]
    return trained.prints(before, valid[0]) and trained.prints(after, valid[-1])


@claim("Train on, to {epochs} epochs.", lesson=LESSON)
def on(told, epochs):
    return epochs == told.scene.given.epochs == told.scene.found.run.steps_taken


@claim("Three say done. Validation disagrees, {times} times its lowest: overfitting.", lesson=LESSON)
def disagrees(told, times):
    trained = Trained(told)
    valid = trained.losses(trained.points)[1]
    return against(told) and agrees(times, valid[-1] / valid.min()) and number(times) >= 2


@claim("Three say done, but validation loss has been lower: they disagree.", lesson=LESSON)
def against(told):
    *three, last = Trained(told).passed
    return all(yes for yes, _ in three) and last[1]


@claim("All four checks agree: done.", lesson=LESSON)
def agree(told):
    return all(yes for yes, _ in Trained(told).passed)


@claim("Passed: {count} of 4 checks. Training is not done.", lesson=LESSON)
def some_pass(told, count):
    checks = Trained(told).passed
    surely, perhaps = sum(not no for _, no in checks), sum(yes for yes, _ in checks)
    return surely <= count <= perhaps and count < 4


@claim("Here no penalty lowers the validation loss: it stays at {before} or above.", lesson=LESSON)
def in_vain(told, before):
    trained = Trained(told)
    valid = trained.losses(trained.ridge)[1]
    return trained.prints(before, valid[0]) and trained.prints(before, valid.min())


def at_best(told, strength, after):
    trained = Trained(told)
    valid = trained.losses(trained.ridge)[1]
    best = int(np.argmin(valid))
    near = valid <= valid[best] + 1e-9 * trained.size
    printed = any(agrees(strength, penalty) for penalty in trained.penalties[near])
    return printed and trained.prints(after, valid[best]) and valid[best] < valid[0]


@claim("λ = {strength}: training loss up to {train}, validation down to {after}.", lesson=LESSON)
def better(told, strength, train, after):
    trained = Trained(told)
    losses, valid = trained.losses(trained.ridge)
    best = int(np.argmin(valid))
    return at_best(told, strength, after) and trained.prints(train, losses[best]) and losses[best] > losses[0]


@claim("λ = {strength}: validation loss down to {after}.", lesson=LESSON)
def only_better(told, strength, after):
    return at_best(told, strength, after)


@claim("The weights shrink from {before} to {after}. Held-out points decide.", lesson=LESSON)
def shrink(told, before, after):
    trained = Trained(told)
    best = int(np.argmin(trained.losses(trained.ridge)[1]))
    sizes = np.linalg.norm(trained.ridge[:, :-1], axis=1)
    printed = trained.prints(before, sizes[0]) and trained.prints(after, sizes[best])
    return printed and number(before) > number(after)
