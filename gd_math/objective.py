"""What a function to minimise offers, whatever it is."""

from abc import ABC, abstractmethod

import numpy as np

from gd_math.typing import Floats, FloatsLike, Hessians, Interval, Points, PointsLike


class Objective(ABC):
    """A function f: Rᵈ → R to minimise, with its exact gradient.

    A subclass tells what it is (`dimension`, `domain`, `minima`, `variables`, `formula`) and computes on
    float64 arrays of shape (..., d) in `_value`, `_gradient` and `_curvature`. This class turns what it is
    given into such arrays, and keeps numpy quiet: a value beyond 1.8·10³⁰⁸ is inf and one outside the domain
    of definition nan, because a run that diverges is shown, not warned about.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def dimension(self) -> int:
        """The number d of parameters."""

    @property
    @abstractmethod
    def domain(self) -> tuple[Interval, ...]:
        """A box worth looking at, one (low, high) for each parameter."""

    @property
    @abstractmethod
    def minima(self) -> Points:
        """The known minima, shape (m, d), the lowest first; m may be 0."""

    @property
    def is_bowl(self) -> bool:
        """Whether f is known to be convex with one minimum, to which everything leads downhill."""
        return False

    @property
    @abstractmethod
    def variables(self) -> tuple[str, ...]:
        """The names of the parameters, in the order of the last axis."""

    @property
    @abstractmethod
    def formula(self) -> str:
        """What f is, as Typst math markup."""

    def value(self, points: PointsLike) -> Floats:
        """Return f at points of shape (..., d), shape (...)."""
        with np.errstate(all="ignore"):
            return self._value(self.as_points(points))

    def gradient(self, points: PointsLike) -> Points:
        """Return ∇f at points of shape (..., d), shape (..., d)."""
        with np.errstate(all="ignore"):
            return self._gradient(self.as_points(points))

    def curvature(self, points: PointsLike) -> Hessians:
        """Return the Hessian of f at points of shape (..., d), shape (..., d, d)."""
        with np.errstate(all="ignore"):
            return self._curvature(self.as_points(points))

    def __call__(self, *coordinates: FloatsLike) -> Floats:
        """Return f(x), f(x, y), … for coordinates given one by one, which broadcast against each other."""
        if len(coordinates) != self.dimension:
            raise ValueError(f"f has {self.dimension} coordinates, not {len(coordinates)}")
        return self.value(np.stack(np.broadcast_arrays(*map(as_floats, coordinates)), axis=-1))

    def slope(self, x: FloatsLike) -> Floats:
        """Return f′(x) of a function of one variable, in the shape of `x`."""
        if self.dimension != 1:
            raise ValueError(f"f has {self.dimension} coordinates; a slope belongs to a function of one")
        return self.gradient(as_floats(x)[..., None])[..., 0]

    def as_points(self, points: PointsLike) -> Points:
        """Return `points` as float64 of shape (..., d); a bare number is a point where d = 1."""
        array = as_floats(points)
        if array.ndim == 0:
            array = array[None]
        if array.shape[-1] != self.dimension:
            raise ValueError(
                f"points have shape {array.shape}, but their last axis must have {self.dimension} coordinates"
            )
        return array

    @abstractmethod
    def _value(self, points: Points) -> Floats: ...

    @abstractmethod
    def _gradient(self, points: Points) -> Points: ...

    @abstractmethod
    def _curvature(self, points: Points) -> Hessians: ...


def as_floats(numbers: FloatsLike) -> Floats:
    """Return `numbers` as a float64 array."""
    return np.asarray(numbers, dtype=np.float64)


def frozen(numbers: FloatsLike) -> Floats:
    """Return a float64 copy of `numbers` that nobody can write to."""
    array = np.array(numbers, dtype=np.float64)
    array.flags.writeable = False
    return array
