"""Measured data: small tables of facts in the public domain, with their units and sources."""

from gd_math.data.datasets import Dataset
from gd_math.data.penguins import numbers

_HUBBLE = """
0.032 170, 0.034 290, 0.214 -130, 0.263 -70, 0.275 -185, 0.275 -220, 0.45 200, 0.5 290, 0.5 270, 0.63 200,
0.8 300, 0.9 -30, 0.9 650, 0.9 150, 0.9 500, 1.0 920, 1.1 450, 1.1 500, 1.4 500, 1.7 960, 2.0 500, 2.0 850,
2.0 800, 2.0 1090
"""


def hubble() -> Dataset:
    """Return the distance (Mpc) and velocity (km/s) of 24 nebulae: the farther, the faster.

    Hubble's line goes through the origin; its slope was the first measured Hubble constant. His distances
    were too small by a factor of about seven, as is known today.

    Source: Hubble, "A Relation between Distance and Radial Velocity among Extra-Galactic Nebulae",
    Proceedings of the National Academy of Sciences 15 (1929), 168–173, table 1. Public domain (facts).

    Examples
    --------
    >>> nebulae = hubble()
    >>> len(nebulae), round(float(nebulae.x @ nebulae.y / (nebulae.x @ nebulae.x)))
    (24, 424)
    """
    table = numbers(_HUBBLE)
    return Dataset("hubble", table[:, 0], table[:, 1], None, "distance (Mpc)", "velocity (km/s)")


__all__ = ["hubble"]
