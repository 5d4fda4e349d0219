"""A landscape in three dimensions: an image that follows a camera, and the way from land to screen."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, smooth
from manim.mobject.mobject import _AnimationBuilder
from manim.typing import Point3D_Array

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot
from scenes.cast.land.block import BASE, Block, Land
from scenes.cast.land.height_colours import RAMPS, height_colours
from scenes.cast.land.height_field import HeightField, Paint
from scenes.cast.land.orbit import OrbitCamera
from scenes.cast.land.shot import DISTANCE, ELEVATION, Shot
from scenes.cast.marks.pixel_sheet import PixelSheet
from scenes.cast.moving.following import follow, ride

VIEW = 20.0
"""Azimuth in degrees from which a land is seen best."""
LINE_WIDTH = 0.011
"""Of the contour lines, in scene units."""
LEAST_LINE_WIDTH = 0.7
"""In pixels, for small frames."""
CLOSE, CLOSEST = 0.42, 3.2
"""What is seen from close by takes such a share of the picture, but is at most so many times as large."""
UPRIGHT, FAR = 90.0, 200.0
"""Elevation of the camera that sees a land as a map, and its distance."""
RIM = 0.2
"""Light on slopes that are seen edge-on, as from the sky behind them."""
SIGHTS, ALMOST_THERE = 600, 0.985
"""Places along a line of sight that are asked whether they are under the ground, and where it ends."""


class Terrain(PixelSheet):
    """A block of land, painted again whenever the camera has turned.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for the block from every side that the camera comes to.
    land
        What is shown.
    turn
        How far the camera turns, in degrees.
    levels
        Heights of the contour lines.
    view
        Azimuth in degrees around which it turns; see `OrbitCamera`.
    elevation
        Of the camera above the horizon, in degrees.
    beside
        Other blocks that share its camera: it aims at half the height of the highest, and all of them fit.

    Attributes
    ----------
    azimuth
        Tells the camera's place in degrees, at first where its turn begins.
    opened
        Tells which share of the land is there, as `Land.opened` has it; 1 at first.
    raised
        Tells how far the land has risen from a plain: its heights are drawn times that; 1 at first.
    shots
        What the camera goes through: `stand_in`, `come_close` and `rise_above` add one more.
    windows
        Of each shot what shows the land: what would be seen outside of it is cut.
    shot
        Tells at which of them it is, counted from 0; on its way from one to the next what lies between.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        land: Land,
        turn: float,
        levels: npt.ArrayLike,
        *,
        view: float = VIEW,
        elevation: float = ELEVATION,
        beside: Sequence[Block] = (),
    ) -> None:
        super().__init__(box)
        self.look, self.box, self.land, self.elevation = look, box, land, elevation
        self.sweep = view - turn / 2, view + turn / 2
        self.azimuth = ValueTracker(self.sweep[0])
        self.block, self.beside = land.block(), beside
        ramp = RAMPS[look.theme]
        self.shadow = ramp.shadow
        self.paint = Paint(
            height_colours(look),
            land.lowest,
            land.highest,
            np.asarray(levels, dtype=np.float64),
            ramp.line,
            ramp.line_opacity,
            max(LINE_WIDTH * self.unit, LEAST_LINE_WIDTH),
        )
        self.fitted = self._fit(box, self.sweep)
        self.shots, self.shot = [self._shot(self.fitted)], ValueTracker(0.0)
        self.windows = [box]
        rows, columns = self.pixels.shape[:2]
        self.field = HeightField(columns, rows)
        self.pixel_array = self.field.pixels
        self.name = "terrain"
        self.opened, self.raised = ValueTracker(1.0), ValueTracker(1.0)
        self._shown: tuple[float, ...] = ()
        follow(self, self.redraw)

    def turned(self, share: float) -> float:
        """Return the azimuth after a share of the turn."""
        first, last = self.sweep
        return (1.0 - share) * first + share * last

    def turn_to(self, share: float) -> _AnimationBuilder:
        """Return the animation that turns the camera on until a share of its turn is done."""
        return ride(self.azimuth, self.turned(share), smooth)

    def stand_in(self, room: Box, turn: tuple[float, float]) -> int:
        """Add a shot: the block as large as a room allows for a part of the turn; return which it is."""
        return self._add(self._shot(self._fit(room, (self.turned(turn[0]), self.turned(turn[1])))))

    def come_close(
        self, ground: Floats, room: Box, *, cut: bool = False, closest: float = CLOSEST, least: float = 1.0
    ) -> int:
        """Add a shot: some data x, y, height ``(n, 3)`` in the middle of a room; return which it is.

        Nothing is seen outside of a room that is `cut`; the land is at most `closest` times as large, and
        at `least` so many times.
        """
        scale = self.fitted.scale
        at = self.azimuth.get_value(), self.elevation, DISTANCE, self.fitted.target
        seen = OrbitCamera(*at).see(self.land.place(ground))[:, :2]
        low, high = seen.min(axis=0), seen.max(axis=0)
        widths = np.maximum(high - low, 1e-9)
        most = float((CLOSE * np.array([room.width, room.height]) / widths).min())
        larger = float(np.clip(most, least * scale, closest * scale))
        middle = room.centre[:2] - larger * (low + high) / 2
        return self._add(Shot(larger / DISTANCE, middle, self.elevation), room if cut else None)

    def rise_above(self, plot: Plot, *, cut: bool = False) -> int:
        """Add a shot: straight from above, as a map shows the land; return which it is.

        The land lies on the map once its x runs to the right: see `face_north`. Nothing is seen outside of a
        map that is `cut`, as one that shows a part of the land.
        """
        across, upwards = self.land.x_range, self.land.y_range
        unit = plot.length(max(np.ptp(across), np.ptp(upwards)) / 2)
        middle = plot.at(sum(across) / 2, sum(upwards) / 2)[:2]
        return self._add(Shot(unit, middle, UPRIGHT, FAR), plot.area if cut else None)

    def twin(self) -> "Terrain":
        """Return another sight of the same land, seen as this one is now: it may go where this one stays."""
        first, last = self.sweep
        turn, view, heights = last - first, (first + last) / 2, self.paint.levels
        twin = Terrain(self.look, self.box, self.land, turn, heights, view=view, elevation=self.elevation)
        twin.fitted = self.fitted
        twin.shots, twin.windows = [self.shots[0], self.shot_now], [self.windows[0], self.window]
        twin.shot.set_value(1.0)
        twin.azimuth.set_value(self.azimuth.get_value())
        return twin

    def face_north(self) -> _AnimationBuilder:
        """Return the animation that turns the land the shorter way until its x runs to the right."""
        return ride(self.azimuth, 360.0 * round(self.azimuth.get_value() / 360.0), smooth)

    def _add(self, shot: Shot, window: Box | None = None) -> int:
        self.shots.append(shot)
        self.windows.append(window or self.box)
        return len(self.shots) - 1

    def _shot(self, camera: OrbitCamera) -> Shot:
        return Shot(camera.scale / DISTANCE, np.array(camera.middle), self.elevation)

    def take(self, shot: int) -> _AnimationBuilder:
        """Return the animation that brings the camera to one of its shots."""
        return ride(self.shot, float(shot), smooth)

    @property
    def shot_now(self) -> Shot:
        """Return how the land is seen now."""
        one, other, share = self._between()
        return self.shots[one].towards(self.shots[other], share)

    @property
    def nearness(self) -> float:
        """Return how many times larger the block is now than the whole box would let it be."""
        return self.shot_now.size / self.shots[0].size

    @property
    def camera_now(self) -> OrbitCamera:
        """Return the camera where it stands now."""
        shot, (x, y) = self.shot_now, self.shot_now.middle.tolist()
        scale, target = shot.size * shot.distance, self.fitted.target
        return OrbitCamera(self.azimuth.get_value(), shot.elevation, shot.distance, target, scale, (x, y))

    def redraw(self) -> None:
        """Paint the land as the camera sees it now, unless nothing has changed."""
        now = tuple(float(one.get_value()) for one in (self.azimuth, self.shot, self.opened, self.raised))
        if now == self._shown:
            return
        self._shown = now
        camera, block, vertices = self.camera_now, self.block, self._risen(self.block.vertices)
        sight = camera.eye - vertices
        sight /= np.linalg.norm(sight, axis=-1, keepdims=True)
        edge_on = 1.0 - np.clip(np.einsum("ij,ij->i", sight, block.normals), 0.0, 1.0)
        lights = 1.0 - self.shadow * (1.0 - block.lights - RIM * edge_on * edge_on * edge_on)
        self.field.paint(
            self.in_pixels(camera.see(vertices)),
            block.heights,
            lights,
            block.faces if now[2] >= 1.0 else self.land.opened(block, now[2]),
            self.paint,
        )
        self._cut(self.window)

    @property
    def window(self) -> Box:
        """What shows the land now."""
        one, other, share = self._between()
        return self.windows[one].towards(self.windows[other], share)

    def _between(self) -> tuple[int, int, float]:
        """Return from which shot the camera comes, to which it goes, and how far it has come."""
        time, last = float(self.shot.get_value()), len(self.shots) - 1
        first = min(int(time), last)
        return first, min(first + 1, last), time - first

    def _cut(self, window: Box) -> None:
        if window == self.box:
            return
        corners = np.array([(window.left, window.top, 0.0), (window.right, window.bottom, 0.0)])
        pixels = self.pixels
        (left, top), (right, bottom) = np.clip(np.rint(self.in_pixels(corners)[:, :2]), 0, None).astype(int)
        for outside in (pixels[:top], pixels[bottom:], pixels[:, :left], pixels[:, right:]):
            outside[:] = 0

    def project(self, points: npt.ArrayLike) -> Point3D_Array:
        """Return the points on screen ``(..., 3)`` for data x, y, height ``(..., 3)``."""
        seen: Point3D_Array = self.camera_now.see(self._risen(self.land.place(points)))
        seen[..., 2] = 0.0
        return seen

    def _risen(self, places: Floats) -> Floats:
        """Return where places of the block ``(..., 3)`` are as far as the land has risen."""
        share = float(self.raised.get_value())
        if share >= 1.0:
            return places
        above = np.maximum(places[..., 2] - BASE, 0.0)
        return np.concatenate([places[..., :2], (places[..., 2] - (1.0 - share) * above)[..., None]], axis=-1)

    def shows(self, screen: Point3D_Array) -> npt.NDArray[np.bool_]:
        """Tell which points on screen ``(..., 3)`` are in the picture; at first all, as the block is."""
        box = self.window
        if self.shot.get_value() == 0.0:
            return np.ones(screen.shape[:-1], dtype=bool)
        inside: npt.NDArray[np.bool_] = (screen[..., 0] >= box.left) & (screen[..., 0] <= box.right)
        return inside & (screen[..., 1] >= box.bottom) & (screen[..., 1] <= box.top)

    def visible(self, points: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Tell which of the data x, y, height ``(..., 3)`` no hill hides."""
        self.redraw()
        return self.field.visible(self.in_pixels(self.camera_now.see(self._risen(self.land.place(points)))))

    def in_sight(self, points: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Tell of a few data x, y, height ``(n, 3)`` what no hill hides, the same for every size of picture.

        `visible` asks the pixels; this asks the function, at places along the line of sight.
        """
        places = self.land.place(points)
        way = places - self.camera_now.eye
        sight = self.land.data(
            self.camera_now.eye + np.linspace(0.3, ALMOST_THERE, SIGHTS)[:, None, None] * way
        )
        ground = self.land.objective.value(sight[..., :2])
        return np.asarray(~(self.land.contains(sight[..., :2]) & (sight[..., 2] < ground)).any(axis=0))

    def _fit(self, box: Box, sweep: tuple[float, float]) -> OrbitCamera:
        """Return the camera that shows the block as large as the box allows from everywhere on its way."""
        blocks = [one.vertices[np.isfinite(one.vertices).all(axis=-1)] for one in (self.block, *self.beside)]
        target = (0.0, 0.0, max(float(one[:, 2].max()) for one in blocks) / 2)
        ends = np.concatenate([one[::5] for one in blocks])
        seen = np.concatenate(
            [
                OrbitCamera(azimuth, self.elevation, DISTANCE, target).see(ends)[:, :2]
                for azimuth in np.linspace(*sweep, 9 + int(abs(sweep[1] - sweep[0]) / 10))
            ]
        )
        low, high = seen.min(axis=0), seen.max(axis=0)
        scale = float(min(box.width / (high[0] - low[0]), box.height / (high[1] - low[1])))
        middle = box.centre[:2] - scale * (low + high) / 2
        return OrbitCamera(
            sweep[0], self.elevation, DISTANCE, target, scale, (float(middle[0]), float(middle[1]))
        )
