"""A network as a drawing: neurons, and between them its weights, the larger the stronger."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from manim import Circle, ValueTracker, VGroup
from manim.typing import Point3D, Point3D_Array

from gd_math.networks.perceptron import Perceptron
from gd_math.typing import Points
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import STROKES
from scenes.cast.marks.lines import Dots
from scenes.cast.marks.segments import Segments
from scenes.cast.moving.following import follow

STRENGTHS = ((0.0, 0.16), (0.25, 0.4), (0.7, 0.7), (1.4, 1.0))
"""From which weight on, in units of the usual one, a line is how opaque."""
NEURON, LARGEST = 0.3, 0.2
"""Radius of a neuron in units of the way from one to the next, and at most in scene units."""
RESULT, LEAST = 1.25, 0.05
"""How much larger the last neuron is; its least radius."""
THIN, FULL = 0.5, 0.16
"""Width of the weakest line in that of a path; radius of neurons whose lines have their full width."""


class NetworkDrawing(VGroup):
    """Neurons in columns, layer by layer; a line is a weight.

    Parameters
    ----------
    look
        Theme and language.
    rooms
        Boxes in which it stands, one after the other.
    network
        What is drawn.
    theta
        Returns its weights (d,) now.

    Attributes
    ----------
    room
        Tells in which of the rooms it stands, counted from 0; between two of them it is on its way.
    gathered
        How far all weights have come together in one point, from 0 to 1.
    meeting
        That point on screen (3,).
    """

    def __init__(
        self, look: Look, rooms: Sequence[Box], network: Perceptron, theta: Callable[[], Points]
    ) -> None:
        self.network, self.theta, self.rooms = network, theta, rooms
        self.room, self.gathered = ValueTracker(0.0), ValueTracker(0.0)
        self.meeting = np.array(rooms[0].centre)
        colours = look.colours
        self.lines = [
            Segments(colours.parameter, STROKES.path, opacity, name="weights") for _, opacity in STRENGTHS
        ]
        for line in self.lines:
            line.lint_ignore = frozenset({"contrast", "grown-to-nothing"})
        self.neurons, self.result = (
            Dots(colours.muted, name="neurons"),
            Dots(colours.prediction, name="result"),
        )
        self._disc = Circle(radius=1.0, num_components=9).points
        super().__init__(*self.lines, self.neurons, self.result)
        self.name = "network"
        follow(self, self.redraw)

    @property
    def box(self) -> Box:
        """Return where it stands now."""
        time, last = float(self.room.get_value()), len(self.rooms) - 1
        first = min(int(time), last)
        return self.rooms[first].towards(self.rooms[min(first + 1, last)], time - first)

    def layers(self) -> tuple[list[Point3D_Array], float]:
        """Return where the neurons of each layer are, and how large they are."""
        box, widths = self.box, self.network.widths
        apart, way = box.height / max(widths), box.width / len(widths)
        columns = []
        for k, count in enumerate(widths):
            heights = box.centre[1] + apart * (np.arange(count)[::-1] - (count - 1) / 2)
            columns.append(
                np.stack([np.full(count, box.left + (k + 0.5) * way), heights, 0 * heights], axis=1)
            )
        return columns, min(NEURON * apart, LARGEST, NEURON * way)

    def redraw(self) -> None:
        """Draw each weight in the strength that it has now."""
        share, (columns, radius) = float(self.gathered.get_value()), self.layers()
        columns = [self._towards(places, share) for places in columns]
        starts, ends, sizes = [], [], []
        for (weights, _), (before, after) in zip(
            self.network.layers(self.theta()), pairwise(columns), strict=True
        ):
            shape = (*weights.shape, 3)
            starts.append(np.broadcast_to(before[None], shape).reshape(-1, 3))
            ends.append(np.broadcast_to(after[:, None], shape).reshape(-1, 3))
            sizes.append(np.abs(weights).ravel() / np.sqrt(2 / sum(weights.shape)))
        strength = np.searchsorted([least for least, _ in STRENGTHS], np.concatenate(sizes), side="right") - 1
        first, last = np.concatenate(starts), np.concatenate(ends)
        for k, line in enumerate(self.lines):
            line.set_pieces(first[strength == k], last[strength == k])
            line.set_stroke(width=STROKES.path * (THIN + k) * min(radius / FULL, 1.0))
        self.neurons.disc, self.result.disc = radius * self._disc, max(RESULT * radius, LEAST) * self._disc
        self.neurons.set_places(np.concatenate(columns[:-1]))
        self.result.set_places(columns[-1])

    def _towards(self, places: Point3D_Array, share: float) -> Point3D_Array:
        gone: Point3D_Array = places + share * (self.meeting - places)
        return gone

    @property
    def end(self) -> Point3D:
        """Return where the last neuron is, (3,)."""
        there: Point3D = self.layers()[0][-1][0]
        return there


__all__ = ["NetworkDrawing"]
