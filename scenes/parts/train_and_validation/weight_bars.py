"""The weights as bars, and their length ‖w‖ as a number."""

import numpy as np
from manim import VGroup

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.marks.lines import Polyline
from scenes.cast.marks.shade import Shade
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.numbers import LiveNumber
from scenes.parts.train_and_validation.model import Model

WIDE, ABOVE, GAP = 0.5, 2.6, 0.12
"""Share of its room that a bar takes; height of the line above the bars, in capital heights."""


class WeightBars(VGroup):
    """One bar for each weight, upwards or downwards, with ‖w‖ above.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    model
        Whose weights they are.
    word
        Translated: the weights.
    """

    def __init__(self, look: Look, box: Box, model: Model, word: str) -> None:
        self.model, found, orange = model, model.found, look.colours.parameter
        size, cap = TYPE.caption, CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
        head = MathFormula(look, paint(orange, f'"{word}" norm(bold(w)) ='), size=size)
        head.stand_on(box.top - 1.2 * cap)
        head.shift((box.left - float(head.get_left()[0]), 0.0, 0.0))
        at = float(head.get_right()[0]) + GAP, box.top - 1.2 * cap, 0.0
        number = LiveNumber(look, self.text, at, anchor="left", colour=orange, size=size)
        self.room = box.inset(top=ABOVE * cap)
        every = np.concatenate([found.run.points[-1:, :-1], found.shrunk[:, :-1]])
        low, high = min(float(every.min()), 0.0), max(float(every.max()), 0.0)
        self.per_unit = self.room.height / (high - low) if high > low else 0.0
        self.zero = self.room.bottom - low * self.per_unit
        across = np.array([(box.left, self.zero, 0.0), (box.right, self.zero, 0.0)])
        axis = Polyline(look.colours.muted, STROKES.axis, name="weight 0").set_corners(across)
        self.bars = Shade(orange, name="weights")
        super().__init__(head, number, axis, self.bars)
        self.name = "weights"
        follow(self.bars, self.redraw)

    def outline(self) -> Polyline:
        """Return the bars' outlines as they are now, which stay."""
        line = Polyline(self.bars.get_fill_color().to_hex(), STROKES.path, name="weights before")
        line.lint_ignore = frozenset({"contrast"})  # where bars still are as high
        return line.set_corners(*(np.vstack([outline, outline[:1]]) for outline in self._outlines()))

    def text(self) -> str:
        """Return ‖w‖ as it is now."""
        return significant(float(self.model.found.size(self.model.parameters)))

    def redraw(self) -> None:
        """Set the bars to the weights of the moment."""
        self.bars.set_outlines(*self._outlines())

    def _outlines(self) -> list[Floats]:
        weights = self.model.parameters[:-1]
        each = self.room.width / len(weights)
        outlines = []
        for k, weight in enumerate(weights):
            left = self.room.left + (k + 0.5 - WIDE / 2) * each
            right, end = left + WIDE * each, self.zero + float(weight) * self.per_unit
            if abs(end - self.zero) > 1e-4:
                corners = [(left, self.zero, 0), (right, self.zero, 0), (right, end, 0), (left, end, 0)]
                outlines.append(np.array(corners, dtype=float))
        return outlines


__all__ = ["WeightBars"]
