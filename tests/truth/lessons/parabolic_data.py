"""What ParabolicData says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS

LESSON = "ParabolicData"
FILMS[LESSON] = st.fixed_dictionaries(
    {},
    optional={
        "reach": st.sampled_from([3.0, 0.1, 1.0, 10.0, 100.0]),
        "noise": st.sampled_from([1.0, 0.0, 1e-3, 5.0, 1e4]),
        "count": st.sampled_from([40, 62, 100]),
        "few": st.sampled_from([10, 13, 30]),
        "degree": st.sampled_from([9, 3, 5]),
        "steps": st.sampled_from([1, 2, 40, 200]),
        "seed": st.sampled_from([129, 0, 1, 2, 3]),
    },
)

nothing(LESSON, "Straight data, same noise: how low?", "The same rule, with x² added.")


class Fits:
    """The data and all fits of least squares, recomputed from the parameters."""

    def __init__(self, told):
        p = self.given = told.scene.given
        self.x = np.linspace(-p.reach, p.reach, p.count)
        noise = p.noise * np.random.default_rng(p.seed).standard_normal(p.count)
        scale = p.reach / 3
        self.bent, self.straight = self.x**2 + noise, 1.5 * scale * self.x + 2 * scale**2 + noise
        self.kept = np.zeros(p.count, dtype=bool)
        self.kept[[int((2 * k + 1) * p.count / (2 * p.few)) for k in range(p.few)]] = True
        self.size = float(np.mean(self.bent**2))

    def least(self, y, degree):
        return self.error(self.fit(self.x, y, degree), self.x, y)

    def fit(self, x, y, degree):
        return np.polynomial.Polynomial.fit(x, y, degree)

    def error(self, fit, x, y):
        return float(np.mean((fit(x) - y) ** 2))

    def few(self, degree, which):
        fit = self.fit(self.x[self.kept], self.bent[self.kept], degree)
        return self.error(fit, self.x[which], self.bent[which])

    def prints(self, text, value):
        return agrees(text, value) or abs(number(text) - value) <= 1e-10 * self.size

    @property
    def others(self):
        return [self.few(k, ~self.kept) for k in range(1, self.given.degree + 1)]


@claim("{count} points around a parabola, and a line.", lesson=LESSON)
def points(told, count):
    return count == told.scene.given.count


@claim("Square the gaps: the MSE is their mean.", lesson=LESSON)
def squared(told):
    """The square that becomes of them is as large as that mean."""
    fits, study = Fits(told), told.scene.found
    return np.isclose(told.scene.first, np.mean((study.predict(study.line_run[0], fits.x) - fits.bent) ** 2))


@claim(
    "{steps} step of descent: MSE falls.",
    "{steps} steps of descent: MSE falls.",
    lesson=LESSON,
)
def descent(told, steps, count):
    fits, study = Fits(told), told.scene.found
    errors = [np.mean((study.predict(one, fits.x) - fits.bent) ** 2) for one in study.line_run]
    return steps == told.scene.given.steps == len(errors) - 1 and errors[0] > errors[-1]


@claim("Tilted either way, MSE rises: {least} is the minimum.", lesson=LESSON)
def minimum(told, least):
    fits = Fits(told)
    return fits.prints(least, fits.least(fits.bent, 1))


def both(told, straight, bent):
    fits = Fits(told)
    return fits.prints(straight, fits.least(fits.straight, 1)) and fits.prints(bent, fits.least(fits.bent, 1))


@claim("Straight data: {straight}. The bend adds {more}: too stiff, high bias.", lesson=LESSON)
def high(told, straight, more):
    fits = Fits(told)
    bent, low = fits.least(fits.bent, 1), fits.least(fits.straight, 1)
    return fits.prints(straight, low) and fits.prints(more, bent - low) and bent > 1.4 * low


@claim("bend {more}", lesson=LESSON)
def bend(told, more):
    fits = Fits(told)
    return not more or fits.prints(more, fits.least(fits.bent, 1) - fits.least(fits.straight, 1))


@claim("{straight} for straight data, {bent} for the parabola: the noise hides the bend.", lesson=LESSON)
def hidden(told, straight, bent):
    fits = Fits(told)
    return both(told, straight, bent) and fits.least(fits.bent, 1) < 1.6 * fits.least(fits.straight, 1)


@claim("Fit {few} of the points, with powers 1 to {power}.", lesson=LESSON)
def sweeping(told, few, power):
    fits, p = Fits(told), told.scene.given
    errors = [fits.few(k, fits.kept) for k in range(1, p.degree + 1)]
    slack = 1e-9 * fits.size
    drawn = np.allclose(told.scene.found.on_kept, errors, rtol=1e-6, atol=slack)
    return (few, power) == (p.few, p.degree) and drawn and bool(np.all(np.diff(errors) <= slack))


@claim("How far off are the {count} other points?", lesson=LESSON)
def left_out(told, count):
    return count == told.scene.given.count - told.scene.given.few


@claim("MSE {error}: it follows the noise. High variance.", lesson=LESSON)
def varies(told, error):
    others = Fits(told).others
    return (
        Fits(told).prints(error, others[-1]) and others[-1] > 1.9 * min(others) and told.scene.given.noise > 0
    )


@claim("On the others MSE is {error}.", lesson=LESSON)
def on_others(told, error):
    return Fits(told).prints(error, Fits(told).others[-1])


@claim("Best on the others: MSE {error}.", lesson=LESSON)
def best(told, error):
    fits = Fits(told)
    return fits.prints(error, min(fits.others))


@claim("Best on the others, in between: MSE {error}.", lesson=LESSON)
def best_between(told, error):
    others, fits = Fits(told).others, Fits(told)
    return fits.prints(error, min(others)) and min(others[1:-1]) <= min(others) + 1e-9 * fits.size


@claim("The right bend: degree {degree}", lesson=LESSON)
def right_bend(told, degree):
    others = Fits(told).others
    return others[degree - 1] <= min(others) + 1e-9 * Fits(told).size
