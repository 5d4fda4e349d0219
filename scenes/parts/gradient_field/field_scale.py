"""What the lengths of the arrows on a map mean."""

import numpy as np
from manim import VGroup
from manim.typing import Point3D

from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.charts.ticks import rounded_down
from scenes.cast.land.hill_map import HillMap
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.writing.number_text import shortest, significant
from scenes.parts.gradient_field.arrow_field import HEAD, SHAFT
from scenes.parts.gradient_field.gradient_grid import FULL, GradientGrid

GAP = 0.15
"""Between an arrow and its words, in scene units."""
KEY_AWAY, KEYS_APART, TALL_APART = 0.45, 0.6, 0.3
MOST_OF_MAP, SEEN = 0.3, 0.12
"""Of what explains the arrows: from the map's left side, and from each other; the length of its arrows as a
share of the map's width at most, and at least, in scene units."""


class ArrowKey(VGroup):
    """An arrow with what it stands for: → slope 2, drawn × 0.35.

    Parameters
    ----------
    look
        Theme and language.
    start
        Left end on the baseline ``(3,)``.
    length
        Of the arrow, in scene units.
    text
        Translated words.
    value
        The number in them.
    colour
        ``#rrggbb``.
    size
        Font size.

    Attributes
    ----------
    start, end
        Its left and its right end on the baseline ``(3,)``.
    """

    def __init__(
        self, look: Look, start: Point3D, length: float, text: str, value: float, colour: str, size: float
    ) -> None:
        super().__init__()
        self.value, self.start = value, start
        tail = np.array([start[0], start[1] + CAP_HEIGHT_PER_FONT_SIZE * size / 2, 0.0])
        self.arrow = FlatArrow(colour, name="scale", shaft=SHAFT, head=HEAD)
        self.arrow.set_between(tail, tail + np.array([length, 0.0, 0.0]))
        self.words = Words(look, text, size=size, colour=colour)
        baseline = float(np.median([glyph.get_bottom()[1] for glyph in self.words]))
        left = float(start[0]) + length + GAP
        self.words.shift((left - float(self.words.get_left()[0]), float(start[1]) - baseline, 0.0))
        self.end = np.array([float(self.words.get_right()[0]), start[1], 0.0])
        self.add(self.arrow, self.words)
        self.name = "scale of the arrows"


class FieldScale:
    """What explains the arrows on a map: a slope and, with a rate, the step that it gives, above its corner.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    grid
        Its arrows.
    bare
        Whether it is small, and says of a slope not by which factor it is drawn.
    """

    def __init__(self, look: Look, plot: HillMap, grid: GradientGrid, *, bare: bool) -> None:
        self.look, self.plot, self.grid, self.bare = look, plot, grid, bare
        self.size, self.apart = (TYPE.label, TALL_APART) if bare else (TYPE.caption, KEYS_APART)

    def slope(self) -> ArrowKey:
        """Return what the lengths of the arrows mean, above the map's left corner."""
        area, grid, colour = self.plot.area, self.grid, self.look.colours.gradient
        up = 0.9 * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        start = np.array([area.left + KEY_AWAY, area.top + up, 0.0])
        drawn = FULL * grid.spacing / grid.longest
        slope = rounded_down(min(grid.longest, MOST_OF_MAP * float(np.ptp(self.plot.x_range)) / drawn))
        text = shortest(slope)
        scaled = self.look.say("slope {slope}, drawn × {factor}", slope=text, factor=significant(drawn, 2))
        plain = self.look.say("slope {slope}", slope=text)
        length = self.plot.length(drawn * slope)
        for words in (scaled, plain)[self.bare :]:
            key = ArrowKey(self.look, start, length, words, slope, colour, self.size)
            if key.end[0] <= self.plot.box.right:
                break
        return key

    def steps(self, key: ArrowKey, rate: float, *, beside: bool = True) -> list[ArrowKey]:
        """Return the step that such a slope gives, in true length; none where it has no room.

        It stands beside the slope, or in its place.
        """
        step, colour = float(f"{rate * key.value:.6g}"), self.look.colours.step
        length = self.plot.length(step)
        start = key.end + np.array([self.apart, 0.0, 0.0]) if beside else key.start
        if not SEEN <= length <= MOST_OF_MAP * self.plot.area.width:
            return []
        text = self.look.say("step {step}", step=shortest(step))
        made = ArrowKey(self.look, start, length, text, step, colour, self.size)
        return [made] if made.end[0] <= self.plot.box.right else []


__all__ = ["ArrowKey", "FieldScale"]
