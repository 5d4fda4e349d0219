"""Plots with units of equal length on both axes: the room, or the ranges, that make them so."""

from collections.abc import Sequence

import numpy as np

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.axes import Plot, Range


def even_box(look: Look, box: Box, x_range: Range, y_range: Range, names: Sequence[str] = ("x", "y")) -> Box:
    """Return the largest part of a box in which a plot has units of equal length on both axes.

    Arrows of gradients then stand at right angles to the contours; `names` are those of the axes.
    """
    area = Plot(look, box, x_range, y_range, x_label=names[0], y_label=names[1]).area
    units = area.width / float(np.ptp(x_range)), area.height / float(np.ptp(y_range))
    across = max(area.width - units[1] * float(np.ptp(x_range)), 0.0) / 2
    down = max(area.height - units[0] * float(np.ptp(y_range)), 0.0) / 2
    return box.inset(left=across, right=across, bottom=down, top=down)


def even_ranges(
    look: Look,
    box: Box,
    x_range: Range,
    y_range: Range,
    names: Sequence[str] = ("x", "y"),
    *,
    whole: bool = False,
) -> tuple[Range, Range]:
    """Return ranges around the same middle that fill a box with equal units.

    They cover the same area, so one of them is cut; `whole` ones keep all that was in them, and one grows.
    """
    area = Plot(look, box, x_range, y_range, x_label=names[0], y_label=names[1]).area
    side = float(np.sqrt(np.ptp(x_range) * np.ptp(y_range)))
    if whole:
        aspect = area.width / area.height
        side = max(float(np.ptp(x_range)) / aspect, float(np.ptp(y_range))) * float(np.sqrt(aspect))
    stretch = float(np.sqrt(area.width / area.height))
    (x, y), half = (sum(x_range) / 2, sum(y_range) / 2), (side * stretch / 2, side / stretch / 2)
    return (x - half[0], x + half[0]), (y - half[1], y + half[1])


__all__ = ["even_box", "even_ranges"]
