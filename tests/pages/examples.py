"""Clips to copy: what the lecture files that come with the project make of each lesson."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.pages.sources import ROOT

LECTURES = ROOT / "lectures"


@dataclass(frozen=True, slots=True)
class Example:
    """A clip as it stands in a lecture file, and the file."""

    text: str
    file: Path


def examples(lesson: str) -> list[Example]:
    """Return a lesson's clips: the one with its defaults, then those that lectures change."""
    return [Example(f'[[clip]]\nlesson = "{lesson}"', Path()), *_changed().get(lesson, [])]


@cache
def _changed() -> dict[str, list[Example]]:
    """Return the clips that say more than their lesson's name, each with the comment above it, by lesson."""
    found: dict[str, list[Example]] = {}
    for path in sorted(LECTURES.glob("*.toml")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            for clip in tomllib.loads(block).get("clip", []):
                if clip.keys() - {"lesson", "name"}:
                    found.setdefault(clip["lesson"], []).append(Example(block.strip(), path))
    return found
