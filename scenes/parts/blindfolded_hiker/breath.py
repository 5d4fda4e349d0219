"""The hiker's breath in the cold: a small cloud that leaves the mouth, drifts, and is gone."""

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from scenes.base.look import Look
from scenes.cast.marks.lines import closed
from scenes.parts.blindfolded_hiker.acting import BREATH
from scenes.parts.blindfolded_hiker.mountains import SCENERIES

PUFFS = ((0.0, 0.030, 0.00), (0.35, 0.038, 0.02), (0.7, 0.026, -0.015), (1.0, 0.034, 0.012))
"""How far in front, how large and how much higher each puff of the cloud is; sizes in heights."""
BEGINS, LASTS = 0.5, 1.9
"""When in a breath it leaves, as a share of it, and how many seconds it is seen."""
FAR, RISES = 0.2, 0.1
"""How far it drifts, in heights."""
DENSE = 0.26
"""Its opacity at the densest."""
CIRCLE = np.exp(2j * np.pi * np.arange(17) / 16)


class Breath(VGroup):
    """A cloud of breath as a function of the air's phase.

    Parameters
    ----------
    look
        Theme and language.
    """

    lint_ignore = frozenset({"contrast"})
    lint_bleed = True

    def __init__(self, look: Look) -> None:
        colour = SCENERIES[look.theme].wisp
        super().__init__(*(VMobject(stroke_width=0, fill_color=colour, fill_opacity=DENSE) for _ in PUFFS))
        for puff in self:
            puff.lint_ignore = self.lint_ignore  # type: ignore[attr-defined]
        self.name = "breath"

    def leave(self, mouth: Point3D, facing: int, height: float, air: float) -> None:
        """Draw the cloud that left a mouth in the present breath.

        Parameters
        ----------
        mouth
            On screen.
        facing
            +1 to the right, −1 to the left.
        height
            Of the hiker on screen.
        air
            Seconds for which the air has moved.
        """
        since = (air / BREATH - BEGINS) % 1.0 * BREATH / LASTS
        if since >= 1.0 or air < BEGINS * BREATH:
            self.vanish()
            return
        far = 1.0 - (1.0 - since) ** 2
        seen = min(since / 0.15, 1.0) * (1.0 - since)
        for puff, (ahead, size, up) in zip(self, PUFFS, strict=True):
            radius = size * height * (0.35 + 0.9 * far)
            way = height * np.array(
                [facing * (0.03 + FAR * far * (0.35 + 0.65 * ahead)), RISES * far * ahead + up * far, 0.0]
            )
            ring = radius * np.column_stack([CIRCLE.real, CIRCLE.imag, np.zeros(len(CIRCLE))])
            puff.points = closed(mouth + way + ring[:-1])
            puff.set_fill(opacity=DENSE * seen)

    def vanish(self) -> None:
        """Draw nothing."""
        for puff in self:
            puff.points = np.zeros((0, 3))


__all__ = ["Breath"]
