"""What a measured gradient has more than the exact one, as an arrow: the noise ε."""

import numpy as np
from manim import VGroup

from scenes.base.look import Look
from scenes.cast.charts.free_places import places_beside, roomiest
from scenes.cast.maps.gradient_fan import GradientFan
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.writing.map_words import MapFormula

SHORTEST, GAP = 0.5, 0.12
"""Of an arrow with a name, in scene units; from it to its name."""


class NoiseArrow(VGroup):
    """The arrow from the tip of the exact gradient to that of the first measured one, and ε beside it.

    Parameters
    ----------
    look
        Theme and language.
    fan
        The gradients.

    Attributes
    ----------
    label
        The name; nothing where the arrow is too short for it.
    """

    lint_ignore = frozenset({"contrast", "grown-to-nothing"})

    def __init__(self, look: Look, fan: GradientFan) -> None:
        ink, plot = look.colours.ink, fan.plot
        ends = plot.points_at(*np.array([fan.tip, fan.place + fan.factor * fan.measured[0]]).T)
        self.arrow = FlatArrow(ink, name="noise").set_between(*ends)
        self.label = VGroup()
        if np.linalg.norm(ends[1] - ends[0]) > SHORTEST:
            label = MapFormula(look, "bold(epsilon)", ink)
            places = places_beside(ends[0], ends[1], label.half, plot.area, gap=GAP, shares=(0.5, 0.7))
            self.label = label.stand_at(roomiest(places, label.half, fan.occupied()))
        super().__init__(self.arrow, self.label)
        self.name = "noise"


__all__ = ["NoiseArrow"]
