"""The question mark beside a line that misses its data, on a poster."""

import numpy as np

from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.charts.free_places import roomiest
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.writing.formulas import MathFormula

SIZE = 2 * TYPE.formula


def line_question(look: Look, panel: DataPanel) -> MathFormula:
    """Return a question mark in the line's colour, in the right half of the data, clear of line and points.

    Parameters
    ----------
    look
        Theme and language.
    panel
        The data and the line, as they are now.
    """
    mark = MathFormula(look, '"?"', colour=look.colours.prediction, size=SIZE)
    area, half = panel.plot.area, np.array([mark.width, mark.height]) / 2
    ends = panel.line.points[[0, -1]] if len(panel.line.points) else np.zeros((2, 3))
    line = np.linspace(ends[0], ends[1], 60)
    x, y = np.meshgrid(np.linspace(0.95, 0.5, 19), np.linspace(0.2, 0.8, 13), indexing="ij")
    places = np.stack([area.left + x * area.width, area.bottom + y * area.height, 0 * x], axis=-1)
    taken = np.concatenate([line, panel.dots.places])
    mark.move_to(roomiest(places.reshape(-1, 3), half, taken, enough=0.4))
    return mark


__all__ = ["line_question"]
