"""The gradient at the points of a grid as arrows that grow in a wave and can be turned around."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from manim import ManimColor, ValueTracker, VGroup, VMobject
from manim.typing import Point3D, Point3D_Array

from gd_math.objective import Objective
from gd_math.typing import Floats, Points
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.moving.following import follow
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.numbers import Number, number_width

FULL = 0.92
"""Length of the longest arrow in units of the grid's spacing."""
SKEWED, STEEP = 3.0, 0.9
"""If the steepest slope is so many times the one that this share stays below, arrows are cut to that one."""
INNER = 0.6
"""The part of the map, as a share of its width and height, in which slopes must be told apart."""
SHAFT, HEAD, WING = 0.036, 0.15, 0.4
SHORTEST_SHAFT = 0.52
WAVE = 0.65
"""Share of the time of a wave that passes until its last arrow begins."""
MAGNIFIED, BOLD = 3.0, 1.8
"""How many times its length and its width the first arrow has while it is alone."""
MOST_ALONE = 1.7
"""Length of that arrow at most, in scene units."""
MOST_OF_MAP = 0.3
"""Length of the arrow that explains the scale at most, in units of the map's width."""


@dataclass(frozen=True, slots=True, eq=False)
class GradientGrid:
    """Gradients over a grid of squares.

    Parameters
    ----------
    objective
        The function.
    points
        Middles of the squares ``(n, 2)``, row by row.
    gradients
        ∇f there ``(n, 2)``, 0 where it is not finite.
    known
        Where it is finite ``(n,)``.
    spacing
        Side of the squares, in data units.
    longest
        The slope that the longest arrow stands for.
    cut
        Whether steeper slopes are drawn as long as that one.
    """

    objective: Objective
    points: Points
    gradients: Points
    known: npt.NDArray[np.bool_]
    spacing: float
    longest: float
    cut: bool

    @classmethod
    def over(cls, objective: Objective, x_range: Range, y_range: Range, count: int) -> "GradientGrid":
        """Return the grid with `count` squares along the longer side of a rectangle."""
        extents = np.array([np.ptp(x_range), np.ptp(y_range)])
        spacing = float(extents.max()) / count
        columns, rows = (max(int(extent / spacing + 1e-9), 1) for extent in extents)
        x = sum(x_range) / 2 + spacing * (np.arange(columns) - (columns - 1) / 2)
        y = sum(y_range) / 2 + spacing * (np.arange(rows) - (rows - 1) / 2)
        points = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        gradients = objective.gradient(points)
        known = np.isfinite(gradients).all(axis=-1) & np.isfinite(objective.value(points))
        gradients = np.where(known[:, None], gradients, 0.0)
        slopes = np.hypot(*gradients.T)
        inner = (np.abs(points - np.mean([x_range, y_range], axis=1)) <= INNER * extents / 2).all(
            axis=-1
        ) & known
        steepest, usual = float(slopes.max()), float(np.quantile(slopes, STEEP))
        if inner.any():
            usual = min(usual, float(np.quantile(slopes[inner], STEEP)) or usual)
        cut = 0.0 < SKEWED * usual < steepest
        return cls(objective, points, gradients, known, spacing, usual if cut else steepest, cut)

    @property
    def slopes(self) -> Floats:
        """|∇f| at the points ``(n,)``."""
        slopes: Floats = np.hypot(*self.gradients.T)
        return slopes

    @property
    def vectors(self) -> Points:
        """The arrows in data units ``(n, 2)``: in proportion to the gradient, up to the longest."""
        slopes = self.slopes
        lengths = FULL * self.spacing * np.minimum(slopes / max(self.longest, 1e-300), 1.0)
        vectors: Points = self.gradients * (lengths / np.maximum(slopes, 1e-300))[:, None]
        return vectors

    @property
    def clearest(self) -> int:
        """The index of the steepest point near the middle."""
        away = np.hypot(*(self.points - self.points.mean(axis=0)).T)
        near = away <= max(float(np.quantile(away, 0.25)), self.spacing)
        return int(np.argmax(np.where(near, np.minimum(self.slopes, self.longest), -1.0)))


