"""What the slides of a clip are called, and what their speaker reads: as the clip says it itself."""

import json
from collections.abc import Iterator
from typing import Any

from gd_studio.deliver.beats import beats_of
from gd_studio.store.clip_store import Entry


def title_of(clip: Entry, summary: str) -> str:
    """Return the headline of a clip, or what its lesson is about where it has none."""
    headlines = clip.facts["handout"]["headlines"]
    return str(headlines[0]) if headlines else summary.rstrip(".")


def notes_of(clip: Entry, *, first: bool, last: bool) -> str:
    """Return the notes of a slide as plain text: what is said, and what the clip is about.

    Parameters
    ----------
    clip
        The clip, or the piece of it that the slide shows.
    first, last
        Whether the slide is the first of the clip, with its numbers, or the last, with what came of them.
    """
    handout = clip.facts["handout"]
    numbers = [f"{name} = {_value(value)}" for name, value in handout["parameters"]]
    sections = {
        "parameters": ", ".join(numbers) if first else "",
        "formulas": "; ".join(handout["formulas"]) if first else "",
        "summary": " ".join([*handout["summary"], *map(_sentence, handout["notes"])]) if last else "",
        "question": handout["question"] if last else "",
    }
    told = (f"{handout['titles'][name]}: {text}" for name, text in sections.items() if text)
    return "\n".join([*_captions(clip), *told])


def _captions(clip: Entry) -> Iterator[str]:
    yield from dict.fromkeys(beat.caption for beat in beats_of(clip) if beat.caption)


def _value(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")
