"""What is shown of a landscape around a point, and what a compass finds there."""

from dataclasses import dataclass

import numpy as np

from gd_math.functions.compass import Compass
from gd_math.objective import Objective
from gd_math.typing import Interval
from scenes.cast.maps.named_landscapes import NamedLandscape

REACH = 0.15, 0.8
"""Of a probe, in units of half the land's width, at least and at most: else another part of it is shown."""


def check_point(objective: Objective, point: tuple[float, float], probe: float) -> None:
    """Refuse a point without height or slope, and one from which no probe finds a height.

    Raises
    ------
    ValueError
        With the way out.
    """
    (x, y), place = point, np.array(point)
    if not (np.isfinite(objective.value(place)) and np.isfinite(objective.gradient(place)).all()):
        raise ValueError(
            f"the function has no height or no slope at x = {x:g}, y = {y:g}; choose another point"
        )
    if not np.isfinite(Compass.at(objective, place, probe).changes).any():
        raise ValueError(
            f"probe = {probe:g} leads to where the function has no height in all eight"
            f" directions from x = {x:g}, y = {y:g}; choose a shorter one"
        )


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The landscape as it is shown, and the probes around the point on it."""

    shown: NamedLandscape
    compass: Compass

    @classmethod
    def around(
        cls,
        landscape: NamedLandscape,
        point: tuple[float, float],
        probe: float,
        asked: tuple[Interval | None, Interval | None],
    ) -> "Found":
        """Return the part of a landscape around a point in which its probes are seen well.

        Parameters
        ----------
        landscape, point
            Where it is.
        probe
            Length of a probing step, in units of both variables.
        asked
            The ranges that the lecturer wants to see.
        """
        (x, y), ranges = point, landscape.around(np.array(point))
        half = max(float(np.ptp(one)) for one in ranges) / 2
        fitting = min(max(half, probe / REACH[1]), probe / REACH[0])
        if fitting != half:
            ranges = (x - fitting, x + fitting), (y - fitting, y + fitting)
        shown = asked[0] or ranges[0], asked[1] or ranges[1]
        return cls(
            NamedLandscape(landscape.objective, *shown, landscape.formula),
            Compass.at(landscape.objective, point, probe),
        )


__all__ = ["Found", "check_point"]
