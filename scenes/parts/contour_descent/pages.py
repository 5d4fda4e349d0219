"""What the formula zone says while a point goes down a valley: cost, step, factors, comparison."""

from collections.abc import Callable, Sequence
from functools import partial

from manim import VMobject

from gd_math.data.standstill import StandstillRun
from scenes.base.look import Look
from scenes.base.theme import TYPE
from scenes.cast.data.update_rows import APART, WITHOUT_RESULT, true_decimals, update_rows
from scenes.cast.moving.births import Births
from scenes.cast.writing.formula_zone import FormulaZone
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import as_number, fixed, plain, powers_of_ten, shortest, significant

NAMES = "w", "b"
DECIMALS, COARSE_DECIMALS = 6, 4
"""Decimals of the point beside the exact solution, and where the box is narrow."""
FACTOR_DECIMALS = 4
LONG_CURVATURE = 1e6
"""Curvatures from here on are written as powers of ten."""
RISE_OF_SQUARE = 0.06
"""How far the sum's exponent rises above the room of a row."""


class Pages:
    """Makes the pages of one run.

    Parameters
    ----------
    look
        Theme and language.
    fit
        The run.
    zone
        Formula zone.
    decimals
        Decimals of slope and intercept that suit the picture.
    now
        Returns the step that is told.
    births
        Returns what stands in the rows of its update.
    """

    def __init__(
        self,
        look: Look,
        fit: StandstillRun,
        zone: FormulaZone,
        decimals: tuple[int, int],
        now: Callable[[], int],
        births: Callable[[], Births],
    ) -> None:
        self.look, self.fit, self.zone, self.decimals, self.now = look, fit, zone, decimals, now
        self.births = births
        colours = look.colours
        self.names = [paint(colours.parameter, name) for name in NAMES]
        self.cost_name = paint(colours.loss, "J")

    def cost(self) -> VMobject:
        """Return the cost as a formula with its number at the step that is told."""
        slope, intercept = self.names
        formula = f"{self.cost_name} = inline(1/m sum ({slope} x_i + {intercept} - y_i)^2)"
        values = self.fit.run.values
        extremes = [significant(float(v)) for v in (values[0], values[-1], values.max(), values.min())]
        number = Cell(read=lambda: significant(float(values[self.now()])), samples=extremes, role="loss")
        room = FormulaZone(self.look, self.zone.box.inset(top=RISE_OF_SQUARE))
        return room.page([[Cell(f"{formula} ="), number]], [[Cell(formula)]])

    def step(self) -> VMobject:
        """Return the update of both parameters with the numbers of the step that is told."""
        decimals = [true_decimals(self.fit, place, self.decimals[place]) for place in range(2)]
        rows = update_rows(self.fit, self.names, decimals, self.births)
        return self.zone.page(
            rows, [row[:WITHOUT_RESULT] for row in rows], [[*row[:2], row[-1]] for row in rows]
        )

    def factors(self) -> VMobject:
        """Return what each step leaves of the way: 1 − α times the curvature, across and along the valley."""
        labels = self.look.say("across"), self.look.say("along")
        rows = []
        for label, factor, curvature in zip(
            labels, self.fit.factors[::-1], self.fit.curvatures[::-1], strict=True
        ):
            rows.append(
                [
                    Cell.words(label),
                    Cell("1 -", before=APART),
                    Cell(read=partial(str, shortest(self.fit.rate)), role="step"),
                    Cell("times"),
                    Cell(read=partial(str, self._curvature(curvature, factor)), role="loss"),
                    Cell("="),
                    Cell(read=partial(str, plain(factor, FACTOR_DECIMALS))),
                ]
            )
        return self.zone.page(rows, [[row[0], row[-1]] for row in rows])

    def _curvature(self, curvature: float, factor: float) -> str:
        """Return a curvature with as many digits as make the printed arithmetic true."""
        write = plain if curvature < LONG_CURVATURE else powers_of_ten
        texts = [write(curvature, decimals) for decimals in range(2, 9)]
        honest = (
            text
            for text in texts
            if plain(1 - self.fit.rate * as_number(text), FACTOR_DECIMALS) == plain(factor, FACTOR_DECIMALS)
        )
        return next(honest, texts[-1])

    def comparison(self) -> VMobject:
        """Return the point that is told above the exact solution."""
        fine, coarse = (
            self._compared([partial(fixed, decimals=max(least, d + more), digits=5) for d in self.decimals])
            for least, more in ((DECIMALS, 2), (COARSE_DECIMALS, 0))
        )
        brief = self._compared([significant, significant])
        shortest_rows = [row[1:] for row in brief]
        return self.zone.page(fine, coarse, brief, shortest_rows, largest=TYPE.label)

    def _compared(self, writers: Sequence[Callable[[float], str]]) -> list[list[Cell]]:
        points, best = self.fit.run.points, self.fit.best
        upper, lower = [Cell.words(self.look.say("point"))], [Cell.words(self.look.say("exact"))]
        for place, (name, write) in enumerate(zip(self.names, writers, strict=True)):
            seen = points[self.now() :, place]
            samples = [write(float(v)) for v in (seen.min(), seen.max(), best[place])]

            def read(place: int = place, write: Callable[[float], str] = write) -> str:
                return write(float(points[self.now(), place]))

            head = Cell(f"{name} =", before=APART)
            upper += [head, Cell(read=read, samples=samples, role="parameter")]
            lower += [head, Cell(read=partial(write, float(best[place])), role="parameter")]
        return [upper, lower]


__all__ = ["Pages"]
