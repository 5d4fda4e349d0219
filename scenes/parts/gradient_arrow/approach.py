"""A land that comes to be seen from closer by, or in another place of the frame."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import Animation, Mobject, smooth
from manim.typing import Point3D

from gd_math.typing import Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.land.block import Land
from scenes.cast.land.orbit import OrbitCamera
from scenes.cast.land.terrain import Terrain


@dataclass(frozen=True, slots=True)
class LandView:
    """Where a land is in the frame, and how large.

    Parameters
    ----------
    scale, middle
        Of the camera; see `OrbitCamera`.
    box
        What shows the land; what would be seen outside of it is cut.
    """

    scale: float
    middle: tuple[float, float]
    box: Box


class NearTerrain(Terrain):
    """A block of land to which an `Approach` takes the camera.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for the block at first.
    sheet
        All of the frame in which it may be later.
    land, turn, levels, view
        As for `Terrain`.
    """

    seen: LandView | None = None
    """How the land is seen at the moment."""
    _painted: tuple[LandView, float] | None = None

    def __init__(
        self,
        look: Look,
        box: Box,
        sheet: Box,
        land: Land,
        turn: float,
        levels: npt.ArrayLike,
        *,
        view: float,
    ) -> None:
        super().__init__(look, sheet, land, turn, levels, view=view)
        self.seen = self.whole_in(box)
        self.redraw()

    def whole_in(self, box: Box) -> LandView:
        """Return the view of the block as large as a box allows from everywhere on the camera's way."""
        fitted = self._fit(box, self.sweep)
        return LandView(fitted.scale, fitted.middle, box)

    def camera_for(self, view: LandView) -> OrbitCamera:
        """Return the camera that sees the land so."""
        now = super().camera_now
        return OrbitCamera(now.azimuth, now.elevation, now.distance, now.target, view.scale, view.middle)

    @property
    def camera_now(self) -> OrbitCamera:
        """Return the camera where it stands now."""
        return super().camera_now if self.seen is None else self.camera_for(self.seen)

    def redraw(self) -> None:
        """Paint the land as the camera sees it now, and nothing outside of its box."""
        view = self.seen
        if view is None:
            return
        now = view, float(self.azimuth.get_value())
        if now == self._painted:
            return
        self._painted, self._shown = now, (np.nan, np.nan)  # or it would be painted for another turn only
        super().redraw()
        box, pixels = view.box, self.pixels
        corners = self.in_pixels(np.array([(box.left, box.top, 0.0), (box.right, box.bottom, 0.0)]))
        (left, top), (right, bottom) = np.clip(np.rint(corners[:, :2]), 0, None).astype(int)
        for outside in (pixels[:top], pixels[bottom:], pixels[:, :left], pixels[:, right:]):
            outside[:] = 0


class Approach(Animation):
    """The camera comes closer to a place of a land, and its picture to another box.

    Sizes change by equal factors in equal times; where the place is seen goes along a straight line. The land
    does not turn meanwhile. Who stands on it follows: `Terrain.project` is exact at every moment.

    Parameters
    ----------
    terrain
        What is seen.
    box
        Room for the picture, within the terrain's sheet; where it is already by default.
    place
        Data x, y, height ``(3,)`` of what comes to the middle; the whole block as large as fits by default.
    closer
        How many times as large the land is then as where all of it fits.
    """

    def __init__(
        self,
        terrain: NearTerrain,
        *,
        box: Box | None = None,
        place: Points | None = None,
        closer: float = 1.0,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("rate_func", smooth)
        super().__init__(terrain, suspend_mobject_updating=False, **kwargs)
        self.terrain, self.place, self.closer = terrain, place, closer
        self.box = box or self._view.box

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: manim would copy the land."""
        return Mobject()

    def begin(self) -> None:
        """Find the views before and after."""
        terrain, place = self.terrain, self.place
        self.start = self._view
        whole = terrain.whole_in(self.box)
        if place is None:
            self.goal = whole
        else:
            away = (self._seen(whole) - whole.middle) * self.closer
            middle = self.box.centre[:2] - away
            self.goal = LandView(whole.scale * self.closer, (float(middle[0]), float(middle[1])), self.box)
        super().begin()

    @property
    def _view(self) -> LandView:
        assert self.terrain.seen is not None
        return self.terrain.seen

    def _seen(self, view: LandView) -> Point3D:
        """Return where the place is seen, or the middle of the block, x and y."""
        camera = self.terrain.camera_for(view)
        at = camera.target if self.place is None else self.terrain.land.place(self.place)
        seen: Point3D = camera.see(np.asarray(at, dtype=np.float64))[:2]
        return seen

    def interpolate(self, alpha: float) -> None:
        """Set the view of the moment."""
        share = float(self.rate_func(alpha))
        if share >= 1.0:
            self.terrain.seen = self.goal
            return
        one, other = self.start, self.goal
        scale = one.scale ** (1.0 - share) * other.scale**share
        seen = (1.0 - share) * self._seen(one) + share * self._seen(other)
        away = (self._seen(one) - one.middle) * scale / one.scale
        x, y = (seen - away).tolist()
        self.terrain.seen = LandView(scale, (x, y), one.box.towards(other.box, share))


__all__ = ["Approach", "LandView", "NearTerrain"]
