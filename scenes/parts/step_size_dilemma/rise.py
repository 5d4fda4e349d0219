"""The mark for a step that landed higher than it started."""

import numpy as np
from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import plain
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.step_size_dilemma.panels import StepPanel

SHORTEST = 0.35
"""A rise below this many scene units is only told: the ball would cover its arrow."""
SIZE = TYPE.formula
CAP = CAP_HEIGHT_PER_FONT_SIZE * SIZE
ABOVE = 0.24
"""The difference stands above the new height, inside the valley."""


class RiseMark(VGroup):
    """How much higher a step landed: a line at the old height, an arrow up from it, and the difference."""

    def __init__(self, look: Look, panel: StepPanel, step: int) -> None:
        super().__init__()
        warning, area = look.colours.warning, panel.plot.area
        if not panel.walk.drawn.inside[step : step + 2].all():
            return
        old, new = panel.walk.drawn.places[step : step + 2]
        foot = np.array([new[0], old[1], 0.0])
        if abs(new[1] - old[1]) < SHORTEST:
            return
        rim = np.array([0.0, np.copysign(panel.walk.ball[0].height / 2, new[1] - old[1]), 0.0])
        line = Polyline(warning, STROKES.path, name="old height").set_corners(*dashes(old, foot))
        arrow = FlatArrow(warning, name="rise arrow").set_between(foot, new - rim)
        self.add(line, arrow)
        self.name = "rise"
        text = plain(float(panel.one.heights[step + 1] - panel.one.heights[step]), panel.decimals)
        plus = MathFormula(look, "+", colour=warning, size=SIZE)
        width = plus.width + 0.05 + number_width(text, SIZE)
        left, right = (float(old[0] + new[0]) / 2 + side * width / 2 for side in (-1, 1))
        baseline = float(new[1]) + ABOVE
        if left < area.left or right > area.right or baseline + CAP > area.top:
            return
        plus.move_to((left + plus.width / 2, baseline + CAP / 2, 0.0))
        self.number = Number(look, text, (right, baseline, 0.0), anchor="right", colour=warning, size=SIZE)
        plate = Plate(look.colours.background, 0.9)
        plate.cover(Box(left - 0.06, right + 0.06, baseline - 0.08, baseline + CAP + 0.08))
        self.add(plate, plus, self.number)
