"""A curve with its valleys over the whole stage, and numbers at them."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from gd_math.accounts.many_starts import ManyStarts
from gd_math.formula.variables import variable_markup
from gd_math.typing import Interval
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.numbers import Number
from scenes.cast.writing.variable_names import variable_text

BELOW, AXES = 1.0, 1.2
"""Room below the lowest minimum for its height and the bands; what the axes take of the stage's height."""
CURVE_SAMPLES = 800
APART, CROWDED = 0.06, 0.6
"""Room on both sides of a number, in scene units; share of the width that numbers may fill at all."""


class ValleyPlot(Plot):
    """Axes with room below the lowest valley for its height and the bands.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for axes and numbers.
    many
        The curve and its valleys.
    y_range
        The heights that the lecturer wants to be shown, if any.

    Attributes
    ----------
    curve
        The graph, which is not part of the axes.
    on_curve
        Points on it on screen ``(n, 3)``.
    """

    def __init__(self, look: Look, box: Box, many: ManyStarts, y_range: Interval | None) -> None:
        self.many = many
        x = np.linspace(*many.view.x_range, CURVE_SAMPLES)
        heights = many.objective(x)
        if y_range is None:
            foot, top = many.view.y_range
            foot = max(foot, float(np.min(heights[np.isfinite(heights)], initial=np.inf)))
            room = BELOW / (box.height - AXES)
            y_range = foot - room / (1.0 - room) * (top - foot), top
        name = many.objective.variables[0]
        label = paint(look.colours.loss, f"f({variable_markup(name)}) = {many.objective.formula}")
        super().__init__(look, box, many.view.x_range, y_range, x_label=variable_text(name), y_formula=label)
        self.curve = curve_graph(self, many.objective, look.colours.loss, samples=CURVE_SAMPLES)
        self.on_curve = self.points_at(x, np.nan_to_num(heights, nan=np.inf, posinf=np.inf, neginf=-np.inf))


class ValleyNumbers(VGroup):
    """A number above or below each of the valleys that has room for it.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in, with the curve.
    texts
        What is written at each.
    colour
        ``#rrggbb``.
    offsets
        Distances from the valley up to the number's middle, in scene units; the first with room is taken.
    air
        Between a number and the curve, in scene units.
    rises
        For each valley, what stands above it, in scene units: numbers go above that.
    size
        Font size.

    Attributes
    ----------
    homes
        At which valleys they stand, as there is not room for all.
    """

    def __init__(
        self,
        look: Look,
        plot: ValleyPlot,
        texts: Sequence[str],
        colour: str,
        offsets: Sequence[float],
        air: float,
        rises: Sequence[float] | None = None,
        size: float = TYPE.label,
    ) -> None:
        super().__init__()
        self.name = "numbers at the valleys"
        self.homes: list[int] = []
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        marks = [self._mark(look, text, colour, size) for text in texts]
        widths = [float(mark.width) for mark in marks]
        if sum(widths) > CROWDED * plot.area.width:
            return
        taken: list[tuple[float, float]] = []
        for home, (valley, mark) in enumerate(zip(plot.many.valleys, marks, strict=True)):
            x, y = float(np.clip(valley.place, *plot.x_range)), float(valley.height)
            half, rise = np.array([widths[home], cap]) / 2, rises[home] if rises else 0.0
            middles = plot.at(x, y) + np.outer(np.add(offsets, rise), (0.0, 1.0, 0.0))
            margin = half[0] + APART
            middles[:, 0] = np.clip(middles[:, 0], plot.area.left + margin, plot.area.right - margin)
            free = clearances(middles, half, plot.on_curve) >= air
            crowded = any(abs(middles[0, 0] - other) < margin + width for other, width in taken)
            if crowded or not free.any() or not plot.shows(x, y):
                continue
            taken.append((float(middles[0, 0]), float(margin)))
            at = middles[int(np.argmax(free))] - np.array([0.0, cap / 2, 0.0])
            self.homes.append(home)
            if isinstance(mark, Number):
                mark.set_text(mark.text, at)
                self.add(mark)
            else:
                self.add(mark.stand_on(at[1]).shift((at[0] - float(mark.get_center()[0]), 0.0, 0.0)))

    @staticmethod
    def _mark(look: Look, text: str, colour: str, size: float) -> Number | Words:
        """Return a number, or words with one."""
        if any(character.isalpha() for character in text):
            return Words(look, text, colour=colour, size=size)
        return Number(look, text, anchor="center", colour=colour, size=size)
