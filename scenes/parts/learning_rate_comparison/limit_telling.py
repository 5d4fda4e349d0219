"""How the limits of the rates are told: what L is, and where 1/L and 2/L are."""

from collections.abc import Callable, Sequence
from functools import partial

from manim import Animation, VGroup, smooth

from gd_math.accounts.rates import RateComparison
from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.theme import STROKES, TIMING
from scenes.base.words import Words
from scenes.cast.charts.series import SeriesChart
from scenes.cast.charts.view_change import ViewChange
from scenes.cast.curves.graphs import curve_graph
from scenes.cast.moving.following import ride
from scenes.parts.learning_rate_comparison.panels import second_half
from scenes.parts.learning_rate_comparison.rate_axis import RateAxis
from scenes.parts.learning_rate_comparison.rate_ruler import RateRuler
from scenes.parts.learning_rate_comparison.rooms import ComparisonRooms
from scenes.parts.learning_rate_comparison.row import Row
from scenes.parts.learning_rate_comparison.summary import limit, meaning, stable_below, turned

MANY = 5
"""So many runs take long: their last picture is told in one sentence."""
LAYING, SHORTEST, LAST_REST = 1.6, 0.4, 1.0
"""Seconds for the whole ruler, the least for the way from one rate to the next, and for the last picture."""


class LimitTelling:
    """Tells the limits: on a parabola in a picture of steps, else on an axis of the rates.

    Parameters
    ----------
    lesson
        Plays all this.
    found
        The runs.
    row
        Their pictures.
    losses
        The chart of the losses.
    rooms
        Where things stand.
    title
        The headline that asks.

    Attributes
    ----------
    axis, ruler
        The picture that is told; the other one is not there.
    """

    axis: RateAxis
    ruler: RateRuler

    def __init__(
        self,
        lesson: Lesson,
        found: RateComparison,
        row: Row,
        losses: SeriesChart,
        rooms: ComparisonRooms,
        title: Words,
    ) -> None:
        self.lesson, self.found, self.row, self.losses, self.rooms = lesson, found, row, losses, rooms
        self.title = title

    def tell(self, curvature: float, steps: int) -> None:
        """Tell what L is and what it means for the rates: on a parabola in one picture of steps."""
        lesson, runs = self.lesson, self.found.runs
        meant = limit(self.found, curvature, lesson.look)
        if self.found.is_parabola:
            with lesson.beat(meaning(self.found, lesson.look)):
                self.slide_tangent(curvature)
            with lesson.beat(meant):
                self.lay_ruler()
            return
        if len(runs) < MANY:
            with lesson.beat(turned(runs, steps, lesson.look)):
                self.turn_to_rates(curvature)
        with lesson.beat(meant):
            if len(runs) >= MANY:
                self.turn_to_rates(curvature)
            self.mark_limits()

    def turn_to_rates(self, curvature: float) -> None:
        """Let the losses go to where their rates are."""
        lesson, losses = self.lesson, self.losses
        axis = self.axis = RateAxis(lesson.look, losses, self.found, curvature)
        lesson.remove(losses.scenery, losses.actors, *losses.labels)
        lesson.add(axis.ground, axis.leaving, axis.dots, *axis.numbers)
        lesson.play(Vanish(axis.leaving), Appear(axis.rates), *axis.arrive(TIMING.move), run_time=TIMING.move)
        lesson.play(ride(axis.gone, 1.0, smooth), run_time=TIMING.slow)
        lesson.play(*(Appear(value) for value in axis.values()), run_time=TIMING.quick)

    def mark_limits(self) -> None:
        """Mark 2/L on the axis of the rates, and how high all started."""
        self.lesson.play(Appear(self.axis.limits), run_time=TIMING.move)
        self.lesson.play(*(Appear(word) for word in self.axis.start_level()), run_time=TIMING.quick)

    def slide_tangent(self, curvature: float) -> None:
        """Let the first picture grow; a tangent slides from the start to the minimum: its slope is L's."""
        lesson, losses, tall = self.lesson, self.losses, self.lesson.layout.tall
        box = self.rooms.whole if tall else self.rooms.large
        ruler = self.ruler = RateRuler(lesson.look, box, self.found, curvature)
        going = [losses.scenery, losses.actors, *losses.labels]
        going += [panel.pieces for panel in self.row.panels] if tall else []
        context = [] if tall else self.row.context()
        small, function = self.row.panels[0].bare(), self.found.objective
        grown = VGroup(small, curve_graph(small, function, lesson.colours.loss, STROKES.curve))
        lesson.add(grown)
        lesson.play(
            ViewChange(small, goal=ruler.plot, across=late, up=late),
            Appear(ruler.ball, rate_func=second_half),
            *(Vanish(part, rate_func=early) for part in going),
            *context,
            run_time=TIMING.move,
        )
        lesson.remove(grown)
        lesson.add(ruler.scenery)
        lesson.add(ruler.slide, ruler.ball)
        lesson.play(ride(ruler.slid, 1.0, smooth), run_time=TIMING.slow)
        lesson.play(Appear(ruler.quotient), run_time=TIMING.quick)

    def lay_ruler(self) -> None:
        """Lay the rates along the way of one step: each picture in the row lights up as its rate is met.

        1/L and 2/L appear as the ruler passes them, and with 2/L the headline answers what it asked.
        """
        lesson, ruler, runs = self.lesson, self.ruler, self.found.runs
        longest = max(one.rate for one in runs)
        lesson.play(Vanish(ruler.slide), run_time=TIMING.quick)
        lesson.add(ruler.ruler, ruler.ball)
        stops: list[tuple[float, Callable[[], Sequence[Animation]]]] = [
            (one.rate, partial(self._lit, k)) for k, one in enumerate(runs)
        ]
        for k, mark in enumerate(ruler.marks):
            stops.append((min((k + 1) / ruler.curvature, longest), partial(self._marked, mark)))
        for value, arriving in sorted(stops, key=lambda stop: stop[0]):
            share = value / longest
            seconds = max(LAYING * (share - float(ruler.drawn.get_value())), SHORTEST)
            lesson.advance(ruler.drawn, share, seconds, *arriving())
        lesson.play(*(Appear(word) for word in ruler.words()), run_time=TIMING.quick)
        lesson.wait(LAST_REST)

    def answer(self, curvature: float) -> Sequence[Animation]:
        """Return the animations by which the headline answers what it asked."""
        if not (settled := stable_below(self.found, curvature, self.lesson.look)):
            return []
        new = self.lesson.headline(settled)
        return [Vanish(self.title, rate_func=early), Appear(new, rate_func=late)]

    def _marked(self, mark: VGroup) -> Sequence[Animation]:
        """Return the animation by which a limit appears, behind all else."""
        self.lesson.bring_to_back(mark)
        answer = self.answer(self.ruler.curvature) if mark is self.ruler.marks[-1] else []
        return [Appear(mark, rate_func=second_half), *answer]

    def _lit(self, run: int) -> Sequence[Animation]:
        return [] if self.lesson.layout.tall else self.row.light(run)


def early(share: float) -> float:
    """Arrive after half of the time."""
    return float(smooth(min(2.0 * share, 1.0)))


def late(share: float) -> float:
    """Set off after half of the time."""
    return float(smooth(max(2.0 * share - 1.0, 0.0)))


__all__ = ["LimitTelling"]
