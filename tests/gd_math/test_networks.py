"""Networks: gradients against differences and closed cases, training, planes as they were published."""

import numpy as np
import pytest

from gd_math.data.penguins import chinstraps
from gd_math.networks.perceptron import Perceptron
from gd_math.networks.plane_loss import PlaneLoss
from gd_math.networks.planes import filter_normalised, principal
from gd_math.runs.descent import descend
from gd_math.runs.optimizers import Adam, GradientDescent
from gd_math.runs.trajectory import Trajectory

BIRDS = chinstraps()


def network(*hidden: int, decay: float = 0.0) -> Perceptron:
    return Perceptron(BIRDS.standardised, BIRDS.labels, hidden, decay)


@pytest.fixture(scope="module")
def trained() -> tuple[Perceptron, Trajectory]:
    one = network(8, 8, decay=1e-3)
    return one, descend(one, one.initial(1), Adam(0.02), 400)


@pytest.mark.parametrize("hidden", [(), (1,), (5,), (8, 8), (3, 4, 2)])
@pytest.mark.parametrize("decay", [0.0, 0.01])
def test_gradient_is_that_of_differences(hidden: tuple[int, ...], decay: float) -> None:
    one = network(*hidden, decay=decay)
    place = one.initial(3) + np.random.default_rng(4).normal(0, 0.3, one.dimension)
    step = 1e-5 * np.eye(one.dimension)
    differences = (one.value(place + step) - one.value(place - step)) / 2e-5
    np.testing.assert_allclose(one.gradient(place), differences, rtol=1e-6, atol=1e-9)


