"""The distances to a minimum as bars: each is the one before times the same factor."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import VGroup, smooth

from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import TIMES, significant
from scenes.cast.writing.numbers import Anchor, Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.cast.writing.step_rows import APART, bracketed

FEWEST, MOST, LEAST_ROW = 3, 7, 0.36
"""How many bars there are, and how high a row is at least."""
THICK, GAP = 0.55, 0.15
"""Of a bar as a share of its row; between a bar and its number."""
HEADROOM = 0.25
"""Between the rule above and the name of the bars."""
IN_FLIGHT = frozenset({"words-crossed"})
"""A bar on its way may cross words."""
STAGGER = 0.5
"""Share of the time after which the last bar leaves the curve."""


class FactorBars(VGroup):
    """The distances to the minimum after the first steps: level bars at the path's points that fly to rows.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Where they come from.
    box
        Where they go.
    run
        In one variable.
    minimum
        Where its way leads.
    flown
        Tells how far they have flown, from 0 to 1.
    factor
        By which each is the one before, as it is printed.

    Attributes
    ----------
    texts
        The distances, and what they are: to be added when the bars have landed.
    marks
        × the factor, between each bar and the next.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        box: Box,
        run: Trajectory,
        minimum: float,
        flown: Callable[[], float],
        factor: str,
    ) -> None:
        super().__init__()
        self.flown = flown
        self.name = "bars of the factor"
        box = box.inset(top=HEADROOM)
        xs, heights = run.points[:, 0].tolist(), run.values.tolist()
        seen = [k for k, (x, y) in enumerate(zip(xs, heights, strict=True)) if plot.shows(x, y)]
        title = Words(look, look.say("distance to the minimum"), colour=look.colours.muted, width=box.width)
        title.shift((box.left - float(title.get_left()[0]), box.top - float(title.get_top()[1]), 0.0))
        room_for_rows = box.inset(top=float(title.height) + 0.3)
        count = max(FEWEST, min(MOST, int(room_for_rows.height / LEAST_ROW)))
        rows = room_for_rows.rows(*[1.0] * count, gap=0.0)
        seen = seen[:count]
        texts = [significant(abs(xs[k] - minimum)) for k in seen]
        room = max(number_width(text, TYPE.label) for text in texts) + GAP
        both = any(xs[k] < minimum for k in seen) and any(xs[k] > minimum for k in seen)
        longest = max(plot.length(abs(xs[k] - minimum)) for k in seen)
        mark = f"{TIMES}{bracketed(factor)}"
        free = box.width - number_width(mark, TYPE.label) - APART
        width = (free - 2 * room) / 2 if both else free - room
        scale = min(1.0, width / longest) if longest else 1.0
        foot = box.left + free / 2 if both else box.left
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        self.ways: list[tuple[Any, Box, Box]] = []
        self.texts, self.marks = VGroup(), VGroup()
        for k, row, text in zip(seen, rows, texts, strict=False):
            thick = THICK * row.height
            start, end = plot.at(minimum, heights[k]), plot.at(xs[k], heights[k])
            side = float(np.sign(end[0] - start[0])) if both else 1.0
            y, length = float(row.centre[1]), scale * abs(float(end[0] - start[0]))
            ends = sorted((foot, foot + side * length))
            bar = Plate(look.colours.parameter, opacity=0.85)
            bar.name, bar.lint_backing = f"distance after step {k}", False
            goal = Box(ends[0], ends[1], y - thick / 2, y + thick / 2)
            low, high = sorted((float(start[0]), float(end[0])))
            self.ways.append(
                (bar, Box(low, high, float(end[1]) - thick / 2, float(end[1]) + thick / 2), goal)
            )
            where = (foot + side * (length + GAP), y - cap / 2, 0.0)
            anchor: Anchor = "left" if side > 0 else "right"
            self.texts.add(Number(look, text, where, anchor=anchor, colour=look.colours.parameter))
            if k != seen[-1]:
                edge = box.left + free if both else foot + length + GAP + number_width(text, TYPE.label)
                between = (edge + APART / 2, y - row.height / 2 - cap / 2, 0.0)
                self.marks.add(Number(look, mark, between))
        self.texts.add(title)
        self.bars = VGroup(*(bar for bar, _, _ in self.ways))
        self.add(self.bars)
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set the bars from the clock: the first one leaves first."""
        flown, count = self.flown(), len(self.ways)
        for k, (bar, start, goal) in enumerate(self.ways):
            begin = STAGGER * k / count
            share = float(smooth(np.clip((flown - begin) / (1.0 - STAGGER), 0.0, 1.0)))
            bar.lint_ignore = IN_FLIGHT if share < 1.0 else frozenset()
            bar.cover(start.towards(goal, share))


__all__ = ["FactorBars"]
