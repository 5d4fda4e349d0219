"""Where the race is looked at from: the whole, the first steps and the last ones from close by."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.mobject.mobject import _AnimationBuilder

from gd_math.rounding import rounded_down
from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Interval, Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.maps.arrow_words import arrow_words
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow, ride
from scenes.cast.writing.arrow_count import drawn_gradient
from scenes.cast.writing.map_words import MapWord
from scenes.cast.writing.number_text import shortest
from scenes.parts.optimizer_race.first_steps import FirstSteps

Ranges = tuple[Range, Range]
FILLS, MOST_ZOOM, LEAST_ZOOM = 0.75, 12.0, 1.2
"""Share of the map that steps fill from close by; bounds of the zoom."""
COLUMNS, NARROW, ROWS, ROW_GAP, UNDER_HEADER = (1.1, 1.0), (1.05, 1.0), (1.0, 1.0), 0.12, 0.15
"""Shares of map and lanes: side by side, in narrow frames, in tall ones; ways between rows, header to map."""
WIDE, AXES, UNDER_PODIUM, UNDER_RULE = 12.0, 0.9, 0.35, 0.45
"""Width of wide frames; what axes take of a map's box; room below the podium, and for the rule above it."""
UNEVEN, ALIKE = 0.05, 1e-3
"""Slopes differ by more than this share; steps that differ by no more than this one are alike."""
LEGS = (0.14, 0.1)
"""Dash and gap of a step's sides."""
ARROW, SHORT_ARROW = 1.6, 0.4
"""Most length of the arrow that shows the gradient, and the least room for it."""
UNDERNEATH, ALONG = 2.8, 0.06
"""How much wider a path is that another one covers; how near that is, in scene units."""
LOW, NOTE, AIR = 2.0, 0.45, 0.06
"""A map lower than the first has no room for the gradient; room beyond its tip for what stands there; way
to it."""


def boxes(layout: Layout) -> tuple[Box, Box, Box]:
    """Return the places of the map alone, of the map beside the lanes, and of the lanes."""
    stage = layout.stage
    if layout.tall:
        stage = stage.inset(top=stage.top - layout.header.bottom + UNDER_HEADER)
        upper, lower = stage.rows(*ROWS, gap=ROW_GAP)
        return stage, upper, lower
    left, right = replace(stage, top=layout.header.bottom - UNDER_HEADER).columns(
        *(COLUMNS if layout.width > WIDE else NARROW)
    )
    return replace(left, right=right.right), left, replace(right, top=layout.safe.top)


def around_start(
    view: tuple[Interval, Interval], start: tuple[float, float], room: float, box: Box
) -> tuple[Range, Range]:
    """Return a view, wider if it must be, in which there is room on all sides of the start in a box."""
    (x_low, x_high), (y_low, y_high) = view
    across = (x_high - x_low) * room / (box.width - AXES)
    up = (y_high - y_low) * room / (box.height - AXES)
    x, y = start
    return (min(x_low, x - across), max(x_high, x + across)), (min(y_low, y - up), max(y_high, y + up))


def podium_box(layout: Layout, area: Box, lanes: Box) -> Box:
    """Return the place of the podium: its foot is as low as the map beside it."""
    if layout.tall:
        return lanes.inset(bottom=UNDER_PODIUM)
    return replace(lanes, bottom=area.bottom, top=lanes.top - UNDER_RULE)


def turned_step(plot: Plot, runs: Sequence[Trajectory]) -> Ranges | None:
    """Return ranges around the start in which a first step is seen, and as much opposite to it."""
    points = [place for run in runs for place in (run.points[1], 2 * run.points[0] - run.points[1])]
    return _closer(plot, np.array(points), runs[0].points[0]) if runs else None


def two_steps(plot: Plot, runs: Sequence[Trajectory]) -> Ranges | None:
    """Return ranges in which the first two steps of runs are seen, or None if they fill the map as it is."""
    if not runs:
        return None
    points = np.array([point for run in runs for point in run.points[:3]])
    return _closer(plot, points, (points.min(axis=0) + points.max(axis=0)) / 2)


