"""Panels side by side on the same axes: one curve, one ball, one learning rate each."""

from collections.abc import Callable

import numpy as np
from manim import VGroup

from gd_math.accounts.rates import RateComparison, RateRun
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.pace import Stride
from scenes.base.theme import BALL_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.axis_name import AxisName
from scenes.cast.charts.ticks import fitting_ticks
from scenes.cast.charts.undefined import Undefined
from scenes.cast.curves.curve_walk import CurveWalk
from scenes.cast.curves.graphs import curve_graph
from scenes.parts.learning_rate_comparison.labels import TITLE_GAP, rate_title, title_width
from scenes.parts.learning_rate_comparison.story import verdict

CURVE_SAMPLES = 400
TITLE_LINE = 0.4


def title_lines(look: Look, comparison: RateComparison, width: float, compact: bool) -> int:
    """Return 1 where every rate and its verdict stand in one line of this width, else 2."""
    widths = (title_width(look, one.rate, verdict(one, look), compact) for one in comparison.runs)
    return 1 if max(widths) <= width else 2


class RatePanel:
    """One run on the curve: `scenery` stands still, `walk` follows the clock, `verdict` is added when told.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for title, axes and numbers.
    comparison
        All runs, the function and the view.
    compared
        The run of this panel.
    time
        Tells ``k + u``: how far the ball has come, and the path behind it.
    title_lines
        1 where rate and verdict stand in one line, 2 where they need two.
    compact
        Whether there is little room: no numbers at the axis, no symbol before the rate.
    stride
        Which positions the ball shows.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        comparison: RateComparison,
        compared: RateRun,
        time: Callable[[], float],
        *,
        title_lines: int,
        compact: bool,
        stride: Stride,
    ) -> None:
        objective, view = comparison.objective, comparison.view
        self.compared = compared
        room = box.inset(top=title_lines * TITLE_LINE)
        axis = AxisName(look, objective.variables[0])
        room = room.inset(right=0.14 + axis.wider)
        ticks = fitting_ticks(view.x_range, room.width - 0.12) if not compact else ()
        if compact:  # the axes keep no room for numbers
            room = room.inset(bottom=-0.3)
        self.plot = Plot(look, room, view.x_range, view.y_range, x_ticks=ticks, y_ticks=())
        self.plot.frame.remove(self.plot.frame[1])  # heights are compared by eye, and read off below
        axis.stand_right_of(self.plot.area)
        self.curve = curve_graph(self.plot, objective, look.colours.loss, STROKES.curve * 0.8, CURVE_SAMPLES)
        self.title = rate_title(look, compared.rate, compact)
        self.verdict = self._titles(look, box, verdict(compared, look), title_lines, compact)
        self.scenery = VGroup(self.plot, axis, self.curve, self.title)
        self.scenery.add(Undefined.on_curve(look, self.plot, objective))
        self.scenery.name = "panel"

        radius = BALL_RADIUS * float(np.clip(0.35 * self.plot.area.width, 0.55, 0.85))
        self.walk = CurveWalk(look, self.plot, compared, time, radius=radius)
        self.walk.stride = stride

    def _titles(self, look: Look, box: Box, fate: str, lines: int, compact: bool) -> Words | None:
        middle, baseline = box.centre[0], box.top - 0.27
        colour = look.colours.warning if self.compared.escapes else look.colours.ink
        word = Words(look, fate, colour=colour, size=TYPE.label if compact or lines > 1 else TYPE.caption)
        gap = TITLE_GAP
        width = self.title.room + (gap + word.width if lines == 1 and fate else 0.0)
        self.title.stand_at(middle - width / 2, baseline)
        if not fate:
            return None
        if lines == 1:
            word.move_to((middle + width / 2 - word.width / 2, 0.0, 0.0))
        else:
            word.move_to((middle, 0.0, 0.0))
            baseline -= TITLE_LINE * 0.9
        return word.stand_on(baseline)
