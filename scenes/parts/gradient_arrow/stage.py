"""The stage on which a gradient is taken apart: a land, its map, and the close-up around one point."""

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.functions.compass import Compass
from gd_math.functions.landscapes import height_grid
from gd_math.typing import Floats, Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.even_ranges import even_box
from scenes.cast.charts.free_places import ring
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.land.block import Land
from scenes.cast.land.hill_map import HillMap, land_levels
from scenes.cast.land.terrain import Terrain
from scenes.cast.maps.arrow_words import stand_beside
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.map_words import MapFormula, MapWord
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.gradient_arrow.compass import CompassClock, CompassRose, needle
from scenes.parts.gradient_arrow.compass_numbers import CompassNumbers, HeightTexts
from scenes.parts.gradient_arrow.partials import LABEL_GAP, GradientParts, PartialClock, Screen, TipSign
from scenes.parts.gradient_arrow.point_view import PointView, Standing

VIEWS = (20.0, -25.0, 65.0, -70.0, 110.0, 155.0, -115.0, -160.0)
"""Azimuths around which the view may turn; the first from which the point is in sight is taken."""
RING, SMALL_RING, SMALLEST_RING = 0.5, 0.37, 0.3
"""Radius of the compass in units of half the close-up's width; smaller in tall frames, for its numbers.

It is at least the last, where a gradient in its true length needs room.
"""
AROUND_TIPS = 1.3
"""Room for a gradient in its true length and its sign, in units of it."""
AROUND_TURN = 1.06
"""Room for a copy of the gradient that turns round, in units of it."""
SHORT = 0.5
"""Gradients that are shorter, in units of a probe's way, are not drawn in their true length."""
LONGEST_ON_LAND, SHORTEST_ON_LAND, ELSE_ON_LAND = 1.2, 0.25, 0.6
"""Of a gradient arrow, in units of half the width that is seen; the others in units of the longest.

One that would be longer or shorter than these is drawn in the last length.
"""
AROUND_ROSE, ROSE_POINTS = 1.6, 24
"""What is seen of the land from close by, in units of a probe's way."""
HALF_TURN = 0.5
"""Share of the turn after which the land is seen from close by."""
SMALL = 0.85
"""Size of balls and lines in tall frames, whose pictures are small."""
FORMULA_ROOM = 0.55
"""Height of the one line of formulas in tall frames."""
MOST_LEVELS, CLOSE_LEVELS, FEW_LEVELS, CLOSE_GRID = 13, 6, 3, 61
"""Contours on the land; and on the close-up, where so few of those cross it, on a grid of so many places."""
BESIDE = 0.6, 0.85, 0.35
"""Where along an arrow its formula may stand, as shares of its length, the best first."""
CORNER = 0.3
"""Width that the name of the upward axis takes above the map."""
SEEN = 0.12
"""Length of an arrow, in scene units, from which it is seen."""


