"""The gradients of a batch's samples, which merge into their mean: the gradient of the batch."""

import math

import numpy as np
from manim import ValueTracker, VGroup, smooth

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Dots
from scenes.cast.marks.segments import Segments
from scenes.cast.moving.following import follow
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.parts.batch_sizes.found import Batches

GROWN = 0.4
"""Share of a batch's time in which the gradients of its samples grow; then they merge."""
TIP, MADE = 0.05, 0.065
"""Radii of the tips of samples' gradients, and of the means that have been made."""


class BatchMean(VGroup):
    """Arrows of a batch's samples that merge into one; then those of other batches, whose means stay as dots.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    found
        The gradients, the draws and the rate.
    size
        Samples in a batch.

    Attributes
    ----------
    clock
        Tells ``k + u``: k batches have made their mean, the next one has come the share u of its way.
    """

    lint_ignore = frozenset({"contrast", "grown-to-nothing"})

    def __init__(self, look: Look, plot: Plot, found: Batches, size: int) -> None:
        yellow = look.colours.gradient
        self.plot, self.found, self.size, self.clock = plot, found, size, ValueTracker(0.0)
        self.shafts = Segments(yellow, STROKES.path, name="gradients of a batch's samples")
        self.tips = Dots(yellow, TIP, name="tips of these gradients")
        self.made = Dots(yellow, MADE, name="means of batches")
        self.arrow = FlatArrow(yellow, name="gradient of the batch", shaft=0.085, head=0.27)
        super().__init__(self.made, self.shafts, self.tips, self.arrow)
        self.name = "mean of a batch"
        follow(self, self.redraw)

    @property
    def row(self) -> int:
        """Which batch is being told: the last one when its mean has been made."""
        return max(math.ceil(self.clock.get_value() - 1e-9) - 1, 0)

    def redraw(self) -> None:
        """Set all points from the clock."""
        found, row = self.found, self.row
        share = self.clock.get_value() - row
        grown = float(smooth(min(share / GROWN, 1.0)))
        merged = float(smooth(max((share - GROWN) / (1.0 - GROWN), 0.0)))
        every = found.alone[found.draws[row, : self.size]]
        mean = every.mean(axis=0)
        foot = self.plot.at(*found.start.tolist())
        tips = found.start + found.rate * (every + merged * (mean - every))
        there = foot + grown * (self.plot.points_at(*tips.T) - foot)
        if grown == 0.0 or merged == 1.0:
            there = there[:0]
        self.shafts.set_pieces(np.broadcast_to(foot, there.shape), there)
        self.tips.set_places(there)
        way = self.plot.at(*(found.start + found.rate * mean).tolist()) - foot
        self.arrow.set_between(foot, foot + merged * way)
        done = row + (merged == 1.0)
        means = found.start + found.rate * found.measured(self.size)[:done]
        self.made.set_places(self.plot.points_at(*means.T))


def mean_formula(look: Look, box: Box, size: int) -> list[VGroup]:
    """Return ∇f_B = 1/B Σ ∇f_i in three parts, from the left, in a zone of formulas, and B as the fourth."""
    colours = look.colours
    batch, one = (paint(colours.gradient, symbol) for symbol in ("nabla f_B", "nabla f_i"))
    page = FormulaZone(look, box).show(f"{batch} = 1 / B sum_(i=1)^B {one}, quad B = {size}")
    assert isinstance(page, MathFormula)
    return page.pieces


__all__ = ["BatchMean", "mean_formula"]
