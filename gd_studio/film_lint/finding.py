"""What a rule has seen in one picture, and what the lint reports of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gd_studio.film_lint.picture import Picture


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
        One sentence.
    """

    lesson: str
    beat: int
    time: float
    duration: float
    rule: str
    name: str
    message: str

    def __str__(self) -> str:
        """Return the finding as a line of text."""
        where = f"{self.lesson}, beat {self.beat}, {self.time:.1f} s ({self.duration:.1f} s)"
        return f"{where}: {self.rule}: {self.message}"


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
    """

    rule: str
    who: tuple[int, ...]
    name: str
    message: str


Rule = Callable[[Picture], Iterable[Sighting]]


def merge(lesson: str, seen: Iterable[tuple[Picture, Iterable[Sighting]]]) -> list[Finding]:
    """Return the findings of consecutive pictures: what is seen in several in a row is one finding."""
    open_ones: dict[tuple[str, tuple[int, ...]], tuple[Sighting, Picture, float]] = {}
    findings: list[Finding] = []

    def close(key: tuple[str, tuple[int, ...]]) -> None:
        sighting, first, end = open_ones.pop(key)
        duration = round(end - first.time, 3)
        findings.append(
            Finding(lesson, first.beat, first.time, duration, sighting.rule, sighting.name, sighting.message)
        )

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
