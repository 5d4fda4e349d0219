"""A scale beside a land: the colour of each height, its number, and how high everybody stands."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Line, VGroup

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.land.block import Land
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

BAR, STRIPES = 0.2, 40
TICK, GAP = 0.07, 0.1
ASIDE = 0.2
"""From the bar to the walkers beside it."""
TICK_ROOM = 0.5
"""Least height of a scale for each number beside it."""
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
        size: float = 1.0,
    ) -> None:
        super().__init__()
        self.land, self.walk, self.height_now = land, walk, height_now
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
