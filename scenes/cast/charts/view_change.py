"""How a plot comes to look at another part of its plane, or moves: push in, pull back, make room."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Animation, Mobject, smooth
from manim.typing import Point3D, Point3D_Array

from scenes.base.layout import Box
from scenes.cast.charts.axes import Plot, Range, TickMark
from scenes.cast.writing.numbers import Number

SLACK = 1e-6
"""In scene units: a number so little beyond the end of its axis is on it."""
EVEN = 1e-9
"""Widths that differ by no more than this share are the same."""
APART = 30.0
"""Numbers that come from one place do so when the view is so many times as wide as in the end."""
APART_BY = 0.05
"""Least room between two numbers on one axis, in scene units."""
GONE, COME = 0.25, 0.6
"""Shares of the way by which the numbers that leave are gone, and from which the new ones come."""


class ViewChange(Animation):
    """A plot's ranges, box, or both become others; all that is drawn in it follows.

    At every moment the plot is exact: `Plot.at` takes data to where they are drawn. Scales change by equal
    factors in equal times, so that a push in over decades is even. Numbers that both views have stay, the
    others fade; lines keep their width. At the end the plot is as if it had been made for its new view.

    Parameters
    ----------
    plot
        What changes. What is drawn in it must stand behind it in the scene's order.
    x_range, y_range
        What it then shows; what it shows already by default.
    box
        Room for everything; where it stands already by default.
    log_y
        Whether the vertical axis is logarithmic then; as it is by default.
    goal
        Another plot of the same quantities that it becomes, in place of all these.
    across, up
        Rate functions of where it stands, if it goes around what is in its way.
    """

    def __init__(
        self,
        plot: Plot,
        *,
        x_range: Range | None = None,
        y_range: Range | None = None,
        box: Box | None = None,
        log_y: bool | None = None,
        goal: Plot | None = None,
        across: Callable[[float], float] | None = None,
        up: Callable[[float], float] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("rate_func", smooth)
        kwargs.setdefault("suspend_mobject_updating", False)
        super().__init__(plot, **kwargs)
        self.plot, self._goal, self._across, self._up = plot, goal, across, up
        self._wanted = box or plot.box, x_range or plot.x_range, y_range or plot.y_range
        self.log_y = plot.log_y if log_y is None else log_y

    def create_starting_mobject(self) -> Mobject:
        """Return nothing: manim would copy the plot."""
        return Mobject()

    def begin(self) -> None:
        """Make the axes of the other view, and let what is new in them stand in the plot."""
        plot = self.plot
        self.goal = goal = self._goal or plot.made(*self._wanted, log_y=self.log_y)
        self.start = plot.area, plot.x_range, plot.y_range
        before, after = ({mark.key for mark in one.marks} for one in (plot, goal))
        self.staying = [mark for mark in plot.marks if mark.key in after]
        self.leaving = [mark for mark in plot.marks if mark.key not in after]
        self.coming = [mark for mark in goal.marks if mark.key not in before]
        for mark in self.coming:
            plot.frame.add(mark.line)
            plot.numbers.add(mark.number)
        self.words, self.new_words = ([*one.labels.family_members_with_points()] for one in (plot, goal))
        self.word_points, self.new_word_points = (
            [word.points.copy() for word in words] for words in (self.words, self.new_words)
        )
        far = max(
            abs(np.log((after[1] - after[0]) / (before[1] - before[0])))
            for before, after in ((plot.x_range, goal.x_range), (plot.y_range, goal.y_range))
        )
        self.apart = max(COME, 1.0 - np.log(APART) / max(far, 1e-9))
        self.alike = [len(word.points) for word in self.words] == [
            len(word.points) for word in self.new_words
        ]
        if not self.alike:
            plot.labels.add(*goal.labels)
        super().begin()

    def interpolate(self, alpha: float) -> None:
        """Set the view of the moment, and the axes in it."""
        share = self.rate_func(alpha)
        area, x_range, y_range = self.start
        goal = self.goal
        sideways, up = (float((rate or self.rate_func)(alpha)) for rate in (self._across, self._up))
        box = area.towards(goal.area, sideways, up)
        across = zoomed(x_range, goal.x_range, share)
        if goal.log_y is self.plot.log_y:
            self.plot.look_at(box, across, zoomed(y_range, goal.y_range, share))
        else:
            self.plot.look_at(box, across, y_range, ((goal.y_range, goal.log_y), share))
        self._draw(float(share), np.array([sideways, up, 0.0]))

    def _draw(self, share: float, way: Point3D) -> None:
        plot, area = self.plot, self.plot.area
        plot.frame[0].set_points_by_ends((area.left, area.bottom, 0.0), (area.right, area.bottom, 0.0))
        plot.frame[1].set_points_by_ends((area.left, area.bottom, 0.0), (area.left, area.top, 0.0))
        going, coming = 1.0 - min(share / GONE, 1.0), max(share - COME, 0.0) / (1.0 - COME)
        deep = max(share - self.apart, 0.0) / (1.0 - self.apart)
        for marks, opacity in ((self.staying, 1.0), (self.leaving, going), (self.coming, deep)):
            for mark in marks:
                plot.stand(mark)
                self._keep_inside(mark.number)
                shown = opacity if self._on_axis(mark) else 0.0
                if marks is self.coming and shown > 0.0:
                    shown *= self._clear(mark) ** (1.0 - share)
                mark.line.set_stroke(opacity=shown)
                mark.number.set_fill(opacity=shown)
        if self.alike:
            for word, before, after in zip(self.words, self.word_points, self.new_words, strict=True):
                word.points = before + way * (after.points - before)
        else:
            olds, news = (self.words, self.word_points), (self.new_words, self.new_word_points)
            for (words, places), home, opacity in (
                (olds, self.start[0], going),
                (news, self.goal.area, coming),
            ):
                for word, points in zip(words, places, strict=True):
                    word.points = points + _corner(area, points, home) - _corner(home, points, home)
                    word.set_fill(opacity=opacity)

    def _keep_inside(self, number: Number) -> None:
        """Move a number no further to the left than the room that is for it: on its way its axis may."""
        beyond = min(self.plot.box.left, self.goal.box.left) - float(number.get_left()[0])
        if beyond > 0.0:
            number.set_text(number.text, number.at + np.array([beyond, 0.0, 0.0]))

    def _clear(self, mark: TickMark) -> float:
        """Return how clear a number that comes is of those that stay: 0 while it would touch one of them."""
        clear, along = 1.0, 0 if mark.axis == "x" else 1
        for other in self.staying:
            if other.axis == mark.axis:
                way = abs(float(mark.number.get_center()[along] - other.number.get_center()[along]))
                sizes = [(one.number.width, one.number.height)[along] for one in (mark, other)]
                need = sum(sizes) / 2 + APART_BY
                clear = min(clear, max(way / need - 1.0, 0.0))
        return clear

    def _on_axis(self, mark: TickMark) -> bool:
        area, (x, y, _) = self.plot.area, mark.line.get_end()
        if mark.axis == "x":
            return bool(area.left - SLACK <= x <= area.right + SLACK)
        return bool(area.bottom - SLACK <= y <= area.top + SLACK)

    def finish(self) -> None:
        """Leave the plot as if it had been made for its new view."""
        super().finish()
        plot, goal = self.plot, self.goal
        for one, other in (
            (plot.frame, goal.frame),
            (plot.numbers, goal.numbers),
            (plot.labels, goal.labels),
        ):
            one.submobjects = list(other.submobjects)
        plot.box, plot.marks, plot.log_y = goal.box, goal.marks, goal.log_y
        plot.look_at(goal.area, goal.x_range, goal.y_range)


def zoomed(before: Range, after: Range, share: float) -> Range:
    """Return the range at a share of the way between two: widths grow by equal factors in equal times.

    What both ranges show at the same share of their widths stands still meanwhile.

    >>> zoomed((0.0, 1.0), (0.0, 100.0), 0.5)
    (0.0, 10.0)
    """
    ratio = (after[1] - after[0]) / (before[1] - before[0])
    way = share if abs(ratio - 1.0) < EVEN else (ratio**share - 1.0) / (ratio - 1.0)
    return _between(before[0], after[0], way), _between(before[1], after[1], way)


def _corner(area: Box, word: Point3D_Array, home: Box) -> Point3D:
    """Return the corner of an area that a word keeps to: the upper left one if it stood above it at home."""
    above = word[:, 1].min() > home.top
    return np.array([area.left, area.top, 0.0] if above else [area.right, area.bottom, 0.0])


def _between(before: float, after: float, share: float) -> float:
    return after if share == 1.0 else before + share * (after - before)


__all__ = ["ViewChange", "zoomed"]