class GradientStage:
    """The mobjects of a gradient at one point, and the trackers that they follow.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    land
        What is seen.
    compass
        The point on it, and the probes around it.
    turn
        How far the view turns, in degrees.
    """

    def __init__(self, look: Look, layout: Layout, land: Land, compass: Compass, turn: float) -> None:
        self.look, self.layout, self.land, self.compass = look, layout, land, compass
        self.foot: Points = land.on_ground(compass.point)
        self.parts, self.probes = PartialClock.still(), CompassClock.still()
        self.texts = HeightTexts(compass)
        self.left, self.right = self.panels()
        self.across, self.upwards = axis_names(land.objective)
        self.factor = self._factor()
        self.window = self._window()
        self.terrain = self._in_full_view(turn, land_levels(land, MOST_LEVELS))
        even = self._even(self.right, land.x_range, land.y_range)
        self.map = HillMap(look, even, land, self._levels(), self.across, self.upwards)
        self.map.remove(*self._axis_names)  # they come when the land has gone aside
        self.close, self.above_map, self.beside = self._shots()
        self.size = SMALL if layout.tall else 1.0
        everywhere = Land(land.objective, (-np.inf, np.inf), (-np.inf, np.inf))
        self.above = self._view(self.on_map, everywhere, self.length, level=False)
        self.hill = self._view(self.terrain.project, land, self._reach(), level=True)
        views = [(self.above, self.map.area)] + ([] if layout.tall else [(self.hill, self.left)])
        self.signs_up, self.signs_down = (
            [TipSign(look, view.arrows, arrow, markup, room) for view, room in views]
            for arrow, markup in ((2, "nabla f"), (3, 'class("normal", -) nabla f'))
        )

    def scale_word(self) -> VGroup:
        """Return by which factor gradients are drawn on the map, at its lower edge; nothing for true ones."""
        if self.factor == 1.0:
            return VGroup()
        text = self.look.say("arrows drawn × {factor}", factor=shortest(self.factor))
        word, area = MapWord(self.look, text, self.look.colours.gradient), self.map.area
        across, up = word.half.tolist()
        return VGroup(word.stand_at(np.array([area.right - across, area.bottom + up, 0.0])))

    @property
    def length(self) -> float:
        """The length in data units of the gradient as it is drawn on the map."""
        return self.factor * float(np.hypot(*self.compass.slopes))

    def _factor(self) -> float:
        """Return how long gradients are drawn: truly where there is room, else about as a probe's way."""
        slopes, distance = np.abs(self.compass.slopes), self.compass.distance
        steep = float(np.hypot(*slopes))
        if steep == 0.0:
            return 1.0
        if SHORT * distance <= steep and AROUND_TIPS * float(slopes.max()) <= distance / SMALLEST_RING:
            return 1.0
        return float(f"{distance / steep:.2g}")

    def _shots(self) -> tuple[int, int, int]:
        """Return the terrain's shots: from close by, as its own map, and from close by beside that."""
        terrain = self.terrain
        terrain.shot.set_value(terrain.stand_in(self.layout.alone, (0.0, 1.0)))
        terrain.azimuth.set_value(terrain.turned(HALF_TURN))
        turns = np.linspace(0.0, 2 * np.pi, ROSE_POINTS)
        reach = AROUND_ROSE * self.compass.distance
        around = self.foot + reach * np.stack([np.cos(turns), np.sin(turns), 0.0 * turns], axis=-1)
        alone = terrain.come_close(around, self.right if self.layout.tall else self.layout.alone, cut=True)
        above = terrain.rise_above(self.map.area)
        beside = terrain.come_close(around, self.left, cut=True)
        terrain.azimuth.set_value(terrain.sweep[0])
        return alone, above, beside

    @property
    def _axis_names(self) -> list[VGroup]:
        return [self.map.numbers, self.map.labels]

    def name_axes(self) -> None:
        """Let numbers and names of the axes belong to the map again, behind all that is drawn in it."""
        self.map.add(*self._axis_names)

    def come_closer(self) -> ViewChange:
        """Return the animation by which what is seen of the map comes close to the point."""
        box = self._even(self.right, *self.window)
        return ViewChange(self.map, x_range=self.window[0], y_range=self.window[1], box=box)

    def count(self) -> None:
        """Make the numbers around the compass, for the map as it is seen now."""
        self.name_of_numbers = self._name_of_numbers(self.map)
        size = TYPE.caption if self.wide else TYPE.label
        self.numbers = CompassNumbers(self.look, self.map, self.compass, self.texts, self.probes, size)

    def _levels(self) -> tuple[float, ...]:
        """Return the heights of the contours; where few cross the close-up, its own ones as well."""
        levels = land_levels(self.land, MOST_LEVELS)
        heights = height_grid(self.land.objective, *self.window, CLOSE_GRID).heights
        heights = heights[np.isfinite(heights)]
        low, high = (float(heights.min()), float(heights.max())) if heights.size else (0.0, 0.0)
        if sum(low < level < high for level in levels) >= FEW_LEVELS or not high > low:
            return levels
        return tuple(
            sorted({*levels, *(one for one in nice_ticks(low, high, CLOSE_LEVELS) if low < one < high)})
        )

    def question(self) -> MathFormula:
        """Return the question mark beside the ball on the land."""
        mark = MathFormula(self.look, '"?"', colour=self.look.colours.gradient, size=2 * TYPE.formula)
        return mark.move_to(self.hill.ball.place + np.array([0.0, 0.6, 0.0]))

    @property
    def wide(self) -> bool:
        """Whether the pictures are large."""
        return self.layout.width > 1.5 * self.layout.height

    def panels(self) -> tuple[Box, Box]:
        """Return the room for the terrain and for the map beside it; in tall frames one takes the other's."""
        layout, stage = self.layout, self.layout.stage
        if layout.tall:
            room = Box(stage.left, stage.right, stage.bottom, layout.formula.top - FORMULA_ROOM)
            return room, room
        left, right = stage.columns(1.2 if self.wide else 1.05, 1.0, gap=0.45)
        return left, right

    def _even(self, box: Box, x_range: Range, y_range: Range) -> Box:
        return even_box(self.look, box, x_range, y_range, (self.across, self.upwards))

    def _window(self) -> tuple[Range, Range]:
        """Return the part of the plane that the close-up shows."""
        x, y = self.compass.point.tolist()
        half = self.compass.distance / (SMALL_RING if self.layout.tall else RING)
        if self.factor == 1.0:
            slopes = np.abs(self.compass.slopes)
            half = max(half, AROUND_TIPS * float(slopes.max()), AROUND_TURN * float(np.hypot(*slopes)))
        return (x - half, x + half), (y - half, y + half)

    def _in_full_view(self, turn: float, levels: tuple[float, ...]) -> Terrain:
        """Return the land from a side from which the point is in sight during the whole turn."""
        rooms = self.layout.alone, self.left, self.right
        sheet = Box(
            min(box.left for box in rooms),
            max(box.right for box in rooms),
            min(box.bottom for box in rooms),
            max(box.top for box in rooms),
        )
        for view in VIEWS:
            terrain = Terrain(self.look, sheet, self.land, turn, levels, view=view)
            if all(self._sees(terrain, azimuth) for azimuth in np.linspace(*terrain.sweep, 5)):
                break
        else:
            terrain = Terrain(self.look, sheet, self.land, turn, levels, view=VIEWS[0])
        terrain.azimuth.set_value(terrain.sweep[0])
        return terrain

    def _sees(self, terrain: Terrain, azimuth: float) -> bool:
        terrain.azimuth.set_value(azimuth)
        return bool(terrain.in_sight(self.foot[None])[0])

    def _reach(self) -> float:
        """Return the length in data units of the gradient arrow on the land."""
        half = float(np.ptp(self.land.x_range)) / 2
        slope = float(np.hypot(*self.compass.slopes)) * self.land.rise_per_height * half
        closer = self.terrain.shots[self.beside].size / self.terrain.shots[1].size
        longest = LONGEST_ON_LAND / closer * half / float(np.hypot(1.0, slope))
        as_on_map = SHORTEST_ON_LAND * longest < self.length <= longest
        return self.length if as_on_map else ELSE_ON_LAND * longest

    def _view(self, screen: Screen, land: Land, reach: float, *, level: bool) -> PointView:
        """Return what happens at the point in one view; the gradient arrow is `reach` data units long."""
        look, slopes, size = self.look, self.compass.slopes, self.size
        scale = reach / max(float(np.hypot(*slopes)), 1e-300)
        first = min(self.compass.distance, reach)
        return PointView(
            CompassRose(look, screen, land, self.compass, self.probes, level=level, size=size),
            GradientParts(look, screen, self.foot, slopes, scale, self.parts, self.needle, first, size),
            Standing(look, screen, self.foot, size * BALL_RADIUS * (0.8 if level else 0.9)),
        )

    def on_map(self, ground: Floats) -> Point3D_Array:
        """Return the points of the map for data x, y, height ``(..., 3)``."""
        return self.map.points_at(ground[..., 0], ground[..., 1])

    def needle(self) -> Points:
        """Return the direction in which the gradient is looked for, from the best of eight to its own."""
        if self.probes.judged.get_value() <= 0.0:
            return self.compass.uphill
        return needle(self.compass, smooth(self.probes.turned.get_value()))

    def _name_of_numbers(self, plot: Plot) -> MathFormula:
        """Return what the numbers around the compass are, above the upper right corner."""
        say, colour, probe = self.look.say, self.look.colours.loss, shortest(self.compass.distance)
        names = say("after {probe}: change of height", probe=probe), say("change of height")
        pages = [paint(colour, f"{Cell.words(words).markup}{self.texts.power}") for words in names]
        name = fitting(self.look, *pages, width=plot.area.width - CORNER, largest=TYPE.label)
        name.stand_on(
            plot.area.top + (0.5 if self.layout.tall else 1.0) * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        )
        name.shift((plot.area.right - float(name.get_right()[0]), 0.0, 0.0))
        return name

    def seen(self, arrow: int) -> bool:
        """Tell whether an arrow of the close-up is long enough to be seen: along x, along y, the gradient."""
        foot, *tips = self.above.arrows.tips
        return bool(np.linalg.norm(tips[arrow] - foot) >= SEEN)

    def arrow_label(self, arrow: int, markup: str) -> MapFormula:
        """Return a formula beside an arrow of the close-up: along x, along y, the gradient."""
        foot, *tips = self.above.arrows.tips
        taken = [ring(foot, BALL_RADIUS)] + [np.linspace(foot, tip, 15) for tip in tips[:3]]
        taken += [np.linspace(tip, tips[2], 15) for tip in tips[:2]]
        label = MapFormula(self.look, markup, self.look.colours.gradient)
        stand_beside(
            label,
            foot,
            tips[arrow],
            self.map.area,
            np.concatenate(taken),
            gap=LABEL_GAP,
            enough=LABEL_GAP,
            shares=BESIDE,
            first=-1.0,
        )
        return label


__all__ = ["GradientStage"]
