"""A layer of a frame that paints again only where something has changed."""

from collections.abc import Sequence
from typing import Any

import cairo
import numpy as np
import numpy.typing as npt
from manim import Camera, Mobject, VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject

from gd_studio.engine.blit import Blit
from gd_studio.engine.outlines import trace
from gd_studio.engine.region import SIDE, Box, Grid, Squares, touched

Pixels = npt.NDArray[np.uint8]
"""RGBA, ``(height, width, 4)``."""

_SEEN = (VMobject, PMobject, AbstractImageMobject)
_MITER = 10.0
"""cairo's default limit: so many line widths a sharp corner may reach out."""


class UnpaintableError(TypeError):
    """A mobject that only the stock renderer can paint."""


class Print:
    """What a mobject looked like when it was painted, and where.

    Parameters
    ----------
    mobject
        A VMobject without a background image.
    points
        Its points as bytes.
    style
        Its colours and lines.
    box
        What it can reach.
    """

    __slots__ = ("box", "mobject", "path", "points", "style", "used")

    def __init__(self, mobject: VMobject, points: bytes, style: Any, box: Box) -> None:
        self.mobject, self.points, self.style, self.box = mobject, points, style, box
        self.path: cairo.Path | None = None
        self.used = False

    def draw(self, layer: "Layer") -> None:
        """Paint the mobject in the order of manim's camera: background stroke, fill, stroke."""
        context, mobject = layer.context, self.mobject
        if self.path is not None:
            context.new_path()
            context.append_path(self.path)
        else:
            trace(context, mobject)
            if self.used:
                self.path = context.copy_path()
            self.used = True
        self._stroke(context, layer.camera, background=True)
        fill = mobject.get_fill_rgbas()
        if fill[:, 3].any():
            layer.camera.set_cairo_context_color(context, fill, mobject)
            context.fill_preserve()
        self._stroke(context, layer.camera, background=False)

    def _stroke(self, context: Any, camera: Camera, background: bool) -> None:
        mobject = self.mobject
        width = mobject.get_stroke_width(background)
        if width == 0:
            return
        colours = mobject.get_stroke_rgbas(background)
        if not colours[:, 3].any():
            return
        camera.set_cairo_context_color(context, colours, mobject)
        context.set_line_width(width * camera.cairo_line_width_multiple)
        context.set_line_join(LINE_JOIN_MAP[mobject.joint_type])
        context.set_line_cap(CAP_STYLE_MAP[mobject.cap_style])
        context.stroke_preserve()


