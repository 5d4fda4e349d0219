"""QuizCards asks what a file asks, waits, and proves each answer by a picture that moves as computed."""

import itertools
import json

import numpy as np
import pytest
from pydantic import ValidationError

from scenes.base.look import Look
from scenes.parts.quiz_cards.bowl import steps_down
from scenes.parts.quiz_cards.gallery import PICTURES
from scenes.parts.quiz_cards.questions import SAMPLE, read_questions
from scenes.quiz_cards import QuizCards
from tests.looking import findings

CARD = {
    "question": '"Which?"', "choices": '["this", "that"]', "answer": '"that"',
    "explanation": '"So it is."', "picture": '"line"',
}  # fmt: skip
EXTREMES = {
    "falling": {"picture": '"line"', "slope": "-5", "intercept": "-10"},
    "level": {"picture": '"line"', "slope": "0", "intercept": "0"},
    "sixteen squares": {"picture": '"squares"', "gap": "0.1", "times": "4"},
    "steep": {"picture": '"limit"', "curvature": "100"},
    "one valley": {"picture": '"starts"', "one": "1.8", "other": "0.4"},
    "stretched": {"picture": '"contour"', "stretch": "8"},
    "very long": {"picture": '"valley"', "condition": "50"},
    "many steps": {"picture": '"momentum"', "condition": "50", "steps": "40"},
    "single samples": {"picture": '"batches"', "size": "1", "times": "9"},
    "long words": {
        "question": f'"{"What is this, and why " * 5}so?"',
        "choices": '["the largest curvature of all of it", "its length", "its breadth", "all of these"]',
        "answer": '"the largest curvature of all of it"',
    },
}


@pytest.fixture
def written(tmp_path):
    """Write a file of one question, with some of its values changed or left out."""

    def write(**changes):
        values = {key: value for key, value in {**CARD, **changes}.items() if value is not None}
        text = "[[question]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())
        path = tmp_path / "my.toml"
        path.write_text(text, encoding="utf-8")
        return {"questions": str(path), "cards": (1,)}

    return write


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture
def cards(perform, told):
    """Tell all cards of the sample, once, and return their pictures."""
    if not told:
        told.append(perform(QuizCards, cards="all", hold=0.0))
    return told[0].pictures


def test_the_sample_has_ten_questions_and_every_picture_once():
    questions = read_questions(SAMPLE)
    assert len(questions) == 10
    assert {one.picture for one in questions} == set(PICTURES)
    assert questions[0].answer == "intercept, slope"


def test_cards_ask_hold_and_name_the_answer_last(perform):
    lesson = perform(QuizCards)
    asked = [k for k, beat in enumerate(lesson.beats) if beat.kind == "ask"]
    assert len(asked) == 2 and all(lesson.beats[k].pause == 3.0 for k in asked)
    assert [beat.caption[0] for beat in (lesson.beats[asked[1] - 2], lesson.beats[-1])] == ["B", "C"]
    assert all(one.end == other.start for one, other in itertools.pairwise(lesson.beats))


def test_the_ring_empties_in_the_seconds_that_are_for_predicting(perform):
    shares = []

    def look_at(lesson):
        ring = lesson.ring[1]
        shares.append(0.0 if not len(ring.points) else ring.get_arc_length() / (2 * np.pi * 0.4))

    lesson = perform(QuizCards, look_at, cards=(1,), hold=4.0)
    assert shares[0] == pytest.approx(1.0, abs=0.01) and shares[1] == pytest.approx(0.0, abs=0.01)
    lesson.ring.left.set_value(1.5)
    lesson.ring[1].update()
    assert lesson.ring.seconds() == "2"
    assert lesson.ring[1].get_arc_length() / (2 * np.pi * 0.4) == pytest.approx(1.5 / 4.0, abs=0.01)


def test_the_line_meets_the_axis_at_b_and_rises_by_w(cards):
    picture = cards[0]
    for b, w in ((2.0, 1.5), (3.1, 0.6)):
        picture.b.set_value(b)
        picture.w.set_value(w)
        for part in (picture.line, picture.crossing, picture.rise):
            part.update()
        ends = picture.plot.read(picture.line.points[[0, -1]])
        assert ends == pytest.approx(np.array([[0.0, b], [4.0, b + 4 * w]]))
        corners = picture.plot.read(picture.rise[0].points)
        assert np.ptp(corners, axis=0) == pytest.approx([1.0, w])


