"""Trained networks: polynomials in place of losses, valleys by how deep they are, paths on their planes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gd_math.data.penguins import chinstraps
from gd_math.functions.classics import Rosenbrock
from gd_math.functions.quadratic import Quadratic
from gd_math.functions.sampled import Sampled
from gd_math.networks.training import Trained
from gd_math.shape.land_valleys import depths, valley_cells


@pytest.fixture(scope="module")
def small() -> Trained:
    return Trained.train(chinstraps(), (5,), 0.5, 60, 2)


def test_polynomials_are_found_again_with_all_their_derivatives() -> None:
    exact = Rosenbrock()
    found = Sampled(exact, degree=5)
    places = np.random.default_rng(0).uniform([-2, -1], [2, 3], (3, 4, 2))
    np.testing.assert_allclose(found.value(places), exact.value(places), rtol=1e-9, atol=1e-8)
    np.testing.assert_allclose(found.gradient(places), exact.gradient(places), rtol=1e-9, atol=1e-8)
    np.testing.assert_allclose(found.curvature(places), exact.curvature(places), rtol=1e-9, atol=1e-7)
    assert np.isnan(found.value([2.1, 0.0])) and np.isfinite(found.value([2.0, 3.0]))
    assert np.array_equal(found.minima, exact.minima) and found.formula == exact.formula


def test_a_land_needs_two_variables() -> None:
    with pytest.raises(ValueError, match="two variables, not 3"):
        Sampled(Quadratic(np.eye(3)))


def test_loss_on_the_plane_is_that_of_backpropagation(small: Trained) -> None:
    places = np.random.default_rng(1).uniform(-1, 1, (40, 2))
    exact = small.network.value(small.plane.at(*places.T))
    assert np.abs(small.loss.value(places) - exact).max() < 2e-3 * np.ptp(exact)
    slopes = small.loss.objective.gradient(places)
    assert np.abs(small.loss.gradient(places) - slopes).max() < 0.02 * np.abs(slopes).max()


@given(st.integers(0, 10**6), st.integers(3, 9), st.integers(3, 9))
def test_depths_are_those_of_water_that_rises(seed: int, rows: int, columns: int) -> None:
    """By hand: the lowest level at which a flood from a minimum reaches a lower place."""
    ground = np.random.default_rng(seed).permutation(rows * columns).reshape(rows, columns).astype(float)
    found = depths(ground)
    for place in np.argwhere(found > 0):
        row, column = place
        level = ground[row, column] + found[row, column]
        lower = [flood(ground, (row, column), at).min() < ground[row, column] for at in (level - 1, level)]
        if ground[row, column]:
            assert lower == [False, True]
        else:
            assert found[row, column] == rows * columns - 1
    cells = valley_cells(ground, 0.0)
    for row, column in np.argwhere(np.ones((rows - 2, columns - 2))) + 1:
        near = ground[row - 1 : row + 2, column - 1 : column + 2]
        assert (near.min() == ground[row, column]) == ([row, column] in cells.tolist())


def flood(ground: np.ndarray, place: tuple[int, int], level: float) -> np.ndarray:
    """Return the heights of all cells that water from a place reaches at a level."""
    reached, todo = {place}, [place]
    while todo:
        row, column = todo.pop()
        for r, c in np.ndindex(ground.shape):
            if max(abs(r - row), abs(c - column)) == 1 and ground[r, c] <= level and (r, c) not in reached:
                reached.add((r, c))
                todo.append((r, c))
    return np.array([ground[one] for one in reached])


def test_shallow_valleys_and_edges_do_not_count() -> None:
    ground = np.array([[9, 9, 9, 9, 9, 0], [9, 1, 4, 3, 9, 9], [9, 9, 9, 9, 9, 9.0]])
    assert valley_cells(ground, 0.5).tolist() == [[1, 1], [1, 3]]
    assert valley_cells(ground, 1.5).tolist() == [[1, 1]]


def test_path_on_its_plane_ends_at_the_trained_weights(small: Trained) -> None:
    assert np.array_equal(small.path.points[-1], [0.0, 0.0])
    assert small.path.values is small.run.values
    there = small.path_plane.at(*small.path.points.T)
    apart = np.linalg.norm(there - small.run.points, axis=1)
    assert apart.max() < 0.3 * np.linalg.norm(small.run.points[0] - small.end)
    low, high = np.transpose(small.path_ranges)
    assert ((small.path.points > low) & (small.path.points < high)).all()
    assert small.path_loss.value([0.0, 0.0]) == pytest.approx(small.run.values[-1], abs=1e-3)
    assert small.moments[0] == 0 and small.moments[-1] == 1 and (np.diff(small.moments) > 0).all()


def test_training_is_that_of_gradient_descent_from_its_seed(small: Trained) -> None:
    theta = small.network.initial(2)
    for k in range(5):
        np.testing.assert_allclose(small.run.points[k], theta, rtol=1e-12, atol=1e-15)
        theta = theta - 0.5 * small.network.gradient(theta)
    assert small.hidden == (5,)
