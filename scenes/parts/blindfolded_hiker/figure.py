"""The blindfolded hiker: a drawn person whose every pose is a pure function of a few numbers."""

from __future__ import annotations

import math

import numpy as np
from manim import VGroup, VMobject

from scenes.parts.blindfolded_hiker.drawing import (
    FRAMES,
    LIMB,
    LINES,
    ComplexArray,
    HikerColors,
    band,
    drawn_parts,
    spline,
)
from scenes.parts.blindfolded_hiker.pose import HIKER_HEIGHT, HikerPose, Pair, Skeleton, skeleton, turn
from scenes.parts.blindfolded_hiker.stance import stand

PULLED = -1.4 - 11.4j
"""The way of the blindfold from the eyes to the neck, in hundredths of the height."""


class Hiker(VGroup):
    """A blindfolded person with a walking stick, drawn with plain vector shapes.

    Parameters
    ----------
    height
        From the soles to the bobble of the cap when standing on level ground, in scene units.
    facing
        +1 to the right, −1 to the left.
    colors
        What the hiker wears.

    Examples
    --------
    >>> hiker = Hiker(height=1.6)
    >>> hiker.set_pose(stand(lambda x: 0.5 * x, lambda x: 0.5, x=2.0, facing=-1))
    >>> bool(abs(hiker.soles[0] - hiker.pose.near_foot) < 1e-12)
    True
    """

    lint_bleed = True
    lint_ignore = frozenset({"contrast"})  # of many colours, some of which stand out from any background

    def __init__(
        self, height: float = HIKER_HEIGHT, facing: int = 1, colors: HikerColors | None = None
    ) -> None:
        super().__init__()
        self.colors = colors or HikerColors()
        self.size = height
        self.parts: dict[str, VMobject] = {}
        parts = drawn_parts()
        rigid = [part for part in parts if part.frame in FRAMES]
        limbs = [part for part in parts if part.frame in LINES]
        for part in parts:
            shape = VMobject(
                stroke_width=0, fill_opacity=1, fill_color=self.colors.tone(part.color, part.tone)
            )
            shape.name = part.name
            self.parts[part.name] = shape
            self.add(shape)
        self._local = np.concatenate([part.points for part in rigid]) * height / 100
        self._frame = np.concatenate([np.full(len(p.points), FRAMES.index(p.frame)) for p in rigid])
        self._line = np.array([LINES.index(part.frame) for part in limbs])
        self._left = np.array([part.points.real for part in limbs]) * height / 100
        self._right = np.array([part.points.imag for part in limbs]) * height / 100
        sizes = [len(part.points) for part in rigid] + [8 * self._left.shape[1] + 8] * len(limbs)
        stops = np.cumsum([0, *sizes])
        names = [part.name for part in rigid + limbs]
        self._slices = [
            (self.parts[n], slice(a, b)) for n, a, b in zip(names, stops, stops[1:], strict=False)
        ]
        self.boots = VGroup(self.parts["near_boot"], self.parts["far_boot"])
        self.set_pose(stand(lambda x: 0.0, lambda x: 0.0, 0.0, facing, height=height))

    @property
    def pose(self) -> HikerPose:
        """The pose that was set last."""
        return self._pose

    @property
    def joints(self) -> Skeleton:
        """The joints of the present pose, in the scene's plane."""
        return skeleton(self._pose)

    @property
    def stick_tip(self) -> complex:
        """Where the drawn stick ends, read back from its points."""
        return complex(*self.parts["stick"].points[0, :2])

    @property
    def soles(self) -> Pair:
        """The middles of the drawn soles (near, far), read back from their points."""
        near, far = (self.parts[f"{side}_sole"].points[0, :2] for side in ("near", "far"))
        return complex(*near), complex(*far)

    def set_pose(self, pose: HikerPose) -> None:
        """Move every part's points to a pose of a hiker of this height.

        Raises
        ------
        ValueError
            If the pose was made for another height: its feet would miss the ground.
        """
        if pose.height != self.size:
            raise ValueError(f"a pose for height {pose.height} does not fit a hiker of height {self.size}")
        right = pose if pose.facing > 0 else pose.mirrored()
        joints = skeleton(right)
        near_hand, far_hand = joints.hands
        along_stick = near_hand - right.stick_tip
        along_stick *= -1j / abs(along_stick)
        sleeve, far_sleeve = near_hand - joints.elbows[0], far_hand - joints.elbows[1]
        head = turn(-0.4 * right.lean - right.head_tilt)
        feet = [right.near_foot, right.far_foot, *joints.ankles]
        near_shin, far_shin = (knee - ankle for knee, ankle in zip(joints.knees, joints.ankles, strict=True))
        pulled = head * PULLED * right.seeing * self.size / 100
        origins = [
            right.hip,
            joints.neck,
            joints.neck + pulled,
            *feet,
            near_hand,
            far_hand,
            near_hand,
            right.stick_tip,
        ]
        turns = [
            turn(-right.lean),
            head,
            head,
            turn(right.near_angle),
            turn(right.far_angle),
            -1j * near_shin / abs(near_shin),
            -1j * far_shin / abs(far_shin),
            along_stick,
            far_sleeve / abs(far_sleeve),
            sleeve / abs(sleeve),
            along_stick,
        ]
        rigid = np.array(turns)[self._frame] * self._local + np.array(origins)[self._frame]
        bones = np.array(
            [
                (joints.shoulder, joints.elbows[0], near_hand),
                (joints.shoulder, joints.elbows[1], far_hand),
                (joints.hips[0], joints.knees[0], joints.ankles[0]),
                (joints.hips[1], joints.knees[1], joints.ankles[1]),
            ]
        )
        knot = joints.neck + pulled + head * (-9.4 + 9.8j) * self.size / 100
        lines = np.concatenate(
            [bones @ LIMB.T, [self._tail(right, knot, 0.0), self._tail(right, knot, 0.35)]]
        )
        limbs = spline(band(lines[self._line], self._left, self._right))
        z = np.concatenate([rigid, limbs.ravel()])
        points = np.zeros((len(z), 3))
        points[:, 0] = pose.facing * z.real
        points[:, 1] = z.imag
        for part, where in self._slices:
            part.points = points[where]
        self._pose = pose

    def _tail(self, pose: HikerPose, knot: complex, lag: float) -> ComplexArray:
        """Let a tail of the blindfold hang from the knot, blow back with the wind, and wave."""
        s = np.linspace(0, 1, len(LIMB))
        hang = -1.25 + 1.15 * pose.wind - 0.9 * lag
        wave = (0.25 + pose.wind) * np.sin(2 * np.pi * (pose.flutter + lag - 0.9 * s)) * s
        line = 15 * s * (1 - 0.12 * lag) * np.exp(1j * (math.pi - hang)) + 1.6j * wave * np.exp(-1j * hang)
        return np.asarray(knot + self.size / 100 * line)
