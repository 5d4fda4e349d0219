"""How the slope falls during a run: the length of the gradient after every step, on a logarithmic axis."""

from collections.abc import Callable

import numpy as np

from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import LiveNumber

SIDE_ROOM, FOOT_ROOM = 1.12, 0.08
"""Room of the axes beyond the last step, and below the goal in units of all decades."""
FEW = 100
"""More steps than this are drawn without dots."""
BESIDE = 0.14
"""From the tip to the count of steps."""


def slope_fall(
    look: Look,
    box: Box,
    run: Trajectory,
    goal: float,
    time: Callable[[], float],
    words: tuple[str, str],
    function: str,
) -> SeriesChart:
    """Return the share of the first slope that is left after every step, down to the goal.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for axes, numbers and words.
    run
        What is shown.
    goal
        Share of the first slope at which the run stops: a dashed line.
    time
        Tells ``k + u``: how far the line is drawn.
    words
        Translated: the slope, the step.
    function
        Typst math: what the descent descends on; above the axes, where it has room.
    """
    lengths, last = np.linalg.norm(run.gradients, axis=-1), run.steps_taken
    shares = lengths / lengths[0]
    decades = np.log10(goal)
    low = float(max(min(goal, shares[shares > 0].min()), goal / 100)) * 10 ** (FOOT_ROOM * decades)
    ticks = [10.0**k for k in range(0, int(np.floor(decades)) - 1, -max(1, round(-decades / 3)))]
    dots = POINT_RADIUS * 0.6 if last <= FEW else 0.0
    style = RunStyle(look.colours.gradient)
    chart = SeriesChart(
        look,
        box,
        [Series(np.maximum(shares, low), style, time, width=STROKES.path, dots=dots)],
        log=True,
        words=words,
        steps=SIDE_ROOM * max(last, 1),
        y_range=(low, 10 ** (-FOOT_ROOM * decades)),
        x_ticks=[k for k in nice_ticks(0.0, float(last), 6) if k.is_integer()],
        y_ticks=[tick for tick in ticks if tick >= low],
    )
    chart.scenery.add(chart.level(goal))
    highest = chart.plot.area.top - CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption
    count = LiveNumber(
        look,
        lambda: str(chart.lines[0].step),
        lambda: np.minimum(chart.tip() + np.array([BESIDE, BESIDE, 0.0]), [np.inf, highest, 0.0]),
        anchor="left",
        colour=look.colours.step,
        size=TYPE.caption,
    )
    chart.add(count)
    formula, area = MathFormula(look, function, size=TYPE.label), chart.plot.area
    if formula.width + float(chart.plot.labels[-1].width) + 0.3 <= area.width:
        formula.stand_on(area.top + CAP_HEIGHT_PER_FONT_SIZE * TYPE.label)
        chart.add(formula.shift((area.right - float(formula.get_right()[0]), 0.0, 0.0)))
    return chart


__all__ = ["slope_fall"]
