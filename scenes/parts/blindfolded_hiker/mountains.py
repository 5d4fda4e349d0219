"""A mountain landscape: sky, ridges, and the hill whose outline is the graph of a function."""

import itertools
from dataclasses import dataclass

import numpy as np
from manim import UP, ManimColor, VGroup, VMobject
from manim.typing import Point3D_Array

from gd_math.objective import Objective
from gd_math.typing import Floats
from scenes.base.layout import Box, Layout
from scenes.base.look import Look, ThemeName
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.graphs import in_pieces
from scenes.cast.marks.lines import Polyline, clip_polyline, closed
from scenes.parts.blindfolded_hiker.closeness import BEYOND, Closeness

Peaks = tuple[tuple[float, float, float], ...]

GROUND_SAMPLES = 1200
RIDGE_SAMPLES = 640

FAR_PEAKS = (
    (-7.2, 0.7, 2.2),
    (-4.6, 0.95, 1.9),
    (-2.2, 0.55, 2.0),
    (0.6, 1.0, 1.8),
    (3.0, 0.6, 2.3),
    (6.3, 0.9, 2.0),
)
MIDDLE_PEAKS = ((-6.1, 0.75, 2.2), (-2.9, 0.95, 1.9), (1.9, 0.8, 2.0), (4.6, 1.0, 1.9), (7.4, 0.6, 2.2))
"""Place, height and half width of the peaks of the two ranges behind; places in scene units."""

CREST = ((0.10, -0.22), (-0.03, -0.42), (0.2, -0.75), (0.06, -1.1), (0.4, -1.7), (0.2, -4.0))
"""The line from a summit down, which parts the lit flank from the shaded one."""

DEPTHS = (0.3, 0.3, 0.3, 0.5, 0.5, 0.5, 0.8, 0.8)
"""Of the ranges and what is on them: how far they grow when the picture comes close, the hill being 1."""

SHADE, NARROWEST = 0.2, 8
PIT = 0.05


@dataclass(frozen=True, slots=True)
class Scenery:
    """Colours of a landscape; lists run from the bottom to the top.

    The upper and lower ends stay close to the theme's background, so that words on them can be read.
    """

    sky: tuple[str, ...]
    ridges: tuple[str, ...]
    snow: str
    shade: str
    firs: str
    hill: tuple[str, ...]
    layers: str
    fog: tuple[str, ...]
    wisp: str


SCENERIES: dict[ThemeName, Scenery] = {
    "dark": Scenery(
        sky=("#405B74", "#405B74", "#3E5972", "#2A3D50", "#161D27", "#0E1116"),
        ridges=("#385067", "#2C3F51", "#203040"),
        snow="#9DB2C3",
        shade="#16212C",
        firs="#22323F",
        hill=("#0E1116", "#121A23", "#1B2C3C", "#26405A"),
        layers="#0E1116",
        fog=(
            "#161C24",
            "#1B222B",
            "#222A33",
            "#2C3641",
            "#3D4955",
            "#46535F",
            "#44505D",
            "#38434F",
            "#272F39",
            "#191F27",
            "#11151B",
        ),
        wisp="#AAC8E6",
    ),
    "light": Scenery(
        sky=("#DDE9EF", "#DDE9EF", "#E1ECF1", "#EDF3F3", "#F7F7F3", "#FAF8F3"),
        ridges=("#CFDEE6", "#C2D4DE", "#C6D7DF"),
        snow="#F7FAFB",
        shade="#7F9DAE",
        firs="#B3C7D1",
        hill=("#FAF8F3", "#F6F6F2", "#EFF4F4", "#E4EEF2"),
        layers="#FFFFFF",
        fog=(
            "#FAF8F3",
            "#F9F7F3",
            "#F6F6F2",
            "#F0F1EF",
            "#DDE3E6",
            "#D5DDE2",
            "#D9E0E4",
            "#F4F4F1",
            "#F8F7F3",
            "#FAF8F3",
            "#FAF8F3",
        ),
        wisp="#FFFFFF",
    ),
}


def shaded(shape: VMobject, colours: tuple[str, ...], opacity: float = 1.0) -> VMobject:
    """Fill a shape with colours from its lower to its upper end."""
    shape.set_stroke(width=0)
    shape.fill_rgbas = np.array([ManimColor(colour).to_rgba_with_alpha(opacity) for colour in colours])
    shape.set_sheen_direction(UP)
    return shape


