"""The places a and b: letters under the axis, below the ends of a chord."""

import numpy as np
from manim import VGroup

from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.parts.convex_bowl.curve_with_chord import CurveWithChord

UNDER = 0.68
"""From the axis down to the middle of what stands below it, in scene units."""
LETTER_APART = 0.42
"""Least distance of the letters' middles, in scene units."""


class Feet(VGroup):
    """Under each end of a chord its letter, below the axis, and a dashed line down to the axis.

    They follow the ends; where the letters would touch, they stand side by side.

    Parameters
    ----------
    look
        Theme and language.
    curve
        The graph and its chord.
    radius
        Of the balls at the ends, in scene units.
    """

    def __init__(self, look: Look, curve: CurveWithChord, radius: float) -> None:
        self.curve, self.radius = curve, radius
        colour = look.colours.parameter
        self.letters = [MathFormula(look, name, colour=colour, size=TYPE.formula) for name in "ab"]
        self.drops = [Polyline(colour, STROKES.path, name="foot of a ball") for _ in "ab"]
        super().__init__(*self.letters, *self.drops)
        self._outlines = [letter.submobjects[0].points.copy() for letter in self.letters]
        self.name = "places of the chord's ends"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Stand below the ends that are in the picture."""
        plot, curve = self.curve.plot, self.curve
        x = np.array([end.get_value() for end in curve.ends])
        places = plot.points_at(x, curve.objective(x))
        axis, half = plot.area.bottom, CAP_HEIGHT_PER_FONT_SIZE * TYPE.formula / 2
        across = places[:, 0].copy()
        near = LETTER_APART - abs(across[1] - across[0])
        if np.isfinite(near) and near > 0.0:
            across += near / 2 * np.where(across == across.max(), 1.0, -1.0) * (across[0] != across[1])
            across += near / 2 * np.array([-1.0, 1.0]) * (across[0] == across[1])
        for letter, outline, drop, place, at, one in zip(
            self.letters, self._outlines, self.drops, places, across, x, strict=True
        ):
            if not curve.shows(float(one)):
                letter.submobjects[0].points = np.zeros((0, 3))
                drop.set_corners()
                continue
            middle = (outline.min(axis=0) + outline.max(axis=0)) / 2
            base = np.array([at - middle[0], axis - UNDER - half - outline[:, 1].min(), 0.0])
            letter.submobjects[0].points = outline + base
            foot = place - np.array([0.0, self.radius, 0.0])
            drop.set_corners(*(dashes(foot, np.array([place[0], axis, 0.0])) if foot[1] > axis else ()))


__all__ = ["UNDER", "Feet"]
