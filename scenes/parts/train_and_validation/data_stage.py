"""The points, some of them held out, the curve that is trained on the others, and its gaps."""

import numpy as np
from manim import ValueTracker, VGroup

from gd_math.typing import Bools, Floats
from scenes.base.layout import Box
from scenes.base.look import Look
from scenes.base.theme import POINT_RADIUS, STROKES, TYPE
from scenes.cast.charts.axes import Plot
from scenes.cast.charts.free_places import roomiest
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.data.data_view import bare_axes
from scenes.cast.marks.lines import Dots, Polyline, clip_polyline
from scenes.cast.marks.run_style import RunStyle
from scenes.cast.moving.following import follow
from scenes.cast.moving.one_by_one import one_by_one
from scenes.cast.writing.formulas import MathFormula
from scenes.parts.train_and_validation.model import Model

FINE, AIR, ABOVE = 321, 0.06, 0.14
"""Points of the curve; air beside the data and above them, as shares of their extent."""
MOST_LARGE = 60
GHOST, BAND = 0.6, 2.2
"""How strong a curve is that stays behind; how wide one that is lit."""
TITLE_ROOM = 0.35
"""What bare axes leave free above them, for an equation that is not here."""


class DataStage(VGroup):
    """Training points as discs, held-out ones as rings, the curve and its gaps.

    Parameters
    ----------
    look, box
        Theme and language, and the room.
    model
        What predicts now.
    labels
        Names of x and y.
    held
        Colour and mark of what is held out.

    Attributes
    ----------
    held_out
        From 0 to 1 the points that are held out become rings, one by one.
    measured, missed
        From 0 to 1 the gaps of the training points grow, and those of the held-out ones.
    """

    def __init__(self, look: Look, box: Box, model: Model, labels: tuple[str, str], held: RunStyle) -> None:
        colours, data = look.colours, model.found.data
        self.look, self.model = look, model
        self.held_out, self.measured, self.missed = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        (low, high), (least, most) = ((float(one.min()), float(one.max())) for one in (data.x, data.y))
        air, above = AIR * (high - low), ABOVE * ((most - least) or abs(most) or 1.0)
        self.plot = Plot(
            look, box, (low - air, high + air), (least - above, most + above), x_label=labels[0],
            y_label=labels[1],
        )  # fmt: skip
        self.x = np.linspace(low, high, FINE)
        radius = POINT_RADIUS * (1.2 if len(data) <= MOST_LARGE else 0.7)
        self.gaps = Polyline(colours.loss, STROKES.path, name="gaps of training points")
        self.misses = Polyline(held.colour, STROKES.path, name="gaps of held-out points")
        self.curve = Polyline(colours.prediction, STROKES.curve, name="trained curve")
        self.kept = Dots(colours.data, radius, name="training points")
        self.waiting = Dots(colours.data, radius, name="points to hold out")
        self.held = held.dots(1.35 * radius, "held-out points")
        super().__init__(self.gaps, self.misses, self.curve, self.kept, self.waiting, self.held)
        self.name = "data and curve"
        follow(self, self.redraw)

    def redraw(self) -> None:
        """Set everything from the trackers."""
        held = self.model.found.held
        self.curve.set_corners(*self._curve())
        self.kept.set_places(self._places(~held))
        rings = one_by_one(int(held.sum()), self.held_out.get_value()) >= 0.5
        places = self._places(held)
        self.waiting.set_places(places[~rings])
        self.held.set_places(places[rings])
        self.gaps.set_corners(*self._gaps(~held, self.measured.get_value()))
        self.misses.set_corners(*self._gaps(held, self.missed.get_value()))

    def _curve(self) -> list[Floats]:
        said = self.plot.points_at(self.x, self.model.predict(self.x))
        return clip_polyline(said, self.plot.area)

    def _places(self, which: Bools) -> Floats:
        data = self.model.found.data
        return np.asarray(self.plot.points_at(data.x[which], data.y[which]))

    def _gaps(self, which: Bools, wave: float) -> list[Floats]:
        """Return the gaps of some points from these towards the curve, cut at the picture's edges."""
        if wave <= 0.0:
            return []
        data = self.model.found.data
        x, y = data.x[which], data.y[which]
        ends = y + one_by_one(len(x), wave) * (self.model.predict(x) - y)
        pairs = np.stack([self.plot.points_at(x, y), self.plot.points_at(x, ends)], axis=1)
        return [piece for pair in pairs for piece in clip_polyline(pair, self.plot.area)]

    def ghost(self) -> Polyline:
        """Return the curve as it is now, thin, which stays when the live one moves on."""
        line = Polyline(self.look.colours.prediction, STROKES.path, opacity=GHOST, name="curve at the flag")
        line.lint_ignore = frozenset({"contrast"})
        parameters = self.model.parameters
        said = self.model.found.predict(parameters, self.x)

        def draw() -> None:
            line.set_corners(*clip_polyline(self.plot.points_at(self.x, said), self.plot.area))

        draw()
        self.plot.watch(draw)
        return line

    def band(self) -> Polyline:
        """Return the curve as it is now, thick."""
        band = Polyline(self.look.colours.prediction, BAND * STROKES.curve, name="stable predictions")
        return band.set_corners(*self._curve())

    def question(self) -> MathFormula:
        """Return the question mark of the poster, in the curve's colour, clear of points and curve."""
        mark = MathFormula(self.look, '"?"', colour=self.look.colours.prediction, size=2 * TYPE.formula)
        half, area = np.array([mark.width, mark.height]) / 2, self.plot.area
        x, y = np.meshgrid(np.linspace(0.5, 0.9, 17), np.linspace(0.85, 0.15, 15), indexing="ij")
        places = np.stack([area.left + x * area.width, area.bottom + y * area.height, 0 * x], axis=-1)
        taken = np.concatenate([self.kept.places, self.waiting.places, self.curve.points])
        return mark.move_to(roomiest(places.reshape(-1, 3), half, taken, enough=0.5))

    def move_into(self, box: Box, *, bare: bool) -> ViewChange:
        """Return the animation that moves the picture into another box, maybe without numbers and names."""
        if bare:
            return ViewChange(self.plot, goal=bare_axes(self.plot, box.inset(top=-TITLE_ROOM))[0])
        return ViewChange(self.plot, box=box)


__all__ = ["DataStage"]
