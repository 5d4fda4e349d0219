"""How words come to another place and size: they go, and come again there, without copies."""

from collections.abc import Sequence
from typing import Any

from manim import Animation, Mobject, VGroup, VMobject

from scenes.cast.writing.numbers import Number

AWAY, BACK = 0.35, 0.65
"""Shares of the time after which the words are gone, and from which they come where they then stand."""


class Resettle(Animation):
    """Words and numbers fade, and come where others stand that say the same, as large as these.

    Parameters
    ----------
    pairs
        What goes, and what stands there: not on screen, of the same shapes.
    """

    def __init__(self, pairs: Sequence[tuple[VMobject, VMobject]], **kwargs: Any) -> None:
        super().__init__(VGroup(*(one for one, _ in pairs)), suspend_mobject_updating=False, **kwargs)
        self.pairs = pairs

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: manim would copy the words."""
        return Mobject()

    def begin(self) -> None:
        """Note the outlines at both places, and the opacities."""
        self.ways = [
            (part, part.points.copy(), end.points.copy(), part.get_fill_opacity())
            for one, other in self.pairs
            for part, end in zip(one.get_family(), other.get_family(), strict=True)
            if isinstance(part, VMobject) and isinstance(end, VMobject) and len(part.points)
        ]
        self.ignored = [frozenset(vars(one).get("lint_ignore", ())) for one, _ in self.pairs]
        for (one, _), before in zip(self.pairs, self.ignored, strict=True):
            moving: Any = one
            moving.lint_ignore = before | {"words-crossed", "words-overlap-words", "contrast"}
        super().begin()

    def interpolate(self, alpha: float) -> None:
        """Fade at the one place, then come at the other."""
        shown = max(1.0 - alpha / AWAY, (alpha - BACK) / (1.0 - BACK), 0.0)
        for part, before, after, opacity in self.ways:
            part.points = before if alpha < AWAY else after
            part.set_fill(opacity=shown * opacity, family=False)

    def finish(self) -> None:
        """Be what stands there: its size and, of a number, its anchor."""
        super().finish()
        for (one, other), before in zip(self.pairs, self.ignored, strict=True):
            moved: Any = one
            moved.lint_ignore = before
            if isinstance(one, Number) and isinstance(other, Number):
                one.at, one.anchor, one.size, one.cap_height = (
                    other.at,
                    other.anchor,
                    other.size,
                    other.cap_height,
                )


__all__ = ["Resettle"]
