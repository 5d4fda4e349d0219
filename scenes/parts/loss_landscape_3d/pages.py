"""The loss with its number, for the point of the moment."""

from manim import VMobject

from gd_math.data.line_fitting import Fitting
from gd_math.typing import Floats
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import significant
from scenes.parts.loss_landscape_3d.loss_bowl import BowlWalk

SMALL, LONG_WHEN_WRITTEN = 1e-3, 1.1e-11
"""Where the least loss is such a share of the others, losses may take as much room as this one."""


def loss_page(look: Look, zone: FormulaZone, fitting: Fitting, walk: BowlWalk, aside: Floats) -> VMobject:
    """Return MSE(w, b) with the number of the last whole step.

    Parameters
    ----------
    look, zone
        Theme and language, and where it stands.
    fitting, walk
        The run.
    aside
        Losses ``(n,)`` beside the run's that it may also show.
    """
    name = paint(look.colours.loss, '"MSE"')
    w, b = (paint(look.colours.parameter, name) for name in "wb")
    losses = [*fitting.run.values.tolist(), *aside.tolist()]
    samples = [significant(value) for value in losses]
    if fitting.least_loss < SMALL * max(losses):
        samples.append(significant(LONG_WHEN_WRITTEN))
    number = Cell(read=lambda: significant(walk.told_loss), samples=samples, role="loss")
    return zone.page([[Cell(f"{name} ({w}, {b}) ="), number]], largest=TYPE.formula)


__all__ = ["loss_page"]
