"""The rule about characters that no font has: they would stand there as boxes."""

from collections.abc import Iterator
from functools import cache

import numpy as np
from manim import Typst, VMobject

from gd_studio.film_lint.finding import Sighting, rule
from gd_studio.film_lint.picture import Picture
from gd_studio.film_lint.shape import Floats, middle
from scenes.base.glyphs import box_outlines
from scenes.base.typesetting import outline
from scenes.base.words import Words

ALIKE = 0.01
"""How far the points of two outlines of height 1 may lie apart and still be the same glyph."""


def lacking(text: VMobject) -> str:
    """Return the boxes that a formula shows; words that would have some are refused when they are set."""
    if isinstance(text, Words) or not isinstance(text, Typst):
        return ""
    return "□" * sum(map(_is_box, text.submobjects))


@rule("missing-glyph")
def missing_glyphs_rule(picture: Picture) -> Iterator[Sighting]:
    """See texts with characters that no font has: they would stand there as boxes.

    Try: `font = "…"` with an installed font that has them, other words, or the symbol's name in Typst's math.
    """
    for text in picture.texts:
        if text.source.lacking and text.opacity > picture.visible:
            message = f"The fonts lack {', '.join(text.source.lacking)} of {text.source.name}."
            who = (text.source.identity,)
            yield Sighting("missing-glyph", who, text.source.name, message, middle(text.box))


def _is_box(glyph: VMobject) -> bool:
    shape = _normalised(glyph.points)
    return any(box.shape == shape.shape and np.abs(box - shape).max() < ALIKE for box in _boxes())


@cache
def _boxes() -> tuple[Floats, ...]:
    """Return the boxes of the fonts."""
    return tuple(_normalised(outline(data)) for data in box_outlines())


def _normalised(points: Floats) -> Floats:
    """Return an outline ``(n, 2)`` with its lower left corner at the origin and of height 1."""
    if not len(points):
        return np.zeros((0, 2))
    corner, height = points[:, :2].min(axis=0), float(np.ptp(points[:, 1]))
    shape: Floats = (points[:, :2] - corner) / (height or 1.0)
    return shape


__all__ = ["lacking", "missing_glyphs_rule"]
