"""The zone of formulas above the stage: one page at a time, as large as it fits."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from manim import Animation, FadeIn, FadeOut, VGroup, VMobject

from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.number_rows import Cell, NumberRows

Rows = Sequence[Sequence[Cell]]
Choice = str | Rows | VMobject
"""What may become a page: Typst math, rows of numbers, or a page that is already made and placed."""


def fitting(
    look: Look,
    *markups: str,
    width: float,
    height: float = np.inf,
    largest: float = TYPE.formula,
    smallest: float = TYPE.label,
) -> MathFormula:
    """Return the first of some formulas that fits, as large as it does; the last one where none fits.

    Parameters
    ----------
    look
        Theme and language.
    markups
        Typst math, coloured with `paint`.
    width, height
        The room in scene units.
    largest, smallest
        Font sizes.
    """
    for markup in markups:
        for size in np.arange(largest, smallest - 1e-9, -1.0):
            formula = MathFormula(look, markup, size=float(size))
            if formula.width <= width and formula.height <= height:
                return formula
    return formula


class FormulaZone:
    """Holds the page that stands in the zone of formulas, and turns to another one.

    Parameters
    ----------
    look
        Theme and language.
    box
        The zone.
    side, edge
        Where in it formulas stand; rows of numbers end at its right, from its top downwards.

    Attributes
    ----------
    shown
        The page that stands there now; nothing at first.
    """

    def __init__(
        self,
        look: Look,
        box: Box,
        side: Literal["left", "right"] = "right",
        edge: Literal["top", "bottom"] = "top",
    ) -> None:
        self.look, self.box, self.side, self.edge = look, box, side, edge
        self.shown: VMobject = VGroup()

    def page(self, *choices: Choice, largest: float | None = None) -> VMobject:
        """Return the first of some pages that fits, the last one where none does, at its place.

        Parameters
        ----------
        choices
            From the best to the shortest.
        largest
            Font size; by default that of formulas, for rows of numbers that of captions.
        """
        for choice in choices:
            if isinstance(choice, VMobject):
                return choice
            if isinstance(choice, str):
                page: VMobject = self._placed(self._fitting(choice, largest or TYPE.formula))
                fits = page.width <= self.box.width and page.height <= self.box.height
            else:
                page = rows = NumberRows(self.look, choice, self.box, size=largest or TYPE.caption)
                fits = rows.fits
            if fits:
                break
        return page

    def show(self, *choices: Choice, largest: float | None = None) -> VMobject:
        """Return the page that stands there from now on; it is to be added to the scene."""
        self.shown = self.page(*choices, largest=largest)
        return self.shown

    def turn_to(self, *choices: Choice, largest: float | None = None) -> list[Animation]:
        """Return the animations that put another page in the place of the one that is shown."""
        return [*self.leave(), FadeIn(self.show(*choices, largest=largest))]

    def leave(self) -> list[Animation]:
        """Return the animations that leave the zone empty."""
        gone, self.shown = self.shown, VGroup()
        return [FadeOut(gone)] if len(gone) else []

    def _fitting(self, markup: str, largest: float) -> MathFormula:
        return fitting(self.look, markup, width=self.box.width, height=self.box.height, largest=largest)

    def _placed(self, formula: MathFormula) -> MathFormula:
        box = self.box
        left, right = box.left - float(formula.get_left()[0]), box.right - float(formula.get_right()[0])
        top, bottom = box.top - float(formula.get_top()[1]), box.bottom - float(formula.get_bottom()[1])
        across, up = left if self.side == "left" else right, top if self.edge == "top" else bottom
        return formula.shift((across, up, 0.0))


__all__ = ["Choice", "FormulaZone", "fitting"]
