"""The losses of the three runs over the samples that they have seen, and the pace of their telling."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup, smooth

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.end_words import end_words
from scenes.cast.charts.free_places import ring
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.marks.segments import Rings
from scenes.cast.writing.numbers import Number
from scenes.parts.batch_sizes.found import Batches

RING = 0.145
"""Radius of the rings around losses after as many steps."""


def sooner(share: float) -> float:
    """Return how far what goes first is gone after a share of the time."""
    return float(smooth(min(2.0 * share, 1.0)))


def later(share: float) -> float:
    """Return how much of what comes second is there after a share of the time."""
    return float(smooth(max(2.0 * share - 1.0, 0.0)))


def speeding(share: float) -> float:
    """Return how many of all samples have been seen after a share of the time: the first ones slowly."""
    return float(share**1.8)


def losses_seen(
    look: Look,
    box: Box,
    found: Batches,
    styles: Sequence[RunStyle],
    ends: Sequence[str],
    seen: Callable[[], float],
) -> SeriesChart:
    """Return the losses over samples seen; the last ones, as texts, are the names at their ends."""
    losses = [
        Series(
            one.losses,
            style,
            seen,
            label=VGroup(Number(look, end, colour=style.colour, size=TYPE.caption)),
        )
        for one, style, end in zip(found.each, styles, ends, strict=True)
    ]
    return SeriesChart(look, box, losses, words=(look.say("loss"), look.say("samples seen")))


def rings_after(steps: int, chart: SeriesChart, found: Batches, styles: Sequence[RunStyle]) -> list[Rings]:
    """Return rings around the losses that the runs have after as many steps each."""
    return [
        Rings(style.colour, RING, STROKES.curve, name="after as many steps").set_places(
            line.points[steps * one.plan.batch_size]
        )
        for line, one, style in zip(chart.lines, found.each, styles, strict=True)
    ]


def losses_after(
    look: Look, chart: SeriesChart, rings: Sequence[Rings], texts: Sequence[str], styles: Sequence[RunStyle]
) -> list[list[Words]]:
    """Return the losses beside the rings, where there is room; not where a line's end has its number."""
    last = chart.plot.at(chart.steps, chart.plot.y_range[0])[0]
    circles = [ring(one.places[0], RING) for one in rings]
    area = chart.plot.area
    axis = np.array([[area.left, y, 0.0] for y in np.linspace(area.bottom, area.top, 60)])
    clear_of = np.concatenate([chart.occupied(), axis, *circles])
    told: list[list[Words]] = []
    for one, text, style in zip(rings, texts, styles, strict=True):
        ends = [(place, text, style.colour) for place in one.places if place[0] < last - RING]
        told.append(end_words(look, area, ends, clear_of, TYPE.caption))
    return told


__all__ = ["later", "losses_after", "losses_seen", "rings_after", "sooner", "speeding"]
