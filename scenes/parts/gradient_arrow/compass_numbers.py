"""The height changes that a compass finds, as numbers around it, however it is seen."""

import math
from collections.abc import Sequence

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.functions.compass import DIRECTIONS, Compass
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.free_places import roomiest
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import MapLabel
from scenes.cast.writing.number_text import plain, powers_of_ten, significant
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.gradient_arrow.compass import CompassClock, needle
from scenes.parts.gradient_arrow.partials import SIGN_PLATE, Screen

GAP, AIR = 0.12, 0.06
CORNER = 0.6
"""From this share of a direction on, a plate stands wholly to that side of the probe."""
TURNS = np.deg2rad([0.0, 8.0, -8.0, 16.0, -16.0, 24.0, -24.0, 32.0, -32.0, 40.0, -40.0, 50.0, -50.0])
"""Where a number may stand beside its direction, the best first."""
OUT = 0.0, 0.15, 0.3, 0.5, 0.75
"""How much further out it may stand, in scene units, the nearest first."""
ENOUGH = 0.08
CIRCLE = np.stack([np.cos(np.linspace(0.0, 2 * np.pi, 48)), np.sin(np.linspace(0.0, 2 * np.pi, 48))], axis=1)
NO_STEP = 1e-3
"""A step that is shorter, in units of a probe's way, counts as none."""
MORE_DECIMALS, CLOSE = 2, 1e-4
"""How many decimals more are written where changes look alike that differ by more than this share."""


class HeightTexts:
    """How the height changes of one compass are written: with the same decimals, and one power of ten.

    Parameters
    ----------
    compass
        The probes.
    """

    def __init__(self, compass: Compass) -> None:
        self.compass = compass
        along = compass.change(np.stack([compass.uphill, -compass.uphill]))
        self.uphill, self.downhill = (float(change) for change in along)
        found = np.abs(np.concatenate([compass.changes, along]))
        largest = float(np.nanmax(found)) if np.isfinite(found).any() else 0.0
        self.exponent = 0
        if largest > 0.0 and not 0.05 <= largest < 1000.0:
            self.exponent = math.floor(math.log10(largest))
        scaled = largest / 10.0**self.exponent
        self.decimals = 2 if scaled < 10.0 else 1 if scaled < 100.0 else 0
        if np.isfinite(compass.changes).any():
            self._tell_apart(compass)

    def _tell_apart(self, compass: Compass) -> None:
        """Add decimals until the best and the lowest of eight differ from what they are compared with."""
        known = np.sort(compass.changes[np.isfinite(compass.changes)])[::-1].tolist()
        best, lowest, usual = known[0], known[-1], self.decimals
        pairs = [(best, other) for other in (self.uphill, *known)] + [(lowest, self.downhill)]
        apart = [pair for pair in pairs if not math.isclose(*pair, rel_tol=CLOSE) and np.isfinite(pair).all()]
        nearest = sorted(apart, key=lambda pair: abs(pair[0] - pair[1]))
        for self.decimals in range(usual, usual + MORE_DECIMALS + 1):
            if all(self.text(one) != self.text(other) for one, other in nearest):
                return
        self.decimals = usual

    def rate(self, reach: float) -> float:
        """Return the rise per unit of a step along the gradient, so many probes long; at 0 the slope."""
        compass, step = self.compass, reach * self.compass.distance
        if reach <= NO_STEP:
            return float(np.hypot(*compass.slopes))
        there = compass.objective.value(compass.point + step * compass.uphill)
        return (float(there) - compass.height) / step

    def slope(self, slope: float) -> str:
        """Return a slope with two decimals, or with as many digits as show it."""
        largest = float(np.abs(self.compass.slopes).max())
        fixed = plain(slope, 2)
        if slope == 0.0 or (0.1 <= largest < 1e4 and fixed != plain(0.0, 2)):
            return fixed
        return significant(slope)

    def text(self, change: float) -> str:
        """Return a change with its sign, in units of the power of ten; nothing for one that is not known."""
        if not math.isfinite(change):
            return ""
        text = plain(change / 10.0**self.exponent, self.decimals)
        return f"+{text}" if float(text.replace("−", "-")) > 0.0 else text

    def whole(self, change: float) -> str:
        """Return a change as it stands in a sentence, with its power of ten."""
        power = f"×{powers_of_ten(10.0**self.exponent, 0)}" if self.exponent else ""
        return f"{self.text(change)}{power}"

    @property
    def power(self) -> str:
        """Return Typst math of the power of ten in whose units the texts are; nothing where that is 1."""
        return f" \\/ 10^({self.exponent})" if self.exponent else ""


