"""Basins are counted as single runs tell; a border of large steps' basins is no line at any scale."""

import numpy as np
import pytest

from gd_math.accounts.attraction import Attraction, Census, borders_of, grid_of, holding_radius
from gd_math.accounts.basin_study import LINE, BasinStudy
from gd_math.formula.parsing import parse_land
from gd_math.functions.classics import Himmelblau
from gd_math.runs.descent import descend
from gd_math.runs.march import GONE, UNDER_WAY
from gd_math.runs.optimizers import GradientDescent

LAND = Himmelblau()
REGION = ((-9.5, 9.5), (-7.25, 7.25))
SIDE = 40


@pytest.fixture(scope="module")
def study():
    return BasinStudy.of(LAND, REGION, (None, None), SIDE, 6)


@pytest.mark.parametrize(("rate", "radius"), [(0.1, 0.5), (0.66, 0.5), (0.67, 0.0), (2.0, 0.0)])
def test_a_bowl_holds_its_runs_up_to_two_over_its_largest_curvature(rate, radius):
    bowl = parse_land("x^2/2 + 1.5y^2")
    assert holding_radius(lambda x: x - rate * bowl.gradient(x), np.zeros(2), 0.5) == radius


def test_who_is_held_never_leaves():
    attraction = Attraction.of(LAND, LAND.minima, REGION, 0.0145)
    rng = np.random.default_rng(2)
    for place, radius in zip(LAND.minima, attraction.radii, strict=True):
        assert radius > 0.0
        angles = rng.uniform(0.0, 2.0 * np.pi, 200)
        rim = place + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        run = descend(LAND, rim, GradientDescent(0.0145), 300)
        assert (np.linalg.norm(run.points - place, axis=-1) <= radius * (1 + 1e-12)).all()
        assert np.linalg.norm(run.points[-1] - place, axis=-1) == pytest.approx(0.0, abs=1e-6)


def test_shares_are_those_of_the_single_runs(study):
    starts = grid_of(REGION, SIDE, SIDE).reshape(-1, 2)
    points = descend(LAND, starts, GradientDescent(0.002), 500).points
    nearest = np.linalg.norm(points[-1][:, None] - study.minima, axis=-1).argmin(axis=1)
    told = [(nearest == k).mean() for k in range(4)]
    assert [study.small.share(k) for k in range(4)] == pytest.approx(told, abs=1.5 / len(starts))
    assert study.small.under_way == 0.0 == study.small.gone[-1]
    early = np.linalg.norm(points[: 30 + 1, :, None] - study.minima, axis=-1) <= study.attraction(0.002).radii
    assert study.small.by_step[:, 30].sum() == pytest.approx(early.any(axis=(0, 2)).sum(), abs=1)


def test_usual_rates_are_shares_of_what_the_sharpest_minimum_bears(study):
    sharpest = max(np.linalg.eigvalsh(LAND.curvature(place)).max() for place in LAND.minima)
    assert study.limit == pytest.approx(2.0 / sharpest)
    assert study.rates == (0.002, 0.0145)
    assert 0.9 * study.limit < study.rates[1] < study.limit


def test_every_start_is_counted_once(study):
    for census in (study.small, study.large, study.newton):
        assert census.by_step[:, -1].sum() + census.gone[-1] + (census.homes == UNDER_WAY).sum() == SIDE**2
        assert (np.diff(census.by_step) >= 0).all()
        assert [(census.homes == k).sum() for k in range(len(census.by_step))] == census.by_step[
            :, -1
        ].tolist()


def test_minima_come_from_left_to_right_with_their_counts(study):
    assert (np.diff(study.minima[:, 0]) > 0).all()
    again = Census.of(study.attraction(0.002), REGION, SIDE)
    assert (again.homes == study.small.homes).all()
    assert (again.by_step == study.small.by_step).all()


def test_newton_arrives_at_all_kinds_of_places_without_slope(study):
    assert np.abs(LAND.gradient(study.stationary)).max() < 1e-6
    assert (study.newton.by_step[:, -1] > 0).all()
    assert len(study.stationary) == 9
    start = np.array([-4.0, -3.0])
    assert study.attraction(None).arrivals(start[None]).homes[0] == 0


def test_border_is_a_tangle_at_every_power_of_ten(study):
    focus = study.focus()
    assert min(study.tangled(focus)) > LINE
    for k in (1.0, 100.0):
        view = study.view(focus, k)
        assert np.ptp(view, axis=1) * k == pytest.approx(np.ptp(REGION, axis=1))
        places = (focus - np.min(view, axis=1)) / np.ptp(view, axis=1)
        assert places == pytest.approx((focus - np.min(REGION, axis=1)) / np.ptp(REGION, axis=1))


def test_straight_border_is_a_line():
    waves = BasinStudy.of(parse_land("sin(x) + cos(y)"), ((-4.0, 4.0), (-4.0, 4.0)), (None, None), SIDE, 6)
    assert waves.moved == 0.0
    assert min(waves.tangled(waves.focus())) < LINE


def test_far_away_is_gone():
    attraction = Attraction.of(LAND, LAND.minima, REGION, 0.0145)
    assert attraction.arrivals(np.array([[9.4, 0.0], [3.0, 2.0]])).homes.tolist() == [GONE, 0]


def test_borders_are_where_neighbours_differ():
    homes = np.array([[0, 0, 1], [0, 0, 1], [2, 2, 2]])
    assert borders_of(homes).tolist() == [[False, True, False], [True, True, True], [False, False, False]]


def test_cells_have_their_middles_with_the_upper_row_first():
    assert grid_of(((0.0, 4.0), (0.0, 2.0)), 4, 2)[:, :, 1].tolist() == [[1.5] * 4, [0.5] * 4]
    assert grid_of(((0.0, 4.0), (0.0, 2.0)), 4, 2)[0, :, 0].tolist() == [0.5, 1.5, 2.5, 3.5]
