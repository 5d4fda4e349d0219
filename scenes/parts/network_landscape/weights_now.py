"""The weights of the moment: on the path of their training, or aside on the random plane."""

import numpy as np
from manim import ValueTracker

from gd_math.networks.training import Trained
from gd_math.typing import Points


class WeightsNow:
    """What trackers say of one network's weights; all pictures of it follow.

    Parameters
    ----------
    trained
        The network.

    Attributes
    ----------
    done
        Which share of the path's way on its plane is done: the ball goes evenly on the map.
    u, v
        How far the weights are aside along both random directions.
    """

    def __init__(self, trained: Trained) -> None:
        self.trained = trained
        self.done, self.u, self.v = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)

    def step(self) -> float:
        """Return k + u: step k of the training, told up to the share u."""
        moments = self.trained.moments
        return float(np.interp(self.done.get_value(), moments, np.arange(len(moments))))

    def place(self) -> Points:
        """Return u and v, shape (2,)."""
        return np.array([self.u.get_value(), self.v.get_value()])

    def theta(self) -> Points:
        """Return the weights, shape (d,)."""
        points, time, plane = self.trained.run.points, self.step(), self.trained.plane
        step = min(int(time), len(points) - 2)
        there = points[step] + (time - step) * (points[step + 1] - points[step])
        u, v = self.place()
        theta: Points = there + u * plane.across + v * plane.up
        return theta

    def loss(self) -> float:
        """Return their loss."""
        return float(self.trained.network.value(self.theta()))


__all__ = ["WeightsNow"]
