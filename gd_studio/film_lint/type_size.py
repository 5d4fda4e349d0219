"""How large the capitals of a text are now, however it was scaled since it was set."""

import numpy as np
from manim import Typst, VMobject
from manim.constants import SCALE_FACTOR_PER_FONT_POINT
from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP
from manim.utils.iterables import hash_obj

from gd_studio.film_lint.shape import Floats
from scenes.cast.numbers import Number, typeset
from scenes.theme import CAP_HEIGHT_PER_FONT_SIZE

_ALIKE = 1e-3


class TypeSizes:
    """Tells capitals' heights; it remembers for every text the glyph by which it measures it."""

    def __init__(self) -> None:
        self._gauges: dict[int, tuple[VMobject, float]] = {}

    def cap_height(self, text: VMobject) -> float:
        """Return the height of a text's capitals in scene units, as it is scaled now."""
        if isinstance(text, Number):
            set_points = typeset(text.text).points
            set_height = float(np.ptp(set_points[:, 1])) * text.size if len(set_points) else 0.0
            return text.cap_height * (_height(text) / set_height if set_height else 1.0)
        assert isinstance(text, Typst)
        cap: float = getattr(text, "cap_height", CAP_HEIGHT_PER_FONT_SIZE * text._font_size)
        if id(text) not in self._gauges:
            self._gauges[id(text)] = _gauge(text)
        glyph, set_height = self._gauges[id(text)]
        return cap * (_height(glyph) / set_height if set_height else 1.0)


def _gauge(text: Typst) -> tuple[VMobject, float]:
    """Return a text's tallest glyph and the height with which it was set, 0 if that is not known.

    Glyphs may have been taken away since, so the outlines that manim keeps of every text are searched for it.
    """
    glyph = max((part for part in text.submobjects if len(part.points)), key=_height, default=text)
    kept = SVG_HASH_TO_MOB_MAP.get(hash_obj(text.hash_seed))
    if kept is None or glyph is text:
        return text, 0.0
    outline = _outline(glyph)
    heights = [
        _height(other)
        for other in kept.submobjects
        if len(other.points) == len(glyph.points) and np.allclose(_outline(other), outline, atol=_ALIKE)
    ]
    return glyph, max(heights, default=0.0) * text._font_size * SCALE_FACTOR_PER_FONT_POINT


def _height(mobject: VMobject) -> float:
    return float(np.ptp(mobject.points[:, 1])) if len(mobject.points) else 0.0


def _outline(glyph: VMobject) -> Floats:
    """Return the points of a glyph, made independent of its place and size ``(n, 2)``."""
    points = glyph.points[:, :2] - glyph.points[:, :2].min(axis=0)
    scaled: Floats = points / max(float(points.max()), 1e-12)
    return scaled
