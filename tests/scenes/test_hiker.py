"""The hiker stands, probes and walks on the very curve, and stays one body while doing so."""

import math
import timeit
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, pairwise

import numpy as np
import pytest

from scenes.parts.blindfolded_hiker.figure import Hiker
from scenes.parts.blindfolded_hiker.gait import LEAP, stride_count, walk
from scenes.parts.blindfolded_hiker.pose import FOREARM, SHIN, STICK, THIGH, UPPER_ARM, HikerPose, skeleton
from scenes.parts.blindfolded_hiker.stance import PROBE_TAP, probe, stand

Curve = Callable[[float], float]
Ground = tuple[Curve, Curve]


def straight(gradient: float) -> Ground:
    return lambda x: gradient * x - 0.5, lambda x: gradient


def waves(x: float) -> float:
    return 0.9 * math.sin(1.1 * x) + 0.25 * math.sin(2.3 * x + 1)


def wave_slope(x: float) -> float:
    return 0.99 * math.cos(1.1 * x) + 0.575 * math.cos(2.3 * x + 1)


GROUNDS = {str(g): straight(g) for g in (0.0, 0.4, -0.4, 1.2, -1.2, 2.5, -2.5, 3.0, -3.0)}
GROUNDS["parabola"] = (lambda x: 0.4 * x * x, lambda x: 0.8 * x)
GROUNDS["waves"] = (waves, wave_slope)
WAYS = ((0.1, 0.15), (0.3, -0.2), (-1.0, 1.0), (1.5, -2.0), (-3.0, 1.5))

on_grounds = pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS.keys())
facings = pytest.mark.parametrize("facing", (1, -1))


def strides_of(ground: Ground, x_from: float, x_to: float, frames: int = 24) -> Iterator[HikerPose]:
    count = frames * stride_count(*ground, x_from, x_to)
    return (walk(*ground, x_from, x_to, i / count) for i in range(count + 1))


