"""From where to where: the numbers at the two ends of a path or of a curve of losses."""

import itertools

import numpy as np
from manim import ValueTracker
from manim.typing import Point3D

from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.charts.end_words import end_words
from scenes.cast.charts.free_places import ring
from scenes.cast.charts.series import SeriesChart
from scenes.cast.curves.close_walk import CloseWalk
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.comparing import compared
from scenes.cast.writing.variable_names import place_text
from scenes.parts.ball_on_parabola.story import BallStory

AIR, FAR = 0.06, 1e3
"""Beside numbers; places further out are not drawn."""


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
    places = [
        (seen[k], place_text(name, text), colours.parameter) for k, text in zip((0, -1), texts, strict=True)
    ]
    number = loss[-1].get_all_points()
    losses = [(line.drawn[0], told.before, colours.loss)]
    if not len(number):
        losses.append((line.drawn[-1], told.after, colours.loss))
    lines = np.concatenate([loss.occupied(), number])
    return [
        *end_words(story.look, walk.plot.area, places, taken, TYPE.formula),
        *end_words(story.look, loss.plot.area, losses, lines, TYPE.formula),
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


__all__ = ["LevelLine", "ends_of"]
