"""The stage of a descent on hills shows the computed runs, in three dimensions and on the map."""

import numpy as np
import pytest

from gd_math.accounts.land_runs import LandRuns
from gd_math.functions.hills import SineHills
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import GradientDescent
from gd_studio.engine.stage import settings_of
from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.cast.land.ground_tracks import JOINED
from scenes.parts.hill_descent.stage import HillStage

HILLS = SineHills.seeded(31)


@pytest.fixture(scope="module")
def run():
    places = np.random.default_rng(55).uniform(-4.2, 4.2, (12, 2))
    return descend(HILLS, places, GradientDescent(0.25), 30)


@pytest.fixture(scope="module")
def stage(run, tmp_path_factory):
    """The stage of the default lesson at 540 lines, everything dropped and grown."""
    folder = str(tmp_path_factory.mktemp("stage"))
    with settings_of({"pixel_width": 960, "pixel_height": 540, "media_dir": folder, "verbosity": "ERROR"}):
        return HillStage(Look(), Layout.of_frame(), LandRuns(HILLS, run, HILLS.domain), 60.0)


def at(stage, time, azimuth=20.0, dropped=1.0):
    stage.walk.clock.set_value(time)
    stage.terrain.azimuth.set_value(azimuth)
    stage.terrain.shot.set_value(0.0)
    stage.walk.dropped.set_value(dropped)
    for tracker in (stage.pointed, stage.scaled, stage.parted):
        tracker.set_value(1.0)
    stage.terrain.update()
    for view in (stage.hikers, stage.above, stage.arrows, stage.scale, *stage.ridges):
        view.update()
    return stage


def places_of(view):
    """Return the places of all walkers, seen or hidden, sorted."""
    everyone = np.concatenate([view.dots.places, view.faint_dots.places])
    return everyone[np.lexsort(everyone.T)]


def in_order(points):
    return points[np.lexsort(points.T)]


def ground(points):
    return np.column_stack([points, HILLS.value(points)])


@pytest.mark.parametrize("step", [0, 1, 2, 7, 30])
def test_walkers_stand_on_the_computed_points_in_both_views(stage, run, step):
    at(stage, step, azimuth=-10.0 + 2 * step)
    assert np.allclose(places_of(stage.hikers), in_order(stage.terrain.project(ground(run.points[step]))))
    assert np.allclose(places_of(stage.above), in_order(stage.map.points_at(*run.points[step].T)))


@pytest.mark.parametrize("time", [0.3, 1.5, 12.75])
def test_between_two_points_walkers_are_on_the_surface_above_the_chord(stage, run, time):
    at(stage, time)
    k, share = int(time), time % 1
    between = run.points[k] + share * (run.points[k + 1] - run.points[k])
    assert np.allclose(places_of(stage.hikers), in_order(stage.terrain.project(ground(between))))
    assert np.allclose(in_order(stage.map.read(places_of(stage.above))), in_order(between), atol=1e-9)


def test_rings_mark_the_starts(stage, run):
    at(stage, 0.0)
    rings = np.concatenate([stage.hikers.rings.places, stage.hikers.faint_rings.places])
    assert np.allclose(in_order(rings), in_order(stage.terrain.project(ground(run.points[0]))))
    assert np.allclose(in_order(stage.map.read(stage.above.rings.places)), in_order(run.points[0]))


def test_ways_pass_through_the_computed_points_and_lie_on_the_surface(stage, run):
    assert np.allclose(stage.walk.tracks.ground[:, 2], HILLS.value(stage.walk.tracks.ground[:, :2]))
    at(stage, 30.0)
    corners = stage.map.read(stage.above.ways.points)
    for walker in range(12):
        for step in range(30):
            point = run.points[step, walker]
            away = np.linalg.norm(corners - point, axis=1).min()
            assert away < 5 * JOINED + 1e-9, "only tiny steps are joined"
            if np.linalg.norm(run.steps[step, walker]) > 0.1:
                assert np.linalg.norm(corners - run.points[step + 1, walker], axis=1).min() < 1e-9


def test_a_way_ends_at_its_walker(stage):
    at(stage, 3.6)
    ends = stage.above.ways.points.reshape(-1, 4, 3)[:, 3]
    for place in stage.above.dots.places:
        assert np.abs(ends - place).max(axis=1).min() < 1e-9


def test_what_a_hill_hides_is_faint_and_the_rest_is_not(stage, run):
    hidden = 0
    for azimuth in (-10.0, 20.0, 50.0):
        at(stage, 30.0, azimuth)
        seen = stage.terrain.visible(ground(run.points[30]))
        assert len(stage.hikers.dots.places) == seen.sum()
        assert len(stage.hikers.faint_dots.places) == (~seen).sum()
        hidden += (~seen).sum()
    assert hidden > 0


def clearance(terrain, point):
    """Return how far the sight to data ``(3,)`` passes above the surface, in the block's units."""
    eye, place = terrain.camera_now.eye, terrain.land.place(point)
    way = terrain.land.data(np.linspace(0.3, 0.985, 4000)[:, None] * (place - eye) + eye)
    over = way[terrain.land.contains(way[:, :2])]
    above = (over[:, 2] - HILLS.value(over[:, :2])) * terrain.land.rise_per_height
    return float(above.min(initial=np.inf))


