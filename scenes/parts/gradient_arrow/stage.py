"""The stage on which a gradient is taken apart: a land, its map, and the close-up around one point."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.functions.compass import Compass
from gd_math.typing import Floats, Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot, Range
from scenes.cast.charts.even_ranges import even_box
from scenes.cast.charts.free_places import ring
from scenes.cast.land.block import Land
from scenes.cast.land.hill_map import HillMap, land_levels
from scenes.cast.land.terrain import Terrain
from scenes.cast.maps.arrow_words import stand_beside
from scenes.cast.marks.balls import Ball
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.map_words import MapFormula
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.gradient_arrow.close_up import CloseUp, Magnifier
from scenes.parts.gradient_arrow.compass import CompassClock, CompassRose
from scenes.parts.gradient_arrow.compass_numbers import CompassNumbers, HeightTexts
from scenes.parts.gradient_arrow.partials import LABEL_GAP, GradientParts, PartialClock, Screen, TipSign

VIEWS = (20.0, -25.0, 65.0, -70.0, 110.0, 155.0, -115.0, -160.0)
"""Azimuths around which the view may turn; the first from which the point is in sight is taken."""
RING, SMALL_RING = 0.5, 0.45
"""Radius of the compass in units of half the close-up's width; smaller in tall frames, for its numbers."""
LONGEST_ON_LAND = 0.42
"""Of a gradient arrow, in units of half the land's width."""
SMALL = 0.75
"""Size of balls and lines in tall frames, whose pictures are small."""
FORMULA_ROOM = 0.55
"""Height of the one line of formulas in tall frames."""
MOST_LEVELS = 13
BESIDE = 0.6, 0.85, 0.35
"""Where along an arrow its formula may stand, as shares of its length, the best first."""
SEEN = 0.12
"""Length of an arrow, in scene units, from which it is seen."""


class Standing(Ball):
    """A ball that stands on one place of the ground, however it is seen."""

    def __init__(self, look: Look, screen: Screen, ground: Points, radius: float) -> None:
        super().__init__(look, radius)
        follow(self, lambda: self.stand_at(screen(ground[None])[0]))


