"""A small cube on an axis: the picture of a grid, at the number of its trials."""

import math

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from scenes.base.theme import STROKES, blend
from scenes.cast.marks.lines import closed
from scenes.cast.moving.following import follow
from scenes.parts.why_not_try_everything.power_axis import BAR, PowerAxis
from scenes.parts.why_not_try_everything.trial_grid import DEPTH

LARGEST = 0.6
"""Its height, in scene units; it becomes smaller with the scale of the axis."""
WIDE = (1.0 + DEPTH[0]) / (1.0 + DEPTH[1])
"""Its width in units of its height."""
ABOVE = 0.08
"""Room between bar and cube."""
SHADES = (1.0, 0.8, 0.6)
"""How light its front, its top and its side are."""


class CubeMark(VGroup):
    """A cube that stands on the bar of an axis, its right edge at a number of trials.

    Parameters
    ----------
    axis
        What it stands on.
    trials
        Of the grid that it pictures.
    """

    def __init__(self, axis: PowerAxis, trials: int) -> None:
        colours = axis.look.colours
        self.axis, self.exponent = axis, math.log10(trials)
        self.faces = [
            VMobject(
                fill_color=blend(colours.parameter, colours.background, shade),
                fill_opacity=1.0,
                stroke_color=colours.background,
                stroke_width=STROKES.hair,
            )
            for shade in SHADES
        ]
        super().__init__(*self.faces)
        self.name = "cube"
        follow(self, self.redraw)

    @property
    def place(self) -> tuple[Point3D, float]:
        """Its middle and its height."""
        axis = self.axis
        end = axis.at(self.exponent)
        height = min(LARGEST, (float(end[0]) - axis.left) / WIDE)
        return end + np.array([-WIDE * height / 2, BAR + ABOVE + height / 2, 0.0]), height

    def redraw(self) -> None:
        """Stand where the axis has the number now."""
        middle, height = self.place
        side = height / (1.0 + DEPTH[1])
        across, up = DEPTH * side
        corner = middle - np.array([(side + across) / 2, height / 2, 0.0])
        front = np.array([[0, 0], [side, 0], [side, side], [0, side]])
        top = np.array([[0, side], [side, side], [side + across, side + up], [across, side + up]])
        beside = np.array([[side, 0], [side + across, up], [side + across, side + up], [side, side]])
        for face, flat in zip(self.faces, (front, top, beside), strict=True):
            face.points = closed(np.column_stack([flat, np.zeros(4)]) + corner)


__all__ = ["CubeMark"]
