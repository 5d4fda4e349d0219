"""A hiker's pose and the joints behind it.

Points of the scene's plane are complex numbers x + iy, so turning is multiplying. Everything is thought out
for a hiker who faces right; a mirror at the border makes the one who faces left. Lengths of the body are in
hundredths of the hiker's height.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

Pair = tuple[complex, complex]

HIKER_HEIGHT = 1.6
THIGH, SHIN, UPPER_ARM, FOREARM, STICK = 19.1, 18.0, 14.5, 13.5, 74.0
SHOULDER, NECK, ANKLE = -1.2 + 25.6j, 0.8 + 30.5j, -2.0 + 7.5j
HIP_JOINTS = (-0.7 + 0j, 0.7 + 0j)
GRIP = (34.0, 67.0)


@dataclass(frozen=True, slots=True)
class HikerPose:
    """How a hiker of one height stands in the scene.

    Attributes
    ----------
    hip, near_foot, far_foot, stick_tip
        Points x + iy in scene units; a foot is the middle of its sole. *Near* is the side of the viewer.
    near_angle, far_angle
        Angles of the soles against the x axis, in radians: the ground's own where a boot is flat on it.
    lean, head_tilt, free_arm
        Turns towards where the hiker faces, in radians: of the back from upright, of the head from where the
        back takes it, of the arm without a stick from hanging down.
    reach
        How far the hand with the stick is put forward, 0 to 1.
    facing
        +1 to the right, −1 to the left.
    wind, flutter
        How far the blindfold's tails blow out (0 to 1), and the phase of their waving in turns.
    seeing
        How far the blindfold has been pulled down, 0 to 1: from the eyes to the neck.
    height
        The hiker's height in scene units.
    """

    hip: complex
    near_foot: complex
    far_foot: complex
    stick_tip: complex
    near_angle: float = 0.0
    far_angle: float = 0.0
    lean: float = 0.0
    head_tilt: float = 0.0
    free_arm: float = 0.6
    reach: float = 0.0
    facing: int = 1
    wind: float = 0.4
    flutter: float = 0.0
    seeing: float = 0.0
    height: float = HIKER_HEIGHT

    def mirrored(self) -> HikerPose:
        """Give the same pose in the mirror x -> −x."""
        return replace(
            self,
            hip=mirror(self.hip),
            near_foot=mirror(self.near_foot),
            far_foot=mirror(self.far_foot),
            stick_tip=mirror(self.stick_tip),
            near_angle=-self.near_angle,
            far_angle=-self.far_angle,
            facing=-self.facing,
        )


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The joints behind a pose, as points x + iy of the scene; pairs are (near, far)."""

    hips: Pair
    knees: Pair
    ankles: Pair
    shoulder: complex
    elbows: Pair
    hands: Pair
    neck: complex

    def mirrored(self) -> Skeleton:
        """Give the same joints in the mirror x -> −x."""
        return Skeleton(
            hips=mirror_both(self.hips),
            knees=mirror_both(self.knees),
            ankles=mirror_both(self.ankles),
            shoulder=mirror(self.shoulder),
            elbows=mirror_both(self.elbows),
            hands=mirror_both(self.hands),
            neck=mirror(self.neck),
        )


def mirror(z: complex) -> complex:
    """Return the mirror image of a point, x -> −x."""
    return complex(-z.real, z.imag)


def mirror_both(pair: Pair) -> Pair:
    """Return the mirror images of two points."""
    return mirror(pair[0]), mirror(pair[1])


def turn(angle: float) -> complex:
    """Return e^(i angle), which turns what it multiplies."""
    return complex(math.cos(angle), math.sin(angle))


def _joint(root: complex, end: complex, first: float, second: float, bend: int) -> complex:
    """Find the middle joint of two bones (law of cosines); knees bend with +1, elbows with −1."""
    reach = abs(end - root)
    cosine = min(1.0, max(-1.0, (first**2 + reach**2 - second**2) / (2 * first * reach)))
    return root + first * (end - root) / reach * complex(cosine, bend * math.sqrt(1 - cosine**2))


def skeleton(pose: HikerPose) -> Skeleton:
    """Find the joints of a pose by two-bone inverse kinematics."""
    if pose.facing < 0:
        return skeleton(pose.mirrored()).mirrored()
    unit = pose.height / 100
    back = unit * turn(-pose.lean)
    shoulder = pose.hip + back * SHOULDER
    hips = (pose.hip + unit * HIP_JOINTS[0], pose.hip + unit * HIP_JOINTS[1])
    near_ankle = pose.near_foot + unit * ANKLE * turn(pose.near_angle)
    far_ankle = pose.far_foot + unit * ANKLE * turn(pose.far_angle)
    near_knee = _joint(hips[0], near_ankle, unit * THIGH, unit * SHIN, 1)
    far_knee = _joint(hips[1], far_ankle, unit * THIGH, unit * SHIN, 1)
    wish = shoulder + unit * turn(-0.5 * pose.lean) * (17 + 8 * pose.reach - 12j) - pose.stick_tip
    grip = min(max(abs(wish), unit * GRIP[0]), unit * GRIP[1])
    held = pose.stick_tip + grip * wish / abs(wish) - shoulder
    near_hand = shoulder + held * min(1.0, 0.985 * unit * (UPPER_ARM + FOREARM) / abs(held))
    far_hand = shoulder + back * 25 * -1j * turn(pose.free_arm)
    near_elbow = _joint(shoulder, near_hand, unit * UPPER_ARM, unit * FOREARM, -1)
    far_elbow = _joint(shoulder, far_hand, unit * UPPER_ARM, unit * FOREARM, -1)
    return Skeleton(
        hips=hips,
        knees=(near_knee, far_knee),
        ankles=(near_ankle, far_ankle),
        shoulder=shoulder,
        elbows=(near_elbow, far_elbow),
        hands=(near_hand, far_hand),
        neck=pose.hip + back * NECK,
    )
