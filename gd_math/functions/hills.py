"""Ground to walk on: a mountain profile, and hills made of sine waves."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from gd_math.functions.markup import polynomial
from gd_math.functions.minima import local_minima
from gd_math.objective import Objective, frozen
from gd_math.typing import Floats, Hessians, Interval, Points


@dataclass(frozen=True, slots=True)
class MountainRange(Objective):
    """A mountain profile, x in [0, 16], height in [0, 4]: the lowest valley near 5.5, higher ones beside it.

    The height is a sum of peaks a·exp(−((x − c)/w)²). From x = 13 with learning rate 0.3, gradient
    descent walks into the valley near 10.8 in about a dozen steps, and never sees the lower one behind the
    next ridge.
    """

    dimension: ClassVar[int] = 1
    domain: ClassVar[tuple[Interval, ...]] = ((0.0, 16.0),)
    variables: ClassVar[tuple[str, ...]] = ("x",)
    formula: ClassVar[str] = "sum_i a_i e^(-((x - c_i) / w_i)^2)"

    heights: ClassVar[Floats] = frozen([2.8, 1.0, 2.4, 3.2, 1.0, 3.7, 3.9])
    centers: ClassVar[Floats] = frozen([-0.6, 1.5, 3.4, 8.0, 10.9, 13.9, 17.4])
    widths: ClassVar[Floats] = frozen([1.6, 1.4, 1.4, 1.6, 2.2, 1.7, 1.6])

    @property
    def minima(self) -> Points:
        """The valleys, found on the exact slope."""
        return local_minima(self, *self.domain[0])

    def _peaks(self, points: Points) -> tuple[Floats, Floats]:
        offsets = (points - self.centers) / self.widths
        return offsets, self.heights * np.exp(-(offsets**2))

    def _value(self, points: Points) -> Floats:
        heights: Floats = self._peaks(points)[1].sum(axis=-1)
        return heights

    def _gradient(self, points: Points) -> Points:
        offsets, peaks = self._peaks(points)
        slopes: Points = (-2 * offsets / self.widths * peaks).sum(axis=-1, keepdims=True)
        return slopes

    def _curvature(self, points: Points) -> Hessians:
        offsets, peaks = self._peaks(points)
        bends: Hessians = ((4 * offsets**2 - 2) / self.widths**2 * peaks).sum(axis=-1)[..., None, None]
        return bends


@dataclass(frozen=True, slots=True)
class Wave:
    """One sine wave a·sin(k_x x + k_y y + φ)."""

    amplitude: float
    kx: float
    ky: float
    phase: float = 0.0


@dataclass(frozen=True, slots=True)
class SineHills(Objective):
    """Hills f(x, y) = Σ aᵢ sin(kᵢ · (x, y) + φᵢ), a sum of sine waves in any direction."""

    waves: tuple[Wave, ...] = (Wave(1.0, 1.0, 0.3), Wave(0.8, -0.4, 1.1, 0.9), Wave(0.4, 1.3, 1.6, 2.0))

    dimension: ClassVar[int] = 2
    domain: ClassVar[tuple[Interval, ...]] = ((-5.0, 5.0), (-5.0, 5.0))
    variables: ClassVar[tuple[str, ...]] = ("x", "y")

    @classmethod
    def seeded(cls, seed: int, count: int = 5) -> "SineHills":
        """Return hills of `count` waves, randomly directed, long and shifted; longer waves are higher."""
        rng = np.random.default_rng(seed)
        size, angle = rng.uniform(0.6, 2.0, count), rng.uniform(0, 2 * np.pi, count)
        phase = rng.uniform(0, 2 * np.pi, count)
        columns = (0.8 / size, size * np.cos(angle), size * np.sin(angle), phase)
        return cls(tuple(Wave(*map(float, row)) for row in zip(*columns, strict=True)))

    @property
    def minima(self) -> Points:
        """None are known."""
        return np.empty((0, 2))

    @property
    def formula(self) -> str:
        """The sum of sines, its numbers to two decimals."""
        terms = []
        for wave in self.waves:
            inside = ((round(wave.kx, 2), "x"), (round(wave.ky, 2), "y"), (round(wave.phase, 2), ""))
            terms.append((round(wave.amplitude, 2), f"sin({polynomial(inside)})"))
        return polynomial(terms)

    def _table(self) -> tuple[Floats, Floats, Floats]:
        table = np.array([(w.amplitude, w.kx, w.ky, w.phase) for w in self.waves])
        return table[:, 0], table[:, 1:3], table[:, 3]

    def _value(self, points: Points) -> Floats:
        amplitudes, wavevectors, phases = self._table()
        heights: Floats = np.sin(points @ wavevectors.T + phases) @ amplitudes
        return heights

    def _gradient(self, points: Points) -> Points:
        amplitudes, wavevectors, phases = self._table()
        slopes: Points = np.cos(points @ wavevectors.T + phases) * amplitudes @ wavevectors
        return slopes

    def _curvature(self, points: Points) -> Hessians:
        amplitudes, wavevectors, phases = self._table()
        outer = amplitudes[:, None, None] * wavevectors[:, :, None] * wavevectors[:, None, :]
        bends: Hessians = -np.tensordot(np.sin(points @ wavevectors.T + phases), outer, axes=1)
        return bends