def many_arrows(tails: Point3D_Array, tips: Point3D_Array, boldness: Floats) -> Point3D_Array:
    """Return the Bézier points of flat arrows from tails to tips ``(n, 3)``, all in one shape.

    The shafts and heads are `boldness` ``(n,)`` times as wide as usual.
    """
    ways = tips - tails
    lengths = np.hypot(ways[:, 0], ways[:, 1])
    kept = lengths > 1e-4
    tails, tips, ways, lengths = tails[kept], tips[kept], ways[kept], lengths[kept]
    bold = boldness[kept][:, None]
    along = ways / lengths[:, None]
    across = np.stack([-along[:, 1], along[:, 0], np.zeros(len(along))], axis=-1)
    heads = np.minimum(HEAD * bold, lengths[:, None] * (1 - SHORTEST_SHAFT))
    scale = bold * np.maximum(heads / (HEAD * bold), 0.5)
    necks, half, wings = (
        tips - along * heads,
        across * SHAFT / 2 * scale,
        across * heads * WING,
    )
    outline = [
        tails + half, necks + half, necks + wings, tips, necks - wings, necks - half, tails - half,
        tails + half,
    ]  # fmt: skip
    corners = np.stack(outline, axis=1)
    start, step = corners[:, :-1], np.diff(corners, axis=1)
    curves = np.stack([start, start + step / 3, start + 2 * step / 3, corners[:, 1:]], axis=2)
    points: Point3D_Array = curves.reshape(-1, 3)
    return points


class ArrowField(VGroup):
    """Arrows whose middles stand on the points of a grid.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map; its units are equally long on both axes.
    grid
        The gradients.
    alone
        Tells how far the first arrow has grown, magnified, from 0 to 1.
    grown
        Tells how far the wave from it has made the others grow, from 0 to 1.
    turned
        Tells how far a wave from the left has turned the arrows to the negative gradient, from 0 to 1.
    faded
        Tells how far they stand back, from 0 to 1.
    """

    lint_ignore = frozenset({"contrast"})
    """They stand back while paths are followed."""

    def __init__(
        self,
        look: Look,
        plot: Plot,
        grid: GradientGrid,
        alone: ValueTracker,
        grown: ValueTracker,
        turned: ValueTracker,
        faded: ValueTracker,
    ) -> None:
        super().__init__()
        self.plot, self.grid = plot, grid
        self.alone, self.grown, self.turned, self.faded = alone, grown, turned, faded
        self.middles = plot.points_at(grid.points[:, 0], grid.points[:, 1])
        ends = grid.points + grid.vectors
        self.ways = plot.points_at(ends[:, 0], ends[:, 1]) - self.middles
        self.first = grid.clearest
        self.magnified = self._magnified()
        away = np.hypot(*(self.middles - self.middles[self.first])[:, :2].T)
        self.delays = WAVE * away / max(float(away.max()), 1e-9)
        across = self.middles[:, 0] - self.middles[:, 0].min()
        self.turn_delays = WAVE * across / max(float(across.max()), 1e-9)
        self.uphill = self._shape(look.colours.gradient, "gradient arrows")
        self.downhill = self._shape(look.colours.step, "turned arrows")
        self.add(self.uphill, self.downhill)
        self.name = "gradient field"
        follow(self, self.redraw)

    @staticmethod
    def _shape(colour: str, name: str) -> VMobject:
        shape = VMobject(fill_color=ManimColor(colour), fill_opacity=1.0, stroke_width=0.0)
        shape.name = name
        return shape

    def _magnified(self) -> float:
        """Return how many times its length the first arrow has while it is alone, inside the map."""
        area, middle, way = self.plot.area, self.middles[self.first], self.ways[self.first] / 2
        across = min(middle[0] - area.left, area.right - middle[0]) / max(abs(float(way[0])), 1e-9)
        up = min(middle[1] - area.bottom, area.top - middle[1]) / max(abs(float(way[1])), 1e-9)
        length = 2.0 * max(float(np.hypot(*way[:2])), 1e-9)
        return float(max(1.0, min(MAGNIFIED, MOST_ALONE / length, across, up)))

    @property
    def ends(self) -> tuple[Point3D_Array, Point3D_Array]:
        """Return tails and tips on screen ``(n, 3)`` as they are now."""
        sizes = eased((float(self.grown.get_value()) - self.delays) / (1 - WAVE))
        alone = float(eased(np.array(self.alone.get_value())))
        sizes[self.first] = alone * (self.magnified + (1.0 - self.magnified) * sizes[self.first])
        angles = np.pi * self.turns
        cos, sin = np.cos(angles), np.sin(angles)
        x, y = self.ways[:, 0] * sizes, self.ways[:, 1] * sizes
        halves = np.stack([cos * x - sin * y, sin * x + cos * y, np.zeros(len(x))], axis=-1) / 2
        return self.middles - halves, self.middles + halves

    @property
    def turns(self) -> Floats:
        """Return how far each arrow has turned ``(n,)``, from 0 to 1."""
        return eased((float(self.turned.get_value()) - self.turn_delays) / (1 - WAVE))

    def redraw(self) -> None:
        """Set every point from the trackers."""
        tails, tips = self.ends
        over = self.turns >= 0.5
        boldness = np.ones(len(tails))
        boldness[self.first] = 1.0 + (BOLD - 1.0) * (1.0 - min(float(self.grown.get_value()) / WAVE, 1.0))
        self.uphill.points = many_arrows(tails[~over], tips[~over], boldness[~over])
        self.downhill.points = many_arrows(tails[over], tips[over], boldness[over])
        opacity = 1.0 - 0.4 * float(self.faded.get_value())
        for shape in (self.uphill, self.downhill):
            shape.set_fill(opacity=opacity)


