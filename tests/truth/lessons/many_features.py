"""What ManyFeatures says, and what must be so."""

from functools import lru_cache

import numpy as np
from hypothesis import strategies as st

from tests.truth.claims import agrees, claim, nothing, number
from tests.truth.films import FILMS
from tests.truth.tables import folder

LESSON = "ManyFeatures"


@lru_cache(maxsize=1)
def tables():
    """Write tables of one to five features: noise, unequal units, columns that are almost alike."""
    names = ["gentoo"]
    for count in range(1, 6):
        generator = np.random.default_rng(count)
        x = generator.normal(size=(30, count)) * 10.0 ** np.arange(count) + 50.0
        x[:, -1] += 0.9 * x[:, 0]
        y = x @ generator.normal(size=count) / 10 + generator.normal(size=30)
        head = ",".join([*"abcde"[:count], "y"])
        path = folder() / f"many_{count}.csv"
        np.savetxt(path, np.column_stack([x, y]), delimiter=",", header=head, comments="", fmt="%.6f")
        names.append(str(path))
    return names


FILMS[LESSON] = st.fixed_dictionaries(
    {"data": st.deferred(lambda: st.sampled_from(tables()))},
    optional={
        "learning_rate": st.sampled_from([0.05, 1e-6, 0.01, 0.1]),
        "steps": st.sampled_from([40, 1, 2, 200]),
    },
)

nothing(
    LESSON,
    "In spreads: one rate suits all columns.",
    "Which column's slope is steepest?",
    "rest, in spreads",
    "mean",
    "The column as a plot: its weight is the slope of a line.",
)


class Fit:
    """The descent on standardised columns, written out, and least squares."""

    def __init__(self, told):
        given = told.scene.given
        x, y = np.array(given.rows.features), np.array(given.rows.labels)
        self.x, self.y = (x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std()
        self.weights = [np.zeros(x.shape[1])]
        for _ in range(given.steps):
            self.weights.append(self.weights[-1] - given.learning_rate * self.slopes(self.weights[-1]))
        self.best = np.linalg.lstsq(self.x, self.y, rcond=None)[0]

    def slopes(self, w):
        return -2 / len(self.y) * self.x.T @ (self.y - self.x @ w)

    def loss(self, w):
        return float(np.mean((self.y - self.x @ w) ** 2))


@claim("{rows} penguins, each column in its own unit.", lesson=LESSON)
def penguins(told, rows):
    return told.scene.given.data == "gentoo" and rows == 123


@claim("{rows} rows, each column in its own unit.", lesson=LESSON)
def rows_(told, rows):
    return rows == len(told.scene.given.rows.labels)


@claim("Weights 0 predict the mean; these gaps are left.", lesson=LESSON)
def gaps(told):
    fit = Fit(told)
    return np.allclose(fit.y - fit.x @ fit.weights[0], told.scene.found.gaps(0.0))


@claim("Gap times feature; minus twice their mean: the slope.", lesson=LESSON)
def product(told):
    fit = Fit(told)
    slopes = [-2 * np.mean(fit.y * column) for column in fit.x.T]
    return all(agrees(one.text, slope) for one, slope in zip(told.scene.row.numbers, slopes, strict=True))


@claim("The steepest, {slope}: {name}.", lesson=LESSON)
def steepest(told, slope, name):
    fit = Fit(told)
    slopes = fit.slopes(fit.weights[0])
    most = int(np.abs(slopes).argmax())
    column = told.scene.given.rows.feature_names[most]
    return agrees(slope, slopes[most]) and name == column.partition(" (")[0]


@claim("Column by column: {count} slopes, the gradient.", lesson=LESSON)
def alike(told, count):
    return count == len(told.scene.given.rows.feature_names) > 1


@claim("Each column as a plot: weight 0, a level line.", lesson=LESSON)
def level(told):
    fit = Fit(told)
    return fit.x.shape[1] > 1 and not fit.weights[0].any()


@claim("All weights step at once.", "The weight steps.", lesson=LESSON)
def steps_once(told):
    fit = Fit(told)
    return np.allclose(fit.weights[1], told.scene.found.weights(1.0))


@claim("The same rule, {steps} steps: the line turns.", lesson=LESSON)
def steps_(told, steps):
    return steps == told.scene.given.steps > 1


@claim("{steps} steps: each plot shows what the others leave.", lesson=LESSON)
def left_over(told, steps):
    """What the other columns' weights leave of the label, in spreads, over each column in its spread."""
    fit, parts = Fit(told), told.scene.partials
    rest = [fit.y - fit.x @ (w := fit.weights[-1]) + w[j] * column for j, column in enumerate(fit.x.T)]
    rows = told.scene.columns.rows
    drawn = [plot.read(dots.places) for plot, dots in zip(parts.plots, parts.dots, strict=True)]
    told_so = all(
        np.allclose(places, np.column_stack([column, left])[rows], atol=1e-6)
        for places, column, left in zip(drawn, fit.x.T, rest, strict=True)
    )
    return steps_(told, steps) and told_so


@claim("{label}, in spreads", lesson=LESSON)
def whole(told, label):
    return told.scene.given.rows.label_name.startswith(label)


@claim("weights at the end, in the table's units: {weights}", lesson=LESSON)
def in_units(told, weights):
    given, fit = told.scene.given, Fit(told)
    x, y = np.array(given.rows.features), np.array(given.rows.labels)
    units = fit.weights[-1] * y.std() / x.std(axis=0)
    return all(agrees(text, weight) for text, weight in zip(weights.split("; "), units, strict=True))


@claim("MSE fell from {first} to {mse}; best: {least}.", lesson=LESSON)
def ended(told, first, mse, least):
    fit = Fit(told)
    printed = agrees(first, fit.loss(fit.weights[0])) and number(mse) < number(first)
    return printed and still(told, mse, least)


@claim("MSE is still {mse}; least squares: {least}.", lesson=LESSON)
def still(told, mse, least):
    fit = Fit(told)
    return agrees(mse, fit.loss(fit.weights[-1])) and agrees(least, fit.loss(fit.best))


@claim(
    "The marked row: {predicted} predicted, {label} given.",
    "The marked penguin: {predicted} predicted, {label} weighed.",
    lesson=LESSON,
)
def asked(told, predicted, label):
    """The marks stand at the row that was asked about, and its label is told."""
    fit, given, parts = Fit(told), told.scene.given, told.scene.partials
    drawn = int(0.7 * (len(told.scene.columns.rows) - 1))
    row, w = told.scene.columns.rows[drawn], fit.weights[-1]
    y = np.array(given.rows.labels)
    rest = fit.y[row] - fit.x[row] @ w + w * fit.x[row]
    marks = [
        plot.read(mark.get_center()) for plot, mark in zip(parts.plots, parts.marked(drawn), strict=True)
    ]
    said = [text.partition(" ")[0] for text in (predicted, label)]
    right = agrees(said[0], y.mean() + y.std() * fit.x[row] @ w) and agrees(said[1], y[row])
    return right and np.allclose(marks, np.column_stack([fit.x[row], rest]), atol=1e-6)
