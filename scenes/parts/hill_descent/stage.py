"""The stage of a descent on hills: the land in three dimensions, its map, and what walks on both."""

from typing import Any

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D_Array

from gd_math.accounts.land_runs import LandRuns
from gd_math.functions.critical_points import ridges
from gd_math.typing import Floats, Integers
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.charts.even_ranges import even_box
from scenes.cast.charts.lost_steps import LostSteps
from scenes.cast.land.block import Land
from scenes.cast.land.flag import LowestFlag
from scenes.cast.land.hill_map import HillMap, land_levels
from scenes.cast.land.land_walk import LandWalk
from scenes.cast.land.slope_arrows import SlopeArrows, arrow_ends, drawn_share
from scenes.cast.land.terrain import Terrain
from scenes.cast.land.walkers import WalkersFromAbove, WalkersOnTerrain
from scenes.cast.writing.comparing import Compared, compared_plainly
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import TIMES, plain
from scenes.cast.writing.variable_names import axis_names
from scenes.parts.hill_descent.height_scale import HeightScale
from scenes.parts.hill_descent.ridge_lines import RidgeLines
from scenes.parts.hill_descent.step_counter import StepCounter
from scenes.parts.hill_descent.valley_counts import (
    HALO,
    LARGE_MAP,
    ON_LAND,
    ValleyCounts,
    count_lines,
    height_texts,
    over,
)

