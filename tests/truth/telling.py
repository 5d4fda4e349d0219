"""A film told without painting, as a viewer who reads everything takes it in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from manim import Mobject

from gd_studio.engine.stage import settings_of
from scenes.base.lesson import Lesson
from scenes.base.look import Look
from scenes.cast.writing.numbers import Number
from tests.conftest import Unpainted, settings

NUMBER = re.compile(r"[−-]?(?:\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|∞)")
_DOWN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")


def number(text: str) -> float:
    """Return the value of a printed number: ``−1.2×10⁻³`` is −0.0012.

    >>> number("−1.2×10⁻³"), number("10⁶"), number("64.0")
    (-0.0012, 1000000.0, 64.0)
    """
    plain = text.replace("−", "-")
    if "∞" in plain:
        return float(plain.replace("∞", "inf"))
    mantissa, times, power = plain.partition("×10")
    if times:
        return float(f"{mantissa}e{power.translate(_DOWN)}")
    lone = re.fullmatch(r"(-?)10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", plain)
    return float(f"{lone[1]}1e{lone[2].translate(_DOWN)}") if lone else float(plain)


@dataclass(frozen=True)
class Said:
    """A sentence that was made: its English source and the values put in its places."""

    source: str
    values: dict[str, Any]
    text: str


@dataclass
class Told:
    """A told film.

    Parameters
    ----------
    scene
        The lesson at its end; its parameters, runs and stage can be asked.
    captions
        What the footer said, beat by beat.
    summary
        What is told to those who cannot see it.
    said
        Every sentence and word that was made, by its text.
    numbers
        The texts of all numbers on screen at the end of each beat.
    """

    scene: Any
    captions: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    said: dict[str, Said] = field(default_factory=dict)
    numbers: list[list[str]] = field(default_factory=list)

    @property
    def sentences(self) -> Iterator[Said]:
        """Return the captions, and the sentences of the summary, with their sources."""
        for sentence in (*self.captions, *self.summary):
            yield self.said[sentence]


def tell(lesson: type[Lesson], media: Path, *, aspect: str = "16:9", **params: Any) -> Told:
    """Tell a film without painting it; raises what the lesson raises."""
    told = Told(None)

    class Listening(Look):
        def say(self, sentence: str, **values: object) -> str:
            text: str = super().say(sentence, **values)
            told.said[text] = Said(sentence, values, text)
            return text

        def say_count(self, count: int, one: str, many: str, **values: object) -> str:
            text: str = super().say_count(count, one, many, **values)
            told.said[text] = Said(one if count == 1 else many, {**values, "count": count}, text)
            return text

    class Listened(lesson):  # type: ignore[valid-type,misc]
        def end_beat(self, beat: Any) -> None:
            super().end_beat(beat)
            told.captions.append(beat.caption)
            told.numbers.append([*shown_numbers(self.mobjects)])

    with settings_of(settings(media, aspect, 36, 5)):
        told.scene = Listened(lesson.Params(**params), Listening(), Unpainted())
        told.scene.render()
    told.summary = Listened.summary(told.scene.given, Listening())
    return told


def shown_numbers(mobjects: list[Mobject]) -> Iterator[str]:
    """Yield the texts of the numbers among mobjects and their parts."""
    for mobject in mobjects:
        for part in mobject.get_family():
            if isinstance(part, Number) and part.text:
                yield part.text
