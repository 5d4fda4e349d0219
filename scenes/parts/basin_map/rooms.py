"""Where map, rule, readings and shares stand: side by side, or stacked in tall frames."""

from collections.abc import Sequence

import numpy as np
from manim.typing import Point3D

from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.even_ranges import even_ranges
from scenes.parts.basin_map.found import Found, Region

LINE, APART = 0.62, 0.22
"""Height of a line of readings, and from the last one to the shares."""
CAP = CAP_HEIGHT_PER_FONT_SIZE * TYPE.caption


class BasinRooms:
    """The places of a frame.

    Parameters
    ----------
    layout
        The frame's zones.

    Attributes
    ----------
    map, shares, rule
        The room of each.
    readings
        Where the lines of the readings begin ``(3,)``.
    columns
        In how many columns the shares stand.
    stage
        What is there for all of them.
    """

    def __init__(self, layout: Layout) -> None:
        self.stage, self.rule = layout.stage, layout.formula
        stage, self.tall = self.stage, layout.tall
        self.readings: tuple[Point3D, Point3D]
        if layout.tall:
            self.map, self.shares = stage.rows(2.2, 1.0, gap=0.2)
            self.rule, line = layout.formula.rows(1.0, 1.0, gap=0.1)
            baseline, self.columns = float(line.centre[1]) - CAP / 2, 2
            self.readings = (
                np.array([line.left, baseline, 0.0]),
                np.array([line.left + 0.46 * line.width, baseline, 0.0]),
            )
            return
        self.map, beside = stage.columns(1.75, 1.0, gap=0.5)
        first, second = (beside.top - LINE * (k + 0.5) - CAP / 2 for k in range(2))
        self.readings = np.array([beside.left, first, 0.0]), np.array([beside.left, second, 0.0])
        self.shares, self.columns = beside.inset(top=2 * LINE + APART), 1

    def thirds(self, aspect: float) -> list[tuple[Box, Box]]:
        """Return the areas of three maps of an aspect ratio, each with the room of its words."""
        if self.tall:
            rows = self.stage.rows(1.0, 1.0, 1.0, gap=0.2)
            wide = min(aspect * rows[0].height, 0.37 * self.stage.width)
            maps = [_middle(row.inset(right=row.width - wide), aspect) for row in rows]
            return [(area, row.inset(left=wide + APART)) for area, row in zip(maps, rows, strict=True)]
        columns = self.stage.columns(1.0, 1.0, 1.0, gap=0.4)
        areas = [_middle(column.inset(bottom=2 * LINE), aspect) for column in columns]
        return [
            (area, Box(column.left, column.right, area.bottom - 2 * LINE - 0.1, area.bottom - 0.1))
            for area, column in zip(areas, columns, strict=True)
        ]


def opening_ranges(look: Look, layout: Layout, found: Found, names: Sequence[str]) -> Region:
    """Return what the large map at the beginning shows: as wide as its room, if all that plays is in it."""
    region = found.study.region
    ranges = even_ranges(look, layout.alone, *region, names)
    low, high = np.transpose(ranges)
    minima = found.study.minima[: found.coloured][found.inside]
    played = np.concatenate([*(run.points for run in found.runs), minima])
    inside = ((played > low) & (played < high)).all()
    return ranges if inside and not layout.tall else region


def _middle(box: Box, aspect: float) -> Box:
    """Return the largest area of an aspect ratio in the middle of a box."""
    wide, high = min(box.width, aspect * box.height), min(box.height, box.width / aspect)
    across, down = (box.width - wide) / 2, (box.height - high) / 2
    return box.inset(left=across, right=across, bottom=down, top=down)


__all__ = ["BasinRooms", "opening_ranges"]
