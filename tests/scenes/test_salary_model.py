"""SalaryModel puts a worker on the line, lifts them off it, and counts who lies within σ."""

import itertools

import numpy as np
import pytest
from manim import Camera
from pydantic import ValidationError

from gd_studio.engine.stage import settings_of
from scenes.base.look import Look
from scenes.base.theme import DARK
from scenes.cast.writing.number_text import as_number
from scenes.salary_model import SalaryModel
from tests.conftest import settings
from tests.looking import findings

EXTREMES = {
    "paid less": {"paid": 4100.0, "years": 2.5},
    "no noise at all": {"noise": 0.0, "paid": 5000.0},
    "a veteran": {"years": 40.0, "paid": 90000.0, "currency": "CHF"},
    "two workers": {"count": 2},
    "a falling line": {"weight": -150.0, "bias": 4000.0, "paid": 3900.0, "noise": 100.0},
    "large amounts": {"bias": 1e5, "weight": 2e5, "noise": 3e4, "paid": 5.2e5},
    "a crowd": {"count": 500},
}
RENTS = "area in m²,floor,rent in €\n30,1,505.5\n45,3,700\n62,2,860\n80,5,1100\n101,4,1290\n"
YEARS = "year,members\n2001,120\n2005,180\n2010,300\n2015,330\n2020,480\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rents.csv").write_text(RENTS, encoding="utf-8")
    (tmp_path / "years.csv").write_text(YEARS, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def seen():
    return {}


@pytest.fixture
def lesson(perform, seen):
    """Return the lesson as it is told with the defaults; `seen` has where the worker stood at each beat."""
    if not seen:
        seen["places"], seen["plots"] = [], []

        def look(told):
            stage = told.stage
            seen["places"].append(stage.plot.read(stage.worker.place))
            seen["plots"].append(sorted(mark.value for mark in stage.plot.marks if mark.axis == "y"))

        seen["lesson"] = perform(SalaryModel, look)
    return seen["lesson"]


def test_the_worker_climbs_from_the_bias_over_the_line_to_the_wage(lesson, seen):
    places = [(0, 0), (0, 1000), (1, 3000), (2, 5000), (2, 5000), (2, 5600), (2, 5600)]
    assert np.array(seen["places"][:7]) == pytest.approx(np.array(places, dtype=float), abs=1e-6)
    # while the line is level, the height is the noise; then it is the wage again
    assert np.array(seen["places"][7:]) == pytest.approx(np.array([(2, 600), (2, 600), (2, 5600)]), abs=1e-6)


def test_the_sum_on_screen_is_true(lesson):
    written = [lesson.equation.number(term).text for term in ("y", "bias", "weight", "x", "noise")]
    paid, bias, weight, years, noise = (as_number(text.strip("()")) for text in written)
    assert (paid, bias, weight, years, noise) == (5600, 1000, 2000, 2, 600)
    assert paid == bias + weight * years + noise


def test_captions_have_the_numbers_of_the_model(lesson):
    captions = [beat.caption for beat in lesson.beats]
    x, y = (np.array(values) for values in (lesson.given.samples.x, lesson.given.samples.y))
    gaps = y - (1000 + 2000 * x)
    assert "After 2 years the model says $5000." in captions
    assert "$5600: $600 more than the model can know. This is noise." in captions
    sigma = round(float(np.sqrt((gaps**2).mean())))
    assert f"σ is the usual size of noise, the root of its mean square: ${sigma}." in captions
    assert (
        f"{(abs(gaps) <= np.sqrt((gaps**2).mean())).sum()} of 14 workers lie within σ of the line."
        in captions
    )
    assert [beat.kind for beat in lesson.beats].count("ask") == 1
    assert 30 <= lesson.seconds <= 60


def test_stairs_rise_by_the_weight_and_gather_in_one_column(lesson):
    stage = lesson.stage
    heights = {kind: stage.plot.read(bar.points)[:, 1] for kind, bar in stage.bars.items()}
    assert (heights["bias"].min(), heights["bias"].max()) == pytest.approx((0, 1000))
    assert (heights["weight"].min(), heights["weight"].max()) == pytest.approx((1000, 5000))
    assert (heights["noise"].min(), heights["noise"].max()) == pytest.approx((5000, 5600))
    assert all(stage.plot.read(bar.get_center())[0] == pytest.approx(2.0) for bar in stage.bars.values())


def test_while_the_line_levels_all_stays_in_the_picture_and_nothing_leaps(perform):
    heights = []

    class Watched(SalaryModel):
        def play(self, *moves, **how):
            super().play(*moves, **how)
            if len(self.beats) == 7 and not heights and self.stage.level == 1.0:
                for share in np.linspace(0.001, 1, 21):
                    self.stage.levelled.set_value(float(share))
                    self.stage.redraw()
                    heights.append(self.stage.worker.place[1])
                self.stage.levelled.set_value(1.0)

    lesson = perform(Watched, captions=False)
    area = lesson.stage.plot.area
    assert area.bottom < min(heights) and max(heights) < area.top
    assert np.abs(np.diff(heights)).max() < 0.1 * area.height


def test_the_band_holds_those_that_are_counted(perform):
    counts = []

    def look(told):
        if told.stage.opened.get_value() == 1.0 and not counts:
            stage = told.stage
            edge = stage.plot.read(stage.band.points)[:, 1]
            within = len(stage.inside.places) + (abs(stage.found.told[3]) <= stage.found.sigma)
            counts.extend([edge.max(), -edge.min(), within, stage.count])

    found = perform(SalaryModel, look, captions=False).found
    assert counts[:2] == pytest.approx([found.sigma] * 2)
    assert counts[2:] == [found.within.sum()] * 2


def test_an_own_table_has_its_own_line_names_and_currency(perform, folder):
    lesson = perform(SalaryModel, data="rents.csv", y_column="rent in €", currency="€", row=3)
    x, y = [30, 45, 62, 80, 101], [505.5, 700, 860, 1100, 1290]
    slope, intercept = np.polyfit(x, y, 1)
    captions = [beat.caption for beat in lesson.beats]
    assert captions[0] == "5 rows: area, and rent."
    assert captions[1] == f"Where area is 0, the best line has {intercept:.0f} €: the bias."
    assert captions[3] == f"At area = 62 the best line says {intercept + 62 * slope:.0f} €."
    assert lesson.found.told[:2] == (62.0, 860.0)
    assert lesson.equation.page.rows[0][0].width > 0 and "rent" in lesson.equation.page.rows[0][0].name


def test_a_bias_far_away_is_told_and_not_drawn(perform, folder):
    lesson = perform(SalaryModel, captions=False, data="years.csv")
    assert "outside the picture" in lesson.beats[1].caption
    assert not len(lesson.stage.bars["bias"].points)
    assert lesson.stage.plot.x_range[0] > 1900


def test_a_row_that_is_not_there_gets_its_sentence(folder):
    with pytest.raises(ValidationError, match=r"row = 9, but rents.csv has 5 rows of numbers"):
        SalaryModel.Params(data="rents.csv", row=9)
    told = SalaryModel.Params(data="rents.csv", bias=3.0)
    notes = SalaryModel.notes(told)
    assert 'bias: without effect on data = "rents.csv"' in notes
    assert f"row {SalaryModel.compute(told).row + 1} is told" in notes


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_is_asked_the_wage_is_told_to_its_end(perform, extreme):
    lesson = perform(SalaryModel, **EXTREMES[extreme])
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))
    assert lesson.seconds <= 75


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"),
    [
        ("paid less", "light", "9:16"),
        ("no noise at all", "dark", "4:3"),
        ("large amounts", "dark", "16:9"),
    ],
)
def test_nothing_spoils_the_picture(extreme, theme, aspect):
    params = SalaryModel.Params(**EXTREMES[extreme])
    assert findings(SalaryModel, params, Look(theme=theme), aspect) == []


def test_pixels_show_the_pillar_of_noise_between_line_and_worker(lesson, media):
    with settings_of(settings(media, "16:9", 270, 5)):
        camera = Camera(background_color=DARK.background)
        camera.capture_mobjects(lesson.mobjects)
    unit, stage = 270 / 8, lesson.stage
    rgb = np.array([int(DARK.loss[i : i + 2], 16) for i in (1, 3, 5)])
    x, low = stage.plot.at(2.0, 5000.0)[:2]
    top = stage.plot.at(2.0, 5600.0)[1]
    column = round((x + 0.05 + lesson.layout.width / 2) * unit)
    strip = camera.pixel_array[: round((4 - stage.plot.area.bottom) * unit), column, :3].astype(int)
    lit = np.flatnonzero(np.abs(strip - rgb).sum(axis=1) < 60)
    assert (lit[-1] + 1, lit[0]) == pytest.approx(((4 - low) * unit, (4 - top) * unit), abs=2.5)
