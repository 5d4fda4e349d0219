"""The birds as dots in two measured quantities, and the border that a network draws between them."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import cast

import numpy as np
from contourpy import FillType, LineType, contour_generator
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.data.penguins import TwoClasses
from gd_math.networks.perceptron import Perceptron
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.marks.run_style import Legend, RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one

AIR, FINE = 0.06, 61
"""Around the birds, as a share of their extent; places along each axis at which the network is asked."""
SURE, TINTS = (0.25, 0.5, 0.75), (0.1, 0.14, 0.16)
"""From which probabilities on the ground is tinted, and how much more at each."""
WANTED, OTHER = 0.062, 0.05
"""Sizes of the marks."""
COST, COST_OPACITY, DEAREST = 0.14, 0.42, 6.0
"""Radius of the disc of a bird that costs 1, and the most that one is drawn for."""


class BirdsPanel(VGroup):
    """Birds with the ground on which a network finds the wanted ones, and its border, p = 1/2.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything.
    data
        The birds.
    network
        What is asked.
    theta
        Returns its weights (d,) now.
    labels
        Translated: names of both axes; the second one says both where the first one is empty.

    Attributes
    ----------
    ground
        What the network says: tints and border; not among the submobjects until the lesson adds it.
    costs
        Around each bird a disc whose area is −ln p; not among the submobjects either.
    charged
        From 0 to 1 the discs grow, from left to right.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        data: TwoClasses,
        network: Perceptron,
        theta: Callable[[], Points],
        labels: tuple[str, str],
    ) -> None:
        self.look, self.data, self.network, self.theta, self.labels = look, data, network, theta, labels
        low, high = data.features.min(axis=0), data.features.max(axis=0)
        air = AIR * (high - low)
        across, up = np.transpose([low - air, high + air]).tolist()
        self.ranges = (across[0], across[1]), (up[0], up[1])
        self.plot = self.axes(box)
        colours = look.colours
        self.tints = [Polyline(colours.prediction, 0.0, name=f"p above {sure}") for sure in SURE]
        for tint, opacity in zip(self.tints, TINTS, strict=True):
            tint.set_stroke(width=0.0, opacity=0.0).set_fill(colours.prediction, opacity=opacity)
            tint.lint_ignore = frozenset({"contrast", "grown-to-nothing"})
        self.border = Polyline(colours.prediction, STROKES.curve, name="border")
        self.border.lint_ignore = frozenset({"grown-to-nothing"})
        self.ground = VGroup(*self.tints, self.border)
        self.ground.name = "what the network says"
        self.kinds = RunStyle(colours.data, mark="triangle"), RunStyle(colours.muted, mark="ring")
        self.wanted = self.kinds[0].dots(WANTED, "wanted birds")
        self.others = self.kinds[1].dots(OTHER, "other birds")
        self.charged = ValueTracker(0.0)
        self.costs = Dots(colours.loss, 1.0, COST_OPACITY, name="costs")
        self.costs.lint_ignore = frozenset({"contrast", "grown-to-nothing"})
        self._disc = self.costs.disc
        self._rank = np.argsort(np.argsort(data.features[:, 0], kind="stable"))
        super().__init__(self.plot, self.others, self.wanted)
        self.name = "birds"
        spread, middle = data.features.std(axis=0), data.features.mean(axis=0)
        x, y = (np.linspace(*range_, FINE) for range_ in self.ranges)
        self._x, self._y = x, y
        self._asked = (np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2) - middle) / spread
        self._place()
        self.plot.watch(self._place)
        follow(self.ground, self.redraw)
        follow(self.costs, self.charge)

    def axes(self, box: Box) -> Plot:
        """Return the axes in a box; without numbers where one label names both."""
        x_label, y_label = self.labels
        ticks = None if x_label else ()
        return Plot(
            self.look, box, *self.ranges, x_label=x_label, y_label=y_label, x_ticks=ticks, y_ticks=ticks
        )

    def _place(self) -> None:
        wanted, places = self.data.labels == 1, self.plot.points_at(*self.data.features.T)
        self.wanted.set_places(places[wanted])
        self.others.set_places(places[~wanted])

    def redraw(self) -> None:
        """Ask the network of the moment for its probabilities, and draw them."""
        chances = self.network.probability(self.theta(), self._asked).reshape(FINE, FINE)
        asked = contour_generator(
            self._x, self._y, chances, line_type=LineType.Separate, fill_type=FillType.OuterOffset
        )
        for tint, sure in zip(self.tints, SURE, strict=True):
            polygons, offsets = cast(tuple[list[Floats], list[Floats]], asked.filled(sure, 2.0))
            tint.set_corners(
                *(
                    self._on_screen(polygon[start:end])
                    for polygon, places in zip(polygons, offsets, strict=True)
                    for start, end in pairwise(places)
                )
            )
        self.border.set_corners(*(self._on_screen(line) for line in cast(list[Floats], asked.lines(0.5))))

    def charge(self) -> None:
        """Draw what each bird costs now: −ln p of its own species."""
        grown = one_by_one(len(self.data.labels), self.charged.get_value())[self._rank]
        costs = self.network.losses_of(self.theta())
        radii = COST * np.sqrt(grown * np.minimum(costs, DEAREST))
        places = self.plot.points_at(*self.data.features.T)
        self.costs.places = places
        self.costs.points = (places[:, None] + radii[:, None, None] * self._disc).reshape(-1, 3)

    def _on_screen(self, points: Floats) -> Point3D_Array:
        return self.plot.points_at(points[:, 0], points[:, 1])

    def legend(self, box: Box, names: tuple[str, str]) -> Legend:
        """Return the names of the wanted and of the other birds, behind their marks."""
        return Legend(
            self.look, box, [replace(one, label=name) for one, name in zip(self.kinds, names, strict=True)]
        )


__all__ = ["BirdsPanel"]
