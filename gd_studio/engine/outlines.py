"""From manim's points to cairo's paths, with plain floats instead of arrays of one number each."""

import cairo
import numpy as np
from manim import VMobject

_RELATIVE = 1e-5
"""numpy.isclose's default, which manim takes over."""


def trace(context: "cairo.Context[cairo.ImageSurface]", vmobject: VMobject) -> None:
    """Make a mobject's outline the current path, with the very floats that manim's camera would pass.

    A curve that does not start where the one before it ended begins a new part; a part that ends where it
    started is closed. Points that are not finite draw nothing.
    """
    context.new_path()
    if not np.isfinite(vmobject.points).all():
        return
    points = vmobject.points[:, :2].tolist()
    count = len(points) - len(points) % 4
    near = vmobject.tolerance_for_point_equality
    move_to, curve_to = context.move_to, context.curve_to
    start = place = 0
    while place < count:
        start = place
        move_to(*points[start])
        while True:
            (a, b), (c, d), (e, f) = points[place + 1 : place + 4]
            curve_to(a, b, c, d, e, f)
            place += 4
            if place >= count or not _meet(points[place - 1], points[place], near):
                break
        if _meet(points[start], points[place - 1], near):
            context.close_path()


def _meet(before: list[float], after: list[float], near: float) -> bool:
    """Tell whether two points are one to manim: the second one sets the relative tolerance."""
    if before == after:
        return True
    return abs(before[0] - after[0]) <= near + _RELATIVE * abs(after[0]) and abs(
        before[1] - after[1]
    ) <= near + _RELATIVE * abs(after[1])
