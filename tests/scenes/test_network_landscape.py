"""NetworkLandscape draws what the networks say, their true losses, and the path of their training."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.network_landscape import NetworkLandscape
from scenes.parts.network_landscape.drawing import NetworkDrawing
from scenes.parts.network_landscape.lands import LandView
from tests.looking import findings

EXTREMES = {
    "one neuron": {"hidden": (1,), "other": (1,), "steps": 20},
    "large steps": {"hidden": (4, 3), "other": (30,), "learning_rate": 5.0, "steps": 80, "seed": 7},
    "hardly any step": {"hidden": (32,), "other": (2, 2, 2, 2), "learning_rate": 0.001, "steps": 30},
}


@pytest.fixture(scope="module")
def lesson(told):
    return told(NetworkLandscape)


def probability(trained, theta, features):
    """Return p of a network of one hidden layer, worked out from its formula."""
    count = trained.hidden[0]
    weights, biases = theta[: 2 * count].reshape(count, 2), theta[2 * count : 3 * count]
    return 1 / (1 + np.exp(-(np.tanh(features @ weights.T + biases) @ theta[3 * count : -1] + theta[-1])))


@pytest.mark.parametrize("done", [0.0, 0.3, 1.0])
def test_border_is_where_both_answers_are_as_likely(lesson, done):
    lesson.now.done.set_value(done)
    birds, data = lesson.birds, lesson.birds.data
    birds.redraw()
    drawn = birds.plot.read(birds.border.points)
    asked = (drawn - data.features.mean(axis=0)) / data.features.std(axis=0)
    assert len(drawn) > 40
    assert probability(lesson.small, lesson.now.theta(), asked) == pytest.approx(0.5, abs=0.02)
    lesson.now.done.set_value(1.0)


def test_every_bird_stands_at_its_measures(lesson):
    birds = lesson.birds
    for kind, dots in ((1, birds.wanted), (0, birds.others)):
        measured = birds.data.features[birds.data.labels == kind]
        assert birds.plot.read(dots.places) == pytest.approx(measured, abs=1e-9)


def test_disc_around_a_bird_has_the_area_of_what_it_costs(lesson):
    """Of all of them, whose mean is the loss: the sum of areas falls as the loss does."""
    birds, areas = lesson.birds, []
    for done in (0.0, 1.0):
        lesson.now.done.set_value(done)
        birds.charge()
        discs = birds.costs.points.reshape(342, -1, 3)
        radii = np.linalg.norm(discs[:, 0] - birds.costs.places, axis=-1)
        chance = probability(lesson.small, lesson.now.theta(), lesson.small.network.features)
        costs = -np.log(np.where(lesson.small.network.labels == 1, chance, 1 - chance))
        seen = costs < 6.0
        assert radii[seen] ** 2 == pytest.approx(0.14**2 * costs[seen], rel=1e-6)
        areas.append(costs.mean())
    assert areas == pytest.approx(lesson.small.run.values[[0, -1]])


@pytest.mark.parametrize("step", [0, 3, 57, 400])
def test_ball_on_the_map_is_the_training_seen_on_its_plane(lesson, step):
    """The nearest point of the plane: what is left stands at right angles to both directions."""
    small = lesson.small
    lesson.now.done.set_value(small.moments[step])
    lesson.walk.update()
    assert lesson.now.step() == pytest.approx(step, abs=1e-6)
    u, v = lesson.map.read(lesson.walk.ball.place)
    plane = small.path_plane
    left = small.run.points[step] - plane.at(u, v)
    assert [left @ plane.across, left @ plane.up] == pytest.approx([0.0, 0.0], abs=1e-5)
    lesson.now.done.set_value(1.0)


def test_contours_of_the_map_lie_at_their_losses(lesson):
    network, plane = lesson.small.network, lesson.small.path_plane
    for level, pieces in zip(lesson.map.levels, lesson.map.curves, strict=True):
        for piece in pieces:
            losses = network.value(plane.at(*lesson.map.read(piece[::9]).T))
            assert losses == pytest.approx(level, rel=0.02)


def test_each_weight_is_a_line_between_its_neurons(lesson):
    theta = lesson.small.run.points[0]
    drawing = NetworkDrawing(Look(), [lesson.rooms.poster], lesson.small.network, lambda: theta)
    first, hidden, _ = drawing.layers()[0]
    strongest = np.argmax(np.abs(theta[:16]))
    line = drawing.lines[-1].points.reshape(-1, 4, 3)
    ends = np.stack([first[strongest % 2], hidden[strongest // 2]])
    assert any(np.allclose(piece[[0, -1]], ends) for piece in line)
    assert sum(len(one.points) // 4 for one in drawing.lines) == 24
    drawing.meeting = np.array([1.0, 2.0, 0.0])
    drawing.gathered.set_value(1.0)
    drawing.redraw()
    assert np.allclose(drawing.neurons.places, drawing.meeting)


def test_ball_aside_stands_at_the_loss_of_its_network_and_the_number_says_it(lesson):
    land = lesson.land.terrain.land
    lesson.now.u.set_value(0.6)
    lesson.now.v.set_value(-0.4)
    theta = lesson.small.end + 0.6 * lesson.small.plane.across - 0.4 * lesson.small.plane.up
    loss = -np.log(
        np.abs(
            1 - lesson.small.network.labels - probability(lesson.small, theta, lesson.small.network.features)
        )
    ).mean()
    lesson.number.update()
    assert lesson.number.number.text == f"{loss:.3f}"
    lesson.land.ball.update()
    there = lesson.land.terrain.project(np.array([0.6, -0.4, loss]))
    assert lesson.land.ball.place == pytest.approx(there, abs=0.01)
    assert land.on_ground([0.6, -0.4])[2] == pytest.approx(loss, abs=0.005)
    lesson.now.u.set_value(0.0)
    lesson.now.v.set_value(0.0)


def test_both_lands_have_one_scale_and_rings_around_what_is_lowest(lesson):
    near, far = lesson.land.terrain.land, lesson.far.terrain.land
    assert (near.lowest, near.highest) == (far.lowest, far.highest)
    assert near.rise_per_height == far.rise_per_height
    ticks = [np.array([one.at for one in view.axes.numbers]) for view in (lesson.land, lesson.far)]
    assert len(ticks[0]) > 2
    assert np.diff(ticks[0], axis=0) == pytest.approx(np.diff(ticks[1], axis=0))
    assert (len(lesson.land.rings.places), len(lesson.far.rings.places)) == (1, 4)
    angles = np.linspace(0, 2 * np.pi, 24)
    circle = 0.12 * np.array([np.cos(angles), np.sin(angles)])
    for view in (lesson.land, lesson.far):
        network, plane = view.trained.network, view.trained.plane
        for u, v in view.trained.valleys:
            around = network.value(plane.at(u + circle[0], v + circle[1]))
            assert network.value(plane.at(u, v)) < around.min()
        assert view.rings.places == pytest.approx(
            view.terrain.project(view.terrain.land.on_ground(view.trained.valleys))
        )


def test_directions_run_along_their_edges_until_the_land_turns(lesson):
    view, ways = lesson.land, lesson.story.ways
    land, rooms = view.terrain.land, [lesson.rooms.picture] * 2
    named = LandView(Look(), lesson.layout.stage, land, lesson.far.terrain.land, rooms, view.place, ways)
    corners = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0]])
    left, front, right = named.terrain.project(np.column_stack([corners, np.full(3, land.lowest)]))
    for arrow, edge in zip(named.axes.arrows, (front - left, right - front), strict=True):
        run = arrow.tip - arrow.tail
        assert run @ edge == pytest.approx(np.linalg.norm(run) * np.linalg.norm(edge), rel=1e-2)
    u, v = (way.get_center() for way in named.axes.ways)
    assert left[0] < u[0] < front[0] and u[1] < front[1] + 0.2
    assert v[0] > named.axes.arrows[1].tail[0]
    drawn = (*view.axes.ways, *view.axes.arrows)
    assert [one.get_fill_opacity() for one in drawn] == [0.0] * 4
    assert lesson.far.axes.ways == lesson.far.axes.arrows == []


def test_number_beside_each_ring_is_the_loss_of_its_lowest_place(lesson):
    for view in (lesson.land, lesson.far):
        rings, trained = view.rings.places, view.trained
        losses = trained.network.value(trained.plane.at(*trained.valleys.T))
        assert [one.text for one in view.valleys.numbers] == [f"{one:.3f}" for one in losses]
        for k, number in enumerate(view.valleys.numbers):
            apart = np.linalg.norm(rings - number.get_center(), axis=1)
            assert apart.argmin() == k and apart[k] > view.valleys.radius


def test_both_networks_tell_from_where_to_where_their_loss_has_come(lesson):
    for which, trained in enumerate(lesson.found):
        words, losses = lesson.name(which)
        first, last = trained.run.values[[0, -1]]
        assert losses.name.endswith(f"{first:.3f} -> {last:.3f}")
        assert losses.get_left()[0] > words.get_center()[0]


def test_land_rises_from_a_plain(lesson):
    terrain = lesson.land.terrain
    places = terrain.land.place([[0.5, 0.5, terrain.land.highest], [0.5, 0.5, terrain.land.lowest]])
    for share in (0.0, 0.5, 1.0):
        terrain.raised.set_value(share)
        high, low = terrain._risen(places)[:, 2]
        assert high - low == pytest.approx(share * (places[0, 2] - places[1, 2]))
    assert isinstance(lesson.land, LandView)


def test_pixels_show_the_ball_at_the_trained_weights(film):
    lesson, frames = film(NetworkLandscape, height=360, captions=False, hidden=(3,), other=(3,), steps=40)
    x, y, _ = lesson.land.ball.place
    scale = 360 / 8.0
    column, row = round(frames[-1].shape[1] / 2 + x * scale), round(180 - y * scale)
    wanted = [int(DARK.parameter[k : k + 2], 16) for k in (1, 3, 5)]
    patch = frames[-1][row - 3 : row + 4, column - 3 : column + 4].astype(int)
    assert (np.abs(patch - wanted).sum(axis=-1) < 60).any()


def test_the_smallest_networks_are_told_to_their_end(perform):
    lesson = perform(NetworkLandscape, **EXTREMES["one neuron"])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert len([beat for beat in lesson.beats if beat.kind == "ask"]) == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"hidden": ()}, "1 to 8 hidden layers of 1 to 32 neurons are needed, such as"),
        ({"other": (8, 0)}, "1 to 8 hidden layers"),
        ({"other": (33,)}, "1 to 8 hidden layers"),
        ({"learning_rate": 0.0}, "greater than 0"),
        ({"steps": 10}, "greater than or equal to 20"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        NetworkLandscape.Params(**given)


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"), [("large steps", "dark", "9:16"), ("hardly any step", "light", "16:9")]
)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = NetworkLandscape.Params(**EXTREMES[extreme])
    assert findings(NetworkLandscape, params, Look(theme=theme), aspect) == []
