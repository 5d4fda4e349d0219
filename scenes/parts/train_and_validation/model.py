"""Which polynomial is told now: one of the training, or one that a penalty holds back."""

import numpy as np
from manim import ValueTracker

from gd_math.data.held_out import PENALTIES, HeldOut
from gd_math.typing import Floats


class Model:
    """The parameters of the moment.

    Parameters
    ----------
    found
        Training and ridge's fits.

    Attributes
    ----------
    epoch
        From 0 to the last epoch, with the shares between them.
    cured
        From 0 to 1 the last epoch's parameters go over to ridge's with the smallest penalty.
    penalty
        Which of the penalties it is, counted from 0, with the shares between them.
    """

    def __init__(self, found: HeldOut) -> None:
        self.found = found
        self.epoch, self.cured, self.penalty = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)

    @property
    def parameters(self) -> Floats:
        """The parameters (w, b) now, shape (D + 1,)."""
        cured = self.cured.get_value()
        trained = between(self.found.run.points, self.epoch.get_value())
        if cured <= 0.0:
            return trained
        return trained + cured * (between(self.found.shrunk, self.penalty.get_value()) - trained)

    @property
    def strength(self) -> float:
        """The λ of the moment."""
        return float(10.0 ** between(np.log10(PENALTIES), self.penalty.get_value()))

    def predict(self, x: Floats) -> Floats:
        """Return what it says at x now, in its shape."""
        return self.found.predict(self.parameters, x)


def between(rows: Floats, time: float) -> Floats:
    """Return the row at a time, between two of them a mixture of both."""
    here = min(int(time), len(rows) - 1)
    after = min(here + 1, len(rows) - 1)
    mixed: Floats = rows[here] + (time - here) * (rows[after] - rows[here])
    return mixed


__all__ = ["Model", "between"]
