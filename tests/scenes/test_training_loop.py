"""TrainingLoop draws what gd_math computes: the numbers of one round, and the rounds that follow."""

import numpy as np
import pytest

from scenes.base.layout import Box
from scenes.base.theme import DARK
from scenes.cast.moving.moments import POINTED, SCALED
from scenes.cast.writing.born import Born
from scenes.parts.training_loop.track import Track
from scenes.training_loop import TrainingLoop

played = {}


@pytest.fixture
def lesson(perform):
    """Return the lesson as it is told with the defaults, and what was seen as its beats ended."""
    if not played:
        seen = []

        def look(told):
            page = [[part.text for part in row if hasattr(part, "text")] for row in told.zone.shown]
            seen.append((told.walk.point, told.stage.travelled(), page, told.stage.formula.number.text))

        played.update(lesson=perform(TrainingLoop, look), seen=seen)
    return played["lesson"]


def at(lesson, time):
    lesson.clock.set_value(time)
    stage = lesson.stage
    for part in (
        lesson.walk,
        lesson.panel,
        lesson.panel.equation,
        stage.token,
        stage.predictions,
        stage.chart,
    ):
        part.update()
    return lesson


def data_of(lesson):
    samples = lesson.given.samples
    return np.array(samples.x), np.array(samples.y)


def loss(point, x, y):
    return sum((point[0] * a + point[1] - b) ** 2 for a, b in zip(x, y, strict=True)) / len(x)


def gradient(point, x, y):
    gaps = point[0] * x + point[1] - y
    return np.array([2 * (gaps * x).mean(), 2 * gaps.mean()])


def descended(lesson):
    """Return the points of the run, iterated here from the defining formulas."""
    x, y = data_of(lesson)
    points = [np.array([-1.6, 2.5])]
    for _ in range(40):
        points.append(points[-1] - 0.1 * gradient(points[-1], x, y))
    return np.array(points)


def number(text):
    return float(text.strip("()").replace("−", "-"))


def test_line_equation_and_losses_are_those_of_the_run_after_every_epoch(lesson):
    x, y = data_of(lesson)
    chart = lesson.stage.chart
    for k, point in enumerate(descended(lesson)):
        told = at(lesson, float(k))
        ends = told.panel.plot.read(told.panel.line.points[[0, -1]])
        assert ends[:, 1] == pytest.approx(point[0] * ends[:, 0] + point[1], abs=1e-8)
        assert number(told.panel.equation.slope.text) == round(point[0], 2)
        assert number(told.panel.equation.intercept.text) == round(point[1], 2)
        assert chart.plot.read(chart.tip()) == pytest.approx([k, loss(point, x, y)], abs=1e-6)


def test_predictions_stand_on_the_line_over_their_x(lesson):
    x, _ = data_of(lesson)
    for k in (0, 1, 40):
        w, b = descended(lesson)[k]
        places = lesson.panel.plot.read(at(lesson, float(k)).stage.predictions.places)
        inside = (w * x + b > lesson.panel.plot.y_range[0]) & (w * x + b < lesson.panel.plot.y_range[1])
        assert places == pytest.approx(np.column_stack([x, w * x + b])[inside], abs=1e-6)


def test_the_slow_round_prints_its_own_arithmetic(lesson):
    x, y = data_of(lesson)
    first, second = descended(lesson)[:2]
    assert number(played["seen"][3][3]) == pytest.approx(loss(first, x, y), rel=5e-3)
    slopes = [number(row[-1]) for row in played["seen"][4][2]]
    assert slopes == pytest.approx(gradient(first, x, y), abs=5e-3)
    for place, (old, rate, slope, new) in enumerate(played["seen"][6][2]):
        assert (number(old), number(new)) == (first[place], round(second[place], 2))
        assert round(number(old) - number(rate) * number(slope), 2) == number(new)


