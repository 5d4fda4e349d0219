"""How words move to another place and size: without copies, and typeset anew only when they are there."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import Animation, Mobject, VGroup, VMobject, smooth

from scenes.cast.writing.numbers import Number

Rate = Callable[[float], float]


class Resettle(Animation):
    """Words and numbers go to where others stand that say the same, and become as large as these.

    Parameters
    ----------
    pairs
        What moves, and what stands there: not on screen, of the same shapes.
    across, up
        Rate functions of their way sideways and upwards.
    """

    def __init__(
        self,
        pairs: Sequence[tuple[VMobject, VMobject]],
        across: Rate = smooth,
        up: Rate = smooth,
        **kwargs: Any,
    ) -> None:
        super().__init__(VGroup(*(one for one, _ in pairs)), suspend_mobject_updating=False, **kwargs)
        self.pairs, self.rates = pairs, (across, up)

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: manim would copy the words."""
        return Mobject()

    def begin(self) -> None:
        """Note the outlines on both ends of the way."""
        self.ways = [
            (part, part.points.copy(), end.points.copy())
            for one, other in self.pairs
            for part, end in zip(one.get_family(), other.get_family(), strict=True)
            if isinstance(part, VMobject) and isinstance(end, VMobject) and len(part.points)
        ]
        self.ignored = [frozenset(vars(one).get("lint_ignore", ())) for one, _ in self.pairs]
        for (one, _), before in zip(self.pairs, self.ignored, strict=True):
            moving: Any = one
            moving.lint_ignore = before | {"words-crossed", "words-overlap-words"}
        super().begin()

    def interpolate(self, alpha: float) -> None:
        """Set every outline from where it was to where it will be."""
        share = np.array([*(float(rate(alpha)) for rate in self.rates), 0.0])
        for part, before, after in self.ways:
            part.points = before + share * (after - before)

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
