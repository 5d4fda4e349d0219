"""Labels at the right ends of lines: apart from each other, with leaders where they stand elsewhere."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, dashes

LABEL_STEP = 0.29
"""Least distance of two labels."""
LEADER_GAP = 0.06
ROOM = 0.25
"""Between the axes and their labels."""


def spread(heights: Sequence[float], low: float, high: float, apart: float) -> list[float]:
    """Return `heights` moved as little as needed to lie in [low, high] at least `apart` from each other."""
    order = np.argsort(heights, kind="stable")
    apart = min(apart, (high - low) / max(len(order) - 1, 1))
    moved = np.clip(np.asarray(heights, dtype=np.float64)[order], low, high)
    for i in range(1, len(moved)):
        moved[i] = max(moved[i], moved[i - 1] + apart)
    if len(moved):
        moved[-1] = min(moved[-1], high)
    for i in range(len(moved) - 2, -1, -1):
        moved[i] = min(moved[i], moved[i + 1] - apart)
    placed = np.empty(len(moved))
    placed[order] = moved
    return [float(height) for height in placed]


def end_labels(
    look: Look, plot: Plot, ends: Sequence[Point3D], labels: Sequence[VGroup], top: float
) -> list[VGroup]:
    """Return labels at the right of a plot, each with a leader where it stands far from its line's end.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes that leave room at their right.
    ends
        Where the lines end.
    labels
        They begin at x = 0 and stand on y = 0.
    top
        Their highest place.
    """
    area, cap = plot.area, CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
    heights = spread([float(end[1]) for end in ends], area.bottom, top - cap / 2, LABEL_STEP)
    left = area.right + ROOM
    groups = []
    for label, end, height in zip(labels, ends, heights, strict=True):
        label.shift((left, height - cap / 2, 0.0))
        leader = Polyline(look.colours.muted, STROKES.hair, name="leader")
        tail = np.array([end[0] + LEADER_GAP + POINT_RADIUS, end[1], 0.0])
        head = np.array([left - LEADER_GAP, height, 0.0])
        if head[0] - tail[0] > 2 * LEADER_GAP or abs(height - end[1]) > LABEL_STEP:
            leader.set_corners(*dashes(tail, head))
        groups.append(VGroup(leader, label))
    return groups


__all__ = ["LABEL_STEP", "ROOM", "end_labels", "spread"]
