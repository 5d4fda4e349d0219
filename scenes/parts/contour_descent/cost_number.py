"""The cost where the point stands, above the right end of the map."""

from collections.abc import Callable

from manim import VGroup

from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import significant
from scenes.cast.writing.numbers import LiveNumber, number_width

GAP = 0.12
NARROW = 3.2
"""On maps that are narrower than this, the letter stands without its word."""


class CostNumber(VGroup):
    """Says ``cost J = 756``, and keeps to the map's upper right corner when its view changes.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    read
        Returns the cost.
    values
        Costs of the run: the longest of their texts reserves the room.
    """

    def __init__(self, look: Look, plot: Plot, read: Callable[[], float], values: tuple[float, ...]) -> None:
        self.plot, size = plot, TYPE.caption
        colour = look.colours.loss
        self.room = max(number_width(significant(value), size) for value in values)
        word = Cell.words(look.say("cost")).markup + " J =" if plot.area.width >= NARROW else "J ="
        self.word = MathFormula(look, word, colour=colour, size=size)
        self.number = LiveNumber(
            look, lambda: significant(read()), self._place, anchor="left", colour=colour, size=size
        )
        super().__init__(self.word, self.number)
        self.name = "cost"
        self._stand()
        plot.watch(self._stand)

    def _place(self) -> tuple[float, float, float]:
        area = self.plot.area
        return area.right - self.room, area.top + CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption, 0.0

    def _stand(self) -> None:
        left, baseline, _ = self._place()
        self.word.stand_on(baseline)
        self.word.shift((left - GAP - float(self.word.get_right()[0]), 0.0, 0.0))


__all__ = ["CostNumber"]
