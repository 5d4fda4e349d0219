"""Basins along an axis as bands, and numbers at the valleys."""

from collections.abc import Sequence

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.accounts.account import NOWHERE
from gd_math.accounts.basins import Basins
from gd_math.objective import Objective
from gd_math.shape.valleys import Valley
from gd_math.typing import Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE, blend, contrast
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances
from scenes.cast.curves.chords import Shade
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.numbers import Number, number_width

MOST_BORDERS = 40
"""More borders than this are not drawn as lines."""
LOWEST_TINT, OTHER_TINT, HATCH_TINT = 0.42, 0.12, 0.6
"""How strongly bands and hatching are coloured: the first no more, the last no less."""
CONTRAST = 3.1
"""Of marks and hatching with the bands."""
HATCH = 0.17
"""Distance of the lines that hatch the bands of minima that are not the lowest, in scene units."""

APART, CROWDED = 0.06, 0.6
"""Room on both sides of a number, in scene units; share of the width that numbers may fill at all."""


class BasinBands(VGroup):
    """The basins as bands above the x axis, hatched where the minimum is not the lowest.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    objective
        The function.
    basins
        What is shown.
    valleys
        The curve's valleys.
    lowest
        How many valleys, the first ones, are the lowest.
    height
        Of the bands, in scene units.
    grown
        How far the bands have grown out of their valleys, from 0 to 1.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        objective: Objective,
        basins: Basins,
        valleys: tuple[Valley, ...],
        lowest: int,
        height: float,
        grown: ValueTracker,
    ) -> None:
        super().__init__()
        colours = look.colours
        self.plot, self.objective, self.basins, self.valleys = plot, objective, basins, valleys
        self.lowest, self.band_height, self.grown = lowest, height, grown
        strong, weak, lines = band_colours(look)
        self.deep = Shade(strong, name="basins of lowest valleys")
        self.shallow = Shade(weak, name="basins of other valleys")
        self.hatching = Polyline(lines, STROKES.path, name="hatching")
        self.borders = Polyline(colours.muted, STROKES.path, name="borders")
        self.add(self.deep, self.shallow, self.hatching, self.borders)
        self.name = "basins"
        follow(self, self.redraw)

    def box(self, interval: int, share: float) -> Box | None:
        """Return the band of an interval, grown to a share of its width out of its valley."""
        home = int(self.basins.homes[interval])
        if home == NOWHERE or share <= 0.0:
            return None
        low, high = self.basins.edges[interval : interval + 2]
        middle = float(np.clip(self.valleys[home].place, low, high))
        left, right = (self.plot.at(middle + share * (edge - middle), 0.0)[0] for edge in (low, high))
        bottom = self.plot.area.bottom
        return Box(float(left), float(right), bottom, bottom + self.band_height)

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
        self.deep.set_outlines(*deep)
        self.shallow.set_outlines(*shallow)
        self.hatching.set_corners(*hatching)
        self.borders.set_corners(*(self._borders() if share >= 1.0 else ()))

    def _borders(self) -> list[np.ndarray]:
        """Return dashed lines from the bands up to the curve at every border, if they are few."""
        borders = self.basins.borders
        if len(borders) > MOST_BORDERS:
            return []
        pieces = []
        for x in borders:
            foot = self.plot.at(float(x), self.plot.y_range[0])
            top = self.plot.at(float(x), float(self.objective(x)))
            if np.isfinite(top).all() and top[1] > foot[1]:
                top[1] = min(top[1], self.plot.area.top)
                pieces += dashes(foot, top, 0.1, 0.08)
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


class ValleyNumbers(VGroup):
    """A number above or below each of the valleys that has room for it.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    places
        The valleys in the data's units, x and f(x) ``(m, 2)``.
    texts
        What is written at each.
    colour
        ``#rrggbb``.
    offsets
        Distances from the valley up to the number's middle, in scene units; the first with room is taken.
    clear_of
        Points on screen ``(n, 3)`` from which the numbers keep `air` away.
    air
        In scene units.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        places: Points,
        texts: Sequence[str],
        colour: str,
        offsets: Sequence[float],
        clear_of: Point3D_Array,
        air: float,
    ) -> None:
        super().__init__()
        self.name = "numbers at the valleys"
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        if sum(number_width(text, TYPE.label) for text in texts) > CROWDED * plot.area.width:
            return
        taken: list[tuple[float, float]] = []
        for (x, y), text in zip(places, texts, strict=True):
            half = np.array([number_width(text, TYPE.label) / 2, cap / 2])
            middles = plot.at(float(x), float(y)) + np.outer(offsets, (0.0, 1.0, 0.0))
            margin = half[0] + APART
            middles[:, 0] = np.clip(middles[:, 0], plot.area.left + margin, plot.area.right - margin)
            free = clearances(middles, half, clear_of) >= air
            crowded = any(abs(middles[0, 0] - other) < margin + width for other, width in taken)
            if crowded or not free.any() or not plot.shows(float(x), float(y)):
                continue
            taken.append((float(middles[0, 0]), float(margin)))
            at = middles[int(np.argmax(free))] - np.array([0.0, cap / 2, 0.0])
            self.add(Number(look, text, at, anchor="center", colour=colour))
