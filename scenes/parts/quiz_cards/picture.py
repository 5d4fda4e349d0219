"""What every moving picture of a quiz has: its numbers, a room, a proof, and the facts that it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from manim import VGroup, VMobject

from scenes.base.layout import Box
from scenes.base.lesson import Lesson
from scenes.base.theme import CAP_HEIGHT_PER_FONT_SIZE, TYPE
from scenes.base.words import Words
from scenes.cast.writing.formulas import MathFormula
from scenes.cast.writing.numbers import LiveNumber

LARGE = 44.0
"""Font size of facts."""
BELOW, BESIDE, BETWEEN, ACROSS = 0.16, 0.16, 0.36, 0.3
"""From a fact's words to its number below them or beside them, to the next fact below or beside."""
NEAR, TWO_LINES = 0.06, 1.6 * CAP_HEIGHT_PER_FONT_SIZE
"""From a name of two lines in a row to its number; height of such a name, for a font size of one."""
NARROWEST = 0.8
"""Share of its column that a fact in a row can do with."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """A number that a question may give to its picture.

    Parameters
    ----------
    default
        What it is where the question says nothing.
    low, high
        Its bounds.
    whole
        Whether it has no decimals.
    """

    default: float
    low: float
    high: float
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where a picture stands, and the facts that it makes: in a column, or in tall frames in a row."""

    picture: Box
    facts: Box
    tall: bool


class Facts(VGroup):
    """Names and numbers that the picture makes, one below the other, or beside it in tall frames.

    Parameters
    ----------
    lesson
        Whose they are.
    rooms
        Their room.
    count
        How many there will be: in a row each has its part.
    """

    def __init__(self, lesson: Lesson, rooms: Rooms, count: int) -> None:
        super().__init__()
        self.look, box = lesson.look, rooms.facts
        self.left, self.top, self.tall = box.left, box.top, rooms.tall
        self.right, self.to_come = box.right, count
        self.width_of_one = (box.width - ACROSS * (count - 1)) / count if rooms.tall else box.width
        self.size = TYPE.caption if rooms.tall else LARGE

    def put(
        self, label: VMobject, read: Callable[[], str] | None = None, colour: str | None = None
    ) -> VGroup:
        """Return the next fact: its label, and the number that follows `read` below it.

        In a row the number stands nearer to a name of two lines: what is below has little room.
        """
        label.shift((self.left - float(label.get_left()[0]), self.top - float(label.get_top()[1]), 0.0))
        fact, bottom = VGroup(label), float(label.get_bottom()[1])
        if read is not None:
            if isinstance(label, MathFormula):
                at = (float(label.get_right()[0]) + BESIDE, label.baseline, 0.0)
            else:
                below = NEAR if self.tall and label.height > TWO_LINES * TYPE.label else BELOW
                at = (self.left, bottom - below - CAP_HEIGHT_PER_FONT_SIZE * self.size, 0.0)
            fact.add(LiveNumber(self.look, read, at, anchor="left", colour=colour, size=self.size))
            bottom = min(bottom, at[1])
        if self.tall:
            self.left = float(fact.get_right()[0]) + ACROSS
        else:
            self.top = bottom - BETWEEN
        self.to_come -= 1
        self.add(fact)
        return fact

    def words(self, text: str, colour: str | None = None) -> Words:
        """Return the next fact's name, broken into lines where its column is narrow."""
        size, width = TYPE.label if self.tall else TYPE.caption, self.width_of_one
        if self.tall:
            after = max(self.to_come - 1, 0)
            width = self.right - self.left - after * (NARROWEST * width + ACROSS)
        return Words(self.look, text, colour=colour, size=size, width=width)

    def formula(self, markup: str) -> MathFormula:
        """Return a formula as large as the numbers."""
        return MathFormula(self.look, markup, size=self.size)


class Picture:
    """A picture that stands still beside its question, and moves to prove the answer.

    Parameters
    ----------
    lesson
        Who tells it.
    rooms
        Where it stands.
    found
        What `find` returned.

    Attributes
    ----------
    scenery
        What is on screen while the audience predicts.
    proven
        What the proof has added: it goes when the next card comes.
    opening
        Makes room before the first beat of the proof.
    """

    numbers: ClassVar[Mapping[str, Allowed]] = {}

    def __init__(self, lesson: Lesson, rooms: Rooms, found: Any, opening: Callable[[], None]) -> None:
        self.lesson, self.rooms, self.found, self.opening = lesson, rooms, found, opening
        self.look, self.colours, self.say = lesson.look, lesson.colours, lesson.look.say
        self.scenery, self.proven = VGroup(), list[VMobject]()
        self.draw()

    @classmethod
    def find(cls, given: Mapping[str, float]) -> Any:
        """Return what the mathematics finds for the picture's numbers."""
        return given

    def draw(self) -> None:
        """Fill `scenery`."""
        raise NotImplementedError

    def prove(self) -> None:
        """Play the beats in which the picture moves."""
        raise NotImplementedError

    def bring(self, *parts: VMobject) -> None:
        """Put what belongs to the proof on screen."""
        self.proven += parts
        self.lesson.add(*parts)


__all__ = ["Allowed", "Facts", "Picture", "Rooms"]
