"""The blindfolded hiker: a drawn person whose every pose is a pure function of a few numbers.

Points of the scene's plane are complex numbers x + iy here, so turning is multiplying. Everything is
thought out for a hiker who faces right; a mirror at the border makes the one who faces left.
Lengths of the body are in hundredths of the hiker's height.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from manim import ManimColor, VGroup, VMobject, interpolate_color
from numpy.typing import NDArray

Curve = Callable[[float], float]
ComplexArray = NDArray[np.complex128]
FloatArray = NDArray[np.float64]
Pair = tuple[complex, complex]

HIKER_HEIGHT = 1.6
THIGH, SHIN, UPPER_ARM, FOREARM, STICK = 19.1, 18.0, 14.5, 13.5, 74.0
SHOULDER, NECK, ANKLE = -1.2 + 25.6j, 0.8 + 30.5j, -2.0 + 7.5j
HIP_JOINTS = (-0.7 + 0j, 0.7 + 0j)
GRIP = (34.0, 67.0)
"""The hand holds the stick between these distances from its tip."""

# One shape per line, from back to front: name, frame, colour, tone (1 is full shadow, negative is lit), kind,
# points. A limb has its half widths in front of and behind the bone at root, joint and end.
_BOOT = """
SIDE_shaft     SIDE_shin     boots      .12 path -3.9,-2.5 -4,1 -4,4.6 0,5 3.9,4.6 3.8,1 3.4,-2.5 0,-3.6
SIDE_boot      SIDE_boot     boots       .0 path -5.7,1 -6.1,4 -6.1,7.6 -4.9,10.2 -2,11.3 .6,10.3 2.2,8
    3.6,6.3 6.3,5.2 8.1,3.2 8,1 1,.9
SIDE_heel      SIDE_boot     boots      .25 path -5.7,1 -6.1,4 -6.1,7.6 -5.2,8.4 -3.9,4.6 -2.6,1
SIDE_sole      SIDE_boot     sole        .0 path 0,0 -2,0 -4,0 -5.9,.1 -6.5,1 -6,1.9 -3,1.8 2,1.8 6,1.9
    8.7,1.8 8.3,.6 6.6,0 4,0 2,0
SIDE_lace      SIDE_boot     wool        .0 band .7 .6,8.3 2.2,9
SIDE_low_lace  SIDE_boot     wool        .0 band .7 2.1,6.3 3.6,7.3
SIDE_sock      SIDE_shin     wool        .0 path -4.6,4 -4.8,5.6 -3.9,6.6 0,6.8 3.8,6.6 4.6,5.6 4.4,4 0,3.4
"""
_DRAWING = f"""
far_arm        far_arm       jacket      .0 limb 4,4 3.5,3.5 3.1,3.1
far_hand       far_hand      cap         .0 path -2.4,-2.2 -2.8,0 -2.2,2.4 .5,2.7 3.3,2 4.4,0 3.3,-2 .5,-2.6
far_thumb      far_hand      cap         .0 path -.8,2 .4,4.2 1.7,4.6 2.3,3.6 1.6,1.6
far_leg        far_leg       trousers    .0 limb 6,6 4.7,4.7 3.6,3.6
{_BOOT.replace("SIDE", "far")}
pack           back          pack        .0 path -6,26 -12,27 -18,26.6 -21.3,24 -22.6,18 -22.8,9 -21.6,2.4
    -18.5,-.6 -12,-1.2 -6,-.6
pack_shade     back          pack       .25 path -15,-1.05 -18.5,-.6 -21.6,2.4 -22.8,9 -22.6,18 -21.3,24
    -20.2,20 -20,10 -18.8,4 -15.5,1.6
pack_pocket    back          pack       .12 path -9,2 -9.4,6 -9.2,10.4 -12,11.2 -17,11 -18.2,10 -18.4,6
    -17.6,2.6 -14,1.6
pack_flap      back          pack      -.12 path -6,27.2 -12,28 -18.4,27.4 -22,24.6 -22.8,20.6 -22.4,17.6
    -19,16.6 -13,16.2 -6,16.8
