"""A small network that has been trained, and its loss on two planes: a random one, and its path's."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from gd_math.data.penguins import TwoClasses
from gd_math.functions.landscapes import height_grid
from gd_math.functions.sampled import Sampled
from gd_math.networks.perceptron import Perceptron
from gd_math.networks.plane_loss import PlaneLoss
from gd_math.networks.planes import Plane, filter_normalised, principal
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_math.runs.trajectory import Trajectory
from gd_math.shape.land_valleys import valley_cells
from gd_math.typing import Floats, Interval, Points

HALF_WIDTH = 1.0
"""Of the random plane: at its edge one direction is as long as the weights."""
DEGREE = 48
"""Of the polynomials through the losses on a plane."""
GRID, SHALLOW = 81, 0.01
"""Places along each axis at which valleys are looked for; ones less deep than such a share of the land's
height are none."""
AIR = 0.35
"""What a path's plane shows beyond the path at each side, in units of its extent."""


@dataclass(frozen=True, eq=False)
class Trained:
    """A network with its training by gradient descent on all samples at once.

    Parameters
    ----------
    network
        Whose loss it is.
    run
        Its training: points θ_0 … θ_n, shape (n + 1, d).
    seed
        What the first weights and the random plane are drawn from.
    """

    network: Perceptron
    run: Trajectory
    seed: int

    @classmethod
    def train(
        cls, data: TwoClasses, hidden: tuple[int, ...], rate: float, steps: int, seed: int
    ) -> "Trained":
        """Return a network of some widths, trained on standardised features.

        Parameters
        ----------
        data
            Samples of two classes.
        hidden
            How many neurons each hidden layer has.
        rate, steps
            The learning rate, and how many steps are taken.
        seed
            What chance is drawn from.
        """
        network = Perceptron(data.standardised, data.labels, hidden)
        return cls(network, descend(network, network.initial(seed), GradientDescent(rate), steps), seed)

    @property
    def end(self) -> Points:
        """θ after the last step, shape (d,)."""
        last: Points = self.run.points[-1]
        return last

    @property
    def hidden(self) -> tuple[int, ...]:
        """How many neurons each hidden layer has."""
        return self.network.widths[1:-1]

    @cached_property
    def plane(self) -> Plane:
        """The filter-normalised plane of two random directions through the trained weights."""
        return filter_normalised(self.network, self.end, self.seed + 100)

    @cached_property
    def loss(self) -> Sampled:
        """The loss on that plane."""
        return Sampled(PlaneLoss(self.network, self.plane, HALF_WIDTH), degree=DEGREE)

    @cached_property
    def valleys(self) -> Points:
        """The lowest places u, v of the valleys on that plane, shape (k, 2)."""
        grid = height_grid(self.loss, n=GRID)
        rows, columns = valley_cells(grid.heights, SHALLOW * float(np.ptp(grid.heights))).T
        return np.stack([grid.x[columns], grid.y[rows]], axis=-1)

    @cached_property
    def path_plane(self) -> Plane:
        """The plane through the trained weights along the path's two principal directions."""
        return principal(self.run.points)

    @cached_property
    def path(self) -> Trajectory:
        """The path as it is seen on its plane, points (n + 1, 2); values are those of the path itself."""
        axes = np.stack([self.path_plane.across, self.path_plane.up], axis=-1)
        points = self.path_plane.coordinates(self.run.points)
        return replace(
            self.run,
            points=points,
            gradients=self.run.gradients @ axes,
            steps=np.diff(points, axis=0),
            beyond=np.full(2, np.nan),
            variables=("u", "v"),
            states={},
        )

    @cached_property
    def path_ranges(self) -> tuple[Interval, Interval]:
        """What of the path's plane is shown, in u and in v."""
        low, high = self.path.points.min(axis=0), self.path.points.max(axis=0)
        air = AIR * (high - low)
        (left, bottom), (right, top) = (low - air).tolist(), (high + air).tolist()
        return (left, right), (bottom, top)

    @cached_property
    def path_loss(self) -> Sampled:
        """The loss on the path's plane."""
        return Sampled(PlaneLoss(self.network, self.path_plane), *self.path_ranges, degree=DEGREE)

    @cached_property
    def moments(self) -> Floats:
        """The share of the path's way on its plane that is done after k steps, shape (n + 1,), rising."""
        extents = np.ptp(np.array(self.path_ranges), axis=1)
        lengths = np.linalg.norm(np.diff(self.path.points, axis=0) / extents, axis=1)
        done = np.concatenate([[0.0], np.cumsum(lengths + 1e-12)])
        return np.asarray(done / done[-1])


__all__ = ["HALF_WIDTH", "Trained"]
