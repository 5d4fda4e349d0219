"""The loss on a random plane as a land: on a scale that two lands share, with heights at its left corner."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.networks.training import Trained
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.land.block import BASE, Block, Land
from scenes.cast.land.terrain import Terrain
from scenes.cast.maps.contours import level_text
from scenes.cast.marks.arrows import WING, FlatArrow
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.numbers import Number, number_width
from scenes.parts.network_landscape.story import NetworkStory
from scenes.parts.network_landscape.valley_marks import ValleyMarks

LEVELS, NUMBERED = 9, 5
"""Contours and numbered heights, about."""
TURN, MIDDLE = 44.0, 38.0
"""Degrees by which a land turns, and around which: the same corner stays at its left."""
CORNER, TICK, GAP, NAME = 1.07, 0.1, 0.1, 0.3
"""Where the height axis stands, in halves of the land; its ticks; to numbers and name."""
EDGE, REACH = 1.15, 0.6
"""Where both directions run, and how far, in halves of the land."""
BALL, UNDER, AIR = 0.12, 0.55, 0.3
"""Radius of the ball; room for both directions, and beside the numbers while the land turns."""
RISE = 0.85
"""Of the highest place, in halves of the land's width: more than on hills, for valleys to be seen."""
APART = 1.5
"""Least distance of two numbers in capital heights."""


class ScaledLand(Land):
    """A network's loss on its random plane, in the scale of heights that it shares with another one's.

    Parameters
    ----------
    trained
        The network.
    scale
        Lowest and highest height of both.
    """

    def __init__(self, trained: Trained, scale: tuple[float, float]) -> None:
        self.trained = trained
        across, up = trained.loss.domain
        super().__init__(trained.loss, across, up)
        self.lowest, self.highest = scale
        self.rise_per_height = RISE / max(scale[1] - scale[0], 1e-12)

    def block(self) -> Block:
        """Return the triangles of surface and walls."""
        return self._block

    @cached_property
    def _block(self) -> Block:
        return super().block()


def shared_scale(*networks: Trained) -> tuple[float, float]:
    """Return the lowest and the highest loss on the planes of some networks."""
    lands = [Land(one.loss, *one.loss.domain) for one in networks]
    return min(land.lowest for land in lands), max(land.highest for land in lands)


