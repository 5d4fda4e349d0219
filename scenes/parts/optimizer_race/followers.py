"""Those who came after the podium: a row each, with place, mark, name and loss."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D_Array

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.writing.numbers import Number, number_width

ROW, RADIUS, GAP = 0.36, 0.11, 0.14
"""Height of a row; radius of a mark in it; way between two things in it."""


class Follower(VGroup):
    """The row of one place, and who comes to it.

    Parameters
    ----------
    look
        Theme and language.
    box
        Its room.
    place, loss
        What is written at its ends.
    styles
        Of those who share the place, by their places in the list of runs.
    small
        How large the marks are when they come, in scene units.
    """

    def __init__(
        self, look: Look, box: Box, place: str, loss: str, styles: dict[int, RunStyle], small: float
    ) -> None:
        cap, (_, y, _) = CAP_HEIGHT_PER_FONT_SIZE * TYPE.label, box.centre
        digit = Number(look, place, (box.left, y - cap / 2, 0.0), anchor="left")
        self.runners = {
            k: style.dots(RADIUS, f"{style.label} after the podium") for k, style in styles.items()
        }
        first = box.left + number_width(place, TYPE.label) + GAP + RADIUS
        self.homes = [np.array([first + k * 2.2 * RADIUS, y, 0.0]) for k in range(len(styles))]
        self.small, left = small / RADIUS, float(self.homes[-1][0]) + RADIUS + GAP
        room = box.right - left - GAP - number_width(loss, TYPE.label)
        written: list[VMobject] = [digit]
        for style in styles.values():
            name = Words(look, style.label, colour=style.colour)
            if name.width > room:
                break
            name.stand_on(y - cap / 2).shift((left - float(name.get_left()[0]), 0.0, 0.0))
            left, room = left + name.width + GAP, room - name.width - GAP
            written.append(name)
        if loss:
            at = (box.right, y - cap / 2, 0.0)
            written.append(Number(look, loss, at, anchor="right", colour=look.colours.loss))
        self.written = written
        super().__init__(*written, *self.runners.values())
        self.name = f"place {place}"

    def draw(self, share: float, shown: float, origins: Point3D_Array) -> None:
        """Set the marks at a share of their way, and what is written as far as it is shown."""
        for written in self.written:
            written.set_fill(opacity=shown)
        for (index, mark), home in zip(self.runners.items(), self.homes, strict=True):
            mark.places = np.array([origins[index] + share * (home - origins[index])])
            mark.points = mark.places + (self.small + share * (1.0 - self.small)) * mark.disc


def rows_in(box: Box, count: int) -> tuple[Box, Sequence[Box]]:
    """Return what is left of a box above some rows at its foot, and these from the highest one on."""
    boxes = [Box(box.left, box.right, low, low + ROW) for low in box.bottom + ROW * np.arange(count)]
    return box.inset(bottom=count * ROW), boxes[::-1]


__all__ = ["ROW", "Follower", "rows_in"]
