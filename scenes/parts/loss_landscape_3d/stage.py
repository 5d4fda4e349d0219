"""The stage of a line's loss in three dimensions: the bowl, its axes, its map, the data with the line."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.data.line_fitting import Fitting
from gd_math.typing import Floats, Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, TYPE
from scenes.cast.charts.even_ranges import even_box
from scenes.cast.charts.free_places import clearances
from scenes.cast.charts.ticks import nice_ticks
from scenes.cast.data.data_panel import DataPanel
from scenes.cast.data.data_view import data_view
from scenes.cast.land.hill_map import HillMap
from scenes.cast.land.slope_arrows import SlopeArrows, drawn_share
from scenes.cast.land.terrain import Terrain
from scenes.cast.maps.crosshair import Crosshair
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.arrow_count import drawn_gradient
from scenes.cast.writing.clock_face import CLOCK_HEIGHT, ClockFace
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.live_equations import LineEquation, decimals_for
from scenes.parts.loss_landscape_3d.bowl_axes import BowlAxes, room_of_heights
from scenes.parts.loss_landscape_3d.bowl_views import BowlView
from scenes.parts.loss_landscape_3d.loss_bowl import BowlWalk, LossBowl
from scenes.parts.loss_landscape_3d.slope_line import SlopeLine

ELEVATION = 32.0
LEVELS = 9
LEFT, BELOW, ABOVE = 0.4, 0.5, 0.5
"""Room beside the numbers of the height axis, for the names of w and b, for that of the height."""
GAP = 0.45
WIDE, TALL, TALL_GAP, LAST = (1.55, 1.0), (1.0, 1.0), 0.1, (1.4, 0.95, 1.0)
"""Of the bowl and of the data beside or below it; of the last picture: bowl, map and data."""
CLOSEST, NEARER = 4.4, 0.62
"""From close by, the bowl is at most so many times as large; how much wider the room for it is than usual."""
SHORTER, LONGER = 0.4, 2.1
"""How long gradients are drawn at least and at most, as a share of the usual way."""
COUNTING = 0.6
"""Room for the word beyond the tip of an arrow."""
WIGGLE = 0.3
"""How far the point is moved aside, as a share of the bowl's extent."""
FURTHEST = 1.6
"""How far the view of the data reaches out for the first line, in units of the data's extent."""
LONGEST, LONGEST_IN_TALL = 1.6, 1.2
"""Widths of numbers in the equation above which they become powers of ten."""
SMALL = 0.8
ASKED = 0.5, 0.25, 0.5
"""From the lowest place, or from the rim, up to the question mark: the first that is free is taken."""


