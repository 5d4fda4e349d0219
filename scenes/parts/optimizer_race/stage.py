"""Where the race is looked at from: the first steps from close by."""

from collections.abc import Sequence

import numpy as np
from manim import DL, UR, VGroup

from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.plates import Plate

FILLS, MOST_ZOOM, LEAST_ZOOM = 0.55, 12.0, 1.3
"""Share of the map that the first steps fill from close by; bounds of the zoom."""


MARK, MARK_RISE, LOW_RISE, MARK_GAP = 1.6 * POINT_RADIUS, 0.62, 0.28, 0.3
"""Radius of a leader's mark; its way above an axis with a word above it, and without; way between two."""
ARROW, NAME_GAP = 0.55, 0.38
"""Length of the arrow that shows where the gradient points, and the way to its name beside it."""
PLATE, AIR = 0.85, 0.06
"""Opacity of the plate behind the gradient's name, and how far it reaches around it."""
ABOVE_CHART = 0.2
"""What a chart's box gives to these marks at its top."""


def first_steps(plot: Plot, runs: Sequence[Trajectory]) -> tuple[Range, Range] | None:
    """Return ranges in which the first steps of all runs are seen, or None if they fill the map as it is."""
    points = np.array([point for run in runs for point in run.points[:2]])
    places = plot.points_at(points[:, 0], points[:, 1])[:, :2]
    reach = np.abs(places - places[0]).max(axis=0) / (np.array([plot.area.width, plot.area.height]) / 2)
    zoom = min(FILLS / max(float(reach.max()), FILLS / MOST_ZOOM), MOST_ZOOM)
    if zoom < LEAST_ZOOM:
        return None
    half = np.array([float(np.ptp(plot.x_range)), float(np.ptp(plot.y_range))]) / 2 / zoom
    (left, bottom), (right, top) = (points[0] - half).tolist(), (points[0] + half).tolist()
    return (left, right), (bottom, top)


def gradient_arrow(look: Look, plot: Plot, run: Trajectory) -> VGroup:
    """Return the direction of the gradient at a run's start, with its name; nothing where there is none."""
    place, gradient = run.points[0], run.gradients[0]
    here = plot.at(*place.tolist())
    way = plot.at(*(place + gradient / max(float(np.abs(gradient).max()), 1e-300)).tolist()) - here
    length = float(np.linalg.norm(way))
    if length == 0.0:
        return VGroup()
    tip = here + way * (ARROW / length)
    arrow = FlatArrow(look.colours.gradient, name="gradient").set_between(here, tip)
    name = MathFormula(look, "nabla f", colour=look.colours.gradient)
    aside = np.array([way[1], -way[0], 0.0]) * (NAME_GAP / length)
    name.move_to((here + tip) / 2 + aside)
    left, bottom, right, top = *name.get_corner(DL)[:2], *name.get_corner(UR)[:2]
    plate = Plate(look.colours.background, PLATE).cover(Box(left - AIR, right + AIR, bottom - AIR, top + AIR))
    return VGroup(arrow, plate, name)


def judgement(
    look: Look, plot: Plot, step: int, leaders: Sequence[RunStyle], rise: float = MARK_RISE
) -> VGroup:
    """Return a dashed line across a chart of losses at a step, with the marks of those who lead above it."""
    area = plot.area
    x = float(plot.at(float(step), plot.y_range[0])[0])
    line = Polyline(look.colours.muted, STROKES.hair, name="judged here")
    line.set_corners(
        *dashes(np.array([x, area.bottom, 0.0]), np.array([x, area.top + MARK_RISE - 2 * MARK, 0.0]))
    )
    marks = VGroup()
    for k, style in enumerate(leaders):
        place = np.array([x + (k - (len(leaders) - 1) / 2) * MARK_GAP, area.top + rise, 0.0])
        marks.add(style.dots(MARK, f"{style.label} leads").set_places(place))
    group = VGroup(line, marks)
    group.name = f"judged at {step}"
    return group


__all__ = ["first_steps", "gradient_arrow", "judgement"]
