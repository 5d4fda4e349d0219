"""A card: the question on its plate, the choices, the ring that empties while the audience predicts."""

import math
from dataclasses import dataclass

import numpy as np
from manim import Circle, ValueTracker, VGroup

from scenes.base.layout import Box, Layout
from scenes.base.look import Look
from scenes.base.theme import STROKES, TYPE
from scenes.base.words import Words
from scenes.cast.data.squares import square
from scenes.cast.marks.lines import Polyline
from scenes.cast.moving.following import follow
from scenes.cast.writing.numbers import LiveNumber
from scenes.cast.writing.plates import Plate
from scenes.parts.quiz_cards.picture import Rooms
from scenes.parts.quiz_cards.questions import Question

LETTERS = "ABCD"
PICTURE = 0.62
"""Share of a wide frame's width that the picture has."""
PAD, GAP, RIM = 0.2, 0.14, 0.04
"""Between a plate's edge and its words, between plates, and between the margin and thick lines."""
RING, SMALL_RING = 0.4, 0.3
"""Radius of the ring, also in tall frames."""
TALL_QUESTION, FACTS, LINE, LEAST = 1.6, 0.75, (0.46, 0.8), 2.0
"""In tall frames: most height of a question, heights of the facts and of choices with one line and with two,
least height of a picture that has its choices below it."""
LETTER = 0.62
"""What a choice's letter takes of its plate's width."""
HIGH = 0.95
"""Of a choice's plate."""
SIZES = (TYPE.spoken, TYPE.header, TYPE.caption, TYPE.label)
HEADLINE = 46.0
"""Font size of a short question."""
TOP = 0.5 * math.pi


@dataclass(frozen=True, slots=True)
class Zones:
    """What stands where."""

    question: Box
    ring: Box
    choices: Box
    answer: Box
    rooms: Rooms
    together: bool

    @classmethod
    def of(cls, look: Look, layout: Layout, question: Question) -> "Zones":
        """Return the zones of a card: choices beside the picture, in tall frames below it or in its place."""
        if layout.tall:
            return cls._tall(look, layout, question)
        safe = layout.safe
        plate = Box(safe.left, safe.right, safe.top - 1.85, safe.top - 0.55)
        ring = square(np.array([safe.right - 2 * PAD - RING, plate.centre[1], 0.0]), 2 * RING)
        below = Box(safe.left, safe.right, layout.footer.top + 0.22, plate.bottom - 0.25)
        picture, beside = below.columns(PICTURE, 1.0 - PICTURE, gap=0.45)
        facts, answer = beside.inset(top=0.15).rows(beside.height - HIGH, HIGH, gap=0.0)
        rooms = Rooms(picture, facts, tall=False)
        return cls(plate, ring, beside, _inside(answer), rooms, together=True)

    @classmethod
    def _tall(cls, look: Look, layout: Layout, question: Question) -> "Zones":
        safe = layout.safe
        corner = np.array([safe.right - SMALL_RING - RIM, safe.top - SMALL_RING - RIM, 0.0])
        text = largest(look, question.question, safe.width - 2 * PAD, TALL_QUESTION, SIZES[2:])
        top = safe.top - 0.75
        plate = Box(safe.left, safe.right, top - text.height - 1.4 * PAD, top)
        below = Box(safe.left, safe.right, layout.footer.top + 0.12, plate.bottom - 0.2)
        width = safe.width - LETTER - PAD - 2 * RIM
        lines = {one: 1 + (Words(look, one).width > width) for one in question.choices}
        high = LINE[lines[question.answer] - 1]
        proof = FACTS + GAP + high
        choices = len(lines) * (LINE[max(lines.values()) - 1] + GAP) - GAP
        together = below.height - max(proof, choices) - GAP >= LEAST
        lower = max(proof, choices) if together else proof
        picture, rest = below.rows(below.height - lower - GAP, lower, gap=GAP)
        facts = rest.inset(bottom=rest.height - FACTS)
        answer = rest.inset(top=rest.height - high)
        return cls(
            plate,
            square(corner, 2 * SMALL_RING),
            rest if together else below,
            _inside(answer),
            Rooms(picture, facts, tall=True),
            together,
        )


def _inside(box: Box) -> Box:
    """Return a box whose frame stays out of the margin."""
    return box.inset(RIM, RIM, RIM, RIM)


def largest(look: Look, text: str, width: float, height: float, sizes: tuple[float, ...] = SIZES) -> Words:
    """Return a text broken into lines, as large as its room allows."""
    for size in sizes:
        words = Words(look, text, size=size, width=width)
        if words.width <= width + 1e-6 and words.height <= height:
            break
    return words


