"""The picture of wages: data, a worker on the way up, the line, the gaps and the band of usual noise."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.data.noisy_line import NoisyLine
from gd_math.typing import Floats
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES, blend
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.marks.shade import Shade
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.parts.salary_model.way import Kind, Way
from scenes.parts.salary_model.worker import Worker

BAR, GAP_OPACITY, BAND_OPACITY = 0.2, 0.9, 0.22
"""Width of the upright parts of the way in scene units; strengths of gaps and band."""
LINE_POINTS = 80
"""How many points of the line labels keep clear of."""
MOST_LARGE = 60
"""More data than these have small dots."""
CLOSE, LEAST, STEEPEST = 0.22, 1e-4, 1.5
"""Which share of the picture the told noise takes from close by; of the whole, below which it is nothing to
come close to; by how many heights of the picture the line then rises at most."""
SOON = 12.0
"""How many times sooner than the upright parts the treads are gone when the line levels."""
ROOM = 1.25
"""Where the line is level, the picture reaches so many times as far as the largest noise."""
PALE = 0.45
"""How much of the parameters' colour the weight's has; the rest is ink's."""


class WageStage(VGroup):
    """Everything that is drawn in the plot; all follows trackers.

    Parameters
    ----------
    look, layout
        Theme and language, and the frame's zones.
    found
        Data, line and noise.
    way
        The way to the told sample.
    person
        Whether it is a worker, or a dot.
    labels
        Words at both axes.

    Attributes
    ----------
    time
        How many legs of the way are told.
    gathered
        From 0 to 1 all upright parts move below the told sample.
    drawn, measured, opened
        From 0 to 1 the line is drawn, gaps grow from left to right, the band opens to σ.
    crowd
        How visible the other samples are, from 0 to 1.
    levelled
        From 0 to 1 what the line says is taken away from everything, until the line is level.
    """

    def __init__(
        self, look: Look, layout: Layout, found: NoisyLine, way: Way, *, person: bool, labels: tuple[str, str]
    ) -> None:
        colours = look.colours
        self.look, self.found, self.way = look, found, way
        self.time, self.gathered = ValueTracker(0.0), ValueTracker(0.0)
        self.drawn, self.measured = ValueTracker(0.0), ValueTracker(0.0)
        self.opened, self.levelled, self.crowd = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(1.0)
        self.labels, self.upright = labels, way.y_range
        box = layout.stage if layout.tall else layout.alone
        self.plot = Plot(look, box, way.x_range, way.y_range, x_label=labels[0], y_label=labels[1])
        self.weight_colour = blend(colours.parameter, colours.ink, PALE)
        radius = POINT_RADIUS * (1.0 if len(found.data) <= MOST_LARGE else 0.6)
        self.band = Shade(colours.loss, name="band").set_fill(opacity=BAND_OPACITY)
        self.gaps = Polyline(colours.loss, STROKES.path, opacity=GAP_OPACITY, name="gaps")
        self.line = Polyline(colours.prediction, STROKES.curve, name="line")
        self.others = Dots(colours.data, radius, name="data points")
        self.inside = Dots(colours.data, 1.35 * radius, name="data within σ")
        self.treads = Polyline(colours.muted, STROKES.path, name="treads")
        bars = ("bias", colours.parameter), ("weight", self.weight_colour), ("noise", colours.loss)
        self.bars: dict[Kind, Shade] = {
            kind: Shade(colour, name=kind)  # type: ignore[misc]
            for kind, colour in bars
        }
        self.worker = Worker(look, person=person)
        for part in (self.band, self.worker):
            part.lint_ignore = frozenset({"contrast"})  # type: ignore[attr-defined]
        self.begun: ValueTracker | None = None
        self.rank = np.argsort(np.argsort(np.delete(found.data.x, found.row), kind="stable"))
        actors = (self.treads, *self.bars.values(), self.line, self.others, self.inside)
        super().__init__(self.band, self.gaps, *actors, self.worker)
        follow(self, self.redraw)

    @property
    def level(self) -> float:
        """How much of the line is taken away now."""
        return self.levelled.get_value()

    def points_at(self, x: Floats, y: Floats) -> Point3D_Array:
        """Return points on screen ``(n, 3)``; while the line levels, on their way between both views."""
        level = self.level
        if level in (0.0, 1.0):
            return self.plot.points_at(x, y - level * self.found.at(x))
        points, area = self.plot.points_at(x, 0.0 * y), self.plot.area
        (low, high), reach = self.upright, self.largest
        share = (1 - level) * (y - low) / (high - low)
        share = share + level * (y - self.found.at(x) + reach) / (2 * reach)
        points[:, 1] = area.bottom + share * area.height
        return points

    @property
    def largest(self) -> float:
        """How far the picture of the noise reaches up and down."""
        noise = float(np.abs(self.found.noise).max())
        return ROOM * (noise or 0.1 * (self.way.y_range[1] - self.way.y_range[0]))

    @property
    def others_at(self) -> tuple[Floats, Floats, Floats]:
        """All but the told sample: x, y and noise."""
        data, row = self.found.data, self.found.row
        x, y, noise = (np.delete(values, row) for values in (data.x, data.y, self.found.noise))
        return x, y, noise

    @property
    def half(self) -> float:
        """Half the band's height now, in units of y."""
        return self.opened.get_value() * self.found.sigma

    @property
    def count(self) -> int:
        """How many samples the band holds now, the told one among them."""
        return int((np.abs(self.found.noise) <= self.half).sum()) if self.half else 0

    def redraw(self) -> None:
        """Set everything from the trackers."""
        plot, time = self.plot, self.time.get_value()
        self._draw_way(time)
        x, y, noise = self.others_at
        places = self.points_at(x, y)
        area = plot.area
        seen = (
            (places[:, 0] >= area.left)
            & (places[:, 0] <= area.right)
            & (places[:, 1] >= area.bottom)
            & (places[:, 1] <= area.top)
        )
        crowd = self.crowd.get_value()
        self.others.set_places(places[seen & (crowd > 0.0)]).set_fill(opacity=crowd)
        within = seen & (np.abs(noise) <= self.half) & (self.opened.get_value() > 0.0)
        self.inside.set_places(places[within])
        ends = np.array([self.way.x_range[0], self._until(self.drawn.get_value())])
        line = self.points_at(ends, self.found.at(ends))
        self.line.set_corners(*(clip_polyline(line, area) if self.drawn.get_value() else []))
        grown = one_by_one(len(x), self.measured.get_value())[self.rank, None] if len(x) else np.zeros((0, 1))
        feet = self.points_at(x, self.found.at(x))
        tops = feet + grown * (places - feet)
        pieces = [clip_polyline(np.array(pair), area) for pair in zip(feet, tops, strict=True)]
        self.gaps.set_corners(*(piece for some in pieces for piece in some))
        self.band.set_outlines(*self._band())

    def _until(self, share: float) -> float:
        low, high = self.way.x_range
        return low + share * (high - low)

    def _band(self) -> list[Point3D_Array]:
        """Return the outline of the band, cut at the picture's edges."""
        if not self.half:
            return []
        x = np.linspace(*self.way.x_range, 121)
        area = self.plot.area
        edges = [self.points_at(x, self.found.at(x) + side * self.half) for side in (1.0, -1.0)]
        for edge in edges:
            edge[:, 1] = np.clip(edge[:, 1], area.bottom, area.top)
            edge[:, 0] = np.clip(edge[:, 0], area.left, area.right)
        return [np.vstack([edges[0], edges[1][::-1]])]

    def wait_at(self, begun: ValueTracker) -> None:
        """Let the one who is told wait below the answer, until `begun` takes them to the way's start."""
        self.begun = begun
        self.redraw()

    def _draw_way(self, time: float) -> None:
        """Set the one who is told, the upright parts and the treads; these go into the line as it levels."""
        x, y, walked = self.way.place(time)
        if self.begun is not None and self.begun.get_value() < 1.0:
            share, low = self.begun.get_value(), 0.0 if self.way.from_zero else self.way.y_range[0]
            x = (1 - share) * self.found.told[0] + share * x
            y, walked = (1 - share) * low + share * y, share
        self.worker.stand(self.points_at(np.array([x]), np.array([y]))[0], walked)
        for kind, bar in self.bars.items():
            parts = self._told(kind, time)
            aside = self.way.aside(kind) * (self.gathered.get_value() if kind == "weight" else 1.0)
            parts[..., 0] += self.gathered.get_value() * (self.found.told[0] - parts[..., 0])
            bar.set_outlines(*(outline for part in parts for outline in self._outline(part, aside)))
        treads = self._told("across", time if self.gathered.get_value() == 0.0 else 0.0)
        corners = [clip_polyline(self.points_at(*part.T), self.plot.area) for part in treads]
        self.treads.set_corners(*(piece for pieces in corners for piece in pieces))

    def _told(self, kind: Kind, time: float) -> Floats:
        parts = self.way.told(kind, time)
        if kind != "noise":
            gone = self.level if kind != "across" else min(1.0, SOON * self.level)
            parts[:, 0] += gone * (parts[:, 1] - parts[:, 0])
        return parts

    def _outline(self, part: Floats, aside: float) -> list[Point3D_Array]:
        """Return the outline of an upright part, so many widths aside, cut at the picture's edges."""
        area = self.plot.area
        points = self.points_at(*part.T)
        left, right = np.clip(points[0, 0] + BAR * (aside + np.array([-0.5, 0.5])), area.left, area.right)
        low, high = np.clip(np.sort(points[:, 1]), area.bottom, area.top)
        if high - low < 1e-9 or right - left < 1e-9:
            return []
        return [np.array([(left, low, 0.0), (right, low, 0.0), (right, high, 0.0), (left, high, 0.0)])]

    def middle_of(self, kind: Kind) -> Point3D:
        """Return on screen the middle of the last upright part of a kind that has been told."""
        parts = self.way.told(kind, self.time.get_value())
        if not len(parts):
            return self.worker.place
        middle = np.clip(self.points_at(*parts[-1].T).mean(axis=0), *self.corners)
        return np.asarray(middle)

    @property
    def corners(self) -> Floats:
        """The picture's lower left and upper right corner on screen, shape (2, 3)."""
        area = self.plot.area
        return np.array([(area.left, area.bottom, 0.0), (area.right, area.top, 0.0)])

    def look_at(self, x_range: Range, y_range: Range, y_label: str | None = None) -> ViewChange:
        """Return the animation that shows these ranges, of another quantity if it has a name."""
        label = self.labels[1] if y_label is None else y_label
        goal = Plot(self.look, self.plot.box, x_range, y_range, x_label=self.labels[0], y_label=label)
        return ViewChange(self.plot, goal=goal)

    def push_in(self) -> ViewChange:
        """Return the animation that comes close to the told noise."""
        x, y, said, _ = self.found.told
        (left, right), (bottom, top) = self.way.near
        height = abs(y - said) / CLOSE
        if height < LEAST * (top - bottom):
            return self.look_at((left, right), (bottom, top))
        low, rise = (y + said - height) / 2 - 0.05 * height, abs(self.found.slope) * (right - left)
        half = 0.2 * (right - left) * min(1.0, STEEPEST * height / rise if rise else 1.0)
        return self.look_at((x - half, x + half), (low, low + height))

    @property
    def gaps_taken(self) -> Point3D_Array:
        """Points on screen ``(n, 3)`` along all gaps, and at their ends."""
        x, y, _ = self.others_at
        shares = np.linspace(0.0, 1.0, 9)[:, None]
        heights = self.found.at(x) + shares * (y - self.found.at(x))
        return np.concatenate([self.points_at(x, row) for row in heights])

    def pull_back(self) -> ViewChange:
        """Return the animation that shows everything."""
        return self._upright_view(self.way.x_range, self.way.y_range)

    def come_near(self) -> ViewChange:
        """Return the animation that shows the way alone."""
        return self._upright_view(*self.way.near)

    def _upright_view(self, x_range: Range, y_range: Range) -> ViewChange:
        self.upright = y_range
        return self.look_at(x_range, y_range)

    def see_noise(self, y_label: str) -> ViewChange:
        """Return the animation that shows the noise of all, as it is when the line is level."""
        return self.look_at(self.way.x_range, (-self.largest, self.largest), y_label)

    @property
    def taken(self) -> Point3D_Array:
        """Points on screen ``(n, 3)`` all over what is drawn now."""
        x = np.linspace(*self.plot.x_range, LINE_POINTS)
        line = self.points_at(x, self.found.at(x))
        lines = [filled(part.points) for part in (self.treads, *self.bars.values()) if len(part.points)]
        return np.concatenate([line, self.others.places, self.worker.ground, *lines])


def filled(points: Point3D_Array) -> Point3D_Array:
    """Return points all along the straight pieces of a shape's outline."""
    corners = points.reshape(-1, 4, 3)[:, [0, 3]]
    shares = np.linspace(0.0, 1.0, 9)[None, :, None]
    along = corners[:, :1] + shares * (corners[:, 1:] - corners[:, :1])
    return np.asarray(along.reshape(-1, 3))


__all__ = ["WageStage", "filled"]
