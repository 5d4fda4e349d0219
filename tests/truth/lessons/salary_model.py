"""What SalaryModel says, and what must be so."""

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.tables import data_of, least_squares, tables

LESSON = "SalaryModel"
made = {
    "bias": st.sampled_from([1000.0, 0.0, 12.5, -300.0, 1e5]),
    "weight": st.sampled_from([2000.0, 0.0, 0.75, -150.0, 1e4]),
    "noise": st.sampled_from([800.0, 0.0, 1e-3, 50.0, 1e5]),
    "count": st.sampled_from([2, 3, 14, 100]),
    "seed": st.sampled_from([906, 0, 1]),
    "years": st.sampled_from([2.0, 1.0, 0.5, 3.25, 40.0]),
    "paid": st.sampled_from([5600.0, 5000.0, 0.0, 123.4, 1e6]),
    "currency": st.sampled_from([None, "", "€", "£"]),
}
FILMS[LESSON] = st.one_of(
    st.fixed_dictionaries({}, optional=made),
    st.fixed_dictionaries({"data": tables()}),
    st.fixed_dictionaries({"data": tables(), "row": st.sampled_from([1, 2, 3, 8])}),
)


class Model:
    """The line and the noise, recomputed from the data."""

    def __init__(self, told):
        given = told.scene.given
        self.x, self.y = data_of(told)
        self.slope, self.intercept = (
            least_squares(self.x, self.y) if given.from_file else (given.weight, given.bias)
        )
        self.sizes = np.abs(self.y) + abs(self.intercept) + np.abs(self.slope * self.x)
        self.noise = self.y - self.intercept - self.slope * self.x
        self.noise[np.abs(self.noise) <= 1e-12 * self.sizes] = 0.0
        self.row = told.scene.found.row
        self.sigma = float(np.sqrt(np.mean(self.noise**2)))
        self.size = float(self.sizes.max())

    @property
    def said(self):
        return self.intercept + self.slope * self.x[self.row]

    def prints(self, text, value, slack=0.51):
        """Tell whether an amount is printed, but for its currency and for roundings."""
        bare = text.strip("$€£ ").replace("−$", "−").replace("−£", "−")
        return agrees(bare, value, slack) or abs(number(bare) - value) <= 1e-12 * self.size


def wages(told):
    return not told.scene.given.from_file


nothing(LESSON, "Bias, weight and noise")
nothing(LESSON, "Each worker has noise: the gap to the line.", "Each row has noise: its gap to the line.")


@claim("{count} workers: years of experience, and what each is paid.", lesson=LESSON)
def workers(told, count):
    return wages(told) and count == len(Model(told).x) == told.scene.given.count


@claim("{count} rows: {x}, and {y}.", lesson=LESSON)
def rows(told, count, x, y):
    return count == len(Model(told).x) and (x, y) == ("size", "height")


@claim("Without experience, a worker gets {b}: the bias.", lesson=LESSON)
@claim("Where {x} is 0, the best line has {b}: the bias.", lesson=LESSON)
def bias(told, b, x="years"):
    return Model(told).prints(b, Model(told).intercept)


@claim("The best line has {b} where {x} is 0, outside the picture: the bias.", lesson=LESSON)
def bias_outside(told, b, x):
    model, (low, high) = Model(told), told.scene.way.y_range
    left, right = told.scene.way.x_range
    return bias(told, b) and not (left <= 0 <= right and low <= 0 <= high and low <= model.intercept <= high)


@claim("Each year adds {w}: the weight.", lesson=LESSON)
def each_year(told, w):
    return Model(told).prints(w, told.scene.given.weight) and told.scene.given.weight >= 0


@claim("Each year takes away {w}: the weight is negative.", lesson=LESSON)
def each_year_less(told, w):
    return Model(told).prints(w, -told.scene.given.weight) and told.scene.given.weight < 0


@claim("The line is level: the weight is {w}.", lesson=LESSON)
def level(told, w):
    return number(w) == 0.0 and abs(Model(told).slope * np.ptp(Model(told).x)) <= 1e-3 * Model(told).size


@claim("{step} more in {x} adds {rise}: the weight is {w}.", lesson=LESSON)
def adds(told, step, x, rise, w):
    model = Model(told)
    return (
        model.prints(w, model.slope)
        and agrees(rise, abs(model.slope) * told.scene.way.unit, 1.0)
        and agrees(step, told.scene.way.unit)
        and model.slope > 0
    )


@claim("{step} more in {x} takes away {rise}: the weight is {w}.", lesson=LESSON)
def takes(told, step, x, rise, w):
    model = Model(told)
    return (
        model.prints(w, model.slope)
        and agrees(rise, abs(model.slope) * told.scene.way.unit, 1.0)
        and agrees(step, told.scene.way.unit)
        and model.slope < 0
    )


@claim("After {years} year the model says {said}.", lesson=LESSON)
@claim("After {years} years the model says {said}.", lesson=LESSON)
def after(told, years, said, count):
    model = Model(told)
    return number(years) == model.x[model.row] == told.scene.given.years and model.prints(said, model.said)


@claim("At {x} = {value} the best line says {said}.", lesson=LESSON)
def at(told, x, value, said):
    model = Model(told)
    return agrees(value, model.x[model.row]) and model.prints(said, model.said)


@claim("The model says {said}. What is this worker paid?", lesson=LESSON)
@claim("The line says {said}. What does the table say?", lesson=LESSON)
def asked(told, said):
    return Model(told).prints(said, Model(told).said)


def one(told, paid, noise, sign):
    """Tell whether both amounts are printed; the noise is a difference of printed numbers."""
    model = Model(told)
    error = model.noise[model.row]
    return model.prints(paid, model.y[model.row]) and model.prints(noise, sign * error, 1.05)


@claim("{paid}: {noise} more than the model can know. This is noise.", lesson=LESSON)
def more(told, paid, noise):
    return one(told, paid, noise, 1) and Model(told).noise[Model(told).row] > 0


@claim("{paid}: {noise} less than the model says. This is noise.", lesson=LESSON)
def less(told, paid, noise):
    return one(told, paid, noise, -1) and Model(told).noise[Model(told).row] < 0


@claim("{paid}: what the model says. Here the noise is {noise}.", lesson=LESSON)
def exactly(told, paid, noise):
    model = Model(told)
    return one(told, paid, noise, 1) and abs(model.noise[model.row]) <= 1e-2 * model.size


@claim("σ is the usual size of noise, the root of its mean square: {sigma}.", lesson=LESSON)
def sigma(told, sigma):
    return Model(told).prints(sigma, Model(told).sigma)


@claim("{inside} of {total} workers lie within σ of the line.", lesson=LESSON)
@claim("{inside} of {total} rows lie within σ of the line.", lesson=LESSON)
def inside(told, inside, total):
    model = Model(told)
    near = np.abs(np.abs(model.noise) - model.sigma) <= 1e-9 * model.size
    surely = (np.abs(model.noise) < model.sigma)[~near].sum()
    return total == len(model.x) and surely <= inside <= surely + near.sum()


@claim("The model explains {said} of these {paid}; {noise} is noise.", lesson=LESSON)
@claim("The model says {said}; noise of {noise} makes it {paid}.", lesson=LESSON)
def whole(told, said, paid, noise):
    model = Model(told)
    return one(told, paid, noise, 1) and model.prints(said, model.said)
