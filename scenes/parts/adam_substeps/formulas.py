"""What stands above the picture: how m and s follow from the slope, what divides them, and the step."""

from collections.abc import Callable

import numpy as np
from manim.typing import Point3D

from gd_math.formula.variables import variable_markup
from gd_math.typing import Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, TYPE
from scenes.base.words import Words
from scenes.cast.charts.axes import Plot
from scenes.cast.moving.births import Births
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.map_words import MapLabel
from scenes.cast.writing.number_rows import Cell
from scenes.cast.writing.number_text import (
    fixed,
    honest_decimals,
    shortest,
    significant,
    steady,
    typst_number,
)
from scenes.cast.writing.step_rows import Texts, bracketed, step_row
from scenes.cast.writing.variable_names import tuple_markup
from scenes.parts.adam_substeps.found import AdamFound

MOST_DECIMALS = 6
ABOVE = 0.14
"""From the map to the note above it."""
LONG = 100.0
"""Slopes from this size on have three digits: with decimals they are too long."""


class AdamPages:
    """The pages of the zone of formulas.

    Parameters
    ----------
    look
        Theme and language.
    found
        The runs.
    """

    def __init__(self, look: Look, found: AdamFound) -> None:
        self.look, self.found = look, found
        colours = look.colours
        self.m, self.s = (paint(colours.velocity, one) for one in ("m", "s"))
        self.slope, self.rate = paint(colours.gradient, "nabla f"), paint(colours.step, "alpha")
        self.betas = float(np.asarray(found.rule.beta1)), float(np.asarray(found.rule.beta2))

    def mean(self) -> str:
        """m ← 0.9 m + 0.1 ∇f."""
        return self._average(self.m, self.betas[0], self.slope)

    def squares(self) -> str:
        """s ← 0.999 s + 0.001 (∇f)²."""
        return self._average(self.s, self.betas[1], f"({self.slope})^2")

    def _average(self, name: str, beta: float, of: str) -> str:
        kept, new = (typst_number(rest_text(one)) for one in (beta, 1.0 - beta))
        return f"{name} arrow.l {kept} {name} + {new} {of}"

    def step(self) -> str:
        """The step without the correction: − α m / √s."""
        return f"- {self.rate} thin {self._painted('m')} \\/ {self._painted('sqrt(s)')}"

    def corrected(self, step: int = 1) -> str:
        """m̂ = m / 0.1, ŝ = s / 0.001 of the first step, and of others."""
        hats = self._painted("hat(m)"), self._painted("hat(s)")
        parts = zip(hats, (self.m, self.s), self.betas, strict=True)
        return ", quad ".join(
            f"{hat} = {name} \\/ {typst_number(rest_text(1.0 - beta**step))}" for hat, name, beta in parts
        )

    def rules(self) -> tuple[str, str]:
        """The whole rule in two lines, and what of it fits into narrow frames."""
        point = paint(self.look.colours.parameter, tuple_markup(self.found.race.objective))
        root = self._painted("sqrt(hat(s))")
        step = f"{self.rate} {self._painted('hat(m)')} \\/ ({root} + epsilon)"
        moved = f"{point} arrow.l {point} - {step}"
        return f"{self.mean()}, quad {self.squares()} \\ {moved}", moved

    def _painted(self, markup: str) -> str:
        return paint(self.look.colours.velocity, markup)

    def rows(self, births: Callable[[], Births]) -> list[list[list[Cell]]]:
        """Return x ← x − α × ratio = x for both coordinates, true as printed; then with the step in one."""
        found, rows, short = self.found, list[list[Cell]](), list[list[Cell]]()
        run, ratios = found.run, found.told[0].ratios[:1]
        for place, variable in enumerate(run.variables):
            x = run.points[:2, place]
            decimals = honest_decimals(x[:1], found.rate, ratios[:, place], x[1:])[0]
            before, after, ratio, step = (
                fixed(float(one), decimals) for one in (*x, ratios[0, place], x[0] - x[1])
            )
            name = paint(self.look.colours.parameter, variable_markup(variable))
            first: Texts = "", [before], "parameter", "place"
            last: Texts = "=", [after], "parameter", "result"
            rate: Texts = "-", [shortest(found.rate)], "step", "rate"
            times: Texts = "times", [bracketed(ratio)], "step", "rate"
            whole: Texts = "-", [bracketed(step)], "step", "rate"
            rows.append(step_row(name, [first, rate, times, last], births))
            short.append(step_row(name, [first, whole, last], births))
        return [rows, short]

    def averaged(self, births: Callable[[], Births]) -> list[list[Cell]]:
        """Return m ← β₁ × m + (1 − β₁) × slope = m of the second step for both coordinates, as printed."""
        told, rows = self.found.told[0], list[list[Cell]]()
        kept, new = self.betas[0], 1.0 - self.betas[0]
        for place, variable in enumerate(self.found.run.variables):
            before, after = told.means[:2, place].tolist()
            slope, decimals = float(told.slopes[1, place]), 2
            while decimals < MOST_DECIMALS and round(
                kept * round(before, decimals) + new * round(slope, decimals), decimals
            ) != round(after, decimals):
                decimals += 1
            old, added, summed = (fixed(one, decimals) for one in (before, slope, after))
            numbers: list[Texts] = [
                ("", [rest_text(kept)], "ink", "constant"),
                ("times", [bracketed(old)], "velocity", "place"),
                ("+", [rest_text(new)], "ink", "slope"),
                ("times", [bracketed(added)], "gradient", "slope"),
                ("=", [summed], "velocity", "result"),
            ]
            name = self._painted(f"m_({variable_markup(variable)})")
            rows.append(step_row(name, numbers, births))
        return rows


def rest_text(value: float) -> str:
    """Return 1 − β as one would write it.

    >>> rest_text(1.0 - 0.9), rest_text(1.0 - 0.999)
    ('0.1', '0.001')
    """
    return shortest(float(f"{value:.12g}"))


def slope_text(value: float) -> str:
    """Return a slope, or an average of slopes, with the decimals of the rows of numbers.

    >>> slope_text(20.0), slope_text(-0.2), slope_text(200.0)
    ('20.00', '−0.20', '200')
    """
    return steady(value) if abs(value) < LONG else significant(value)


def scale_note(look: Look, plot: Plot, found: AdamFound) -> Words:
    """Return the note that says how long the slope is drawn; it stays above the right end of a map."""
    text = look.say("∇f drawn × {factor}", factor=shortest(found.drawn))
    note = Words(look, text, colour=look.colours.muted)
    note.stand_on(plot.area.top + ABOVE)
    rise = float(note.get_top()[1]) - plot.area.top

    def stand() -> None:
        right, top = plot.area.right, plot.area.top + rise
        note.shift((right - float(note.get_right()[0]), top - float(note.get_top()[1]), 0.0))

    follow(note, stand)
    return note


def poster_question(look: Look, area: Box, place: Point3D, slope: Points) -> MapLabel:
    """Return a question mark at the side of a ball to which it goes, if there is room in an area."""
    label = MapLabel(look, MathFormula(look, '"?"', colour=look.colours.step, size=2 * TYPE.formula), "?")
    (across, up), half = (1.0 if one <= 0.0 else -1.0 for one in slope.tolist()), label.half
    way = np.array([across * (1.3 * BALL_RADIUS + half[0]), up * half[1], 0.0])
    room = np.array([area.width, area.height]) / 2 - half
    middle = (place + way - area.centre)[:2]
    return label.stand_at(area.centre + np.array([*np.clip(middle, -room, room), 0.0]))


__all__ = ["AdamPages", "poster_question", "rest_text", "scale_note", "slope_text"]
