"""The graph of a function of one variable, in pieces where it has no value and where it jumps."""

import numpy as np

from gd_math.objective import Objective
from gd_math.typing import Floats
from scenes.base.theme import STROKES
from scenes.cast.charts.axes import Plot
from scenes.cast.marks.lines import Polyline, clip_polyline

SAMPLES = 600
HALVINGS = 50


def curve_graph(
    plot: Plot, objective: Objective, colour: str, width: float = STROKES.curve, samples: int = SAMPLES
) -> Polyline:
    """Return the graph in a plot: cut at its edges and at poles, whole up to where its domain ends.

    It follows the plot's view.
    """
    line = Polyline(colour, width, name="curve")

    def draw() -> None:
        x, y = in_pieces(objective, np.linspace(*plot.x_range, samples), plot.y_range[1] - plot.y_range[0])
        line.set_corners(*clip_polyline(plot.points_at(x, y), plot.area))

    draw()
    plot.watch(draw)
    return line


def in_pieces(objective: Objective, x: Floats, jump: float) -> tuple[Floats, Floats]:
    """Return a curve's places and heights ``(n,)`` from samples at rising `x`, with nan between its pieces.

    A piece begins and ends where the function does, to the last bit. Between two samples whose heights are
    further apart than `jump` it breaks off if the height between them is not between theirs.

    Examples
    --------
    >>> from gd_math.formula.parsing import parse_formula
    >>> x = np.linspace(-1.0, 1.0, 4)
    >>> in_pieces(parse_formula("sqrt(x)"), x, 1.0)[0].round(2).tolist()
    [-1.0, -0.33, 0.0, 0.33, 1.0]
    >>> in_pieces(parse_formula("1/x"), x, 1.0)[1].round(2).tolist()
    [-1.0, -3.0, nan, 3.0, 1.0]
    """
    y = objective(x)
    known = np.isfinite(y)
    middles = (x[1:] + x[:-1]) / 2
    with np.errstate(all="ignore"):
        far = known[1:] & known[:-1] & (np.abs(np.diff(y)) > jump)
        between = objective(middles)
        outside = (between > np.maximum(y[1:], y[:-1])) | (between < np.minimum(y[1:], y[:-1]))
    breaks = np.flatnonzero(far & (outside | ~np.isfinite(between)))
    edges = np.flatnonzero(known[1:] != known[:-1])
    if not len(breaks) and not len(edges):
        return x, y
    added = [_edge(objective, x[k + known[k + 1]], x[k + known[k]]) for k in edges]
    places = np.concatenate([breaks + 1, edges + 1])
    at = np.concatenate([middles[breaks], added]) if added else middles[breaks]
    heights = np.concatenate([np.full(len(breaks), np.nan), objective(np.array(added))])
    return np.insert(x, places, at), np.insert(y, places, heights)


def _edge(objective: Objective, inside: float, outside: float) -> float:
    """Return the outermost place, from one where the function is defined towards one where it is not."""
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        if np.isfinite(objective(middle)):
            inside = middle
        else:
            outside = middle
    return float(inside)


__all__ = ["curve_graph", "in_pieces"]
