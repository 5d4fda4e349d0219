"""Measured data: small tables of facts in the public domain, with their units and sources."""

import numpy as np

from gd_math.data.datasets import Dataset
from gd_math.data.features import FeatureTable
from gd_math.objective import as_floats

_HUBBLE = """
0.032 170, 0.034 290, 0.214 -130, 0.263 -70, 0.275 -185, 0.275 -220, 0.45 200, 0.5 290, 0.5 270, 0.63 200,
0.8 300, 0.9 -30, 0.9 650, 0.9 150, 0.9 500, 1.0 920, 1.1 450, 1.1 500, 1.4 500, 1.7 960, 2.0 500, 2.0 850,
2.0 800, 2.0 1090
"""

_GENTOO = """
46.1 13.2 211 4500, 50 16.3 230 5700, 48.7 14.1 210 4450, 50 15.2 218 5700, 47.6 14.5 215 5400,
46.5 13.5 210 4550, 45.4 14.6 211 4800, 46.7 15.3 219 5200, 43.3 13.4 209 4400, 46.8 15.4 215 5150,
40.9 13.7 214 4650, 49 16.1 216 5550, 45.5 13.7 214 4650, 48.4 14.6 213 5850, 45.8 14.6 210 4200,
49.3 15.7 217 5850, 42 13.5 210 4150, 49.2 15.2 221 6300, 46.2 14.5 209 4800, 48.7 15.1 222 5350,
50.2 14.3 218 5700, 45.1 14.5 215 5000, 46.5 14.5 213 4400, 46.3 15.8 215 5050, 42.9 13.1 215 5000,
46.1 15.1 215 5100, 44.5 14.3 216 4100, 47.8 15 215 5650, 48.2 14.3 210 4600, 50 15.3 220 5550,
47.3 15.3 222 5250, 42.8 14.2 209 4700, 45.1 14.5 207 5050, 59.6 17 230 6050, 49.1 14.8 220 5150,
48.4 16.3 220 5400, 42.6 13.7 213 4950, 44.4 17.3 219 5250, 44 13.6 208 4350, 48.7 15.7 208 5350,
42.7 13.7 208 3950, 49.6 16 225 5700, 45.3 13.7 210 4300, 49.6 15 216 4750, 50.5 15.9 222 5550,
43.6 13.9 217 4900, 45.5 13.9 210 4200, 50.5 15.9 225 5400, 44.9 13.3 213 5100, 45.2 15.8 215 5300,
46.6 14.2 210 4850, 48.5 14.1 220 5300, 45.1 14.4 210 4400, 50.1 15 225 5000, 46.5 14.4 217 4900,
45 15.4 220 5050, 43.8 13.9 208 4300, 45.5 15 220 5000, 43.2 14.5 208 4450, 50.4 15.3 224 5550,
45.3 13.8 208 4200, 46.2 14.9 221 5300, 45.7 13.9 214 4400, 54.3 15.7 231 5650, 45.8 14.2 219 4700,
49.8 16.8 230 5700, 46.2 14.4 214 4650, 49.5 16.2 229 5800, 43.5 14.2 220 4700, 50.7 15 223 5550,
47.7 15 216 4750, 46.4 15.6 221 5000, 48.2 15.6 221 5100, 46.5 14.8 217 5200, 46.4 15 216 4700,
48.6 16 230 5800, 47.5 14.2 209 4600, 51.1 16.3 220 6000, 45.2 13.8 215 4750, 45.2 16.4 223 5950,
49.1 14.5 212 4625, 52.5 15.6 221 5450, 47.4 14.6 212 4725, 50 15.9 224 5350, 44.9 13.8 212 4750,
50.8 17.3 228 5600, 43.4 14.4 218 4600, 51.3 14.2 218 5300, 47.5 14 212 4875, 52.1 17 230 5550,
47.5 15 218 4950, 52.2 17.1 228 5400, 45.5 14.5 212 4750, 49.5 16.1 224 5650, 44.5 14.7 214 4850,
50.8 15.7 226 5200, 49.4 15.8 216 4925, 46.9 14.6 222 4875, 48.4 14.4 203 4625, 51.1 16.5 225 5250,
48.5 15 219 4850, 55.9 17 228 5600, 47.2 15.5 215 4975, 49.1 15 228 5500, 47.3 13.8 216 4725,
46.8 16.1 215 5500, 41.7 14.7 210 4700, 53.4 15.8 219 5500, 43.3 14 208 4575, 48.1 15.1 209 5500,
50.5 15.2 216 5000, 49.8 15.9 229 5950, 43.5 15.2 213 4650, 51.5 16.3 230 5500, 46.2 14.1 217 4375,
55.1 16 230 5850, 44.5 15.7 217 4875, 48.8 16.2 222 6000, 47.2 13.7 214 4925, 46.8 14.3 215 4850,
50.4 15.7 222 5750, 45.2 14.8 212 5200, 49.9 16.1 213 5400
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
    table = _numbers(_HUBBLE)
    return Dataset("hubble", table[:, 0], table[:, 1], None, "distance (Mpc)", "velocity (km/s)")


def gentoo() -> FeatureTable:
    """Return bill length, bill depth, flipper length (mm) and body mass (g) of 123 Gentoo penguins.

    The label is the body mass.

    Source: Gorman, Williams and Fraser, "Ecological Sexual Dimorphism and Environmental Variability within a
    Community of Antarctic Penguins (Genus Pygoscelis)", PLOS ONE 9 (2014), e90081; as in Horst, Hill and
    Gorman, "palmerpenguins" (2020), CC0. One bird without measurements is left out.

    Examples
    --------
    >>> birds = gentoo()
    >>> birds.features.shape, birds.labels.mean().round(1).item()
    ((123, 3), 5076.0)
    """
    table = _numbers(_GENTOO)
    names = "bill length (mm)", "bill depth (mm)", "flipper (mm)"
    return FeatureTable("gentoo", table[:, :3], table[:, 3], names, "body mass (g)")


def _numbers(text: str) -> np.ndarray:
    return as_floats([[float(cell) for cell in row.split()] for row in text.split(",")])


__all__ = ["gentoo", "hubble"]
