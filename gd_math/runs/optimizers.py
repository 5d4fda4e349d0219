"""Update rules as pairs of pure functions, with PyTorch's conventions and defaults.

An optimizer turns a gradient into a step: `init(x)` gives the state before the first step, and
`update(gradient, state, x)` gives the step, which is added to x, and the next state. Neither changes
its arguments.

A learning rate is a number, an array with one rate for each run of a batch, or a schedule: a function of the
step's index, which starts at 0 (see `gd_math.runs.schedules`). In the formulas below g is the gradient, α the
learning rate, and products, roots and quotients of vectors are taken coordinate by coordinate.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from gd_math.typing import Floats, Points, Rate, Schedule

S = TypeVar("S")


@dataclass(frozen=True, slots=True, eq=False)
class Optimizer(ABC, Generic[S]):
    """An update rule x ← x + step with a state of type S."""

    learning_rate: Rate | Schedule

    @abstractmethod
    def init(self, point: Points) -> S:
        """Return the state before the first step from `point`, shape (..., d)."""

    @abstractmethod
    def update(self, gradient: Points, state: S, point: Points | None = None) -> tuple[Points, S]:
        """Return the step for `gradient`, shape (..., d), taken at `point`, and the next state."""

    @property
    def batch_shape(self) -> tuple[int, ...]:
        """The shape of the batch of runs that this optimizer's parameters stand for; () for plain numbers."""
        settings = (getattr(self, field.name) for field in fields(self))
        return np.broadcast_shapes(*(np.shape(s(0) if callable(s) else s) for s in settings))

    def rate(self, index: int) -> Floats:
        """Return the learning rate of step `index`, with a last axis that broadcasts over coordinates."""
        return per_run(self.learning_rate(index) if callable(self.learning_rate) else self.learning_rate)


class Plain(NamedTuple):
    """The state of a rule without memory: only the count of steps taken."""

    taken: int


class Velocity(NamedTuple):
    """The count of steps taken and the velocity v, shape (..., d)."""

    taken: int
    velocity: Points


class SquareSum(NamedTuple):
    """The count of steps taken and a sum or average s of squared gradients, shape (..., d)."""

    taken: int
    squares: Points


class Moments(NamedTuple):
    """The count of steps taken and the running first and second moments m and s, shape (..., d)."""

    taken: int
    first: Points
    second: Points


