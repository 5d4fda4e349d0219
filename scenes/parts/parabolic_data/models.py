"""All models of the film in one row, one turning into the next: a clock tells which one stands there."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import ValueTracker

from gd_math.data.bias_variance import BiasVariance
from gd_math.typing import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Models:
    """Coefficients of models, shape (n, D + 1), and at which times of the clock they stand there.

    Parameters
    ----------
    rows
        The line's descent and its end, the line of the straight data, the parabola's descent, the fits to few
        points.
    line, straight, bending, bent
        When the best line, that of the straight data, start and end of the parabola's descent are there.
    """

    rows: Floats
    line: int
    straight: int
    bending: int
    bent: int

    @classmethod
    def of(cls, study: BiasVariance) -> "Models":
        """Return the models in the order of the telling."""
        rows = np.vstack(
            [study.line_run, study.best_line, study.best_straight, study.parabola_run, study.fits]
        )
        line = len(study.line_run)
        return cls(rows, line, line + 1, line + 2, line + 1 + len(study.parabola_run))

    def fit(self, degree: int) -> int:
        """Return when the fit of a degree to few points is there."""
        return self.bent + degree

    def at(self, time: float) -> Floats:
        """Return the coefficients at a time, between two models a mixture of both, shape (D + 1,)."""
        here = min(int(time), len(self.rows) - 1)
        share, after = time - here, min(here + 1, len(self.rows) - 1)
        mixed: Floats = (1.0 - share) * self.rows[here] + share * self.rows[after]
        return mixed


class Scene:
    """What is now: the model, the data, the tilt by hand.

    Parameters
    ----------
    study
        All data and fits.

    Attributes
    ----------
    time
        Which of the models stands there.
    aside
        How much steeper than the model its line is held, in units of w.
    straight
        From 0 to 1 the points move from the parabola to the straight truth.
    """

    def __init__(self, study: BiasVariance) -> None:
        self.study, self.models = study, Models.of(study)
        self.time, self.aside, self.straight = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)

    @property
    def y(self) -> Floats:
        """The heights of all points now, shape (n,)."""
        share = self.straight.get_value()
        mixed: Floats = (1.0 - share) * self.study.data.y + share * self.study.straight.y
        return mixed

    def predict(self, x: Floats) -> Floats:
        """Return what the model says at x now, tilted as it is."""
        said = self.study.predict(self.models.at(self.time.get_value()), x)
        return np.asarray(said + self.aside.get_value() * x)

    @property
    def slope(self) -> float:
        """The model's w without the tilt: the first coefficient per unit of x."""
        return float(self.models.at(self.time.get_value())[1]) / self.study.reach

    def slice_at(self, aside: Floats) -> Floats:
        """Return the mean squared errors, shape (n,), of the model tilted by more or less than now.

        With the residuals r of the untilted model it is mean((r + d·x)²) for the tilt d.
        """
        x = self.study.data.x
        left = self.study.predict(self.models.at(self.time.get_value()), x) - self.y
        squares = np.mean((left + np.asarray(aside)[..., None] * x) ** 2, axis=-1)
        return np.asarray(squares)

    def error(self) -> float:
        """Return the mean squared error now on all points; on the kept ones for the fits to these."""
        few = self.time.get_value() > self.models.bent
        x, y, kept = self.study.data.x, self.y, self.study.kept
        chosen = kept if few else np.ones(len(x), dtype=bool)
        square = float(np.mean((self.predict(x[chosen]) - y[chosen]) ** 2))
        return square if square > TINY * float(np.mean(y[chosen] ** 2)) else 0.0


TINY = 1e-12
Read = Callable[[], float]

__all__ = ["Models", "Scene"]
