"""The stage of a descent on hills: the land in three dimensions, its map, and what walks on both."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.accounts.land_runs import LandRuns
from gd_math.functions.critical_points import ridges
from gd_math.typing import Floats, Integers
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.base.words import Words
from scenes.cast.charts.lost_steps import LostSteps
from scenes.cast.land.block import Land
from scenes.cast.land.flag import LowestFlag
from scenes.cast.land.hill_map import HillMap, land_levels
from scenes.cast.land.terrain import Terrain
from scenes.cast.land.walkers import LandWalk, WalkersFromAbove, WalkersOnTerrain
from scenes.cast.writing.numbers import LiveNumber, number_width
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.hill_descent.ridge_lines import RidgeLines
from scenes.parts.hill_descent.slope_arrows import SlopeArrows, arrow_ends
from scenes.parts.hill_descent.valley_counts import ValleyCounts

FIRST_TURN = 0.35
"""Share of the turn before the walkers are dropped; the rest accompanies their walk."""
SMALL = 0.62
"""Size of walkers and lines in tall frames, whose pictures are small."""
RULE_ROOM = 0.4
"""Height that the rule takes in tall frames, in scene units."""
NUMBERS_ROOM = 0.55
"""How much wider than high the room of a square map is in tall frames, where its y stands at the side."""
LABEL_AWAY = 0.25
WORD_ROOM = 0.6
"""What an arrow keeps free for its word at the sides and the top of the terrain, in scene units."""
MOST_LEVELS = 13
MOST_COUNTED = 8
"""Valleys of which each gets its count."""


class HillStage:
    """The mobjects of a descent on hills, and the trackers that they follow.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    runs
        What walks, and what happened to it.
    turn
        How far the view turns, in degrees.

    Notes
    -----
    `pointed`, `scaled` and `parted` tell from 0 to 1 how far gradient, step and ridges have grown.
    """

    def __init__(self, look: Look, layout: Layout, runs: LandRuns, turn: float) -> None:
        self.look, self.layout, self.runs = look, layout, runs
        self.land = land = Land(runs.objective, *runs.region)
        self.pointed, self.scaled, self.parted = (ValueTracker(0.0) for _ in range(3))
        left, right = self.panels()
        levels = land_levels(land, MOST_LEVELS)
        across, self.upwards = axis_names(land.objective)
        self.map = HillMap(look, right, land, levels, across, "" if layout.tall else self.upwards)
        if layout.tall:
            self.map.labels.add(self._label_beside_map())
        self.terrain = Terrain(look, left, land, turn, levels)
        self.walk = LandWalk(land, runs.run)
        self.counter = self._step_counter(left)
        self.size = size = SMALL if layout.tall else 1.0
        self.above = WalkersFromAbove(look, self.map, self.walk, size)
        self.hikers = WalkersOnTerrain(look, self.terrain, self.walk, size)
        views = (self.hikers, self.above)
        lines = ridges(land.objective, runs.sheds.points.passes, land.x_range, land.y_range)
        self.ridges = [
            RidgeLines(look, land, lines, view.screen, view.seen, self.parted, size) for view in views
        ]
        self.chosen = self._clearest_slope()
        self.arrows = [
            SlopeArrows(look, view.screen, self.walk, self.chosen, self.pointed, self.scaled)
            for view in views
        ]

    def panels(self) -> tuple[Box, Box]:
        """Return the room for the terrain and a square for the map beside it, or below it in tall frames."""
        layout, stage = self.layout, self.layout.stage
        if layout.tall:
            room = Box(stage.left, stage.right, stage.bottom, layout.formula.top - RULE_ROOM)
            upper, lower = room.rows(1.15, 1.0, gap=0.15)
            across = (lower.width - lower.height - NUMBERS_ROOM) / 2
            return upper, lower.inset(left=across, right=across)
        left, right = stage.columns(1.62 if layout.width > 1.5 * layout.height else 1.4, 1.0, gap=0.6)
        side = min(right.width, right.height)
        across, down = (right.width - side) / 2, (right.height - side) / 2
        return left, right.inset(across, across, down, down)

    def _label_beside_map(self) -> Words:
        area = self.map.area
        word = Words(self.look, self.upwards, colour=self.look.colours.muted)
        return word.move_to((area.left - LABEL_AWAY, area.top - 0.25 * area.height, 0.0))

    def _step_counter(self, box: Box) -> VGroup:
        """Return the number of steps walked, at the lower left of a box."""
        muted, clock = self.look.colours.muted, self.walk.clock
        words = Words(self.look, self.look.say("step"), colour=muted)
        words.shift((box.left - float(words.get_left()[0]), box.bottom - float(words.get_bottom()[1]), 0.0))
        across = float(words.get_right()[0]) + 0.16 + number_width(str(self.walk.steps), TYPE.label)
        baseline = float(np.median([glyph.get_bottom()[1] for glyph in words]))
        where = (across, baseline, 0.0)
        count = LiveNumber(
            self.look, lambda: str(int(clock.get_value() + 1e-6)), where, anchor="right", colour=muted
        )
        return VGroup(words, count)

    def _clearest_slope(self) -> int:
        """Return the walker in full view whose first step looks longest from where it is shown."""
        room = self.terrain.box.inset(left=WORD_ROOM, right=WORD_ROOM, top=WORD_ROOM)
        tracks, azimuth = self.walk.tracks, self.terrain.azimuth
        azimuth.set_value(self.terrain.turned(FIRST_TURN))
        lengths = np.full(tracks.walkers, -1.0)
        for walker in range(tracks.walkers):
            ends = np.stack(arrow_ends(tracks, walker))
            if self.terrain.in_sight(ends).all() and self.land.contains(ends[:, :2]).all():
                foot, uphill, ahead = self.terrain.project(ends)
                if room.left < uphill[0] < room.right and uphill[1] < room.top:
                    lengths[walker] = np.linalg.norm(ahead - foot)
        azimuth.set_value(self.terrain.sweep[0])
        return int(np.argmax(lengths))

    def marks(self) -> VGroup:
        """Return where steps left the domain, how many walkers each valley has, a flag on the lowest one."""
        sheds = self.runs.sheds
        valleys, homes = sheds.valleys, self.runs.told.homes(sheds.valleys)
        marks = VGroup(LostSteps(self.look, self.map, self.runs.told, self.size))
        if not 0 < len(valleys) <= MOST_COUNTED:
            return marks

        def home(on_screen: Floats) -> Integers:
            return sheds.leads_to(self.map.read(on_screen))

        places = self.map.points_at(valleys[:, 0], valleys[:, 1])
        counts = [int((homes == k).sum()) for k in range(len(valleys))]
        marks.add(ValleyCounts(self.look, places, counts, self.map.area, self._taken_on_map(), home))
        lowest = self.land.on_ground(valleys[: sheds.lowest])
        if len(valleys) > sheds.lowest:
            seen = lowest[self.terrain.in_sight(lowest)]
            marks.add(*(LowestFlag(self.look, foot) for foot in self.terrain.project(seen)))
        return marks

    def _taken_on_map(self) -> Point3D_Array:
        """Return points of the map that numbers should not cover: the ways and the ridges."""
        pieces = self.ridges[1].pieces
        return np.concatenate([self.above.taken, self.map.points_at(pieces[:, 0, 0], pieces[:, 0, 1])])