@pytest.mark.parametrize("azimuth", [-10.0, 50.0])
def test_the_depth_buffer_hides_what_the_hills_hide(stage, azimuth):
    """Where the sight passes the hills by less than a hundredth of the land's half width, either is right."""
    at(stage, 30.0, azimuth)
    points = ground(np.random.default_rng(3).uniform(-4.9, 4.9, (300, 2)))
    clear = np.array([clearance(stage.terrain, point) for point in points])
    seen, in_sight = stage.terrain.visible(points), stage.terrain.in_sight(points)
    assert (clear > 0.01).sum() > 100
    assert (clear < -0.01).sum() > 10
    assert seen[clear > 0.01].all()
    assert in_sight[clear > 0.01].all()
    assert not seen[clear < -0.01].any()
    assert not in_sight[clear < -0.01].any()


def test_the_gradient_touches_the_surface_uphill_and_the_step_ends_on_the_next_point(stage, run):
    walker = stage.chosen
    foot, uphill, ahead = stage.arrows.foot, stage.arrows.uphill, stage.arrows.ahead
    gradient = HILLS.gradient(run.points[0, walker])
    assert np.allclose(foot, ground(run.points[0, walker][None])[0])
    assert np.allclose(ahead, ground(run.points[1, walker][None])[0])
    assert np.allclose(ahead[:2] - foot[:2], -0.25 * gradient)
    along = (uphill - foot)[:2]
    assert along @ gradient == pytest.approx(np.linalg.norm(along) * np.linalg.norm(gradient))
    assert (uphill - foot)[2] == pytest.approx(along @ gradient), "the arrow rises as the tangent plane does"
    at(stage, 0.0)
    assert np.hypot(*along) == pytest.approx(stage.arrows.factor * np.linalg.norm(gradient))
    assert np.allclose(stage.arrows.gradient.tip, stage.terrain.project(uphill))
    assert np.allclose(stage.arrows.step.tip, stage.terrain.project(ahead))


def test_a_copy_of_the_gradient_turns_round_and_becomes_the_step(stage):
    arrows = stage.arrows
    assert np.allclose(arrows.turned(0.0), arrows.uphill)
    assert np.allclose(arrows.turned(1.0), arrows.ahead)
    half = (arrows.turned(0.5) - arrows.foot)[:2]
    lengths = [np.hypot(*(tip - arrows.foot)[:2]) for tip in (arrows.uphill, arrows.ahead)]
    assert half @ (arrows.uphill - arrows.foot)[:2] == pytest.approx(0.0, abs=1e-9)
    assert np.hypot(*half) == pytest.approx(np.mean(lengths))


def test_from_close_by_one_walker_is_in_the_middle_and_the_others_are_context(stage, run):
    at(stage, 0.0, azimuth=stage.terrain.turned(0.35))
    terrain, walk = stage.terrain, stage.walk
    start = ground(run.points[0])[stage.chosen]
    terrain.shot.set_value(stage.close)
    walk.dimmed.set_value(1.0)
    for view in (stage.hikers, stage.scale):
        view.update()
    assert terrain.nearness > 2.0
    assert np.abs(terrain.project(start) - terrain.box.centre)[:2].max() < 1.5
    assert np.allclose(stage.hikers.dots.places, terrain.project(start))
    assert stage.hikers.other_dots.get_fill_opacity() == pytest.approx(0.4)
    others = np.concatenate([stage.hikers.other_dots.places, stage.hikers.faint_dots.places])
    assert 0 < len(others) < 11
    assert terrain.shows(others).all()
    assert stage.scale.number.text == f"{start[2]:.2f}".replace("-", "−")
    walk.dimmed.set_value(0.0)
    assert at(stage, 0.0).hikers.other_dots.places.size == 0


def test_a_shot_on_its_way_grows_by_equal_factors(stage):
    at(stage, 0.0)
    terrain, scales = stage.terrain, []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        terrain.shot.set_value(stage.close - 1 + share)
        scales.append(terrain.camera_now.scale)
    assert np.diff(np.log(scales)) == pytest.approx(np.full(4, np.log(scales[-1] / scales[0]) / 4))
    terrain.shot.set_value(stage.beside)
    box = stage.panels()[0]
    for share in (0.35, 1.0):
        terrain.azimuth.set_value(terrain.turned(share))
        edge = terrain.project(terrain.land.data(terrain.block.vertices))
        assert edge[:, 0].min() >= box.left - 1e-6 and edge[:, 0].max() <= box.right + 1e-6


def test_everybody_stands_beside_the_scale_as_high_as_on_land(stage, run):
    scale = at(stage, 7.0).scale
    low, high = stage.land.lowest, stage.land.highest
    shares = (scale.dots.places[:, 1] - scale.bottom) / (scale.top - scale.bottom)
    assert np.allclose(low + shares * (high - low), HILLS.value(run.points[7]))
    for line, number in zip(scale.numbers[::2], scale.numbers[1::2], strict=True):
        assert line.get_end()[1] == pytest.approx(scale.rise(float(number.text.replace("−", "-"))))


def test_walkers_fall_straight_onto_their_starts(stage, run):
    at(stage, 0.0, dropped=0.5)
    starts = stage.terrain.project(ground(run.points[0]))
    falling = np.concatenate([stage.hikers.dots.places, stage.hikers.faint_dots.places])
    assert 0 < len(falling) < 12
    for place in falling:
        over = starts[np.abs(starts - place)[:, 0].argmin()]
        assert abs(over[0] - place[0]) < 0.1
        assert place[1] >= over[1] - 1e-9
    assert 0 < len(stage.above.rings.places) < 12
    assert len(places_of(at(stage, 0.0, dropped=0.0).hikers)) == 0


def test_every_walker_ends_in_the_valley_its_slope_leads_to(stage):
    runs = stage.runs
    starts = runs.run.points[0]
    assert (runs.told.homes(runs.valleys) == runs.sheds.leads_to(starts)).all()
    assert runs.sheds.strayed(runs.told) == 0
