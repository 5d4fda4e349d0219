"""The loss of a small network that tells two classes apart, as an objective, with backpropagation."""

from itertools import pairwise

import numpy as np

from gd_math.objective import Objective, as_floats, frozen
from gd_math.typing import Floats, FloatsLike, Hessians, Interval, Points

_AT_ONCE = 2_000_000
"""Activations of a layer that are kept at once, of many networks and samples."""
_IMAGINARY_STEP = 1e-30
"""How far the complex step goes: there is no difference in it that could cancel."""


class Perceptron(Objective):
    """The mean cross-entropy of a fully connected network, as a function of all its weights and biases.

    a⁰ = x, zˡ = Wˡ aˡ⁻¹ + bˡ, aˡ = tanh zˡ, and of the last layer p = σ(z), the probability of class 1. With
    n samples of labels y,

        L(θ) = 1/n Σ (ln(1 + eᶻ) − y z) + decay/2 Σ W².

    θ holds Wˡ row by row and then bˡ, layer after layer; a row of Wˡ is what enters one neuron.

    Parameters
    ----------
    features
        x, shape (n, k).
    labels
        0 or 1, shape (n,).
    hidden
        How many neurons each hidden layer has; none makes it logistic regression.
    decay
        Weight of the penalty on the weights, at least 0; biases are not penalised.

    Raises
    ------
    ValueError
        Where the shapes do not fit, a label is neither 0 nor 1, or a layer has no neuron.

    Notes
    -----
    The gradient is Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors",
    Nature 323 (1986), 533–536. The Hessian is its derivative by a complex step, exact to rounding: Squire and
    Trapp, SIAM Review 40 (1998), 110–112.
    """

    __slots__ = ("decay", "features", "labels", "widths")

    def __init__(
        self, features: FloatsLike, labels: FloatsLike, hidden: tuple[int, ...] = (8,), decay: float = 0.0
    ) -> None:
        self.features, self.labels = frozen(features), frozen(labels)
        if self.features.ndim != 2 or self.labels.shape != self.features.shape[:1]:
            raise ValueError(
                f"features of shape (n, k) and n labels are needed, not shapes {self.features.shape} and "
                f"{self.labels.shape}"
            )
        if not np.isin(self.labels, (0.0, 1.0)).all():
            raise ValueError("labels must be 0 or 1")
        if min(hidden, default=1) < 1:
            raise ValueError(f"hidden = {hidden} has a layer without a neuron")
        if decay < 0:
            raise ValueError(f"decay = {decay:g} must be at least 0")
        self.widths, self.decay = (self.features.shape[1], *hidden, 1), float(decay)

    @property
    def dimension(self) -> int:
        """The number of weights and biases."""
        return sum((before + 1) * after for before, after in pairwise(self.widths))

    @property
    def domain(self) -> tuple[Interval, ...]:
        """A box in which tanh is neither straight nor flat."""
        return ((-3.0, 3.0),) * self.dimension

    @property
    def minima(self) -> Points:
        """None is known."""
        return np.empty((0, self.dimension))

    @property
    def variables(self) -> tuple[str, ...]:
        """The names θ_1 … θ_d."""
        return tuple(f"θ_{k + 1}" for k in range(self.dimension))

    @property
    def formula(self) -> str:
        """The cross-entropy."""
        return "1/n sum_i (ln(1 + e^(z_i)) - y_i z_i)"

    def layers(self, points: Points) -> list[tuple[Points, Points]]:
        """Return W, shape (..., after, before), and b, shape (..., after), of every layer of θ (..., d)."""
        found, first = [], 0
        for before, after in pairwise(self.widths):
            last = first + before * after
            weights = points[..., first:last].reshape(*points.shape[:-1], after, before)
            first = last + after
            found.append((weights, points[..., last:first]))
        return found

    @property
    def filters(self) -> list[slice]:
        """Return where in θ the weights stand that enter each neuron."""
        found, first = [], 0
        for before, after in pairwise(self.widths):
            found += [slice(first + k * before, first + (k + 1) * before) for k in range(after)]
            first += (before + 1) * after
        return found

    def initial(self, seed: int) -> Points:
        """Return a start (d,): weights evenly in ±√(6 / (before + after)), biases 0 (Glorot, Bengio 2010)."""
        rng, parts = np.random.default_rng(seed), []
        for before, after in pairwise(self.widths):
            most = np.sqrt(6 / (before + after))
            parts += [rng.uniform(-most, most, before * after), np.zeros(after)]
        return np.concatenate(parts)

    def probability(self, point: Points, features: FloatsLike) -> Floats:
        """Return p, shape (m,), of the network θ (d,) for features of shape (m, k)."""
        logits = self._activations(self.as_points(point), as_floats(features))[-1][..., 0]
        return as_floats(0.5 * (1 + np.tanh(logits / 2)))

    def losses_of(self, point: Points) -> Floats:
        """Return what each sample contributes to the loss of θ (d,): −ln p of its own class, shape (n,)."""
        return self._entropies(self.as_points(point))

    def accuracy(self, point: Points) -> float:
        """Return the share of samples that the network θ (d,) puts on the right side of p = 1/2."""
        return float(((self.probability(point, self.features) > 0.5) == (self.labels == 1)).mean())

    def _activations(self, points: Points, features: Floats) -> list[Points]:
        """Return a⁰ … of the hidden layers and z of the last, each of shape (..., n, width)."""
        kept = [features]
        layers = self.layers(points)
        for number, (weights, biases) in enumerate(layers, 1):
            sums = kept[-1] @ np.swapaxes(weights, -1, -2) + biases[..., None, :]
            kept.append(np.tanh(sums) if number < len(layers) else sums)
        return kept

    def _value(self, points: Points) -> Floats:
        flat = points.reshape(-1, self.dimension)
        stride = max(1, _AT_ONCE // (len(self.features) * max(self.widths)))
        parts = [self._losses(flat[k : k + stride]) for k in range(0, len(flat), stride)]
        return np.concatenate(parts).reshape(points.shape[:-1]) if parts else np.empty(points.shape[:-1])

    def _entropies(self, points: Points) -> Floats:
        logits = self._activations(points, self.features)[-1][..., 0]
        return as_floats(np.logaddexp(0.0, logits) - self.labels * logits)

    def _losses(self, points: Points) -> Floats:
        entropy = self._entropies(points).mean(axis=-1)
        penalty = sum((weights**2).sum(axis=(-1, -2)) for weights, _ in self.layers(points))
        return as_floats(entropy + self.decay / 2 * penalty)

    def _gradient(self, points: Points) -> Points:
        kept, layers = self._activations(points, self.features), self.layers(points)
        error = (0.5 * (1 + np.tanh(kept[-1] / 2)) - self.labels[:, None]) / len(self.labels)
        parts: list[Points] = []
        for number in range(len(layers) - 1, -1, -1):
            weights, _ = layers[number]
            slopes = np.swapaxes(error, -1, -2) @ kept[number] + self.decay * weights
            parts[:0] = [slopes.reshape(*points.shape[:-1], -1), error.sum(axis=-2)]
            if number:
                error = (error @ weights) * (1 - kept[number] ** 2)
        return np.concatenate(parts, axis=-1)

    def _curvature(self, points: Points) -> Hessians:
        sides = points[..., None, :] + 1j * _IMAGINARY_STEP * np.eye(self.dimension)
        return as_floats(self._gradient(sides).imag / _IMAGINARY_STEP)
