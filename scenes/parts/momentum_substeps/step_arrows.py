"""The arrows of one step of momentum: what is left of the velocity, the gradient at its tip, their sum."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import ValueTracker, VGroup, smooth
from manim.typing import Point3D, Point3D_Array

from scenes.base.look import Look
from scenes.base.theme import BALL_RADIUS, TYPE, blend
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import ring
from scenes.cast.maps.arrow_words import stand_beside
from scenes.cast.maps.crosshair import outline
from scenes.cast.maps.walk_arrows import on_screen
from scenes.cast.marks.arrows import FlatArrow
from scenes.cast.moving.following import follow
from scenes.cast.writing.map_words import MapFormula, MapLabel
from scenes.parts.momentum_substeps.found import Remembered

THIN = 0.04, 0.17
"""Shaft and head of what is added up."""


class TrueArrow(FlatArrow):
    """An arrow that is as long as what it stands for, which may be next to nothing."""

    lint_ignore = frozenset({"grown-to-nothing"})


class StepArrows(VGroup):
    """Velocity, gradient and step at one place, all drawn times α: the step is the velocity turned round.

    Parameters
    ----------
    look
        Theme and language.
    plot
        The map.
    found
        The runs.
    step
        Which step of the run with memory, counted from 0.
    clock
        Tells the time of that run: while its ball moves the step's tail goes with it, the others fade.

    Attributes
    ----------
    kept, faded
        How far the velocity before has come, and has shrunk to β of itself.
    grown, added
        How far the gradient has grown, and has gone to the tip of what is left of the velocity.
    summed, turned
        How far the new velocity has grown, and a copy of it has turned round and become the step.
    """

    def __init__(
        self, look: Look, plot: Plot, found: Remembered, step: int, clock: Callable[[], float]
    ) -> None:
        self.look, self.plot, self.found, self.step, self.clock = look, plot, found, step, clock
        self.kept, self.faded, self.grown = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.added, self.summed, self.turned = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        colours, (shaft, head) = look.colours, THIN
        self.before = TrueArrow(colours.velocity, name="velocity before", shaft=shaft, head=head)
        self.slope = TrueArrow(colours.gradient, name="gradient", shaft=shaft, head=head)
        self.after = TrueArrow(colours.velocity, name="velocity after")
        self.taken = TrueArrow(colours.velocity, name="step")
        super().__init__(self.after, self.before, self.slope, self.taken)
        self.name = "arrows of a step"
        follow(self, self.redraw)

    def vector(self, name: str) -> Point3D:
        """Return on screen what an arrow stands for, times α, shape (3,)."""
        found, step = self.found, self.step
        vectors = {
            "before": found.velocities[step],
            "left": found.beta * found.velocities[step],
            "slope": found.run.gradients[step],
            "after": found.velocities[step + 1],
            "taken": -found.velocities[step + 1],
        }
        return on_screen(self.plot, found.rate * vectors[name])

    @property
    def here(self) -> Point3D:
        """The place on screen where the step begins."""
        return self.plot.at(*self.found.run.points[self.step].tolist())

    def redraw(self) -> None:
        """Draw all arrows as far as they are told."""
        here, area, colours = self.here, self.plot.area, self.look.colours
        moved = float(np.clip(self.clock() - self.step, 0.0, 1.0))
        kept, faded, grown, added, summed, turned = (
            float(smooth(one.get_value()))
            for one in (self.kept, self.faded, self.grown, self.added, self.summed, self.turned)
        )
        left = self.vector("before") + faded * (self.vector("left") - self.vector("before"))
        foot = here + added * self.vector("left")
        self.before.set_between(here, here + kept * left, area=area)
        self.slope.set_between(foot, foot + grown * self.vector("slope"), area=area)
        self.after.set_between(here, here + summed * self.vector("after"), area=area)
        for arrow in (self.before, self.slope, self.after):
            arrow.set_fill(opacity=1.0 - moved)
        angle, way = np.pi * turned, self.vector("after")
        turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        tip = here + turn @ way
        tail = here + float(smooth(moved)) * self.vector("taken") if moved else here
        self.taken.set_fill(blend(colours.step, colours.velocity, turned))
        self.taken.set_between(tail, tip if turned > 0.0 else tail, area=area)

    def ends(self, name: str) -> tuple[Point3D, Point3D]:
        """Return tail and tip of an arrow when it has come to its place."""
        tail = self.here + (self.vector("left") if name == "slope" else 0.0)
        return tail, tail + self.vector(name)

    def occupied(self) -> Point3D_Array:
        """Return points on screen ``(n, 3)`` along all arrows in their places, and around the ball."""
        lines = [np.linspace(*self.ends(name), 12) for name in ("left", "slope", "after", "taken")]
        return np.concatenate([ring(self.here, 1.2 * BALL_RADIUS), *lines])

    def label(self, markup: str, name: str, taken: Sequence[MapLabel] = ()) -> MapFormula:
        """Return a formula beside an arrow, clear of all arrows of the step and of other labels."""
        colours = self.look.colours
        colour = {"slope": colours.gradient, "taken": colours.step}.get(name, colours.velocity)
        label = MapFormula(self.look, markup, colour, size=TYPE.caption)
        clear_of = np.concatenate([self.occupied(), *map(outline, taken)])
        shares, side = (0.5, 0.7, 0.3, 0.9), -1.0 if name == "after" else 1.0  # the copy turns to the left
        ends, area = self.ends(name), self.plot.area
        stand_beside(label, *ends, area, clear_of, gap=0.14, enough=0.08, shares=shares, first=side)
        return label


__all__ = ["StepArrows", "TrueArrow"]