def test_hessian_is_that_of_differences_and_symmetric() -> None:
    one = network(4, 3, decay=0.01)
    place = one.initial(5)
    hessian, step = one.curvature(place), 1e-5 * np.eye(one.dimension)
    differences = (one.gradient(place + step) - one.gradient(place - step)) / 2e-5
    np.testing.assert_allclose(hessian, differences, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(hessian, hessian.T, rtol=1e-12, atol=1e-15)


def test_without_hidden_layers_it_is_logistic_regression() -> None:
    one = network()
    weights, bias = np.array([0.7, -1.2]), 0.3
    p = 1 / (1 + np.exp(-(one.features @ weights + bias)))
    place = np.array([*weights, bias])
    entropy = -(one.labels * np.log(p) + (1 - one.labels) * np.log(1 - p)).mean()
    assert one.value(place) == pytest.approx(entropy, rel=1e-13)
    slopes = [*((p - one.labels) @ one.features / len(p)), (p - one.labels).mean()]
    np.testing.assert_allclose(one.gradient(place), slopes, rtol=1e-12)
    bent = np.hstack([one.features, np.ones((len(p), 1))])
    np.testing.assert_allclose(one.curvature(place), (bent.T * (p * (1 - p))) @ bent / len(p), rtol=1e-12)


def test_loss_is_the_mean_of_what_the_samples_cost() -> None:
    one = network(3)
    place = one.initial(4)
    p = one.probability(place, one.features)
    costs = one.losses_of(place)
    np.testing.assert_allclose(costs, -np.log(np.where(one.labels == 1, p, 1 - p)), rtol=1e-12)
    assert costs.mean() == pytest.approx(one.value(place), rel=1e-14)


def test_one_neuron_is_worked_out_by_hand() -> None:
    one = Perceptron([[2.0]], [1], (1,), decay=0.5)
    w, b, v, c = 0.3, -0.1, 1.5, 0.2
    hidden = np.tanh(w * 2 + b)
    p = 1 / (1 + np.exp(-(v * hidden + c)))
    bend = (p - 1) * v * (1 - hidden**2)
    assert one.value([w, b, v, c]) == pytest.approx(-np.log(p) + 0.25 * (w * w + v * v), rel=1e-14)
    by_hand = [bend * 2 + 0.5 * w, bend, (p - 1) * hidden + 0.5 * v, p - 1]
    np.testing.assert_allclose(one.gradient([w, b, v, c]), by_hand, rtol=1e-13)


def test_many_networks_at_once_are_each_of_them_alone() -> None:
    one = network(5)
    places = np.random.default_rng(0).normal(size=(3, 2, one.dimension))
    assert one.value(places).shape == (3, 2)
    for index in np.ndindex(3, 2):
        assert one.value(places)[index] == pytest.approx(one.value(places[index]), rel=1e-13)
        np.testing.assert_allclose(one.gradient(places)[index], one.gradient(places[index]), rtol=1e-11)


def test_huge_weights_give_numbers() -> None:
    one = network(4)
    place = 1e4 * one.initial(0)
    assert np.isfinite(one.value(place)) and np.isfinite(one.gradient(place)).all()


def test_a_bent_border_tells_the_birds_apart_and_a_straight_one_less_well(
    trained: tuple[Perceptron, Trajectory],
) -> None:
    one, run = trained
    straight = network()
    line = descend(straight, straight.initial(1), Adam(0.1), 400).points[-1]
    assert one.accuracy(run.points[-1]) > 0.97 > straight.accuracy(line)
    assert run.values[-1] < 0.15 < 0.5 < run.values[0]
    again = descend(one, one.initial(1), Adam(0.02), 400)
    assert np.array_equal(run.points, again.points), "training is seeded"


def test_plain_descent_on_a_network_never_rises_at_a_small_rate() -> None:
    one = network(6)
    run = descend(one, one.initial(2), GradientDescent(0.2), 200)
    assert (np.diff(run.values) < 0).all()


@pytest.mark.parametrize("seed", range(5))
def test_filters_of_a_random_plane_are_as_long_as_the_networks(
    seed: int, trained: tuple[Perceptron, Trajectory]
) -> None:
    one, run = trained
    end = run.points[-1]
    plane = filter_normalised(one, end, seed)
    biases = np.ones(one.dimension, dtype=bool)
    for part in one.filters:
        biases[part] = False
        for direction in (plane.across, plane.up):
            length = np.linalg.norm(end[part])
            assert np.linalg.norm(direction[part]) == pytest.approx(length, rel=1e-12)
    assert biases.sum() == 8 + 8 + 1
    assert not plane.across[biases].any() and not plane.up[biases].any()
    assert np.array_equal(plane.at(0, 0), end)


def test_a_scaled_network_has_a_scaled_plane() -> None:
    """Weights that are twice as large are drawn on a plane that is twice as wide: the picture stays."""
    one = network(6)
    place = one.initial(0)
    small, large = filter_normalised(one, place, 3), filter_normalised(one, 2 * place, 3)
    np.testing.assert_allclose(large.across, 2 * small.across, rtol=1e-14)


def test_the_plane_of_a_path_has_its_principal_directions(trained: tuple[Perceptron, Trajectory]) -> None:
    _, run = trained
    plane = principal(run.points)
    assert plane.shares is not None
    covariance = np.cov(run.points.T, bias=True)
    sizes, axes = np.linalg.eigh(covariance)
    for direction, share, number in ((plane.across, plane.shares[0], -1), (plane.up, plane.shares[1], -2)):
        assert share == pytest.approx(sizes[number] / sizes.sum(), rel=1e-9)
        assert abs(direction @ axes[:, number]) == pytest.approx(1, rel=1e-9)
    assert plane.across @ plane.up == pytest.approx(0, abs=1e-12)
    places = plane.coordinates(run.points)
    assert np.array_equal(places[-1], [0, 0]) and (places[0] > 0).all()
    left = (plane.distance(run.points) ** 2).sum()
    away = run.points - run.points[-1]
    np.testing.assert_allclose(left, (away**2).sum() - (places**2).sum(), rtol=1e-9)


def test_coordinates_of_a_skew_plane_are_found_again() -> None:
    one = network(3)
    plane = filter_normalised(one, one.initial(0), 1)
    u, v = np.random.default_rng(2).normal(size=(2, 7))
    np.testing.assert_allclose(plane.coordinates(plane.at(u, v)), np.stack([u, v], axis=-1), atol=1e-12)
    assert plane.distance(plane.at(u, v)).max() < 1e-12


def test_loss_on_a_plane_has_the_slopes_of_differences() -> None:
    one = network(4, decay=0.01)
    loss = PlaneLoss(one, filter_normalised(one, one.initial(0), 1))
    places = np.random.default_rng(1).uniform(-1, 1, (3, 2))
    assert np.array_equal(loss.value(places), one.value(loss.plane.at(places[:, 0], places[:, 1])))
    step = 1e-5 * np.eye(2)
    for place in places:
        slopes = (loss.value(place + step) - loss.value(place - step)) / 2e-5
        np.testing.assert_allclose(loss.gradient(place), slopes, rtol=1e-7, atol=1e-10)
        bends = (loss.gradient(place + step) - loss.gradient(place - step)) / 2e-5
        np.testing.assert_allclose(loss.curvature(place), bends, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("path", [np.zeros((4, 5)), np.outer(np.arange(4.0), np.ones(5))])
def test_a_path_without_a_second_direction_has_no_plane(path: np.ndarray) -> None:
    with pytest.raises(ValueError, match="no second direction"):
        principal(path)


@pytest.mark.parametrize(
    ("features", "labels", "hidden", "decay", "said"),
    [
        ([1.0, 2.0], [0, 1], (2,), 0.0, "shapes"),
        ([[1.0], [2.0]], [0, 1, 1], (2,), 0.0, "shapes"),
        ([[1.0], [2.0]], [0, 2], (2,), 0.0, "0 or 1"),
        ([[1.0], [2.0]], [0, 1], (2, 0), 0.0, "without a neuron"),
        ([[1.0], [2.0]], [0, 1], (2,), -1.0, "at least 0"),
    ],
)
def test_what_does_not_fit_is_refused(
    features: list, labels: list, hidden: tuple[int, ...], decay: float, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Perceptron(features, labels, hidden, decay)
