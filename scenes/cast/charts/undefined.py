"""Where a function is not defined: hatched and named, never painted as if it had heights there."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from manim import VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.objective import Objective
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.balls import OUT_OF_SIGHT
from scenes.cast.marks.lines import Polyline
from scenes.cast.writing.map_words import MapWord

SPACING = 0.2
"""Distance of the hatching's lines, in scene units, measured across."""
FINENESS = 0.02
"""Distance of the places on a line at which the function is asked."""
COLUMNS, ROWS = 48, 30
"""Places among which the word's is looked for."""

Where = Callable[[Floats, Floats], npt.NDArray[np.bool_]]
"""Tells for coordinates ``(n,)`` of a plot where nothing is defined."""


class Undefined(VGroup):
    """Hatching over the part of a plot in which a function has no value, with a word on it where it has room.

    Parameters
    ----------
    look
        Theme and language.
    plot
        What is hatched.
    where
        Tells where nothing is defined.
    word
        Translated, for instance "not defined".

    Attributes
    ----------
    empty
        Whether everything in the picture is defined.
    """

    def __init__(self, look: Look, plot: Plot, where: Where, word: str) -> None:
        super().__init__()
        self.plot, self.where = plot, where
        self.hatching = Polyline(look.colours.muted, STROKES.hair, opacity=0.75, name="hatching")
        self.word = MapWord(look, word, look.colours.muted)
        self._draw()
        self.empty = not len(self.hatching.points)
        self.add(self.hatching)
        if not self.empty:
            self.add(self.word)
        plot.watch(self._draw)
        self.name = "undefined"

    @classmethod
    def on_curve(cls, look: Look, plot: Plot, objective: Objective) -> "Undefined":
        """Return the hatching over the x at which a function of one variable has no value."""
        return cls(look, plot, lambda x, _: np.isnan(objective(x)), look.say("not defined"))

    @classmethod
    def on_map(cls, look: Look, plot: Plot, objective: Objective) -> "Undefined":
        """Return the hatching over the places at which a function of two variables has no value."""
        return cls(look, plot, lambda x, y: np.isnan(objective(x, y)), look.say("not defined"))

    def _asked(self, points: Point3D_Array) -> npt.NDArray[np.bool_]:
        """Tell at which points on screen ``(n, 3)`` nothing is defined."""
        data = self.plot.read(points)
        return self.where(data[..., 0], data[..., 1])

    def _draw(self) -> None:
        """Hatch the view that the plot now has."""
        pieces = self._hatching()
        self.hatching.set_corners(*pieces)
        place = self._place(self.word.half) if pieces else None
        self.word.stand_at(OUT_OF_SIGHT if place is None else place)

    def _hatching(self) -> list[Point3D_Array]:
        area = self.plot.area
        pieces = []
        apart = SPACING * np.sqrt(2.0)
        for left in np.arange(area.left - area.height + apart / 2, area.right, apart):
            first, last = max(0.0, area.left - left), min(area.height, area.right - left)
            if last <= first:
                continue
            up = np.linspace(first, last, max(2, int((last - first) / FINENESS)))
            line = np.column_stack([left + up, area.bottom + up, np.zeros(len(up))])
            bare = np.concatenate([[False], self._asked(line), [False]])
            edges = np.flatnonzero(bare[1:] != bare[:-1])
            pieces += [
                line[[start, end - 1]]
                for start, end in zip(edges[::2], edges[1::2], strict=True)
                if end - start > 1
            ]
        return pieces

    def _place(self, half: Floats) -> Point3D | None:
        """Return the middle for the word: as deep inside as can be, or None if it has no room."""
        area = self.plot.area
        x, y = np.meshgrid(
            np.linspace(area.left, area.right, COLUMNS), np.linspace(area.bottom, area.top, ROWS)
        )
        places = np.column_stack([x.ravel(), y.ravel(), np.zeros(x.size)])
        bare = self._asked(places)
        if not bare.any():
            return None
        inside = places[bare]
        rim = places[~bare]
        edges = np.column_stack([inside[:, 0] - area.left, area.right - inside[:, 0]]).min(axis=1)
        sides = np.column_stack([inside[:, 1] - area.bottom, area.top - inside[:, 1]]).min(axis=1)
        across, up = edges / half[0], sides / half[1]
        room = np.minimum(across, up)
        if len(rim):
            away = np.abs(inside[:, None, :2] - rim[None, :, :2]) / half[None, None, :2]
            room = np.minimum(room, away.max(axis=-1).min(axis=1))
        best = int(np.argmax(room))
        place: Point3D = inside[best]
        return place if room[best] >= 1.0 else None


__all__ = ["Undefined"]
