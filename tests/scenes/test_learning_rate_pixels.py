"""The pixels of LearningRateComparison: balls and losses stand where the trajectories are."""

import numpy as np
import pytest

from scenes.base.theme import DARK
from scenes.cast.charts.axes import Plot
from scenes.learning_rate_comparison import LearningRateComparison
from tests.rate_runs import RATES, closed_form


def colour(hexadecimal):
    return np.array([int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5)])


def pixels_of(lesson, box, unit):
    """Return a box in pixels: left, right, top, bottom."""
    half = lesson.layout.width / 2
    left, right = (round((x + half) * unit) for x in (box.left, box.right))
    top, bottom = (round((4 - y) * unit) for y in (box.top, box.bottom))
    return left, right, top, bottom


def middles(mask):
    """Return the middle of each run of true values."""
    places = np.flatnonzero(mask)
    return [run.mean() for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(run)]


def ink(line, background):
    """Tell which pixels of a line are axis and ticks: not the ground, and grey."""
    line = line.astype(int)
    return (np.abs(line - background.astype(int)).sum(axis=-1) > 100) & (np.ptp(line, axis=-1) < 50)


def largest_disc(frame, hexadecimal, box, radius):
    """Return the centre (column, row) of the largest disc of a colour inside a box."""
    left, right, top, bottom = box
    part = frame[top : bottom + 1, left : right + 1].astype(int)
    mask = np.abs(part - colour(hexadecimal)).sum(axis=2) < 60
    window = np.ones(2 * radius + 1)
    crowd = np.apply_along_axis(np.convolve, 0, mask.astype(float), window, "same")
    crowd = np.apply_along_axis(np.convolve, 1, crowd, window, "same")
    row, column = np.unravel_index(np.argmax(crowd), crowd.shape)
    rows, columns = np.nonzero(mask)
    for _ in range(5):  # the disc's own pixels only: lines that end at it stay outside
        near = np.hypot(rows - row, columns - column) <= radius
        row = (rows[near].min() + rows[near].max()) / 2
        column = (columns[near].min() + columns[near].max()) / 2
    return left + column, top + row


def test_pixels_show_balls_and_losses_where_the_trajectories_are(film):
    height, rate = 540, 5
    lesson, frames = film(LearningRateComparison, height=height, rate=rate)
    unit = height / 8
    last = frames[-1]
    background = last[2, 2]

    view = lesson.found.view
    large = Plot(lesson.look, lesson.rooms.large, view.x_range, view.y_range, x_label="x", y_label="loss")
    left, right, top, bottom = pixels_of(lesson, large.area, unit)
    for index, beat in ((0, 1), (2, 3)):
        told = frames[round(lesson.beats[beat].end * rate) - 2]
        ticks = [left + c for c in middles(ink(told[bottom + 4, left:right], background))]
        assert len(ticks) == 5, "ticks at −10, −5, 0, 5 and 10"
        one_pixel = 20 / (ticks[4] - ticks[0])
        column, row = largest_disc(told, DARK.parameter, (left, right, top, bottom), 9)
        x = closed_form(RATES[index])[-1]
        assert -10 + 20 * (column - ticks[0]) / (ticks[4] - ticks[0]) == pytest.approx(x, abs=1.5 * one_pixel)
        assert row + 0.5 == pytest.approx((4 - large.at(x, x**2)[1]) * unit, abs=1.5)

    told = frames[round(lesson.beats[7].end * rate) - 2]
    area = lesson.losses.plot.area
    left, right, top, bottom = pixels_of(lesson, area, unit)
    ticks = [top + r for r in middles(ink(told[top:bottom, left - 4], background))]
    assert len(ticks) == 5, "ticks at 10¹⁸, 10¹², 10⁶, 10⁰ and 10⁻⁶"
    decades_per_pixel = 24 / (ticks[-1] - ticks[0])
    at = round((float(lesson.losses.lines[3].tip.places[0][0]) + lesson.layout.width / 2) * unit)
    column, row = largest_disc(told, DARK.warning, (at - 9, at + 9, top, bottom), 6)
    assert 18 - (row - ticks[0]) * decades_per_pixel == pytest.approx(
        np.log10(2.0**60), abs=1.5 * decades_per_pixel
    )
    assert column + 0.5 == pytest.approx(at, abs=1.5)

    ruler = lesson.limits.ruler.plot
    x, y, _ = ruler.at(-6.4, 40.96)
    place = round((x + lesson.layout.width / 2) * unit), round((4 - y) * unit)
    box = place[0] - 12, place[0] + 12, place[1] - 12, place[1] + 12
    column, row = largest_disc(last, DARK.parameter, box, 6)
    assert (column + 0.5, row + 0.5) == pytest.approx(place, abs=1.5)
