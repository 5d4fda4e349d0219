"""Where the three runs play: each large, then in its column."""

from dataclasses import dataclass

from scenes.base.layout import Box, Layout

GAP = 0.45
TALL_ROWS, TALL_GAP = (1.0, 1.3), 0.2
LINE, TALL_LINE = 0.45, 0.37
"""Height of each of the two lines of words over a column."""


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
        Where each stands at the end.
    words
        Zone of what is said about the run that plays.
    """

    large: tuple[Box, Box, Box]
    shelves: tuple[Box, Box]
    columns: tuple[Box, Box, Box]
    words: Box


def step_stages(layout: Layout) -> StepStages:
    """Return the boxes in a frame: equal columns at the end, in tall frames two small ones over a large one.

    While a run plays, those before it stand on shelves at the left.
    """
    stage, words = layout.stage, layout.formula
    if layout.tall:
        stage = Box(stage.left, stage.right, stage.bottom, layout.formula.bottom - 0.1)
        upper, lower = stage.rows(*TALL_ROWS, gap=TALL_GAP)
        one, other = upper.columns(1, 1, gap=0.2)
        return StepStages((stage, lower, lower), (one, other), (one, other, lower), words)
    one, other, last = stage.columns(1, 1, 1, gap=GAP)
    wide = Box(other.left, last.right, stage.bottom, stage.top)
    upper, lower = one.rows(1, 1, gap=TALL_GAP)
    large = layout.alone, wide, wide.inset(top=2 * LINE)
    return StepStages(large, (upper, lower), (one, other, last), words)


__all__ = ["StepStages", "step_stages"]