class LandAxes(VGroup):
    """A numbered axis at the land's left corner, named L; at first both directions along their edges.

    Parameters
    ----------
    look
        Theme and language.
    terrain
        The land as it is seen; directions are drawn until it turns or leaves its first shot.
    names
        What stands beside the arrows of both directions, or nothing.
    """

    def __init__(self, look: Look, terrain: Terrain, names: Sequence[str]) -> None:
        self.terrain, self.first = terrain, float(terrain.shot.get_value())
        land, colours = terrain.land, look.colours
        ticks = nice_ticks(max(land.lowest, 0.0), land.highest, NUMBERED)
        self.heights = np.array([max(land.lowest, 0.0), land.highest, *ticks])
        self.texts = [level_text(tick) for tick in ticks]
        self.axis = Polyline(colours.muted, STROKES.axis, name="height axis")
        self.numbers = [Number(look, text, anchor="right", colour=colours.muted) for text in self.texts]
        self.title = MathFormula(look, paint(colours.loss, "L"))
        self.ways = [MathFormula(look, name) for name in names]
        self.arrows = [FlatArrow(colours.parameter, name="direction") for _ in names]
        super().__init__(self.axis, *self.numbers, self.title, *self.ways, *self.arrows)
        self.name = "axes of the land"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Stand where the camera sees the corner."""
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        land = self.terrain.land
        corner = np.array([CORNER * land.x_range[0], CORNER * land.y_range[0]])
        ground = np.column_stack([np.tile(corner, (len(self.heights), 1)), self.heights])
        foot, top, *places = self.terrain.project(ground)
        self.axis.set_corners(
            np.stack([foot, top]), *(np.stack([at, at - [TICK, 0.0, 0.0]]) for at in places)
        )
        apart = abs(float(places[1][1] - places[0][1])) if len(places) > 1 else 1.0
        every = max(1, int(np.ceil(APART * cap / max(apart, 1e-9))))
        for k, (number, place) in enumerate(zip(self.numbers, places, strict=True)):
            number.set_text("" if k % every else self.texts[k], place - [TICK + GAP, cap / 2, 0.0])
        self.title.move_to(np.add(top, [0.0, NAME, 0.0]))
        self.draw_directions()

    def draw_directions(self) -> None:
        """Let an arrow run along each of the edges at the front and at the right, its name beside it."""
        land, left = self.terrain.land, self.terrain.shot.get_value() - self.first
        turned = self.terrain.azimuth.get_value() - self.terrain.turned(0.0)
        shown = 1.0 - float(np.clip(max(left, 2 * turned / TURN), 0.0, 1.0))
        floor = land.lowest - BASE / land.rise_per_height
        front, right = land.y_range[0], land.x_range[1]
        ways = np.array(
            [
                [[-REACH, EDGE * front], [REACH, EDGE * front]],
                [[EDGE * right, -REACH], [EDGE * right, REACH]],
            ]
        )
        seen = self.terrain.project(np.concatenate([ways, np.full((2, 2, 1), floor)], axis=-1))
        for name, arrow, (tail, tip) in zip(self.ways, self.arrows, seen, strict=False):
            across, up, _ = (tip - tail) / np.linalg.norm(tip - tail)
            apart = (abs(up) * name.width + across * name.height) / 2 + GAP + arrow.head * WING
            arrow.set_between(tail, tip).set_fill(opacity=shown)
            name.move_to((tail + tip) / 2 + apart * np.array([up, -across, 0.0]))
            name.set_fill(opacity=shown)


class LandView:
    """A network's land with its height axis, its valleys' rings, and a ball at some weights on the plane.

    Parameters
    ----------
    look
        Theme and language.
    box
        All room that the land will ever stand in.
    land
        What is seen.
    beside
        The land in whose scale it is seen, from one camera.
    rooms
        In which it stands, one after the other.
    place
        Returns u and v of the ball.
    names
        Of both directions, as formulas: drawn in the first room.
    size
        Of ball and rings.

    Attributes
    ----------
    terrain, axes, valleys, rings, ball
        What it is made of; the lesson puts them on screen.
    shots
        Of the rooms.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        land: ScaledLand,
        beside: ScaledLand,
        rooms: Sequence[Box],
        place: Callable[[], Points],
        names: Sequence[str] = (),
        size: float = 1.0,
    ) -> None:
        self.trained, self.place = land.trained, place
        scale = land.lowest, land.highest
        levels = nice_ticks(*scale, LEVELS)
        self.terrain = Terrain(look, box, land, TURN, levels, view=MIDDLE, beside=[beside.block()])
        texts = [level_text(tick) for tick in nice_ticks(max(scale[0], 0.0), scale[1], NUMBERED)]
        left = max(number_width(text, TYPE.label) for text in texts) + TICK + GAP + size * AIR
        self.shots = [
            self.terrain.stand_in(
                room.inset(left=left, right=under, bottom=under, top=(2 if under else 1) * size * NAME),
                (0.0, 1.0),
            )
            for room, under in zip(rooms, [size * UNDER if names else 0.0, 0.0], strict=False)
        ]
        self.terrain.shot.set_value(float(self.shots[0]))
        self.axes = LandAxes(look, self.terrain, names)
        self.valleys = self.mark_valleys(look, rooms[-1].inset(left=left), size)
        self.rings = self.valleys.rings
        self.ball = Ball(look, size * BALL)
        follow(self.ball, lambda: self.ball.stand_at(self.on_screen(place()[None])[0]))

    def on_screen(self, points: Floats) -> Point3D_Array:
        """Return where the camera sees the ground at some u and v (n, 2)."""
        return self.terrain.project(self.terrain.land.on_ground(points))

    def mark_valleys(self, look: Look, room: Box, size: float) -> ValleyMarks:
        """Return rings and losses of the valleys, placed for when the land has turned at last."""
        shot, azimuth = (one.get_value() for one in (self.terrain.shot, self.terrain.azimuth))
        self.terrain.shot.set_value(float(self.shots[-1]))
        self.terrain.azimuth.set_value(self.terrain.turned(1.0))
        valleys = self.trained.valleys
        losses = self.trained.network.value(self.trained.plane.at(*valleys.T))
        texts = [NetworkStory.loss(float(one)) for one in losses]
        marks = ValleyMarks(look, lambda: self.on_screen(valleys), texts, self.middle, room, size)
        self.terrain.shot.set_value(shot)
        self.terrain.azimuth.set_value(azimuth)
        return marks

    @property
    def middle(self) -> Point3D:
        """Where the trained weights are seen, (3,)."""
        there: Point3D = self.on_screen(np.zeros((1, 2)))[0]
        return there


__all__ = ["LandView", "ScaledLand", "shared_scale"]