class BowlStage:
    """The mobjects of a descent in the bowl of a line's loss, and the trackers that they follow.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    fitting
        The run.
    turn
        How far the view turns, in degrees.

    Attributes
    ----------
    beside, close, whole, last
        Shots of the bowl: beside the data, close by the first step, beside the data again, and in the end.
    tangents
        The slopes at the start along w and along b.
    asides
        How far w and b are moved aside to show what they do, towards the minimum.
    """

    def __init__(self, look: Look, layout: Layout, fitting: Fitting, turn: float) -> None:
        self.look, self.layout, self.fitting = look, layout, fitting
        self.bowl = bowl = LossBowl(fitting)
        self.walk = walk = BowlWalk(bowl, fitting)
        self.pointed, self.scaled = ValueTracker(0.0), ValueTracker(0.0)
        self.rooms = left, right = self._rooms()
        start, size = fitting.run.points[0], SMALL if layout.tall else 1.0
        levels = nice_ticks(bowl.lowest, bowl.highest, LEVELS)
        view = bowl.best_view(start) + turn / 2
        self.terrain = terrain = Terrain(
            look, layout.stage, bowl, turn, levels, view=view, elevation=ELEVATION
        )
        self.beside = self._stand(left, (0.0, 0.0))
        terrain.shot.set_value(self.beside)
        drawn = None if layout.tall else drawn_as_step(walk, fitting.rate)
        self.arrows = SlopeArrows(
            look, terrain.project, walk, 0, self.pointed, self.scaled, drawn=drawn, counted=False
        )
        self.tangents = [SlopeLine(look, terrain, bowl, start, place) for place in range(2)]
        self.close, end = self._close(left), 0.0 if fitting.starts_at_best else 1.0
        self.whole = self._stand(left, (0.0, end))
        thirds = layout.stage.columns(*LAST, gap=GAP)
        self.triptych = layout.width > 1.5 * layout.height
        self.last = self._stand(thirds[0], (end, end)) if self.triptych else self.whole
        for shot in {self.beside, self.whole, self.last}:
            terrain.windows[shot] = left
        self.axes = BowlAxes(look, terrain, bowl, walk)
        self.view = BowlView(look, walk, terrain, size, *self.tangents, self.arrows)
        room = thirds[1] if self.triptych else left
        if layout.tall:
            room = Box(left.left, left.right, right.bottom, left.top)
        self.map_place = thirds[2] if self.triptych else right
        box = even_box(look, room, bowl.x_range, bowl.y_range, "wb")
        self.map = HillMap(look, box, bowl, levels, "w", "b")
        self.above = BowlView(look, walk, self.map, size)
        self.exact = self._name_heights()
        extents = np.ptp([bowl.x_range, bowl.y_range], axis=1)
        self.decimals = decimals_for(float(extents[0])), decimals_for(float(extents[1]))
        self.asides = self._asides(start, extents)
        self.panel = DataPanel(
            look,
            right,
            fitting.data,
            lambda x: fitting.loss.predict(walk.point, fitting.feature.of(x)),
            data_view(fitting.data, fitting.loss.predict(start), FURTHEST),
            self._equation(start),
            gaps=True,
            tall=layout.tall,
        )
        self.panel.measured.set_value(0.0)
        self.equation = self.panel.equation
        self.panel.remove(self.equation)
        self.face = ClockFace(look, layout, walk.speeding, fitting.steps_taken)

    @property
    def zone(self) -> Box:
        """The zone of formulas: in tall frames below the clock."""
        zone, down = self.layout.formula, CLOCK_HEIGHT if self.layout.tall else 0.0
        return Box(zone.left, zone.right, zone.bottom - down, zone.top - down)

    def _rooms(self) -> tuple[Box, Box]:
        """Return the room of the bowl with its axes, and that of the data."""
        layout = self.layout
        if layout.tall:
            left, right = layout.stage.inset(top=CLOCK_HEIGHT).rows(*TALL, gap=TALL_GAP)
        else:
            left, right = layout.stage.columns(*WIDE, gap=GAP)
        return left, right

    def _stand(self, room: Box, turn: tuple[float, float]) -> int:
        """Return the shot in which bowl and axes fill a room during a part of the turn."""
        size = SMALL if self.layout.tall else 1.0
        left = room_of_heights(self.bowl) + size * LEFT
        inner = room.inset(left=left, right=0.2, bottom=size * BELOW, top=size * ABOVE)
        return self.terrain.stand_in(inner, turn)

    def _close(self, room: Box) -> int:
        """Return the shot from close by the first gradient and step."""
        terrain, arrows = self.terrain, self.arrows
        ends = np.stack([arrows.foot, arrows.uphill, arrows.foot if arrows.leaves else arrows.ahead])
        bowl = self.bowl
        whole = np.concatenate([ends, bowl.on_ground(bowl.lowest_point[None]), bowl.ring(bowl.highest)])
        around = room.inset(left=room_of_heights(bowl) + LEFT, top=COUNTING)
        x, y = NEARER * around.width, NEARER * around.height
        shot = terrain.come_close(whole, around.inset(-x, -x, -y, -y), closest=CLOSEST, least=0.0)
        terrain.windows[shot] = room
        return shot

    def _asides(self, start: Points, extents: Floats) -> Floats:
        """Return how far w and b are moved: downhill at first, no further than the bowl's wall opposite."""
        slopes, bends = self.fitting.loss.gradient(start), np.diag(self.fitting.hessian)
        left = max(0.9 * (self.bowl.highest - float(self.fitting.run.values[0])), 0.0)
        far = (np.abs(slopes) + np.sqrt(slopes**2 + 2 * bends * left)) / bends
        asides: Floats = np.where(slopes > 0.0, -1.0, 1.0) * np.minimum(far, WIGGLE * extents)
        return asides

    def question(self) -> MathFormula:
        """Return the question mark at the bottom of the bowl."""
        mark = MathFormula(self.look, '"?"', colour=self.look.colours.ink, size=2 * TYPE.formula)
        bowl, start = self.bowl, float(self.fitting.run.values[0])
        walk = np.concatenate([bowl.ring(start), bowl.on_ground(self.fitting.run.points[:1])])
        lowest, *rim = self.terrain.project(
            np.concatenate([bowl.on_ground(bowl.lowest_point[None]), bowl.ring(bowl.highest)])
        )
        above = np.array([lowest[0], max(one[1] for one in rim), 0.0])
        places = np.array([lowest, lowest, above]) + np.outer(ASKED, [0.0, 1.0, 0.0])
        free = clearances(places, np.array([mark.width, mark.height]) / 2, self.terrain.project(walk))
        return mark.move_to(places[int(np.argmax(free > BALL_RADIUS))])

    def glimpse(self) -> VGroup:
        """Return the data and the line of the moment without axes, before they are spoken of."""
        both = VGroup(self.panel.line, self.panel.dots)
        follow(both, self.panel.redraw)
        return both

    def first_line(self) -> Polyline:
        """Return the line of the start, faint."""
        fitting, start = self.fitting, self.fitting.run.points[0]
        return self.panel.first_line(lambda x: fitting.loss.predict(start, fitting.feature.of(x)))

    def twin(self) -> tuple[Terrain, BowlView]:
        """Return another sight of the bowl with its run, which may tip up."""
        terrain = self.terrain.twin()
        return terrain, BowlView(self.look, self.walk, terrain, SMALL if self.layout.tall else 1.0)

    def names(self) -> tuple[VGroup, VGroup]:
        """Return words beside gradient and step; none where an arrow, or the picture, is too small for it."""
        arrows, say = self.arrows, self.look.say
        drawn = drawn_gradient(self.look, arrows.factor, self.fitting.rate)
        gradient, step = arrows.words(
            drawn if arrows.factor != 1.0 else say("gradient"), say("step"), TYPE.caption
        )
        step_told, (left, right) = arrows.step_seen and not self.layout.tall, self.rooms
        low, high = left.left, (left if not self.layout.tall else right).right
        for word in (gradient, step):
            word.shift((max(low - float(word.get_left()[0]), 0.0), 0.0, 0.0))
            word.shift((min(high - float(word.get_right()[0]), 0.0), 0.0, 0.0))
            word.shift((0.0, min(left.top - float(word.get_top()[1]), 0.0), 0.0))
        return gradient if arrows.gradient_seen else VGroup(), step if step_told else VGroup()

    def _name_heights(self) -> Crosshair:
        """Write the heights on the map clear of the path; return the mark of the minimum."""
        tracks = self.walk.tracks
        path = self.map.points_at(*tracks.ground[tracks.on_land][:, :2].T)
        mark = Crosshair(self.look, self.map.at(*self.fitting.best.tolist()))
        mark.named(self.look.say("exact"), self.map.area, path)
        ring = self.map.points_at(*self.bowl.ring(float(self.fitting.run.values[-1]))[:, :2].T)
        self.map.write_heights(np.concatenate([path, ring, mark.occupied()]))
        self.map.heights.set_fill(self.look.colours.ink)
        return mark

    def _equation(self, start: Points) -> LineEquation:
        points = self.fitting.run.points
        extremes = np.vstack([points, start + self.asides])
        longest = LONGEST_IN_TALL if self.layout.tall else LONGEST
        name = self.fitting.feature.name
        told = LineEquation(self.look, lambda: self.walk.told, extremes, self.decimals, name, longest)
        return told.close_up()


def drawn_as_step(walk: BowlWalk, rate: float) -> float | None:
    """Return the learning rate, where a gradient times that suits the picture: it is as long as its step."""
    usual = drawn_share(walk.tracks, 0)
    return rate if SHORTER * usual <= rate <= LONGER * usual else None


__all__ = ["BowlStage"]
