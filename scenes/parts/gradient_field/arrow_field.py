"""The gradient at the points of a grid as arrows that grow in a wave and can be turned around.

Turned around they become steps, −α∇f, in colour and true length, where these have room; else they keep both.
"""

import numpy as np
from manim import ValueTracker, VGroup, VMobject
from manim.typing import Point3D_Array

from gd_math.typing import Bools, Floats
from scenes.base.look import Look
from scenes.base.theme import blend
from scenes.cast.charts.axes import Plot
from scenes.cast.moving.following import follow
from scenes.parts.gradient_field.gradient_grid import GradientGrid

SHAFT, HEAD, WING = 0.04, 0.18, 0.4
SHORTEST_SHAFT = 0.52
WAVE = 0.65
"""Share of the time of a wave that passes until its last arrow begins."""
SLACK = 0.05
"""In scene units: an arrow that reaches no further beyond the map is in it."""
FIELD, CONTEXT = 0.85, 0.4
"""Strength of the field beside its first arrow, and of all arrows while paths are followed."""


def many_arrows(tails: Point3D_Array, tips: Point3D_Array, bold: float = 1.0) -> Point3D_Array:
    """Return the Bézier points of flat arrows from tails to tips ``(n, 3)``, all in one shape.

    The shafts and heads are `bold` times as wide as usual.
    """
    ways = tips - tails
    lengths = np.hypot(ways[:, 0], ways[:, 1])
    kept = lengths > 1e-4
    tails, tips, ways, lengths = tails[kept], tips[kept], ways[kept], lengths[kept]
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
    """Arrows whose tails stand on the points of a grid, as the map shows it at the moment.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map; its units are equally long on both axes.
    grid
        The gradients.
    alone
        Tells how far the first arrow has grown, from 0 to 1.
    grown
        Tells how far the wave from it has made the others grow, from 0 to 1.
    turned
        Tells how far a wave from the left has turned the arrows to the negative gradient, from 0 to 1.
    faded
        Tells how far they stand back, from 0 to 1.
    share
        How long a step is in units of its gradient's arrow; None where turned arrows are no steps.
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
        share: float | None = None,
    ) -> None:
        super().__init__()
        self.plot, self.grid, self.first = plot, grid, grid.first
        self.alone, self.grown, self.turned, self.faded = alone, grown, turned, faded
        self.look, self.share, self.unit = look, share, plot.length(1.0)
        away = np.hypot(*(grid.points - grid.points[self.first]).T)
        self.delays = WAVE * away / max(float(away.max()), 1e-9)
        across = grid.points[:, 0] - grid.points[:, 0].min()
        self.turn_delays = WAVE * across / max(float(across.max()), 1e-9)
        self.others, self.leading = (
            VMobject(fill_color=look.colours.gradient, fill_opacity=1.0, stroke_width=0.0) for _ in range(2)
        )
        self.others.name, self.leading.name = "gradient arrows", "first arrow"
        self.add(self.others, self.leading)
        self.name = "gradient field"
        follow(self, self.redraw)

    @property
    def tails(self) -> Point3D_Array:
        """Return the grid's points on screen ``(n, 3)``."""
        return self.plot.points_at(*self.grid.points.T)

    @property
    def ways(self) -> Point3D_Array:
        """Return the arrows at their full length on screen ``(n, 3)``, from tail to tip."""
        return self.plot.points_at(*(self.grid.points + self.grid.vectors).T) - self.tails

    @property
    def ends(self) -> tuple[Point3D_Array, Point3D_Array]:
        """Return tails and tips on screen ``(n, 3)`` as they are now."""
        sizes = eased((float(self.grown.get_value()) - self.delays) / (1 - WAVE))
        sizes[self.first] = eased(np.array(self.alone.get_value()))
        turns = self.turns
        angles, sizes = np.pi * turns, sizes * (1.0 + turns * ((self.share or 1.0) - 1.0))
        cos, sin = np.cos(angles), np.sin(angles)
        tails, ways = self.tails, self.ways
        x, y = ways[:, 0] * sizes, ways[:, 1] * sizes
        return tails, tails + np.stack([cos * x - sin * y, sin * x + cos * y, np.zeros(len(x))], axis=-1)

    @property
    def turns(self) -> Floats:
        """Return how far each arrow has turned ``(n,)``, from 0 to 1."""
        return eased((float(self.turned.get_value()) - self.turn_delays) / (1 - WAVE))

    def _inside(self, ends: Point3D_Array) -> Bools:
        area = self.plot.area.inset(*(-SLACK,) * 4)
        low, high = (area.left, area.bottom), (area.right, area.top)
        return np.asarray(((ends[:, :2] >= low) & (ends[:, :2] <= high)).all(axis=1))

    def redraw(self) -> None:
        """Set every point from the trackers."""
        tails, tips = self.ends
        others, seen = np.arange(len(tails)) != self.first, self._inside(tails) & self._inside(tips)
        bold = float(np.sqrt(self.plot.length(1.0) / self.unit))
        faded = float(self.faded.get_value())
        colours = self.look.colours
        stepping = 0.0 if self.share is None else float(self.turned.get_value())
        colour = blend(colours.step, colours.gradient, stepping)
        for shape, kept, strength in ((self.others, others, FIELD), (self.leading, ~others, 1.0)):
            shape.points = many_arrows(tails[kept & seen], tips[kept & seen], bold)
            shape.set_fill(colour, opacity=strength + (CONTEXT - strength) * faded)


def eased(shares: Floats) -> Floats:
    """Return shares of a way after shares of its time ``(n,)``, slow at both ends.

    >>> eased(np.array([-1.0, 0.5, 2.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    clipped = np.clip(shares, 0.0, 1.0)
    return np.asarray(clipped**2 * (3.0 - 2.0 * clipped))


__all__ = ["HEAD", "SHAFT", "ArrowField", "many_arrows"]