pack_buckle    back          boots       .0 band 1.5 -15.6,20 -15.7,16 -15.6,12.6
bedroll        back          bedroll     .0 oval -15.4,31.6 5.3,5.1
bedroll_rim    back          bedroll     .3 oval -15.3,31.5 4.2,4
bedroll_fold   back          bedroll    -.1 oval -15,31.3 3.3,3.2
bedroll_turn   back          bedroll     .3 oval -14.9,31.2 2.2,2.1
bedroll_core   back          bedroll    -.1 oval -14.6,31 1.3,1.3
bedroll_strap  back          boots       .0 band 1.2 -19.6,27 -20.9,30.4 -19.4,35
near_leg       near_leg      trousers    .0 limb 6.4,6.4 4.9,4.9 3.5,3.5
near_leg_shade near_leg      trousers   .22 limb -2.2,6.4 -1.6,4.9 -1.2,3.5
{_BOOT.replace("SIDE", "near")}
throat         head          skin       .22 path -4.6,3.4 0,4 4.8,2.6 4.4,-3 0,-4.4 -4.6,-3.2
jacket         back          jacket      .0 path -8.6,-7.4 -9.6,-3 -9.6,4 -10.2,12 -9.9,20 -8.2,26.4
    -4.6,30.6 1,31.8 5.2,30.4 8.4,26 10.2,19 10.9,10 10.4,2 10.2,-4 9.4,-7.6 5,-8.6 0,-8.8 -5,-8.5
jacket_shade   back          jacket      .2 path -2,-8.7 -5,-8.5 -8.6,-7.4 -9.6,-3 -9.6,4 -10.2,12 -9.9,20
    -8.2,26.4 -4.6,30.6 -4.4,26 -5.4,19 -5.6,11 -4.6,4 -3,-3
jacket_hem     back          jacket      .3 path -8.7,-7.4 -9.2,-5.4 -5,-6.4 0,-6.7 5,-6.5 9.9,-5.4 9.4,-7.6
    5,-8.7 0,-8.9 -5,-8.6
pocket         back          jacket     .26 band .9 2.4,1.4 5,1.1 7.8,2
zip            back          jacket     .26 band .6 6.7,28.4 8.8,22 9.7,14 9.6,6 9.2,-4
strap          back          pack        .3 band 1.9 -4,30.4 1,30.2 4.4,27 6,22 6,16 3,11.6 -3,10 -9.7,9.6
head           head          skin        .0 path -8,10 -8.4,14 -4,18 3,18 8,14.6 8.9,11.4 9.4,9.4 11.4,8
    11.9,6.7 10.9,5.9 9.5,5.7 9.5,4.6 9.2,3.4 8.6,1.2 6.4,-.4 2.6,-.5 -2,1.2 -6,4.4
jaw            head          skin       .16 path 8.6,1.2 6.4,-.4 2.6,-.5 -2,1.2 -6,4.4 -7.6,8 -4.4,7 -1.4,4
    2.4,1.6 6,1.3
cheek          head          blush       .0 oval 5.3,4.9 1.7,1.2
mouth          head          hair        .0 band .55 6.6,2.9 7.6,2.6 8.9,3.2
hair           head          hair        .0 path -9,12 -9.2,8 -7.8,4.2 -5.6,2.4 -4.6,4.6 -3.6,6.8 -2.6,9.4
    -3.4,12
collar         back          jacket      .1 path -5.2,29.4 -5.8,31.6 -5,33.6 -1,33.2 3,32.2 6,32.4 7,30.8
    6.4,28.8 3,28.2 -2,28.2
ear            head          skin       .06 oval -1.2,6.6 1.9,2.5
ear_shade      head          skin       .25 oval -1,6.5 .9,1.4
low_tail       low_tail      blindfold  .16 limb .8,.8 1.5,1.5 1.3,1.3
high_tail_edge high_tail     blindfold   .3 limb 1.1,1.1 1.85,1.85 1.65,1.65
high_tail      high_tail     blindfold   .0 limb .8,.8 1.5,1.5 1.3,1.3
blindfold_edge head          blindfold   .3 path -9,7.9 -9.5,10 -9.1,12.3 8.9,12.6 10.2,10.8 10.2,9 9.2,7.7
    4,7.3 -3,7.3
