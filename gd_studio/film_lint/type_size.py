"""How large the capitals of a text are now, however it was scaled since it was set."""

import numpy as np
from manim import Typst, VMobject

from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE
from scenes.cast.writing.numbers import Number, typeset


def cap_height(text: VMobject) -> float:
    """Return the height of a text's capitals in scene units, as it is scaled now.

    Glyphs may have been taken away since the text was set, so it is measured by the tallest that is left.
    """
    if isinstance(text, Number):
        set_points = typeset(text.text).points
        set_height = float(np.ptp(set_points[:, 1])) * text.size if len(set_points) else 0.0
        return text.cap_height * (_height(text) / set_height if set_height else 1.0)
    assert isinstance(text, Typst)
    cap: float = getattr(text, "cap_height", CAP_HEIGHT_PER_FONT_SIZE * text._font_size)
    heights = [(getattr(glyph, "set_height", 0.0), _height(glyph)) for glyph in text.submobjects]
    set_height, height = max(heights, default=(0.0, 0.0))
    return cap * (height / set_height if set_height else 1.0)


def _height(mobject: VMobject) -> float:
    return float(np.ptp(mobject.points[:, 1])) if len(mobject.points) else 0.0
