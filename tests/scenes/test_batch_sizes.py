"""BatchSizes draws the gradients and runs of batches, and counts by samples and by steps."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.batch_sizes import BatchSizes
from scenes.cast.maps.fan_out import unheld
from tests.looking import findings

EXTREMES = {
    "four samples": {"count": 4, "batch_size": 2, "epochs": 1},
    "many": {"count": 500, "batch_size": 50},
    "large numbers": {"slope": -1e5, "intercept": 3e5, "noise": 1e4, "epochs": 20},
    "nothing to learn": {"slope": 0.0, "intercept": 0.0, "noise": 0.0, "batch_size": 39},
    "one x apart": {"data": "anscombe-4", "batch_size": 3, "epochs": 20},
    "hubble": {"data": "hubble"},
}


@pytest.fixture
def lesson(perform, told=[]):  # noqa: B006
    if not told:
        told.append(perform(BatchSizes))
    return told[0]


def by_hand(found, size, steps):
    """Run gradient descent on batches in plain numpy, from the samples that the plan names."""
    z, y = found.feature.of(found.data.x), found.data.y
    run = next(one for one in found.each if one.plan.batch_size == size)
    w, b = found.start
    for k in range(steps):
        some = run.plan[k]
        gaps = w * z[some] + b - y[some]
        w, b = w - 0.1 * 2 * np.mean(gaps * z[some]), b - 0.1 * 2 * np.mean(gaps)
    return [w, b], np.mean((w * z + b - y) ** 2)


@pytest.mark.parametrize(("size", "steps"), [(40, 4), (8, 20), (1, 160)])
def test_each_run_takes_its_steps_on_the_samples_of_its_batches(lesson, size, steps):
    run = next(one.run for one in lesson.found.each if one.plan.batch_size == size)
    point, loss = by_hand(lesson.found, size, steps)
    assert run.steps_taken == steps
    assert run.points[-1] == pytest.approx(point, abs=1e-9)
    assert float(run.values[-1]) == pytest.approx(loss)


def test_every_epoch_shows_every_sample_once(lesson):
    for one in lesson.found.each:
        per = one.plan.steps_per_epoch
        for epoch in range(4):
            seen = np.concatenate([one.plan[k] for k in range(epoch * per, (epoch + 1) * per)])
            assert sorted(seen.tolist()) == list(range(40))


def test_the_scatter_falls_as_the_root_of_the_size_without_replacement(lesson):
    found = lesson.found
    z, y = found.feature.of(found.data.x), found.data.y
    gaps = found.start[0] * z + found.start[1] - y
    alone = 2 * np.column_stack([gaps * z, gaps])
    single = np.sqrt(((alone - alone.mean(axis=0)) ** 2).sum(axis=1).mean())
    for size in (1, 8, 20, 40):
        assert found.scatter(size) == pytest.approx(single * np.sqrt((40 - size) / 39 / size), abs=1e-12)
    drawn = found.measured(8) - alone.mean(axis=0)
    assert np.sqrt((drawn**2).sum(axis=1).mean()) == pytest.approx(found.scatter(8), rel=0.2)


def test_arrows_ring_and_number_are_those_of_the_size(perform):
    seen = {}

    def look_at(lesson):
        if len(lesson.beats) in (2, 3):
            fan, plot = lesson.fan, lesson.plot
            tips, ring = plot.read(fan.tips.places), plot.read(fan.ring.get_anchors())
            away = np.linalg.norm(ring - fan.tip, axis=1).max()
            seen[round(lesson.size.get_value())] = tips, away, lesson.rule.number.text

    found = perform(BatchSizes, look_at).found
    for size in (1, 8):
        tips, away, text = seen[size]
        assert tips == pytest.approx(found.start + found.factor * found.measured(size), abs=1e-9)
        assert away == pytest.approx(found.factor * found.scatter(size), rel=2e-3)
        assert text == f"{found.scatter(size):.2f}"


@pytest.mark.parametrize("seen", [0.0, 7.9, 8.0, 39.5, 40.0, 160.0])
def test_marks_lines_and_losses_stand_where_so_many_samples_lead(lesson, seen):
    lesson.seen.set_value(seen)
    sizes = (40, 8, 1)
    for walk, size, one in zip(lesson.walks, sizes, lesson.found.each, strict=True):
        walk.update()
        done = int(seen // size)
        if seen == size * done:
            assert walk.point == pytest.approx(one.run.points[done], abs=1e-9)
        assert float(one.losses[int(seen)]) == float(one.run.values[int(seen) // size])
    lesson.data.redraw()
    marks = lesson.data.runs[1][1].places
    used = lesson.found.each[1].plan[int(seen // 8)] if seen < 160 else []
    x = lesson.found.data.x
    z = (x - x.mean()) / x.std()
    assert lesson.data.plot.read(marks[:, :3])[:, 0] == pytest.approx(z[used])


def test_the_captions_name_who_is_lowest(lesson):
    captions = [beat.caption for beat in lesson.beats]
    assert "The mean of B = 8 scatters less: by 3.46, not 10.8." in captions
    assert "Lowest in this run after 160 samples: batches of 8, with 0.562." in captions
    assert "After 4 steps each the lowest: all 40, with 3.38." in captions


def test_the_line_is_drawn_over_the_standardised_x_that_w_belongs_to(lesson):
    panel, (w, b) = lesson.data, lesson.found.start
    panel.line.set_corners(*panel._line(lesson.found.start))
    z, y = panel.plot.read(panel.line.get_anchors()).T
    assert y == pytest.approx(w * z + b)
    assert panel.shown.x_label == "z"


def test_the_marks_wait_apart_around_the_start_while_the_lines_are_those_of_it(perform):
    seen = []

    def look_at(lesson):
        if len(lesson.beats) == 5:
            seen.append([(walk.point, unheld(walk)) for walk in lesson.walks])

    lesson = perform(BatchSizes, look_at)
    (held, there), *others = seen[0]
    assert all(np.linalg.norm(held - other) > 0.2 for other, _ in others)
    assert all(place == pytest.approx(lesson.found.start) for _, place in seen[0])
    assert there == pytest.approx(lesson.found.start)
    middle = np.mean([held, *(other for other, _ in others)], axis=0)
    assert middle == pytest.approx(lesson.found.start)


def test_the_losses_at_the_end_stay_at_the_ends_of_the_curves(lesson):
    assert [label[-1][0].text for label in lesson.chart.labels] == ["3.38", "0.562", "0.905"]
    assert all(label in lesson.mobjects for label in lesson.chart.labels)
    assert lesson.title not in lesson.mobjects


def test_the_last_frame_shows_the_marks_of_the_runs(film):
    lesson, frames = film(BatchSizes, pace=4.0, hold=0.0, captions=False, count=8, batch_size=4, epochs=1)
    frame = frames[-1].astype(int)
    for walk in lesson.walks:
        x, y, _ = walk.ball.places[0]
        column, row = int((x + 64 / 9) * 270 / 8), int((4.0 - y) * 270 / 8)
        colour = [int(walk.style.colour[k : k + 2], 16) for k in (1, 3, 5)]
        around = frame[row - 2 : row + 3, column - 2 : column + 3]
        assert np.abs(around - colour).sum(axis=-1).min() < 60


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_it_is_told_to_its_end(perform, extreme):
    lesson = perform(BatchSizes, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert len([beat for beat in lesson.beats if beat.kind == "ask"]) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"batch_size": 40}, "batch_size = 40 must be less than the 40 samples"),
        ({"count": 500, "epochs": 5}, "2500 steps of single samples; choose at most 4"),
        ({"learning_rate": 1.0}, "overshoots with single samples of these data; choose at most 0.12"),
        ({"batch_size": 1}, "greater than or equal to 2"),
    ],
)
def test_what_cannot_be_run_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        BatchSizes.Params(**given)


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"),
    [("large numbers", "dark", "9:16"), ("hubble", "light", "16:9")],
)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = BatchSizes.Params(**EXTREMES[extreme])
    assert findings(BatchSizes, params, Look(theme=theme), aspect) == []
