"""How a run is known again in every panel: its colour, its dashes, its mark, its label; and a legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from manim import Circle, VGroup
from manim.typing import Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, POINT_RADIUS, STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.marks.lines import Dots, Polyline, closed, dashed

Mark = Literal["disc", "square", "diamond", "triangle", "ring", "cross"]
MARKS: tuple[Mark, ...] = ("disc", "square", "diamond", "triangle", "ring", "cross")

DASHES: tuple[tuple[float, ...], ...] = (
    (0.05, 0.08),
    (),
    (0.22, 0.1),
    (0.22, 0.08, 0.05, 0.08),
    (0.42, 0.1),
    (0.12, 0.06),
)
"""Lengths of dash and gap in turn, in scene units: as many lines can be told from each other."""

_CORNERS = {"square": (4, 45.0, 1.25), "diamond": (4, 0.0, 1.3), "triangle": (3, 90.0, 1.45)}
"""How many, where the first one is in degrees, and how far out in radii of a disc that looks as large."""
_HOLE = 0.55
_ARM, _HALF_ARM = 1.3, 0.42
"""How far out the arms of a cross reach, and half their width, in radii of that disc."""
_DASH_ORDER = ((), (), (), DASHES[2], DASHES[0], DASHES[3])
"""Dashes of up to six runs."""
SAMPLE, SAMPLE_GAP, COLUMN_GAP, ROW = 0.7, 0.12, 0.4, 2.3
"""Of a legend: length of a line, way to its name and between columns, and, in capital heights, of rows."""
SHORT_SAMPLE, SHORT_GAP, NARROW, SHORT_ROW = 0.24, 0.06, 0.2, 1.9
"""The same of one that is short of room: its entries have marks without lines."""


@dataclass(frozen=True, slots=True)
class RunStyle:
    """What a run looks like, in walks, series, legends and standings alike.

    Parameters
    ----------
    colour
        ``#rrggbb``.
    dash
        Lengths of dash and gap in turn, in scene units; none for a solid line.
    mark
        The shape that stands where the run is.
    label
        Its translated name; none for a run that is alone.
    """

    colour: str
    dash: tuple[float, ...] = ()
    mark: Mark = "disc"
    label: str = ""

    def dots(self, radius: float, name: str) -> Dots:
        """Return the run's mark, as large as a disc of this radius, to stand at any number of places."""
        return Dots(self.colour, radius, name=name, shape=mark_shape(self.mark, radius))


def mark_shape(mark: Mark, radius: float) -> Point3D_Array:
    """Return the Bézier points of a mark around the origin, shape (4 n, 3)."""
    if mark == "cross":
        return closed(radius * _cross())
    disc: Point3D_Array = Circle(radius=radius, num_components=9).points
    if mark == "disc":
        return disc
    if mark == "ring":
        return np.vstack([disc, _HOLE * disc[::-1]])
    count, first, out = _CORNERS[mark]
    angles = np.radians(first) + 2 * np.pi * np.arange(count) / count
    return closed(out * radius * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1))


def _cross() -> Point3D_Array:
    """Return the corners of a cross whose arms reach to the four diagonals."""
    arm, half = _ARM, _HALF_ARM
    corners = np.array([(half, arm), (half, half), (arm, half)])
    quarters = [corners @ np.linalg.matrix_power(np.array([[0, -1], [1, 0]]), k) for k in range(4)]
    turned = np.concatenate(quarters) @ (np.array([[1, 1], [-1, 1]]) / np.sqrt(2))
    return np.pad(turned, ((0, 0), (0, 1)))


def styles_for(look: Look, labels: Sequence[str]) -> tuple[RunStyle, ...]:
    """Return styles that keep up to six runs apart: no two share a mark or a colour.

    The colours are those that the theme keeps for runs: none of them means anything else.

    Parameters
    ----------
    look
        Theme and language.
    labels
        The runs' translated names.
    """
    if len(labels) > len(MARKS):
        raise ValueError(f"{len(labels)} runs cannot be told apart; there are {len(MARKS)} styles")
    colours = look.colours.runs
    return tuple(
        RunStyle(colours[k % len(colours)], _DASH_ORDER[k], MARKS[k], label) for k, label in enumerate(labels)
    )


class Legend(VGroup):
    """The names of runs, each behind a piece of its line with its mark, for where line ends have no room.

    The entries stand in as few rows as fit into the box, from its top downwards. Where these are too many,
    they have marks without lines, and stand one behind the other, as many in a row as fit.

    Parameters
    ----------
    look
        Theme and language.
    box
        Its room.
    styles
        Of the runs.

    Attributes
    ----------
    fits
        Whether the box has room for it.
    short
        Whether it has marks without lines, for want of room.
    bottom
        Where it ends: what stands below may begin there.
    """

    def __init__(self, look: Look, box: Box, styles: Sequence[RunStyle]) -> None:
        super().__init__()
        cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label
        names = [Words(look, style.label) for style in styles]
        widths = [SAMPLE + SAMPLE_GAP + name.width for name in names]
        places = _in_columns(box, widths)
        self.short = bool(max(widths) > box.width or places[-1][1] + 1 > box.height / (ROW * cap) + 1e-9)
        sample, gap = (SHORT_SAMPLE, SHORT_GAP) if self.short else (SAMPLE, SAMPLE_GAP)
        if self.short:
            widths = [sample + gap + name.width for name in names]
            places = _one_by_one(box, widths)
        apart = (SHORT_ROW if self.short else ROW) * cap
        self.bottom = box.top - (places[-1][1] + 1) * apart
        self.fits = bool(max(widths) <= box.width and self.bottom >= box.bottom - 1e-9)
        for (left, row), style, name in zip(places, styles, names, strict=True):
            middle = box.top - (row + 0.5) * apart
            ends = np.array([[left, middle, 0.0], [left + sample, middle, 0.0]])
            mark = style.dots(POINT_RADIUS * 1.3, f"mark of {style.label}").set_places(ends.mean(axis=0))
            name.stand_on(middle - cap / 2)
            name.shift((left + sample + gap - float(name.get_left()[0]), 0.0, 0.0))
            line = Polyline(style.colour, STROKES.path, name=f"line of {style.label}")
            drawn = [] if self.short else [line.set_segments(dashed(ends, style.dash))]
            self.add(VGroup(*drawn, mark, name))
        self.name = "legend"


def _in_columns(box: Box, widths: Sequence[float]) -> list[tuple[float, int]]:
    """Return where entries begin, and in which row, in even columns and rows."""
    width, count = max(widths), len(widths)
    most = max(1, int((box.width + COLUMN_GAP) / (width + COLUMN_GAP)))
    across = -(-count // -(-count // most))
    return [(box.left + (k % across) * (width + COLUMN_GAP), k // across) for k in range(count)]


def _one_by_one(box: Box, widths: Sequence[float]) -> list[tuple[float, int]]:
    """Return where entries begin, and in which row, each row as full as it can be."""
    places, left, row = list[tuple[float, int]](), box.left, 0
    for width in widths:
        if left > box.left and left + width > box.right + 1e-9:
            left, row = box.left, row + 1
        places.append((left, row))
        left += width + NARROW
    return places


__all__ = ["DASHES", "MARKS", "Legend", "Mark", "RunStyle", "mark_shape", "styles_for"]
