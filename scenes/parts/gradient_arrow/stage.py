"""The stage on which a gradient is found on a land and taken apart on its map."""

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D_Array

from gd_math.functions.compass import Compass
from gd_math.functions.landscapes import height_grid
from gd_math.typing import Floats, Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Range
from scenes.cast.charts.even_ranges import even_box
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.land.block import Land
from scenes.cast.land.hill_map import HillMap, land_levels
from scenes.cast.land.terrain import Terrain
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.map_words import MapFormula, MapWord
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import shortest
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.gradient_arrow.compass import CompassClock, CompassRose, needle
from scenes.parts.gradient_arrow.compass_numbers import CompassNumbers, HeightTexts
from scenes.parts.gradient_arrow.level_line import LevelLine
from scenes.parts.gradient_arrow.map_signs import MapSigns
from scenes.parts.gradient_arrow.partials import (
    MARGIN,
    GradientParts,
    PartialClock,
    Screen,
    TipSign,
)
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
LONGEST_ON_LAND = 1.2
"""Of a gradient arrow, in units of half the width that is seen."""
AROUND_ROSE, AROUND_ARROW, ROSE_POINTS = 1.25, 1.6, 24
"""What is seen of the land from close by, in units of a probe's way."""
HALF_TURN = 0.5
"""Share of the turn after which the land is seen from close by."""
SMALL = 0.85
"""Size of balls and lines in tall frames, whose pictures are small."""
FORMULA_ROOM, NAME_ROOM = 0.55, 0.4
"""Height of the one line of formulas in tall frames, and of what the numbers below it are."""
MOST_LEVELS, CLOSE_LEVELS, FEW_LEVELS, CLOSE_GRID = 13, 6, 3, 61
"""Contours on the land; and on the close-up, where so few of those cross it, on a grid of so many places."""
CORNER = 0.3
"""Width that the name of the upward axis takes above the map."""


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
        self.terrain = self._in_full_view(turn, land_levels(land, MOST_LEVELS))
        self.close, self.shut, self.beside = self._shots()
        self.factor = self._factor()
        self.window = self._window()
        even = even_box(look, self.right, *self.window, (self.across, self.upwards))
        self.map = HillMap(look, even, land, self._levels(), self.across, self.upwards, window=self.window)
        self.size = SMALL if layout.tall else 1.0
        self.levelled, self.squared = ValueTracker(0.0), ValueTracker(0.0)
        self.level_line = LevelLine(look, self.map, compass, self.levelled, self.squared)
        everywhere = Land(land.objective, (-np.inf, np.inf), (-np.inf, np.inf))
        self.above = self._view(self.on_map, everywhere, self.length, level=False)
        self.hill = self._view(self.terrain.project, land, self.length, level=True)
        size = TYPE.formula if self.wide else TYPE.label if layout.tall else TYPE.caption
        self.signs = MapSigns(look, self.map, self.above, self.level_line, compass.distance)
        self.numbers = CompassNumbers(look, compass, self.texts, self.probes, size)

    @property
    def crossed(self) -> bool:
        """Whether there is a contour through the point, and the gradient crosses it."""
        smooth_here = not (self.compass.level or self.compass.kinks.any())
        return smooth_here and bool(self.level_line.ways)

    @property
    def alone(self) -> Box:
        """The room of the land from close by, while it is the only picture."""
        return self.right.inset(top=NAME_ROOM) if self.layout.tall else self.layout.alone

    def sign(self, view: PointView, arrow: int, markup: str) -> TipSign:
        """Return a sign at the tip of an arrow of one view: along x, along y, the gradient, against it."""
        room = self.map.area if view is self.above else self.terrain.window
        return TipSign(self.look, view.arrows, arrow, markup, room.inset(*4 * (MARGIN,)))

    def twin(self) -> tuple[Terrain, PointView]:
        """Return another sight of the land, and of what is on it: one goes aside, the other tips up."""
        terrain = self.terrain.twin()
        return terrain, self._view(terrain.project, self.land, self.length, level=True)

    def scale_word(self, area: Box) -> VGroup:
        """Return the factor by which gradients are drawn, low in a picture; nothing for true ones."""
        if self.factor == 1.0:
            return VGroup()
        text = self.look.say("arrows drawn × {factor}", factor=shortest(self.factor))
        word = MapWord(self.look, text, self.look.colours.gradient)
        across, up = word.half.tolist()
        return VGroup(word.stand_at(np.array([area.right - across, area.bottom + up, 0.0])))

    @property
    def length(self) -> float:
        """The length in data units of the gradient as it is drawn."""
        return self.factor * float(np.hypot(*self.compass.slopes))

    def _factor(self) -> float:
        """Return how long gradients are drawn: truly where there is room, else about as a probe's way."""
        slopes, distance = np.abs(self.compass.slopes), self.compass.distance
        steep = float(np.hypot(*slopes))
        if steep == 0.0:
            return 1.0
        longest, fits = self._longest(), AROUND_TIPS * float(slopes.max()) <= distance / SMALLEST_RING
        if SHORT * distance <= steep <= longest and fits:
            return 1.0
        return float(f"{min(distance, longest) / steep:.2g}")

    def _shots(self) -> tuple[int, int, int]:
        """Return the terrain's shots from close by: alone, and beside the map, covered and uncovered."""
        terrain = self.terrain
        terrain.shot.set_value(terrain.stand_in(self.layout.alone, (0.0, 1.0)))
        terrain.azimuth.set_value(terrain.turned(HALF_TURN))
        turns = np.linspace(0.0, 2 * np.pi, ROSE_POINTS)
        circle = self.compass.distance * np.stack([np.cos(turns), np.sin(turns), 0.0 * turns], axis=-1)
        reach = AROUND_ARROW if self.layout.tall else AROUND_ROSE
        alone = terrain.come_close(self.foot + reach * circle, self.alone, cut=True)
        shut, beside = (
            terrain.come_close(self.foot + AROUND_ARROW * circle, self.left, cut=True) for _ in range(2)
        )
        terrain.windows[shut] = Box(self.left.left, self.left.left, self.left.bottom, self.left.top)
        terrain.azimuth.set_value(terrain.sweep[0])
        return alone, shut, beside

    def count(self, *signs: MapFormula) -> None:
        """Let the numbers stand around the compass as it is seen now, clear of some signs."""
        on_map = self.layout.tall and self.levelled.get_value() > 0.0
        view, area = (self.above, self.map.area) if on_map else (self.hill, self.terrain.window)
        self.numbers.stand(view.arrows.screen, view.arrows.tips, area, signs)
        self.name_of_numbers = self._name_of_numbers(area)

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

    def _longest(self) -> float:
        """Return the length in data units that an arrow on the land has at most."""
        half = float(np.ptp(self.land.x_range)) / 2
        slope = float(np.hypot(*self.compass.slopes)) * self.land.rise_per_height * half
        closer = self.terrain.shots[self.beside].size / self.terrain.shots[1].size
        return LONGEST_ON_LAND / closer * half / float(np.hypot(1.0, slope))

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

    def _name_of_numbers(self, area: Box) -> MathFormula:
        """Return what the numbers around the compass are, above the upper right corner."""
        say, colour, probe = self.look.say, self.look.colours.loss, shortest(self.compass.distance)
        names = say("after {probe}: change of height", probe=probe), say("change of height")
        pages = [paint(colour, f"{Cell.words(words).markup}{self.texts.power}") for words in names]
        size = TYPE.label if self.layout.tall else TYPE.caption
        name = fitting(self.look, *pages, width=area.width - CORNER, largest=size)
        name.stand_on(area.top + (0.5 if self.layout.tall else 1.0) * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label)
        name.shift((area.right - float(name.get_right()[0]), 0.0, 0.0))
        return name


__all__ = ["GradientStage"]
