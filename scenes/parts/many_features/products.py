"""How the gaps become the gradient: times a column, evened out to its slope, one column after the other."""

from manim import VMobject, smooth

from gd_math.data.many_features import ManyFeatures
from scenes.base.appearing import Appear
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.moving.following import ride
from scenes.cast.moving.spotlight import Spotlight
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.parts.many_features.columns import Columns
from scenes.parts.many_features.headlines import steepest
from scenes.parts.many_features.symbols import painted
from scenes.parts.many_features.weight_row import WeightRow

FLYING, TIMES, EVENING = 0.8, 1.0, 0.8
"""Seconds of gaps on their way, and of products and their mean."""
QUICKER = 0.3
"""The same for the columns after the first, as a share."""


class Products:
    """Tells how each column becomes the slope of its weight.

    Parameters
    ----------
    lesson
        Plays all this.
    columns, row
        The table with its gaps, and the slopes that stand above it.
    zone
        The zone of formulas.
    light
        What falls on the column that is multiplied.
    letter
        Names the slopes.
    """

    def __init__(
        self,
        lesson: Lesson,
        columns: Columns,
        row: WeightRow,
        zone: FormulaZone,
        light: Spotlight,
        letter: VMobject,
    ) -> None:
        self.lesson, self.columns, self.row, self.zone = lesson, columns, row, zone
        self.light, self.letter = light, letter
        self.found: ManyFeatures = lesson.found
        self.symbols = painted(lesson.look)

    def multiply(self, column: int, share: float = 1.0) -> None:
        """Let a copy of the gaps fly to a column, multiply its bars, and even them out to the slope."""
        columns, row, lesson = self.columns, self.row, self.lesson
        columns.column = column
        columns.flight.set_value(0.0)
        lit = self.light.on(columns.features[column], columns.open)
        if lit:
            lesson.play(*lit, run_time=TIMING.quick)
        lesson.play(ride(columns.flight, 1.0, smooth), run_time=share * FLYING)
        lesson.play(ride(columns.told[column], 1.0, smooth), run_time=share * TIMES)
        lesson.play(ride(columns.told[column], 2.0, smooth), run_time=share * EVENING)
        lesson.play(Appear(row.numbers[column]), run_time=TIMING.quick)

    def tell_first(self) -> None:
        """Multiply the first column, slowly."""
        lesson, colours = self.lesson, self.lesson.colours
        one = paint(colours.gradient, "nabla_1")
        rule = f"{one} = -2/n sum {self.symbols['e']} {paint(colours.data, 'x_1')}"

        def name() -> None:
            lesson.play(*self.zone.leave(), run_time=TIMING.quick)
            lesson.add(self.row)
            lesson.play(Appear(self.zone.show(rule)), Appear(self.letter), run_time=TIMING.quick)

        told = lesson.say("Gap times feature; minus twice their mean: the slope.")
        with lesson.beat(told, opening=name):
            self.multiply(0)

    def tell_others(self) -> None:
        """Multiply the other columns, more quickly: the whole gradient."""
        lesson, whole = self.lesson, "{slope} = -2/n {X}^top {e}".format(**self.symbols)

        def others() -> None:
            for column in range(1, self.found.count):
                self.multiply(column, QUICKER)

        with lesson.beat(steepest(lesson.look, self.found, self.row.decimals), opening=others):
            lesson.play(*self.zone.leave(), *self.light.everywhere(), run_time=TIMING.quick)
            lesson.play(Appear(self.zone.show(whole)), run_time=TIMING.quick)


__all__ = ["Products"]