def test_four_squares_fill_the_square_of_a_gap_twice_as_long(cards):
    picture = cards[1]
    corners = picture.plot.read(picture.tiles.points)
    assert np.ptp(corners, axis=0) == pytest.approx([2.0, 2.0])
    assert np.ptp(picture.plot.read(picture.small.points), axis=0) == pytest.approx([1.0, 1.0])
    assert corners.max(axis=0) == pytest.approx([picture.xs[1], picture.level + 2.0])


def test_the_ball_jumps_to_and_fro_at_two_over_the_curvature(cards):
    picture = cards[9]
    assert picture.found.rates == pytest.approx((0.2, 0.2625, 0.25))
    for rate, walk in zip(picture.found.rates, picture.walks, strict=True):
        x = 3.0 * (1.0 - 8.0 * rate) ** 6
        assert picture.plot.read(walk.ball.place) == pytest.approx([x, 4 * x**2], abs=1e-9)


def test_two_starts_end_where_newtons_method_finds_the_minima(cards):
    picture = cards[3]
    for walk, x in zip(picture.walks, (-1.0, 1.0), strict=True):
        low = x
        for _ in range(20):
            low -= (4 * low**3 - 4 * low + 0.3) / (12 * low**2 - 4)
        assert picture.plot.read(walk.ball.place)[0] == pytest.approx(low, abs=1e-4)


def test_the_arrow_stands_at_a_right_angle_on_the_contour_and_points_uphill(cards):
    picture = cards[4]
    contour, pointing = picture.proven[0], picture.proven[1]
    along = (contour.points[-1] - contour.points[0])[:2]
    arrow = (pointing[1].tip - pointing[1].tail)[:2]
    assert along @ arrow == pytest.approx(0.0, abs=1e-9)
    assert arrow / np.linalg.norm(arrow) == pytest.approx(np.array([1.3, 1.5]) / np.hypot(1.3, 1.5))


@pytest.mark.parametrize(("condition", "steps"), [(20.0, 24), (1.0, 1)])
def test_steps_until_one_per_cent_are_those_of_the_closed_form(condition, steps):
    points = steps_down(condition)
    factor = (condition - 1) / (condition + 1)
    assert len(points) - 1 == steps
    assert points[-1] == pytest.approx([4 * factor**steps, (-factor) ** steps])


def test_momentum_is_lower_by_hand_as_well(cards):
    picture = cards[6]
    x, v = np.array([4.0, 1.0]), np.zeros(2)
    low, high = 1.0, np.sqrt(20.0)
    for _ in range(15):
        v = ((high - low) / (high + low)) ** 2 * v + np.array([1.0, 20.0]) * x
        x = x - 4 / (low + high) ** 2 * v
    assert picture.found.runs[1].points[-1] == pytest.approx(x)
    assert picture.plot.read(picture.walks[1].ball.places[0]) == pytest.approx(x, abs=1e-6)


def test_the_ring_of_the_batches_is_half_as_large_with_four_times_the_samples(cards):
    picture = cards[7]
    ring = picture.plot.read(picture.proven[0].points)
    middle = picture.found.middle
    alone = picture.found.alone
    sigma = np.sqrt(((alone - alone.mean(axis=0)) ** 2).sum(axis=1).mean())
    assert np.hypot(*(ring - middle).T).max() == pytest.approx(sigma / 4, rel=1e-2)
    means = alone[picture.found.orders[:, :16]].mean(axis=1)
    assert np.sqrt(((means - middle) ** 2).sum(axis=1).mean()) == pytest.approx(sigma / 4, rel=0.15)


def test_the_ball_is_painted_where_it_was_computed(film):
    lesson, frames = film(QuizCards, cards=(3,), hold=0.0, pace=4.0)
    image = frames[-1].astype(int)
    orange = (abs(image - np.array([0xE6, 0x9F, 0x00])).sum(axis=-1) < 60).nonzero()
    place = lesson.picture.walks[-1].ball.place
    column, row = 240 + place[0] / 8 * 270, 135 - place[1] / 8 * 270
    assert np.hypot(orange[1] - column, orange[0] - row).min() < 2.0


