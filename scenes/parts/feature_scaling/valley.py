"""How the maps of both choices of units are looked at: as they are, as far as the eye can see that."""

from dataclasses import dataclass

import numpy as np

from gd_math.data.feature_scaling import SHARE, FeatureScaling, UnitsDescent
from gd_math.functions.quadratic import Quadratic
from gd_math.runs.theory import condition_number
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.maps.contours import ContourPlot

View = tuple[Range, Range]
W, V = ("w₁", "w₂"), ("v₁", "v₂")
"""Weights of the features in the table's units, and in spreads."""
LONGEST, WIDER = 12.0, 1.01
"""A valley that is longer is drawn wider, until its leaps can be seen; by less than so much none is."""
SHARES = np.linspace(0.0, 1.0, 101)
AROUND, BEHIND, LEAPS = 0.16, 1.2, 12
"""Free room around what a view holds, as a share of it; behind the start there is room for the gradient, in
units of the first step; leaps that the view of the walk holds."""
LEVELS, HIGHEST, CORNERS = 8, 1.25, 128
"""Contours, and the height of the highest in units of the start's; corners of a ring."""


def elongation(loss: Quadratic) -> float:
    """Return how many times as long as wide a valley is."""
    return float(np.sqrt(condition_number(loss.eigenvalues)))


def half_axes(loss: Quadratic, height: float) -> Points:
    """Return the ways from the minimum along the short and the long axis of a contour, shape (2, 2)."""
    curvatures, axes = np.linalg.eigh(loss.matrix)
    ways: Points = (np.sqrt(2 * height / curvatures) * axes).T[::-1]
    return ways


def ring(loss: Quadratic, height: float) -> Points:
    """Return points all along a contour, the last where the first is, shape (n, 2)."""
    across, along = half_axes(loss, height)
    turn = np.linspace(0.0, 2 * np.pi, CORNERS + 1)[:, None]
    places: Points = loss.center + np.cos(turn) * along + np.sin(turn) * across
    return places


@dataclass(frozen=True, slots=True, eq=False)
class Valley:
    """Where a valley and its walk are seen, whole and from close by.

    Parameters
    ----------
    scaling
        Both descents.
    drawn
        A unit of the picture is sⱼ^drawn of the weights: 0 where the valley is drawn as it is.
    """

    scaling: FeatureScaling
    drawn: float

    @classmethod
    def of(cls, scaling: FeatureScaling) -> "Valley":
        """Return the valley as it is, or no longer than can be seen."""
        most = max(LONGEST, WIDER * scaling.scaled.elongation)
        if scaling.raw.elongation <= WIDER * most:
            return cls(scaling, 0.0)
        fits = (share for share in SHARES.tolist() if elongation(scaling.between(share)) <= most)
        return cls(scaling, next(fits, 1.0))

    @property
    def loss(self) -> Quadratic:
        """The loss over the weights in units of the picture."""
        return self.scaling.between(self.drawn)

    @property
    def top(self) -> float:
        """The height of the highest contour."""
        return HIGHEST * float(self.scaling.raw.loss.value(np.zeros(2)))

    @property
    def levels(self) -> tuple[float, ...]:
        """Heights of contours that are evenly apart on every way from the minimum."""
        return tuple((self.top * (np.arange(1, LEVELS + 1) / LEVELS) ** 2).tolist())

    def whole(self, share: float, part: float = 1.0) -> Points:
        """Return corners ``(3, 2)`` of a part of the highest contour, in units sⱼ^share, and the start."""
        loss = self.scaling.between(share)
        reach = part * np.sqrt(2 * self.top * np.diag(np.linalg.inv(loss.matrix)))
        return np.array([loss.center - reach, loss.center + reach, [0.0, 0.0]])

    def slope(self) -> Points:
        """Return the first leaps, the minimum and the room of the gradient, in units of the picture."""
        first = self.scaling.raw.run.points[:2] * self.scaling.spreads**self.drawn
        return np.vstack([self.close(), first[0] - BEHIND * (first[1] - first[0])])

    def close(self) -> Points:
        """Return the first leaps and the ring at their end, in units of the picture."""
        first = self.scaling.raw.run.points[: LEAPS + 1] * self.scaling.spreads**self.drawn
        return np.vstack([first, ring(self.loss, SHARE * float(self.loss.value(first[0])))])

    def bowl(self, look: Look, place: Box, names: tuple[str, str], part: float) -> tuple[View, Box]:
        """Return the view of part of the bowl over either weights, and its box: both show it in one place."""
        places, units = self.whole(1.0, part), {W: self.scaling.spreads, V: np.ones(2)}
        box = dict.fromkeys(units, place)
        for _ in range(2):
            views = {given: view_of(look, box[given], places, units[given], given) for given in units}
            areas = {given: area_of(look, box[given], views[given], given) for given in units}
            left = max(area.left for area in areas.values())
            right = min(area.right for area in areas.values())
            for given, area in areas.items():
                box[given] = box[given].inset(left=left - area.left, right=area.right - right)
        return views[names], box[names]


def view_of(look: Look, box: Box, places: Points, units: Floats, names: tuple[str, str]) -> View:
    """Return ranges of weights, which are places ``(n, 2)`` divided by `units`, for even units on screen."""
    middle = (places.min(axis=0) + places.max(axis=0)) / 2
    across, up = (np.ptp(places, axis=0) / 2 * (1 + AROUND)).tolist()
    aspect = 1.0
    for _ in range(3):  # the numbers at the axes leave room for the picture, and depend on what it shows
        high = max(up, across / aspect)
        half = np.array([high * aspect, high])
        (left, bottom), (right, top) = (((middle + side * half) / units).tolist() for side in (-1.0, 1.0))
        view = (left, right), (bottom, top)
        area = area_of(look, box, view, names)
        aspect = area.width / area.height
    return view


def area_of(look: Look, box: Box, view: View, names: tuple[str, str]) -> Box:
    """Return what a map in a box fills."""
    return Plot(look, box, *view, x_label=names[0], y_label=names[1]).area


def land(
    look: Look, box: Box, descent: UnitsDescent, view: View, names: tuple[str, str], levels: tuple[float, ...]
) -> ContourPlot:
    """Return the map of a descent."""
    return ContourPlot(
        look,
        box,
        descent.loss,
        *view,
        x_label=names[0],
        y_label=names[1],
        label_colour=look.colours.parameter,
        levels=levels,
    )


__all__ = ["V", "Valley", "View", "W", "area_of", "elongation", "half_axes", "land", "ring", "view_of"]
