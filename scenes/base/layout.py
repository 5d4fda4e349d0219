"""Where things go: boxes in scene units, and the zones of a frame for every aspect ratio."""

from dataclasses import dataclass

import numpy as np
from manim import config
from manim.typing import Point3D

from scenes.base.theme import FRAME_HEIGHT, MARGIN

ASIDE = 0.13
"""What stays free at each side of a picture that stands alone, as a share of the stage."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in scene units (x to the right, y up, the frame's centre is the origin)."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """Return the extent in x."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the extent in y."""
        return self.top - self.bottom

    @property
    def centre(self) -> Point3D:
        """Return the middle as a point ``(3,)``."""
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])

    def inset(self, left: float = 0.0, right: float = 0.0, bottom: float = 0.0, top: float = 0.0) -> "Box":
        """Return the box with its edges moved inwards by the given amounts."""
        return Box(self.left + left, self.right - right, self.bottom + bottom, self.top - top)

    def towards(self, other: "Box", share: float, up: float | None = None) -> "Box":
        """Return the box at a share of the way to another one, and at another share `up` of its heights."""
        up = share if up is None else up
        return Box(
            (1.0 - share) * self.left + share * other.left,
            (1.0 - share) * self.right + share * other.right,
            (1.0 - up) * self.bottom + up * other.bottom,
            (1.0 - up) * self.top + up * other.top,
        )

    def columns(self, *shares: float, gap: float = 0.5) -> tuple["Box", ...]:
        """Return boxes side by side, from left to right, whose widths have the given proportions."""
        free = self.width - gap * (len(shares) - 1)
        boxes, left = [], self.left
        for share in shares:
            right = left + free * share / sum(shares)
            boxes.append(Box(left, right, self.bottom, self.top))
            left = right + gap
        return tuple(boxes)

    def rows(self, *shares: float, gap: float = 0.4) -> tuple["Box", ...]:
        """Return boxes on top of each other, from top to bottom, whose heights have the given proportions."""
        free = self.height - gap * (len(shares) - 1)
        boxes, top = [], self.top
        for share in shares:
            bottom = top - free * share / sum(shares)
            boxes.append(Box(self.left, self.right, bottom, top))
            top = bottom - gap
        return tuple(boxes)


@dataclass(frozen=True, slots=True)
class Layout:
    """The zones of a frame: header left and formula right above the stage, captions in the footer below it.

    Taller frames stack what wider ones set side by side.

    Parameters
    ----------
    width, height
        Size of the frame in scene units.
    """

    width: float
    height: float = FRAME_HEIGHT

    @classmethod
    def of_frame(cls) -> "Layout":
        """Return the layout of the frame that manim is about to draw."""
        return cls(width=config.pixel_width / config.pixel_height * FRAME_HEIGHT)

    @property
    def tall(self) -> bool:
        """Tell whether the frame is higher than wide, so that panels are stacked."""
        return self.width < self.height

    @property
    def safe(self) -> Box:
        """Return the frame without its margins."""
        x, y = (0.5 - MARGIN) * self.width, (0.5 - MARGIN) * self.height
        return Box(-x, x, -y, y)

    @property
    def header(self) -> Box:
        """Return the zone of the one-line header."""
        safe = self.safe
        right = safe.right if self.tall else safe.left + 0.48 * safe.width
        return Box(safe.left, right, safe.top - 0.36, safe.top)

    @property
    def formula(self) -> Box:
        """Return the zone of the live formula: two lines."""
        safe = self.safe
        if self.tall:
            return Box(safe.left, safe.right, safe.top - 1.4, safe.top - 0.5)
        return Box(safe.left + 0.5 * safe.width, safe.right, safe.top - 0.9, safe.top)

    @property
    def rule(self) -> Box:
        """Return the zone of a rule below the header: as wide as the frame, as high as the formula's zone.

        In wide frames the header stands in it, at its upper left: `below_header` is clear of that.
        """
        zone = self.formula
        return Box(self.safe.left, zone.right, zone.bottom, zone.top)

    @property
    def below_header(self) -> Box:
        """Return what is free between header and stage, as wide as the frame: for a rule, or a legend."""
        top = min(self.formula.top, self.header.bottom)
        return Box(self.safe.left, self.safe.right, self.stage.top + 0.08, top)

    @property
    def footer(self) -> Box:
        """Return the zone that is kept for captions: one or two lines, three in tall frames."""
        safe = self.safe
        return Box(safe.left, safe.right, safe.bottom, safe.bottom + (1.05 if self.tall else 0.72))

    @property
    def stage(self) -> Box:
        """Return what is left for the pictures."""
        return Box(self.safe.left, self.safe.right, self.footer.top + 0.22, self.formula.bottom - 0.25)

    @property
    def alone(self) -> Box:
        """Return the middle of the stage: the place of the one picture that a film is about."""
        stage = self.stage
        if self.tall:
            return stage.inset(bottom=0.25 * stage.height)
        return stage.inset(left=ASIDE * stage.width, right=ASIDE * stage.width)

    def panels(self, *shares: float, gap: float = 0.6, below: float = np.inf) -> tuple[Box, ...]:
        """Return the stage, or the part `below` a height, cut: side by side, or stacked in tall frames."""
        stage = self.stage
        stage = stage.inset(top=max(stage.top - below, 0.0))
        if self.tall:
            return stage.rows(*shares, gap=min(gap, 0.4))
        return stage.columns(*shares, gap=gap)