def area_below(outline: Point3D_Array, bottom: float) -> VMobject:
    """Return the area between an outline ``(n, 3)`` and a level, with straight edges."""
    first, last = outline[0], outline[-1]
    corners = [(first[0], bottom, 0.0), *outline, (last[0], bottom, 0.0), (first[0], bottom, 0.0)]
    return VMobject().set_points_as_corners(np.asarray(corners, dtype=float))


class Outline(Polyline):
    """The graph of the function; it may fade in fog."""

    lint_ignore = frozenset({"contrast"})


class Landscape(VGroup):
    """Sky, ridges and hill over the whole frame, and the graph of the function as the hill's outline.

    Parameters
    ----------
    look
        Theme and language.
    layout
        The frame, which the landscape fills to its edges.
    plot
        Axes of the graph; only their way from data to the screen is used.
    objective
        A function of one variable; the height over x.
    """

    lint_bleed = True

    def __init__(self, look: Look, layout: Layout, plot: Plot, objective: Objective) -> None:
        super().__init__()
        self.scenery = SCENERIES[look.theme]
        self.frame = Box(-layout.width / 2, layout.width / 2, -layout.height / 2, layout.height / 2)
        self.plot = plot
        xs = np.linspace(self.frame.left - BEYOND, self.frame.right + BEYOND, GROUND_SAMPLES)
        self.pieces = self._graph(xs, objective)
        self.outline = self._filled(self.pieces)
        self.curve = self._curve(look.colours.loss)
        ranges = self._ranges()
        self.add(self._sky(), *ranges, *self._hill(), self.curve)
        self.name = "landscape"
        depths = [0.0, *DEPTHS, *(1.0 for _ in self.submobjects[1 + len(ranges) :])]
        self._homes = [(part, part.points.copy(), depth) for part, depth in zip(self, depths, strict=True)]

    def come(self, view: Closeness) -> None:
        """Stand as near as a view is: mountains that are further away grow less."""
        for part, points, depth in self._homes[1:]:
            part.points = points if view.scale == 1.0 else view.take(points, depth)

    def _graph(self, across: Floats, objective: Objective) -> Point3D_Array:
        """Return the graph over the frame's width, nan where the function has no value."""
        x = self.plot.read(np.column_stack([across, np.zeros_like(across), np.zeros_like(across)]))[:, 0]
        low, high = self.plot.y_range
        return self.plot.points_at(*in_pieces(objective, x, high - low))

    def _filled(self, graph: Point3D_Array) -> Point3D_Array:
        """Return the outline of the ground: where there is none, it is just below the picture."""
        points = graph.copy()
        pit = self.plot.area.bottom - PIT
        points[:, 1] = np.nan_to_num(points[:, 1], nan=pit, posinf=1e3, neginf=-1e3)
        return points

    def _curve(self, colour: str) -> Polyline:
        reach = self.frame.right + BEYOND
        room = Box(-reach, reach, self.frame.bottom, self.plot.area.top + 0.1)
        curve = Outline(colour, STROKES.curve, name="curve")
        return curve.set_corners(*clip_polyline(self.pieces, room))

    def _sky(self) -> VMobject:
        frame = self.frame
        sky = area_below(
            np.array([(frame.left, frame.top, 0.0), (frame.right, frame.top, 0.0)]), frame.bottom
        )
        sky.name = "sky"
        return shaded(sky, self.scenery.sky)

    def _ranges(self) -> list[VMobject]:
        """Return two ranges with snow and a wooded hill, from far to near."""
        area, scenery = self.plot.area, self.scenery
        across = np.linspace(self.frame.left - BEYOND, self.frame.right + BEYOND, RIDGE_SAMPLES)
        far = area.bottom + area.height * (0.50 + 0.30 * massif(across, FAR_PEAKS))
        middle = area.bottom + area.height * (0.36 + 0.24 * massif(across, MIDDLE_PEAKS))
        near = area.bottom + area.height * (0.33 + 0.06 * np.sin(across / 2.3 + 4.0))
        return [
            self._ridge(across, far, scenery.ridges[0]),
            self._snow(across, far, 0.68, 0.8),
            self._shade(across, far, FAR_PEAKS),
            self._ridge(across, middle, scenery.ridges[1]),
            self._snow(across, middle, 0.88, 0.35),
            self._shade(across, middle, MIDDLE_PEAKS),
            self._ridge(across, near, scenery.ridges[2]),
            self._firs(across, near),
        ]

    def _ridge(self, across: Floats, height: Floats, colour: str) -> VMobject:
        ridge = area_below(np.column_stack([across, height, np.zeros_like(across)]), self.frame.bottom)
        ridge.name = "ridge"
        return ridge.set_fill(colour, 1.0).set_stroke(width=0)

    def _snow(self, across: Floats, height: Floats, share: float, opacity: float) -> VMobject:
        """Return caps of snow on what rises over the snow line, with a ragged lower edge."""
        ragged = 0.16 * np.arcsin(np.sin(9.0 * across)) + 0.07 * np.arcsin(np.sin(23.0 * across + 1.0))
        seen = height[np.abs(across) <= self.frame.right]
        line = float(np.quantile(seen, share)) + ragged / 1.57
        caps = VMobject(stroke_width=0, fill_color=self.scenery.snow, fill_opacity=opacity)
        high = np.flatnonzero(height > line)
        for run in np.split(high, np.flatnonzero(np.diff(high) > 1) + 1):
            if len(run) > NARROWEST:
                upper = np.column_stack([across[run], height[run], np.zeros(len(run))])
                lower = np.column_stack([across[run], line[run], np.zeros(len(run))])[::-1]
                caps.append_points(closed(np.vstack([upper, lower])))
        caps.name = "snow"
        return caps

    def _shade(self, across: Floats, height: Floats, peaks: Peaks) -> VMobject:
        """Return the flanks to the right of the summits, which the light does not reach."""
        shade = VMobject(stroke_width=0, fill_color=self.scenery.shade, fill_opacity=SHADE)
        starts = [np.searchsorted(across, place - 0.5) for place, _, _ in peaks]
        summits = sorted({int(s + np.argmax(height[s : s + 35])) for s in starts if s < len(across) - 1})
        for summit, after in itertools.pairwise([*summits, len(across) - 1]):
            foot = summit + int(np.argmin(height[summit : after + 1]))
            top, deep = np.array([across[summit], height[summit], 0.0]), self.frame.bottom
            flank = np.column_stack([across, height, np.zeros_like(across)])[summit : foot + 1]
            crest = [top + np.array([x, y, 0.0]) for x, y in CREST]
            shade.append_points(closed(np.vstack([flank, [(across[foot], deep, 0.0)], crest[::-1]])))
        shade.name = "shade"
        return shade

    def _firs(self, across: Floats, height: Floats) -> VMobject:
        """Return firs along a ridge: triangles whose size and distance vary without chance."""
        firs = VMobject(stroke_width=0, fill_color=self.scenery.firs, fill_opacity=1.0)
        k = np.arange(int(self.frame.width / 0.15))
        places = self.frame.left + 0.15 * k + 0.08 * np.sin(12.9 * k)
        sizes = 0.19 + 0.08 * np.sin(7.3 * k + 1.0)
        wooded = np.sin(0.21 * k + 0.5) + 0.5 * np.sin(0.53 * k) > -0.1
        for place, size in zip(places[wooded], sizes[wooded], strict=True):
            foot = float(np.interp(place, across, height)) - 0.06
            half = 0.3 * size
            corners = [(place - half, foot, 0), (place, foot + size + 0.06, 0), (place + half, foot, 0)]
            firs.append_points(closed(np.array(corners)))
        firs.name = "firs"
        return firs

    def _hill(self) -> list[VMobject]:
        """Return the hill below the graph, and layers of rock that follow its outline."""
        outline = self.outline.copy()
        outline[:, 1] = np.clip(outline[:, 1], self.frame.bottom - 1.0, self.plot.area.top + 0.1)
        hill = shaded(area_below(outline, self.frame.bottom), self.scenery.hill)
        hill.name = "hill"
        layers = []
        for depth, opacity in ((0.35, 0.16), (0.85, 0.16), (1.5, 0.16)):
            below = outline - np.array([0.0, depth, 0.0])
            below[:, 1] += 0.05 * depth * np.sin(2.1 * below[:, 0] + 9 * depth)
            layer = area_below(below, self.frame.bottom)
            layer.set_fill(self.scenery.layers, opacity).set_stroke(width=0)
            layer.name = "rock"
            layers.append(layer)
        return [hill, *layers]


def massif(across: Floats, peaks: Peaks) -> Floats:
    """Return the outline of mountains: the highest of pointed peaks (place, height, width), roughened."""
    place, height, width = np.array(peaks).T
    cones = height - np.abs(across[:, None] - place) / width
    outline: Floats = cones.max(axis=1)
    for scale, amount in ((2.7, 0.10), (6.1, 0.05), (13.7, 0.025)):
        outline = outline + amount * np.arcsin(np.sin(scale * across + scale)) / 1.57
    return outline
