"""The hiker's drawing: one shape per line of a table, and what turns the table into Bézier points.

Points are complex numbers x + iy in the frame of the part they belong to, for a hiker who faces right, in
hundredths of the hiker's height.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import ManimColor, interpolate_color
from numpy.typing import NDArray

ComplexArray = NDArray[np.complex128]
FloatArray = NDArray[np.float64]

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
eye            head          hair        .0 oval 6.9,9.4 .75,1.15
brow           head          hair        .0 band .6 5.4,11.2 7,11.7 8.4,11.2
ear            head          skin       .06 oval -1.2,6.6 1.9,2.5
ear_shade      head          skin       .25 oval -1,6.5 .9,1.4
low_tail       low_tail      blindfold  .16 limb .8,.8 1.5,1.5 1.3,1.3
high_tail_edge high_tail     blindfold   .3 limb 1.1,1.1 1.85,1.85 1.65,1.65
high_tail      high_tail     blindfold   .0 limb .8,.8 1.5,1.5 1.3,1.3
blindfold_edge fold          blindfold   .3 path -9,7.9 -9.5,10 -9.1,12.3 8.9,12.6 10.2,10.8 10.2,9 9.2,7.7
    4,7.3 -3,7.3
blindfold      fold          blindfold   .0 path -8.7,8.2 -9.2,10 -8.8,12 -4,13 3,13 8.6,12.4 9.9,10.8 9.9,9
    9,8 4,7.6 -3,7.6
blindfold_fold fold          blindfold  .18 path -8.7,8.2 -9,9.2 -4,8.8 3,8.9 9.9,9.4 9.9,9 9,8 4,7.6 -3,7.6
crease         fold          blindfold  .16 band .5 -8,10.6 -4,10.4 -.5,10.8
knot           fold          blindfold   .1 oval -9.4,9.8 1.5,1.9
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


def spline(corners: ComplexArray) -> ComplexArray:
    """Turn corners into the cubic Béziers of a closed Catmull-Rom spline, shape (..., n) -> (..., 4 n)."""
    after = np.roll(corners, -1, axis=-1)
    sixth = (after - np.roll(corners, 1, axis=-1)) / 6
    curves = np.stack([corners, corners + sixth, after - np.roll(sixth, -1, axis=-1), after], axis=-1)
    return curves.reshape(*corners.shape[:-1], -1)


def band(centre: ComplexArray, left: FloatArray, right: FloatArray) -> ComplexArray:
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
LIMB = np.array(
    [[1, 0, 0], [0.75, 0.25, 0], [0.5, 0.5, 0], *_ROUND, [0, 0.5, 0.5], [0, 0.25, 0.75], [0, 0, 1]]
)

FRAMES = (
    "back",
    "head",
    "fold",
    "near_boot",
    "far_boot",
    "near_shin",
    "far_shin",
    "near_hand",
    "far_hand",
    "near_arm_end",
    "stick",
)
LINES = ("near_arm", "far_arm", "near_leg", "far_leg", "high_tail", "low_tail")


@dataclass(frozen=True, slots=True)
class Part:
    """One shape: its frame (a rigid part of the body or a limb's line), colour, tone and points."""

    name: str
    frame: str
    color: str
    tone: float
    points: ComplexArray


def drawn_parts() -> list[Part]:
    """Read the drawing: rigid parts as Bézier points in their frame, limbs as half widths."""
    parts = []
    for line in _DRAWING.replace("\n    ", " ").split("\n"):
        if not line.strip():
            continue
        name, frame, color, tone, kind, *words = line.split()
        width = float(words.pop(0)) if kind == "band" else 0.0
        z = np.array([complex(*map(float, word.split(","))) for word in words])
        if kind == "limb":
            points = LIMB @ z
        elif kind == "oval":
            turns = np.arange(12) * np.pi / 6
            points = spline(z[0] + z[1].real * np.cos(turns) + 1j * z[1].imag * np.sin(turns))
        elif kind == "band":
            half = np.full(len(z), width / 2)
            points = spline(band(z, half, half))
        else:
            points = spline(z)
        depth = float(tone) + (0.28 if name.startswith("far_") else 0.0)
        parts.append(Part(name, frame, color, depth, points))
    return parts
