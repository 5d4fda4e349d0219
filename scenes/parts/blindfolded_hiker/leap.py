"""Leaping over ground that is too far to walk."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from scenes.parts.blindfolded_hiker.pose import HikerPose
from scenes.parts.blindfolded_hiker.stance import Hill, eased, standing


def leaping(hill: Hill, start: float, goal: float, u: float) -> HikerPose:
    """Crouch, fly over the ground between in a parabola, and land with bent knees."""
    unit = hill.height / 100
    first, last = standing(hill, start), standing(hill, goal)
    off, on = 0.18, 0.8
    if u <= off or u >= on:
        down = math.sin(math.pi * (u / off if u <= off else (1 - u) / (1 - on)))
        pose = first if u <= off else last
        return replace(
            pose,
            hip=pose.hip - unit * down * (2 + 8j),
            lean=pose.lean + 0.28 * down,
            free_arm=pose.free_arm - 0.9 * down,
            reach=0.8 * down * math.cos(pose.near_angle) ** 2,
        )
    rise = 0.5 * hill.height
    for t in np.linspace(0.02, 0.98, 33):
        pose = _flying(first, last, float(t), 0.0)
        for foot in (pose.near_foot, pose.far_foot):
            missing = hill.ground(foot.real) + 4 * unit * math.sin(math.pi * t) - foot.imag
            rise = max(rise, missing / (4 * float(t) * (1 - float(t))))
    return _flying(first, last, (u - off) / (on - off), rise)


def _flying(first: HikerPose, last: HikerPose, v: float, rise: float) -> HikerPose:
    """Carry the body along a parabola between two stands, boots drawn up on the way."""
    hip = first.hip + (last.hip - first.hip) * v + 4j * rise * v * (1 - v)
    unit, up, t = first.height / 100, math.sin(math.pi * v), eased(v)

    def carried(a: complex, b: complex) -> complex:
        return hip + (a - first.hip) * (1 - t) + (b - last.hip) * t

    def turned(a: float, b: float) -> float:
        return a + (b - a) * t

    return replace(
        first,
        hip=hip,
        near_foot=carried(first.near_foot, last.near_foot) + unit * up * (4 + 9j),
        far_foot=carried(first.far_foot, last.far_foot) + unit * up * (-9 + 7j),
        stick_tip=carried(first.stick_tip, last.stick_tip) + unit * up * (4 + 10j),
        near_angle=turned(first.near_angle, last.near_angle) + 0.25 * up,
        far_angle=turned(first.far_angle, last.far_angle) - 0.5 * up,
        lean=turned(first.lean, last.lean) + 0.12 * up,
        free_arm=first.free_arm + 1.1 * up,
        wind=first.wind + 0.6 * up,
    )
