"""BatchSizes draws the gradients and runs of batches, and counts by samples and by steps."""

import itertools

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.layout import Layout
from scenes.base.look import Look
from scenes.batch_sizes import BATCHES, BatchSizes
from scenes.cast.maps.fan_out import fan_out, unheld
from scenes.cast.writing.numbers import LiveNumber
from scenes.parts.batch_sizes.cloud import sizes_to
from scenes.parts.batch_sizes.mean import GROWN
from scenes.parts.batch_sizes.scatter import ScatterRule
from tests.looking import findings

LOOKED_AT = {"large numbers": ("dark", "9:16"), "hubble": ("light", "16:9")}
EXTREMES = {
    "four samples": {"count": 4, "batch_size": 2, "epochs": 1},
    "many": {"count": 500, "batch_size": 50, "epochs": 1},
    "large numbers": {"slope": -1e5, "intercept": 3e5, "noise": 1e4, "epochs": 20},
    "nothing to learn": {"slope": 0.0, "intercept": 0.0, "noise": 0.0, "batch_size": 63},
    "one x apart": {"data": "anscombe-4", "batch_size": 3, "epochs": 20},
    "hubble": {"data": "hubble"},
}


FOUND = BatchSizes.computed(BatchSizes.Params())


@pytest.fixture(scope="module")
def seen():
    return {}


@pytest.fixture
def lesson(perform, seen):
    """Return the lesson as it is told with the defaults; `seen` has what stood there as each beat ended."""
    if not seen:
        seen["lit"], seen["clouds"] = [], {}

        def look(told):
            beat, panel = len(told.beats), told.data
            seen["lit"].append(panel.plot.read(panel.lit.places))
            if beat == 3:
                mean, plot = told.mean, told.plot
                seen["means"] = plot.read(mean.made.places), plot.read(np.array([mean.arrow.tip]))[0]
                seen["one by one"] = []
                for share in (GROWN, 0.999):
                    mean.clock.set_value(share)
                    mean.update()
                    seen["one by one"].append(plot.read(mean.tips.places))
                mean.clock.set_value(float(BATCHES))
            if beat in (4, 5, 6):
                fan, plot = told.fan, told.plot
                ring = plot.read(fan.ring.get_anchors())
                seen["clouds"][beat] = (
                    plot.read(fan.tips.places),
                    plot.read(np.array([fan.arrow.tip]))[0],
                    np.linalg.norm(ring - plot.read(np.array([fan.arrow.tip]))[0], axis=1).max(),
                    told.rule.number.text,
                    fan.tips.get_fill_color().to_hex(),
                )
            if beat == 5:
                middle = plot.read(np.array([fan.arrow.tip]))[0]
                seen["kept"] = [
                    (np.linalg.norm(plot.read(one.get_anchors()) - middle, axis=1), name.label.name)
                    for one, name in told.kept
                ]
            if beat == 7:
                lines = told.passes.lines
                seen["lines"] = [panel.plot.read(one.get_anchors()) for one in lines.lines]
                seen["rings"] = [len(one.places) for one in lines.rings]
                seen["counts"] = [one.text for one in told.passes.counts.numbers]

        seen["lesson"] = perform(BatchSizes, look)
    return seen["lesson"]


def sorted_rows(rows):
    return rows[np.lexsort(rows.round(9).T)]


def z_of(data):
    return (data.x - data.x.mean()) / data.x.std()


def alone_by_hand():
    """Return the gradient of each sample at the start in plain numpy, shape (64, 2)."""
    z, (w, b) = z_of(FOUND.data), FOUND.start
    gaps = w * z + b - FOUND.data.y
    return 2 * np.column_stack([gaps * z, gaps])


def by_hand(size, steps):
    """Run gradient descent on batches in plain numpy, from the samples that the plan names."""
    z, y = z_of(FOUND.data), FOUND.data.y
    run = next(one for one in FOUND.each if one.plan.batch_size == size)
    w, b = FOUND.start
    for k in range(steps):
        some = run.plan[k]
        gaps = w * z[some] + b - y[some]
        w, b = w - 0.1 * 2 * np.mean(gaps * z[some]), b - 0.1 * 2 * np.mean(gaps)
    return [w, b], np.mean((w * z + b - y) ** 2)


@pytest.mark.parametrize(("size", "steps"), [(64, 4), (16, 16), (1, 256)])
def test_each_run_takes_its_steps_on_the_samples_of_its_batches(size, steps):
    run = next(one.run for one in FOUND.each if one.plan.batch_size == size)
    point, loss = by_hand(size, steps)
    assert run.steps_taken == steps
    assert run.points[-1] == pytest.approx(point, abs=1e-9)
    assert float(run.values[-1]) == pytest.approx(loss)


def test_every_epoch_shows_every_sample_once():
    for one in FOUND.each:
        per = one.plan.steps_per_epoch
        for epoch in range(4):
            shown = np.concatenate([one.plan[k] for k in range(epoch * per, (epoch + 1) * per)])
            assert sorted(shown.tolist()) == list(range(64))


