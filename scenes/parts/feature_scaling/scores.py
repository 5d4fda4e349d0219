"""What is counted: condition number and steps, of the units of the moment or above a map."""

from collections.abc import Callable

from manim import ValueTracker, VGroup

from gd_math.data.feature_scaling import FeatureScaling, UnitsDescent
from gd_math.runs.theory import condition_number
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.writing.number_rows import FIRST_ROW, Cell, NumberRows
from scenes.cast.writing.number_text import significant, typst_number
from scenes.parts.feature_scaling.story import MANY, count_text

FACE, FACE_GAP, STEP_GAP, ROWS = 0.5, 0.12, 0.4, 3.0
"""What a row above a map leaves free at its left, and its way from the map; free room before the step; height
of its box, in capital heights."""
KEY = 46.0
"""Font size of the numbers that it is all about."""


def shape_rows(look: Look, descent: UnitsDescent) -> list[list[Cell]]:
    """Return the condition number, made from the valley's shape."""
    ratio, kappa = (typst_number(significant(value)) for value in (descent.elongation, descent.condition))
    base = f"({ratio})" if "times" in ratio else ratio
    return [[Cell.words(look.say("condition number"))], [Cell(f"kappa = {base}^2 approx {kappa}")]]


def condition_row(scaling: FeatureScaling, opened: ValueTracker) -> list[Cell]:
    """Return the condition number in units sⱼ^share, as a share of the way to spreads is opened."""

    def condition() -> str:
        return significant(condition_number(scaling.between(opened.get_value()).eigenvalues))

    return [Cell("kappa ="), Cell(read=condition, samples=[significant(scaling.raw.condition), "88.8"])]


def count_row(look: Look, most: int, steps: Callable[[], int]) -> list[Cell]:
    """Return a count of steps, of so many at most."""
    samples = [count_text(most), str(min(most, MANY - 1))]
    count = Cell(read=lambda: count_text(steps()), samples=samples, role="step")
    return [Cell.words(look.say("steps")), count]


class Face(VGroup):
    """A row above a map: the condition number, and how many steps the walk took.

    Parameters
    ----------
    look
        Theme and language.
    area
        The map.
    descent
        Whose steps these are.
    size
        Font size, where there is room; else a smaller one, and the steps alone.
    """

    def __init__(self, look: Look, area: Box, descent: UnitsDescent, size: float = TYPE.formula) -> None:
        cap = CAP_HEIGHT_PER_FONT_SIZE * size
        top = area.top + FACE_GAP + FIRST_ROW * cap
        box = Box(area.left + FACE, area.right, top - ROWS * cap, top)
        steps = [Cell.words(look.say("steps")), Cell(read=lambda: count_text(descent.steps), role="step")]
        shape = [Cell("kappa ="), Cell(read=lambda: significant(descent.condition), role="ink")]
        both = [*shape, Cell(before=STEP_GAP), *steps]
        whole = NumberRows(look, [both], box, size=size)
        self.fits = whole.whole <= box.width
        super().__init__(whole if self.fits else NumberRows(look, [steps], box, size=size))
        self.size = whole.size
        self.name = "condition number and steps"


def faces(look: Look, *maps: tuple[Box, UnitsDescent]) -> list[Face]:
    """Return the rows above some maps, all of one size."""
    size = min(Face(look, *one).size for one in maps)
    return [Face(look, *one, size) for one in maps]


__all__ = ["KEY", "Face", "condition_row", "count_row", "faces", "shape_rows"]
