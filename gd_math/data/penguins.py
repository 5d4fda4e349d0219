"""Bills and weights of penguins: a small table of facts in the public domain."""

from dataclasses import dataclass

import numpy as np

from gd_math.data.features import FeatureTable
from gd_math.objective import as_floats, frozen
from gd_math.typing import Floats

_ADELIE = """
39.1 18.7, 39.5 17.4, 40.3 18, 36.7 19.3, 39.3 20.6, 38.9 17.8, 39.2 19.6, 34.1 18.1, 42 20.2, 37.8 17.1,
37.8 17.3, 41.1 17.6, 38.6 21.2, 34.6 21.1, 36.6 17.8, 38.7 19, 42.5 20.7, 34.4 18.4, 46 21.5, 37.8 18.3,
37.7 18.7, 35.9 19.2, 38.2 18.1, 38.8 17.2, 35.3 18.9, 40.6 18.6, 40.5 17.9, 37.9 18.6, 40.5 18.9, 39.5
16.7, 37.2 18.1, 39.5 17.8, 40.9 18.9, 36.4 17, 39.2 21.1, 38.8 20, 42.2 18.5, 37.6 19.3, 39.8 19.1, 36.5
18, 40.8 18.4, 36 18.5, 44.1 19.7, 37 16.9, 39.6 18.8, 41.1 19, 37.5 18.9, 36 17.9, 42.3 21.2, 39.6 17.7,
40.1 18.9, 35 17.9, 42 19.5, 34.5 18.1, 41.4 18.6, 39 17.5, 40.6 18.8, 36.5 16.6, 37.6 19.1, 35.7 16.9,
41.3 21.1, 37.6 17, 41.1 18.2, 36.4 17.1, 41.6 18, 35.5 16.2, 41.1 19.1, 35.9 16.6, 41.8 19.4, 33.5 19,
39.7 18.4, 39.6 17.2, 45.8 18.9, 35.5 17.5, 42.8 18.5, 40.9 16.8, 37.2 19.4, 36.2 16.1, 42.1 19.1, 34.6
17.2, 42.9 17.6, 36.7 18.8, 35.1 19.4, 37.3 17.8, 41.3 20.3, 36.3 19.5, 36.9 18.6, 38.3 19.2, 38.9 18.8,
35.7 18, 41.1 18.1, 34 17.1, 39.6 18.1, 36.2 17.3, 40.8 18.9, 38.1 18.6, 40.3 18.5, 33.1 16.1, 43.2 18.5,
35 17.9, 41 20, 37.7 16, 37.8 20, 37.9 18.6, 39.7 18.9, 38.6 17.2, 38.2 20, 38.1 17, 43.2 19, 38.1 16.5,
45.6 20.3, 39.7 17.7, 42.2 19.5, 39.6 20.7, 42.7 18.3, 38.6 17, 37.3 20.5, 35.7 17, 41.1 18.6, 36.2 17.2,
37.7 19.8, 40.2 17, 41.4 18.5, 35.2 15.9, 40.6 19, 38.8 17.6, 41.5 18.3, 39 17.1, 44.1 18, 38.5 17.9, 43.1
19.2, 36.8 18.5, 37.5 18.5, 38.1 17.6, 41.1 17.5, 35.6 17.5, 40.2 20.1, 37 16.5, 39.7 17.9, 40.2 17.1,
40.6 17.2, 32.1 15.5, 40.7 17, 37.3 16.8, 39 18.7, 39.2 18.6, 36.6 18.4, 36 17.8, 37.8 18.1, 36 17.1, 41.5
18.5
"""

_CHINSTRAP = """
46.5 17.9, 50 19.5, 51.3 19.2, 45.4 18.7, 52.7 19.8, 45.2 17.8, 46.1 18.2, 51.3 18.2, 46 18.9, 51.3 19.9,
46.6 17.8, 51.7 20.3, 47 17.3, 52 18.1, 45.9 17.1, 50.5 19.6, 50.3 20, 58 17.8, 46.4 18.6, 49.2 18.2, 42.4
17.3, 48.5 17.5, 43.2 16.6, 50.6 19.4, 46.7 17.9, 52 19, 50.5 18.4, 49.5 19, 46.4 17.8, 52.8 20, 40.9
16.6, 54.2 20.8, 42.5 16.7, 51 18.8, 49.7 18.6, 47.5 16.8, 47.6 18.3, 52 20.7, 46.9 16.6, 53.5 19.9, 49
19.5, 46.2 17.5, 50.9 19.1, 45.5 17, 50.9 17.9, 50.8 18.5, 50.1 17.9, 49 19.6, 51.5 18.7, 49.8 17.3, 48.1
16.4, 51.4 19, 45.7 17.3, 50.7 19.7, 42.5 17.3, 52.2 18.8, 45.2 16.6, 49.3 19.9, 50.2 18.8, 45.6 19.4,
51.9 19.5, 46.8 16.5, 45.7 17, 55.8 19.8, 43.5 18.1, 49.6 18.2, 50.8 19, 50.2 18.7
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


@dataclass(frozen=True, slots=True, eq=False)
class TwoClasses:
    """Samples of two classes.

    Parameters
    ----------
    features
        Shape (n, 2).
    labels
        1 for those of the class that is looked for, else 0, shape (n,).
    feature_names
        With their units.
    class_names
        Of label 0 and of label 1.
    """

    features: Floats
    labels: Floats
    feature_names: tuple[str, str]
    class_names: tuple[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "features", frozen(self.features))
        object.__setattr__(self, "labels", frozen(self.labels))

    @property
    def standardised(self) -> Floats:
        """The features with mean 0 and standard deviation 1, shape (n, 2)."""
        return as_floats((self.features - self.features.mean(axis=0)) / self.features.std(axis=0))


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
    table = numbers(_GENTOO)
    names = "bill length (mm)", "bill depth (mm)", "flipper (mm)"
    return FeatureTable("gentoo", table[:, :3], table[:, 3], names, "body mass (g)")


def chinstraps() -> TwoClasses:
    """Return bill length and depth (mm) of 342 penguins, and whether each is a Chinstrap.

    Adélies have deep, short bills, Gentoos long, flat ones, and Chinstraps long and deep ones: no straight
    line tells them apart.

    Source: as of `gentoo`. Two birds without measurements are left out.

    Examples
    --------
    >>> birds = chinstraps()
    >>> birds.features.shape, int(birds.labels.sum()), birds.features[:151].mean(axis=0).round(1).tolist()
    ((342, 2), 68, [38.8, 18.3])
    """
    others, wanted = [numbers(_ADELIE), numbers(_GENTOO)[:, :2]], numbers(_CHINSTRAP)
    features = np.concatenate([*others, wanted])
    labels = np.concatenate([np.zeros(sum(map(len, others))), np.ones(len(wanted))])
    names = "bill length (mm)", "bill depth (mm)"
    return TwoClasses(features, labels, names, ("Adélie or Gentoo", "Chinstrap"))


def numbers(text: str) -> Floats:
    """Return the table that a text holds: rows between commas, cells between blanks."""
    return as_floats([[float(cell) for cell in row.split()] for row in text.split(",")])


__all__ = ["TwoClasses", "chinstraps", "gentoo", "numbers"]