class Countdown(VGroup):
    """A ring with a question mark: it empties with the seconds that are left, and at the end has the answer.

    Attributes
    ----------
    left
        Seconds that are left; more than there are while nobody counts.
    """

    def __init__(self, look: Look, box: Box, hold: float) -> None:
        self.look, self.hold = look, hold
        self.left = ValueTracker(2.0 * hold + 1.0)
        radius, centre = box.width / 2, box.centre
        ground = Circle(radius=radius, stroke_color=look.colours.faint, stroke_width=STROKES.arrow)
        ground.move_to(centre)
        ring = Polyline(look.colours.ink, STROKES.arrow, name="time to predict")
        ring.lint_ignore = frozenset({"grown-to-nothing"})
        seconds = LiveNumber(
            look, self.seconds, centre - np.array([0.0, 0.13, 0.0]), anchor="center", size=TYPE.formula
        )

        def redraw() -> None:
            share = min(self.left.get_value() / max(hold, 1e-9), 1.0)
            angles = TOP + 2 * math.pi * np.linspace(0.0, share, 121)
            points = np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
            ring.set_corners(*([centre + radius * points] if share > 0.0 else []))

        self.seconds_left = seconds
        super().__init__(ground, ring, seconds)
        follow(ring, redraw)
        self.name = "countdown"

    def seconds(self) -> str:
        """Return the seconds that have begun, or a question mark."""
        left = self.left.get_value()
        return str(math.ceil(left - 1e-6)) if 0.0 < left <= self.hold else "?"

    def answered(self, letter: str) -> Words:
        """Return the letter of the answer, for the middle of the ring, which is whole again."""
        self.remove(self.seconds_left)
        self.left.set_value(2.0 * self.hold + 1.0)
        return Words(self.look, letter, size=TYPE.spoken).move_to(self[0].get_center())


class Choice(VGroup):
    """A plate with the letter of a choice, and its text, which comes later."""

    def __init__(self, look: Look, box: Box, letter: str, words: Words) -> None:
        self.box, self.letter = box, letter
        plate = Plate(look.colours.panel).cover(box)
        mark = Words(look, letter, colour=look.colours.muted, size=TYPE.caption)
        mark.move_to((box.left + LETTER / 2, box.centre[1], 0.0))
        super().__init__(plate, mark)
        self.words = words.move_to((box.left + LETTER + words.width / 2, box.centre[1], 0.0))
        self.frame = frame(look.colours.ink, box)


def frame(colour: str, box: Box) -> Polyline:
    """Return the edge of a box."""
    corners = [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)]
    points = np.pad(np.array([*corners, corners[0]]), ((0, 0), (0, 1)))
    return Polyline(colour, STROKES.curve, name="the answer").set_corners(points)


def choices_of(look: Look, box: Box, texts: tuple[str, ...]) -> list[Choice]:
    """Return the choices, one below the other from the top of a box, all in type of one size."""
    width = box.width - LETTER - PAD
    height = min(HIGH, (box.height - GAP * (len(texts) - 1)) / len(texts))
    words = [largest(look, text, width, height - 0.16) for text in texts]
    size = min(one.size for one in words)
    words = [one if one.size == size else Words(look, one.text, size=size, width=width) for one in words]
    made = []
    for k, (letter, one) in enumerate(zip(LETTERS, words, strict=False)):
        top = box.top - k * (height + GAP)
        made.append(Choice(look, Box(box.left, box.right, top - height, top), letter, one))
    return made


def answer_of(look: Look, box: Box, letter: str, text: str) -> Choice:
    """Return the right choice, to be framed, in a box of its own."""
    return Choice(look, box, letter, largest(look, text, box.width - LETTER - PAD, box.height - 0.16))


def question_words(look: Look, zones: Zones, text: str) -> Words:
    """Return the question on its plate."""
    plate, tall = zones.question, zones.rooms.tall
    right = plate.right - PAD if tall else zones.ring.left - PAD
    width = right - plate.left - PAD
    if tall:
        words = largest(look, text, width, TALL_QUESTION, SIZES[2:])
    else:
        words = largest(look, text, width, plate.height - PAD, (HEADLINE, *SIZES))
    return words.move_to((plate.left + PAD + words.width / 2, plate.centre[1], 0.0))


__all__ = [
    "LETTERS",
    "Choice",
    "Countdown",
    "Zones",
    "answer_of",
    "choices_of",
    "question_words",
]
