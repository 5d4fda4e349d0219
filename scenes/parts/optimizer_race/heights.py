"""Where the heights of the race's map are written: clear of paths and flag, anew for each part of it."""

import itertools
from collections.abc import Sequence

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.runs.trajectory import Trajectory
from scenes.base.appearing import Appear
from scenes.base.layout import Box
from scenes.cast.charts.axes import Range
from scenes.cast.charts.free_places import ring
from scenes.cast.maps.contours import ContourPlot
from scenes.cast.maps.crosshair import outline
from scenes.cast.maps.flag import Flag
from scenes.cast.marks.lines import clip_polyline
from scenes.cast.writing.map_words import MapWord

RINGS = 0.4, 0.7, 1.0, 1.2
"""Where in a ring of marks nothing else stands, in shares of its radius."""
FADES = 4.0
"""How much sooner numbers have gone than the view has changed."""
APART = 1.0
"""Least way between two heights, in scene units: closer ones are a heap that belongs to no line."""
AT_EDGE = 0.2, 0.5, 0.8
"""How far from the edge there are arrows and marks of runs that have left."""


def write_heights(
    plot: ContourPlot,
    box: Box,
    ranges: tuple[Range, Range],
    runs: Sequence[Trajectory],
    flag: Flag,
    words: Sequence[MapWord],
    waiting: float,
) -> VGroup:
    """Write heights into contours where they have room in a view, clear of all that stands there.

    Nothing is written within the ring in which marks are waiting, of this radius, nor where arrows stand at
    the edge for runs that leave.
    """
    goal = ContourPlot(plot.look, box, plot.objective, *ranges, x_label="x", y_label="y", levels=plot.levels)
    paths, area, start = [run.points for run in runs], goal.area, goal.at(*runs[0].points[0].tolist())
    for run in runs:
        (x0, y0), (x1, y1) = run.points[[0, min(1, run.steps_taken)]].tolist()
        paths.append(np.array([(x0, y0), (x1, y0), (x1, y1)]))
    clear = [ring(start, waiting * share) for share in RINGS]
    for path in paths:
        pieces = clip_polyline(goal.points_at(*path.T), area) if len(path) > 1 else []
        clear += [np.linspace(piece[:-1], piece[1:], 12).reshape(-1, 3) for piece in pieces]
    if not all(goal.shows(*place) for run in runs for place in run.points.tolist()):
        rims = [corners(area.inset(*[away] * 4)) for away in AT_EDGE]
        clear += [np.linspace(*ends, 100) for rim in rims for ends in itertools.pairwise(rim)]
    goal.write_heights(np.concatenate([*clear, flag.occupied(goal), *map(outline, words)]), apart=APART)
    return plot.take_heights(goal)


def corners(box: Box) -> Point3D_Array:
    """Return the outline of a box, closed, shape (5, 3)."""
    left, right, low, high = box.left, box.right, box.bottom, box.top
    return np.array([(left, low, 0), (right, low, 0), (right, high, 0), (left, high, 0), (left, low, 0)])


def gone(plot: ContourPlot) -> Appear:
    """Return the animation after which no number is seen until others are written; it is quick."""
    return Appear(plot.heights, rate_func=lambda share: 1.0 - float(smooth(min(FADES * share, 1.0))))


__all__ = ["gone", "write_heights"]
