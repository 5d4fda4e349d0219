"""Past gradients: each at its place, shorter by β with every step after it; then end to end, the velocity."""

from collections.abc import Callable

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import clearances, ring
from scenes.cast.maps.arrow_words import stand_beside
from scenes.cast.maps.crosshair import outline
from scenes.cast.maps.walk_arrows import on_screen
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.map_words import MapFormula
from scenes.parts.momentum_substeps.found import Remembered
from scenes.parts.momentum_substeps.step_arrows import THIN, TrueArrow

GROWS = 0.5
"""Share of a step in which its gradient grows."""
NAMED, SHORTEST = 4, 0.3
"""So many of the newest are named, if they are as long as this in scene units."""


class GradientStack(VGroup):
    """The gradients of a run, all drawn times α.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    found
        The runs.
    step
        After how many steps they are laid end to end.
    clock
        Tells the time of the run.

    Attributes
    ----------
    laid
        How many of them are laid end to end, from 0 to 1: the newest first.
    summed
        How far the velocity has grown, from the ball to the end of the last one.
    """

    def __init__(
        self, look: Look, plot: Plot, found: Remembered, step: int, clock: Callable[[], float]
    ) -> None:
        self.look, self.plot, self.found, self.step, self.clock = look, plot, found, step, clock
        self.laid, self.summed = ValueTracker(0.0), ValueTracker(0.0)
        colour, (shaft, head) = look.colours.gradient, THIN
        self.velocity = TrueArrow(look.colours.velocity, name="velocity")
        self.slopes = [
            TrueArrow(colour, name=f"gradient {k} steps ago", shaft=shaft, head=head) for k in range(step)
        ]
        super().__init__(self.velocity, *self.slopes)
        self.name = "stack of gradients"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Draw every gradient as long as it is now, and the velocity as far as it has grown."""
        time, area, here = min(self.clock(), float(self.step)), self.plot.area, self.here
        at, foot = one_by_one(self.step, self.laid.get_value()), here
        for k, arrow in enumerate(self.slopes):
            place = self.step - 1 - k
            grown = float(smooth(np.clip((time - place) / GROWS, 0.0, 1.0)))
            after = max(time - place - 1.0, 0.0)
            age = np.floor(after) + smooth(after % 1.0)
            way = grown * on_screen(self.plot, self._kept(age) * self.found.run.gradients[place])
            start = self.plot.at(*self.found.run.points[place].tolist())
            tail = start + float(smooth(at[k])) * (foot - start)
            arrow.set_between(tail, tail + way, area=area)
            foot = foot + way
        way = on_screen(self.plot, self.found.rate * self.found.velocities[self.step])
        self.velocity.set_between(here, here + float(smooth(self.summed.get_value())) * way, area=area)

    def _kept(self, age: float) -> float:
        return self.found.rate * float(self.found.beta**age)

    @property
    def here(self) -> Point3D:
        """The place on screen from which they are laid end to end."""
        return self.plot.at(*self.found.run.points[self.step].tolist())

    def chain(self) -> Point3D_Array:
        """Return the corners of the gradients that are laid end to end, shape (step + 1, 3)."""
        ways = [on_screen(self.plot, one) for one in self.found.faded(self.step)]
        corners: Point3D_Array = self.here + np.cumsum([np.zeros(3), *ways], axis=0)
        return corners

    def occupied(self) -> Point3D_Array:
        """Return points ``(n, 3)`` along the run and along all gradients at their places."""
        points = self.found.run.points[: self.step + 1]
        places = self.plot.points_at(points[:, 0], points[:, 1])
        tips = [on_screen(self.plot, one) for one in self.found.faded(self.step)]
        lines = [
            np.linspace(places[self.step - 1 - k], places[self.step - 1 - k] + tip, 9)
            for k, tip in enumerate(tips)
        ]
        way = np.linspace(places[:-1], places[1:], 9, axis=1).reshape(-1, 3)
        return np.concatenate([way, *lines, ring(places[-1], 1.2 * BALL_RADIUS)])

    def powers(self, clear_of: Point3D_Array) -> list[MapFormula]:
        """Return by which power of β the newest gradients have shrunk, beside those that are long enough.

        Parameters
        ----------
        clear_of
            Points on screen ``(n, 3)`` of what else stands there.
        """
        labels, taken = list[MapFormula](), np.concatenate([self.occupied(), clear_of])
        for k, slope in enumerate(self.found.faded(self.step)[:NAMED]):
            place = self.plot.at(*self.found.run.points[self.step - 1 - k].tolist())
            way = on_screen(self.plot, slope)
            if np.linalg.norm(way) < SHORTEST:
                continue
            markup = "times 1" if k == 0 else "times beta" if k == 1 else f"times beta^{k}"
            label = MapFormula(self.look, markup, self.look.colours.velocity, size=TYPE.caption)
            stand_beside(
                label,
                place,
                place + way,
                self.plot.area,
                taken,
                gap=0.08,
                enough=0.04,
                shares=(0.8, 0.5, 1.0),
            )
            if clearances(label.label.get_center()[None], label.half, taken)[0] > 0.0:
                labels.append(label)
                taken = np.concatenate([taken, outline(label)])
        return labels

    def name_velocity(self) -> MapFormula:
        """Return the letter beside the velocity."""
        label, corners = (
            MapFormula(self.look, "v", self.look.colours.velocity, size=TYPE.caption),
            self.chain(),
        )
        dense = np.linspace(corners[:-1], corners[1:], 9, axis=1).reshape(-1, 3)
        tail, tip = corners[0], corners[-1]
        taken = np.concatenate([dense, np.linspace(tail, tip, 9), ring(tail, BALL_RADIUS), self.occupied()])
        stand_beside(label, tail, tip, self.plot.area, taken, gap=0.08, enough=0.05)
        return label


__all__ = ["GradientStack"]