class Layer:
    """Mobjects over a ground of pixels.

    Parameters
    ----------
    camera
        manim's, for its size and its way of colouring.
    grid
        The squares in which changes are counted.
    """

    def __init__(self, camera: Camera, grid: Grid) -> None:
        self.camera, self.grid = camera, grid
        width, height = grid.width, grid.height
        self.pixels: Pixels = np.zeros((height, width, 4), np.uint8)
        self._sheet: Pixels = np.zeros((height, width, 4), np.uint8)
        surface = cairo.ImageSurface.create_for_data(self._sheet.data, cairo.FORMAT_ARGB32, width, height)
        self.context = cairo.Context(surface)
        across, down = width / camera.frame_width, height / camera.frame_height
        middle = camera.frame_center
        self.context.set_matrix(
            cairo.Matrix(across, 0, 0, -down, width / 2 - middle[0] * across, height / 2 + middle[1] * down)
        )
        self.scale = across, down
        self.offset = width / 2 - middle[0] * across, height / 2 + middle[1] * down
        self._prints: dict[int, Print | Blit] = {}
        self._order: list[int] = []

    def show(self, mobjects: Sequence[Mobject], ground: Pixels, changed: Squares) -> Squares:
        """Show `mobjects` over `ground`; return the squares whose pixels may be others than before.

        Parameters
        ----------
        mobjects
            From back to front, without their families; those without points are left out.
        ground
            What is beneath.
        changed
            Where the ground is another than last time.

        Raises
        ------
        UnpaintableError
            If one of them is no VMobject and no image; nothing has been painted then.
        """
        dirty = changed.copy()
        prints: dict[int, Print | Blit] = {}
        old = self._prints
        for mobject in mobjects:
            if not len(mobject.points) or not isinstance(mobject, _SEEN):
                continue  # a value tracker is a mobject with a point, too
            key = id(mobject)
            before = old.get(key)
            prints[key], changes = self._look(mobject, before)
            for box in changes:
                _mark(dirty, box)
        for key, gone in old.items():
            if key not in prints:
                _mark(dirty, gone.box)
        order = list(prints)
        if order != self._order:
            kept = set(old) & set(prints)
            if [key for key in order if key in kept] != [key for key in self._order if key in kept]:
                dirty[:] = True
        self._prints, self._order = prints, order
        if dirty.any():
            self._paint(list(prints.values()), ground, dirty)
        return dirty

    def forget(self) -> None:
        """Paint everything next time: the pixels have been changed by somebody else."""
        self._prints, self._order = {}, []

    def _look(self, mobject: Mobject, before: Print | Blit | None) -> tuple[Print | Blit, list[Box]]:
        """Return what a mobject looks like now, and the boxes outside of which nothing has changed.

        Where a part of an outline moves, cairo may draw all of it a little otherwise, so no part is spared.
        """
        now: Print | Blit
        if isinstance(mobject, VMobject):
            points = mobject.points.tobytes()
            alike = before if isinstance(before, Print) and before.points == points else None
            style = _style(mobject, alike)
            if alike is not None and alike.style == style:
                return alike, []
            now = Print(mobject, points, style, self._reach(mobject))
        elif isinstance(mobject, AbstractImageMobject):
            blit = Blit.of(mobject, self.camera, self.grid)
            if blit is None:
                raise UnpaintableError(f"{type(mobject).__name__} does not lie on whole pixels")
            if isinstance(before, Blit):
                return blit, blit.difference(before)
            now = blit
        else:
            raise UnpaintableError(f"{type(mobject).__name__} is no VMobject")
        return now, [now.box] if before is None else [now.box, before.box]

    def _reach(self, mobject: VMobject) -> Box:
        """Return the box that a mobject's outline and lines cannot leave."""
        points = mobject.points[:, :2]
        (left, bottom), (right, top) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        if not np.isfinite([left, bottom, right, top]).all():
            return (0, 0, 0, 0)
        width = max(mobject.get_stroke_width(), mobject.get_stroke_width(True))
        factor = 1.5 if len(points) <= 4 else _MITER
        (across, down), (x, y) = self.scale, self.offset
        air = 2.0 + 0.5 * factor * width * self.camera.cairo_line_width_multiple * across
        return self.grid.box(
            left * across + x - air, y - top * down - air, right * across + x + air, y - bottom * down + air
        )

    def _paint(self, prints: list[Print | Blit], ground: Pixels, dirty: Squares) -> None:
        """Paint on a sheet, of which only the dirty squares are taken.

        Nothing is clipped: where an outline enters a clip, cairo rounds, and pixels come out a little other.
        """
        sheet, target = self._sheet, self.context.get_target()
        rectangles = self.grid.rectangles(dirty)
        for left, top, right, bottom in rectangles:
            sheet[top:bottom, left:right] = ground[top:bottom, left:right]
        target.mark_dirty()
        for item, wanted in zip(prints, touched([item.box for item in prints], dirty), strict=True):
            if not wanted:
                continue
            if isinstance(item, Print):
                item.draw(self)
            else:
                target.flush()
                item.draw(sheet, dirty)
                target.mark_dirty()
        target.flush()
        for left, top, right, bottom in rectangles:
            self.pixels[top:bottom, left:right] = sheet[top:bottom, left:right]


def _mark(squares: Squares, box: Box) -> None:
    left, top, right, bottom = box
    squares[top:bottom, left:right] = True


def _style(mobject: VMobject, before: Print | None) -> tuple[Any, ...]:
    """Return everything but the points that decides what a VMobject looks like.

    `before` is what it looked like with the same points, if it did.
    """
    fill, stroke = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
    behind = mobject.get_stroke_rgbas(True)
    if mobject.get_background_image():
        raise UnpaintableError(f"{type(mobject).__name__} is coloured by a picture")
    style = (
        fill.tobytes(),
        stroke.tobytes(),
        behind.tobytes(),
        mobject.stroke_width,
        mobject.background_stroke_width,
        mobject.joint_type,
        mobject.cap_style,
    )
    if len(fill) + len(stroke) + len(behind) == 3:
        return style
    # Colours that run along a line, which depends on the whole family's points.
    sheen = mobject.get_sheen_direction().tobytes()
    if before is not None and not mobject.submobjects and len(before.style) > len(style):
        known, ends = before.style[-2:]
        if known == sheen:
            return (*style, sheen, ends)
    return (*style, sheen, np.stack(mobject.get_gradient_start_and_end_points()).tobytes())


__all__ = ["SIDE", "Layer", "Pixels", "UnpaintableError"]