def some_strides_of(ground: Ground, x_from: float, x_to: float, frames: int) -> list[list[HikerPose]]:
    """Return runs of three strides: the first, those in the middle, the last; between them strides repeat.

    A walk of at most nine strides is one run; so is one on ground that bends, where no stride repeats.
    """
    strides = stride_count(*ground, x_from, x_to)
    slopes = {ground[1](x) for x in (x_from, (x_from + x_to) / 2, x_to)}
    starts = [0, strides // 2 - 1, strides - 3] if strides > 9 and len(slopes) == 1 else [0]
    length = 3 if len(starts) > 1 else strides
    return [
        [
            walk(*ground, x_from, x_to, i / (frames * strides))
            for i in range(frames * start, frames * (start + length) + 1)
        ]
        for start in starts
    ]


def all_poses(ground: Ground, facing: int) -> Iterator[HikerPose]:
    yield stand(*ground, 0.4, facing)
    yield from (probe(*ground, 0.4, facing, i / 40) for i in range(41))
    for x_from, x_to in WAYS:
        yield from strides_of(ground, facing * x_from, facing * x_to, 12)
    yield from (walk(*ground, -facing * 3.5, facing * 3.5, i / 60) for i in range(61))


def points(hiker: Hiker) -> np.ndarray:
    return np.concatenate([part.points for part in hiker.submobjects])


@on_grounds
@facings
def test_both_soles_stand_flat_on_the_ground(ground: Ground, facing: int) -> None:
    height, slope = ground
    hiker = Hiker()
    for x in np.linspace(-2.5, 2.5, 11):
        hiker.set_pose(stand(height, slope, float(x), facing))
        for sole, side in zip(hiker.soles, ("near", "far"), strict=True):
            assert sole.imag == pytest.approx(height(sole.real), abs=1e-12)
            corners = hiker.parts[f"{side}_sole"].points
            rear, front = corners[4 * 2], corners[4 * 12]
            tilt = (front[1] - rear[1]) / (front[0] - rear[0])
            assert tilt == pytest.approx(slope(sole.real), rel=1e-9, abs=1e-9)


@on_grounds
@facings
def test_the_tip_rests_on_the_ground_when_standing_and_at_the_tap(ground: Ground, facing: int) -> None:
    height, slope = ground
    hiker = Hiker()
    rest = stand(height, slope, 0.4, facing)
    for pose in (rest, *(probe(height, slope, 0.4, facing, u) for u in (*PROBE_TAP, 0.5))):
        hiker.set_pose(pose)
        assert hiker.stick_tip.imag == pytest.approx(height(hiker.stick_tip.real), abs=1e-12)
    tapped = probe(height, slope, 0.4, facing, 0.5)
    assert facing * (tapped.stick_tip.real - 0.4) >= facing * (rest.stick_tip.real - 0.4) > 0
    assert probe(height, slope, 0.4, facing, 0.2).stick_tip.imag > height(
        probe(height, slope, 0.4, facing, 0.2).stick_tip.real
    )


@on_grounds
@facings
def test_a_probe_begins_and_ends_as_a_stand_and_moves_no_foot(ground: Ground, facing: int) -> None:
    rest = stand(*ground, 0.4, facing)
    assert probe(*ground, 0.4, facing, 0.0) == probe(*ground, 0.4, facing, 1.0) == rest
    for u in np.linspace(0, 1, 21):
        pose = probe(*ground, 0.4, facing, float(u))
        assert (pose.near_foot, pose.far_foot) == (rest.near_foot, rest.far_foot)


@on_grounds
@pytest.mark.parametrize("way", WAYS)
def test_one_boot_is_always_planted_and_never_slides(ground: Ground, way: tuple[float, float]) -> None:
    height, slope = ground
    poses = list(strides_of(ground, *way))
    for before, after in pairwise(poses):
        planted = [
            foot
            for foot in ("near", "far")
            if abs(getattr(after, f"{foot}_foot") - getattr(before, f"{foot}_foot")) < 1e-12
        ]
        assert planted
        for foot in planted:
            place = getattr(after, f"{foot}_foot")
            assert place.imag == pytest.approx(height(place.real), abs=1e-12)
            assert getattr(after, f"{foot}_angle") == pytest.approx(math.atan(slope(place.real)), abs=1e-12)


@pytest.mark.parametrize("gradient", (0.0, 1.2, -1.2, 3.0, -3.0))
@pytest.mark.parametrize("way", WAYS)
def test_no_boot_cuts_into_the_ground(gradient: float, way: tuple[float, float]) -> None:
    height, slope = straight(gradient)
    hiker = Hiker()
    for pose in chain.from_iterable(some_strides_of((height, slope), *way, 24)):
        hiker.set_pose(pose)
        for side in ("near", "far"):
            corners = hiker.parts[f"{side}_sole"].points[::4]
            assert (corners[:, 1] - gradient * corners[:, 0] + 0.5).min() > -1e-9


@on_grounds
@pytest.mark.parametrize("way", WAYS)
def test_a_walk_leads_from_stand_to_stand_without_a_jerk(ground: Ground, way: tuple[float, float]) -> None:
    x_from, x_to = way
    facing = 1 if x_to > x_from else -1
    runs = some_strides_of(ground, x_from, x_to, 60)
    assert runs[0][0] == stand(*ground, x_from, facing)
    assert runs[-1][-1] == stand(*ground, x_to, facing)
    drawn = Hiker()
    for poses in runs:
        frames = []
        for pose in poses:
            drawn.set_pose(pose)
            frames.append(points(drawn))
        moves = [np.abs(after - before).max() for before, after in pairwise(frames)]
        assert max(moves) < 0.05 * drawn.size


@pytest.mark.parametrize("facing", (1, -1))
def test_a_long_way_is_leapt_and_both_boots_land_on_the_ground(facing: int) -> None:
    height, slope = GROUNDS["waves"]
    x_from, x_to = -facing * 3.4, facing * 3.4
    assert abs(x_to - x_from) > LEAP * Hiker().size
    start, goal = stand(height, slope, x_from, facing), stand(height, slope, x_to, facing)
    poses = [walk(height, slope, x_from, x_to, i / 100) for i in range(101)]
    assert poses[0] == start
    assert poses[-1] == goal
    for pose in poses:
        for foot in (pose.near_foot, pose.far_foot):
            assert foot.imag > height(foot.real) - 0.02 * pose.height
    assert {(pose.near_foot, pose.far_foot) for pose in poses[:18]} == {(start.near_foot, start.far_foot)}
    assert {(pose.near_foot, pose.far_foot) for pose in poses[81:]} == {(goal.near_foot, goal.far_foot)}
    assert poses[50].hip.imag > max(start.hip.imag, goal.hip.imag) + 0.4 * start.height


@on_grounds
@facings
def test_bones_and_stick_keep_their_length_in_every_pose(ground: Ground, facing: int) -> None:
    for pose in all_poses(ground, facing):
        body, unit = skeleton(pose), pose.height / 100
        for k in (0, 1):
            assert abs(body.knees[k] - body.hips[k]) == pytest.approx(unit * THIGH, rel=1e-9)
            assert abs(body.ankles[k] - body.knees[k]) == pytest.approx(unit * SHIN, rel=1e-9)
            assert abs(body.elbows[k] - body.shoulder) == pytest.approx(unit * UPPER_ARM, rel=1e-9)
            assert abs(body.hands[k] - body.elbows[k]) == pytest.approx(unit * FOREARM, rel=1e-9)
        assert abs(body.hands[0] - pose.stick_tip) <= unit * STICK


@on_grounds
@facings
def test_knees_bend_forward_and_elbows_back(ground: Ground, facing: int) -> None:
    for pose in all_poses(ground, facing):
        body = skeleton(pose)
        for k in (0, 1):
            leg, thigh = body.ankles[k] - body.hips[k], body.knees[k] - body.hips[k]
            arm, upper = body.hands[k] - body.shoulder, body.elbows[k] - body.shoulder
            assert pose.facing * (leg.conjugate() * thigh).imag >= 0
            assert pose.facing * (arm.conjugate() * upper).imag <= 0


@facings
def test_the_body_leans_to_the_hill_more_when_it_climbs(facing: int) -> None:
    level, up, down = (stand(*straight(facing * g), 0.0, facing).lean for g in (0.0, 1.0, -1.0))
    assert down < 0 < level < up
    assert abs(up) > abs(down)


def test_the_hiker_who_faces_left_is_the_mirror_image() -> None:
    left, right = Hiker(facing=-1), Hiker(facing=1)
    assert np.allclose(points(left), points(right) * (-1, 1, 1), atol=1e-12)
    left.set_pose(walk(waves, wave_slope, 2.0, 0.0, 0.3))
    right.set_pose(walk(lambda x: waves(-x), lambda x: -wave_slope(-x), -2.0, 0.0, 0.3))
    assert np.allclose(points(left), points(right) * (-1, 1, 1), atol=1e-12)


def test_the_hiker_is_as_tall_as_asked() -> None:
    for height in (0.8, 1.6, 3.0):
        hiker = Hiker(height)
        drawn = points(hiker)
        assert drawn[:, 1].max() - hiker.soles[0].imag == pytest.approx(height, rel=0.01)


def test_a_pose_draws_the_same_points_whatever_came_before() -> None:
    pose = walk(waves, wave_slope, -1.0, 1.0, 0.37, flutter=0.2)
    assert pose == walk(waves, wave_slope, -1.0, 1.0, 0.37, flutter=0.2)
    fresh, used = Hiker(), Hiker()
    fresh.set_pose(pose)
    for u in (0.1, 0.9):
        used.set_pose(probe(waves, wave_slope, 0.0, -1, u))
    used.set_pose(pose)
    assert np.array_equal(points(fresh), points(used))
    assert used.pose == pose


def test_set_pose_keeps_every_part_and_its_number_of_points() -> None:
    hiker = Hiker()
    family, sizes = hiker.get_family(), [len(part.points) for part in hiker.submobjects]
    assert min(sizes) > 0
    hiker.set_pose(walk(waves, wave_slope, -1.0, 1.0, 0.6))
    assert all(now is then for now, then in zip(hiker.get_family(), family, strict=True))
    assert [len(part.points) for part in hiker.submobjects] == sizes


def test_a_copy_moves_alone() -> None:
    hiker = Hiker()
    twin = hiker.copy()
    before = points(hiker).copy()
    twin.set_pose(stand(*straight(1.0), 2.0, -1))
    assert np.array_equal(points(hiker), before)
    assert twin.soles[0] == pytest.approx(twin.pose.near_foot, abs=1e-12)


def test_a_pose_for_another_height_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Hiker(2.0).set_pose(replace(Hiker(1.6).pose, lean=0.1))


def test_set_pose_takes_less_than_a_millisecond_and_a_half() -> None:
    hiker = Hiker()
    pose = walk(waves, wave_slope, -1.0, 1.0, 0.6)
    assert min(timeit.repeat(lambda: hiker.set_pose(pose), number=20, repeat=10)) / 20 < 1.5e-3
