"""The bowl in three dimensions with its balls, large and alone, then small and beside something else."""

import numpy as np
from manim import LEFT

from gd_math.formula.variables import variable_markup
from gd_math.typing import Bools, Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.land.flag import LowestFlag
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.land.terrain import Terrain
from scenes.cast.land.walkers import WalkersOnTerrain
from scenes.cast.writing.formulas import MathFormula
from scenes.parts.convex_bowl.found import BowlFound
from scenes.parts.convex_bowl.panel_titles import panel_title, title_room

FALLING, FOOT = 0.4, 0.1
"""Room above the bowl for the balls that are dropped into it, and below it, in scene units."""
LEVELS = 9
ELEVATION = 46.0
"""Of the camera."""


class WalkersInGlass(WalkersOnTerrain):
    """Walkers in a convex bowl whose near wall is seen through: nothing hides them, nor does the rim."""

    def seen(self, ground: Floats) -> Bools:
        """Tell that all are seen."""
        return np.asarray(np.isfinite(ground).all(axis=-1))


class BowlScene:
    """The bowl, still closed to the section that it is turned from.

    Parameters
    ----------
    look
        Theme and language.
    found
        The bowl and its runs.
    stage
        All that it may stand in.
    rooms
        Where it stands at first, with its title above, and in the end.
    turn
        How far the view turns meanwhile, in degrees.
    size
        Of balls and lines; 1 for a large picture.
    titled
        Whether there is room for the title in the end.
    """

    def __init__(
        self,
        look: Look,
        found: BowlFound,
        stage: Box,
        rooms: tuple[Box, Box],
        turn: float,
        *,
        size: float,
        titled: bool,
    ) -> None:
        self.look, self.found, self.rooms, self.titled = look, found, rooms, titled
        ground = found.ground
        levels = nice_ticks(ground.lowest, ground.highest, LEVELS)
        self.terrain = terrain = Terrain(look, stage, ground, turn, levels, elevation=ELEVATION)
        first, last = rooms
        above = FALLING + (0.0 if titled else title_room()), title_room() if titled else 0.0
        self.first = terrain.stand_in(first.inset(top=above[0], bottom=FOOT), (0.0, 1.0))
        self.last = terrain.stand_in(last.inset(top=above[1], bottom=FOOT), (1.0, 1.0))
        terrain.shot.set_value(self.first)
        terrain.opened.set_value(0.0)
        self.walk = LandWalk(ground, found.run)
        self.walkers = WalkersInGlass(look, terrain, self.walk, size)

    def heading(self) -> MathFormula:
        """Return the bowl's formula while it stands alone: beside it where there is room, else above."""
        title = self.title(self.rooms[0])
        return title.align_to(self.rooms[0].centre - self.rooms[0].width / 2, LEFT) if self.titled else title

    def title(self, box: Box) -> MathFormula:
        """Return the bowl's formula above it."""
        objective = self.found.ground.objective
        name = f"f({', '.join(variable_markup(name) for name in objective.variables)})"
        return panel_title(self.look, f"{name} = {objective.formula}", name, box)

    def flag(self) -> LowestFlag:
        """Return a flag where the bowl is lowest, as the camera stands."""
        ground = self.found.ground
        return LowestFlag(self.look, self.terrain.project(ground.on_ground(ground.lowest_point)))

    def stand_aside(self) -> None:
        """Stand where it does in the end, still closed."""
        self.terrain.azimuth.set_value(self.terrain.turned(1.0))
        self.terrain.shot.set_value(self.last)


__all__ = ["BowlScene"]
