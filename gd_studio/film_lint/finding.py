"""What a rule has seen in one picture, and what the lint reports of it."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from gd_studio.film_lint.picture import Picture

RULES: dict[str, str] = {}
"""What each rule says of itself, by its name: what it finds and why, and after "Try:" what helps."""

_Function = TypeVar("_Function", bound=Callable[..., object])


def rule(name: str) -> Callable[[_Function], _Function]:
    """Enter the docstring of a rule under its name."""

    def enter(function: _Function) -> _Function:
        RULES[name] = inspect.cleandoc(function.__doc__ or "")
        return function

    return enter


def advice(name: str) -> str:
    """Return what a rule says that helps, in one line."""
    _, _, told = RULES.get(name, "").partition("Try: ")
    return " ".join(told.split("\n\n", 1)[0].split())


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect of a lesson.

    Parameters
    ----------
    lesson
        Name of the lesson's class.
    beat
        Number of the beat in which it is first seen, counted from 1.
    time, duration
        When it is first seen, in seconds from the clip's beginning, and for how long.
    rule
        Name of the rule, in kebab case.
    name
        What is concerned.
    message
        One sentence: what, and with whom.
    where
        Where on the frame, if it is at one place.
    """

    lesson: str
    beat: int
    time: float
    duration: float
    rule: str
    name: str
    message: str
    where: str = ""

    @property
    def told(self) -> str:
        """Return when it was found, by which rule, what, and where."""
        when = f"beat {self.beat}, {self.time:.1f} s (for {self.duration:.1f} s)"
        return f"{when}: {self.rule}: {self.message}" + (f" Where: {self.where}." if self.where else "")

    def __str__(self) -> str:
        """Return the finding as a line of text, with what to try."""
        return f"{self.lesson}, {self.told} Try: {advice(self.rule)}"


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one rule has seen in one picture.

    Parameters
    ----------
    rule
        Name of the rule.
    who
        Identities of what is concerned: the same ones in the next picture are the same finding.
    name, message
        As in `Finding`.
    at
        The middle of what is concerned, in scene units.
    """

    rule: str
    who: tuple[int, ...]
    name: str
    message: str
    at: tuple[float, float] | None = None

    def where(self, picture: Picture) -> str:
        """Return the place in words, in scene units and as shares of the frame from its lower left."""
        if self.at is None:
            return ""
        x, y = self.at
        across = "left" if x < -picture.width / 6 else "right" if x > picture.width / 6 else "middle"
        up = "lower" if y < -picture.height / 6 else "upper" if y > picture.height / 6 else "middle"
        region = up if up == across else f"{up} {across}"
        shares = f"{x / picture.width + 0.5:.0%} across, {y / picture.height + 0.5:.0%} up"
        return f"{region}, x = {x:.2f}, y = {y:.2f} ({shares})"


Rule = Callable[[Picture], Iterable[Sighting]]


def merge(lesson: str, seen: Iterable[tuple[Picture, Iterable[Sighting]]]) -> list[Finding]:
    """Return the findings of consecutive pictures: what is seen in several in a row is one finding."""
    open_ones: dict[tuple[str, tuple[int, ...]], tuple[Sighting, Picture, float]] = {}
    findings: list[Finding] = []

    def close(key: tuple[str, tuple[int, ...]]) -> None:
        sighting, first, end = open_ones.pop(key)
        duration = round(end - first.time, 3)
        what = (sighting.rule, sighting.name, sighting.message, sighting.where(first))
        findings.append(Finding(lesson, first.beat, first.time, duration, *what))

    for picture, sightings in seen:
        now = {(sighting.rule, sighting.who): sighting for sighting in sightings}
        for key in [key for key in open_ones if key not in now]:
            close(key)
        for key, sighting in now.items():
            first_sighting, first, _ = open_ones.get(key, (sighting, picture, 0.0))
            open_ones[key] = (first_sighting, first, picture.time + picture.seconds)
    for key in list(open_ones):
        close(key)
    return sorted(findings, key=lambda finding: (finding.time, finding.rule, finding.name))
