"""What a clip says as subtitles: at most two short lines at a time, from when a beat begins until it ends."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pysubs2

from gd_studio.deliver.beats import ToldBeat

LINE = 42
"""Characters of a line at most, as subtitles are usually set."""
_GLUE = "\ue000"
_SIGN = re.compile(r" ([=≈≠<>≤≥×·+−→]) ")
_LONGEST_JOINED = 20


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle.

    Parameters
    ----------
    start, end
        Milliseconds.
    lines
        One or two; a single word that is longer than a line stays whole.
    """

    start: int
    end: int
    lines: tuple[str, ...]


def cues_of(beats: Sequence[ToldBeat]) -> list[Cue]:
    """Return what is to be read, and when: a caption stands as long as in the film, also while nothing moves.

    A beat that says nothing has no cue; one that repeats the caption before it lengthens that one's time. A
    caption that needs more than two lines becomes several cues, each for its share of the words.
    """
    said: list[tuple[float, float, str]] = []
    for beat in beats:
        text = re.sub(r"[ \t\n]+", " ", beat.caption).strip()
        if said and said[-1][2] == text and said[-1][1] == beat.start:
            said[-1] = (said[-1][0], beat.end, text)
        elif text:
            said.append((beat.start, beat.end, text))
    return [cue for start, end, text in said for cue in _cues(start, end, text)]


def _cues(start: float, end: float, text: str) -> Iterator[Cue]:
    pages = _pages(text)
    length, told = sum(len(" ".join(page)) for page in pages), 0
    begin = round(1000 * start)
    for page in pages:
        told += len(" ".join(page))
        stop = round(1000 * (start + (end - start) * told / length))
        yield Cue(begin, stop, page)
        begin = stop


def _pages(text: str) -> list[tuple[str, ...]]:
    """Return lines of at most `LINE` characters, by twos; a formula such as ``x = 0.09`` is not broken."""
    words = _glued(text).split(" ")
    pages: list[tuple[str, ...]] = []
    while words:
        taken = _most(words)
        pages.append(tuple(line.replace(_GLUE, " ") for line in _balanced(words[:taken])))
        words = words[taken:]
    return pages


def _glued(text: str) -> str:
    """Return the text with each sign joined to both its sides; in a long formula, to what follows it."""
    words = _SIGN.sub(rf"{_GLUE}\1{_GLUE}", text).split(" ")
    return " ".join(
        word if len(word) <= _LONGEST_JOINED else re.sub(rf"{_GLUE}(.){_GLUE}", rf" \1{_GLUE}", word)
        for word in words
    )


def _most(words: Sequence[str]) -> int:
    """Return how many of the words fit on a page; a sentence that ends there ends the page."""
    count = len(words)
    while count > 1 and len(_filled(words[:count])) > 2:
        count -= 1
    if count == len(words):
        return count
    ends = [place for place in range(1, count + 1) if words[place - 1][-1] in ".?!:;,"]
    return next((place for place in reversed(ends) if 2 * place >= count), count)


def _filled(words: Sequence[str]) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _balanced(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words on one line, or on two that are as long as each other as nearly as can be."""
    whole = " ".join(words)
    if len(whole) <= LINE or len(words) == 1:
        return (whole,)
    cuts = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return min(cuts, key=lambda lines: (max(map(len, lines)), abs(len(lines[0]) - len(lines[1]))))


def write_captions(beats: Sequence[ToldBeat], target: Path, kind: str) -> None:
    """Write the subtitles of a clip.

    Parameters
    ----------
    beats
        Of the clip.
    target
        The file.
    kind
        ``"vtt"`` or ``"srt"``.
    """
    protect = _protected if kind == "vtt" else _untagged
    subtitles = pysubs2.SSAFile()
    subtitles.events = [
        pysubs2.SSAEvent(cue.start, cue.end, r"\N".join(map(protect, cue.lines))) for cue in cues_of(beats)
    ]
    text = subtitles.to_string(kind, keep_ssa_tags=True)
    target.write_text(f"{text.strip()}\n", encoding="utf-8", newline="\n")


def _protected(line: str) -> str:
    """Return a line as WebVTT writes it."""
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _untagged(line: str) -> str:
    """Return a line without what players of SRT files, which know no protection, take for a tag."""
    return re.sub(r"<( *[/A-Za-z][^>]*)>", r"‹\1›", line)


def require_captions(path: Path, seconds: float) -> None:
    """Refuse a file of subtitles that cannot be read back, or that does not fit its film.

    Raises
    ------
    ValueError
        If a subtitle ends before it begins, begins before the one before it ends, or outlasts the film.
    """
    read = pysubs2.load(str(path), encoding="utf-8", format_=path.suffix[1:])
    last = 0
    for event in read.events:
        if not last <= event.start < event.end <= round(1000 * seconds) + 1 or not event.plaintext.strip():
            raise ValueError(f"{path.name}: the subtitle {event.plaintext!r} is out of place")
        last = event.end
