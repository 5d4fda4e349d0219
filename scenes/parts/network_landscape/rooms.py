"""Where birds, network, map and lands stand, alone at first and then side by side."""

from dataclasses import dataclass

import numpy as np
from manim.typing import Point3D

from scenes.base.layout import Box, Layout

LEFT, TALL_LEFT, TICKS = 1.15, 1.25, 0.12
"""Width, in tall frames height, of the picture beside the birds, in those of theirs; room for their ticks."""
LINE, LOWER = 0.4, 0.3
"""In tall frames what the picture takes of the formula's second line, and the birds of the numbers' room."""
NAME, DRAWING, SMALL, BEFORE = 0.42, 0.95, 0.5, 0.18
"""Heights of a name and of a small network above its land; shares of the width that it and its left take."""
AIR, UNDER, APART = 0.08, 0.3, 0.6
"""Above a drawing, below the headline, and between both networks."""
POSTER, ASKED = 0.1, 1.6
"""What stays free beside the first network, as a share, and at its right, or below it, for the question."""
BEYOND, ASIDE, LOSSES = 1.5, 0.4, 1.75
"""From the last neuron to the question; width of a small network beside its land in tall frames, and
of the losses below it."""


@dataclass(frozen=True, slots=True)
class NetworkRooms:
    """The rooms of a frame.

    Parameters
    ----------
    layout
        The frame.
    """

    layout: Layout

    @property
    def alone(self) -> Box:
        """The birds' first room."""
        return self.layout.stage if self.layout.tall else self.layout.alone

    @property
    def poster(self) -> Box:
        """The network's first room, beside which there is some for a question."""
        alone, share = self.alone, POSTER / 2
        if self.layout.tall:
            return alone.inset(bottom=ASKED)
        return alone.inset(left=share * alone.width, right=share * alone.width + ASKED)

    def question(self, end: Point3D) -> Point3D:
        """Return where the question stands: behind the last neuron, in tall frames below the network."""
        if self.layout.tall:
            return np.array([0.0, self.poster.bottom - BEYOND / 2, 0.0])
        return np.array([end[0] + BEYOND, end[1], 0.0])

    @property
    def picture(self) -> Box:
        """The room of network, map and land."""
        room = self.layout.panels(TALL_LEFT if self.layout.tall else LEFT, 1.0)[0]
        return room.inset(top=-LINE) if self.layout.tall else room

    @property
    def birds(self) -> Box:
        """The birds' room beside it."""
        room = self.layout.panels(TALL_LEFT if self.layout.tall else LEFT, 1.0)[1]
        return room.inset(left=TICKS, bottom=-LOWER) if self.layout.tall else room

    @property
    def halves(self) -> tuple[Box, Box]:
        """The rooms of both networks, with their names."""
        layout, stage = self.layout, self.layout.stage
        whole = Box(stage.left, stage.right, stage.bottom, layout.header.bottom - UNDER)
        one, other = whole.rows(1.0, 1.0) if layout.tall else whole.columns(1.0, 1.0, gap=APART)
        return one, other

    def name(self, half: Box) -> float:
        """Return the middle of a name's line."""
        return half.top - NAME / 2

    def drawing(self, half: Box) -> Box:
        """Return the room of a small network."""
        if self.layout.tall:
            low = half.inset(top=NAME)
            return low.columns(ASIDE, 1.0 - ASIDE, gap=AIR)[0].inset(
                bottom=low.height / 4, top=low.height / 4
            )
        left, right = BEFORE * half.width, max((1.0 - SMALL - BEFORE) * half.width, LOSSES)
        return half.inset(left=left, right=right, top=NAME + AIR, bottom=half.height - NAME - DRAWING)

    def losses(self, half: Box) -> Box:
        """Return the room of what its loss has been and is: at its right, in tall frames below it."""
        drawing = self.drawing(half)
        if self.layout.tall:
            return Box(half.left, half.left + LOSSES, drawing.bottom - half.height / 4 + NAME, drawing.bottom)
        return Box(drawing.right, half.right, drawing.bottom, drawing.top)

    def land(self, half: Box) -> Box:
        """Return the room of the land beneath it."""
        if self.layout.tall:
            return half.inset(top=NAME).columns(ASIDE, 1.0 - ASIDE, gap=AIR)[1]
        return half.inset(top=NAME + DRAWING)


__all__ = ["NetworkRooms"]
