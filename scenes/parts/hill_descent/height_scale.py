"""A scale beside a land: the colour of each height, its number, and how high everybody stands."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Line, VGroup

from gd_math.typing import Integers
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.land.block import Land
from scenes.cast.land.flag import PENNANT, LowestFlag
from scenes.cast.land.ground_tracks import on_land
from scenes.cast.land.height_colours import height_colours
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.land.rasterising import SHADES
from scenes.cast.land.walkers import WALKER_RADIUS
from scenes.cast.maps.contours import level_text
from scenes.cast.marks.lines import Dots
from scenes.cast.moving.following import follow
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.hill_descent.valley_counts import HALO, ON_LAND

BAR, STRIPES = 0.2, 40
TICK, GAP = 0.07, 0.1
ASIDE = 0.2
"""From the bar to the walkers beside it."""
TICK_ROOM = 0.5
"""Least height of a scale for each number beside it."""
APART = 1.15
"""From one column of walkers to the next, in diameters."""
FLAG = 0.6
"""Size of the flag beside the scale."""
PLATE = 0.93
"""Opacity of the plate behind the number that follows."""


class HeightScale(VGroup):
    """A bar in the colours of a land, numbered at its left; at its right everybody stands as high as on land.

    Parameters
    ----------
    look
        Theme and language.
    box
        Its left side and its height; the word stands above the bar, in the box.
    land
        What has the heights; it must not be level.
    walk
        Who walks there.
    word
        What is measured.
    height_now
        Returns the text of the followed walker's height, empty for none.
    homes
        The valley of each walker, which stands beside those of another valley that is as high; negative for
        none.
    size
        Of the walkers.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        land: Land,
        walk: LandWalk,
        word: str,
        height_now: Callable[[], str],
        homes: Integers,
        size: float = 1.0,
    ) -> None:
        super().__init__()
        self.look = look
        self.land, self.walk, self.height_now, self.size = land, walk, height_now, size
        colours, cap = look.colours, CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        self.bottom, self.top = box.bottom, box.top - 2.4 * cap
        ticks = nice_ticks(land.lowest, land.highest, max(2, int((self.top - self.bottom) / TICK_ROOM)))
        texts = [level_text(tick) for tick in ticks]
        widest = max((number_width(text, TYPE.label) for text in texts), default=0.0)
        self.left = box.left + widest + GAP + TICK
        self.bar, self.numbers = VGroup(), VGroup()
        ramp = height_colours(look)
        for share in np.linspace(1.0, 1 / STRIPES, STRIPES):
            red, green, blue = (round(float(part)) for part in ramp[round(share * (SHADES - 1))])
            top = self.bottom + share * (self.top - self.bottom)
            stripe = Plate(f"#{red:02X}{green:02X}{blue:02X}")
            self.bar.add(stripe.cover(Box(self.left, self.left + BAR, self.bottom, float(top))))
        for tick, text in zip(ticks, texts, strict=True):
            y = self.rise(tick)
            line = Line((self.left - TICK, y, 0.0), (self.left, y, 0.0))
            self.numbers.add(line.set_stroke(colours.muted, STROKES.axis))
            end = (self.left - TICK - GAP, y - cap / 2, 0.0)
            self.numbers.add(Number(look, text, end, anchor="right", colour=colours.muted))
        name = Words(look, word, colour=colours.loss)
        name.move_to((0.0, box.top - cap, 0.0))
        self.name_of = name.shift((max(self.left + BAR / 2, box.left + name.width / 2), 0.0, 0.0))
        dot = size * WALKER_RADIUS
        self.columns = self._columns(homes)
        self.others = Dots(colours.parameter, dot, name="heights of the others")
        context: Any = self.others
        context.lint_ignore = frozenset({"contrast"})
        self.dots = Dots(colours.parameter, dot, name="heights")
        self.number = Number(look, "", colour=colours.loss)
        self.plate = Plate(colours.background, PLATE)
        self.add(self.bar, self.numbers, self.name_of, self.others, self.dots)
        self.add(self.plate, self.number)
        self.name = "height scale"
        follow(self, self.redraw)

    @property
    def apart(self) -> float:
        """Return from one column of walkers to the next."""
        return APART * 2 * self.size * WALKER_RADIUS

    def _columns(self, homes: Integers) -> Integers:
        """Return in which column each walker stands: valleys whose walkers would cover each other differ."""
        ends = self.land.on_ground(self.walk.tracks.at(float(self.walk.steps)))[:, 2]
        columns, last, column = np.zeros_like(homes), -np.inf, 0
        valleys = sorted(
            (float(ends[homes == home].mean()), home) for home in set(homes[homes >= 0].tolist())
        )
        for height, home in valleys:
            rise = self.rise(height)
            column = column + 1 if rise - last < self.apart else 0
            columns[homes == home], last = column, rise
        return columns

    def lowest(self, height: float, text: str) -> VGroup:
        """Return what is said of the lowest valley, beside the walkers who are as high, with its flag."""
        words = Words(self.look, text, size=TYPE.caption, colour=self.look.colours.loss)
        halo: Any = words.set_stroke(self.look.colours.background, HALO, background=True)
        halo.lint_ignore = ON_LAND
        x, y = self.left + BAR + ASIDE + (int(self.columns.max()) + 1) * self.apart + GAP, self.rise(height)
        flag = LowestFlag(self.look, np.array([x, y - words.height / 2, 0.0]), FLAG)
        return VGroup(flag, words.move_to((x + FLAG * PENNANT + GAP + words.width / 2, y, 0.0)))

    def rise(self, height: float) -> float:
        """Return where a height is on screen."""
        land = self.land
        share = (height - land.lowest) / (land.highest - land.lowest)
        return float(self.bottom + share * (self.top - self.bottom))

    def redraw(self) -> None:
        """Put everybody beside the bar."""
        walk = self.walk
        ground = self.land.on_ground(walk.tracks.at(float(walk.clock.get_value())))
        there, lit = on_land(self.land, ground), walk.lit
        across = self.left + BAR + ASIDE
        places = np.array([(across, self.rise(height), 0.0) for height in ground[:, 2]])
        places[:, 0] += self.apart * self.columns
        self.others.set_places(places[there & ~lit]).set_fill(opacity=walk.strength)
        self.dots.set_places(places[there & lit])
        x, y, _ = places[walk.followed]
        text = self.height_now() if there[walk.followed] else ""
        left, half = x + 2 * WALKER_RADIUS + GAP, self.number.cap_height / 2
        self.number.set_text(text, (left, y - half, 0.0))
        right = left + number_width(text, TYPE.label)
        around = Box(left - GAP / 2, right + GAP / 2, y - half - GAP, y + half + GAP)
        self.plate.cover(around if text else None)


__all__ = ["HeightScale"]