blindfold      head          blindfold   .0 path -8.7,8.2 -9.2,10 -8.8,12 -4,13 3,13 8.6,12.4 9.9,10.8 9.9,9
    9,8 4,7.6 -3,7.6
blindfold_fold head          blindfold  .18 path -8.7,8.2 -9,9.2 -4,8.8 3,8.9 9.9,9.4 9.9,9 9,8 4,7.6 -3,7.6
crease         head          blindfold  .16 band .5 -8,10.6 -4,10.4 -.5,10.8
knot           head          blindfold   .1 oval -9.4,9.8 1.5,1.9
cap            head          cap         .0 path -9.4,12.6 -9.6,16 -7.6,20 -3.4,22.4 1.4,22.8 6,20.8 8.9,17
    9.6,13.4 4,12.6 -3,12.2
cap_shade      head          cap        .25 path -9.4,12.6 -9.6,16 -7.6,20 -3.4,22.4 -1,22.7 -4.4,19.6
    -5.6,16 -5.4,12.4
brim           head          cap       -.16 path -10,11.6 -10.6,13.6 -9.8,15.4 -4,15.6 3,15.9 9,16.3
    10.4,15.2 10.6,13.2 9.4,12.2 3,11.9 -4,11.4
brim_shade     head          cap         .1 path -10,11.6 -10.6,13.6 -9.8,15.4 -6.6,15.5 -7.2,13.6 -6.8,11.4
pompom         head          wool        .0 path -3.4,22.6 -3.8,24.6 -2.6,26.2 -1,27 1,26.6 2.4,25.2
    2.6,23.2 1.4,21.6 -.6,21 -2.4,21.4
pompom_shade   head          wool        .2 path -3.4,22.6 -3.8,24.6 -2.6,26.2 -2.2,24 -.8,22.4 1.4,21.6
    -.6,21 -2.4,21.4
stick          stick         stick       .0 path 0,0 .5,.8 .8,4 .9,30 1,50 1.2,68 1.7,71 1.6,73.2 0,74
    -1.5,73.3 -1.6,71.2 -1.1,69 -1,50 -.8,30 -.7,4 -.4,.8
stick_shade    stick         stick      .28 path -.1,.4 0,4 -.1,30 -.1,50 -.3,70 -1.5,71.2 -1.1,69 -1,50
    -.8,30 -.7,4
near_arm_edge  near_arm      jacket     .26 limb 4.6,4.6 4.4,4.4 3.8,3.8
near_arm       near_arm      jacket      .0 limb 4.8,4.8 3.9,3.9 3.3,3.3
near_arm_shade near_arm      jacket     .22 limb -3.6,4.8 -1,3.9 -.6,3.3
near_cuff      near_arm_end  jacket     .36 path -5,-3.3 -5.3,0 -5,3.4 -3.6,3.8 -2.4,3.5 -2,0 -2.4,-3.5
    -3.6,-3.7
near_hand      near_hand     cap         .0 path -2.9,-2.4 -3.3,0 -2.7,2.6 -.6,3.5 2,3.1 3.2,1.6 3.3,-.8
    2.6,-2.8 0,-3.4
near_fingers   near_hand     cap        .22 path -2.9,-2.4 -3.3,0 -2.7,2.6 -1.8,1.4 -1.8,-.8 -.6,-2.4
    2.6,-2.8 0,-3.4
