"""The height field paints what analytic geometry says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.functions.hills import SineHills
from scenes.base.look import Look
from scenes.cast.land.block import Land, sky_share
from scenes.cast.land.height_colours import height_colours, srgb
from scenes.cast.land.height_field import HeightField, Paint
from scenes.cast.land.orbit import OrbitCamera
from scenes.cast.land.rasterising import SHADES

GREYS = np.repeat(np.linspace(0, 255, SHADES, dtype=np.float32)[:, None], 3, axis=1)


def paint(levels=(), width=2.0, opacity=1.0):
    return Paint(GREYS, 0.0, 1.0, np.array(levels, dtype=float), (255.0, 0.0, 0.0), opacity, width)


def grid(columns, rows, across, down):
    """Return corners (x, y, distance 1) over a rectangle of pixels, and its faces."""
    x, y = np.meshgrid(np.linspace(*across, columns), np.linspace(*down, rows))
    corners = np.stack([x, y, np.ones_like(x)], axis=-1).reshape(-1, 3)
    a = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).reshape(-1)
    b, c, d = a + 1, a + columns + 1, a + columns
    return corners, np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)]).astype(np.int32)


def show(corners, faces, heights=0.5, lights=1.0, size=(40, 30), what=None):
    field = HeightField(*size)
    count = len(corners)
    heights, lights = (np.broadcast_to(v, count).astype(float).copy() for v in (heights, lights))
    field.paint(corners, heights, lights, faces, what or paint())
    return field


def sample_centres(field):
    rows, columns = field.nearness.shape
    return np.meshgrid((np.arange(columns) + 0.5) / 2, (np.arange(rows) + 0.5) / 2)


def test_a_tilted_plane_has_the_exact_distance_everywhere():
    corners, faces = grid(2, 2, (-5, 45), (-5, 35))
    corners[:, 2] = 1.0 / (0.5 + 0.004 * corners[:, 0] - 0.006 * corners[:, 1])
    field = show(corners, faces)
    x, y = sample_centres(field)
    assert np.allclose(field.nearness, 0.5 + 0.004 * x - 0.006 * y, rtol=1e-6)


def test_height_is_interpolated_in_space_and_not_on_screen():
    """A plane from distance 1 to 3 has its middle where 1/d = 2/3 of the way, not half."""
    corners, faces = grid(2, 2, (0, 40), (0, 30))
    far = corners[:, 0] == 40
    corners[far, 2] = 3.0
    field = show(corners, faces, heights=far.astype(float))
    x = (np.arange(40) + 0.5) / 40
    inverse = 1 - x * 2 / 3
    expected = 255 * (1 / inverse - 1) / 2
    assert np.abs(field.pixels[15, :, 0] - expected).max() <= 1.0


@pytest.mark.parametrize("light", [0.0, 0.25, 0.5, 1.0])
def test_light_scales_the_colour_exactly(light):
    field = show(*grid(3, 3, (-1, 41), (-1, 31)), heights=1.0, lights=light)
    assert (field.pixels == [*([round(255 * light)] * 3), 255]).all()


def test_more_light_than_one_goes_towards_white():
    field = show(*grid(3, 3, (-1, 41), (-1, 31)), heights=0.0, lights=1.5)
    assert (field.pixels[..., :3] == 128).all()


def test_a_cap_of_a_sphere_has_a_round_silhouette_of_the_right_area():
    corners, faces = grid(160, 160, (-1.2, 1.2), (-1.2, 1.2))
    radius, middle = 40.0, np.array([50.3, 49.6])
    rim = np.hypot(corners[:, 0], corners[:, 1])
    corners[:, :2] *= np.minimum(1.0, 1.0 / np.maximum(rim, 1e-9))[:, None]
    up = np.sqrt(np.maximum(0.0, 1 - (corners[:, :2] ** 2).sum(axis=1)))
    placed = np.column_stack([middle + radius * corners[:, :2], 10 - up])
    field = show(placed, faces, size=(100, 100))
    opacity = field.pixels[..., 3] / 255
    y, x = np.mgrid[0:100, 0:100] + 0.5
    away = np.hypot(x - middle[0], y - middle[1])
    assert (opacity[away < radius - 1] == 1).all()
    assert (opacity[away > radius + 1] == 0).all()
    assert opacity.sum() == pytest.approx(np.pi * radius**2, rel=0.003)
    partly = (opacity > 0) & (opacity < 1)
    assert partly.sum() > 100, "the edge is smooth"


def test_neighbouring_triangles_leave_no_gap():
    corners, faces = grid(23, 17, (-3.3, 43.7), (-2.1, 33.9))
    corners[:, :2] += np.random.default_rng(1).uniform(-0.4, 0.4, (len(corners), 2))
    assert (show(corners, faces).pixels[..., 3] == 255).all()


@pytest.mark.parametrize("order", [1, -1])
def test_the_nearer_surface_wins_in_any_order(order):
    near, faces = grid(2, 2, (-1, 41), (-1, 31))
    far = near * [1, 1, 2]
    both = np.concatenate([faces, faces + 4])[::order]
    field = show(np.concatenate([near, far]), both, heights=np.repeat([1.0, 0.0], 4))
    assert (field.pixels[..., 0] == 255).all()


def test_what_turns_its_back_is_not_painted():
    corners, faces = grid(2, 2, (0, 40), (0, 30))
    assert not show(corners, np.ascontiguousarray(faces[:, ::-1])).pixels.any()


def test_holes_in_the_land_stay_open():
    corners, faces = grid(5, 5, (0, 40), (0, 30))
    corners[12, 2] = np.nan
    field = show(corners, faces)
    assert (field.pixels[14:16, 18:22, 3] == 0).all()
    assert (field.pixels[1:5, 1:5, 3] == 255).all()


@pytest.mark.parametrize("width", [1.0, 2.0, 3.5])
@pytest.mark.parametrize("slope", [0.004, 0.02])
def test_a_contour_line_has_its_width_whatever_the_slope(width, slope):
    corners, faces = grid(2, 2, (-1, 41), (-1, 31))
    field = show(
        corners, faces, heights=0.4 + slope * (corners[:, 0] - 19.7), what=paint([0.4], width, opacity=1.0)
    )
    red = field.pixels[15, :, 0].astype(float)
    ground = field.pixels[15, :, 1].astype(float)
    covered = (red - ground) / 255
    assert covered.sum() == pytest.approx(width, abs=0.06)
    assert (covered * (np.arange(40) + 0.5)).sum() / covered.sum() == pytest.approx(19.7, abs=0.05)


def test_there_are_no_contour_lines_along_silhouettes():
    near, faces = grid(2, 2, (-1, 20), (-1, 31))
    far, _ = grid(2, 2, (-1, 41), (-1, 31))
    corners = np.concatenate([near, far * [1, 1, 2]])
    field = show(corners, np.concatenate([faces, faces + 4]), np.repeat([0.9, 0.1], 4), what=paint([0.5]))
    assert (field.pixels[..., 0] == field.pixels[..., 1]).all()


def ridge():
    """Return a field with a wall from x = 0 to 20 at distance 1, land at distance 3 everywhere."""
    near, faces = grid(2, 2, (0, 20), (0, 30))
    far, _ = grid(2, 2, (-1, 41), (-1, 31))
    return show(np.concatenate([near, far * [1, 1, 3]]), np.concatenate([faces, faces + 4]))


def test_points_behind_a_ridge_are_hidden_and_others_are_not():
    points = np.array(
        [(10, 15, 2.0), (10, 15, 3.0), (10, 15, 0.9), (30, 15, 2.0), (10, 15, 1.0), (30, 15, 3.0)]
    )
    assert ridge().visible(points).tolist() == [False, False, True, True, True, True]


def test_points_outside_the_picture_are_visible_and_those_that_are_nowhere_are_not():
    points = np.array([(-100, 15, 9.0), (10, 900, 9.0), (np.nan, 0, 1.0), (np.inf, 0, 1.0)])
    assert ridge().visible(points).tolist() == [True, True, False, False]


def hills(field, azimuth):
    land = Land(SineHills(), (-5, 5), (-5, 5))
    block = land.block()
    seen = OrbitCamera(azimuth, scale=400.0, middle=(60.0, 45.0)).see(block.vertices)
    what = Paint(
        height_colours(Look()), land.lowest, land.highest, np.arange(-2, 2, 0.3), (255, 255, 255), 0.4, 1
    )
    return field.paint(seen, block.heights, block.lights, block.faces, what).tobytes()


def test_the_same_view_is_the_same_bytes_also_after_another_one():
    field = HeightField(120, 90)
    first = hills(field, 20.0)
    assert hills(field, 70.0) != first
    assert hills(field, 20.0) == first
    assert hills(HeightField(120, 90), 20.0) == first


number = st.floats(-1.5, 1.5)


@given(st.tuples(number, number, number), st.floats(-360, 360), st.floats(0, 80))
def test_the_camera_finds_what_it_sees(point, azimuth, elevation):
    camera = OrbitCamera(azimuth, elevation, 5.0, (0.1, -0.2, 0.3), 3.0, (0.5, -0.7))
    assert camera.find(camera.see(point)) == pytest.approx(np.array(point), abs=1e-9)


def test_the_camera_sees_its_target_in_the_middle_and_up_is_up():
    camera = OrbitCamera(30.0, 40.0, 5.0, (0.1, -0.2, 0.3), 3.0, (0.5, -0.7))
    assert camera.see((0.1, -0.2, 0.3)) == pytest.approx([0.5, -0.7, 5.0])
    assert camera.see((0.1, -0.2, 0.4))[1] > -0.7
    assert np.allclose(camera.axes @ camera.axes.T, np.eye(3))
    from_front = OrbitCamera(0.0, 0.0, 5.0)
    assert from_front.see((1.0, 0.0, 0.0)) == pytest.approx([0.2, 0.0, 5.0])
    assert from_front.eye == pytest.approx([0.0, -5.0, 0.0])


def test_land_and_block_are_each_others_inverse():
    land = Land(SineHills(), (-5, 5), (-2, 3))
    data = np.random.default_rng(0).uniform(-2, 2, (50, 3))
    assert np.allclose(land.data(land.place(data)), data)
    ground = land.on_ground(data[:, :2])
    assert np.allclose(ground[:, 2], SineHills().value(data[:, :2]))


def test_the_block_carries_the_surface_and_stands_on_its_walls():
    land = Land(SineHills(), (-5, 5), (-5, 5))
    block = land.block()
    surface = land.data(block.vertices[: land.heights.size])
    assert np.allclose(surface[:, 2], SineHills().value(surface[:, :2]))
    a, b, c = (block.vertices[block.faces[:, k]] for k in range(3))
    outwards = np.cross(c - a, b - a)
    own = block.normals[block.faces].mean(axis=1)
    assert (np.einsum("ij,ij->i", outwards, own) >= -1e-12).all(), "every face looks outwards"
    assert block.vertices[:, 2].min() == 0.0


def test_a_pit_sees_less_of_the_sky_than_the_plain_around_it():
    heights = np.zeros((41, 41))
    heights[18:23, 18:23] = -0.5
    sky = sky_share(heights, 0.05)
    assert sky[20, 20] < 0.4
    assert sky[0, 0] == 1.0


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_equal_steps_of_height_are_equal_steps_of_lightness(theme):
    colours = height_colours(Look(theme=theme)) / 255
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    cones = (
        np.linalg.inv(
            [
                [4.0767416621, -3.3077115913, 0.2309699292],
                [-1.2684380046, 2.6097574011, -0.3413193965],
                [-0.0041960863, -0.7034186147, 1.7076147010],
            ]
        )
        @ linear.T
    )
    lightness = np.array([0.2104542553, 0.7936177850, -0.0040720468]) @ np.cbrt(cones)
    steps = np.diff(lightness)
    assert steps.min() > 0
    assert steps.max() / steps.min() < 1.15


def test_grey_has_no_hue():
    assert np.ptp(srgb(np.array([0.5]), np.array([0.0]), np.array([90.0]))) < 1e-6
