"""How a block of land is seen: from how far and how high, how large and where."""

from dataclasses import dataclass

from gd_math.typing import Floats

ELEVATION = 37.0
DISTANCE = 5.4
EVEN = 1e-9
"""Scales that differ by no more than this share are the same."""


@dataclass(frozen=True, slots=True)
class Shot:
    """How a block of land is seen.

    Parameters
    ----------
    size
        Length in the picture of a unit at the block's middle.
    middle
        Where that middle is seen, x to the right and y up ``(2,)``.
    elevation
        Of the camera above the horizon, in degrees; at 90 the land is a map.
    distance
        From the camera to the block's middle; from far away all heights are seen alike.
    """

    size: float
    middle: Floats
    elevation: float = ELEVATION
    distance: float = DISTANCE

    def towards(self, other: "Shot", share: float) -> "Shot":
        """Return the shot at a share of the way to another one: sizes change by equal factors."""
        if share <= 0.0:
            return self
        ratio = other.size / self.size
        way = share if abs(ratio - 1.0) < EVEN else (ratio**share - 1.0) / (ratio - 1.0)
        nearness = (1.0 - share) / self.distance + share / other.distance
        return Shot(
            self.size + way * (other.size - self.size),
            self.middle + way * (other.middle - self.middle),
            (1.0 - share) * self.elevation + share * other.elevation,
            1.0 / nearness,
        )


__all__ = ["DISTANCE", "ELEVATION", "Shot"]