FIRST_TURN = 0.4
"""Share of the turn that the film begins with; the rest comes when the walkers have come to rest."""
SMALL = 0.62
"""Size of walkers and lines in tall frames, whose pictures are small."""
RULE_ROOM = 1.0
"""Height that two lines of numbers take in tall frames, in scene units."""
MAP_SHARE, BETWEEN = 0.42, 0.3
"""Width of the map as a share of the stage at most, and what is free beside it."""
SCALE_ROOM, TALL_ROOM = 1.55, 1.08
"""Room of the scale of heights at the left, with what stays free beside it; the same in tall frames."""
NUMBER_ROOM, TALL_AWAY = 0.3, 0.12
"""Room beside the scale while the land is close by: for the walker's height, in tall frames for a dot."""
SCALE_SHARE = 0.72
"""Height of the scale as a share of the terrain's; in tall frames it is as high."""
NUMBERS_ROOM, COUNTER_ROOM = 0.55, 0.45
"""What the numbers at a map's axis take in tall frames, and the number of steps below it."""
LARGER, NEAREST = 1.3, 4.4
"""Walkers in units of their usual size; how many times as large the land is at most around a step."""
WORTH, INNER = 0.5, 0.65
"""Share of the longest step from which a step is long enough; of the land, where it is well inside."""
MOST_LEVELS = 13
DIGITS = 2
"""Of the followed walker's height."""
ASKED = 0.65
"""From a walker to the middle of the question mark above it."""
FLAG = 0.8
"""Size of the flags on the map."""
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

    Attributes
    ----------
    close, nearer, whole, beside
        Shots of the terrain: close by a gradient, nearer by its step, all of it, and beside its map.
    pointed, scaled, parted
        Tell from 0 to 1 how far the gradient, the step and the ridges have grown.
    """

    def __init__(self, look: Look, layout: Layout, runs: LandRuns, turn: float) -> None:
        self.look, self.layout, self.runs = look, layout, runs
        self.land = land = Land(runs.objective, *runs.region)
        self.pointed, self.scaled, self.parted = (ValueTracker(0.0) for _ in range(3))
        beside, room = self.panels()
        levels = land_levels(land, MOST_LEVELS)
        names = axis_names(land.objective)
        self.map = HillMap(look, even_box(look, room, *runs.region, names), land, levels, *names)
        whole = self._picture()
        free = 0.0 if layout.tall else layout.formula.bottom - whole.top
        self.terrain = Terrain(look, whole.inset(top=-free), land, turn, levels)
        self.terrain.shot.set_value(self.terrain.stand_in(self._alone(whole), (0.0, FIRST_TURN)))
        self.walk = LandWalk(land, runs.run)
        self.walk.dropped.set_value(1.0)
        self.size = size = SMALL if layout.tall else 1.0
        self.walk.followed = self.chosen = self._clearest_slope()
        screen = self.terrain.project
        self.arrows = SlopeArrows(look, screen, self.walk, self.chosen, self.pointed, self.scaled)
        self.close, self.nearer, self.whole, self.beside = self._shots(whole, beside)
        self.counter = StepCounter(look, layout.stage, self.walk)
        self.above = WalkersFromAbove(look, self.map, self.walk, LARGER * size)
        self.hikers = WalkersOnTerrain(look, self.terrain, self.walk, LARGER * size)
        lines = ridges(land.objective, runs.sheds.points.passes, land.x_range, land.y_range)
        self.ridges = [
            RidgeLines(look, land, lines, view.screen, view.seen, self.parted, size)
            for view in (self.hikers, self.above)
        ]
        self.scale = self._height_scale(beside)
        self.marks = self._marks()
        self.map.write_heights(np.concatenate([self.above.taken, self._on_ridges(), over(self.marks)]))
        self.map.heights.set_fill(look.colours.ink)

    def panels(self) -> tuple[Box, Box]:
        """Return the room for the terrain, and for the map beside it, or in its place in tall frames."""
        stage = self._stage()
        if self.layout.tall:
            return self._alone(self._picture()), stage.inset(
                left=TALL_ROOM - NUMBERS_ROOM, bottom=COUNTER_ROOM
            )
        side = min(stage.height, MAP_SHARE * stage.width)
        left, right = stage.inset(right=side + BETWEEN), stage.inset(left=stage.width - side)
        return left.inset(left=SCALE_ROOM), right

    def _stage(self) -> Box:
        """Return the room for both pictures: in tall frames what the rule leaves of it."""
        layout, stage = self.layout, self.layout.stage
        if layout.tall:
            return Box(stage.left, stage.right, stage.bottom, layout.formula.top - RULE_ROOM)
        return stage

    def _picture(self) -> Box:
        """Return what the terrain may fill: all beside the scale of heights."""
        return self._stage().inset(left=TALL_ROOM if self.layout.tall else SCALE_ROOM)

    def _alone(self, whole: Box) -> Box:
        """Return the room of the terrain while it is the only picture."""
        if self.layout.tall:
            return whole.inset(bottom=0.2 * whole.height, top=0.1 * whole.height)
        return whole.inset(right=0.4 * SCALE_ROOM, bottom=0.1, top=0.1)

    def _shots(self, whole: Box, beside: Box) -> tuple[int, int, int, int]:
        """Return the terrain's shots: close by a gradient, nearer by its step, alone, beside the map."""
        terrain, arrows = self.terrain, self.arrows
        terrain.azimuth.set_value(terrain.turned(FIRST_TURN))
        close = terrain.come_close(np.stack([arrows.foot, arrows.uphill, arrows.ahead]), whole)
        nearer = close
        if self.slopes:
            step = np.stack([arrows.foot, arrows.ahead])
            nearer = terrain.come_close(step, whole, closest=NEAREST)
        for shot in {close, nearer}:
            terrain.windows[shot] = whole.inset(left=TALL_AWAY if self.layout.tall else NUMBER_ROOM)
        terrain.azimuth.set_value(terrain.sweep[0])
        alone = terrain.stand_in(self._alone(whole), (FIRST_TURN, 1.0))
        return close, nearer, alone, terrain.stand_in(beside, (1.0, 1.0))

    @property
    def slopes(self) -> bool:
        """Whether the followed walker stands on a slope, down which it takes a step."""
        return self.walk.steps > 0 and bool(np.any(self.runs.run.gradients[0, self.chosen]))

    def question(self) -> MathFormula:
        """Return the question mark in the lowest valley in sight, else above the walker who is followed."""
        mark = MathFormula(self.look, '"?"', colour=self.look.colours.ink, size=2 * TYPE.formula)
        halo: Any = mark.set_stroke(self.look.colours.background, HALO, background=True)
        halo.lint_ignore = ON_LAND
        valleys = self.land.on_ground(self.runs.sheds.valleys)
        seen = valleys[self.terrain.in_sight(valleys)] if len(valleys) else valleys
        if len(seen):
            return mark.move_to(self.terrain.project(seen[0]))
        return mark.move_to(self.terrain.project(self.arrows.foot)).shift((0.0, ASKED, 0.0))

    def twin(self) -> tuple[Terrain, WalkersOnTerrain]:
        """Return another sight of the land with its walkers: it tips up while the other goes aside."""
        terrain = self.terrain.twin()
        return terrain, WalkersOnTerrain(self.look, terrain, self.walk, LARGER * self.size)

    def _height_scale(self, beside: Box) -> VGroup:
        """Return the scale of heights; none where the land is level."""
        land = self.land
        if not land.highest > land.lowest:
            return VGroup()
        stage, share = self._stage(), 1.0 if self.layout.tall else SCALE_SHARE
        free = (1.0 - share) / 2 * beside.height
        box = Box(stage.left, stage.left + SCALE_ROOM, beside.bottom + free, beside.top - free)
        word = self.look.say("height f")
        homes = self.runs.told.homes(self.runs.sheds.valleys)
        return HeightScale(self.look, box, land, self.walk, word, self.height_now, homes, self.size)

    @property
    def heights(self) -> Compared:
        """The heights of the followed walker before and after its first step."""
        values = self.runs.run.values[:2, self.chosen]
        return compared_plainly(float(values[0]), float(values[-1]), DIGITS)

    def height_now(self) -> str:
        """Return the height of the followed walker while it is spoken of."""
        if self.walk.dimmed.get_value() <= 0.0:
            return ""
        heights, time = self.heights, float(self.walk.clock.get_value())
        if time <= 0.0 or (TIMES in heights.before and time < 1.0):
            return heights.before
        if time >= 1.0:
            return heights.after
        here = self.walk.tracks.at(time)[self.chosen]
        return plain(float(self.land.on_ground(here)[2]), len(heights.before.partition(".")[2]))

    def _clearest_slope(self) -> int:
        """Return the walker in full view whose first step looks longest: one of those, if there are any,
        whose gradient has true length and who stand where the land fills a picture from close by.
        """
        tracks, azimuth = self.walk.tracks, self.terrain.azimuth
        azimuth.set_value(self.terrain.turned(FIRST_TURN))
        lengths = np.full(tracks.walkers, -1.0)
        true = np.zeros(tracks.walkers, dtype=bool)
        low, high = np.transpose(self.runs.region)
        middle = (low + high) / 2
        for walker in range(tracks.walkers):
            ends = np.stack(arrow_ends(tracks, walker))
            if self.terrain.in_sight(ends).all() and self.land.contains(ends[:, :2]).all():
                foot, _, ahead = self.terrain.project(ends)
                lengths[walker] = np.linalg.norm(ahead - foot)
                inner = np.abs(ends[0, :2] - middle) <= INNER * (high - low) / 2
                true[walker] = inner.all() and drawn_share(tracks, walker) == 1.0
        azimuth.set_value(self.terrain.sweep[0])
        lengths[true & (lengths > WORTH * lengths.max())] += lengths.max()
        return int(np.argmax(lengths))

    def _marks(self) -> VGroup:
        """Return where steps left the domain, how many walkers each valley has, flags on the lowest ones."""
        sheds = self.runs.sheds
        valleys, homes = sheds.valleys, self.runs.told.homes(sheds.valleys)
        marks = VGroup(LostSteps(self.look, self.map, self.runs.told, self.size))
        if not 0 < len(valleys) <= MOST_COUNTED:
            return marks.add(VGroup())

        def home(on_screen: Floats) -> Integers:
            return sheds.leads_to(self.map.read(on_screen))

        places = self.map.points_at(valleys[:, 0], valleys[:, 1])
        flags = VGroup()
        if len(valleys) > sheds.lowest:
            flags.add(*(LowestFlag(self.look, place, FLAG * self.size) for place in places[: sheds.lowest]))
        counts = [int((homes == k).sum()) for k in range(len(valleys))]
        heights = self.land.objective.value(valleys)
        heights[: sheds.lowest] = heights[0]
        texts = height_texts(heights)
        beside = bool(len(flags) and len(self.scale)) and not self.layout.tall
        say, large = self.look.say, self.map.area.width >= LARGE_MAP and not beside
        note = "" if large and not len(flags) else say("walkers in each valley")
        lines = count_lines(self.look, counts, texts[: sheds.lowest if large else 0])
        ways = np.concatenate([self.above.taken, over(flags)])
        taken = ways, self._on_ridges()
        marks.add(ValleyCounts(self.look, places, lines, note, self.map.area, taken, home), flags)
        if len(valleys) > sheds.lowest and not self.layout.tall:
            self.terrain.azimuth.set_value(self.terrain.sweep[1])
            now = self.terrain.shot.get_value()
            self.terrain.shot.set_value(self.beside)
            lowest = self.land.on_ground(valleys[: sheds.lowest])
            seen = lowest[self.terrain.in_sight(lowest)]
            marks.add(*(LowestFlag(self.look, foot, self.size) for foot in self.terrain.project(seen)))
            self.terrain.azimuth.set_value(self.terrain.sweep[0])
            self.terrain.shot.set_value(now)
        if beside:
            marks.add(self.scale.lowest(float(heights[0]), say("f = {height}", height=texts[0])))
        return marks

    def _on_ridges(self) -> Point3D_Array:
        """Return points of the map that lie densely on the ridges."""
        pieces = self.ridges[1].pieces
        return self.map.points_at(pieces[:, 0, 0], pieces[:, 0, 1])
