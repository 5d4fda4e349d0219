"""The three runs as they are counted: losses over the samples seen, steps taken, and the pace of it all."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup, smooth

from gd_math.data.batch_runs import BatchRuns
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, TYPE
from scenes.base.words import Words
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.numbers import LiveNumber, Number, number_width
from scenes.parts.batch_sizes.found import Batches

MARK, NEXT, APART = 1.3, 0.2, 0.42
"""Radius of a run's mark, in radii of a point; from there to its count; from a count to the next mark."""


def sooner(share: float) -> float:
    """Return how far what goes first is gone after a share of the time."""
    return float(smooth(min(2.0 * share, 1.0)))


def later(share: float) -> float:
    """Return how much of what comes second is there after a share of the time."""
    return float(smooth(max(2.0 * share - 1.0, 0.0)))


def speeding(share: float) -> float:
    """Return how many of all samples have been seen after a share of the time: the first ones slowly."""
    return float(share**1.8)


def losses_seen(
    look: Look,
    box: Box,
    found: Batches,
    styles: Sequence[RunStyle],
    ends: Sequence[str],
    seen: Callable[[], float],
) -> SeriesChart:
    """Return the losses over samples seen; the last ones, as texts, are the names at their ends."""
    losses = [
        Series(
            one.losses,
            style,
            seen,
            label=VGroup(Number(look, end, colour=style.colour, size=TYPE.formula)),
        )
        for one, style, end in zip(found.each, styles, ends, strict=True)
    ]
    loss = paint(look.colours.muted, Cell.words(look.say("loss")).markup)
    return SeriesChart(look, box, losses, words=("", look.say("samples seen")), formula=loss)


class StepCounts(VGroup):
    """How many steps each run has taken, behind its mark, in one row that ends at the right of a box.

    Parameters
    ----------
    look
        Theme and language.
    box
        Its room; the row stands at its bottom.
    found
        The runs.
    styles
        Theirs.
    seen
        Returns how many samples have been seen.

    Attributes
    ----------
    numbers
        The counts.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        found: Batches,
        styles: Sequence[RunStyle],
        seen: Callable[[], float],
    ) -> None:
        super().__init__()
        line, right = box.bottom, box.right
        middle = line + CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption / 2
        self.numbers: list[LiveNumber] = []
        for one, style in reversed(list(zip(found.each, styles, strict=True))):

            def count(runs: BatchRuns = one) -> str:
                return str(runs.begun(seen()))

            number = LiveNumber(
                look, count, (right, line, 0.0), anchor="right", colour=style.colour, size=TYPE.caption
            )
            right -= number_width(str(one.run.steps_taken), TYPE.caption) + NEXT
            mark = style.dots(MARK * POINT_RADIUS, f"mark of {style.label}")
            mark.set_places(np.array([right, middle, 0.0]))
            right -= APART
            self.numbers.insert(0, number)
            self.add(number, mark)
        word = Words(look, look.say("steps:"), colour=look.colours.muted, size=TYPE.caption)
        word.stand_on(line)
        word.shift((right + APART / 2 - float(word.get_right()[0]), 0.0, 0.0))
        self.add(word)
        self.name = "steps taken"


__all__ = ["StepCounts", "later", "losses_seen", "sooner", "speeding"]
