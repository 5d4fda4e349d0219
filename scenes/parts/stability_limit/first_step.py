"""The first step in the valley: a level arrow to the other wall, and the parts of the way to the minimum."""

from collections.abc import Callable

import numpy as np
from manim import VGroup

from gd_math.accounts.stable_rates import StableRates
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.curves.tangent import Tangent
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.marks.lines import Polyline, dashes
from scenes.cast.moving.following import follow
from scenes.cast.writing.formulas import MathFormula, paint

HEAD, SHAFT = 0.32, 0.1
THICK = 2.5 * STROKES.curve
ABOVE, AIR = 0.34, 0.12
"""From the arrow up to what its parts are called, and least room between these names."""
TOUCH = 1.1
"""Half the length of the tangent."""


class FirstStep(VGroup):
    """The first step as far across the valley as the rate of the moment takes it, and down to where it lands.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The valley.
    rates
        The valley and its runs.
    rate
        Tells the rate.
    """

    lint_ignore = frozenset({"grown-to-nothing"})

    def __init__(self, look: Look, plot: Plot, rates: StableRates, rate: Callable[[], float]) -> None:
        self.plot, self.rates, self.rate = plot, rates, rate
        colours = look.colours
        self.arrow = FlatArrow(colours.step, name="step", head=HEAD, shaft=SHAFT)
        self.drop = Polyline(colours.parameter, STROKES.path, name="landing")
        self.home = Polyline(colours.muted, STROKES.axis, name="minimum")
        self.drop.lint_ignore = self.lint_ignore
        super().__init__(self.home, self.drop, self.arrow)
        self.name = "first step"
        follow(self, self.redraw)

    @property
    def ends(self) -> tuple[float, float]:
        """Where the step begins and where it lands."""
        run = self.rates.in_valley(self.rate())
        return float(run.points[0, 0]), float(run.points[1, 0])

    def redraw(self) -> None:
        """Set the arrow as high as the start, and the way from its tip to the wall."""
        plot, (start, end) = self.plot, self.ends
        high, low = float(self.rates.valley(start)), float(self.rates.valley(end))
        area = plot.area
        self.arrow.set_between(plot.at(start, high), plot.at(end, high), area=area)
        tip, foot = plot.at(end, high), plot.at(end, low)
        seen = area.left <= tip[0] <= area.right and foot[1] <= area.top + 1e-6
        self.drop.set_corners(*(dashes(tip, foot) if seen else ()))
        self.home.set_corners(
            *dashes(plot.at(0.0, plot.y_range[0]), plot.at(0.0, high) + np.array([0, ABOVE, 0]))
        )


class WayParts(VGroup):
    """The way to the minimum in two parts, along the arrow: the step's share αL of it, and what is left.

    Parameters
    ----------
    look
        Theme and language.
    step
        The first step, of a rate below 1/L; it does not change meanwhile.
    """

    def __init__(self, look: Look, step: FirstStep) -> None:
        start, end = step.ends
        plot, colours = step.plot, look.colours
        high = float(step.rates.valley(start))
        here, there, home = (plot.at(x, high) for x in (start, end, 0.0))
        self.left = Polyline(colours.parameter, THICK, name="way that is left").set_corners(
            np.array([there, home])
        )
        x, pull = paint(colours.parameter, "x"), paint(colours.step, "alpha L")
        parts = (f"{pull} dot {x}", here, there), (f"(1 - {pull}) {x}", there, home)
        apart = abs(float(here[0] - home[0])) / 2 - AIR
        for size in (TYPE.caption, TYPE.label):
            names = [MathFormula(look, markup, size=size) for markup, _, _ in parts]
            if sum(float(name.width) for name in names) / 2 < apart:
                break
        else:
            names = []
        for name, (_, begin, end_of_part) in zip(names, parts, strict=False):
            name.move_to((begin + end_of_part) / 2 + np.array([0.0, ABOVE, 0.0]))
        super().__init__(self.left, *names)
        self.names = names
        self.name = "parts of the way"


def start_tangent(look: Look, plot: Plot, rates: StableRates) -> Tangent:
    """Return the line that touches the valley where runs start."""
    start = rates.valley_start
    slope = float(rates.valley.gradient(np.array([start]))[0])
    return Tangent(plot, look.colours.gradient, TOUCH).touch(start, float(rates.valley(start)), slope)


__all__ = ["FirstStep", "WayParts", "start_tangent"]
