"""Data as a line and what it leaves over: y = b + w·x + ε, the made wages among them."""

from dataclasses import dataclass

import numpy as np

from gd_math.data.datasets import Dataset, Polynomial
from gd_math.data.regression import MeanSquaredError
from gd_math.rounding import without_rounding
from gd_math.typing import Bools, Floats

FIRST, LAST, ROOM = 0.3, 4.8, 0.12
"""Years of the first and of the last made worker; how far each may be from an even distance."""
USUAL = 0.75
"""The noise of a row that is told unasked, in units of σ."""


@dataclass(frozen=True, slots=True, eq=False)
class NoisyLine:
    """Samples yᵢ = b + w·xᵢ + εᵢ, of which one is told.

    Parameters
    ----------
    data
        The samples.
    intercept, slope
        The bias b and the weight w.
    row
        The index of the sample that is told.
    """

    data: Dataset
    intercept: float
    slope: float
    row: int

    @classmethod
    def of(cls, data: Dataset, row: int | None = None) -> "NoisyLine":
        """Return data with their true line where that is known, else with the one of least squares.

        Without a row that is told, the one whose noise is nearest to three quarters of σ is.
        """
        truth = data.truth.coefficients if data.truth is not None else ()
        if len(truth) == 2:
            intercept, slope = truth
        else:
            slope, intercept = MeanSquaredError(data.x, data.y).least_squares().tolist()
        found = cls(data, intercept, slope, row or 0)
        if row is None:
            row = int(np.argmin(np.abs(np.abs(found.noise) - USUAL * found.sigma)))
        return cls(data, intercept, slope, row)

    def at(self, x: Floats | float) -> Floats:
        """Return b + w·x in the shape of x."""
        return np.asarray(self.intercept + self.slope * np.asarray(x, dtype=np.float64))

    @property
    def noise(self) -> Floats:
        """The noise εᵢ = yᵢ − (b + w·xᵢ), shape (n,); what is rounding alone is 0."""
        x, y = self.data.x, self.data.y
        sizes = np.abs(y) + abs(self.intercept) + np.abs(self.slope * x)
        return without_rounding(y - self.at(x), sizes)

    @property
    def sigma(self) -> float:
        """The noise's usual size, the root of its mean square: σ = √((1/n) Σ εᵢ²)."""
        return float(np.sqrt(np.mean(self.noise**2)))

    @property
    def within(self) -> Bools:
        """Whether each sample lies within σ of the line, |εᵢ| ≤ σ, shape (n,)."""
        inside: Bools = np.abs(self.noise) <= self.sigma
        return inside

    @property
    def told(self) -> tuple[float, float, float, float]:
        """The told sample's x and y, what the line says of it, and its noise."""
        place = self.row
        x, y = float(self.data.x[place]), float(self.data.y[place])
        return x, y, float(self.at(x)), float(self.noise[place])


def wages(
    bias: float = 1000.0,
    weight: float = 2000.0,
    noise: float = 800.0,
    count: int = 14,
    seed: int = 906,
    years: float = 2.0,
    paid: float = 5600.0,
) -> NoisyLine:
    """Return workers' wages: bias + weight · years + ε, ε normal with deviation `noise`; one worker is told.

    The others have worked for up to five years, or for up to two and a half times as long as the told one.
    """
    generator = np.random.default_rng(seed)
    last = max(LAST, 2.5 * years)
    even = np.linspace(FIRST, last, count - 1)
    x = np.round(np.abs(even + ROOM * generator.uniform(-1.0, 1.0, count - 1)), 1)
    y = np.round(bias + weight * x + noise * generator.standard_normal(count - 1))
    row = int(np.searchsorted(np.sort(x), years))
    order = np.argsort(x, kind="stable")
    data = Dataset(
        "wages",
        np.insert(x[order], row, years),
        np.insert(y[order], row, paid),
        Polynomial((bias, weight)),
        "years",
        "wage",
    )
    return NoisyLine(data, bias, weight, row)


__all__ = ["NoisyLine", "wages"]
