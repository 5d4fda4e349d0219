"""Where steps would have led that left the function's domain, drawn as broken lines in the warning colour."""

import numpy as np
from manim import VGroup

from gd_math.accounts.account import Accounts
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, clip_polyline, dashes

CROSS = 0.09
"""Half the width of the cross at the end of a line, in scene units."""
SEAM = 4.0
"""Width of the seam, in manim's unit."""


class LostSteps(VGroup):
    """A broken line from each run's last place to where its next step led, with a cross there.

    Lines end at the map's edge; a cross beyond it is not drawn.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    told
        What happened to the runs.
    size
        1 for a large picture.
    """

    lint_ignore = frozenset({"contrast"})
    """The lint takes no stroke for a ground, so it does not see the seams."""

    def __init__(self, look: Look, plot: Plot, told: Accounts, size: float = 1.0) -> None:
        super().__init__()
        self.ends = [(one.run.points[-1], one.beyond) for one in told if one.beyond is not None]
        pieces, crosses = [], []
        for last, beyond in self.ends:
            if not np.isfinite(beyond).all() or not plot.shows(*map(float, last)):
                continue
            way = plot.points_at(*np.clip(np.stack([last, beyond]), -1e12, 1e12).T)
            for piece in clip_polyline(way, plot.area):
                pieces += dashes(piece[0], piece[-1])
            if plot.shows(*map(float, beyond)):
                arms = size * CROSS * np.array([(1.0, 1.0, 0.0), (1.0, -1.0, 0.0)])
                crosses += [np.array([way[1] - arm, way[1] + arm]) for arm in arms]
        for colour, more in ((look.colours.background, SEAM), (look.colours.warning, 0.0)):
            line = Polyline(colour, size * (STROKES.path + more), name="departures")
            self.add(line.set_corners(*pieces, *crosses))
        self.name = "steps out of the domain"


__all__ = ["LostSteps"]