class CompassNumbers(VGroup):
    """Numbers around a compass on a map: each appears as its probe arrives.

    Parameters
    ----------
    look
        Theme and language.
    compass
        The probes.
    texts
        How their changes are written.
    clock
        How far they are.
    size
        Font size.
    """

    def __init__(
        self,
        look: Look,
        compass: Compass,
        texts: HeightTexts,
        clock: CompassClock,
        size: float = TYPE.label,
    ) -> None:
        super().__init__()
        self.size, self.cap = size, CAP_HEIGHT_PER_FONT_SIZE * size
        self.compass, self.texts, self.clock = compass, texts, clock
        self.changes: Floats = compass.changes
        blue, ground = look.colours.loss, look.colours.background
        self.colours = blue, look.colours.gradient
        self.plates = [Plate(ground, SIGN_PLATE) for _ in range(10)]
        self.numbers = [Number(look, "", anchor="center", colour=blue, size=size) for _ in range(10)]
        """Of the eight directions, of the needle, and of the probe against the gradient."""
        self.places = [np.zeros(3)] * 10
        self.add(*self.plates, *self.numbers)
        self.name = "height changes"
        follow(self, self.redraw)

    def stand(self, screen: Screen, tips: Point3D_Array, area: Box, signs: Sequence[MapLabel] = ()) -> None:
        """Let the numbers stand beside their probes as one view shows them.

        Parameters
        ----------
        screen
            Takes data x, y, height ``(..., 3)`` to points on screen.
        tips
            On screen the point, and the tips of the arrows along x, along y, of the gradient and against it.
        area
            The picture, which the numbers do not leave.
        signs
            What stands at arrows' tips.
        """
        compass = self.compass
        ways = [*DIRECTIONS, *([] if compass.level else [compass.uphill, -compass.uphill])]
        changes = [*self.changes.tolist(), self.texts.uphill, self.texts.downhill]
        circle = self._seen(screen, tips[0], CIRCLE)
        taken, aside = [circle], [over(sign) for sign in signs]
        for k, way in enumerate(ways):
            half, others = self._half_of(self.texts.text(changes[k])), taken
            if k >= 8:
                outline = [self._outline(compass.highest)] if k == 8 else []
                others = [circle, *aside, *outline, np.linspace(tips[0], tips[k - 5], 31)]
            turns = TURNS if k >= 8 else TURNS[:5]
            around = np.stack([math.cos(t) * way + math.sin(t) * way[::-1] * [-1.0, 1.0] for t in turns])
            probes = self._seen(screen, tips[0], around)
            out = (probes - tips[0])[:, :2]
            out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
            low, high = np.array([area.left, area.bottom]) + half, np.array([area.right, area.top]) - half
            beside = np.clip(out / CORNER, -1.0, 1.0) * half
            flat = [np.clip(probes[:, :2] + beside + (GAP + far) * out, low, high) for far in OUT]
            places = np.pad(np.concatenate(flat), ((0, 0), (0, 1)))
            self.places[k] = roomiest(places, half, np.concatenate(others), enough=ENOUGH)
            taken.append(self._outline(k))

    def _seen(self, screen: Screen, foot: Point3D, ways: Points) -> Point3D_Array:
        """Return where probes are seen in some directions ``(n, 2)``; at the point those without a height."""
        ends = self.compass.point + self.compass.distance * ways
        heights = np.asarray(self.compass.objective.value(ends), dtype=np.float64)
        seen = screen(np.column_stack([ends, heights]))
        return np.where(np.isfinite(seen).all(axis=-1, keepdims=True), seen, foot)

    def _half_of(self, text: str) -> Floats:
        return np.array([number_width(text, self.size) / 2 + AIR, self.cap / 2 + AIR])

    def _outline(self, k: int) -> Point3D_Array:
        return _grid(
            self.places[k], self._half_of(self.texts.text(float(self.changes[k]) if k < 8 else math.nan))
        )

    @property
    def shown(self) -> list[str]:
        """Return the ten texts that stand now, empty for those that do not."""
        clock, texts = self.clock, self.texts
        highest = self.compass.highest
        turned, opposed = float(clock.turned.get_value()), float(clock.opposed.get_value())
        parted, ended = (tracker.get_value() > 0.0 for tracker in (clock.parted, clock.ended))
        shrunk = clock.shrunk.get_value() > 0.0
        kept: set[int] = set()
        if clock.judged.get_value() <= 0.0:
            kept = {k for k in range(8) if clock.read(k)}
        elif not (parted or shrunk):
            kept = {highest}
        shown = [texts.text(float(self.changes[k])) if k in kept else "" for k in range(8)]
        way = self.compass.uphill if ended else needle(self.compass, smooth(turned))
        here = float(self.compass.change(way))
        along = ended or (turned > 0.0 and not parted)
        rising = shrunk and not (parted or ended)
        shown.append(texts.slope(texts.rate(clock.reach)) if rising else texts.text(here) if along else "")
        shown.append(texts.text(texts.downhill) if opposed >= 1.0 else "")
        return shown

    def redraw(self) -> None:
        """Write the numbers of the probes that have arrived."""
        shrunk = self.clock.shrunk.get_value() > 0.0 and self.clock.ended.get_value() <= 0.0
        self.numbers[8].set_fill(self.colours[int(shrunk)])
        for k, text in enumerate(self.shown):
            if not text:
                self.numbers[k].set_text("")
                self.plates[k].cover(None)
                continue
            x, y, _ = self.places[k].tolist()
            across, up = self._half_of(text).tolist()
            self.plates[k].cover(Box(x - across, x + across, y - up, y + up))
            self.numbers[k].set_text(text, (x, y - self.cap / 2, 0.0))


def _grid(middle: Point3D, half: Floats) -> Point3D_Array:
    """Return points ``(n, 3)`` all over a box."""
    steps = np.linspace(-1.0, 1.0, 9)
    grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2) * half
    around: Point3D_Array = middle + np.hstack([grid, np.zeros((len(grid), 1))])
    return around


def over(sign: MapLabel) -> Point3D_Array:
    """Return points ``(n, 3)`` all over a sign."""
    return _grid(sign.label.get_center(), sign.half)


__all__ = ["CompassNumbers", "HeightTexts", "over"]
