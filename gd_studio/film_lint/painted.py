"""What a mobject of the film is painted with, and whether any of it can be seen."""

from functools import lru_cache

import numpy as np
from manim import VMobject

from gd_studio.film_lint.paint import Flat, Gradient, Paint
from gd_studio.film_lint.picture import SEEN
from gd_studio.film_lint.shape import Floats


def is_seen(mobject: VMobject) -> bool:
    """Tell whether a fill or a stroke of it can be seen."""
    return len(mobject.points) >= 4 and (_fill_seen(mobject) or _stroke_seen(mobject))


def _fill_seen(mobject: VMobject) -> bool:
    return _shows(mobject.fill_rgbas)


def _stroke_seen(mobject: VMobject) -> bool:
    return bool(mobject.stroke_width > 0) and _shows(mobject.stroke_rgbas)


def _shows(rgbas: Floats) -> bool:
    return bool(rgbas[0, 3] > SEEN if len(rgbas) == 1 else (rgbas[:, 3] > SEEN).any())


def same_paint(one: VMobject, other: VMobject) -> bool:
    """Tell whether two are filled alike, and have no stroke."""
    if _stroke_seen(one) or _stroke_seen(other):
        return False
    return bool(one.fill_rgbas.tobytes() == other.fill_rgbas.tobytes())


def fill_of(mobject: VMobject) -> Paint | None:
    """Return what it is filled with, if that can be seen."""
    return _paint(mobject, mobject.fill_rgbas) if _fill_seen(mobject) else None


def stroke_of(mobject: VMobject) -> Paint | None:
    """Return what its outline is drawn with, if that can be seen."""
    return _paint(mobject, mobject.stroke_rgbas) if _stroke_seen(mobject) else None


def _paint(mobject: VMobject, rgbas: Floats) -> Paint:
    if len(rgbas) == 1:
        return Flat(np.array(rgbas[0]))
    start, end = mobject.get_gradient_start_and_end_points()
    return Gradient(np.array(rgbas), start[:2].copy(), end[:2].copy())


def hex_of(paint: Paint) -> str:
    """Return a colour as ``#RRGGBB``; of a gradient or an image nothing."""
    return _named_colour(*paint.rgba[:3].tolist()) if isinstance(paint, Flat) else ""


@lru_cache(maxsize=4096)
def _named_colour(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(255 * channel):02X}" for channel in (red, green, blue))