def test_the_token_visits_the_stations_in_order_and_closes_a_lap(lesson):
    stations = lesson.stage.stations
    shares = [station.share for station in stations]
    assert shares[0] == 0.0 and shares == sorted(shares) and shares[-1] < 1.0
    for laps, station in zip([seen[1] for seen in played["seen"][2:5]], stations[1:], strict=False):
        assert laps == pytest.approx(station.stop)
    assert played["seen"][6][1] == pytest.approx(stations[-1].stop)
    assert played["seen"][7][1] == pytest.approx(1.0 + stations[2].stop)
    travelled = []
    for time in np.linspace(1.0, 40.0, 400):
        told = at(lesson, time)
        travelled.append(told.stage.travelled())
        assert told.stage.token.ring.get_center() == pytest.approx(told.stage.track.at(travelled[-1]))
    assert (np.diff(travelled) > 0).all()
    assert (travelled[0], travelled[-1]) == pytest.approx((1.0, 40.0))


def test_one_epoch_is_one_step_and_the_count_says_so(lesson):
    for time, count in ((1.0, "1"), (1.99, "1"), (2.0, "2"), (40.0, "40")):
        at(lesson, time)
        assert lesson.epoch.update()[-1].text == count


def test_mark_and_number_of_the_loss_stand_at_the_last_whole_epoch(lesson):
    x, y = data_of(lesson)
    for time in (1.4, 1.99, 2.0, 7.5):
        told, k = at(lesson, time), int(time)
        chart, reached = told.stage.chart, loss(descended(lesson)[k], x, y)
        assert chart.plot.read(chart.tip()) == pytest.approx([k, reached], abs=1e-6)
        assert number(chart.submobjects[-1].update().text) == pytest.approx(reached, abs=5e-3)
        assert lesson.epoch.update()[-1].text == str(k)


def test_squares_merge_into_one_whose_number_is_born_there_and_which_becomes_the_charts_point(perform):
    means, numbers, told = [], [], []

    class Watched(TrainingLoop):
        def bear_loss(self, merging, *others, **how):
            squares = [piece[:4] for piece in np.split(self.stage.squares.points, 20)]
            assert merging and np.ptp(squares, axis=0).max() < 1e-9
            super().bear_loss(merging, *others, **how)
            corners = self.stage.mean.points
            means.append((np.ptp(corners[:, 0]), np.ptp(corners[:, 1])))
            numbers.append(self.stage.formula.number.text)

        def advance(self, clock, to, seconds, *others):
            told.append((self.stage.rounds(), self.stage.chart.lines[0].step))
            super().advance(clock, to, seconds, *others)

    lesson = perform(Watched, captions=False, epochs=3)
    x, y = data_of(lesson)
    losses = [loss(point, x, y) for point in descended(lesson)[:2]]
    unit = lesson.panel.plot.area.height / np.ptp(lesson.panel.plot.y_range)
    for (width, height), value in zip(means, losses, strict=True):
        assert (width, height) == pytest.approx((np.sqrt(value) * unit, np.sqrt(value) * unit))
    assert numbers == ["27.54", "6.05"]
    assert told[-1] == (1, 1) and (1, 0) in told
    flown = lesson.stage.mean
    chart = lesson.stage.chart
    assert flown.point()[0] == pytest.approx(chart.plot.at(3.0, 0.0)[0])


def test_the_first_loss_stays_beside_its_point_only_where_no_other_number_comes(lesson, perform):
    [kept] = lesson.stage.first_loss()
    assert kept.text == "27.54" and kept.get_left()[0] > lesson.stage.chart.plot.at(0.0, 0.0)[0]
    assert not len(perform(TrainingLoop, captions=False, learning_rate=1e-9).stage.first_loss())


def test_the_numbers_of_a_new_point_never_meet_on_their_way(perform):
    births = []

    class Watched(TrainingLoop):
        def play(self, *moves, **kwargs):
            born = [move for move in moves if isinstance(move, Born)]
            births.extend([born] if len(born) == 2 else [])
            super().play(*moves, **kwargs)

    perform(Watched, captions=False, epochs=1)
    [(slope, intercept)] = births
    for share in np.linspace(0.0, 1.0, 11):
        places = [(1 - share) * one.start + share * one.goal for one in (slope, intercept)]
        assert places[0][1] - places[1][1] > 1.5 * slope.number.cap_height


