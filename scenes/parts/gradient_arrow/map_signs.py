"""Signs on the close-up of a map, each where it has room: the height of a contour, formulas beside arrows."""

from collections.abc import Sequence

import numpy as np

from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS
from scenes.cast.charts.free_places import ring, roomiest
from scenes.cast.land.hill_map import HillMap
from scenes.cast.maps.arrow_words import stand_beside
from scenes.cast.writing.map_words import MapFormula, MapLabel
from scenes.cast.writing.number_text import typst_number
from scenes.parts.gradient_arrow.compass_numbers import over
from scenes.parts.gradient_arrow.level_line import LevelLine
from scenes.parts.gradient_arrow.partials import LABEL_GAP, MARGIN, SIGN_PLATE
from scenes.parts.gradient_arrow.point_view import PointView

BESIDE = 0.6, 0.85, 0.35
"""Where along an arrow its formula may stand, as shares of its length, the best first."""
SEEN = 0.12
"""Length of an arrow, in scene units, from which it is seen."""


class MapSigns:
    """What is written on the close-up of a map.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    view
        The point on it with its arrows.
    level_line
        The contour through the point.
    radius
        Of the compass, in units of both variables.
    """

    def __init__(
        self, look: Look, plot: HillMap, view: PointView, level_line: LevelLine, radius: float
    ) -> None:
        self.look, self.plot, self.view, self.level_line, self.radius = look, plot, view, level_line, radius

    def height(self, height: str, signs: Sequence[MapLabel]) -> MapFormula:
        """Return the height of the contour through the point, on it, clear of the rose, arrows and signs."""
        look, area = self.look, self.plot.area
        sign = MapFormula(look, f"f = {typst_number(height)}", look.colours.loss)
        sign.plate.set_fill(opacity=SIGN_PLATE)
        foot, *tips = self.view.arrows.tips
        taken = [np.linspace(foot, tip, 15) for tip in tips] + [over(one) for one in signs]
        taken.append(ring(foot, self.plot.length(self.radius)))
        places = np.concatenate([self.plot.points_at(*way.T) for way in self.level_line.ways])
        room = np.array([area.width, area.height]) / 2 - sign.half
        inside = (np.abs(places - area.centre)[:, :2] <= room).all(axis=1)
        places = places[inside] if inside.any() else foot[None]
        return sign.stand_at(roomiest(places, sign.half, np.concatenate(taken)))

    def seen(self, arrow: int) -> bool:
        """Tell whether an arrow of the close-up is long enough to be seen: along x, along y, the gradient."""
        foot, *tips = self.view.arrows.tips
        return bool(np.linalg.norm(tips[arrow] - foot) >= SEEN)

    def beside(self, arrow: int, markups: Sequence[str], signs: Sequence[MapLabel]) -> MapFormula | None:
        """Return the first formula that has room beside an arrow of the close-up, clear of some signs."""
        foot, *tips = self.view.arrows.tips
        taken = [ring(foot, BALL_RADIUS)] + [np.linspace(foot, tip, 15) for tip in tips[:3]]
        taken += [np.linspace(tip, tips[2], 15) for tip in tips[:2]]
        taken += [over(sign) for sign in signs]
        for markup in markups:
            label = MapFormula(self.look, markup, self.look.colours.gradient)
            label.plate.set_fill(opacity=SIGN_PLATE)
            if stand_beside(
                label,
                foot,
                tips[arrow],
                self.plot.area.inset(*4 * (MARGIN,)),
                np.concatenate(taken),
                gap=LABEL_GAP,
                enough=LABEL_GAP,
                shares=BESIDE,
                first=-1.0,
            ):
                return label
        return None


__all__ = ["MapSigns"]