@dataclass(frozen=True, slots=True, eq=False)
class GradientDescent(Optimizer[Plain]):
    """Gradient descent: x ← x − α g.

    Source: Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", Comptes rendus
    de l'Académie des sciences 25 (1847), 536–538.
    """

    def init(self, point: Points) -> Plain:
        """Return the count 0."""
        return Plain(0)

    def update(self, gradient: Points, state: Plain, point: Points | None = None) -> tuple[Points, Plain]:
        """Return −α g."""
        return -self.rate(state.taken) * gradient, Plain(state.taken + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Momentum(Optimizer[Velocity]):
    """Heavy-ball momentum: v ← β v + g, then x ← x − α v, with v = 0 at the start.

    This is PyTorch's form and Goh's. Polyak and Sutskever et al. keep α inside the velocity, v ← β v − α g;
    with a constant rate the points agree.

    Sources: Polyak, "Some methods of speeding up the convergence of iteration methods" (1964); Sutskever et
    al., "On the importance of initialization and momentum in deep learning" (2013); Goh, "Why Momentum Really
    Works" (2017).
    """

    beta: Rate = 0.9

    def __post_init__(self) -> None:
        _check_beta("beta", self.beta)

    def init(self, point: Points) -> Velocity:
        """Return the velocity 0."""
        return Velocity(0, np.zeros_like(point))

    def update(
        self, gradient: Points, state: Velocity, point: Points | None = None
    ) -> tuple[Points, Velocity]:
        """Return −α v with the new velocity v."""
        velocity = per_run(self.beta) * state.velocity + gradient
        return -self.rate(state.taken) * velocity, Velocity(state.taken + 1, velocity)


@dataclass(frozen=True, slots=True, eq=False)
class Nesterov(Momentum):
    """Nesterov's momentum as PyTorch has it: v ← β v + g, then x ← x − α (g + β v).

    The gradient is taken at x itself; x stands for Nesterov's look-ahead point, which turns "gradient at the
    look-ahead point" into this rule, after a change of variable.

    Source: Sutskever et al., "On the importance of initialization and momentum in deep learning" (2013),
    section 2.
    """

    def update(
        self, gradient: Points, state: Velocity, point: Points | None = None
    ) -> tuple[Points, Velocity]:
        """Return −α (g + β v) with the new velocity v."""
        beta = per_run(self.beta)
        velocity = beta * state.velocity + gradient
        return -self.rate(state.taken) * (gradient + beta * velocity), Velocity(state.taken + 1, velocity)


@dataclass(frozen=True, slots=True, eq=False)
class AdaGrad(Optimizer[SquareSum]):
    """AdaGrad: s ← s + g², then x ← x − α g / (√s + ε).

    As PyTorch has it: ε outside the root, and 1e-10.

    Source: Duchi, Hazan and Singer, "Adaptive Subgradient Methods" (2011).
    """

    learning_rate: Rate | Schedule = 0.01
    epsilon: float = 1e-10

    def init(self, point: Points) -> SquareSum:
        """Return the sum 0."""
        return SquareSum(0, np.zeros_like(point))

    def update(
        self, gradient: Points, state: SquareSum, point: Points | None = None
    ) -> tuple[Points, SquareSum]:
        """Return −α g / (√s + ε) with the new sum s."""
        squares = state.squares + gradient**2
        step = -self.rate(state.taken) * gradient / (np.sqrt(squares) + self.epsilon)
        return step, SquareSum(state.taken + 1, squares)


@dataclass(frozen=True, slots=True, eq=False)
class RMSProp(Optimizer[SquareSum]):
    """RMSProp: s ← β s + (1 − β) g², then x ← x − α g / (√s + ε).

    As PyTorch has it: ε outside the root, s = 0 at the start, no bias correction. PyTorch calls β "alpha".

    Source: Hinton, Srivastava and Swersky, "Neural Networks for Machine Learning" (2012), lecture 6e.
    """

    learning_rate: Rate | Schedule = 0.01
    beta: Rate = 0.99
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _check_beta("beta", self.beta)

    def init(self, point: Points) -> SquareSum:
        """Return the average 0."""
        return SquareSum(0, np.zeros_like(point))

    def update(
        self, gradient: Points, state: SquareSum, point: Points | None = None
    ) -> tuple[Points, SquareSum]:
        """Return −α g / (√s + ε) with the new average s."""
        beta = per_run(self.beta)
        squares = beta * state.squares + (1 - beta) * gradient**2
        step = -self.rate(state.taken) * gradient / (np.sqrt(squares) + self.epsilon)
        return step, SquareSum(state.taken + 1, squares)


@dataclass(frozen=True, slots=True, eq=False)
class Adam(Optimizer[Moments]):
    """Adam: averages of the gradient and of its square, without their bias, make the step.

    m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², and with step t = 1, 2, …
    x ← x − α m̂ / (√ŝ + ε), where m̂ = m / (1 − β₁ᵗ) and ŝ = s / (1 − β₂ᵗ) make up for the start at zero.
    Without that correction, x ← x − α m / (√s + ε), the first step is (1 − β₁) / √(1 − β₂) times as long.

    Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), algorithm 1, section 6.4.
    """

    learning_rate: Rate | Schedule = 0.001
    beta1: Rate = 0.9
    beta2: Rate = 0.999
    epsilon: float = 1e-8
    corrected: bool = True

    def __post_init__(self) -> None:
        _check_beta("beta1", self.beta1)
        _check_beta("beta2", self.beta2)

    def init(self, point: Points) -> Moments:
        """Return the moments 0."""
        return Moments(0, np.zeros_like(point), np.zeros_like(point))

    def update(self, gradient: Points, state: Moments, point: Points | None = None) -> tuple[Points, Moments]:
        """Return −α m̂ / (√ŝ + ε) with the new moments."""
        beta1, beta2, t = per_run(self.beta1), per_run(self.beta2), state.taken + 1
        first = beta1 * state.first + (1 - beta1) * gradient
        second = beta2 * state.second + (1 - beta2) * gradient**2
        unbiased, squares = first, second
        if self.corrected:
            unbiased, squares = first / (1 - beta1**t), second / (1 - beta2**t)
        step = -self.rate(state.taken) * unbiased / (np.sqrt(squares) + self.epsilon)
        return step, Moments(t, first, second)


@dataclass(frozen=True, slots=True, eq=False)
class AdamW(Adam):
    """Adam with decoupled weight decay λ: x ← (1 − α λ) x, then Adam's step (Loshchilov and Hutter, 2019).

    As PyTorch has it, the decay is scaled by the learning rate; the decay does not enter the moments.
    """

    weight_decay: Rate = 0.01

    def update(self, gradient: Points, state: Moments, point: Points | None = None) -> tuple[Points, Moments]:
        """Return −α λ x plus Adam's step; raise ValueError without a `point` x."""
        if point is None:
            raise ValueError("AdamW decays the parameters, so update needs the point as well as the gradient")
        step, following = Adam.update(self, gradient, state)
        return step - self.rate(state.taken) * per_run(self.weight_decay) * point, following


def per_run(setting: Rate) -> Floats:
    """Return a setting of shape (...) as shape (..., 1), so that it multiplies vectors run by run."""
    return np.asarray(setting, dtype=np.float64)[..., None]


def _check_beta(name: str, beta: Rate) -> None:
    if not np.all((np.asarray(beta) >= 0) & (np.asarray(beta) < 1)):
        raise ValueError(f"{name} = {beta} must be at least 0 and less than 1")
