"""What the hiker does at a moment of the walk: breathes, probes, turns round, walks, leaps."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from scenes.cast.moving.moments import Moment
from scenes.parts.blindfolded_hiker.even_walk import SHUFFLE
from scenes.parts.blindfolded_hiker.gait import walk
from scenes.parts.blindfolded_hiker.ground import Ground
from scenes.parts.blindfolded_hiker.pose import HikerPose
from scenes.parts.blindfolded_hiker.stance import eased, probe, stand

HEAD_OVER_HIP = 0.62
"""Way from the hip to above the cap, in heights."""

CROUCH = 5.0
"""How deep the hiker bends while turning, in hundredths of the height."""

BREATH = 3.4
"""Seconds from one breath to the next."""
SINKS, LISTENS = 0.9, 0.07
"""How deep a breath lets the body sink, in hundredths of the height; how far the head turns, in radians."""
RAISED, AT_THE_EYES = 0.4, 2.45
"""Share of the time in which the hand comes to the eyes, and how far the arm is turned then, in radians."""
FLUTTERS = 0.8
"""Waves of the blindfold's tails in a second."""


class Acting:
    """The hiker's poses, as functions of the moment and of the air that moves on.

    Parameters
    ----------
    ground
        What to walk on.
    places
        Scene coordinates of the run's points.
    facing
        Returns where the hiker faces at the point of a step.
    steps_told
        How many steps the run has, the one by which it left included.
    height
        The hiker's height in scene units.
    roof
        No leap leads higher than that.
    """

    def __init__(
        self,
        ground: Ground,
        places: Sequence[float],
        facing: Callable[[int], int],
        steps_told: int,
        height: float,
        roof: float,
    ) -> None:
        self.ground, self.places, self.facing = ground, places, facing
        self.last, self.steps_told = len(places) - 1, steps_told
        self.size, self.roof = height, roof

    def pose(self, moment: Moment) -> HikerPose:
        """Return the pose of a step that is told."""
        ground, slope, height = self.ground.height, self.ground.slope, self.size
        k = min(moment.step, self.last)
        here, before = self.places[k], self.facing(k)
        if moment.moved > 0.0 and k < self.last:
            there = self.places[k + 1]
            if abs(there - here) < SHUFFLE:
                return stand(ground, slope, here + moment.moved * (there - here), before, height=height)
            return self.under_roof(walk(ground, slope, here, there, moment.moved, height=height))
        if 0.0 < moment.measured < 1.0:
            return probe(ground, slope, here, before, moment.measured, height=height)
        after = self.facing(min(k + 1, self.steps_told))
        if moment.scaled > 0.0 and after != before:
            return self.turning(here, before, after, moment.scaled)
        return stand(ground, slope, here, before, height=height)

    def under_roof(self, pose: HikerPose) -> HikerPose:
        """Lower a leap that would lead through the words above the picture."""
        excess = max(pose.hip.imag + HEAD_OVER_HIP * self.size - self.roof, 0.0)
        down = 1j * min(excess, pose.near_foot.imag - self.ground.height(pose.near_foot.real))
        return replace(
            pose,
            hip=pose.hip - down,
            near_foot=pose.near_foot - down,
            far_foot=pose.far_foot - down,
            stick_tip=pose.stick_tip - down,
        )

    def turning(self, x: float, before: int, after: int, share: float) -> HikerPose:
        """Bend the knees, turn round at the lowest point, and come up, in the first half of the time."""
        turned = min(1.0, 2.0 * share)
        facing = before if turned < 0.5 else after
        pose = stand(self.ground.height, self.ground.slope, x, facing, height=self.size)
        drop = CROUCH / 100 * self.size * np.sin(np.pi * turned)
        return replace(pose, hip=pose.hip - 1j * float(drop), head_tilt=0.15 * float(np.sin(np.pi * turned)))


def breathing(pose: HikerPose, air: float) -> HikerPose:
    """Let a hiker of some pose breathe: the body sinks and rises on planted boots, the head listens."""
    out = (1.0 - math.cos(2 * math.pi * air / BREATH)) / 2
    listens = LISTENS * math.sin(2 * math.pi * air / (2.7 * BREATH))
    return replace(
        pose,
        hip=pose.hip - 1j * SINKS / 100 * pose.height * out,
        lean=pose.lean + 0.015 * out,
        head_tilt=pose.head_tilt + listens + 0.03 * out,
        free_arm=pose.free_arm + 0.05 * out,
        flutter=FLUTTERS * air,
    )


def seeing(pose: HikerPose, share: float) -> HikerPose:
    """Let a hiker pull the blindfold down, and then shade the eyes with the free hand."""
    raised, pulled = eased(share / RAISED), eased((share - RAISED) / (1.0 - RAISED))
    arm = raised * (AT_THE_EYES - pose.free_arm)
    return replace(
        pose, free_arm=pose.free_arm + arm, head_tilt=(1.0 - raised) * pose.head_tilt, seeing=pulled
    )


__all__ = ["BREATH", "Acting", "breathing", "seeing"]
