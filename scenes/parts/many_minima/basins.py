"""Basins: water rises in the valleys, and bands along the axis tell from where to where."""

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.many_starts import ManyStarts
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES, blend, contrast
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.marks.shade import Shade
from scenes.cast.moving.following import follow
from scenes.parts.many_minima.pools import Pool

MOST_BORDERS = 40
"""More borders than this are not drawn as lines."""
LOWEST_TINT, OTHER_TINT, HATCH_TINT = 0.42, 0.12, 0.6
"""How strongly bands and hatching are coloured: the first no more, the last no less."""
CONTRAST = 3.1
"""Of marks and hatching with the bands."""
WATER_TINT = 0.2
"""How strongly water is coloured."""
FULL = 0.85
"""Share of the time after which the water is as high as it comes; then the bands reach their borders."""
HATCH = 0.17
"""Distance of the lines that hatch the bands of minima that are not the lowest, in scene units."""


class Water(Shade):
    """Rises behind the numbers."""

    lint_ignore = frozenset({"words-crossed"})


class BasinBands(VGroup):
    """The basins as bands above the x axis, hatched where the minimum is not the lowest.

    Where a basin is one valley from border to border, water rises in it meanwhile up to the lower border,
    as high in all valleys, and its band is as wide as the water.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    many
        The curve, its valleys and their basins.
    height
        Of the bands, in scene units.
    grown
        How far the bands have grown out of their valleys, from 0 to 1.
    bordered
        How far the borders have grown from the bands up to the curve, from 0 to 1.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        many: ManyStarts,
        height: float,
        grown: ValueTracker,
        bordered: ValueTracker,
    ) -> None:
        super().__init__()
        colours = look.colours
        self.plot, self.objective, self.basins = plot, many.objective, many.basins
        self.valleys, basins = many.valleys, many.basins
        self.lowest, self.band_height, self.grown, self.bordered = many.lowest, height, grown, bordered
        strong, weak, lines = band_colours(look)
        self.deep = Shade(strong, name="basins of lowest valleys")
        self.shallow = Shade(weak, name="basins of other valleys")
        self.hatching = Polyline(lines, STROKES.path, name="hatching")
        self.borders = Polyline(colours.muted, STROKES.path, name="borders")
        ends = zip(basins.homes, basins.edges[:-1], basins.edges[1:], strict=True)
        self.pools = [
            None
            if home == NOWHERE
            else Pool.between(many.objective, float(low), float(high), plot.y_range[1])
            for home, low, high in ends
        ]
        self.water = Water(blend(colours.loss, colours.background, WATER_TINT), name="water")
        self.add(self.water, self.deep, self.shallow, self.hatching, self.borders)
        self.name = "basins"
        follow(self, self.redraw)

    @property
    def wet(self) -> bool:
        """Tell whether all bands are valleys in which water rises."""
        pools = zip(self.pools, self.basins.homes, strict=True)
        return all(pool is not None for pool, home in pools if home != NOWHERE)

    def box(self, interval: int, share: float) -> Box | None:
        """Return the band of an interval, grown to a share of its width out of its valley."""
        home = int(self.basins.homes[interval])
        if home == NOWHERE or share <= 0.0:
            return None
        low, high = (float(edge) for edge in self.basins.edges[interval : interval + 2])
        pool, rest = self.pools[interval], max(share - FULL, 0.0) / (1.0 - FULL)
        if pool is None:
            middle = float(np.clip(self.valleys[home].place, low, high))
            ends = [middle + share * (edge - middle) for edge in (low, high)]
        elif (level := self.level(share)) <= pool.lowest:
            return None
        else:
            ends = [x + rest * (edge - x) for x, edge in zip(pool.shore(level), (low, high), strict=True)]
        left, right = (self.plot.at(x, 0.0)[0] for x in ends)
        bottom = self.plot.area.bottom
        return Box(float(left), float(right), bottom, bottom + self.band_height)

    def level(self, share: float) -> float:
        """Return how high the water stands."""
        pools = [pool for pool in self.pools if pool is not None]
        low, high = min(pool.lowest for pool in pools), max(pool.rim for pool in pools)
        return low + min(share / FULL, 1.0) * (high - low)

    def redraw(self) -> None:
        """Set every point from the tracker."""
        share = float(smooth(np.clip(self.grown.get_value(), 0.0, 1.0)))
        deep: list[Point3D_Array] = []
        shallow: list[Point3D_Array] = []
        hatching: list[Point3D_Array] = []
        for interval, home in enumerate(self.basins.homes):
            box = self.box(interval, share)
            if box is None:
                continue
            corners = [
                (box.left, box.bottom),
                (box.right, box.bottom),
                (box.right, box.top),
                (box.left, box.top),
            ]
            (deep if home < self.lowest else shallow).append(np.array([(*corner, 0.0) for corner in corners]))
            if home >= self.lowest:
                hatching += _hatched(box)
        pools = [pool for pool in self.pools if pool is not None] if share > 0.0 else []
        wet = [(pool, self.level(share)) for pool in pools]
        self.water.set_outlines(*(pool.outline(self.plot, at) for pool, at in wet if at > pool.lowest))
        self.deep.set_outlines(*deep)
        self.shallow.set_outlines(*shallow)
        self.hatching.set_corners(*hatching)
        self.borders.set_corners(*self._borders(float(smooth(self.bordered.get_value()))))

    def _borders(self, share: float) -> list[np.ndarray]:
        """Return dashed lines from the bands a share of the way to the curve at each border, if few."""
        borders = self.basins.borders
        if len(borders) > MOST_BORDERS or share <= 0.0:
            return []
        pieces = []
        for x in borders:
            foot = self.plot.at(float(x), self.plot.y_range[0])
            top = self.plot.at(float(x), float(self.objective(x)))
            if np.isfinite(top).all() and top[1] > foot[1]:
                top[1] = min(top[1], self.plot.area.top)
                pieces += dashes(foot, foot + share * (top - foot), 0.1, 0.08)
        return pieces


def band_colours(look: Look) -> tuple[str, str, str]:
    """Return the colours of the bands of lowest minima, of the others, and of the lines that hatch these."""
    colours = look.colours
    strong, lines = LOWEST_TINT, HATCH_TINT
    while contrast(colours.parameter, blend(colours.loss, colours.background, strong)) < CONTRAST:
        strong -= 0.01
    weak = blend(colours.loss, colours.background, OTHER_TINT)
    while lines < 1.0 and contrast(blend(colours.loss, colours.background, lines), weak) < CONTRAST:
        lines += 0.01
    hatching = blend(colours.loss, colours.background, min(lines, 1.0))
    return blend(colours.loss, colours.background, strong), weak, hatching


def _hatched(box: Box) -> list[np.ndarray]:
    """Return slanted lines that fill a band."""
    lines = []
    for x in np.arange(HATCH * np.ceil((box.left - box.height) / HATCH), box.right, HATCH):
        start, end = max(0.0, box.left - x), min(box.height, box.right - x)
        if end > start:
            lines.append(np.array([(x + start, box.bottom + start, 0.0), (x + end, box.bottom + end, 0.0)]))
    return lines
