"""A cloud of mini-batch gradients that shrinks as the batches grow."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from manim import ValueTracker, smooth

from gd_math.data.batch_scatter import gradient_scatter, nested_gradients, sample_gradients
from gd_math.data.datasets import linear_data
from gd_math.data.regression import MeanSquaredError
from gd_math.typing import Integers, Points
from scenes.base.appearing import Appear
from scenes.base.theme import POINT_RADIUS, STROKES, TIMING
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.even_ranges import even_ranges
from scenes.cast.maps.gradient_fan import RingLine, circle_on
from scenes.cast.marks.lines import Dots
from scenes.cast.moving.following import follow, ride
from scenes.cast.writing.formulas import paint
from scenes.cast.writing.number_text import fixed
from scenes.parts.quiz_cards.picture import Allowed, Facts, Picture

SAMPLES, BATCHES, SEED, PLACE = 200, 120, 4, (0.0, 0.0)
SPREAD = 1.8
"""How far the picture reaches, in radii of the first ring."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """Gradients of single samples, which of them each batch draws, with replacement, and the two sizes."""

    alone: Points
    orders: Integers
    sizes: tuple[int, int]

    @property
    def middle(self) -> Points:
        """The full gradient, shape (2,)."""
        middle: Points = self.alone.mean(axis=0)
        return middle

    def scatter(self, size: float) -> float:
        """Return σ/√B, the root mean square distance of batches from the full gradient."""
        return gradient_scatter(self.alone, size, replacement=True)


class BatchesPicture(Picture):
    """The scatter of mini-batch gradients is σ/√B."""

    numbers: ClassVar[Mapping[str, Allowed]] = {
        "size": Allowed(4, 1, 16, whole=True),
        "times": Allowed(4, 2, 9, whole=True),
    }
    found: Cloud

    @classmethod
    def find(cls, given: Mapping[str, float]) -> Cloud:
        """Return the gradients of all samples, and what the batches draw."""
        data = linear_data(2.0, 1.0, 1.5, SAMPLES, SEED, -1.7, 1.7)
        alone = sample_gradients(MeanSquaredError(data.x, data.y), PLACE)
        sizes = int(given["size"]), int(given["size"] * given["times"])
        orders = np.random.default_rng(SEED).integers(0, SAMPLES, (BATCHES, sizes[1] + 1))
        return Cloud(alone, orders, sizes)

    def draw(self) -> None:
        """Draw the cloud of the smaller batches."""
        found, box = self.found, self.rooms.picture
        reach = SPREAD * found.scatter(found.sizes[0])
        (x, y), names = found.middle.tolist(), ("∂L/∂w", "∂L/∂b")
        ranges = even_ranges(
            self.look, box, (x - reach, x + reach), (y - reach, y + reach), names, whole=True
        )
        self.plot = Plot(self.look, box, *ranges, x_label=names[0], y_label=names[1])
        self.size = ValueTracker(float(found.sizes[0]))
        radius = (0.45 if self.rooms.tall else 0.8) * POINT_RADIUS
        self.cloud = Dots(self.colours.gradient, radius, name="gradients of batches")
        follow(self.cloud, lambda: self.cloud.set_places(self.places()))
        self.scenery.add(self.plot, self.cloud)

    def places(self) -> Points:
        """Return where the gradients of batches of the size of the moment are, those in the picture."""
        seen = nested_gradients(self.found.alone, self.found.orders, self.size.get_value())
        points = self.plot.points_at(seen[:, 0], seen[:, 1])
        area = self.plot.area
        inside = (points[:, 0] > area.left) & (points[:, 0] < area.right)
        inside &= (points[:, 1] > area.bottom) & (points[:, 1] < area.top)
        kept: Points = points[inside]
        return kept

    def prove(self) -> None:
        """Ring the cloud, then let the batches grow."""
        found, size = self.found, self.size
        ring = RingLine(self.colours.ink, STROKES.curve, name="scatter")
        middle = Dots(self.colours.ink, 1.4 * POINT_RADIUS, name="full gradient")
        middle.set_places(self.plot.at(*found.middle.tolist()))
        follow(
            ring,
            lambda: ring.set_corners(*circle_on(self.plot, found.middle, found.scatter(size.get_value()))),
        )
        facts, (small, large) = Facts(self.lesson, self.rooms, 2), found.sizes
        radius = facts.formula(f"{paint(self.colours.gradient, 'sigma')} \\/ sqrt(B) =")
        told = self.say(
            "Each dot is the gradient of {count} samples, the ring their scatter σ/√B.", count=small
        )
        with self.lesson.beat(told, opening=self.opening):
            names = (
                facts.put(facts.formula("B ="), lambda: fixed(size.get_value(), 0)),
                facts.put(radius, lambda: fixed(found.scatter(size.get_value()), 2), self.colours.gradient),
            )
            self.lesson.play(*map(Appear, (ring, middle, *names)), run_time=TIMING.move)
            self.proven += [ring, middle, *names]
        told = self.say(
            "B grows from {small} to {large}: σ/√B falls from {one} to {other}.",
            small=small,
            large=large,
            one=fixed(found.scatter(small), 2),
            other=fixed(found.scatter(large), 2),
        )
        growing = ride(size, float(large), smooth)
        with self.lesson.beat(told, opening=lambda: self.lesson.play(growing, run_time=4.0)):
            pass
        root = math.sqrt(large / small)
        if root == int(root):
            with self.lesson.beat(
                self.say(
                    "Samples × {times}, scatter ÷ {root}.",
                    times=large // small,
                    root=int(root),
                )
            ):
                pass
