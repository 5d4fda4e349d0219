"""Where the panels of a comparison go, the run that is told, and the rates that wait, in any frame."""

from dataclasses import dataclass

from scenes.base.layout import Box, Layout

TALL_SHARES, BESIDE_SHARES = (1.15, 1.0), (1.0, 1.0)
"""Room for the row of panels and for what is told, below or beside it."""
COLUMN, COLUMN_SHARE = 4.1, 0.3
"""Most width of the panels' column at the right, and most share of the frame's."""
PANEL_GAP, ROW_GAP = 0.3, 0.15
MOST_ROWS, ROW_HEIGHT, BETWEEN = 4, 0.46, 0.2
"""In tall frames so few runs stand in rows of this height, with their words beside them; and the way from
them to what is told.
"""
UNDER_HEADER, TALL_UNDER_HEADER = 0.27, 0.12
"""The stage begins right under the header: of the formula's zone only the first line is used, or none."""
WAITING_WIDTH = 2.5
"""Width of the room at the right of a single run, for its rate."""
LEFT, TALL_LEFT, BELOW = 1.2, 0.2, 0.4
"""What stays free at the left of a large picture, and above the losses and the large pictures."""
BESIDE, ASIDE = 0.3, 0.5
"""Between a large picture and the column, and at its left, where numbers come when the view widens."""
WAITING_ROOM = 0.45
"""In tall frames the rates wait in a line of this height."""


@dataclass(frozen=True, slots=True)
class ComparisonRooms:
    """The boxes of a comparison.

    In wide frames each run is told large at the left, and goes to the place below its rate in a column at the
    right; in tall ones to a row above.

    Parameters
    ----------
    panels
        One for each run.
    whole
        Where the first run is told, alone.
    large
        Where each of the others is told.
    lower
        Where the losses stand.
    waiting
        Where the rates wait that do not stand at their places from the beginning.
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
        if layout.tall:
            return cls._tall(stage, count)
        if count == 1:
            panel, lower = stage.columns(*BESIDE_SHARES, gap=0.6)
            whole = stage.inset(left=LEFT, right=WAITING_WIDTH, top=BELOW)
            waiting = Box(stage.right - WAITING_WIDTH, stage.right, stage.bottom, stage.top)
            return cls((panel,), whole, whole, lower.inset(top=BELOW), waiting)
        column = Box(
            stage.right - min(COLUMN, COLUMN_SHARE * layout.width), stage.right, stage.bottom, stage.top
        )
        large = Box(stage.left + ASIDE, column.left - BESIDE, stage.bottom, stage.top - BELOW)
        return cls(_grid(column, count, 1), large, large, large, column)

    @classmethod
    def _tall(cls, stage: Box, count: int) -> "ComparisonRooms":
        waiting = Box(stage.left, stage.right, stage.top - WAITING_ROOM, stage.top)
        stage = stage.inset(top=WAITING_ROOM)
        upper, lower = stage.rows(*TALL_SHARES, gap=BETWEEN)
        across = 3
        if 1 < count <= MOST_ROWS:
            high, across = count * ROW_HEIGHT + (count - 1) * ROW_GAP, 1
            upper, lower = stage.inset(bottom=stage.height - high), stage.inset(top=high + BETWEEN)
        panels = _grid(upper, count, min(across, count))
        whole, large = (box.inset(left=TALL_LEFT) for box in (stage, lower))
        return cls(panels, whole.inset(top=BELOW), large, lower.inset(top=BELOW), waiting)

    def waiting_places(self, count: int) -> list[tuple[float, float]]:
        """Return for each rate the left end of where it waits, and its baseline."""
        box = self.waiting
        if count == 1:
            return [(box.left + 0.15, box.top - 0.5)]
        return [(box.left + k * box.width / count, box.bottom + 0.15) for k in range(count)]


def _grid(box: Box, count: int, across: int) -> tuple[Box, ...]:
    """Return equal boxes, row by row."""
    rows = box.rows(*[1.0] * -(-count // across), gap=ROW_GAP)
    return tuple(cell for row in rows for cell in row.columns(*[1.0] * across, gap=PANEL_GAP))[:count]
