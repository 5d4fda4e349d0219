"""Both losses over the epochs, then over the weight of a penalty, on one scale."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup

from gd_math.data.held_out import PENALTIES, HeldOut
from gd_math.typing import Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.series import Series, SeriesChart
from scenes.cast.land.flag import LowestFlag
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.writing.number_text import powers_of_ten, shortest

HIGHEST, ROOM = 1.6, 1.08
"""How many times the first losses the axis makes room for at most, and its air above."""
DASH, FLAG, BAND = (0.16, 0.09), 0.8, 2.2
"""Dashes of the validation loss; size of the flag; how wide a line is that is lit."""
Read = Callable[[], float]


def styles(look: Look) -> tuple[RunStyle, RunStyle]:
    """Return how training and validation are known again, in data and charts."""
    colours = look.colours
    return (
        RunStyle(colours.loss, label=look.say("training")),
        RunStyle(colours.runs[0], DASH, "ring", look.say("validation")),
    )


class LossChart(SeriesChart):
    """Training and validation loss side by side.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    losses
        Both, each shape (n,).
    top
        The highest loss shown.
    times
        Tell how far each is drawn.
    word
        Translated: what is across.
    names
        Whether the lines' names stand at their ends.
    ticks
        Steps to number, and what is written there; whole ones by default.
    steps, cursor
        As for `SeriesChart`.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        losses: Sequence[Floats],
        top: float,
        times: Sequence[Read],
        word: str,
        *,
        names: bool,
        ticks: tuple[Sequence[float], Sequence[str]] | None = None,
        steps: float | None = None,
        cursor: Read | None = None,
    ) -> None:
        series = [
            Series(values, style, time)
            for values, style, time in zip(losses, styles(look), times, strict=True)
        ]
        places, texts = ticks or (None, None)
        super().__init__(
            look,
            box,
            series,
            log=False,
            words=(look.say("loss"), word),
            y_range=(0.0, top),
            x_ticks=places,
            x_texts=texts,
            names=names,
            within=1.0,
            steps=steps,
            cursor=cursor,
        )

    def flag(self, step: int) -> VGroup:
        """Return a flag on the validation loss at a step; nothing where that is above the chart."""
        line = self.lines[1]
        if not line.inside(line.points[step][None]).all():
            return VGroup()
        flag = LowestFlag(self.look, line.points[step], FLAG)
        pole = flag[0][0]

        def stand() -> None:
            flag.shift(line.points[step] - pole.points[0])

        self.plot.watch(stand)
        return flag

    def last_part(self, first: int) -> Polyline:
        """Return the training loss from a step on, thick."""
        line = self.lines[0]
        band = Polyline(line.series.style.colour, BAND * STROKES.curve, name="last epochs")
        return band.set_corners(line.points[first:])

    def rise(self, lowest: int) -> VGroup:
        """Return how far the validation loss has risen at its end above its value at a step."""
        line, area = self.lines[1], self.plot.area
        low, end = line.points[lowest], line.points[-1]
        foot, top = np.array([end[0], low[1], 0.0]), np.array([end[0], min(end[1], area.top), 0.0])
        colour = self.look.colours.warning
        level = Polyline(colour, STROKES.path, name="lowest validation loss").set_corners(*dashes(low, foot))
        way = Polyline(colour, STROKES.curve, name="rise").set_corners(np.array([foot, top]))
        return VGroup(level, way)


def over_epochs(
    look: Look, box: Box, found: HeldOut, times: Sequence[Read], *, names: bool, steps: float | None = None
) -> LossChart:
    """Return the chart of both losses over the epochs, or over the first steps of them."""
    losses = found.losses(found.run.points)
    return LossChart(look, box, losses, top_of(found), times, look.say("epoch"), names=names, steps=steps)


def over_penalties(look: Look, box: Box, found: HeldOut, drawn: Read, now: Read, *, names: bool) -> LossChart:
    """Return the chart of both losses over λ, by powers of ten, with a line at the λ of the moment."""
    powers = np.log10(PENALTIES)
    whole = np.flatnonzero(np.abs(powers - np.round(powers)) < 1e-9)
    texts = [
        shortest(round(10.0**power, 9)) if power >= -2 else powers_of_ten(10.0**power, 0)
        for power in np.round(powers[whole])
    ]
    if names:  # the last number would touch the word beside it
        whole, texts = whole[:-1], texts[:-1]
    losses, ticks = found.losses(found.shrunk), ([float(k) for k in whole], texts)
    times = drawn, drawn
    return LossChart(
        look, box, losses, top_of(found), times, look.say("penalty λ"), names=names, ticks=ticks, cursor=now
    )  # fmt: skip


def top_of(found: HeldOut) -> float:
    """Return the highest loss that is shown: all of them, but for those far above the first ones."""
    losses = np.array(found.losses(found.run.points))
    highest = min(float(losses.max()), HIGHEST * float(losses[:, 0].max()))
    return ROOM * highest if highest > 0.0 else 1.0


__all__ = ["LossChart", "over_epochs", "over_penalties", "styles", "top_of"]
