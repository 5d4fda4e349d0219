"""Standing on the ground and feeling it with the stick."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from scenes.parts.blindfolded_hiker.pose import (
    ANKLE,
    GRIP,
    HIKER_HEIGHT,
    HIP_JOINTS,
    SHIN,
    SHOULDER,
    THIGH,
    HikerPose,
    turn,
)

Curve = Callable[[float], float]

HALF_SPREAD, REACH = 8.0, 0.975
AHEAD, PROBE_AHEAD = 22.0, 44.0
PROBE_TAP = (0.42, 0.58)
"""Between these moments of a probe the stick's tip rests on the ground."""


@dataclass(frozen=True, slots=True)
class Hill:
    """The ground as a hiker of some height who faces right finds it."""

    ground: Curve
    slope: Curve
    height: float

    def at(self, x: float) -> complex:
        """Return the point of the ground at x."""
        return complex(x, self.ground(x))

    def angle(self, x: float) -> float:
        """Return the angle of the ground at x, in radians."""
        return math.atan(self.slope(x))

    def pace(self, x: float) -> float:
        """How far x advances per length along the ground."""
        return math.cos(self.angle(x))

    def grade(self, x: float) -> float:
        """The angle of the ground under the whole hiker: smoother than under one boot."""
        reach = 0.12 * self.height * self.pace(x)
        return (self.angle(x - reach) + 2 * self.angle(x) + self.angle(x + reach)) / 4


def eased(t: float) -> float:
    """Return 3t² − 2t³, with t held in [0, 1]."""
    t = min(1.0, max(0.0, t))
    return t * t * (3 - 2 * t)


def prints_at(hill: Hill, x: float) -> tuple[float, float]:
    """Where the hiker who stands at x sets the near (front) and the far (rear) foot."""
    half = HALF_SPREAD / 100 * hill.height * hill.pace(x) * (0.3 + 0.7 * hill.pace(x))
    return x + half, x - half


def upright(hill: Hill, x: float, near: complex, far: complex, angles: tuple[float, float]) -> HikerPose:
    """Put a body over two feet: leaning to the hill, the hip as high as both legs allow."""
    unit = hill.height / 100
    grade = hill.grade(x)
    steep = math.sin(grade)
    lean = 0.06 + steep * (0.36 if grade > 0 else 0.45 * math.cos(grade) ** 2)
    hip_x = x - unit * (1.5 + 5.5 * steep + 4 * steep**5)
    leg = REACH * (THIGH + SHIN) * unit
    tops = []
    for foot, angle, joint in zip((near, far), angles, HIP_JOINTS, strict=True):
        ankle = foot + unit * ANKLE * turn(angle)
        across = hip_x + unit * joint.real - ankle.real
        tops.append(ankle.imag + math.sqrt(max(leg**2 - across**2, 0.0)))
    return HikerPose(
        hip=complex(hip_x, min(tops)),
        near_foot=near,
        far_foot=far,
        stick_tip=near,
        near_angle=angles[0],
        far_angle=angles[1],
        lean=lean,
        height=hill.height,
    )


def _tip(hill: Hill, pose: HikerPose, ahead: float) -> complex:
    """Plant the stick on the ground ahead, as far as the arm still reaches."""
    unit = hill.height / 100
    hand = pose.hip + unit * turn(-pose.lean) * (SHOULDER + 14 - 21j)
    start = max(pose.near_foot.real, pose.far_foot.real)
    near, far = 0.0, ahead * unit * (1 - 0.8 * max(0.0, math.sin(hill.grade(start))))
    for _ in range(12):
        middle = (near + far) / 2
        if abs(hill.at(start + middle * hill.pace(start)) - hand) < GRIP[1] * unit:
            near = middle
        else:
            far = middle
    return hill.at(start + near * hill.pace(start))


def standing(hill: Hill, x: float) -> HikerPose:
    """Stand at x."""
    near, far = prints_at(hill, x)
    return planted(hill, x, near, far)


def planted(hill: Hill, x: float, near: float, far: float) -> HikerPose:
    """Stand around x on two flat boots and the stick."""
    pose = upright(hill, x, hill.at(near), hill.at(far), (hill.angle(near), hill.angle(far)))
    return replace(pose, stick_tip=_tip(hill, pose, AHEAD))


def hill_of(ground: Curve, slope: Curve, facing: int, height: float) -> Hill:
    """Return the ground, mirrored for a hiker who faces left."""
    if facing > 0:
        return Hill(ground, slope, height)
    return Hill(lambda x: ground(-x), lambda x: -slope(-x), height)


def finish(pose: HikerPose, facing: int, flutter: float) -> HikerPose:
    """Let the blindfold wave, and mirror the pose for a hiker who faces left."""
    pose = replace(pose, flutter=flutter)
    return pose if facing > 0 else pose.mirrored()


def stand(
    ground: Curve, slope: Curve, x: float, facing: int, *, height: float = HIKER_HEIGHT, flutter: float = 0.0
) -> HikerPose:
    """Stand at x: both boots flat on the ground, the body leaning to the hill, the stick set down ahead.

    Parameters
    ----------
    ground, slope
        The ground's height y(x) in scene units and its derivative y'(x), for slopes up to ±3.
    x
        Where the hiker stands, in scene units: midway between the boots.
    facing
        +1 to the right, −1 to the left.
    height
        The hiker's height in scene units.
    flutter
        Phase of the waving blindfold, in turns.
    """
    return finish(standing(hill_of(ground, slope, facing, height), facing * x), facing, flutter)


def probe(
    ground: Curve,
    slope: Curve,
    x: float,
    facing: int,
    u: float,
    *,
    height: float = HIKER_HEIGHT,
    flutter: float = 0.0,
) -> HikerPose:
    """Feel the ground ahead with the stick: u runs from 0 to 1, the tip rests on the ground during PROBE_TAP.

    The other parameters are those of `stand`; at u = 0 and u = 1 the pose is the one of `stand`.
    """
    hill = hill_of(ground, slope, facing, height)
    rest = standing(hill, facing * x)
    if not 0 < u < 1:
        return finish(rest, facing, flutter)
    unit = height / 100
    out, back = min(1.0, u / PROBE_TAP[0]), max(0.0, (u - PROBE_TAP[1]) / (1 - PROBE_TAP[1]))
    effort = eased(out) - eased(back)
    target = _tip(hill, rest, PROBE_AHEAD).real
    way = eased(out / 0.8) - eased(back)
    tip = hill.at(rest.stick_tip.real + way * (target - rest.stick_tip.real))
    lift = 9 * math.sin(math.pi * out) + 6 * math.sin(math.pi * back)
    pose = replace(
        rest,
        hip=rest.hip + unit * effort * (1.2 - 0.9j),
        lean=rest.lean + 0.09 * effort,
        head_tilt=0.2 * effort,
        free_arm=rest.free_arm + 0.7 * effort,
        reach=(eased(out / 0.5) - eased(2 * back - 1)) * hill.pace(facing * x),
        stick_tip=tip + 1j * unit * lift if 0 < out < 1 or 0 < back < 1 else tip,
    )
    return finish(pose, facing, flutter)
