"""The three runs on stage: their panels, one after another, and how quickly each is told."""

from manim import ValueTracker

from gd_math.accounts.step_rules import StepComparison
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.base.pace import seconds_for
from scenes.cast.moving.moments import SLOW_STEPS
from scenes.parts.step_size_dilemma.bars import bar_ranges
from scenes.parts.step_size_dilemma.panels import StepPanel
from scenes.parts.step_size_dilemma.stages import step_stages

SECONDS_PER_FAST_STEP, LONGEST_FAST_RUN = 0.25, 3.0
SECONDS_PER_LEAP, LONGEST_LEAPING = 0.4, 4.0
"""A ball that leaps to and fro is slower: each leap has its arrow."""


class StepStage:
    """The panels of the runs that have come so far, and the trackers that they follow.

    Parameters
    ----------
    look, layout
        Theme, language and frame.
    comparison
        The runs.
    steps
        The step budget of each.

    Attributes
    ----------
    told, details
        Of each run, how far it is told, and whether each step has its arrow.
    panels
        Those that have come.
    order
        In which they go to their columns: to where nothing stands any more.
    """

    def __init__(self, look: Look, layout: Layout, comparison: StepComparison, steps: int) -> None:
        self.look, self.layout, self.comparison = look, layout, comparison
        short = comparison.runs[2].last > SLOW_STEPS
        self.boxes, self.bars = step_stages(layout, short), bar_ranges(comparison.runs, steps)
        self.told, self.details = ([ValueTracker(of) for _ in comparison.runs] for of in (0.0, 1.0))
        self.panels = list[StepPanel]()
        self.order = (2, 0, 1) if layout.tall else (2, 1, 0)

    def enter(self) -> StepPanel:
        """Return the panel of the next run, where it plays."""
        index = len(self.panels)
        panel = StepPanel(
            self.look,
            self.boxes,
            index,
            self.comparison,
            self.bars,
            self.told[index].get_value,
            self.details[index].get_value,
            tall=self.layout.tall,
        )
        self.panels.append(panel)
        return panel

    def hurry(self, index: int, end: int) -> float:
        """Let the steps up to `end` be told quickly; return their seconds."""
        one, begin = self.comparison.runs[index], int(self.told[index].get_value())
        leaps = one.bounces and not one.follows_slope and SECONDS_PER_LEAP * (end - begin) <= LONGEST_LEAPING
        pace = (SECONDS_PER_LEAP, LONGEST_LEAPING) if leaps else (SECONDS_PER_FAST_STEP, LONGEST_FAST_RUN)
        seconds = seconds_for(end - begin, *pace)
        self.details[index].set_value(float(leaps))
        self.panels[index].hurry(begin, end, seconds)
        return seconds


__all__ = ["LONGEST_FAST_RUN", "SECONDS_PER_LEAP", "StepStage"]
