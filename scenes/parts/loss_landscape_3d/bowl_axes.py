"""The axes of a bowl in three dimensions: slope and intercept beneath it, the loss upwards."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.land.terrain import Terrain
from scenes.cast.maps.contours import level_text
from scenes.cast.marks.lines import Dots, Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.loss_landscape_3d.loss_bowl import BowlWalk, LossBowl

TICK, GAP, NAME_GAP = 0.1, 0.1, 0.32
"""Length of a tick, and from it to its number; from an axis to its name."""
MARK = 0.1
"""Radius of the mark at the height of the moment."""
MOST, APART = 6, 1.5
"""Numbers on the axis at most; their least distance in capital heights."""
AWAY, NEAR = 0.3, 0.1
"""How far behind the other end of its arm, or how near the height axis, a name is gone; within how much."""
MOST_FIXED, FULL = 90.0, 360.0
"""Degrees of the view's turn between which names keep to the front; else they stay at their ends."""


def height_ticks(bowl: LossBowl) -> tuple[Floats, list[str]]:
    """Return the numbered heights, none below zero, and what is written there."""
    low, high = max(bowl.foot, 0.0), bowl.highest
    ticks = [tick for tick in nice_ticks(low, high, MOST) if low <= tick <= high]
    return np.array(ticks), [level_text(tick) for tick in ticks]


def room_of_heights(bowl: LossBowl) -> float:
    """Return the width of the widest number with its tick."""
    widest = max((number_width(text, TYPE.label) for text in height_ticks(bowl)[1]), default=0.0)
    return widest + TICK + GAP


class BowlAxes(VGroup):
    """A cross on the floor that names w and b, and a numbered axis of heights at the left of the bowl.

    The axis has a mark as high as the point. From wherever the camera looks, it stands at the left.

    Parameters
    ----------
    look
        Theme and language.
    terrain
        The bowl as it is seen.
    bowl
        What has the heights.
    walk
        Whose height is marked.

    Attributes
    ----------
    grounded
        How visible the cross and its names are, from 0 to 1.
    """

    def __init__(self, look: Look, terrain: Terrain, bowl: LossBowl, walk: BowlWalk) -> None:
        super().__init__()
        self.terrain, self.bowl, self.walk = terrain, bowl, walk
        self.grounded = ValueTracker(1.0)
        colours = look.colours
        seen = terrain.project(bowl.cross)
        self.named = [int(np.argmin(ends[:, 1])) for ends in seen]
        """Which end of each arm has its name: the one in front."""
        self.turns = MOST_FIXED < abs(terrain.sweep[1] - terrain.sweep[0]) < FULL
        self.ticks, self.texts = height_ticks(bowl)
        self.arms = Polyline(colours.muted, STROKES.axis, name="cross")
        self.axis = Polyline(colours.muted, STROKES.axis, name="height axis")
        self.numbers = [Number(look, text, anchor="right", colour=colours.muted) for text in self.texts]
        self.names = [MathFormula(look, paint(colours.parameter, name), size=TYPE.formula) for name in "wb"]
        self.name_of_height = MathFormula(look, paint(colours.loss, '"MSE"'), size=TYPE.caption)
        self.mark = Dots(colours.parameter, MARK, name="height of the moment")
        self.add(self.arms, self.axis, *self.numbers, *self.names, self.name_of_height, self.mark)
        self.name = "axes of the bowl"
        follow(self, self.redraw)

    def at_heights(self, heights: Floats) -> Point3D_Array:
        """Return where heights ``(n,)`` are on the axis, on screen ``(n, 3)``."""
        camera = self.terrain.camera_now
        places: Point3D_Array = camera.see(self.bowl.beside(camera.azimuth, heights))
        places[:, 2] = 0.0
        return places

    def redraw(self) -> None:
        """Set all from the camera and from the point."""
        bowl, cap = self.bowl, CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        cross = self.terrain.project(bowl.cross)
        shown = float(self.grounded.get_value())
        self.arms.set_corners(*cross).set_stroke(opacity=shown)
        foot, top = self.at_heights(np.array([bowl.foot, bowl.highest]))
        places = self.at_heights(self.ticks)
        self.axis.set_corners(
            np.stack([foot, top]), *(np.stack([place, place - [TICK, 0.0, 0.0]]) for place in places)
        )
        apart = float(np.diff(places[:, 1]).min()) if len(places) > 1 else 1.0
        every = max(1, int(np.ceil(APART * cap / max(apart, 1e-9))))
        for k, (number, place) in enumerate(zip(self.numbers, places, strict=True)):
            number.set_text("" if k % every else self.texts[k], place - [TICK + GAP, cap / 2, 0.0])
        for name, ends, fixed in zip(self.names, cross, self.named, strict=True):
            end = int(np.argmin(ends[:, 1])) if self.turns else fixed
            out = ends[end] - ends[1 - end]
            behind = float(ends[end, 1] - ends[1 - end, 1]) / AWAY
            beside = float(ends[end, 0] - max(foot[0], top[0]) - AWAY) / NEAR
            name.set_fill(opacity=shown * min(max(min(1.0 - behind, beside), 0.0), 1.0))
            name.move_to(ends[end] + NAME_GAP * out / max(float(np.hypot(*out[:2])), 1e-9))
        aside = TICK - self.name_of_height.width / 2
        self.name_of_height.move_to(np.add(top, [aside, NAME_GAP, 0.0]))
        loss = self.walk.loss
        on_axis = bowl.foot <= loss <= bowl.highest * (1 + 1e-9)
        self.mark.set_places(self.at_heights(np.array([loss])[: int(on_axis)]))


__all__ = ["BowlAxes", "room_of_heights"]
