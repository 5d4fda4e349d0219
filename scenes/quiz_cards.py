"""Cards that ask, wait for a prediction, and let a picture move until it has shown the answer."""

import re
from typing import Any

from manim import VGroup, VMobject

from scenes.base.appearing import Appear, Vanish
from scenes.base.lesson import Lesson
from scenes.base.look import ENGLISH, Look
from scenes.base.theme import TIMING
from scenes.cast.moving.following import ride
from scenes.cast.writing.plates import Plate
from scenes.parts.quiz_cards.card import LETTERS, Countdown, Zones, answer_of, choices_of, question_words
from scenes.parts.quiz_cards.gallery import PICTURES
from scenes.parts.quiz_cards.picture import Picture
from scenes.parts.quiz_cards.question_source import QuestionParams
from scenes.parts.quiz_cards.questions import Question

FIRST_LOOK, PER_WORD, MOST_WORDS = 1.6, 0.2, 19
"""Seconds before the first choice comes, and for each of its words; most words to read at rest."""


class QuizCards(Lesson):
    """Cards that ask, wait for a prediction, and let a picture move until it has shown the answer.

    Each card has a question, two to four choices and a pause for predicting, then the picture beside it
    moves: a line slides and turns, squares fill a larger one, a pointer turns until it is the gradient. The
    questions stand in a TOML file that a lecturer writes; ten come with the project.
    """

    class Params(QuestionParams):
        """What a lecturer may change."""

    given: Params
    found: tuple[Any, ...]

    @classmethod
    def compute(cls, params: Params) -> tuple[Any, ...]:
        """Return what the mathematics finds for the picture of each card."""
        return tuple(PICTURES[one.picture].find(dict(one.numbers)) for one in params.deck)

    @classmethod
    def notes(cls, params: Params, look: Look = ENGLISH) -> list[str]:
        """Say which cards have more to read than the pause leaves time for."""
        return [
            look.say(
                "card {card} has {words} words to read; a shorter question leaves more time to think",
                card=card,
                words=_words(one),
            )
            for card, one in enumerate(params.asked(look), 1)
            if _words(one) > MOST_WORDS
        ]

    def tell(self) -> None:
        """Tell one card after the other."""
        self.shown, self.asking = list[VMobject](), False
        self.pictures = list[Picture]()
        self.plate = Plate(self.colours.panel)
        self.add(self.plate)
        asked = self.given.asked(self.look)
        for number, (question, found) in enumerate(zip(asked, self.found, strict=True), 1):
            self.lay(number, question, found)
            self.tell_question(question)
            self.ask_which()
            self.pictures[-1].prove()
            self.tell_answer(question)

    def lay(self, number: int, question: Question, found: Any) -> None:
        """Make a card; the first one is there from the beginning."""
        look = self.look
        self.zones = zones = Zones.of(look, self.layout, question)
        self.card = VGroup(
            self.headline(
                self.say("Question {number} of {count}", number=number, count=len(self.given.deck))
            ),
            question_words(look, zones, question.question),
        )
        self.ring = Countdown(look, zones.ring, self.given.hold)
        self.choices = choices_of(look, zones.choices, question.choices)
        picture = PICTURES[question.picture](self, zones.rooms, found, self.clear_choices)
        self.pictures.append(picture)
        self.blank = self.choices if zones.together else []
        if number == 1:
            self.plate.cover(zones.question)
            self.add(self.card, self.ring, picture.scenery, *self.blank)

    def tell_question(self, question: Question) -> None:
        """Give time to read; then the choices come, one by one."""
        told = self.say("{count} answers, one is right.", count=len(question.choices))
        with self.beat(told, opening=self.turn if self.shown else None):
            self.wait(min(FIRST_LOOK, TIMING.per_word * len(question.question.split())))
            if not self.zones.together:
                self.play(Vanish(self.picture.scenery), run_time=TIMING.quick)
                self.play(*map(Appear, self.choices), run_time=TIMING.quick)
            for choice in self.choices:
                self.play(Appear(choice.words), run_time=TIMING.quick)
                self.wait(PER_WORD * len(choice.words.text.split()))

    def turn(self) -> None:
        """Take the last card away, and bring the next one."""
        self.play(*map(Vanish, self.shown), run_time=TIMING.quick)
        self.shown = []
        self.plate.cover(self.zones.question)
        self.play(
            *map(Appear, (self.card, self.ring, self.picture.scenery, *self.blank)), run_time=TIMING.quick
        )

    @property
    def picture(self) -> Picture:
        """The picture of the card."""
        return self.pictures[-1]

    def ask_which(self) -> None:
        """Let the ring empty while the audience predicts."""
        self.asking = self.given.hold > 0.0
        with self.beat(self.say("Which one?"), kind="ask"):
            pass

    def rest(self, duration: float) -> None:
        """Let the ring empty in the seconds that are for predicting; a beat's last picture is a still."""
        if not self.asking:
            super().rest(duration)
            return
        hold, unit = self.given.hold * self.given.pace, TIMING.tick * self.given.pace
        self.wait(duration - hold - unit)
        self.asking = False
        self.ring.left.set_value(self.given.hold)
        self.play(ride(self.ring.left, 0.0), run_time=hold)
        self.wait(unit)

    def clear_choices(self) -> None:
        """Leave the room to the picture and its facts."""
        parts = [*self.choices, *(choice.words for choice in self.choices)]
        self.play(*map(Vanish, parts), run_time=TIMING.quick)
        if not self.zones.together:
            self.play(Appear(self.picture.scenery), run_time=TIMING.quick)

    def tell_answer(self, question: Question) -> None:
        """Bring the right choice back, below what the picture has made, and say why."""
        letter = LETTERS[question.right]
        told = self.say("{letter}: {why}", letter=letter, why=question.explanation)
        with self.beat(told):
            right = answer_of(self.look, self.zones.answer, letter, question.answer)
            answer = [right, right.words, right.frame, self.ring.answered(letter)]
            self.play(*map(Appear, answer), run_time=TIMING.move)
        self.shown = [self.card, self.ring, self.picture.scenery, *self.picture.proven, *answer]


def _words(question: Question) -> int:
    """Return how many words there are to be read, but for single letters and numbers."""
    return len(re.findall(r"[^\W\d_]{2,}", " ".join((question.question, *question.choices))))
