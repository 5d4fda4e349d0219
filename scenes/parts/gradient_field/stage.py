"""The stage of a field of gradients: its map, the arrows on it, and what walks against and along them."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.accounts.account import Accounts
from gd_math.accounts.endings import End
from gd_math.functions.landscapes import contour_levels
from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.even_ranges import even_box
from scenes.cast.charts.lost_steps import LostSteps
from scenes.cast.land.block import Land
from scenes.cast.land.hill_map import HillMap, land_levels
from scenes.cast.land.walkers import LandWalk, WalkersFromAbove
from scenes.cast.maps.contours import round_levels
from scenes.cast.maps.named_landscapes import NamedLandscape
from scenes.cast.writing.map_words import MapWord
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.gradient_field.arrow_field import ArrowField, FieldScale, GradientGrid
from scenes.parts.gradient_field.end_marks import EndMarks

MOST_LEVELS = 12
SMALL = 0.62
"""Size of walkers and lines in tall frames, whose pictures are small."""
WORD_GAP = 0.14
LEAST_SPACING = 0.4
"""Of the arrows, in scene units."""


def map_room(layout: Layout) -> Box:
    """Return the room for a map over the whole stage."""
    stage = layout.stage
    return Box(stage.left, stage.right, stage.bottom, layout.formula.bottom - 0.05)


class FieldStage:
    """The mobjects of a field of gradients, and the trackers that they follow.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    shown
        The landscape.
    down, up
        Batches of runs against and along the gradient, points ``(steps + 1, walkers, 2)``.
    arrows
        How many stand along the longer side of the map, at most.

    Notes
    -----
    `alone`, `grown`, `turned` and `faded` tell the arrows how far they are; see `ArrowField`.
    """

    def __init__(
        self,
        look: Look,
        layout: Layout,
        shown: NamedLandscape,
        down: Trajectory,
        up: Trajectory,
        arrows: int,
    ) -> None:
        self.look, room = look, map_room(layout)
        land, names = Land(shown.objective, *shown.region), axis_names(shown.objective)
        most = int(max(room.width, room.height) / LEAST_SPACING)
        self.grid = GradientGrid.over(shown.objective, *shown.region, min(arrows, most))
        levels = (
            round_levels(contour_levels(land.heights, MOST_LEVELS))
            if self.grid.cut
            else land_levels(land, MOST_LEVELS)
        )
        self.alone, self.grown, self.turned, self.faded = (ValueTracker(0.0) for _ in range(4))
        self.map = HillMap(look, even_box(look, room, *shown.region, names), land, levels, *names)
        self.field = ArrowField(look, self.map, self.grid, self.alone, self.grown, self.turned, self.faded)
        self.size = SMALL if layout.tall else 1.0
        self.falling, self.rising = LandWalk(land, down), LandWalk(land, up)
        self.fallers, self.risers = (
            WalkersFromAbove(look, self.map, walk, self.size) for walk in (self.falling, self.rising)
        )

    def word_beside_first(self) -> MapWord:
        """Return the word "gradient" beside the first arrow."""
        tails, tips = self.field.ends
        tail, tip = tails[self.field.first], tips[self.field.first]
        word = MapWord(self.look, self.look.say("gradient"), self.look.colours.gradient)
        area, half = self.map.area, word.half
        side = 1.0 if (tip - tail)[0] >= 0.0 else -1.0
        place = tip + np.array([side * (half[0] + WORD_GAP), 0.0, 0.0])
        low = np.array([area.left + half[0], area.bottom + half[1], 0.0])
        high = np.array([area.right - half[0], area.top - half[1], 0.0])
        return word.stand_at(np.clip(place, low, high))

    def scale(self) -> FieldScale:
        """Return what the lengths of the arrows mean, above the upper right corner."""
        area = self.map.area
        end = np.array([area.right, area.top + 0.9 * CAP_HEIGHT_PER_FONT_SIZE * TYPE.label, 0.0])
        return FieldScale(self.look, self.map, self.grid, self.look.say("slope"), end)

    def marks(self, told: Accounts, *, up: bool) -> list[VGroup]:
        """Return what marks the ends of walks that have arrived, and where steps left the domain."""
        points = told.last_points[told.which(End.ARRIVED)]
        places = self.map.points_at(points[:, 0], points[:, 1])
        marks = (
            LostSteps(self.look, self.map, told, self.size),
            EndMarks(self.look, places, up=up, size=self.size),
        )
        return [mark for mark in marks if mark.family_members_with_points()]


__all__ = ["FieldStage", "map_room"]