def test_the_scatter_falls_as_the_root_of_the_size():
    alone = alone_by_hand()
    single = np.sqrt(((alone - alone.mean(axis=0)) ** 2).sum(axis=1).mean())
    for size in (1, 4, 16):
        assert FOUND.scatter(size) == pytest.approx(single / np.sqrt(size), abs=1e-12)
        drawn = FOUND.measured(size) - alone.mean(axis=0)
        assert np.sqrt((drawn**2).sum(axis=1).mean()) == pytest.approx(FOUND.scatter(size), rel=0.15)
    assert sorted_rows(FOUND.measured(1)) == pytest.approx(sorted_rows(alone))


def test_those_are_lit_that_are_asked_and_then_all_that_the_runs_have_seen(lesson, seen):
    z, every = z_of(FOUND.data), np.arange(64)
    first, third = np.unique(FOUND.draws[0, :16]), np.unique(FOUND.draws[2, :16])
    one = FOUND.draws[0, :1]
    expected = every, one, third, one, first, first, every
    for lit, samples in zip(seen["lit"], expected, strict=False):
        assert sorted_rows(lit) == pytest.approx(sorted_rows(np.column_stack([z, FOUND.data.y])[samples]))
    assert len(first) >= 15


def test_the_gradients_of_a_batch_merge_into_their_mean_and_then_those_of_others(lesson, seen):
    batches = [alone_by_hand()[FOUND.draws[k, :16]] for k in range(BATCHES)]
    means, tip = seen["means"]
    assert means == pytest.approx(FOUND.start + 0.1 * np.array([one.mean(axis=0) for one in batches]))
    assert tip == pytest.approx(means[-1])
    apart, together = seen["one by one"]
    assert apart == pytest.approx(FOUND.start + 0.1 * batches[0])
    assert np.linalg.norm(together - means[0], axis=1).max() < 0.01


def test_rings_stay_of_which_each_has_half_the_radius_of_the_one_before(lesson, seen):
    assert [name for _, name in seen["kept"]] == ["B = 1", "B = 4", "B = 16"]
    for (away, _), size in zip(seen["kept"], (1, 4, 16), strict=True):
        assert away == pytest.approx(0.1 * FOUND.scatter(1) / size**0.5, rel=2e-3)
    assert sizes_to(10) == [1, 4, 10] and sizes_to(3) == [1, 3]


def test_after_one_pass_each_run_is_a_line_and_has_counted_its_steps(lesson, seen):
    for line, size, steps in zip(seen["lines"], (64, 16, 1), (1, 4, 64), strict=True):
        (w, b), _ = by_hand(size, steps)
        z, y = line.T
        assert y == pytest.approx(w * z + b)
    assert seen["counts"] == ["1", "4", "64"]
    assert seen["rings"] == [16, 1]


def test_the_number_of_the_scatter_is_that_of_the_count_beside_it():
    rule = ScatterRule(Look(), Layout(14.2).formula, FOUND, lambda: 8.7)
    [count] = [one for one in rule.batch if isinstance(one, LiveNumber)]
    assert (count.text, rule.number.text) == ("8", f"{FOUND.scatter(1) / 8**0.5:.2f}")


def test_arrows_ring_and_number_are_those_of_the_size_and_turn_into_steps(lesson, seen):
    exact = alone_by_hand().mean(axis=0)
    colours = lesson.colours
    for beat, size, sign, colour in (
        (4, 1, 1.0, colours.gradient),
        (5, 16, 1.0, colours.gradient),
        (6, 16, -1.0, colours.step),
    ):
        tips, arrow, away, text, painted = seen["clouds"][beat]
        assert tips == pytest.approx(FOUND.start + sign * 0.1 * FOUND.measured(size), abs=1e-9)
        assert arrow == pytest.approx(FOUND.start + sign * 0.1 * exact, abs=1e-9)
        assert away == pytest.approx(0.1 * FOUND.scatter(size), rel=2e-3)
        assert text == f"{FOUND.scatter(size):.2f}"
        assert painted.upper() == colour.upper()


def test_gaps_join_the_samples_that_are_asked_to_the_line_at_the_start(lesson):
    panel, (w, b) = lesson.data, FOUND.start
    panel.redraw()
    pieces = panel.plot.read(panel.gaps.points).reshape(-1, 4, 2)
    z, y = pieces[:, 0].T
    assert pieces[:, 3, 0] == pytest.approx(z)
    assert pieces[:, 3, 1] == pytest.approx(np.clip(w * z + b, *panel.plot.y_range))
    assert {round(one, 9) for one in y} <= {round(one, 9) for one in FOUND.data.y.tolist()}


def test_the_line_is_drawn_over_the_standardised_x_that_w_belongs_to(lesson):
    panel, (w, b) = lesson.data, FOUND.start
    z, y = panel.plot.read(panel.line.get_anchors()).T
    assert y == pytest.approx(w * z + b)
    assert panel.shown.x_label == "x, standardised"
    assert panel.shown.x == pytest.approx(z_of(FOUND.data))