near_thumb     near_hand     cap       -.14 path -.6,2 .2,3.6 2,4.2 3.2,3.4 2.8,2.2 1.2,1.4
"""


@dataclass(frozen=True, slots=True)
class HikerColors:
    """What the hiker wears; the jacket has the colour of the parameter."""

    jacket: str = "#E69F00"
    skin: str = "#EDBB96"
    blush: str = "#E09A78"
    hair: str = "#5A3A2A"
    cap: str = "#8E4F3A"
    wool: str = "#E9DCC3"
    blindfold: str = "#F6F1E7"
    pack: str = "#6F7B4B"
    bedroll: str = "#C9A77C"
    trousers: str = "#9C8A6C"
    boots: str = "#7A4B2E"
    sole: str = "#D6C6A6"
    stick: str = "#B98B5A"
    shadow: str = "#2B1B35"

    def tone(self, name: str, depth: float) -> ManimColor:
        """One colour, turned towards shadow (depth up to 1) or light (depth below 0)."""
        towards = ManimColor("#FFF4DC" if depth < 0 else self.shadow)
        return interpolate_color(ManimColor(getattr(self, name)), towards, abs(depth))


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
    height: float = HIKER_HEIGHT

    def mirrored(self) -> HikerPose:
        """Give the same pose in the mirror x -> −x."""
        return replace(
            self,
            hip=_mirror(self.hip),
            near_foot=_mirror(self.near_foot),
            far_foot=_mirror(self.far_foot),
            stick_tip=_mirror(self.stick_tip),
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
            hips=_mirror_both(self.hips),
            knees=_mirror_both(self.knees),
            ankles=_mirror_both(self.ankles),
            shoulder=_mirror(self.shoulder),
            elbows=_mirror_both(self.elbows),
            hands=_mirror_both(self.hands),
            neck=_mirror(self.neck),
        )


def _mirror(z: complex) -> complex:
    return complex(-z.real, z.imag)


def _mirror_both(pair: Pair) -> Pair:
    return _mirror(pair[0]), _mirror(pair[1])


def _turn(angle: float) -> complex:
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
    back = unit * _turn(-pose.lean)
    shoulder = pose.hip + back * SHOULDER
    hips = (pose.hip + unit * HIP_JOINTS[0], pose.hip + unit * HIP_JOINTS[1])
    near_ankle = pose.near_foot + unit * ANKLE * _turn(pose.near_angle)
    far_ankle = pose.far_foot + unit * ANKLE * _turn(pose.far_angle)
    near_knee = _joint(hips[0], near_ankle, unit * THIGH, unit * SHIN, 1)
    far_knee = _joint(hips[1], far_ankle, unit * THIGH, unit * SHIN, 1)
    wish = shoulder + unit * _turn(-0.5 * pose.lean) * (17 + 8 * pose.reach - 12j) - pose.stick_tip
    grip = min(max(abs(wish), unit * GRIP[0]), unit * GRIP[1])
    held = pose.stick_tip + grip * wish / abs(wish) - shoulder
    near_hand = shoulder + held * min(1.0, 0.985 * unit * (UPPER_ARM + FOREARM) / abs(held))
    far_hand = shoulder + back * 25 * -1j * _turn(pose.free_arm)
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


def _spline(corners: ComplexArray) -> ComplexArray:
    """Turn corners into the cubic Béziers of a closed Catmull-Rom spline, shape (..., n) -> (..., 4 n)."""
    after = np.roll(corners, -1, axis=-1)
    sixth = (after - np.roll(corners, 1, axis=-1)) / 6
    curves = np.stack([corners, corners + sixth, after - np.roll(sixth, -1, axis=-1), after], axis=-1)
    return curves.reshape(*corners.shape[:-1], -1)


def _band(centre: ComplexArray, left: FloatArray, right: FloatArray) -> ComplexArray:
    """Surround lines (..., m) by round-ended bands of some half widths, as (..., 2 m + 2) corners."""
    along = np.gradient(centre, axis=-1)
    along /= np.abs(along)
    one, other = centre + 1j * along * left, centre - 1j * along * right
    cap = 0.4 * along * (left + right)
    ends = (one + other) / 2
    parts = [one, ends[..., -1:] + cap[..., -1:], other[..., ::-1], ends[..., :1] - cap[..., :1]]
    return np.concatenate(parts, axis=-1)


# A limb's samples as mixtures of root, joint and end: straight bones, and a parabola that rounds the joint.
_ROUND = [((1 - t) ** 2 / 4, 1 - (1 - t) ** 2 / 4 - t**2 / 4, t**2 / 4) for t in (0.0, 0.25, 0.5, 0.75, 1.0)]
_LIMB = np.array(
    [[1, 0, 0], [0.75, 0.25, 0], [0.5, 0.5, 0], *_ROUND, [0, 0.5, 0.5], [0, 0.25, 0.75], [0, 0, 1]]
)

_FRAMES = (
    "back",
    "head",
    "near_boot",
    "far_boot",
    "near_shin",
    "far_shin",
    "near_hand",
    "far_hand",
    "near_arm_end",
    "stick",
)
_LINES = ("near_arm", "far_arm", "near_leg", "far_leg", "high_tail", "low_tail")


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    frame: str
    color: str
    tone: float
    points: ComplexArray


def _parts() -> list[_Part]:
    """Read the drawing: rigid parts as Bézier points in their frame, limbs as half widths."""
    parts = []
    for line in _DRAWING.replace("\n    ", " ").split("\n"):
        if not line.strip():
            continue
        name, frame, color, tone, kind, *words = line.split()
        width = float(words.pop(0)) if kind == "band" else 0.0
        z = np.array([complex(*map(float, word.split(","))) for word in words])
        if kind == "limb":
            points = _LIMB @ z
        elif kind == "oval":
            turns = np.arange(12) * np.pi / 6
            points = _spline(z[0] + z[1].real * np.cos(turns) + 1j * z[1].imag * np.sin(turns))
        elif kind == "band":
            half = np.full(len(z), width / 2)
            points = _spline(_band(z, half, half))
        else:
            points = _spline(z)
        depth = float(tone) + (0.28 if name.startswith("far_") else 0.0)
        parts.append(_Part(name, frame, color, depth, points))
    return parts


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

    def __init__(
        self, height: float = HIKER_HEIGHT, facing: int = 1, colors: HikerColors | None = None
    ) -> None:
        super().__init__()
        self.colors = colors or HikerColors()
        self.size = height
        self.parts: dict[str, VMobject] = {}
        parts = _parts()
        rigid = [part for part in parts if part.frame in _FRAMES]
        limbs = [part for part in parts if part.frame in _LINES]
        for part in parts:
            shape = VMobject(
                stroke_width=0, fill_opacity=1, fill_color=self.colors.tone(part.color, part.tone)
            )
            shape.name = part.name
            self.parts[part.name] = shape
            self.add(shape)
        self._local = np.concatenate([part.points for part in rigid]) * height / 100
        self._frame = np.concatenate([np.full(len(p.points), _FRAMES.index(p.frame)) for p in rigid])
        self._line = np.array([_LINES.index(part.frame) for part in limbs])
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
        head = _turn(-0.4 * right.lean - right.head_tilt)
        feet = [right.near_foot, right.far_foot, *joints.ankles]
        near_shin, far_shin = (knee - ankle for knee, ankle in zip(joints.knees, joints.ankles, strict=True))
        origins = [right.hip, joints.neck, *feet, near_hand, far_hand, near_hand, right.stick_tip]
        turns = [
            _turn(-right.lean),
            head,
            _turn(right.near_angle),
            _turn(right.far_angle),
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
        knot = joints.neck + head * (-9.4 + 9.8j) * self.size / 100
        lines = np.concatenate(
            [bones @ _LIMB.T, [self._tail(right, knot, 0.0), self._tail(right, knot, 0.35)]]
        )
        limbs = _spline(_band(lines[self._line], self._left, self._right))
        z = np.concatenate([rigid, limbs.ravel()])
        points = np.zeros((len(z), 3))
        points[:, 0] = pose.facing * z.real
        points[:, 1] = z.imag
        for part, where in self._slices:
            part.points = points[where]
        self._pose = pose

    def _tail(self, pose: HikerPose, knot: complex, lag: float) -> ComplexArray:
        """Let a tail of the blindfold hang from the knot, blow back with the wind, and wave."""
        s = np.linspace(0, 1, len(_LIMB))
        hang = -1.25 + 1.15 * pose.wind - 0.9 * lag
        wave = (0.25 + pose.wind) * np.sin(2 * np.pi * (pose.flutter + lag - 0.9 * s)) * s
        line = 15 * s * (1 - 0.12 * lag) * np.exp(1j * (math.pi - hang)) + 1.6j * wave * np.exp(-1j * hang)
        return np.asarray(knot + self.size / 100 * line)


# ---- standing, probing, walking ----------------------------------------------------------------------------

HALF_SPREAD, STRIDE, LIFT, REACH = 8.0, 32.0, 6.5, 0.975
AHEAD, PROBE_AHEAD = 22.0, 44.0
LEAP = 4.0
"""From this many body heights on, a way is leapt, not walked."""
PROBE_TAP = (0.42, 0.58)
"""Between these moments of a probe the stick's tip rests on the ground."""