def last_steps(plot: Plot, runs: Sequence[Trajectory], step: int) -> Ranges | None:
    """Return ranges in which all runs that are on the map are seen from a step on, or None as before."""
    still = [run for run in runs if plot.shows(*run.points[-1].tolist())]
    if not still:
        return None
    points = np.concatenate([run.points[min(step, run.steps_taken) :] for run in still])
    return _closer(plot, points, (points.min(axis=0) + points.max(axis=0)) / 2)


def _closer(plot: Plot, points: Points, middle: Points) -> Ranges | None:
    """Return ranges around a middle of which points ``(n, 2)`` fill a good part, if that is a closer look."""
    whole = np.array([np.ptp(plot.x_range), np.ptp(plot.y_range)])
    reach = (np.abs(points - middle) / (whole / 2)).max(axis=0)
    zoom = min(FILLS / max(float(reach.max()), FILLS / MOST_ZOOM), MOST_ZOOM)
    if zoom < LEAST_ZOOM:
        return None
    (left, bottom), (right, top) = (middle - whole / 2 / zoom).tolist(), (middle + whole / 2 / zoom).tolist()
    return (left, right), (bottom, top)


def diagonal_steps(runs: Sequence[Trajectory], group: Sequence[int]) -> list[int]:
    """Return whose first step is as long along one axis as along the other, though the slopes differ."""
    slopes = np.abs(runs[0].gradients[0])
    if not slopes.min() > 0.0 or slopes.max() <= (1.0 + UNEVEN) * slopes.min():
        return []
    steps = {k: np.abs(runs[k].points[1] - runs[k].points[0]) for k in group}
    return [k for k, step in steps.items() if step.max() > 0.0 and np.ptp(step) <= ALIKE * step.max()]


def legs(look: Look, plot: Plot, runs: Sequence[Trajectory]) -> VGroup:
    """Return both sides, along x and along y, of the longest first step that is seen, with their lengths."""
    line = Polyline(look.colours.step, STROKES.path, name="sides of a step")
    group, seen = VGroup(line), [run for run in runs if plot.shows(*run.points[1].tolist())]
    if seen:
        longest = max(seen, key=lambda run: float(np.abs(run.points[1] - run.points[0]).max()))
        (x0, y0), (x1, y1) = longest.points[:2].tolist()
        ways = [plot.at(x0, y0), plot.at(x1, y0), plot.at(x1, y1)]
        line.set_corners(*dashes(ways[0], ways[1], *LEGS), *dashes(ways[1], ways[2], *LEGS))
        outwards = np.sign(ways[1] - ways[0])[0], np.sign(ways[1] - ways[2])[1]
        for one, other, length, out in zip(
            ways, ways[1:], (x1 - x0, y1 - y0), ((0, 1), (1, 0)), strict=False
        ):
            word = MapWord(look, shortest(float(f"{abs(length):.3g}")), look.colours.step)
            away = np.array([*(word.half + AIR), 0.0]) * np.array([*out, 0.0]) * np.array([*outwards, 0.0])
            group.add(word.stand_at((one + other) / 2 + away))
    return group


def ring_in(walks: Sequence[MapWalk], ranges: tuple[Range, Range], box: Box) -> list[_AnimationBuilder]:
    """Return what keeps the ring in which marks wait as large as it is, while the map's view changes."""
    if not walks:
        return []
    plot = walks[0].plot
    area = plot.made(box, *ranges).area
    before = np.ptp(plot.x_range) / plot.area.width, np.ptp(plot.y_range) / plot.area.height
    after = np.ptp(ranges[0]) / area.width, np.ptp(ranges[1]) / area.height
    return [
        ride(tracker, tracker.get_value() * float(new / old), smooth)
        for walk in walks
        for tracker, new, old in zip(walk.aside, after, before, strict=True)
    ]


def gradient_word(look: Look, walk: MapWalk, rate: float) -> tuple[MapWord, ...]:
    """Return what stands beside the gradient of a run's first step: by which factor it is drawn."""
    text = drawn_gradient(look, walk.arrows.factor, rate)
    return arrow_words(look, walk, [(0, text, look.colours.gradient)])


