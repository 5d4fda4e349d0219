"""Where the panels and the losses of a comparison go in frames of any shape."""

from scenes.base.layout import Box, Layout

BESIDE_SHARES, WIDE_SHARES, TALL_SHARES = (1.2, 1.0), (1.15, 1.0), (2.2, 1.0)
"""Room for the panels and for the losses, beside or below them."""
PANEL_GAP, ROW_GAP = 0.3, 0.15
UNDER_HEADER = 0.27
"""The stage begins right under the header: of the formula's zone only the first line is used, or none."""


def comparison_rooms(layout: Layout, count: int) -> tuple[list[tuple[Box, ...]], Box]:
    """Return the boxes of `count` panels, row by row, and the one of the losses."""
    stage = layout.stage
    stage = Box(stage.left, stage.right, stage.bottom, layout.header.bottom - UNDER_HEADER)
    if not layout.tall and count <= 2:
        upper, lower = stage.columns(*BESIDE_SHARES, gap=0.6)
    else:
        upper, lower = stage.rows(*(TALL_SHARES if layout.tall else WIDE_SHARES), gap=0.2)
    across = count if not layout.tall or count <= 3 else 2 if count == 4 else 3
    down = -(-count // across)
    rows = [row.columns(*[1.0] * across, gap=PANEL_GAP) for row in upper.rows(*[1.0] * down, gap=ROW_GAP)]
    return [row[: count - across * k] for k, row in enumerate(rows)], lower
