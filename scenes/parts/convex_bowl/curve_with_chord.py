"""A chord of a graph: above it where the function is convex, below it where it is not."""

import itertools

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.objective import Objective
from gd_math.shape.chords import TOUCHING, ChordPoint, chord_point
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES, TYPE, blend
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline, dashes
from scenes.cast.marks.shade import Shade
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import plain
from scenes.cast.writing.numbers import Number, number_width

SAMPLES = 241
GAP = 0.14
"""From the letter of the share to its number, in scene units."""
CURVE_SAMPLES = 600
TINT = 0.24
"""How strongly the area between chord and graph is coloured."""
TITLE = 0.25
"""From the plot's upper edge to the words above it, in scene units."""
SHARE_AIR, SHARE_ALONG = 0.24, 0.9
"""From the chord to the number of the share, and along it, away from the near end, in scene units."""


class CurveWithChord(VGroup):
    """The graph of a function and a chord that follows trackers.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    objective
        A function of one variable.

    Attributes
    ----------
    ends
        The x of both ends, a and b.
    share
        Where between a and b the point slides, 1 − t.
    grown, slid, marked
        How much of the chord, of the point that slides on it and of the gap is drawn, from 0 to 1.
    loose
        Whether an end has left the picture: then there is no chord.
    told
        The number t at the sliding point, which is not part of this.
    """

    def __init__(self, look: Look, plot: Plot, objective: Objective) -> None:
        super().__init__()
        colours = look.colours
        self.look, self.plot, self.objective = look, plot, objective
        self.ends = ValueTracker(plot.x_range[0]), ValueTracker(plot.x_range[1])
        self.share, self.grown, self.slid, self.marked = (ValueTracker(0.0) for _ in range(4))
        self.loose = False
        self.shade = Shade(blend(colours.loss, colours.background, TINT), name="chord above graph")
        self.breach = Shade(blend(colours.warning, colours.background, TINT), name="chord below graph")
        self.curve = Polyline(colours.loss, STROKES.curve, name="curve")
        self.draw_curve()
        plot.watch(self.draw_curve)
        self.gap = Polyline(colours.ink, STROKES.path, name="gap")
        self.line = Polyline(colours.ink, STROKES.curve * 0.75, name="chord")
        self.dip = Polyline(colours.warning, STROKES.curve * 0.75, name="chord below graph")
        self.tips = Dots(colours.ink, POINT_RADIUS * 1.3, name="ends of the chord")
        self.foot = Dots(colours.loss, POINT_RADIUS * 1.3, name="point of the graph")
        self.add(self.shade, self.breach, self.curve, self.gap, self.line, self.dip)
        self.add(self.tips, self.foot)
        self.told = ShareLabel(look, self)
        self.name = "curve with chord"
        follow(self, self.redraw)

    def bend(self, objective: Objective) -> None:
        """Become the graph of another function."""
        self.objective = objective
        self.draw_curve()

    def draw_curve(self) -> None:
        """Draw the graph in the view that the plot now has."""
        x = np.linspace(*self.plot.x_range, CURVE_SAMPLES)
        pieces = clip_polyline(self.plot.points_at(x, self.objective(x)), self.plot.area)
        self.curve.set_corners(*pieces)

    @property
    def point(self) -> ChordPoint:
        """Return the point of the chord whose gap is marked."""
        a, b = (end.get_value() for end in self.ends)
        return chord_point(self.objective, a, b, self.share.get_value())

    def redraw(self) -> None:
        """Set every point from the trackers."""
        reach = float(smooth(np.clip(self.grown.get_value(), 0.0, 1.0)))
        a, b = (end.get_value() for end in self.ends)
        x = np.linspace(a, a + reach * (b - a), SAMPLES)
        on_graph: Floats = self.objective(x)
        on_chord = on_graph[0] + (float(self.objective(b)) - on_graph[0]) * np.linspace(0.0, reach, SAMPLES)
        if self.loose or reach == 0.0 or not np.isfinite(on_chord).all():
            self._vanish()
            return
        tolerance = TOUCHING * max(float(np.abs(on_chord).max()), 1.0)
        below = on_chord < on_graph - tolerance
        line = self.plot.points_at(x, on_chord)
        self._shade(line, self.plot.points_at(x, on_graph), below)
        self.tips.set_places(line[[0, -1]])
        if self.slid.get_value() > 0.0:
            point = self.point
            self.tips.set_places(np.concatenate([self.tips.places, [self.plot.at(point.x, point.chord)]]))
        self._mark_gap()

    def shows(self, x: float) -> bool:
        """Tell whether a place of the graph is in the picture."""
        return bool(np.isfinite(x)) and self.plot.shows(x, float(self.objective(x)), slack=1e-6)

    def _vanish(self) -> None:
        for shade in (self.shade, self.breach):
            shade.set_outlines()
        for part in (self.gap, self.line, self.dip):
            part.set_corners()
        for dots in (self.tips, self.foot):
            dots.set_places(np.zeros((0, 3)))

    def _shade(self, line: Point3D_Array, curve: Point3D_Array, below: np.ndarray) -> None:
        """Draw chord and area in pieces, above and below the graph."""
        area = self.plot.area
        floor = np.nan_to_num(np.clip(curve[:, 1], area.bottom, area.top), nan=area.bottom)
        known = np.isfinite(curve[:, 1])
        edges = np.flatnonzero(np.diff(below.astype(int) + 2 * known)) + 1
        above_line, below_line, above_area, below_area = [], [], [], []
        for places in np.split(np.arange(len(line)), edges):
            run = np.arange(places[0], min(places[-1] + 2, len(line)))
            outline = np.concatenate(
                [line[run], np.column_stack([line[run, 0], floor[run], np.zeros(len(run))])[::-1]]
            )
            if below[run[0]]:
                below_line += dashes(line[run[0]], line[run[-1]], 0.16, 0.1)
                below_area.append(outline)
            else:
                above_line.append(line[[run[0], run[-1]]])
                above_area += [outline] if known[run[0]] else []
        self.line.set_corners(*above_line)
        self.dip.set_corners(*below_line)
        self.shade.set_outlines(*above_area)
        self.breach.set_outlines(*below_area)

    def _mark_gap(self) -> None:
        shown = float(smooth(np.clip(self.marked.get_value(), 0.0, 1.0)))
        point = self.point
        if shown == 0.0 or not np.isfinite([point.graph, point.chord]).all():
            self.gap.set_corners()
            self.foot.set_places(np.zeros((0, 3)))
            return
        low, high = self.plot.at(point.x, point.graph), self.plot.at(point.x, point.chord)
        inside = self.plot.shows(point.x, point.graph)
        low[1] = np.clip(low[1], self.plot.area.bottom, self.plot.area.top)
        self.gap.set_corners(np.array([high, high + shown * (low - high)]))
        self.foot.set_places(low[None] if shown >= 1.0 and inside else np.zeros((0, 3)))

    @property
    def taken(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` from which letters and numbers keep away."""
        a, b = (end.get_value() for end in self.ends)
        x, area = np.linspace(*self.plot.x_range, CURVE_SAMPLES), self.plot.area
        graph = np.nan_to_num(self.objective(x), nan=np.inf, posinf=np.inf, neginf=-np.inf)
        one, other = (self.plot.at(end, float(self.objective(end))) for end in (a, b))
        chord, share = np.linspace(one, other, 60), np.linspace(0.0, 1.0, 80)[:, None]
        low, high = np.array([area.left, area.bottom, 0.0]), np.array([area.right, area.top + TITLE, 0.0])
        corners = (low, [high[0], low[1], 0.0], high, [low[0], high[1], 0.0], low)
        edges = [one + share * (np.array(other) - one) for one, other in itertools.pairwise(corners)]
        return np.concatenate([self.plot.points_at(x, graph), chord, chord + self.told.aside, *edges])


class ShareLabel(VGroup):
    """The share t, as a number at the point that slides on the chord: above it, or `below`."""

    def __init__(self, look: Look, curve: CurveWithChord) -> None:
        self.curve, self.below = curve, False
        self.letter = MathFormula(look, "t =", size=TYPE.caption)
        self.number = Number(look, "0.00", size=TYPE.caption)
        super().__init__(self.letter, self.number)
        self.name = "share of the chord"
        follow(self, self.redraw)

    @property
    def ways(self) -> tuple[Point3D, Point3D]:
        """Return unit vectors along the chord, and away from it, to the side where this stands."""
        a, b = (end.get_value() for end in self.curve.ends)
        one, other = (self.curve.plot.at(end, float(self.curve.objective(end))) for end in (a, b))
        along = (other - one) / max(float(np.linalg.norm(other - one)), 1e-9)
        up = np.array([-along[1], along[0], 0.0])
        return along, -up if bool(up[1] < 0.0) is not self.below else up

    @property
    def aside(self) -> Point3D:
        """Return the way from the point to the middle of this."""
        up = self.ways[1]
        half = np.array([self.length, self.number.cap_height]) / 2
        way: Point3D = (float(np.abs(up[:2]) @ half) + SHARE_AIR) * up
        return way

    @property
    def length(self) -> float:
        """Return how wide this is."""
        return float(self.letter.width) + GAP + number_width("0.00", TYPE.caption)

    def redraw(self) -> None:
        """Stand beside the point, and away from the end that is near."""
        curve, share = self.curve, float(self.curve.share.get_value())
        point = curve.point
        middle = curve.plot.at(point.x, point.chord) + self.aside + SHARE_ALONG * (0.5 - share) * self.ways[0]
        if not np.isfinite(middle).all():
            return
        left, line = middle[0] - self.length / 2, middle[1] - self.number.cap_height / 2
        self.letter.stand_on(line).shift((left - float(self.letter.get_left()[0]), 0.0, 0.0))
        text = plain(1.0 - share, 2)
        self.number.set_text(text, (left + self.length - number_width(text, TYPE.caption), line, 0.0))
