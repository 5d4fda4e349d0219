"""Brackets under panels that tell on which side of 1/L and 2/L their learning rates lie."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from manim import VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.cast.marks.lines import Polyline
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.numbers import Number, number_width

BRACKET_ROOM = 0.5
"""Height of a bracket with its label."""
HOOK = 0.12
INSET = 0.08


def limit_text(value: float) -> tuple[str, str]:
    """Return the sign and the number that follow ``2/L``: ``=`` where three digits are exact, else ``≈``.

    >>> limit_text(1.0), limit_text(0.21396671612314616)
    (('=', '1'), ('≈', '0.214'))
    """
    rounded = float(f"{value:.3g}")
    return "=" if abs(rounded - value) <= 1e-9 * value else "≈", shortest(rounded)


class ZoneLabel(VGroup):
    """A condition on α such as ``α ≥ 2/L = 1``, without the number where that does not fit.

    Parameters
    ----------
    look
        Theme and language.
    where
        The zone, as `zone` counts them.
    curvature
        L.
    middle, baseline, width
        Where the label stands, and how wide it may be.
    """

    def __init__(
        self, look: Look, where: int, curvature: float, middle: float, baseline: float, width: float
    ):
        super().__init__()
        alpha, colour = paint(look.colours.step, "alpha"), look.colours.ink
        if where == 2:
            colour = look.colours.warning
        sign, number = limit_text((1.0, 2.0, 2.0)[where] / curvature)
        size = TYPE.label
        space = 0.5 * number_width("0", size)
        tail = number_width(sign, size) + number_width(number, size) + 2 * space
        conditions = (f"{alpha} <= 1\\/L", f"1\\/L < {alpha} < 2\\/L", f"{alpha} >= 2\\/L")
        formula = MathFormula(look, conditions[where], colour=colour, size=size)
        if formula.width > width:
            formula = MathFormula(look, f"{alpha} < 2\\/L", colour=colour, size=size)
        full = formula.width + tail <= width
        left = middle - (formula.width + (tail if full else 0.0)) / 2
        formula.stand_on(baseline).shift((left - float(formula.get_left()[0]), 0.0, 0.0))
        self.add(formula)
        if full:
            x = left + formula.width + space
            self.add(Number(look, sign, (x, baseline, 0.0), colour=colour, size=size))
            x += number_width(sign, size) + space
            self.add(Number(look, number, (x, baseline, 0.0), colour=colour, size=size))
        self.name = f"zone {where}"


class RateZones(VGroup):
    """A bracket under each stretch of neighbouring panels whose rates lie in one zone, and do as it says.

    Parameters
    ----------
    look
        Theme and language.
    rows
        For each row of panels the boxes under its panels, from left to right.
    zones
        For the panels in the same order the zone of the rate, or None: no bracket.
    curvature
        L: the zones end at 1/L and at 2/L.
    """

    def __init__(
        self, look: Look, rows: Sequence[Sequence[Box]], zones: Sequence[int | None], curvature: float
    ) -> None:
        super().__init__()
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        left_over = list(zones)
        for row in rows:
            here = [(left_over.pop(0), box) for box in row]
            for where, group in groupby(here, key=lambda pair: pair[0]):
                if where is None:
                    continue
                boxes = [box for _, box in group]
                left, right, top = boxes[0].left + INSET, boxes[-1].right - INSET, boxes[0].top
                colour = look.colours.warning if where == 2 else look.colours.muted
                bracket = Polyline(colour, STROKES.axis, name="bracket")
                bracket.set_corners(
                    np.array(
                        [
                            (x, y, 0.0)
                            for x, y in (
                                (left, top),
                                (left, top - HOOK),
                                (right, top - HOOK),
                                (right, top),
                            )
                        ]
                    )
                )
                baseline = top - HOOK - 0.12 - cap
                label = ZoneLabel(look, where, curvature, (left + right) / 2, baseline, right - left)
                self.add(bracket, label)
        self.name = "zones of the rate"