@dataclass(frozen=True, slots=True)
class _Hill:
    """The ground as a hiker of some height who faces right finds it."""

    ground: Curve
    slope: Curve
    height: float

    def at(self, x: float) -> complex:
        return complex(x, self.ground(x))

    def angle(self, x: float) -> float:
        return math.atan(self.slope(x))

    def pace(self, x: float) -> float:
        """How far x advances per length along the ground."""
        return math.cos(self.angle(x))

    def grade(self, x: float) -> float:
        """The angle of the ground under the whole hiker: smoother than under one boot."""
        reach = 0.12 * self.height * self.pace(x)
        return (self.angle(x - reach) + 2 * self.angle(x) + self.angle(x + reach)) / 4


def _smooth(t: float) -> float:
    t = min(1.0, max(0.0, t))
    return t * t * (3 - 2 * t)


def _prints(hill: _Hill, x: float) -> tuple[float, float]:
    """Where the hiker who stands at x sets the near (front) and the far (rear) foot."""
    half = HALF_SPREAD / 100 * hill.height * hill.pace(x) * (0.3 + 0.7 * hill.pace(x))
    return x + half, x - half


def _upright(hill: _Hill, x: float, near: complex, far: complex, angles: tuple[float, float]) -> HikerPose:
    """Put a body over two feet: leaning to the hill, the hip as high as both legs allow."""
    unit = hill.height / 100
    grade = hill.grade(x)
    steep = math.sin(grade)
    lean = 0.06 + steep * (0.36 if grade > 0 else 0.45 * math.cos(grade) ** 2)
    hip_x = x - unit * (1.5 + 5.5 * steep + 4 * steep**5)
    leg = REACH * (THIGH + SHIN) * unit
    tops = []
    for foot, angle, joint in zip((near, far), angles, HIP_JOINTS, strict=True):
        ankle = foot + unit * ANKLE * _turn(angle)
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


