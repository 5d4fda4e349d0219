"""The map of basins: each pixel is a start, and takes the colour of the minimum that it comes to."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker

from gd_math.accounts.attraction import Census
from gd_math.typing import Floats, Integers
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import blend
from scenes.cast.marks.pixel_sheet import PixelSheet
from scenes.cast.moving.following import follow
from scenes.parts.basin_map.found import Found

QUICK, LATE = 0.01, 0.995
"""Shares of the starts that have arrived when a start has its full colour, and when the faintest."""
FAINTEST = 0.3
"""Strength of the colour of a start that arrives late."""
DEEPER = 0.25
"""By how much more steps make a start the faintest with each power of ten."""
SOFT = {"dark": 1.0, "light": 0.75}
"""Strength of the strongest colours: on light ground areas need less than lines do."""
LARGE = 100.0
"""Pixels per scene unit of frames that are large."""
ALL = 100_000
"""More steps than any run takes."""


def basin_colours(look: Look, found: Found) -> dict[str, list[str]]:
    """Return the colours of the coloured minima, of the other ones, of passes, of peaks, and of no place."""
    colours, study = look.colours, found.study
    n, k = len(study.minima), found.coloured
    others = [colours.muted] * (n - k)
    own = [blend(run, colours.background, SOFT[colours.name]) for run in colours.runs[:k]]
    return {
        "minima": [*own, *others],
        "stationary": [colours.muted] * (len(study.stationary) - n),
        "nowhere": [colours.faint],
    }


class BasinSheet(PixelSheet):
    """Every pixel of a map as a start, computed again whenever rate, method or view have changed.

    Parameters
    ----------
    look
        Theme and language.
    box
        Where the map may go.
    area
        Returns the map's area of the moment, which the sheet fills.
    found
        The basins.
    rate
        The learning rate with which it begins; None for Newton's method.

    Attributes
    ----------
    rate
        Tells the learning rate.
    newton
        Whether Newton's method is used in its place.
    decade
        Tells the magnification's logarithm.
    step
        Tells how many steps are told: who needs more has no colour yet.
    seen
        Tells how opaque the colours are, from 0 to 1.
    grain
        How many pixels wide a start is: 1, or `coarse` while the picture moves.
    coarse
        2 in large frames, whose pixels are too small for it to be seen in motion; else 1.
    """

    lint_backing = True

    def __init__(
        self, look: Look, box: Box, area: Callable[[], Box], found: Found, rate: float | None
    ) -> None:
        super().__init__(box)
        self.look, self.area, self.found = look, area, found
        self.rate, self.decade = ValueTracker(rate or 0.0), ValueTracker(0.0)
        self.step, self.seen, self.grain, self.newton = ValueTracker(ALL), ValueTracker(1.0), 1, rate is None
        self.coarse = 2 if self.unit > LARGE else 1
        self._computed: tuple[object, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._homes: Integers = np.zeros((0, 0), dtype=np.intp)
        self._steps: Integers = self._homes
        colours = basin_colours(look, found)
        every = [*colours["minima"], *colours["stationary"], *colours["nowhere"], *colours["nowhere"]]
        self.colours = np.array([[int(one[i : i + 2], 16) for i in (1, 3, 5)] for one in every], dtype=float)
        self.ground = np.array([int(look.colours.background[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)
        self.name = "basins"
        follow(self, self.redraw)

    def cells(self) -> tuple[slice, slice]:
        """Return the rows and columns of the pixels whose middles are in the map."""
        area, unit, (x, y) = self.area(), self.unit, self.corner
        rows, columns = self.pixels.shape[:2]
        first, last = np.ceil(np.array([area.left - x, area.right - x]) * unit - 0.5 - 1e-9)
        upper, lower = np.ceil(np.array([y - area.top, y - area.bottom]) * unit - 0.5 - 1e-9)
        return slice(max(int(upper), 0), min(int(lower), rows)), slice(
            max(int(first), 0), min(int(last), columns)
        )

    def starts(self) -> Floats:
        """Return the data at the middles of the pixels, or of blocks of them, ``(rows, columns, 2)``."""
        down, across = self.cells()
        area, grain = self.area(), self.grain
        x = self.corner[0] + (np.arange(across.start, across.stop, grain) + 0.5 * grain) / self.unit
        y = self.corner[1] - (np.arange(down.start, down.stop, grain) + 0.5 * grain) / self.unit
        (left, right), (bottom, top) = self.found.study.view(
            self.found.focus, 10.0 ** self.decade.get_value()
        )
        u = left + (x - area.left) * ((right - left) / area.width)
        v = bottom + (y - area.bottom) * ((top - bottom) / area.height)
        return np.stack(np.meshgrid(u, v), axis=-1)

    def redraw(self) -> None:
        """Compute what has changed, and paint it."""
        rate = None if self.newton else self.rate.get_value()
        wanted = (rate, self.decade.get_value(), self.grain, self.area())
        step, seen = int(self.step.get_value()), self.seen.get_value()
        if (wanted, step, seen) == self._shown:
            return
        self._shown = (wanted, step, seen)
        if step < 0:
            self.pixels[:] = 0
            return
        if wanted != self._computed:
            self._computed = wanted
            found = self.found.study.attraction(rate).arrivals(self.starts())
            self._homes, self._steps = found.homes, found.steps
        self._paint(step)

    def _paint(self, step: int) -> None:
        """Give every start that has arrived its colour."""
        shades = self.shades(int(self._steps.max(initial=0)))
        shades[:, step + 1 :] = 0
        shades[..., 3] = np.round(shades[..., 3] * self.seen.get_value())
        down, across = self.cells()
        picture = shades[self._homes, self._steps]
        if self.grain > 1:
            picture = picture.repeat(self.grain, axis=0).repeat(self.grain, axis=1)
        self.pixels[:] = 0
        sheet = self.pixels[down, across]
        sheet[:] = picture[: sheet.shape[0], : sheet.shape[1]]

    def shades(self, last: int) -> np.ndarray:
        """Return the colours of every home after every number of steps, RGBA ``(homes, last + 1, 4)``."""
        quick, late = self.ends_of_shades()
        steps = np.arange(last + 1.0)
        share = np.clip(np.log((steps + 1.0) / quick) / np.log(late / quick), 0.0, 1.0)
        strength = np.tile(1.0 - (1.0 - FAINTEST) * share, (len(self.colours), 1))
        strength[-2:] = 1.0
        mixed = self.ground + (self.colours[:, None] - self.ground) * strength[..., None]
        n = len(self.found.study.minima if not self.newton else self.found.study.stationary)
        rows = [*range(n), -2, -1]  # GONE and UNDER_WAY are the last two
        return (
            np.concatenate([mixed, np.full((*mixed.shape[:2], 1), 255.0)], axis=-1)
            .round()
            .astype(np.uint8)[rows]
        )

    def ends_of_shades(self) -> tuple[float, float]:
        """Return how many steps, and one more, give the full colour, and the faintest."""
        study = self.found.study

        def ends(census: Census) -> Floats:
            quick = census.steps_of(QUICK) + 1.0
            return np.log([quick, max(census.steps_of(LATE) + 1.0, 2.0 * quick)])

        if self.newton:
            quick, late = np.exp(ends(study.newton))
            return float(quick), float(late)
        small, large = np.log(study.rates)
        share = float(np.clip((np.log(self.rate.get_value()) - small) / (large - small), 0.0, 1.0))
        quick, late = (1.0 - share) * ends(study.small) + share * ends(study.large)
        return float(np.exp(quick)), float(np.exp(late) * (1.0 + DEEPER * self.decade.get_value()))


__all__ = ["ALL", "BasinSheet", "basin_colours"]
