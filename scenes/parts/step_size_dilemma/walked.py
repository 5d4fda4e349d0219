"""How far equal steps have come in all: a thick line on the axis, and the product that it is."""

import numpy as np
from manim import ValueTracker, VGroup

from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.charts.end_words import end_words
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import TIMES, shortest
from scenes.parts.step_size_dilemma.panels import StepPanel

THICK = 2.0 * STROKES.curve
SMALLEST = 1e-4
"""Shorter steps have no product: it would be a power of ten."""


class Walked(VGroup):
    """The way of a run of equal steps in one direction, from the start to the ball; nothing for other runs.

    Parameters
    ----------
    look
        Theme and language.
    panel
        The run, told to its end.

    Attributes
    ----------
    share
        How much of the line is drawn.
    """

    lint_ignore = frozenset({"grown-to-nothing"})

    def __init__(self, look: Look, panel: StepPanel) -> None:
        super().__init__()
        self.share, one, plot = ValueTracker(0.0), panel.one, panel.plot
        self.name = "way of all steps"
        moves = np.sign(one.moves)
        if len(moves) < 2 or abs(moves.sum()) < len(moves) or not panel.walk.drawn.inside.all():
            return
        self.ends = [plot.at(float(x), plot.y_range[0]) for x in (one.xs[0], one.xs[-1])]
        self.line = Polyline(look.colours.parameter, THICK, name="way of all steps")
        self.line.lint_ignore = self.lint_ignore
        way = float(f"{abs(float(one.xs[-1] - one.xs[0])):.6g}") if one.size > SMALLEST else 0.0
        text = f"{len(moves)} {TIMES} {shortest(one.size)} = {shortest(way)}"
        parts = panel.curve, panel.walk.path, panel.walk.ball
        along = np.linspace(self.ends[0], self.ends[1], 60)
        taken = np.concatenate([along, *(part.get_all_points() for part in parts)])
        end = self.ends[0] / 2 + self.ends[1] / 2, text, look.colours.parameter
        for size in (TYPE.formula, TYPE.caption, TYPE.label):
            self.words = end_words(look, plot.area, [end] if way else [], taken, size)
            if self.words:
                break
        self.add(self.line, *self.words)
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Draw as much as is told; the product comes at last."""
        (start, end), share = self.ends, self.share.get_value()
        self.line.set_corners(np.array([start, start + share * (end - start)]))
        for word in self.words:
            word.set_fill(opacity=max(4.0 * share - 3.0, 0.0))


__all__ = ["Walked"]
