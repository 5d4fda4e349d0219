"""A loss as a formula with its number of the moment."""

from collections.abc import Callable, Sequence

from manim import VGroup

from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.writing.formula_zone import FormulaZone, fitting
from scenes.cast.writing.numbers import LiveNumber, number_width

GAP = 0.15


class LossNumber(VGroup):
    """L(θ) = 0.693: the number stands in room for its widest text, so that nothing jitters.

    Parameters
    ----------
    look
        Theme and language.
    zone
        Where formulas stand.
    markups
        What may stand before the number, the longest first.
    read
        Returns the number's text now.
    widest
        A text as wide as any.
    """

    def __init__(
        self, look: Look, zone: FormulaZone, markups: Sequence[str], read: Callable[[], str], widest: str
    ) -> None:
        box, room = zone.box, number_width(widest, TYPE.formula)
        self.head = fitting(look, *markups, width=box.width - room - GAP)
        across, up = box.right - room - GAP, box.top - float(self.head.get_top()[1])
        self.head.shift((across - float(self.head.get_right()[0]), up, 0.0))
        size = self.head.cap_height / CAP_HEIGHT_PER_FONT_SIZE
        where = (box.right - room, self.head.baseline, 0.0)
        self.number = LiveNumber(look, read, where, anchor="left", colour=look.colours.loss, size=size)
        super().__init__(self.head, self.number)
        self.name = "loss"


__all__ = ["LossNumber"]
