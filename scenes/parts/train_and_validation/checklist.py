"""The four checks of an acceptable result, ticked or crossed one by one."""

import numpy as np
from manim import VGroup

from gd_math.data.held_out import HeldOut
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.marks.lines import Polyline
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.numbers import Number

SIDE, GAP = 0.26, 0.22
"""Side of a box to tick, and the way to its words."""
ROW = 0.52
"""Most from one row to the next."""
TICK = np.array([(0.15, 0.5, 0.0), (0.42, 0.18, 0.0), (1.0, 1.05, 0.0)])
CROSS = np.array([(0.12, 0.12, 0.0), (0.88, 0.88, 0.0), (0.12, 0.88, 0.0), (0.88, 0.12, 0.0)])


def percent(share: float) -> str:
    """Return a share in percent, with about two digits.

    >>> percent(0.0047), percent(4.57), percent(0.0)
    ('0.47%', '457%', '0%')
    """
    return f"{significant(100 * share, 2)}%".replace(".0%", "%")


class Checklist(VGroup):
    """Plateau, gradient, stable predictions, validation: boxes with their words.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    found
        What is checked.
    validation
        Colour of the validation loss.

    Attributes
    ----------
    rows
        The boxes with their words.
    marks
        What comes into each of them: the tick or the cross, and the measured share if it has room.
    """

    def __init__(self, look: Look, box: Box, found: HeldOut, validation: str) -> None:
        colours = look.colours
        names = (
            (look.say("training loss flat"), colours.loss),
            (look.say("gradient ≈ 0"), colours.gradient),
            (look.say("predictions stable"), colours.prediction),
            (look.say("validation lowest"), validation),
        )
        shares = found.fell, found.slope, found.moved, found.above
        self.rows, self.marks = list[VGroup](), list[VGroup]()
        apart = min(ROW, box.height / len(names))
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        for k, ((name, colour), share, passed) in enumerate(zip(names, shares, found.passed, strict=True)):
            middle = box.top - (k + 0.5) * apart
            corner = np.array([box.left, middle - SIDE / 2, 0.0])
            words = Words(look, name, colour=colour).stand_on(middle - cap / 2)
            words.shift((box.left + SIDE + GAP - float(words.get_left()[0]), 0.0, 0.0))
            frame = Polyline(colours.muted, STROKES.path, name="box to tick")
            corners = np.array([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 0)])
            self.rows.append(VGroup(frame.set_corners(corner + SIDE * corners), words))
            mark = VGroup(_mark(look, corner, passed=passed))
            text = ("+" if k == len(names) - 1 and share > 0.0 else "") + percent(share)
            number = Number(
                look, text, (box.right, middle - cap / 2, 0.0), anchor="right",
                colour=colour if passed else colours.warning,
            )  # fmt: skip
            if float(number.get_left()[0]) > float(words.get_right()[0]) + GAP:
                mark.add(number)
            self.marks.append(mark)
        super().__init__(*self.rows)
        self.name = "checklist"


def _mark(look: Look, corner: np.ndarray, *, passed: bool) -> Polyline:
    """Return a tick, or a cross, in a box whose lower left corner is given."""
    if passed:
        return Polyline(look.colours.ink, STROKES.curve, name="tick").set_corners(corner + SIDE * TICK)
    cross = Polyline(look.colours.warning, STROKES.curve, name="cross")
    return cross.set_corners(*(corner + SIDE * stroke for stroke in (CROSS[:2], CROSS[2:])))


__all__ = ["Checklist", "percent"]
