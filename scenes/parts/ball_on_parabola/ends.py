"""From where to where: the numbers at the two ends of a path or of a curve of losses."""

import itertools
from collections.abc import Sequence

import numpy as np
from manim import ValueTracker
from manim.typing import Point3D, Point3D_Array

from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances, ring, roomiest
from scenes.cast.charts.series import SeriesChart
from scenes.cast.curves.close_walk import CloseWalk
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.comparing import compared
from scenes.cast.writing.variable_names import place_text
from scenes.parts.ball_on_parabola.story import BallStory

DISTANCES = (0.45, 0.6, 0.8, 1.05)
"""From an end to the middle of its words."""
AIR = 0.06
FAR = 1e3


def end_words(
    look: Look,
    plot: Plot,
    ends: Sequence[tuple[Point3D, str]],
    colour: str,
    clear_of: Point3D_Array,
) -> list[Words]:
    """Return words beside the ends that are seen in a plot, where there is room.

    Parameters
    ----------
    look
        Theme and language.
    plot
        What they stay in.
    ends
        Places on screen ``(3,)``, and what stands there, translated.
    colour
        ``#rrggbb``.
    clear_of
        Points on screen ``(n, 3)``.
    """
    area, found = plot.area, list[Words]()
    for place, text in ends:
        if not (area.left <= place[0] <= area.right and area.bottom <= place[1] <= area.top):
            continue
        words = Words(look, text, colour=colour)
        half = np.array([words.width, words.height]) / 2 + AIR
        places = np.concatenate(
            [ring(place, far + half[0] * stretch) for far in DISTANCES for stretch in (0.0, 0.7)]
        )
        room = np.array([area.width, area.height]) / 2 - half
        places = places[(np.abs(places - area.centre)[:, :2] <= room).all(axis=1)]
        if not len(places):
            continue
        middle = roomiest(places, half, clear_of, enough=0.12)
        if clearances(middle[None], half, clear_of)[0] == 0.0:
            continue
        found.append(words.move_to(middle))
        x, y = np.meshgrid(*(np.linspace(-one, one, 9) for one in half))
        clear_of = np.concatenate([clear_of, middle + np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3)])
    return found


def ends_of(walk: CloseWalk, loss: SeriesChart, story: BallStory, printed: str) -> list[Words]:
    """Return what stands at the ends of path and curve of losses; the rule has `printed` the last place."""
    run, name = story.account.run, story.name
    told = compared(float(run.values[0]), float(run.values[-1]))
    line, seen = loss.lines[0], np.clip(walk.drawn.places[: story.account.steps + 1], -FAR, FAR)
    way = np.concatenate([np.linspace(*pair, 9) for pair in itertools.pairwise(seen)])
    around = [ring(walk.ball.place, 1.3 * walk.ball.radius), walk.edge.get_all_points()]
    ends = walk.tangent.points[[0, -1]] if len(walk.tangent.points) else np.zeros((2, 3))
    taken = np.concatenate([walk.curve.points, way, np.linspace(ends[0], ends[1], 60), *around])
    colours, texts = story.look.colours, (story.place(float(run.points[0, 0])), story.end(printed))
    places = [(seen[k], place_text(name, text)) for k, text in zip((0, -1), texts, strict=True)]
    number = loss[-1].get_all_points()
    losses = [(line.drawn[0], told.before), *([] if len(number) else [(line.drawn[-1], told.after)])]
    return [
        *end_words(story.look, walk.plot, places, colours.parameter, taken),
        *end_words(story.look, loss.plot, losses, colours.loss, np.concatenate([loss.occupied(), number])),
    ]


class LevelLine(Polyline):
    """Dashes that grow from the ball to the loss beside it: as high here as there.

    Parameters
    ----------
    look
        Theme and language.
    ball
        On screen, shape (3,).
    loss
        Whose axis has numbers; the line leaves them free.
    """

    def __init__(self, look: Look, ball: Point3D, loss: SeriesChart) -> None:
        super().__init__(look.colours.loss, STROKES.axis, name="as high as the ball")
        self.share = ValueTracker(0.0)
        axis, tip = loss.plot.area.left, float(loss.tip()[0])
        numbers = min((float(one.get_left()[0]) for one in loss.plot.numbers), default=axis)
        self.pieces = (float(ball[0]), numbers - AIR), (axis, tip)
        self.level = float(ball[1])
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Draw as much of it as is told."""
        (start, _), (_, end) = self.pieces
        reached = start + self.share.get_value() * (end - start)
        ends = [(left, min(right, reached)) for left, right in self.pieces if left < min(right, reached)]
        ways = [np.array([[left, self.level, 0.0], [right, self.level, 0.0]]) for left, right in ends]
        self.set_corners(*(dash for way in ways for dash in dashes(*way)))


__all__ = ["LevelLine", "end_words", "ends_of"]
