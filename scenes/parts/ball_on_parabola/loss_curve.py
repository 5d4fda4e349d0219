"""The loss after every step, beside the picture that it belongs to."""

from manim import ValueTracker

from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS
from scenes.cast.charts.axes import Range
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.moments import Moment
from scenes.cast.writing.comparing import compared
from scenes.cast.writing.number_text import significant

DEEPER = 1.0
"""The panel reaches further down than the picture by at most this share of the picture's range."""
FEW = 40
"""More steps than this have smaller dots."""


def loss_curve(
    look: Look, box: Box, run: Trajectory, clock: ValueTracker, y_range: Range, words: tuple[str, str]
) -> SeriesChart:
    """Return the losses with the picture's own axis, or a logarithmic one if they leave it above.

    Losses that fall far below the picture leave the panel, too: at its lower edge.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for axes and labels.
    run
        One trajectory.
    clock
        Tells ``k + u``, shared with the picture.
    y_range
        The picture's range of heights.
    words
        Translated: the loss, the step.
    """
    low, high, last = float(run.values.min()), float(run.values.max()), len(run.values) - 1
    log = high > y_range[1] and low > 0.0
    if log:
        shown = low / 3.0, high * 3.0
    else:
        deepest = y_range[0] - DEEPER * (y_range[1] - y_range[0])
        shown = min(y_range[0], low) if low >= deepest else y_range[0], max(y_range[1], high)
    losses = Series(
        run.values,
        RunStyle(look.colours.loss),
        lambda: Moment.at(clock.get_value(), last).drawn,
        dots=POINT_RADIUS * (1.0 if last <= FEW else 0.6),
        tip=0.0,
    )
    chart = SeriesChart(look, box, [losses], log, words=words, y_range=shown)
    digits = compared(float(run.values[0]), float(run.values[-1])).digits
    chart.add(chart.number([significant(float(value), digits) for value in run.values]))
    return chart
