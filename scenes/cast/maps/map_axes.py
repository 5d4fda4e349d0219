"""Axes of a map, which keep their colours and words when its view changes."""

from collections.abc import Sequence
from functools import partial

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.writing.formulas import MathFormula


class MapAxes(Plot):
    """Axes of a map, with the word that says what the numbers in its contours are.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for everything: axes, numbers and labels.
    x_range, y_range
        Lowest and highest value shown.
    log_y
        Not for maps.
    x_label, y_label
        Translated words for the axes.
    ticks
        A range of y, and the values to number while it is shown; round ones by default.
    label_colour
        ``#rrggbb`` of both labels; muted ink by default.
    height_label
        Typst math; it stands above the upper right corner.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        x_range: Range,
        y_range: Range,
        *,
        log_y: bool = False,
        x_label: str = "",
        y_label: str = "",
        ticks: tuple[Range, Sequence[float]] | None = None,
        label_colour: str | None = None,
        height_label: str = "",
    ) -> None:
        wanted = ticks[1] if ticks is not None and ticks[0] == y_range else None
        super().__init__(
            look, box, x_range, y_range, x_label=x_label, y_label=y_label, log_y=log_y, y_ticks=wanted
        )
        self.made = partial(
            MapAxes,
            look,
            x_label=x_label,
            y_label=y_label,
            ticks=ticks,
            label_colour=label_colour,
            height_label=height_label,
        )
        if label_colour:
            self.labels.set_color(label_colour)
        if height_label:
            name = MathFormula(look, height_label, colour=look.colours.loss, size=TYPE.label)
            name.stand_on(self.area.top + CAP_HEIGHT_PER_FONT_SIZE * TYPE.label)
            self.labels.add(name.shift((self.area.right - float(name.get_right()[0]), 0.0, 0.0)))


__all__ = ["MapAxes"]
