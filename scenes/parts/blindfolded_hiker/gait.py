"""Walking from one stand to another, stride by stride."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from scenes.parts.blindfolded_hiker.leap import leaping
from scenes.parts.blindfolded_hiker.pose import HIKER_HEIGHT, STICK, HikerPose, skeleton, turn
from scenes.parts.blindfolded_hiker.stance import (
    Curve,
    Hill,
    eased,
    finish,
    hill_of,
    planted,
    prints_at,
    standing,
    upright,
)

STRIDE, LIFT = 32.0, 6.5
LEAP = 4.0
"""From this many body heights on, a way is leapt, not walked."""


def _footprints(hill: Hill, x_from: float, x_to: float) -> list[float]:
    """Where the boots come down on the way: far, near, far, near …; the first two and last two are stands."""
    near, far = prints_at(hill, x_from)
    last_near, last_far = prints_at(hill, x_to)
    if last_far <= near:
        return [far, near, last_far, last_near]
    x = np.linspace(near, last_far, 65)
    effort = np.sqrt(1 + 2.2 * np.array([hill.slope(float(place)) for place in x]) ** 2)
    done = np.concatenate([[0.0], np.cumsum(effort[1:] + effort[:-1]) / 2 * (x[1] - x[0])])
    strides = math.ceil(done[-1] / (STRIDE / 100 * hill.height))
    strides += 1 - strides % 2
    between = np.interp(done[-1] * np.arange(1, strides) / strides, done, x)
    return [far, near, *map(float, between), last_far, last_near]


def stride_count(
    ground: Curve, slope: Curve, x_from: float, x_to: float, *, height: float = HIKER_HEIGHT
) -> int:
    """Count the strides of `walk`, so that a lesson can give each its time; a leap is one."""
    facing = 1 if x_to >= x_from else -1
    if abs(x_to - x_from) > LEAP * height:
        return 1
    hill = hill_of(ground, slope, facing, height)
    return len(_footprints(hill, facing * x_from, facing * x_to)) - 2


def walk(
    ground: Curve,
    slope: Curve,
    x_from: float,
    x_to: float,
    u: float,
    *,
    height: float = HIKER_HEIGHT,
    flutter: float = 0.0,
) -> HikerPose:
    """Walk from one stand to another: u runs from 0 to 1; a way of more than LEAP body heights is leapt.

    Every boot comes down on a fixed print on the ground and stays there until its next stride.
    At u = 0 and u = 1 the pose is the one of `stand`, facing the way (to the right if there is none).
    The other parameters are those of `stand`.
    """
    facing = 1 if x_to >= x_from else -1
    hill = hill_of(ground, slope, facing, height)
    start, goal = facing * x_from, facing * x_to
    if not 0 < u < 1:
        pose = standing(hill, start if u <= 0 else goal)
    elif abs(goal - start) > LEAP * height:
        pose = leaping(hill, start, goal, u)
    else:
        pose = _walking(hill, _footprints(hill, start, goal), u)
    return finish(pose, facing, flutter)


def _walking(hill: Hill, prints: list[float], u: float) -> HikerPose:
    """Swing one boot from print k to print k + 2 over the other one, which stands on print k + 1."""
    unit = hill.height / 100
    k = min(int(u * (len(prints) - 2)), len(prints) - 3)
    v = u * (len(prints) - 2) - k
    rear, stance, front = prints[k : k + 3]
    far_swings = k % 2 == 0
    t = eased(v)
    swing_x = rear + t * (front - rear)
    angle = hill.angle(swing_x)
    bow = math.sin(math.pi * t) * min(1.0, 0.3 + (front - rear) / (40 * unit * hill.pace(stance)))
    swing = hill.at(swing_x) + 1j * turn(angle) * LIFT * unit * bow
    swing_angle = angle - 0.3 * bow * math.cos(math.pi * t)
    feet, angles = (hill.at(stance), swing), (hill.angle(stance), swing_angle)
    if not far_swings:
        feet, angles = feet[::-1], angles[::-1]
    x = (rear + stance + (0.5 * v + 0.5 * t) * (front - rear)) / 2
    pose = upright(hill, x, *feet, angles)
    before = planted(hill, (rear + stance) / 2, stance, rear).stick_tip.real
    after = planted(hill, (stance + front) / 2, front, stance).stick_tip.real
    s = eased((v - 0.1) / 0.75)
    tip_x = before + s * (after - before)
    tip = hill.at(tip_x) + 1j * turn(hill.angle(tip_x)) * 6 * unit * math.sin(math.pi * s)
    pose = replace(
        pose,
        stick_tip=tip,
        lean=pose.lean + 0.05 * math.sin(math.pi * u),
        free_arm=pose.free_arm + (-0.4 if far_swings else 0.35) * math.sin(math.pi * v),
        wind=pose.wind + 0.45 * math.sin(math.pi * u),
    )
    stretch = skeleton(pose).hands[0] - tip
    slack = (STICK - 2) * unit / abs(stretch)
    return pose if slack >= 1 else replace(pose, stick_tip=tip + (1 - slack) * stretch)