def _tip(hill: _Hill, pose: HikerPose, ahead: float) -> complex:
    """Plant the stick on the ground ahead, as far as the arm still reaches."""
    unit = hill.height / 100
    hand = pose.hip + unit * _turn(-pose.lean) * (SHOULDER + 14 - 21j)
    start = max(pose.near_foot.real, pose.far_foot.real)
    near, far = 0.0, ahead * unit * (1 - 0.8 * max(0.0, math.sin(hill.grade(start))))
    for _ in range(12):
        middle = (near + far) / 2
        if abs(hill.at(start + middle * hill.pace(start)) - hand) < GRIP[1] * unit:
            near = middle
        else:
            far = middle
    return hill.at(start + near * hill.pace(start))


def _standing(hill: _Hill, x: float) -> HikerPose:
    near, far = _prints(hill, x)
    return _planted(hill, x, near, far)


def _planted(hill: _Hill, x: float, near: float, far: float) -> HikerPose:
    """Stand around x on two flat boots and the stick."""
    pose = _upright(hill, x, hill.at(near), hill.at(far), (hill.angle(near), hill.angle(far)))
    return replace(pose, stick_tip=_tip(hill, pose, AHEAD))


def _hill(ground: Curve, slope: Curve, facing: int, height: float) -> _Hill:
    if facing > 0:
        return _Hill(ground, slope, height)
    return _Hill(lambda x: ground(-x), lambda x: -slope(-x), height)


