"""The height changes that a compass finds, as numbers around it."""

import math

import numpy as np
from manim import VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from gd_math.functions.compass import DIRECTIONS, Compass
from gd_math.typing import Floats, Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import roomiest
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import PLATE_OPACITY
from scenes.cast.writing.number_text import plain, powers_of_ten
from scenes.cast.writing.numbers import Number, number_width
from scenes.cast.writing.plates import Plate
from scenes.parts.gradient_arrow.compass import CompassClock, needle

GAP, AIR = 0.12, 0.06
CORNER = 0.6
"""From this share of a direction on, a plate stands wholly to that side of the probe."""
TURNS = np.deg2rad([0.0, 8.0, -8.0, 16.0, -16.0, 24.0, -24.0, 32.0, -32.0, 40.0, -40.0, 50.0, -50.0])
"""Where a number may stand beside its direction, the best first."""
FAR = np.linspace(0.0, 3.0, 31)
"""Places along the arrow of the gradient that its number keeps clear of, in units of a probe's way."""
ENOUGH = 0.1
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
    plot
        The map.
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
        plot: Plot,
        compass: Compass,
        texts: HeightTexts,
        clock: CompassClock,
        size: float = TYPE.label,
    ) -> None:
        super().__init__()
        self.size, self.cap = size, CAP_HEIGHT_PER_FONT_SIZE * size
        self.plot, self.compass, self.texts, self.clock = plot, compass, texts, clock
        self.changes: Floats = compass.changes
        blue, ground = look.colours.loss, look.colours.background
        self.plates = [Plate(ground, PLATE_OPACITY) for _ in range(10)]
        self.numbers = [Number(look, "", anchor="center", colour=blue, size=size) for _ in range(10)]
        """Of the eight directions, of the needle, and of the probe against the gradient."""
        self.places: list[Point3D] = [self._beside(u, self._half(k)) for k, u in enumerate(DIRECTIONS)]
        if not compass.level:
            for way, change, neighbour in (
                (compass.uphill, texts.uphill, compass.highest),
                (-compass.uphill, texts.downhill, compass.lowest),
            ):
                self.places.append(self._between(way, change, neighbour))
        self.add(*self.plates, *self.numbers)
        self.name = "height changes"
        follow(self, self.redraw)

    def _half(self, k: int) -> Floats:
        return self._half_of(self.texts.text(float(self.changes[k])))

    def _half_of(self, text: str) -> Floats:
        return np.array([number_width(text, self.size) / 2 + AIR, self.cap / 2 + AIR])

    def _beside(self, way: Points, half: Floats) -> Point3D:
        """Return where the middle of a plate stands outside the ring, in a direction."""
        tip = self.compass.point + self.compass.distance * way
        out = np.clip(way / CORNER, -1.0, 1.0) * half + GAP * way
        place: Point3D = self.plot.at(*tip.tolist()) + np.array([*out, 0.0])
        return place

    def _between(self, way: Points, change: float, neighbour: int) -> Point3D:
        """Return a place near a direction that keeps clear of the number of its neighbour."""
        half = self._half_of(self.texts.text(change))
        turned = [
            np.array([way[0] * np.cos(t) - way[1] * np.sin(t), way[0] * np.sin(t) + way[1] * np.cos(t)])
            for t in TURNS
        ]
        places = np.array([self._beside(one, half) for one in turned])
        arrow = np.stack([self.compass.point + far * self.compass.distance * way for far in FAR])
        taken = np.concatenate([self._outline(neighbour), self.plot.points_at(*arrow.T)])
        return roomiest(places, half, taken, enough=ENOUGH)

    def _outline(self, k: int) -> Point3D_Array:
        steps = np.linspace(-1.0, 1.0, 9)
        grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2) * self._half(k)
        around: Point3D_Array = self.places[k] + np.hstack([grid, np.zeros((len(grid), 1))])
        return around

    @property
    def shown(self) -> list[str]:
        """Return the ten texts that stand now, empty for those that do not."""
        clock, texts = self.clock, self.texts
        highest = self.compass.highest
        turned, opposed = float(clock.turned.get_value()), float(clock.opposed.get_value())
        parted, ended = (tracker.get_value() > 0.0 for tracker in (clock.parted, clock.ended))
        kept: set[int] = set()
        if clock.judged.get_value() <= 0.0:
            kept = {k for k in range(8) if clock.read(k)}
        elif not parted:
            kept = {highest}
        shown = [texts.text(float(self.changes[k])) if k in kept else "" for k in range(8)]
        way = self.compass.uphill if ended else needle(self.compass, smooth(turned))
        here = float(self.compass.change(way))
        along = ended or (turned > 0.0 and not parted)
        shown.append(texts.text(here) if along else "")
        shown.append(texts.text(texts.downhill) if opposed >= 1.0 else "")
        return shown

    def redraw(self) -> None:
        """Write the numbers of the probes that have arrived."""
        for k, text in enumerate(self.shown):
            if not text:
                self.numbers[k].set_text("")
                self.plates[k].cover(None)
                continue
            x, y, _ = self.places[k].tolist()
            across, up = self._half_of(text).tolist()
            self.plates[k].cover(Box(x - across, x + across, y - up, y + up))
            self.numbers[k].set_text(text, (x, y - self.cap / 2, 0.0))

    def outlines(self, *kept: int) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` on the numbers of the given directions."""
        return np.concatenate([self._outline(k) for k in kept])


__all__ = ["CompassNumbers", "HeightTexts"]
