"""A run at the rate that the slider stands at: its whole path follows the rate."""

from collections.abc import Callable

import numpy as np
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.runs.trajectory import Trajectory
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.edge_note import arrow_towards
from scenes.cast.charts.free_places import clearances, ring, roomiest
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.balls import Ball
from scenes.cast.marks.lines import Polyline, all_dashed, clip_polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import MapWord

AHEAD = 0.3
"""Strength of what of the path is not told yet."""
RIM = 0.25
"""What is still to come of the path ends so far below what stands over the picture."""
HAIR = 1e-6
AWAY = (0.3, 0.5, 0.8)
"""From a point to its run's name."""


class RateRun(VGroup):
    """The path of a run as a function of its rate, and of how much of it is told.

    Each frame takes the run at the rate of the moment. A ball that is out of the picture is pointed at.

    Parameters
    ----------
    look
        Theme and language.
    plot
        Axes to draw in.
    find
        Returns the run at a rate.
    rate, time
        Tell the rate, and ``k + u``: step k, told up to the share u.
    style
        Colour, dashes and mark; the parameter's by default, with a ball.
    """

    lint_ignore = frozenset({"grown-to-nothing"})

    def __init__(
        self,
        look: Look,
        plot: Plot,
        find: Callable[[float], Trajectory],
        rate: Callable[[], float],
        time: Callable[[], float],
        style: RunStyle | None = None,
    ) -> None:
        self.plot, self.find, self.rate, self.time = plot, find, rate, time
        given = style or RunStyle(look.colours.parameter)
        self.look, self.colour, self.dash, self.alone = look, given.colour, given.dash, style is None
        self.ahead = Polyline(given.colour, STROKES.path, opacity=AHEAD, name="path to come")
        self.path = Polyline(given.colour, 1.4 * STROKES.path, name="path")
        self.dots = given.dots(POINT_RADIUS if style is None else 1.3 * POINT_RADIUS, "points")
        self.ball = Ball(look)
        self.edge = FlatArrow(look.colours.warning, name="edge arrow")
        self.path.lint_ignore = self.lint_ignore
        self.ahead.lint_ignore = self.lint_ignore | {"contrast"}  # context
        super().__init__(self.ahead, self.path, self.dots, self.edge, *([] if style else [self.ball]))
        self.name = "run"
        follow(self, self.redraw)

    @property
    def run(self) -> Trajectory:
        """The run at the rate of the moment."""
        return self.find(self.rate())

    def places(self, run: Trajectory) -> Point3D_Array:
        """Return where the points of a run are on screen, shape (n, 3)."""
        x = run.points[:, 0]
        return self.plot.points_at(x, run.values if run.points.shape[1] == 1 else run.points[:, 1])

    def redraw(self) -> None:
        """Draw what is told at full strength, what comes as context."""
        run, area = self.run, self.plot.area
        places = self.places(run)
        told = min(max(self.time(), 0.0), float(len(places) - 1))
        k = min(int(told + 1e-9), len(places) - 1)
        here = places[k]
        if told - k > 1e-9:
            here = here + (told - k) * (places[k + 1] - here)
        behind, ahead = np.vstack([places[: k + 1], here]), np.vstack([here, places[k + 1 :]])
        for line, points, room in ((self.path, behind, area), (self.ahead, ahead, area.inset(top=RIM))):
            pieces = clip_polyline(points, room)
            if self.dash:
                line.set_segments(all_dashed(pieces, self.dash))
            else:
                line.set_corners(*pieces)
        seen = np.array([_inside(area, place) for place in places[: k + 1]])
        self.dots.set_places(places[: k + 1][seen])
        inside = _inside(area, here)
        self.ball.stand_at(here if inside else None)
        if inside or not self.alone:
            self.edge.vanish()
        else:
            self.edge.set_between(*arrow_towards(here, area))

    def named(self, text: str) -> VGroup:
        """Return what the run is called, on a plate beside its points, clear of its path and the x axis."""
        plot, places = self.plot, self.places(self.run)
        area, word = plot.area, MapWord(self.look, text, self.colour)
        low, high = (
            np.array([area.left, area.bottom]) + word.half,
            np.array([area.right, area.top]) - word.half,
        )
        spots = np.concatenate([ring(place, far + word.half[0] / 2) for place in places[:4] for far in AWAY])
        spots = spots[((spots[:, :2] >= low) & (spots[:, :2] <= high)).all(axis=1)]
        level = plot.points_at(np.linspace(*plot.x_range, 60), np.zeros(60))
        taken = np.concatenate([self.path.points, places, level])
        if not (clearances(spots, word.half, taken) > 0.0).any():
            return VGroup()
        return word.stand_at(roomiest(spots, word.half, taken))


def _inside(area: Box, place: Point3D) -> bool:
    """Tell whether a place is in an area, or on its edge."""
    across, up = np.abs(place - area.centre)[:2].tolist()
    return bool(across <= area.width / 2 + HAIR and up <= area.height / 2 + HAIR)


__all__ = ["RateRun"]
