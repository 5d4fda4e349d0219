"""Where the panels of a comparison go, the run that is told, and the rates that wait, in any frame."""

from dataclasses import dataclass

from scenes.base.layout import Box, Layout

WIDE_SHARES, TALL_SHARES, BESIDE_SHARES = (1.0, 1.6), (1.15, 1.0), (1.0, 1.0)
"""Room for the row of panels and for what is told, below or beside it."""
PANEL_GAP, ROW_GAP = 0.3, 0.15
UNDER_HEADER, TALL_UNDER_HEADER = 0.27, 0.12
"""The stage begins right under the header: of the formula's zone only the first line is used, or none."""
WAITING_WIDTH, WAITING_STEP = 2.5, 0.62
"""Width of the column of rates that wait at the right, and the most from one to the next."""
LEFT, TALL_LEFT, BELOW = 1.2, 0.2, 0.4
"""What stays free at the left of a large picture, and above the losses and the first one."""
WAITING_ROOM = 0.45
"""In tall frames the rates wait in a line of this height."""


@dataclass(frozen=True, slots=True)
class ComparisonRooms:
    """The boxes of a comparison.

    Parameters
    ----------
    panels
        One for each run.
    whole
        Where the first run is told, alone.
    large
        Where each of the others is told, below the panels.
    lower
        Where the losses stand.
    waiting
        Where the rates wait.
    """

    panels: tuple[Box, ...]
    whole: Box
    large: Box
    lower: Box
    waiting: Box

    @classmethod
    def of(cls, layout: Layout, count: int) -> "ComparisonRooms":
        """Return the boxes for `count` runs."""
        stage = layout.stage
        under = TALL_UNDER_HEADER if layout.tall else UNDER_HEADER
        stage = Box(stage.left, stage.right, stage.bottom, layout.header.bottom - under)
        waiting = Box(stage.left, stage.right, stage.top - WAITING_ROOM, stage.top)
        if layout.tall:
            stage = stage.inset(top=WAITING_ROOM)
        upper, lower = stage.rows(*(TALL_SHARES if layout.tall else WIDE_SHARES), gap=0.2)
        if count == 1 and not layout.tall:
            upper, lower = stage.columns(*BESIDE_SHARES, gap=0.6)
        aside = 0.0 if layout.tall else WAITING_WIDTH
        if not layout.tall:
            foot = stage if count == 1 else lower
            waiting = Box(stage.right - aside, stage.right, foot.bottom, foot.top)
        across = count if not layout.tall or count <= 3 else 2 if count == 4 else 3
        down = -(-count // across)
        rows = [row.columns(*[1.0] * across, gap=PANEL_GAP) for row in upper.rows(*[1.0] * down, gap=ROW_GAP)]
        panels = [box for row in rows for box in row][:count]
        left = TALL_LEFT if layout.tall else LEFT
        whole, large = (box.inset(left=left, right=aside) for box in (stage, lower))
        whole, lower = whole.inset(top=BELOW), lower.inset(top=BELOW)
        return cls(tuple(panels), whole, large, lower, waiting)

    def waiting_places(self, count: int, tall: bool) -> list[tuple[float, float]]:
        """Return for each rate the left end of where it waits, and its baseline."""
        box = self.waiting
        if tall:
            return [(box.left + k * box.width / count, box.bottom + 0.15) for k in range(count)]
        top = box.top - 0.5
        step = min(WAITING_STEP, (top - self.product.top) / count)
        return [(self.product.left, top - step * k) for k in range(count)]

    @property
    def product(self) -> Box:
        """Return the room of the first step's length, below the rates that wait."""
        box = self.waiting
        return Box(box.left + 0.15, box.right, box.bottom + 0.45, box.bottom + 1.1)
