"""What is known at the start, found in the picture: position, height, slope; and a step of unknown length."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D

from gd_math.accounts.step_rules import StepRun
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.tangent import Tangent
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.step_size_dilemma.story import number_text

ROLES = ("parameter", "loss", "gradient")
GAP, WORD_GAP, STACKED = 0.55, 0.14, 0.4
"""Between two facts; between a word and its number, beside or below it, in scene units."""
TANGENT = 1.3
"""Half its length, in scene units."""
AIR = 0.05
RISE = 0.42
"""From the step arrow to the middle of its question mark."""
SHORT, LONG = 0.08, 0.25
"""Steps that a question can be asked about are seen: as shares of the picture's width."""
BIG = 1.5
"""Size of the question mark, in units of a formula's."""


class StepQuestion(VGroup):
    """Where the ball stands, how high, how steep the ground is; and an arrow that does not know its length.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    one
        A run from the start.
    box
        Room for the three facts: one line, or words over numbers where that is too long.
    small, large
        The lengths of the fixed steps.

    Attributes
    ----------
    shortest, longest
        How long the step arrow can be: as these steps, as far as they are seen and the picture goes.
    reach
        How long the step arrow is, in units of x.
    found
        How far each fact has been found in the picture, from 0 to 1: lines to the axes, the tangent.
    facts
        Word and number for each role.
    wonder
        The arrow with its question mark.
    """

    def __init__(self, look: Look, plot: Plot, one: StepRun, box: Box, small: float, large: float) -> None:
        super().__init__()
        self.look, self.plot = look, plot
        width = plot.x_range[1] - plot.x_range[0]
        self.shortest, self.longest = max(small, SHORT * width), min(max(large, LONG * width), width)
        self.reach = ValueTracker(self.longest)
        self.found = {role: ValueTracker(0.0) for role in ROLES}
        self.x, self.height_at, self.slope = (float(a[0]) for a in (one.xs, one.heights, one.slopes))
        self.way = -float(np.sign(self.slope))
        colours = look.colours
        self.drop = Polyline(colours.parameter, STROKES.path, name="way to the position")
        self.level = Polyline(colours.loss, STROKES.path, name="way to the height")
        self.tangent = Tangent(plot, colours.gradient, TANGENT)
        self.arrow = FlatArrow(colours.step, name="step arrow")
        self.mark = MathFormula(look, '"?"', colour=colours.step, size=BIG * TYPE.formula)
        self.plate = Plate(colours.background)
        self.wonder = VGroup(self.plate, self.arrow, self.mark)
        self.measures = VGroup(self.level, self.drop, self.tangent)
        self.facts, self.numbers = self._facts(box)
        self.add(self.measures)
        self.name = "question"
        follow(self.measures, self._measure)
        follow(self.wonder, self._aim)

    def _facts(self, box: Box) -> tuple[dict[str, VGroup], dict[str, Number]]:
        """Return the facts side by side, ending at the lower right corner of the box."""
        look, colours = self.look, self.look.colours
        texts = [number_text(value) for value in (self.x, self.height_at, self.slope)]
        names = [look.say("position"), look.say("height"), look.say("slope")]
        size = TYPE.formula
        while size > TYPE.label and self._width(names, texts, size) > box.width:
            size -= 1.0
        stacked = self._width(names, texts, size) > box.width
        facts, numbers, right = {}, {}, box.right
        for role, name, text in reversed(list(zip(ROLES, names, texts, strict=True))):
            word = Words(look, name, colour=colours.muted, size=size)
            width = number_width(text, size)
            base = box.bottom + 0.12
            left = right - (max(width, word.width) if stacked else width)
            place = (left, base, 0.0)
            number = Number(look, text, place, colour=getattr(colours, role), size=size)
            word.stand_on(base + STACKED if stacked else base)
            begin = left if stacked else left - WORD_GAP - word.width
            word.shift((begin - float(word.get_left()[0]), 0.0, 0.0))
            facts[role], numbers[role] = VGroup(word, number), number
            right = begin - GAP * (0.5 if stacked else 1.0)
        return {role: facts[role] for role in ROLES}, numbers

    def _width(self, names: list[str], texts: list[str], size: float) -> float:
        words = sum(Words(self.look, name, size=size).width + WORD_GAP for name in names)
        return float(words) + sum(number_width(text, size) for text in texts) + 2 * GAP

    @property
    def here(self) -> Point3D:
        """Return where the ball is on screen."""
        return self.plot.at(self.x, self.height_at)

    def _measure(self) -> None:
        """Draw the lines to the axes and the tangent, as far as they have come."""
        plot, here = self.plot, self.here
        shares = {role: float(tracker.get_value()) for role, tracker in self.found.items()}
        ends = plot.at(self.x, plot.y_range[0]), plot.at(plot.x_range[0], self.height_at)
        for line, end, role in ((self.drop, ends[0], "parameter"), (self.level, ends[1], "loss")):
            line.set_corners(*dashes(here, here + shares[role] * (end - here)))
        if shares["gradient"] > 0.0:
            self.tangent.touch(self.x, self.height_at, self.slope, shares["gradient"])
        else:
            self.tangent.set_corners()

    def _aim(self) -> None:
        """Draw the step downhill from the ball, as long as `reach` says, the mark over its tip or below."""
        tip = self.plot.at(self.x + self.way * self.reach.get_value(), self.height_at)
        rim = self.here + np.array([self.way * BALL_RADIUS, 0.0, 0.0])
        self.arrow.set_between(rim, tip, area=self.plot.area)
        area = self.plot.area
        width, height = float(self.mark.width) / 2 + AIR, float(self.mark.height) / 2 + AIR
        above = [float(one.get_bottom()[1]) for one in self.plot.labels if one.get_top()[1] > area.top]
        rise = RISE if tip[1] + RISE + height < min(above, default=np.inf) else -RISE
        over = np.array([np.clip(tip[0], area.left, area.right), tip[1] + rise, 0.0])
        self.mark.move_to(over)
        self.plate.cover(Box(over[0] - width, over[0] + width, over[1] - height, over[1] + height))


__all__ = ["ROLES", "StepQuestion"]