def eased(shares: Floats) -> Floats:
    """Return shares of a way after shares of its time ``(n,)``, slow at both ends.

    >>> eased(np.array([-1.0, 0.5, 2.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    clipped = np.clip(shares, 0.0, 1.0)
    return np.asarray(clipped**2 * (3.0 - 2.0 * clipped))


def round_down(value: float) -> float:
    """Return the largest of 1, 2 and 5 times powers of ten that is not above a positive `value`.

    >>> round_down(4.9), round_down(0.5), round_down(1234.0)
    (2.0, 0.5, 1000.0)
    """
    power = math.floor(math.log10(value))
    return max(float(f"{digit}e{power}") for digit in (1, 2, 5) if float(f"{digit}e{power}") <= value)


class FieldScale(VGroup):
    """An arrow of the field with the slope that it stands for, ending at a place.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    grid
        The gradients; not all of them are 0.
    word
        The translated word "slope".
    end
        Right end on the baseline ``(3,)``.
    """

    def __init__(self, look: Look, plot: Plot, grid: GradientGrid, word: str, end: Point3D) -> None:
        super().__init__()
        length = plot.length(FULL * grid.spacing)
        self.slope = round_down(grid.longest * min(1.0, MOST_OF_MAP * plot.area.width / length))
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        colour = look.colours.gradient
        number = Number(look, shortest(self.slope), end, anchor="right", colour=colour)
        words = Words(look, word, colour=colour)
        right = float(end[0]) - number_width(number.text, TYPE.label) - 0.12
        words.shift((right - float(words.get_right()[0]), 0.0, 0.0))
        baseline = float(np.median([glyph.get_bottom()[1] for glyph in words]))
        words.shift((0.0, float(end[1]) - baseline, 0.0))
        length *= self.slope / grid.longest
        tip = np.array([float(words.get_left()[0]) - 0.15, float(end[1]) + cap / 2, 0.0])
        self.arrow = FlatArrow(colour, name="scale", shaft=SHAFT, head=HEAD)
        self.arrow.set_between(tip - np.array([length, 0.0, 0.0]), tip)
        self.add(self.arrow, words, number)
        self.name = "scale of the arrows"


__all__ = ["ArrowField", "FieldScale", "GradientGrid", "many_arrows"]