def test_gradient_and_step_are_drawn_in_the_plane_of_w_and_b(perform):
    seen = {}

    class Watched(TrainingLoop):
        def advance(self, clock, to, seconds, *others):
            super().advance(clock, to, seconds, *others)
            if to == SCALED:
                arrows = self.walk.arrows
                whole = arrows.sum.arrows[-1]
                seen["gradient"] = self.stage.plot.read(np.array([whole.tail, whole.tip]))
                seen["counted"] = self.word.name
                seen["step"] = self.stage.plot.read(np.array([arrows.step.tail, arrows.step.tip]))

            if to == POINTED:
                tip, count = self.walk.arrows.sum.arrows[-1].tip, self.walk.arrows.number.number
                seen["beyond"] = float(tip[0] - count.get_right()[0])

    lesson = perform(Watched, captions=False, epochs=1)
    assert seen["counted"] == "gradient, drawn × 0.2"
    assert seen["beyond"] > 0.05
    x, y = data_of(lesson)
    slope = gradient(np.array([-1.6, 2.5]), x, y)
    assert np.diff(seen["step"], axis=0)[0] == pytest.approx(-0.1 * slope, abs=1e-8)
    assert np.diff(seen["gradient"], axis=0)[0] / slope == pytest.approx([0.2, 0.2], abs=1e-6)


def test_the_track_is_one_closed_way_around_its_box():
    track = Track(Box(-4.0, 4.0, -2.0, 2.0))
    way = np.array([track.at(share) for share in np.linspace(0.0, 1.0, 2001)])
    steps = np.hypot(*np.diff(way[:, :2], axis=0).T)
    assert np.ptp(steps) < 1e-3 * steps.mean() + 1e-5
    assert way[0] == pytest.approx(way[-1])
    assert (way.min(axis=0)[:2], way.max(axis=0)[:2]) == (
        pytest.approx([-4.0, -2.0], abs=1e-3),
        pytest.approx([4.0, 2.0], abs=1e-3),
    )
    long = sum(np.hypot(*np.diff(piece[:, :2], axis=0).T).sum() for piece in track.between(0.9, 1.3))
    assert long == pytest.approx(0.4 * track.length, rel=1e-6)


def test_gradient_descents_place_is_lit_and_named(lesson):
    words = next(
        m for m in lesson.get_mobject_family_members() if getattr(m, "name", "") == "gradient descent"
    )
    update, gradients = lesson.stage.stations[-1], lesson.stage.stations[-2]
    assert update.box.right < words.get_left()[0] < words.get_right()[0] < gradients.box.left
    assert words.get_center()[1] == pytest.approx(lesson.stage.track.box.bottom)
    assert lesson.beats[8].caption == "Gradient descent: the loss fell to 6.05."


def test_seven_steps_are_named_as_in_a_pipeline(perform):
    lesson = perform(TrainingLoop, steps_named="seven", epochs=2)
    named = [station.name for station in lesson.stage.stations]
    assert named == ["2 start", "3 forward", "4 loss", "5 backward", "6 update"]
    captions = [beat.caption for beat in lesson.beats]
    assert captions[0].startswith("(1) data: 20 points.") and any(
        c.startswith("(7) repeat.") for c in captions
    )


def test_pixels_show_the_line_of_the_last_epoch(film):
    lesson, frames = film(TrainingLoop, height=270, rate=1, pace=4.0, captions=False, epochs=1)
    purple = np.array([int(DARK.prediction[k : k + 2], 16) for k in (1, 3, 5)])
    w, b = descended(lesson)[1]
    for x in (-0.9, 1.4, 2.9):
        place = lesson.panel.plot.at(x, w * x + b)
        column, row = round(place[0] / 8 * 270 + 240), round(135 - place[1] / 8 * 270)
        near = frames[-1][row - 2 : row + 3, column - 2 : column + 3].astype(int)
        assert np.abs(near - purple).max(axis=-1).min() < 50
