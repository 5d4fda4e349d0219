"""The rates over the steps, and what each comes to, named beside its ring."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.accounts.noisy_runs import NoisyRuns
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.end_labels import spread
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.maps.gradient_fan import RingLine, circle_on
from scenes.cast.marks.run_style import DASHES, RunStyle
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.map_words import MapLabel
from scenes.cast.writing.numbers import Number
from scenes.parts.learning_rate_decay.cloud import Ground

AIR, GAP, APART = 1.08, 0.12, 0.5
"""The axis of rates reaches so many times the largest; from a line to its number; from name to name."""
SLANTS = (50.0, 0.0, -50.0)
"""Where on their rings the names of the three begin, in degrees from the side that is away from the start."""
WIDEST = 0.36
"""Share of the map's width that a name may take with its number; else the number stands alone."""
LINES = (), DASHES[2], DASHES[0]


class RateChart(SeriesChart):
    """The rates of the three clouds, first drawn as they are to be, then told by each cloud's clock.

    Parameters
    ----------
    look
        Theme and language.
    box
        Room for all.
    each
        The clouds.
    names
        Of the schedules, translated.
    clocks
        Tell ``k + u`` of each cloud.

    Attributes
    ----------
    drawn
        How far each is drawn, in steps.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        each: Sequence[NoisyRuns],
        names: Sequence[str],
        clocks: Sequence[Callable[[], float]],
    ) -> None:
        colour, last = look.colours.step, float(len(each[0].rates))
        self.drawn = [ValueTracker(0.0) for _ in each]
        plans, told = [], []
        for one, name, clock, drawn, dash in zip(each, names, clocks, self.drawn, LINES, strict=True):
            style = RunStyle(colour, dash, label=name)
            plans.append(Series(one.rates, style, drawn.get_value, width=STROKES.path, tip=0.0))
            upto = _until(clock, last)
            told.append(
                Series(one.rates, RunStyle(colour), upto, width=STROKES.curve, tip=1.5 * POINT_RADIUS)
            )
        rate = float(each[0].rates[0])
        super().__init__(
            look,
            box,
            [*plans, *told],
            False,
            words=("", f"{look.say('step')} k"),
            formula=paint(colour, "alpha"),
            steps=last,
            y_range=(0.0, AIR * rate),
            y_ticks=(0.0, rate),
            x_ticks=(0.0, last),
        )
        number = next(mark.number for mark in self.plot.marks if mark.axis == "x" and mark.value == last)
        self.plot.numbers.add(number)
        _, word, _ = self.scenery
        word.shift((float(self.plot.area.centre[0] - word.get_center()[0]), 0.0, 0.0))


def _until(clock: Callable[[], float], last: float) -> Callable[[], float]:
    return lambda: min(clock(), last)


def kept_ring(look: Look, plot: Plot, runs: NoisyRuns, radius: float) -> tuple[Ground, RingLine]:
    """Return the ring that stays where a cloud has come to, over a seam that sets it off from the balls."""
    arcs = circle_on(plot, runs.center, radius)
    ring = RingLine(look.colours.ink, STROKES.curve, name="where a cloud came to")
    seam = Ground(look, "seam of a ring that stays")
    for one in (seam, ring):
        one.set_corners(*arcs)
    return seam, ring


def ring_names(
    look: Look,
    plot: Plot,
    runs: NoisyRuns,
    names: Sequence[str],
    radii: Sequence[float],
    texts: Sequence[str],
) -> list[VGroup]:
    """Return name and radius of each ring at the side of the map that is away from the start."""
    area, (x, y) = plot.area, runs.center.tolist()
    side = -1.0 if float(runs.run.points[0, 0, 0]) > x else 1.0
    feet = [
        plot.at(x + side * radius * float(np.cos(angle)), y + radius * float(np.sin(angle)))
        for radius, angle in zip(radii, np.radians(SLANTS), strict=True)
    ]
    labels = []
    for name, text in zip(names, texts, strict=True):
        words = Words(look, name)
        number = Number(look, text, size=TYPE.caption)
        words.stand_on(0.0)
        number.set_text(text, (float(words.get_right()[0]) + 2 * GAP, 0.0, 0.0))
        named = VGroup(words, number)
        if named.width > WIDEST * area.width:
            named.remove(words)
        labels.append(MapLabel(look, named, name))
    rim = GAP + max(float(label.half[1]) for label in labels)
    heights = spread([float(foot[1]) for foot in feet], area.bottom + rim, area.top - rim, APART)
    made = []
    for label, foot, height in zip(labels, feet, heights, strict=True):
        edge = area.right if side > 0.0 else area.left
        middle = np.array([edge - side * (label.half[0] + GAP), height, 0.0])
        label.stand_at(middle)
        leader = RingLine(look.colours.ink, STROKES.hair, name="leader")
        near = middle - np.array([side * label.half[0], 0.0, 0.0])
        inside = area.left <= foot[0] <= area.right and area.bottom <= foot[1] <= area.top
        if inside and side * (near[0] - foot[0]) > 0.0:
            leader.set_corners(np.array([foot, near]))
        made.append(VGroup(leader, label))
    return made


def gap_line(look: Look, plot: Plot, one: NoisyRuns, end: float) -> RingLine:
    """Return the line from the minimum to the ring at which a cloud stops, towards its start."""
    way = one.run.points[0, 0] - one.center
    tip = one.center + end / float(np.linalg.norm(way)) * way
    ends = plot.points_at(*np.array([one.center, tip]).T)
    line = RingLine(look.colours.warning, STROKES.curve, name="stops short")
    line.set_corners(ends)
    return line


__all__ = ["RateChart", "gap_line", "kept_ring", "ring_names"]
