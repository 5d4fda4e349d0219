"""A flag in a map where runs go: at the minimum that they come to."""

import numpy as np
from manim import ValueTracker, VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.accounts.races import Race
from gd_math.shape.curve_profile import Downhill
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import PLATE_OPACITY, MapWord

POLE, PENNANT = 0.62, np.array([(0.0, 0.0), (0.4, -0.15), (0.0, -0.3), (0.0, 0.0)])
"""Height of the pole; corners of the cloth, from the pole's top."""
ABOVE, FADES = 0.05, 0.2
"""Way from the pole to the word, and within which it goes where the ring around the start comes near."""


class Flag(VGroup):
    """A pole with a pennant; nothing where there are several minima, or none, or it is outside.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    found
        The runs. A flag on one of several minima that runs come to would tell who comes where.
    ring
        Radius of a ring of marks around the start, marks and all, in scene units: no word is in it.

    Attributes
    ----------
    says
        1 shows the word, 0 hides it: while marks run about.
    """

    def __init__(self, look: Look, plot: Plot, found: Race, ring: float = 0.0) -> None:
        self.plot, minima = plot, found.minima
        self.foot = minima[0] if len(minima) == 1 else None
        self.pole = Polyline(look.colours.ink, STROKES.path, name="pole")
        self.cloth = Polyline(look.colours.ink, 0.0, name="pennant")
        self.cloth.set_fill(look.colours.ink, opacity=1.0)
        super().__init__(self.pole, self.cloth)
        self.start, self.ring = found.runs[0].points[0], ring
        self.says = ValueTracker(1.0)
        self.word = MapWord(look, look.say("minimum"))
        self.named = all(one.below is Downhill.MINIMUM for one in found.told if one.arrived)
        if self.named:
            self.add(self.word)
        self.name = "flag at the minimum"
        follow(self, self.redraw)

    def occupied(self, plot: Plot) -> Point3D_Array:
        """Return points ``(n, 3)`` where it stands in a map, its word included."""
        if self.foot is None or not plot.shows(*self.foot.tolist()):
            return np.zeros((0, 3))
        (across, up), foot = self.word.half, plot.at(*self.foot.tolist())
        x, y = np.meshgrid(np.linspace(-across, across, 9), np.linspace(-up, up, 4))
        word = self._beside(plot, foot) + np.stack([x, y, 0.0 * x], axis=-1).reshape(-1, 3)
        pole = foot + np.linspace((0.0, 0.0, 0.0), (0.0, POLE, 0.0), 9)
        cloth = np.pad(PENNANT, ((0, 0), (0, 1))) + pole[-1]
        return np.concatenate([word, pole, cloth])

    def _beside(self, plot: Plot, foot: Point3D) -> Point3D:
        """Return the middle of the word: above the pole, or below its foot where a map ends."""
        area, (across, up) = plot.area, self.word.half
        x, y = np.clip(foot[0], area.left + across, area.right - across), foot[1] + POLE + ABOVE + up
        return np.array([x, y if y + up <= area.top else foot[1] - ABOVE - up, 0.0])

    def redraw(self) -> None:
        """Stand at the minimum of the view that the map now has."""
        shown = self.foot is not None and self.plot.shows(*self.foot.tolist())
        self.word.label.set_opacity(0.0)
        if self.foot is None or not shown:
            for part in (self.pole, self.cloth):
                part.set_corners()
            self.word.plate.cover(None)
            return
        foot, area = self.plot.at(*self.foot.tolist()), self.plot.area
        top = foot + np.array([0.0, POLE, 0.0])
        self.pole.set_corners(np.array([foot, top]))
        blows = np.array([1.0 if foot[0] + PENNANT[:, 0].max() < area.right else -1.0, 1.0])
        self.cloth.set_corners(top + np.pad(blows * PENNANT, ((0, 0), (0, 1))))
        at = self._beside(self.plot, foot)
        away = np.abs(at - self.plot.at(*self.start.tolist()))[:2] - self.word.half - self.ring - ABOVE
        seen = self.says.get_value() * np.clip(float(away.max()) / FADES, 0.0, 1.0)
        self.word.label.set_opacity(seen)
        self.word.stand_at(at).plate.set_opacity(seen * PLATE_OPACITY)


__all__ = ["Flag"]
