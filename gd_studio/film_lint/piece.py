"""A piece of a picture as the lint sees it, and the text that it belongs to."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gd_studio.film_lint.paint import Paint
from gd_studio.film_lint.shape import Floats, Shape

_STROKE_UNIT = 0.01
"""Scene units of one unit of stroke width."""


@dataclass(frozen=True, eq=False)
class Piece:
    """One shape on screen.

    Parameters
    ----------
    shape
        Its outline.
    fill, stroke
        Paints that can be seen, or None.
    stroke_width
        In manim's unit.
    name
        What it is called.
    figure
        Identity of the named whole that it belongs to: a ball of four discs is one figure.
    role
        Identity of the mobject, or of the text that it is a part of.
    colours
        Hexadecimal colours of its paints, ``#RRGGBB``.
    carrier
        Whether the class says that it carries meaning: a curve, an arrow, a dot.
    whole
        Whether its figure is one drawn thing, which stands out if any of its parts does.
    text
        The text that it is a part of.
    bleeds, backs, ignored
        What the mobject or one of its ancestors declared as `lint_bleed`, `lint_backing` and `lint_ignore`.
    """

    shape: Shape
    fill: Paint | None
    stroke: Paint | None
    stroke_width: float
    name: str
    figure: int
    role: int
    colours: frozenset[str] = frozenset()
    carrier: bool = False
    whole: bool = False
    text: "TextSource | None" = None
    bleeds: bool = False
    backs: bool = False
    ignored: frozenset[str] = frozenset()

    @property
    def half_width(self) -> float:
        """Return half the width of the stroke in scene units."""
        return self.stroke_width * _STROKE_UNIT / 2 if self.stroke else 0.0

    @property
    def opacity(self) -> float:
        """Return the opacity of what is seen best of it."""
        return max(paint.opacity for paint in (self.fill, self.stroke) if paint)

    @cached_property
    def box(self) -> Floats:
        """The box with the stroke ``(4,)``."""
        return self.shape.box + self.half_width * np.array([-1.0, -1.0, 1.0, 1.0])


@dataclass(frozen=True, slots=True, eq=False)
class TextSource:
    """Where a text comes from: its mobject's identity and name, its words if it is a sentence, its size.

    `lacking` is what the fonts do not have of it.
    """

    identity: int
    name: str
    words: str
    cap_height: float
    lacking: str = ""
