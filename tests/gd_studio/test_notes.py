"""Speaker notes and alternative texts say what the clip says, in its own numbers."""

from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from gd_studio.deliver.beats import beats_of
from gd_studio.deliver.notes import LONGEST_ALT, alt_text, speaker_notes
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from gd_studio.lecture.selection import Style
from gd_studio.store.clip_store import Entry
from scenes.ball_on_parabola import BallOnParabola
from scenes.base.handout import handout_of
from scenes.base.lesson import Lesson

SAID = ["First, x*y* = 1 < 2.", "Predict: where?", "It is $3 & _three_.", "In the end 0.5."]


def clip(summary: tuple[str, ...] = (), said: list[str] = SAID) -> Entry:
    """Return a clip as the store would keep it."""
    beats = [
        {"number": place + 1, "start": 31.5 * place, "end": 31.5 * (place + 1), "caption": caption}
        | {"kind": "ask" if caption.endswith("?") else "tell", "pause": 0.0}
        for place, caption in enumerate(said)
    ]
    handout: dict[str, Any] = {
        "headlines": ["A square, x²", "The answer"],
        "summary": list(summary),
        "formulas": ["f(x) = 2**x"],
        "notes": ["grows with every step"],
        "parameters": [["start", 8.0], ["function", "x**2"], ["steps", 20], ["window", [0.5, 1.0]]],
        "question": "Predict: where?",
        "beats": len(said),
        "titles": {
            "summary": "In short", "formulas": "Formulas", "parameters": "Numbers",
            "told": "Beat by beat", "question": "To ask",
        },
    }  # fmt: skip
    return Entry(Path(), {}, {"beats": beats, "handout": handout})


def shown(markdown: str) -> list[str]:
    """Return the texts of a Markdown document as its reader sees them."""
    blocks = [token for token in MarkdownIt().parse(markdown) if token.type == "inline"]
    return ["".join(part.content for part in block.children or ()) for block in blocks]


def test_alternative_text_is_what_the_lesson_sums_up_or_its_last_captions() -> None:
    assert alt_text(clip(("From 8 to 0.09.", "It falls."))) == "From 8 to 0.09. It falls."
    assert alt_text(clip()) == "A square, x². It is $3 & _three_. In the end 0.5."


def test_alternative_text_of_some_beats_is_what_they_say() -> None:
    whole = clip(("From 8 to 0.09.",))
    beats = beats_of(whole)
    assert alt_text(whole, beats[:3]) == "A square, x². First, x*y* = 1 < 2. It is $3 & _three_."
    assert alt_text(whole, beats[1:2]) == "A square, x². Predict: where?"
    long = clip(said=[f"Beat {number}: {'word ' * 20}." for number in range(9)])
    assert len(alt_text(long, beats_of(long))) <= LONGEST_ALT


def test_piece_tells_what_it_shows_and_not_how_the_run_ends() -> None:
    whole = clip(("From 8 to 0.09.",))
    piece = Entry(Path(), {}, dict(whole.facts) | {"beats": whole.facts["beats"][:1]})
    assert alt_text(piece) == "A square, x². First, x*y* = 1 < 2."
    assert "0.09" not in speaker_notes(piece)


def test_notes_are_shown_as_they_were_said() -> None:
    notes = speaker_notes(clip(("From 8 to 0.09.",)))
    assert "- function = `x**2`\n" in notes, "as it is written, also where nobody renders the Markdown"
    texts = shown(notes)
    assert texts == [
        "A square, x²", "In short", "From 8 to 0.09.", "Grows with every step.",
        "Numbers", "start = 8", "function = x**2", "steps = 20", "window = [0.5, 1.0]",
        "Formulas", "f(x) = 2**x",
        "Beat by beat", "0:00 First, x*y* = 1 < 2.", "0:31 Predict: where?", "1:03 It is $3 & _three_.",
        "1:34 In the end 0.5.", "To ask", "Predict: where?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        (
            {},
            "Starting at 8, twenty steps of gradient descent at rate 0.1 bring x to 0.09; "
            "the loss falls from 64 to 0.0085.",
        ),
        (
            {"start": -3.0, "steps": 1, "learning_rate": 1.1, "function": "w**2 + 1"},
            "Starting at −3, one step of gradient descent at rate 1.1 brings w to 3.6; "
            "the loss rises from 10 to 14.",
        ),
        (
            {"steps": 30, "learning_rate": 1.0},
            "Starting at 8, 30 steps of gradient descent at rate 1 bring x to 8; the loss is 64 as before.",
        ),
    ],
)
def test_ball_on_parabola_sums_up_its_run(params: dict[str, Any], sentence: str) -> None:
    assert BallOnParabola.summary(BallOnParabola.Params(**params)) == [sentence]


def test_lesson_hands_out_what_it_told(perform: Any) -> None:
    class Asks(Lesson):
        class Params(Lesson.Params):
            learning_rate: float | None = None
            reach: float = 2.0

        def tell(self) -> None:
            self.add(self.headline("Before"))
            with self.beat("It goes."):
                pass
            self.headline("After")

    handout = handout_of(perform(Asks))
    assert handout["headlines"] == ["Before", "After"]
    assert handout["parameters"] == [("reach", 2.0)], "not those of all lessons, not those without a value"
    assert "twice the learning rate" in handout["question"]


def test_clip_is_delivered_with_its_notes(lecture: Path) -> None:
    [near, _] = plan([Style(formats="md").apply(clip) for clip in read_lecture(lecture, Catalog())])
    result = make(Job(near, lecture.parent / "media" / "clips"))
    texts = shown(result.files["md"].read_text(encoding="utf-8"))
    assert texts[:2] == ["In short", "Goes."] and "distance = 2" in texts and "0:00 Goes." in texts