def gradient_arrow(look: Look, plot: Plot, run: Trajectory) -> VGroup:
    """Return the gradient at a run's start, and by which factor it is drawn; nothing without room for it."""
    place, gradient = run.points[0], run.gradients[0]
    here = plot.at(*place.tolist())
    way = plot.at(*(place + gradient / max(float(np.abs(gradient).max()), 1e-300)).tolist()) - here
    length = float(np.linalg.norm(way))
    if length == 0.0 or plot.area.height < LOW:
        return VGroup()
    along, area = way / length, plot.area
    rooms = (
        area.right if along[0] > 0 else area.left,
        area.top - NOTE if along[1] > 0 else area.bottom + NOTE,
    )
    free = min(abs(room - x) / max(abs(a), 1e-9) for room, x, a in zip(rooms, here, along, strict=False))
    most = max(min(ARROW, free), SHORT_ARROW)
    factor = rounded_down(most / length / max(float(np.abs(gradient).max()), 1e-300))
    tip = plot.at(*(place + factor * gradient).tolist())
    arrow = FlatArrow(look.colours.gradient, name="gradient").set_between(here, tip)
    text = look.say("gradient, drawn × {factor}", factor=shortest(factor))
    note = MapWord(look, text, look.colours.gradient)
    note.plate.set_fill(opacity=1.0)
    across, up = note.half
    x = np.clip(tip[0], area.left + across, area.right - across)
    y = tip[1] + (up + AIR) * (1.0 if along[1] > 0 else -1.0)
    return VGroup(arrow, note.stand_at(np.array([x, np.clip(y, area.bottom + up, area.top - up), 0.0])))


def walks_of(
    plot: Plot,
    first: FirstSteps,
    styles: Sequence[RunStyle],
    clock: ValueTracker,
    tail: ValueTracker,
    size: float,
) -> list[MapWalk]:
    """Return the runs on the map, with as much of their paths as the tail reaches back.

    A path that another one covers is wider than that.
    """
    walks = [
        MapWalk(
            first.look,
            plot,
            run,
            first.time(k, clock),
            first.detail(k),
            style=replace(style, dash=()),
            parts=first.parts(k),
            factor=first.factor(k),
            size=size,
            dotted=0,
            tail=tail.get_value,
            note="arrow",
        )
        for k, (run, style) in enumerate(zip(first.runs, styles, strict=True))
    ]
    for k, walk in enumerate(walks):
        if any(covers(other, walk) for other in walks[k + 1 :]):
            walk.path.set_stroke(width=UNDERNEATH * STROKES.path)
    return walks


def covers(walk: MapWalk, other: MapWalk) -> bool:
    """Tell whether a path runs along another one for most of its length."""
    count = min(len(walk.screen), len(other.screen))
    one, two = walk.screen[:count], other.screen[:count]
    lengths = np.linalg.norm(np.diff(two, axis=0), axis=1)
    apart = np.linalg.norm(two - one, axis=1)[1:]
    return bool(lengths.sum() > 0.0 and lengths[apart < ALONG].sum() > 0.5 * lengths.sum())


def spokes(look: Look, walks: Sequence[MapWalk]) -> Polyline:
    """Return thin lines from the start to those marks that wait around it."""
    line = Polyline(look.colours.muted, STROKES.hair, name="from the start")
    line.lint_ignore = frozenset({"grown-to-nothing"})
    plot, start = walks[0].plot, walks[0].run.points[0]

    def redraw() -> None:
        waiting = [walk for walk in walks if any(tracker.get_value() for tracker in walk.aside)]
        line.set_corners(
            *(np.array([plot.at(*start.tolist()), plot.at(*walk.point.tolist())]) for walk in waiting)
        )

    follow(line, redraw)
    return line


__all__ = [
    "around_start",
    "boxes",
    "covers",
    "diagonal_steps",
    "gradient_arrow",
    "gradient_word",
    "last_steps",
    "legs",
    "podium_box",
    "ring_in",
    "spokes",
    "turned_step",
    "two_steps",
    "walks_of",
]
