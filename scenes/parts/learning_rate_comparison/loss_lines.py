"""The losses of several runs on one axis, each with its dashes and its label at the end."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import LABEL_GAP, TICK, Plot
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline, dashes
from scenes.cast.moving.following import follow
from scenes.parts.learning_rate_comparison.loss_scale import LossScale

PATTERNS: tuple[tuple[float, ...], ...] = (
    (0.05, 0.08),
    (),
    (0.22, 0.1),
    (0.22, 0.08, 0.05, 0.08),
    (0.42, 0.1),
    (0.12, 0.06),
)
"""Lengths of dash and gap in turn, in scene units: a line for each run."""

LABEL_STEP = 0.29
"""Least distance of two labels."""
LEADER_GAP = 0.06
WIDEST_NAME = 0.2
"""Share of the box that the word for the loss may take; it breaks into lines."""
FEWEST_UNITS_PER_TICK, MOST_TICKS = 0.32, 7


@dataclass(frozen=True, slots=True)
class LossLine:
    """What one line shows.

    Parameters
    ----------
    losses
        The loss after every step, shape (n + 1,); infinite ones lie beyond the ends of the axis, and so does
        zero where it has powers of ten only.
    colour
        ``#rrggbb``.
    pattern
        Lengths of dash and gap in turn; none for a solid line.
    label
        What stands at its end; it begins at x = 0 and stands on y = 0.
    time
        Tells ``k + u``: how far the line is drawn.
    """

    losses: Floats
    colour: str
    pattern: tuple[float, ...]
    label: VGroup
    time: Callable[[], float]


def pattern_pieces(points: Point3D_Array, pattern: Sequence[float]) -> Point3D_Array:
    """Return the straight pieces, shape (m, 2, 3), of a polyline ``(n, 3)`` with dashes and gaps."""
    if not len(pattern):
        return np.stack([points[:-1], points[1:]], axis=1)
    pieces, used, place = [], 0.0, 0
    for start, end in itertools.pairwise(points):
        length = float(np.linalg.norm(end - start))
        at = 0.0
        while at < length:
            until = min(at + pattern[place] - used, length)
            if place % 2 == 0:
                pieces.append(start + np.array([[at], [until]]) / length * (end - start))
            used += until - at
            at = until
            if used >= pattern[place] - 1e-12:
                used, place = 0.0, (place + 1) % len(pattern)
    return np.array(pieces).reshape(-1, 2, 3)


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


class LossLines:
    """Losses over the steps: `scenery` stands still, `actors` follow clocks, `labels` are added when told.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for axes, numbers and labels.
    lines
        What is shown.
    steps
        The step budget: the length of the axis.
    words
        The translated words for the loss and for the step.
    cursor
        Where all runs stand at once; the mark for it shows between 0 and `steps`, both excluded.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        lines: Sequence[LossLine],
        steps: int,
        words: tuple[str, str],
        cursor: ValueTracker,
    ) -> None:
        colours = look.colours
        self.lines, self.cursor, self.steps, self.top = lines, cursor, steps, box.top
        name = Words(look, words[0], colour=colours.muted, width=WIDEST_NAME * box.width)
        self.plot = self._axes(look, box.inset(left=name.width + 0.2), words[1])
        area = self.plot.area
        self.scenery = VGroup(self.plot, self._step_word(look, words[1]))
        self.scenery.add(name.move_to((box.left + name.width / 2, area.centre[1], 0.0)))
        start = Dots(colours.loss, POINT_RADIUS * 1.3, name="loss at the start")
        self.scenery.add(start.set_places(self._clipped(lines[0])[:1]))
        self.scenery.name = "loss axes"

        self.drawn = [self._clipped(line) for line in lines]
        self.pieces = [
            pattern_pieces(points, line.pattern) for points, line in zip(self.drawn, lines, strict=True)
        ]
        self.traces = [Polyline(line.colour, STROKES.curve * 0.8, name="loss line") for line in lines]
        self.tips = [Dots(line.colour, POINT_RADIUS * 1.3, name="loss now") for line in lines]
        self.now = Polyline(colours.muted, STROKES.axis, name="now")
        self.actors = VGroup(self.now, *self.traces, *self.tips)
        self.actors.name = "losses"
        self.labels = self._labels(look)
        follow(self.actors, self.redraw)

    def _axes(self, look: Look, room: Box, step: str) -> Plot:
        every = np.concatenate([line.losses for line in self.lines])
        self.scale = LossScale.of(every, float(self.lines[0].losses[0]), MOST_TICKS)
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        rooms = [Words(look, step).width + 0.2, *(float(line.label.width) + 0.25 for line in self.lines)]
        inner = room.inset(right=max(rooms) - 0.12)
        rows = max(2, min(MOST_TICKS, int((inner.height - 3.5 * cap) / FEWEST_UNITS_PER_TICK)))
        ticks, texts = self.scale.ticks(rows)
        return Plot(
            look,
            inner,
            (0.0, float(self.steps)),
            self.scale.range,
            log_y=self.scale.log,
            y_ticks=ticks,
            y_texts=texts,
        )

    def _step_word(self, look: Look, word: str) -> Words:
        """Return the word for the step, in line with the numbers of its axis, below the labels."""
        label, area = Words(look, word, colour=look.colours.muted), self.plot.area
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        place = (area.right + 0.2 + label.width / 2, area.bottom - TICK - LABEL_GAP - cap / 2, 0.0)
        label.move_to(place)
        return label

    def _clipped(self, line: LossLine) -> Point3D_Array:
        """Return the line's corners on screen, cut where it leaves through the floor or the ceiling."""
        places = self.plot.points_at(np.arange(len(line.losses)), self.scale.heights(line.losses))
        if len(places) < 2:
            return places
        pieces = clip_polyline(places, self.plot.area)
        return pieces[0] if pieces else places[:1]

    def _labels(self, look: Look) -> list[VGroup]:
        """Return the labels at the right, with a leader where one does not stand at its line's end."""
        area = self.plot.area
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        ends = [points[-1] for points in self.drawn]
        heights = spread([float(end[1]) for end in ends], area.bottom, self.top - cap / 2, LABEL_STEP)
        left = area.right + 0.25
        groups = []
        for line, end, height in zip(self.lines, ends, heights, strict=True):
            line.label.shift((left, height - cap / 2, 0.0))
            leader = Polyline(look.colours.muted, STROKES.hair, name="leader")
            tail = np.array([end[0] + LEADER_GAP + POINT_RADIUS, end[1], 0.0])
            head = np.array([left - LEADER_GAP, height, 0.0])
            if head[0] - tail[0] > 2 * LEADER_GAP or abs(height - end[1]) > LABEL_STEP / 2:
                leader.set_corners(*dashes(tail, head))
            groups.append(VGroup(leader, line.label))
        return groups

    def redraw(self) -> None:
        """Set lines, dots at their tips and the mark of the common step from the clocks."""
        area = self.plot.area
        for line, drawn, pieces, trace, tip in zip(
            self.lines, self.drawn, self.pieces, self.traces, self.tips, strict=True
        ):
            time = line.time()
            if time <= 0.0:
                trace.set_corners()
                tip.set_places(np.zeros((0, 3)))
                continue
            across = min(self._across(line, time), float(drawn[-1, 0]))
            self._draw_until(trace, pieces, across)
            height = float(np.interp(across, drawn[:, 0], drawn[:, 1]))
            tip.set_places(np.array([[across, height, 0.0]]))
        at = self.cursor.get_value()
        if 0.0 < at < self.steps:
            across = self._across_steps(at)
            self.now.set_corners(np.array([[across, area.bottom, 0.0], [across, area.top, 0.0]]))
        else:
            self.now.set_corners()

    def _across(self, line: LossLine, time: float) -> float:
        return self._across_steps(min(time, len(line.losses) - 1))

    def _across_steps(self, time: float) -> float:
        k = int(time + 1e-9)
        return float(self.plot.at(k + smooth(max(time - k, 0.0)), self.plot.y_range[0])[0])

    @staticmethod
    def _draw_until(trace: Polyline, pieces: Point3D_Array, across: float) -> None:
        """Draw the pieces up to a place on the axis; they come from left to right."""
        kept = pieces[pieces[:, 0, 0] < across - 1e-9]
        if not len(kept):
            trace.set_corners()
            return
        start, way = kept[:, 0], kept[:, 1] - kept[:, 0]
        width = np.maximum(way[:, :1], 1e-12)
        way = way * np.clip((across - start[:, :1]) / width, 0.0, 1.0)
        thirds = np.arange(4)[None, :, None] / 3
        trace.points = (start[:, None] + thirds * way[:, None]).reshape(-1, 3)
