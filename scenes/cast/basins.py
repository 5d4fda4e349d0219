"""Basins along an axis: from which starts gradient descent comes to which minimum, as bands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.descent import descend
from gd_math.objective import Objective
from gd_math.optimizers import GradientDescent
from gd_math.typing import Floats, Integers, Points
from scenes.cast.chords import Shade
from scenes.cast.following import follow
from scenes.cast.free_places import clearances
from scenes.cast.numbers import Number, number_width
from scenes.cast.plots import Plot, Polyline, Range, dashes
from scenes.layout import Box
from scenes.look import Look
from scenes.theme import CAP_HEIGHT_PER_FONT_SIZE, STROKES, TYPE, blend, contrast

SAMPLES = 1200
"""Starts from which the borders are looked for."""
CHUNK, MOST_STEPS = 100, 4000
QUICK = 0.9
"""Learning rate in units of one over the largest curvature that finds the borders of smaller ones."""
ARRIVED = 0.02
"""Distance to a minimum, as a share of the picture's width, from which a ball is in it."""
BISECTIONS = 32
MOST_BORDERS = 40
"""More borders than this are left where the samples found them."""
LOWEST_TINT, OTHER_TINT, HATCH_TINT = 0.42, 0.12, 0.6
"""How strongly bands and hatching are coloured: the first no more, the last no less."""
CONTRAST = 3.1
"""Of marks and hatching with the bands."""
HATCH = 0.17
"""Distance of the lines that hatch the bands of minima that are not the lowest, in scene units."""

NOWHERE = -1
APART, CROWDED = 0.06, 0.6
"""Room on both sides of a number, in scene units; share of the width that numbers may fill at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Basins:
    """Intervals of starts, from left to right.

    Parameters
    ----------
    edges
        Ends of the intervals ``(n + 1,)``.
    homes
        For each interval the index of its minimum ``(n,)``, or `NOWHERE`.
    """

    edges: Floats
    homes: Integers

    @classmethod
    def of(cls, objective: Objective, minima: Points, rate: float, x_range: Range) -> "Basins":
        """Return the basins of gradient descent with a learning rate.

        Where α f″ < 1 all along, the step x ↦ x − α f′(x) rises with x, so no ball overtakes another or
        crosses a top: the borders are the maxima whatever the rate, so the balls are sent with a quick one.

        Parameters
        ----------
        objective
            A function of one variable.
        minima
            Its minima ``(m, 1)``.
        rate
            The learning rate.
        x_range
            The starts that are looked at.
        """
        starts = np.linspace(*x_range, SAMPLES + 1)
        starts = (starts[1:] + starts[:-1]) / 2
        if not len(minima):
            return cls(np.array(x_range), np.array([NOWHERE]))
        bends = objective.curvature(starts[:, None])[:, 0, 0]
        steepest = float(np.nanmax(bends, initial=0.0))
        if rate * steepest < QUICK and steepest > 0.0:
            rate = QUICK / steepest
        homes = homes_of(objective, minima, rate, starts, x_range)
        jumps = np.flatnonzero(np.diff(homes))
        low, high = starts[jumps], starts[jumps + 1]
        if len(jumps) <= MOST_BORDERS:
            for _ in range(BISECTIONS):
                middle = (low + high) / 2
                left = homes_of(objective, minima, rate, middle, x_range) == homes[jumps]
                low, high = np.where(left, middle, low), np.where(left, high, middle)
        edges = np.concatenate([[x_range[0]], (low + high) / 2, [x_range[1]]])
        return cls(edges, homes[np.concatenate([[0], jumps + 1])])

    @property
    def borders(self) -> Floats:
        """Return the places between two basins."""
        return self.edges[1:-1]


def homes_of(objective: Objective, minima: Points, rate: float, starts: Floats, x_range: Range) -> Integers:
    """Return the index of the minimum that each of the starts ``(n,)`` comes to, or `NOWHERE`."""
    homes = np.full(len(starts), NOWHERE, dtype=np.intp)
    x, going = starts.copy(), np.arange(len(starts))
    for _ in range(MOST_STEPS // CHUNK):
        run = descend(objective, x[going][:, None], GradientDescent(rate), CHUNK)
        x[going] = run.points[np.asarray(run.lengths) - 1, np.arange(len(going)), 0]
        homes[going] = nearest_minimum(minima, x[going], x_range)
        resting = run.steps_taken < CHUNK or (homes[going] != NOWHERE)
        going = going[~(np.broadcast_to(resting, going.shape) | (run.lengths <= run.steps_taken))]
        if not len(going):
            break
    return homes


def nearest_minimum(minima: Points, places: Floats, x_range: Range) -> Integers:
    """Return the index of the minimum that each of the places ``(n,)`` is in, or `NOWHERE`."""
    if not len(minima):
        return np.full(len(places), NOWHERE, dtype=np.intp)
    away = np.abs(np.nan_to_num(places, nan=np.inf)[:, None] - minima[None, :, 0])
    near = away.min(axis=1) <= ARRIVED * (x_range[1] - x_range[0])
    return np.where(near, away.argmin(axis=1), NOWHERE).astype(np.intp)


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
    lowest
        How many minima, the first ones, are the lowest.
    height
        Of the bands, in scene units.
    grown
        How far the bands have grown out of their minima, from 0 to 1.
    minima
        The minima ``(m, 1)``.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        objective: Objective,
        basins: Basins,
        minima: Points,
        lowest: int,
        height: float,
        grown: ValueTracker,
    ) -> None:
        super().__init__()
        colours = look.colours
        self.plot, self.objective, self.basins, self.minima = plot, objective, basins, minima
        self.lowest, self.band_height, self.grown = lowest, height, grown
        strong, weak, lines = band_colours(look)
        self.deep = Shade(strong, name="basins of lowest minima")
        self.shallow = Shade(weak, name="basins of other minima")
        self.hatching = Polyline(lines, STROKES.path, name="hatching")
        self.borders = Polyline(colours.muted, STROKES.path, name="borders")
        self.add(self.deep, self.shallow, self.hatching, self.borders)
        self.name = "basins"
        follow(self, self.redraw)

    def box(self, interval: int, share: float) -> Box | None:
        """Return the band of an interval, grown to a share of its width out of its minimum."""
        home = int(self.basins.homes[interval])
        if home == NOWHERE or share <= 0.0:
            return None
        low, high = self.basins.edges[interval : interval + 2]
        middle = float(np.clip(self.minima[home, 0], low, high))
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


class MinimumNumbers(VGroup):
    """A number above or below each of the minima that has room for it.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    places
        The minima in the data's units, x and f(x) ``(m, 2)``.
    texts
        What is written at each.
    colour
        ``#rrggbb``.
    offsets
        Distances from the minimum up to the number's middle, in scene units; the first with room is taken.
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
        self.name = "numbers at the minima"
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
