"""The first steps, kind by kind: who is on the way, what its rule is, and which arrows show it."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import ValueTracker

from gd_math.runs.optimizers import Momentum
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.cast.charts.axes import Range
from scenes.cast.charts.free_places import ring
from scenes.cast.maps.arrow_words import stand_beside
from scenes.cast.maps.crosshair import outline
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.maps.walk_arrows import StepParts
from scenes.cast.writing.formula_zone import fitting
from scenes.cast.writing.formulas import MathFormula, paint
from scenes.cast.writing.map_words import MapFormula
from scenes.cast.writing.number_text import shortest, significant, typst_number
from scenes.cast.writing.variable_names import axis_names, tuple_markup
from scenes.parts.optimizer_race.rules import KINDS, Kind, Name, Tried

MINUS = 'class("normal", -)'
"""A sign close to its number."""
NOBODY = -1.0
"""Whose steps have arrows when nobody's have."""


class FirstSteps:
    """Who has made how many of its first steps, while all others wait for the race.

    Parameters
    ----------
    look
        Theme and language.
    found
        The race.
    names
        Of its optimizers.
    view
        The ranges in which all are seen.

    Attributes
    ----------
    times
        How many steps each has made.
    told
        Whose steps have arrows.
    kinds
        Who belongs to which kind, in the order in which they are told.
    """

    def __init__(self, look: Look, found: Tried, names: Sequence[Name], view: tuple[Range, Range]) -> None:
        self.look, self.found, self.names, self.view = look, found, names, view
        self.runs = found.race.runs
        self.times = [ValueTracker(0.0) for _ in names]
        self.told = ValueTracker(NOBODY)
        groups = {kind: [k for k, name in enumerate(names) if KINDS[name] == kind] for kind in KINDS.values()}
        self.kinds: dict[Kind, list[int]] = {kind: group for kind, group in groups.items() if group}

    @property
    def is_steep(self) -> bool:
        """Tell whether there is a gradient at the start, and everybody makes a step of it."""
        first = self.runs[0].gradients[0]
        return bool(np.isfinite(first).all() and first.any()) and all(run.steps_taken for run in self.runs)

    def time(self, index: int, clock: ValueTracker) -> Callable[[], float]:
        """Return a run's time: that of the race, once it has come as far."""
        own = self.times[index]
        return lambda: max(float(own.get_value()), float(clock.get_value()))

    def detail(self, index: int) -> Callable[[], float]:
        """Return whether a run's step has arrows."""
        return lambda: float(self.told.get_value() == index)

    def parts(self, index: int) -> StepParts | None:
        """Return the arrows of a run's steps: the gradient that turns round, or what momentum adds up."""
        run, rule = self.runs[index], self.found.race.optimizers[index]
        if KINDS[self.names[index]] == "plain":
            return StepParts((), (), (), run.gradients, self.look.colours.gradient, "gradient arrow")
        return StepParts.of_momentum(self.look, run, rule) if isinstance(rule, Momentum) else None

    def factor(self, index: int) -> float | None:
        """Return how long a gradient is drawn: as long as the step, where it has room for that."""
        run, rate = self.runs[index], self.found.rates[index]
        tip = run.points[0] + rate * run.gradients[0]
        room = all(low < x < high for x, (low, high) in zip(tip.tolist(), self.view, strict=True))
        return rate if KINDS[self.names[index]] == "plain" and room else None

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of the variables."""
        return axis_names(self.found.race.objective)

    def labels(self, walk: MapWalk, markups: Sequence[str], step: int) -> list[MapFormula]:
        """Return formulas beside the first arrows of a step, as far as these have room and it is made."""
        if step >= walk.run.steps_taken:
            return []
        here, tips, labels = walk.screen[step], walk.arrows.tips(step), list[MapFormula]()
        taken = np.concatenate([ring(here, walk.radius), *(np.linspace(here, tip, 9) for tip in tips)])
        colours = self.look.colours.velocity, self.look.colours.gradient
        for markup, colour, tip in zip(markups, colours, tips, strict=False):
            label = MapFormula(self.look, markup, colour)
            if stand_beside(label, here, tip, walk.plot.area, taken, gap=0.1):
                taken = np.concatenate([taken, outline(label)])
                labels.append(label)
        return labels

    def rule(self, kind: Kind) -> str:
        """Return Typst math of what a kind of optimizer does, or remembers."""
        colours = self.look.colours
        slope, v, s = self._letters()
        if kind == "plain":
            point = paint(colours.parameter, tuple_markup(self.found.race.objective))
            return f"{point} arrow.l {point} - {paint(colours.step, 'alpha')} {slope}"
        if kind == "memory":
            return f"{v} arrow.l {paint(colours.velocity, 'beta v')} + {slope}"
        if "adagrad" in self.names:
            return f"{s} arrow.l {s} + ({slope})^2"
        return self.averaged("beta")

    def whole(self, index: int) -> tuple[str, str]:
        """Return Typst math of an optimizer's rule: with what it remembers, and without."""
        kept = {
            "momentum": self.rule("memory"),
            "nesterov": self.rule("memory"),
            "adagrad": self.rule("scaled"),
            "rmsprop": self.averaged("beta"),
        }.get(self.names[index], "")
        point = paint(self.look.colours.parameter, tuple_markup(self.found.race.objective))
        taken = self.step(index)[1].replace(MINUS, "", 1)
        step = f"{point} arrow.l {point} - {taken}"
        return f"{kept}, quad {step}" if kept else step, step

    def averaged(self, kept: str, rest: str = "") -> str:
        """Return Typst math of the average of squares, with a letter or two numbers."""
        slope, _, s = self._letters()
        share = paint(self.look.colours.velocity, kept)
        return f"{s} arrow.l {share} {s} + {rest or f'(1 - {share})'} ({slope})^2"

    def ratio(self, index: int) -> tuple[str, ...]:
        """Return Typst math of what a first gradient is after the division by √s: at length, and in short."""
        run, rate, adds_up = self.runs[index], self.found.rates[index], self.names[index] == "adagrad"
        divided = [rounded(way) for way in ((run.points[0] - run.points[1]) / rate).tolist()]
        slopes = [typst_number(significant(slope)) for slope in run.gradients[0].tolist()]
        pairs = [f"{slope} \\/ {slope.lstrip('-')}" for slope in slopes]
        told = [f"({', '.join(row)})" for row in ((pairs, divided) if adds_up else (divided,))]
        return tuple(f"{self._divided(index)} = {' = '.join(told[k:])}" for k in range(len(told)))

    def reach(self, index: int) -> str:
        """Return Typst math of a first step's length: the rate times what the gradient divided by √s is."""
        run, rate = self.runs[index], self.found.rates[index]
        ways = (run.points[0] - run.points[1]).tolist()
        divided, step = (", ".join(rounded(way / by) for way in ways) for by in (rate, 1.0))
        colour = self.look.colours.step
        alpha = paint(colour, typst_number(shortest(rate)))
        return f"{alpha} dot ({divided}) = {paint(colour, f'({step})')}"

    def step(self, index: int) -> tuple[str, str]:
        """Return Typst math of what is taken off the point, with the number of the rate, and with α."""
        slope, v, _ = self._letters()
        factor = {
            "gradient descent": slope,
            "momentum": v,
            "nesterov": f"({slope} + {paint(self.look.colours.velocity, 'beta v')})",
        }.get(self.names[index]) or self._divided(index)
        rate = typst_number(shortest(self.found.rates[index]))
        colour = self.look.colours.step
        one, other = (f"{paint(colour, MINUS + letter)} {factor}" for letter in (rate, "alpha"))
        return one, other

    def _divided(self, index: int) -> str:
        """Return Typst math of what is divided by √s, and this."""
        slope, _, s = self._letters()
        if self.names[index] != "adam":
            return f"{slope} \\/ sqrt({s})"
        m, s = (paint(self.look.colours.velocity, f"hat({letter})") for letter in "ms")
        return f"{m} \\/ sqrt({s})"

    def _letters(self) -> tuple[str, str, str]:
        """Return the gradient, the velocity and the sum of squares, painted."""
        colours = self.look.colours
        return (
            paint(colours.gradient, "nabla f"),
            paint(colours.velocity, "v"),
            paint(colours.velocity, "s"),
        )


def rounded(value: float) -> str:
    """Return Typst math of a number to three digits, without zeros at its end."""
    return typst_number(shortest(float(f"{value:.3g}")))


def strip(look: Look, *markups: str, box: Box) -> MathFormula:
    """Return the first of some formulas that fits, as large as it does, at the upper left of a box."""
    formula = fitting(look, *markups, width=box.width)
    cap = CAP_HEIGHT_PER_FONT_SIZE * TYPE.formula
    formula.shift((box.left - float(formula.get_left()[0]), 0.0, 0.0))
    formula.stand_on(box.top - 1.2 * cap)
    return formula.shift((0.0, min(box.top - float(formula.get_top()[1]), 0.0), 0.0))


__all__ = ["FirstSteps", "strip"]
