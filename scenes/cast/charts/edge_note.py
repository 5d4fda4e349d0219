"""The mark for a point of two parameters that has left the picture: an arrow at the edge, and where it is."""

from collections.abc import Sequence

import numpy as np
from manim import DL, UR, VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.runs.trajectory import Trajectory
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances, roomiest
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Dots
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_text import plain
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate

ARROW = 0.55
AIR = 0.1
ROW = 2.0
"""Distance of the two baselines, in capital heights."""
SHORT = 100.0
"""Numbers below this are written with a decimal."""
PLATE_OPACITY = 0.9
ASIDE, STEP_ASIDE, STEPS_ASIDE = 0.28, 0.07, 60
"""Least distance of two arrows without numbers, and by what, and how often, one is moved along the edge."""
MOVED = 3
"""Numbers in contours keep clear of the places of so many arrows on either side."""


class EdgeNote(VGroup):
    """Points from inside a plot to a place outside, and says which.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The picture.
    names
        Typst math of the two parameters.
    colour
        ``#rrggbb``; that of warnings by default, of one of several runs its own.
    sign
        The mark of one of several runs: it stands at the arrow's tail in place of the numbers, and the arrow
        moves along the edge until it is clear of `others`.

    Attributes
    ----------
    clear_of
        Points on screen ``(n, 3)`` from which the numbers keep away.
    others
        Notes from which it keeps away as well. They are set before it: added to the scene before it.
    """

    def __init__(
        self,
        look: Look,
        plot: Plot,
        names: tuple[str, str],
        colour: str | None = None,
        sign: Dots | None = None,
    ) -> None:
        self.plot, self.sign = plot, sign
        self.others: Sequence[EdgeNote] = ()
        self.clear_of: Point3D_Array = np.zeros((0, 3))
        warning = colour or look.colours.warning
        self.arrow = FlatArrow(warning, name="edge arrow")
        self.plate = Plate(look.colours.background, PLATE_OPACITY)
        self.names = [
            MathFormula(look, f"{name} =", colour=warning, size=TYPE.label).stand_on(0.0) for name in names
        ]
        self.room = max(float(name.width) for name in self.names)
        self.lefts = [float(name.get_left()[0]) for name in self.names]
        self.outlines = [[part.points.copy() for part in name] for name in self.names]
        self.numbers = [Number(look, "", anchor="right", colour=warning) for _ in names]
        super().__init__(
            self.plate, self.arrow, *self.names, *self.numbers, *([] if sign is None else [sign])
        )
        self.name = "edge note"
        self.mark(None)

    @classmethod
    def of_leaving(cls, look: Look, plot: Plot, run: Trajectory, clear_of: Point3D_Array) -> "EdgeNote":
        """Return the mark for where the step led by which a run left."""
        note = cls(look, plot, (run.variables[0], run.variables[1]))
        note.clear_of = clear_of
        note.mark(run.beyond)
        return note

    def mark(self, point: Points | None) -> None:
        """Point to ``point (2,)``; vanish for None, and for a point that is nowhere."""
        place = np.full(3, np.nan) if point is None else self.plot.at(float(point[0]), float(point[1]))
        if point is None or not np.isfinite(place).all():
            self._vanish()
            return
        tail, tip = arrow_towards(place, self.plot.area)
        if self.sign is not None:
            tail, tip = self._beside_others(tail, tip)
            self.arrow.set_between(tail, tip)
            self.sign.set_places(tail)
            return
        self.arrow.set_between(tail, tip)
        self._write(point, tail, (tip - tail) / ARROW)

    def beside(self, arrow: Point3D_Array) -> Point3D_Array:
        """Return points ``(n, 3)`` of an arrow, and of those to which it may be moved for some others."""
        way = (arrow[-1] - arrow[0]) / ARROW
        across = ASIDE * np.array([-way[1], way[0], 0.0])
        return np.concatenate([arrow + k * across for k in range(-MOVED, MOVED + 1)])

    def _beside_others(self, tail: Point3D, tip: Point3D) -> tuple[Point3D, Point3D]:
        """Return an arrow's ends, moved along the edge as little as keeps it clear of the others' arrows."""
        area, others = (
            self.plot.area,
            np.concatenate([np.zeros((0, 3)), *(o.occupied() for o in self.others)]),
        )
        upright = min(tip[0] - area.left, area.right - tip[0]) < min(tip[1] - area.bottom, area.top - tip[1])
        along = np.array([0.0, 1.0, 0.0] if upright else [1.0, 0.0, 0.0])
        for k in range(STEPS_ASIDE):
            for aside in (k * STEP_ASIDE * along, -k * STEP_ASIDE * along):
                ends = np.array([tail + aside, tip + aside])
                inside = (ends[:, 0] >= area.left - 1e-6) & (ends[:, 0] <= area.right + 1e-6)
                inside &= (ends[:, 1] >= area.bottom - 1e-6) & (ends[:, 1] <= area.top + 1e-6)
                away = np.linalg.norm(np.linspace(ends[0], ends[1], 9)[:, None] - others, axis=-1)
                if inside.all() and away.min(initial=np.inf) >= ASIDE:
                    return ends[0], ends[1]
        return tail, tip

    def _write(self, point: Points, tail: Point3D, way: Point3D) -> None:
        """Write the two numbers on a plate behind the arrow's tail."""
        texts = [plain(float(value), 1 if abs(value) < SHORT else 0) for value in point]
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        heads = self.room
        half_width = (heads + AIR + max(number_width(text, TYPE.label) for text in texts)) / 2 + AIR
        half_height = (1 + ROW) * cap / 2 + AIR
        middle = self._place(tail, way, np.array([half_width, half_height]))
        if middle is None:
            self._wipe()
            return
        left, right = float(middle[0]) - half_width, float(middle[0]) + half_width
        self.plate.cover(Box(left, right, float(middle[1]) - half_height, float(middle[1]) + half_height))
        for k, (name, number, text) in enumerate(zip(self.names, self.numbers, texts, strict=True)):
            baseline = float(middle[1]) + (ROW - 1) * cap / 2 - k * ROW * cap
            shift = np.array([left + AIR - self.lefts[k], baseline, 0.0])
            for part, outline in zip(name, self.outlines[k], strict=True):
                part.points = outline + shift
            number.set_text(text, (right - AIR, baseline, 0.0))

    def _place(self, tail: Point3D, way: Point3D, half: Floats) -> Point3D | None:
        """Return where the plate's middle goes, clear of other things, or None if there is no room."""
        area = self.plot.area
        across = np.array([-way[1], way[0], 0.0])
        aside = float(np.abs(across[:2]) @ half) + 2 * AIR
        behind = float(np.abs(way[:2]) @ half) + AIR
        low = np.array([area.left + half[0], area.bottom + half[1], 0.0]) + AIR / 2
        high = np.array([area.right - half[0], area.top - half[1], 0.0]) - AIR / 2
        places = [tail + side * aside * across for side in (1.0, -1.0)] + [tail - behind * way]
        places += [np.array([x, y, 0.0]) for x in (low[0], high[0]) for y in (low[1], high[1])]
        taken = np.concatenate(
            [
                self.clear_of,
                np.linspace(tail, tail + ARROW * way, 9),
                *(one.occupied() for one in self.others),
            ]
        )
        place = roomiest(np.clip(places, low, high), half, taken, enough=AIR)
        return place if clearances(place[None], half, taken)[0] > 0.0 else None

    def occupied(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` all over the arrow and the numbers, as they stand now."""
        shown = [np.linspace(self.arrow.tail, self.arrow.tip, 9)] if len(self.arrow.points) else []
        if len(self.plate.points):
            low, high = (self.plate.get_corner(corner) for corner in (DL, UR))
            x, y = np.meshgrid(*(np.linspace(low[k], high[k], 7) for k in (0, 1)))
            shown.append(np.stack([x, y, 0 * x], axis=-1).reshape(-1, 3))
        return np.concatenate([np.zeros((0, 3)), *shown])

    def _vanish(self) -> None:
        self.arrow.vanish()
        self._wipe()
        if self.sign is not None:
            self.sign.set_places(np.zeros((0, 3)))

    def _wipe(self) -> None:
        self.plate.cover(None)
        for name, number in zip(self.names, self.numbers, strict=True):
            for part in name:
                part.points = np.zeros((0, 3))
            number.set_text("")


def arrow_towards(place: Point3D, area: Box) -> tuple[Point3D, Point3D]:
    """Return tail and tip of the arrow at the edge of `area` that points to a place outside."""
    tails, tips = arrows_towards(place[None], area)
    return tails[0], tips[0]


def arrows_towards(places: Point3D_Array, area: Box) -> tuple[Point3D_Array, Point3D_Array]:
    """Return tails and tips ``(n, 3)`` of the arrows for places outside."""
    ways = places - area.centre
    ways[:, 2] = 0.0
    half = np.array([area.width, area.height]) / 2
    with np.errstate(divide="ignore"):
        shares = (half / np.abs(ways[:, :2])).min(axis=1, keepdims=True)
    tips: Point3D_Array = area.centre + shares * ways
    return tips - ARROW * ways / np.hypot(ways[:, :1], ways[:, 1:2]), tips


__all__ = ["EdgeNote", "arrow_towards", "arrows_towards"]
