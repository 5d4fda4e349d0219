"""The losses of the runs on one axis, each with its dashes and its rate at the end."""

from collections.abc import Callable

import numpy as np

from gd_math.accounts.rates import RateComparison
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.run_style import DASHES, RunStyle
from scenes.cast.writing.number_text import steady
from scenes.parts.learning_rate_comparison.labels import RateLabel

Clock = Callable[[], float]


def loss_chart(
    look: Look,
    box: Box,
    comparison: RateComparison,
    steps: int,
    sweep: Clock,
    *,
    symbol: bool,
) -> SeriesChart:
    """Return the losses, above the lowest one where that is negative or hides how they differ.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for axes, numbers and labels.
    comparison
        The runs.
    steps
        The step budget: the length of the axis.
    sweep
        Tells ``k + u``: as far as all losses are drawn.
    symbol
        Whether α stands before the rates.
    """
    base, kept, lines = comparison.base, 0, []
    name = look.say("loss above {base}", base=steady(base)) if base else look.say("loss")
    for one in comparison.runs:
        style = RunStyle(look.colours.loss, DASHES[kept % len(DASHES)])
        if one.escapes:
            style = RunStyle(look.colours.warning)
        kept += not one.escapes
        losses = one.heights[~np.isnan(one.heights)] - base
        label = RateLabel(look, one.rate, symbol=symbol)
        lines.append(Series(losses, style, sweep, label=label))
    return SeriesChart(
        look,
        box,
        lines,
        words=(name, look.say("step")),
        steps=float(steps),
        start=look.colours.loss,
        cursor=sweep,
    )


__all__ = ["loss_chart"]
