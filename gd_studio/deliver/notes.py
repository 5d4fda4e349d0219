"""Speaker notes and alternative texts, composed of what a clip says itself."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from gd_studio.deliver.beats import ToldBeat, beats_of
from gd_studio.store.clip_store import Entry

LONGEST_ALT = 350
"""Characters of an alternative text at most, where sentences can be left out."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|$~&])")


def alt_text(clip: Entry, beats: Sequence[ToldBeat] | None = None) -> str:
    """Return what a clip shows, for those who cannot see it.

    Of a whole clip it is what the lesson sums up with the numbers of the run, or, where it sums up nothing,
    its headline and its last captions; of some beats it is what they say.

    Parameters
    ----------
    clip
        As the store keeps it: a whole clip, or a piece of one.
    beats
        Some of its beats; all of them by default.
    """
    handout: Mapping[str, Any] = clip.facts["handout"]
    if beats is None and len(told := beats_of(clip)) < handout["beats"]:
        beats = told
    if beats is None and handout["summary"]:
        return " ".join(handout["summary"])
    said = [beat.caption for beat in beats or beats_of(clip) if beat.caption and beat.kind == "tell"]
    said = list(dict.fromkeys(said)) or [beat.caption for beat in beats or () if beat.caption]
    opening = [_sentence(line) for line in handout["headlines"][:1]]
    chosen: list[str] = []
    for caption in said if beats is not None else reversed(said):
        if chosen and len(" ".join([*opening, *chosen, caption])) > LONGEST_ALT:
            break
        chosen = [*chosen, caption] if beats is not None else [caption, *chosen]
        if beats is None and len(chosen) == 2:
            break
    return re.sub(r"\s+", " ", " ".join([*opening, *chosen]))


def headline_of(clip: Entry) -> str:
    """Return the first headline of a clip, ``""`` without one."""
    headlines: list[str] = clip.facts["handout"]["headlines"]
    return headlines[0] if headlines else ""


def speaker_notes(clip: Entry) -> str:
    """Return the notes of a clip as Markdown: in short, numbers, formulas, the beats, a question."""
    handout, beats = clip.facts["handout"], beats_of(clip)
    titles: Mapping[str, str] = handout["titles"]
    numbers = [f"- {name} = {_written(value)}" for name, value in handout["parameters"]]
    told = [f"- {_clock(beat.start)} {_told(beat)}" for beat in beats if beat.caption]
    sections = {
        "summary": [_plain(alt_text(clip)), *(f"- {_plain(_sentence(note))}" for note in handout["notes"])],
        "parameters": numbers,
        "formulas": [f"- {_plain(formula)}" for formula in handout["formulas"]],
        "told": told,
        "question": [_plain(handout["question"])],
    }
    title = headline_of(clip)
    parts = [f"# {_plain(title)}"] if title else []
    for name, lines in sections.items():
        if lines:
            parts.append(f"## {titles[name]}\n\n" + _joined(lines))
    return "\n\n".join(parts) + "\n"


def _joined(lines: Sequence[str]) -> str:
    """Return lines with an empty one where a list begins after a sentence."""
    text = lines[0]
    for before, line in pairwise(lines):
        text += ("\n" if before.startswith("- ") else "\n\n") + line
    return text


def _told(beat: ToldBeat) -> str:
    return f"**{_plain(beat.caption)}**" if beat.kind == "ask" else _plain(beat.caption)


def _sentence(line: str) -> str:
    line = line[:1].upper() + line[1:]
    return line if line.endswith((".", "?", "!", ":")) else f"{line}."


def _clock(seconds: float) -> str:
    """Return a time as players show it, cut to whole seconds."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _written(value: Any) -> str:
    """Return a value as lecture.toml has it, whole numbers without a point."""
    if isinstance(value, str) and "`" not in value:
        return f"`{value}`" if _MARKUP.search(value) else value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _plain(text.removesuffix(".0") if isinstance(value, float) else text)


def _plain(text: str) -> str:
    """Return a text so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", re.sub(r"\s+", " ", text))
