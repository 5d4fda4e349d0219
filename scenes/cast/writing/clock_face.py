"""The step counter of a clock that speeds up."""

import math

import numpy as np
from manim import VGroup

from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.moving.speeding_clock import GEAR, SpeedingClock
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.numbers import Number, number_width

GAP = 0.14
WIDE_GAP = 0.25
CLOCK_HEIGHT, UNDER_HEADER = 0.3, 0.06
CHEVRON, CHEVRON_GAP = 0.13, 0.05


class ClockFace(VGroup):
    """The step counter, and while the clock runs a sign and a number for its speed.

    Parameters
    ----------
    look
        Theme and language.
    layout
        The frame's zones: the face stands beneath the header; in tall frames, at the top of the formulas.
    clock
        What is shown.
    last
        The highest step: its number reserves the room.
    size
        Font size where the frame is wide.
    """

    def __init__(
        self, look: Look, layout: Layout, clock: SpeedingClock, last: int, size: float = TYPE.caption
    ) -> None:
        box, size = _place(layout), TYPE.label if layout.tall else size
        colours, cap = look.colours, CAP_HEIGHT_PER_FONT_SIZE * size
        self.clock = clock
        self.baseline = float(box.centre[1]) - cap / 2
        self.step_word = self._word(look, look.say("step"), colours.muted, size, box.left)
        right = float(self.step_word.get_right()[0]) + GAP + number_width(str(max(last, 10)), size)
        self.number = Number(look, "", (right, self.baseline, 0.0), anchor="right", size=size)
        self.sign = Polyline(colours.step, 0.0, name="gear")
        self.sign.set_fill(colours.step, opacity=1.0)
        self.sign_left, self.sign_middle = right + WIDE_GAP, self.baseline + cap / 2
        self.speed = Number(look, "", anchor="left", colour=colours.step, size=size)
        self.unit = self._word(look, look.say("steps/s"), colours.step, size, 0.0)
        self.unit_outlines = [glyph.points.copy() for glyph in self.unit]
        super().__init__(self.step_word, self.number, self.sign, self.speed, self.unit)
        self.size = size
        self.name = "clock"
        follow(self, self.redraw)

    def _word(self, look: Look, text: str, colour: str, size: float, left: float) -> MathFormula:
        """Return a word that stands on the same line as the numbers."""
        word = MathFormula(look, Cell.words(text).markup, colour=colour, size=size).stand_on(self.baseline)
        word.shift((left - float(word.get_left()[0]), 0.0, 0.0))
        return word

    def redraw(self) -> None:
        """Set the numbers from the clock."""
        self.number.set_text(str(self.clock.step))
        speed = self.clock.speed
        count = max(1, round(math.log(speed, GEAR))) if speed > 0 else 0
        x = self.sign_left
        triangles = []
        for _ in range(count):
            corners = [(0.0, 0.6), (1.0, 0.0), (0.0, -0.6), (0.0, 0.6)]
            triangles.append(
                np.array([(x + CHEVRON * a, self.sign_middle + CHEVRON * b, 0.0) for a, b in corners])
            )
            x += CHEVRON + CHEVRON_GAP
        self.sign.set_corners(*triangles)
        text = shortest(float(f"{speed:.4g}")) if speed > 0 else ""
        left = x + GAP
        self.speed.set_text(text, (left, self.baseline, 0.0))
        start = left + (number_width(text, self.size) if text else 0.0) + GAP
        for glyph, outline in zip(self.unit, self.unit_outlines, strict=True):
            glyph.points = outline + np.array([start, 0.0, 0.0]) if speed > 0 else np.zeros((0, 3))


def _place(layout: Layout) -> Box:
    header, formula = layout.header, layout.formula
    if layout.tall:
        return Box(formula.left, formula.right, formula.top - CLOCK_HEIGHT, formula.top)
    return Box(header.left, header.right, formula.bottom, header.bottom - UNDER_HEADER)


__all__ = ["CLOCK_HEIGHT", "ClockFace"]
