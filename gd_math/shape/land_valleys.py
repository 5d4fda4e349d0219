"""The valleys of a land that is known on a grid: its lowest places, and how deep each of them is."""

from itertools import product

import numpy as np

from gd_math.typing import Floats, FloatsLike, Integers

_AROUND = [way for way in product((-1, 0, 1), repeat=2) if any(way)]


def depths(heights: FloatsLike) -> Floats:
    """Return how deep the valley is whose lowest place a cell is, shape (n, m); 0 for all other cells.

    A valley is as deep as water stands in it before it runs over into one with a lower place; the lowest
    place of all is as deep as the land is high. This is the persistence of the minimum: Edelsbrunner and
    Harer, "Computational Topology" (2010), section VII.1. Cells touch at their sides and corners.

    Parameters
    ----------
    heights
        Over a grid, shape (n, m), finite.

    Examples
    --------
    >>> depths([[3, 3, 3, 3, 3], [3, 0, 2, 1, 3], [3, 3, 3, 3, 3]])[1].tolist()
    [0.0, 3.0, 0.0, 1.0, 0.0]
    """
    ground = np.asarray(heights, dtype=np.float64)
    rows, columns = ground.shape
    flat, found = ground.ravel().tolist(), np.zeros(ground.size)
    home: dict[int, int] = {}

    def lowest(cell: int) -> int:
        while home[cell] != cell:
            home[cell] = home[home[cell]]
            cell = home[cell]
        return cell

    for cell in np.argsort(ground, axis=None, kind="stable").tolist():
        row, column = divmod(cell, columns)
        places = ((row + down, column + across) for down, across in _AROUND)
        wet = [r * columns + c for r, c in places if 0 <= r < rows and 0 <= c < columns]
        pools = {lowest(other) for other in wet if other in home}
        home[cell] = deepest = min(pools, key=lambda one: (flat[one], one), default=cell)
        for pool in pools - {deepest}:
            found[pool] = flat[cell] - flat[pool]
            home[pool] = deepest
    found[lowest(0)] = ground.max() - ground.min()
    return found.reshape(ground.shape)


def valley_cells(heights: FloatsLike, least: float) -> Integers:
    """Return the rows and columns (k, 2) of lowest places, not at the edge, of valleys deeper than `least`.

    Where a land is lowest at its edge, nobody knows whether a valley is there; such places are left out.

    Parameters
    ----------
    heights
        Over a grid, shape (n, m), finite.
    least
        In units of the height.
    """
    deep = depths(heights)
    inside = np.zeros(deep.shape, dtype=bool)
    inside[1:-1, 1:-1] = True
    return np.argwhere((deep > least) & inside)


__all__ = ["depths", "valley_cells"]
