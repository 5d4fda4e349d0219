"""What is spoken about at full strength, the rest as context; and terms that come one by one."""

from typing import Any

import numpy as np
from manim import Animation, ManimColor, Mobject, VMobject

from scenes.base.look import Look

CONTEXT = 0.3
"""Strength of what is context."""


class Strength(Animation):
    """A mobject's colours go to a share of their full strength over the background, its opacities stay.

    Its shape may change meanwhile. Full strength is what the colours were when this was first asked of it.

    Parameters
    ----------
    mobject
        What fades or comes back.
    to
        The share at the end, from 0 to 1.
    background
        ``#rrggbb``.
    """

    def __init__(self, mobject: Mobject, to: float, background: str, **kwargs: Any) -> None:
        super().__init__(mobject, suspend_mobject_updating=False, **kwargs)
        self.to, self.part, self.ground = to, mobject, np.array(ManimColor(background).to_rgb())

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: manim would copy the mobject."""
        return Mobject()

    def begin(self) -> None:
        """Take note of the colours; what is context need not stand out from the background."""
        self.colours: list[tuple[Any, Any, Any]] = []
        for member in self.mobject.get_family():
            if isinstance(member, VMobject):
                arrays = [
                    member.get_fill_rgbas(),
                    member.get_stroke_rgbas(),
                    member.get_stroke_rgbas(background=True),
                ]
                kept: Any = member
                if self.to < 1.0:
                    kept.lint_ignore = frozenset(getattr(member, "lint_ignore", ())) | {"contrast"}
                full = getattr(kept, "full_strength", None)
                if full is None:
                    full = kept.full_strength = [array[:, :3].copy() for array in arrays]
                now = [array[:, :3].copy() for array in arrays]
                self.colours += list(zip(arrays, now, full, strict=True))
        super().begin()

    def finish(self) -> None:
        """Leave what is at full strength to be looked at as before."""
        super().finish()
        for member in self.part.get_family() if self.to == 1.0 else ():
            vars(member).pop("lint_ignore", None)

    def interpolate(self, alpha: float) -> None:
        """Mix the colours with the background."""
        share = self.rate_func(alpha)
        for array, before, full in self.colours:
            after = self.ground + self.to * (full - self.ground)
            array[:, :3] = before + share * (after - before)


class Spotlight:
    """Some pieces of a picture, of which those that are spoken about stand at full strength.

    Parameters
    ----------
    look
        Theme and language.
    pieces
        All that may become context.
    context
        The strength of what is context: more where something moves in it.
    """

    def __init__(self, look: Look, *pieces: Mobject, context: float = CONTEXT) -> None:
        self.look, self.strengths, self.context = look, dict.fromkeys(pieces, 1.0), context

    def on(self, *pieces: Mobject) -> list[Strength]:
        """Return the animations after which these pieces are at full strength, and the others context."""
        return self._take({piece: 1.0 if piece in pieces else self.context for piece in self.strengths})

    def everywhere(self) -> list[Strength]:
        """Return the animations after which everything is at full strength."""
        return self._take(dict.fromkeys(self.strengths, 1.0))

    def exchange(self, piece: Mobject, other: Mobject) -> None:
        """Let another piece stand in the place of one that is at full strength."""
        self.strengths[other] = self.strengths.pop(piece)

    def _take(self, wanted: dict[Mobject, float]) -> list[Strength]:
        moved = [piece for piece, share in wanted.items() if share != self.strengths[piece]]
        self.strengths = wanted
        return [Strength(piece, wanted[piece], self.look.colours.background) for piece in moved]


__all__ = ["CONTEXT", "Spotlight", "Strength"]