def _finish(pose: HikerPose, facing: int, flutter: float) -> HikerPose:
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
    return _finish(_standing(_hill(ground, slope, facing, height), facing * x), facing, flutter)


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
    hill = _hill(ground, slope, facing, height)
    rest = _standing(hill, facing * x)
    if not 0 < u < 1:
        return _finish(rest, facing, flutter)
    unit = height / 100
    out, back = min(1.0, u / PROBE_TAP[0]), max(0.0, (u - PROBE_TAP[1]) / (1 - PROBE_TAP[1]))
    effort = _smooth(out) - _smooth(back)
    target = _tip(hill, rest, PROBE_AHEAD).real
    way = _smooth(out / 0.8) - _smooth(back)
    tip = hill.at(rest.stick_tip.real + way * (target - rest.stick_tip.real))
    lift = 9 * math.sin(math.pi * out) + 6 * math.sin(math.pi * back)
    pose = replace(
        rest,
        hip=rest.hip + unit * effort * (1.2 - 0.9j),
        lean=rest.lean + 0.09 * effort,
        head_tilt=0.2 * effort,
        free_arm=rest.free_arm + 0.7 * effort,
        reach=(_smooth(out / 0.5) - _smooth(2 * back - 1)) * hill.pace(facing * x),
        stick_tip=tip + 1j * unit * lift if 0 < out < 1 or 0 < back < 1 else tip,
    )
    return _finish(pose, facing, flutter)


def _footprints(hill: _Hill, x_from: float, x_to: float) -> list[float]:
    """Where the boots come down on the way: far, near, far, near …; the first two and last two are stands."""
    near, far = _prints(hill, x_from)
    last_near, last_far = _prints(hill, x_to)
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
    hill = _hill(ground, slope, facing, height)
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
    hill = _hill(ground, slope, facing, height)
    start, goal = facing * x_from, facing * x_to
    if not 0 < u < 1:
        pose = _standing(hill, start if u <= 0 else goal)
    elif abs(goal - start) > LEAP * height:
        pose = _leaping(hill, start, goal, u)
    else:
        pose = _walking(hill, _footprints(hill, start, goal), u)
    return _finish(pose, facing, flutter)


def _walking(hill: _Hill, prints: list[float], u: float) -> HikerPose:
    """Swing one boot from print k to print k + 2 over the other one, which stands on print k + 1."""
    unit = hill.height / 100
    k = min(int(u * (len(prints) - 2)), len(prints) - 3)
    v = u * (len(prints) - 2) - k
    rear, stance, front = prints[k : k + 3]
    far_swings = k % 2 == 0
    t = _smooth(v)
    swing_x = rear + t * (front - rear)
    angle = hill.angle(swing_x)
    bow = math.sin(math.pi * t) * min(1.0, 0.3 + (front - rear) / (40 * unit * hill.pace(stance)))
    swing = hill.at(swing_x) + 1j * _turn(angle) * LIFT * unit * bow
    swing_angle = angle - 0.3 * bow * math.cos(math.pi * t)
    feet, angles = (hill.at(stance), swing), (hill.angle(stance), swing_angle)
    if not far_swings:
        feet, angles = feet[::-1], angles[::-1]
    x = (rear + stance + (0.5 * v + 0.5 * t) * (front - rear)) / 2
    pose = _upright(hill, x, *feet, angles)
    before = _planted(hill, (rear + stance) / 2, stance, rear).stick_tip.real
    after = _planted(hill, (stance + front) / 2, front, stance).stick_tip.real
    s = _smooth((v - 0.1) / 0.75)
    tip_x = before + s * (after - before)
    tip = hill.at(tip_x) + 1j * _turn(hill.angle(tip_x)) * 6 * unit * math.sin(math.pi * s)
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


def _leaping(hill: _Hill, start: float, goal: float, u: float) -> HikerPose:
    """Crouch, fly over the ground between in a parabola, and land with bent knees."""
    unit = hill.height / 100
    first, last = _standing(hill, start), _standing(hill, goal)
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
    unit, up, t = first.height / 100, math.sin(math.pi * v), _smooth(v)

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
