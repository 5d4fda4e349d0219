"""The loss on a random plane as a land: on a scale that two lands share, with heights at its left corner."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.networks.training import Trained
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.land.block import BASE, Land
from scenes.cast.land.terrain import Terrain
from scenes.cast.maps.contours import level_text
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Polyline
from scenes.cast.marks.segments import Rings
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.numbers import Number, number_width

LEVELS, NUMBERED = 9, 5
"""Contours and numbered heights, about."""
TURN, MIDDLE = 44.0, 38.0
"""Degrees by which a land turns, and around which: the same corner stays at its left."""
CORNER, EDGE, TICK, GAP, NAME = 1.07, 1.12, 0.1, 0.1, 0.3
"""Where the height axis stands, and u and v, in halves of the land; its ticks; to numbers and name."""
RING, BALL, UNDER, AIR = 0.15, 0.12, 0.2, 0.3
"""Radii of rings and ball; room for u and v, and beside the numbers while the land turns."""
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
        across, up = trained.loss.domain
        super().__init__(trained.loss, across, up)
        self.lowest, self.highest = scale
        self.rise_per_height = RISE / max(scale[1] - scale[0], 1e-12)


def shared_scale(*networks: Trained) -> tuple[float, float]:
    """Return the lowest and the highest loss on the planes of some networks."""
    lands = [Land(one.loss, *one.loss.domain) for one in networks]
    return min(land.lowest for land in lands), max(land.highest for land in lands)


class LandAxes(VGroup):
    """A numbered axis at the land's left corner, named L; at first u and v at the edges along which they run.

    Parameters
    ----------
    look
        Theme and language.
    terrain
        The land as it is seen; u and v are named until it leaves its first shot.
    named
        Whether they are at all.
    """

    def __init__(self, look: Look, terrain: Terrain, *, named: bool) -> None:
        self.terrain, self.first = terrain, float(terrain.shot.get_value())
        land, colours = terrain.land, look.colours
        ticks = nice_ticks(max(land.lowest, 0.0), land.highest, NUMBERED)
        self.heights = np.array([max(land.lowest, 0.0), land.highest, *ticks])
        self.texts = [level_text(tick) for tick in ticks]
        self.axis = Polyline(colours.muted, STROKES.axis, name="height axis")
        self.numbers = [Number(look, text, anchor="right", colour=colours.muted) for text in self.texts]
        self.title = MathFormula(look, paint(colours.loss, "L"))
        self.ways = [MathFormula(look, paint(colours.parameter, name)) for name in ("uv" if named else "")]
        super().__init__(self.axis, *self.numbers, self.title, *self.ways)
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
        (left, right), (front, _) = land.x_range, land.y_range
        floor = land.lowest - BASE / land.rise_per_height
        edges = np.array([[(left + right) / 2, EDGE * front, floor], [EDGE * right, 0.0, floor]])
        gone = float(np.clip(self.terrain.shot.get_value() - self.first, 0.0, 1.0))
        for way, place in zip(self.ways, self.terrain.project(edges), strict=False):
            way.move_to(place).set_fill(opacity=1.0 - gone)


class LandView:
    """A network's land with its height axis, its valleys' rings, and a ball at some weights on the plane.

    Parameters
    ----------
    look
        Theme and language.
    box
        All room that the land will ever stand in.
    trained
        The network.
    scale
        Of heights.
    rooms
        In which it stands, one after the other; u and v are named in the first of several.
    place
        Returns u and v of the ball.
    size
        Of ball and rings.

    Attributes
    ----------
    terrain, axes, rings, ball
        What it is made of; the lesson puts them on screen.
    shots
        Of the rooms.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        trained: Trained,
        scale: tuple[float, float],
        rooms: Sequence[Box],
        place: Callable[[], Points],
        size: float = 1.0,
    ) -> None:
        self.trained, self.place = trained, place
        land, levels = ScaledLand(trained, scale), nice_ticks(*scale, LEVELS)
        self.terrain = Terrain(look, box, land, TURN, levels, view=MIDDLE)
        texts = [level_text(tick) for tick in nice_ticks(max(scale[0], 0.0), scale[1], NUMBERED)]
        left = max(number_width(text, TYPE.label) for text in texts) + TICK + GAP + size * AIR
        self.shots = [
            self.terrain.stand_in(
                room.inset(left=left, right=UNDER, bottom=UNDER, top=2 * size * NAME), (0.0, 1.0)
            )
            for room in rooms
        ]
        self.terrain.shot.set_value(float(self.shots[0]))
        self.axes = LandAxes(look, self.terrain, named=len(rooms) > 1)
        self.rings = Rings(look.colours.ink, size * RING, STROKES.path, name="valleys")
        self.rings.lint_ignore = frozenset({"contrast", "grown-to-nothing"})
        self.ball = Ball(look, size * BALL)
        follow(self.rings, self.draw_rings)
        follow(self.ball, lambda: self.ball.stand_at(self.on_screen(place()[None])[0]))

    def on_screen(self, points: Floats) -> Point3D_Array:
        """Return where the camera sees the ground at some u and v (n, 2)."""
        return self.terrain.project(self.terrain.land.on_ground(points))

    def draw_rings(self) -> None:
        """Stand around the lowest place of each valley."""
        self.rings.set_places(self.on_screen(self.trained.valleys))

    @property
    def middle(self) -> Point3D:
        """Where the trained weights are seen, (3,)."""
        there: Point3D = self.on_screen(np.zeros((1, 2)))[0]
        return there


__all__ = ["LandView", "shared_scale"]
