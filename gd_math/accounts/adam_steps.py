"""What each step of Adam is made of: two averages of the slopes, and one measured with the other."""

from dataclasses import dataclass

import numpy as np

from gd_math.runs.optimizers import Adam
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Points


@dataclass(frozen=True, slots=True, eq=False)
class AdamSteps:
    """The parts of the n steps of a run, coordinate by coordinate; each has shape (n, d).

    Parameters
    ----------
    slopes
        The gradients g from which the steps began.
    means, roots
        m and √s, with which the steps ended, as they are remembered.
    unbiased_means, unbiased_roots
        m̂ and √ŝ: both without the bias of their start at zero.
    ratios
        By how many times α each step went against the slope: m̂ / (√ŝ + ε), or m / (√s + ε) of a
        run without the correction.
    """

    slopes: Points
    means: Points
    roots: Points
    unbiased_means: Points
    unbiased_roots: Points
    ratios: Points

    @classmethod
    def of(cls, run: Trajectory, rule: Adam) -> "AdamSteps":
        """Return the parts of a single run's steps.

        Parameters
        ----------
        run
            Made by Adam from the start on.
        rule
            What made it, with one rate and one β₁ and β₂.

        Examples
        --------
        >>> from gd_math.functions.quadratic import Quadratic
        >>> from gd_math.runs.descent import descend
        >>> rule = Adam(0.25)
        >>> told = AdamSteps.of(descend(Quadratic([0.5, 10.0]), [-4.0, 2.0], rule, 3), rule)
        >>> told.slopes[0].tolist(), told.means[0].round(3).tolist(), told.roots[0].round(3).tolist()
        ([-2.0, 20.0], [-0.2, 2.0], [0.063, 0.632])
        >>> told.ratios.round(3).tolist()
        [[-1.0, 1.0], [-0.998, 0.994], [-0.994, 0.983]]
        """
        n = run.steps_taken
        means, squares = run.states["first"][1:], run.states["second"][1:]
        t = np.arange(1, n + 1)[:, None]
        beta1, beta2 = float(np.asarray(rule.beta1)), float(np.asarray(rule.beta2))
        unbiased, roots = means / (1 - beta1**t), np.sqrt(squares / (1 - beta2**t))
        plain = np.sqrt(squares)
        ratios = unbiased / (roots + rule.epsilon) if rule.corrected else means / (plain + rule.epsilon)
        return cls(run.gradients[:n], means, plain, unbiased, roots, ratios)

    @property
    def longest(self) -> float:
        """The longest step along one coordinate, in units of α; 0 of a run without steps."""
        return float(np.abs(self.ratios).max(initial=0.0))


def first_shares(rule: Adam) -> tuple[float, float]:
    """Return which shares of the first slope are m and √s: 1 − β₁ and √(1 − β₂).

    >>> first_shares(Adam(0.1, 0.9, 0.99))
    (0.09999999999999998, 0.10000000000000005)
    """
    beta1, beta2 = float(np.asarray(rule.beta1)), float(np.asarray(rule.beta2))
    return 1.0 - beta1, float(np.sqrt(1.0 - beta2))


__all__ = ["AdamSteps", "first_shares"]
