"""Something goes to where another one like it stands, and becomes as large."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Animation, Mobject, smooth

Rate = Callable[[float], float]


class Glide(Animation):
    """A mobject takes the shape of another one of the same outlines; on its way it may cross others.

    Parameters
    ----------
    mobject
        What moves.
    goal
        What it is like then: as many outlines, of as many points each. It is not shown.
    across, up
        Rate functions of its way sideways and upwards, if it goes around what is in its way.
    """

    def __init__(
        self, mobject: Mobject, goal: Mobject, across: Rate = smooth, up: Rate = smooth, **kwargs: Any
    ) -> None:
        super().__init__(mobject, suspend_mobject_updating=False, **kwargs)
        self.moved, self.goal, self.rates = mobject, goal, (across, up)

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: manim would copy the mobject."""
        return Mobject()

    def begin(self) -> None:
        """Set off."""
        self.ways = [
            (part, part.points.copy(), other.points.copy())
            for part, other in zip(
                self.moved.family_members_with_points(), self.goal.family_members_with_points(), strict=True
            )
        ]
        for part, *_ in self.ways:
            kept: Any = part
            kept.lint_ignore = frozenset({"words-crossed", "words-overlap-words"})
        super().begin()

    def finish(self) -> None:
        """Arrive."""
        super().finish()
        for part, *_ in self.ways:
            del vars(part)["lint_ignore"]

    def interpolate(self, alpha: float) -> None:
        """Set all points at a share of their ways."""
        share = np.array([*(rate(alpha) for rate in self.rates), 0.0])
        for part, before, after in self.ways:
            part.points = after.copy() if alpha >= 1.0 else before + share * (after - before)


__all__ = ["Glide"]
