"""The stage of FeatureScaling: the features' spreads, the valley with its walk, and the room of each."""

from manim import ValueTracker

from gd_math.data.feature_scaling import FeatureScaling
from gd_math.typing import Points
from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.cast.maps.map_walk import MapWalk
from scenes.cast.maps.walk_arrows import StepParts
from scenes.cast.moving.speeding_clock import SpeedingClock
from scenes.cast.writing.number_text import as_number, significant
from scenes.parts.feature_scaling.goal import Goal
from scenes.parts.feature_scaling.spreads import Spreads
from scenes.parts.feature_scaling.valley import Valley, View, W, land, view_of
from scenes.parts.feature_scaling.zigzag import Zigzag

BOWL, LOWER, BROAD = 0.75, 1.3, 1.15
"""Share of the bowl that is seen, so that its walk is large; height of the lower one of two stacked maps;
width of the right one of two, in heights, where that leaves more to the left one."""


class ScalingStage:
    """Everything that is drawn until the bowl is walked, laid out.

    Parameters
    ----------
    look
        Theme and language.
    layout
        The frame's zones.
    found
        Both descents.

    Attributes
    ----------
    alone, left, right
        Room of one picture alone, and of two beside each other, or one above the other in tall frames.
    place, aside, later
        Where the valley is first, where the spreads make room for it, and where it opens.
    clock, detail
        The time of the walk, and whether its arrows are shown.
    opened
        From 0, the units of the table, to 1, those of spreads.
    """

    def __init__(self, look: Look, layout: Layout, found: FeatureScaling) -> None:
        self.look, self.found, raw = look, found, found.raw
        self.valley = valley = Valley.of(found)
        rate = as_number(significant(raw.rate))
        self.alone = first = layout.alone if layout.tall else layout.stage
        self.left, self.right = layout.panels(1, LOWER if layout.tall else 1)
        if not layout.tall and self.right.width > (broad := BROAD * first.height):
            self.left, self.right = first.columns(first.width - broad, broad)
        self.place, self.aside = (first, first) if layout.tall else (self.left, self.right)
        self.later = self.place if layout.tall else self.right
        self.spreads = Spreads(look, layout.alone, found.table, self.aside)
        self.clock, self.detail = SpeedingClock(jumps=True), ValueTracker(1.0)
        self.opened = ValueTracker(0.0)
        view = self.seen(self.place, valley.whole(valley.drawn))
        self.map = land(look, self.place, raw, view, W, valley.levels)
        self.goal = Goal(look, self.map, raw.loss)
        yellow, slopes = look.colours.gradient, raw.run.gradients
        self.walk = MapWalk(
            look,
            self.map,
            raw.run,
            self.clock.get_value,
            self.detail.get_value,
            parts=StepParts((), (), (), slopes, yellow, "gradient arrow", rate=rate),
            dotted=0,
            drawn=0,
            factor=rate,
        )
        self.zigzag = Zigzag(look, self.map, raw, lambda: self.walk.moment.drawn)

    def seen(self, box: Box, places: Points) -> View:
        """Return the view of the valley that shows some places of the picture in a box."""
        return view_of(self.look, box, places, self.found.spreads**self.valley.drawn, W)


__all__ = ["BOWL", "ScalingStage"]
