"""The row of the runs that have been told: how a picture goes there, and how strongly it stands."""

from collections.abc import Sequence

from manim import Animation, Mobject

from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.theme import TIMING
from scenes.cast.charts.series import SeriesChart
from scenes.cast.moving.spotlight import CONTEXT, Spotlight, Strength
from scenes.parts.learning_rate_comparison.panels import RatePanel
from scenes.parts.learning_rate_comparison.roll import Roll, roll_back
from scenes.parts.learning_rate_comparison.stage import Group, Way

SHRINKING = 0.8
"""Seconds in which a picture goes to its place."""


class Row:
    """The pictures of all runs, of which those that have been told stand in a row.

    Parameters
    ----------
    lesson
        Plays all this.
    panels
        The pictures.
    losses
        The chart that comes when all have been told.

    Attributes
    ----------
    rates
        The rates over the pictures, of which some are spoken about.
    ways
        What shows how far runs have come, for as long as their pictures are large.
    """

    def __init__(self, lesson: Lesson, panels: Sequence[RatePanel], losses: SeriesChart) -> None:
        self.lesson, self.panels, self.losses = lesson, panels, losses
        self.rates = Spotlight(lesson.look, *(panel.title for panel in panels))
        self.ways: list[Way] = []
        self.strengths: dict[int, float] = {}

    def light_rates(self, *runs: int) -> list[Strength]:
        """Return the animations after which the rates of these runs are at full strength."""
        return self.rates.on(*(self.panels[k].title for k in runs))

    def context(self) -> list[Animation]:
        """Return the animations after which the pictures in the row are context."""
        return self._strengthen(self.strengths, CONTEXT)

    def light(self, *runs: int) -> list[Animation]:
        """Return the animations after which the pictures of these runs in the row, or all, are no context."""
        return self._strengthen(runs or self.strengths, 1.0)

    def _strengthen(self, runs: Sequence[int] | dict[int, float], share: float) -> list[Animation]:
        moved = [k for k in runs if self.strengths.get(k, share) != share]
        self.strengths |= dict.fromkeys(moved, share)
        ground = self.lesson.colours.background
        return [Strength(part, share, ground) for k in moved for part in self.panels[k].in_row]

    def make_way(self, leaving: Group, group: Group) -> None:
        """Let pictures go to their places, and the next ball roll back to the start; or the losses come."""
        lesson, before = self.lesson, [self.panels[k] for k in leaving]
        if before[0].readout not in lesson.mobjects:
            return
        tried = max(leaving) + 1
        waiting = [panel.title for panel in self.panels[tried:]] if lesson.layout.tall else []
        gone = [part for panel in before for part in (panel.readout, panel.companion)]
        gone = [part for part in (*gone, *self.ways, *waiting) if part in lesson.mobjects]
        self.ways = []
        lit = [*self.light_rates(*range(tried)), *self.light()]
        lesson.play(*lit, *(Vanish(part) for part in gone), run_time=TIMING.quick)
        lesson.bring_to_back(*(panel.scenery for panel in before))
        coming: list[Mobject] = [panel.verdict for panel in before if panel.verdict is not None]
        rolling: Roll | None = None
        for panel in (self.panels[k] for k in group):
            coming += [panel.walk, *waiting]
            if lesson.layout.tall and panel.plot.area == before[-1].plot.area:
                lesson.bring_to_back(panel.scenery)
                rolling = roll_back(lesson.look, panel, before[-1])
            else:
                coming.insert(0, panel.scenery)
        if not group:
            coming.insert(0, self.losses.scenery)
        moves: list[Animation] = [rolling] if rolling else []
        same = lesson.layout.tall and any(self.panels[k].plot.area == before[-1].plot.area for k in group)
        for one in before[0 if same else 1 :]:
            one.strip()
        moved = [self.panels[k] for k in (*leaving, *group)]
        for one in moved:
            one.pass_over(True)
        lesson.play(*moves, *(move for panel in before for move in panel.shrink()), run_time=SHRINKING)
        for one in moved:
            one.pass_over(False)
        lesson.play(*(Appear(part) for part in coming), run_time=TIMING.quick)
        if rolling is not None:
            lesson.remove(rolling.ball)
        self.strengths |= dict.fromkeys(leaving, 1.0)


__all__ = ["Row"]