@pytest.mark.parametrize("samples", [0.0, 15.9, 16.0, 63.5, 64.0, 256.0])
def test_marks_and_losses_stand_where_so_many_samples_lead(lesson, samples):
    lesson.passes.seen.set_value(samples)
    for walk, size, one in zip(lesson.passes.walks, (64, 16, 1), FOUND.each, strict=True):
        walk.update()
        done = int(samples // size)
        if samples == size * done:
            assert walk.point == pytest.approx(one.run.points[done], abs=1e-9)
        assert float(one.losses[int(samples)]) == float(one.run.values[done])


def test_the_captions_count_the_steps_and_say_who_is_lowest(lesson):
    captions = [beat.caption for beat in lesson.beats]
    assert "Each sample once: 64 rough steps, 4 calmer, one exact." in captions
    assert captions[-1] == "Many steps, calm enough: batches of 16 come lowest, 0.585."
    [ring] = [one for one in lesson.mobjects if one.name == "lowest loss"]
    samples, loss = lesson.passes.chart.plot.read(ring.places)[0]
    assert (samples, loss) == (pytest.approx(256), pytest.approx(float(FOUND.each[1].run.values[-1])))


def test_a_single_pass_ends_on_its_losses(perform):
    lesson = perform(BatchSizes, pace=4.0, hold=0.0, epochs=1)
    assert [one.text for one in lesson.passes.counts.numbers] == ["1", "4", "64"]
    assert not any("who comes lowest" in beat.caption for beat in lesson.beats)
    assert lesson.passes.chart in lesson.mobjects


def test_the_marks_wait_apart_around_the_start(lesson):
    lesson.passes.seen.set_value(0.0)
    fan_out(lesson.passes.walks, 0.2)
    held = [walk.point for walk in lesson.passes.walks]
    assert all(np.linalg.norm(held[0] - other) > 0.2 for other in held[1:])
    assert all(unheld(walk) == pytest.approx(FOUND.start) for walk in lesson.passes.walks)
    assert np.mean(held, axis=0) == pytest.approx(FOUND.start)
    for walk in lesson.passes.walks:
        for tracker in walk.aside:
            tracker.set_value(0.0)


def test_the_losses_at_the_end_stay_at_the_ends_of_the_curves(lesson):
    assert [label[-1][0].text for label in lesson.passes.chart.labels] == ["3.44", "0.585", "0.970"]
    assert all(label in lesson.mobjects for label in lesson.passes.chart.labels)
    assert lesson.headlines[-1] == "Lowest: batches of 16" and lesson.title not in lesson.mobjects
    assert lesson.formula in lesson.mobjects


def test_contours_are_circles_evenly_apart_and_single_samples_leave_a_faint_path(lesson):
    radii = np.sqrt(np.array(lesson.plot.levels) - float(FOUND.loss.value(FOUND.loss.minima[0])))
    assert np.diff(radii) == pytest.approx(radii[0], rel=1e-6) and len(radii) >= 9
    assert lesson.passes.walks[2].path.get_stroke_opacity() == pytest.approx(0.4)


def test_the_last_frame_shows_the_marks_of_the_runs(film):
    lesson, frames = film(BatchSizes, pace=4.0, hold=0.0, captions=False, count=8, batch_size=4, epochs=1)
    frame = frames[-1].astype(int)
    for walk in lesson.passes.walks:
        x, y, _ = walk.ball.places[0]
        column, row = int((x + 64 / 9) * 270 / 8), int((4.0 - y) * 270 / 8)
        colour = [int(walk.style.colour[k : k + 2], 16) for k in (1, 3, 5)]
        around = frame[row - 2 : row + 3, column - 2 : column + 3]
        assert np.abs(around - colour).sum(axis=-1).min() < 60


@pytest.mark.parametrize("extreme", [one for one in EXTREMES if one not in LOOKED_AT])
def test_whatever_is_asked_it_is_told_to_its_end(perform, extreme):
    lesson = perform(BatchSizes, pace=4.0, hold=0.0, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert len([beat for beat in lesson.beats if beat.kind == "ask"]) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"batch_size": 64}, "batch_size = 64 must be less than the 64 samples"),
        ({"count": 500, "epochs": 5}, "2500 steps of single samples; choose at most 4"),
        ({"learning_rate": 1.0}, "overshoots with single samples of these data; choose at most 0.12"),
        ({"batch_size": 1}, "greater than or equal to 2"),
    ],
)
def test_what_cannot_be_run_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        BatchSizes.Params(**given)


@pytest.mark.parametrize("extreme", LOOKED_AT)
def test_nothing_spoils_the_picture(extreme):
    theme, aspect = LOOKED_AT[extreme]
    assert findings(BatchSizes, BatchSizes.Params(**EXTREMES[extreme]), Look(theme=theme), aspect) == []
