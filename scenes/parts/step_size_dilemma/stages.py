"""Where the three runs play: each large, then in its column."""

from dataclasses import dataclass

from scenes.base.layout import Box, Layout

GAP = 0.45
TALL_ROWS, TALL_GAP = (1.0, 1.6), 0.2
LINE, TALL_LINE = 0.45, 0.37
"""Height of each line of words over a picture."""
RISE, TALL_RISE = 0.35, 0.4
"""How far the columns reach up beside a rule of one line."""


@dataclass(frozen=True, slots=True)
class StepStages:
    """Boxes of the runs.

    Parameters
    ----------
    large
        Where the first, the second and the third run play.
    shelves
        Where the first and the second stand while another one plays.
    columns
        Where each stands at the end: in tall frames rows.
    words
        Zones of what is said about the run that plays.
    """

    large: tuple[Box, Box, Box]
    shelves: tuple[Box, Box]
    columns: tuple[Box, Box, Box]
    words: tuple[Box, Box, Box]


def step_stages(layout: Layout, short: bool = True) -> StepStages:
    """Return the boxes in a frame: equal columns at the end, in tall frames equal rows.

    While a run plays, those before it stand on shelves: at its left, in tall frames above it. The rule takes
    the zone of the words when the third run plays, whose height stands over its curve; `short`: at the end it
    has one line only, and the columns reach up beside it.
    """
    rise = 0.0 if not short else TALL_RISE if layout.tall else RISE
    stage, words, line = layout.stage, layout.formula, TALL_LINE if layout.tall else LINE
    if layout.tall:
        stage = Box(stage.left, stage.right, stage.bottom, layout.formula.bottom - 0.1)
        upper, lower = stage.rows(*TALL_ROWS, gap=TALL_GAP)
        one, other = upper.columns(1, 1, gap=0.2)
        columns = stage.inset(top=-rise).rows(1, 1, 1, gap=TALL_GAP)
        large = stage, lower, lower.inset(top=line)
        over = Box(lower.left, lower.right, large[2].top, lower.top)
    else:
        one, other, last = stage.columns(1, 1, 1, gap=GAP)
        wide = Box(other.left, last.right, stage.bottom, stage.top)
        columns = stage.inset(top=-rise).columns(1, 1, 1, gap=GAP)
        one, other = one.rows(1, 1, gap=TALL_GAP)
        large = layout.alone, wide, wide.inset(top=line)
        over = Box(wide.left, wide.right, large[2].top, wide.top)
    first, second, third = columns
    return StepStages(large, (one, other), (first, second, third), (words, words, over))


__all__ = ["LINE", "TALL_LINE", "StepStages", "step_stages"]