class PointView(VGroup):
    """A point as one view shows it: the compass around it, the arrows from it, and the ball on it."""

    def __init__(self, rose: CompassRose, arrows: GradientParts, ball: Ball) -> None:
        super().__init__(rose, arrows, ball)
        self.rose, self.arrows, self.ball = rose, arrows, ball


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
        self.drawn, self.grown = ValueTracker(0.0), ValueTracker(0.0)
        self.parts, self.probes = PartialClock.still(), CompassClock.still()
        self.texts = HeightTexts(compass)
        left, right = self.panels()
        levels = land_levels(land, MOST_LEVELS)
        self.across, self.upwards = axis_names(land.objective)
        self.terrain = self._in_full_view(left, turn, levels)
        y_label = "" if layout.tall else self.upwards
        even = self._even(right, land.x_range, land.y_range)
        self.map = HillMap(look, even, land, levels, self.across, y_label)
        self.window = self._window()
        names = self.across, y_label
        self.closeup = CloseUp(look, self._even(right, *self.window), land, *self.window, *names)
        if layout.tall:
            for plot in (self.map, self.closeup):
                plot.labels.add(self._label_beside(plot))
        self.name_of_numbers = self._name_of_numbers(self.closeup)
        self.magnifier = Magnifier(look, self.map, self.window, self.closeup.area, self.drawn, self.grown)
        self.size = SMALL if layout.tall else 1.0
        self.spot = Standing(look, self.on_map, self.foot, self.size * BALL_RADIUS)
        everywhere = Land(land.objective, (-np.inf, np.inf), (-np.inf, np.inf))
        self.above = self._view(self.on_closeup, everywhere, compass.distance, level=False)
        self.hill = self._view(self.terrain.project, land, self._reach(), level=True)
        self.signs = [
            TipSign(look, self.hill.arrows, arrow, markup, left)
            for arrow, markup in ((2, "nabla f"), (3, 'class("normal", -) nabla f'))
        ]
        self.numbers = CompassNumbers(look, self.closeup, compass, self.texts, self.probes)

    def panels(self) -> tuple[Box, Box]:
        """Return the room for the terrain and for the map beside it, or below it in tall frames."""
        layout, stage = self.layout, self.layout.stage
        if layout.tall:
            room = Box(stage.left, stage.right, stage.bottom, layout.formula.top - FORMULA_ROOM)
            upper, lower = room.rows(0.58, 1.0, gap=0.12)
            return upper, lower
        wide = layout.width > 1.5 * layout.height
        left, right = stage.columns(1.45 if wide else 1.05, 1.0, gap=0.45)
        return left, right

    def _even(self, box: Box, x_range: Range, y_range: Range) -> Box:
        names = self.across, "" if self.layout.tall else self.upwards
        return even_box(self.look, box, x_range, y_range, names)

    def _window(self) -> tuple[Range, Range]:
        """Return the part of the plane that the close-up shows."""
        (x, y), half = (
            self.compass.point.tolist(),
            self.compass.distance / (SMALL_RING if self.layout.tall else RING),
        )
        return (x - half, x + half), (y - half, y + half)

    def _in_full_view(self, box: Box, turn: float, levels: tuple[float, ...]) -> Terrain:
        """Return the land from a side from which the point is in sight during the whole turn."""
        for view in VIEWS:
            terrain = Terrain(self.look, box, self.land, turn, levels, view=view)
            if all(self._sees(terrain, azimuth) for azimuth in np.linspace(*terrain.sweep, 5)):
                break
        else:
            terrain = Terrain(self.look, box, self.land, turn, levels, view=VIEWS[0])
        terrain.azimuth.set_value(terrain.sweep[0])
        return terrain

    def _sees(self, terrain: Terrain, azimuth: float) -> bool:
        terrain.azimuth.set_value(azimuth)
        return bool(terrain.in_sight(self.foot[None])[0])

    def _reach(self) -> float:
        """Return the length in data units of the gradient arrow on the land."""
        half = float(np.ptp(self.land.x_range)) / 2
        slope = float(np.hypot(*self.compass.slopes)) * self.land.rise_per_height * half
        return LONGEST_ON_LAND * half / float(np.hypot(1.0, slope))

    def _view(self, screen: Screen, land: Land, reach: float, *, level: bool) -> "PointView":
        """Return what happens at the point in one view; the gradient arrow is `reach` data units long."""
        look, slopes, size = self.look, self.compass.slopes, self.size
        scale = reach / max(float(np.hypot(*slopes)), 1e-300)
        return PointView(
            CompassRose(look, screen, land, self.compass, self.probes, level=level, size=size),
            GradientParts(look, screen, self.foot, slopes, scale, self.parts, size),
            Standing(look, screen, self.foot, size * BALL_RADIUS * (0.8 if level else 0.9)),
        )

    def on_map(self, ground: Floats) -> Point3D_Array:
        """Return the points of the map for data x, y, height ``(..., 3)``."""
        return self.map.points_at(ground[..., 0], ground[..., 1])

    def on_closeup(self, ground: Floats) -> Point3D_Array:
        """Return the points of the close-up for data x, y, height ``(..., 3)``."""
        return self.closeup.points_at(ground[..., 0], ground[..., 1])

    def _label_beside(self, plot: Plot) -> Words:
        """Return the name of the y axis above its end."""
        word = Words(self.look, self.upwards, colour=self.look.colours.muted)
        return word.move_to((plot.area.left, plot.area.top + 0.18, 0.0))

    def _name_of_numbers(self, plot: Plot) -> MathFormula:
        """Return what the numbers around the compass are, above the upper right corner."""
        name = MathFormula(self.look, self.texts.label, colour=self.look.colours.loss, size=TYPE.label)
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
            self.closeup.area,
            np.concatenate(taken),
            gap=LABEL_GAP,
            enough=LABEL_GAP,
            shares=BESIDE,
            first=-1.0,
        )
        return label


__all__ = ["GradientStage"]