def test_questions_travel_as_content_and_only_those_that_are_shown(written):
    made = QuizCards.Params(**written())
    content = json.loads(made.model_dump_json())
    assert [one["answer"] for one in content["deck"]] == ["that"]
    assert made.input_files() == (made.questions,) and QuizCards.Params().input_files() == ()
    assert QuizCards.Params.restored({**content, "questions": "gone.toml"}).deck == made.deck


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"answer": '"other"'}, 'question 1: answer = "other" must be one of its choices, "this", "that"'),
        ({"picture": '"lien"'}, 'picture = "lien" must be one of line, .* did you mean "line"'),
        ({"explanation": None}, "question 1: explanation is missing"),
        ({"choices": '["a"]'}, "choices has 1 entries; a card takes 2 to 4"),
        ({"choices": '["a", "b", "c", "d", "e"]'}, "choices has 5 entries"),
        ({"choices": '["that", "that"]'}, 'choices has "that" twice'),
        ({"choices": "[0.1, 0.2]"}, r'choices\[0\] = 0.1 must be text in quotes, "0.1"'),
        ({"choices": '"this"'}, "choices = .* must be a list in brackets"),
        ({"question": f'"{"why " * 40}"'}, "has 159 letters; shorten it, the card has room for 120"),
        ({"question": '" "'}, "question is empty"),
        ({"answer": f'"{"a" * 30}"'}, "has 30 letters, and a line has room for 22"),
        ({"slope": "90"}, "question 1: slope = 90 must be a number from -5 to 5"),
        ({"slope": '"2"'}, 'slope = "2" must be a number'),
        ({"slope": "nan"}, "slope = nan must be a number"),
        ({"picture": '"squares"', "times": "2.5"}, "times = 2.5 must be a whole number from 2 to 4"),
        ({"slpoe": "2"}, 'unknown key "slpoe"; did you mean "slope"'),
        ({"question": '"面积?"'}, "the fonts lack 面, 积"),
        ({"answer": "["}, "this is not TOML"),
    ],
)
def test_broken_questions_are_refused_in_one_sentence(written, changes, words):
    with pytest.raises(ValidationError, match=words):
        QuizCards.Params(**written(**changes))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"questions": "gone.toml"}, "there is no such file"),
        ({"questions": "simple"}, "must be sample, or a file such as"),
        ({"cards": (11,)}, "there is no question 11; sample has 10 questions"),
        ({"cards": ()}, "has no numbers"),
        ({"cards": (1,) * 11}, "11 cards are too many"),
    ],
)
def test_what_is_not_there_is_refused_in_one_sentence(given, words):
    with pytest.raises(ValidationError, match=words):
        QuizCards.Params(**given)


@pytest.mark.parametrize("text", ["", "[[questions]]\nquestion = 'x'", "question = 3"])
def test_a_file_without_questions_is_refused_in_one_sentence(tmp_path, text):
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValidationError, match="write \\[\\[question\\]\\]"):
        QuizCards.Params(questions=str(path))


@pytest.mark.parametrize(
    ("extreme", "theme", "aspect"),
    [
        ("falling", "dark", "9:16"),
        ("sixteen squares", "dark", "4:3"),
        ("steep", "light", "4:3"),
        ("stretched", "light", "9:16"),
        ("long words", "light", "9:16"),
    ],
)
def test_nothing_spoils_the_picture(written, extreme, theme, aspect):
    params = QuizCards.Params(**written(**EXTREMES[extreme]), hold=0.0, pace=2.0)
    found = findings(QuizCards, params, Look(theme=theme), aspect, flashing=extreme == "sixteen squares")
    wordy = extreme == "long words"  # its note says so
    assert [one for one in found if not (wordy and "too-many-words" in str(one))] == []
    assert bool(QuizCards.notes(params)) == wordy


@pytest.mark.parametrize(("language", "cards"), [("it", [4]), ("es", [6, 7])])
def test_names_of_two_lines_leave_room_below_and_beside(language, cards):
    params = QuizCards.Params(cards=cards, hold=0.0, pace=2.0)
    assert findings(QuizCards, params, Look(language=language), "9:16") == []


@pytest.mark.parametrize("extreme", EXTREMES)
def test_whatever_a_question_gives_its_picture_the_card_is_told(perform, written, extreme):
    lesson = perform(QuizCards, **written(**EXTREMES[extreme]))
    assert lesson.beats[-1].caption[0] in "AB"


def test_the_sample_can_be_read_at_rest():
    assert QuizCards.notes(QuizCards.Params(cards="all")) == []


def test_the_sample_speaks_the_clips_language_and_a_lecturers_file_its_own(written):
    german = Look(language="de")
    first, *_ = QuizCards.Params().asked(german)
    assert (first.answer, first.right) == ("Abschnitt, Steigung", 1)
    rates = QuizCards.Params(cards=(3,)).asked(german)[0].choices
    assert rates == ("0,1", "0,5", "1", "2")
