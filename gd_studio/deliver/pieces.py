"""Pieces of a clip: some of its beats, or a loop, which the store keeps as a clip of their own."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from gd_studio.deliver.beats import ToldBeat, beats_of, cut
from gd_studio.deliver.poster import RETURNS, write_frame
from gd_studio.deliver.product import Contents
from gd_studio.engine.master import BEATS, MASTER, POSTER, STILL
from gd_studio.errors import StudioError
from gd_studio.store.clip_store import Entry


@dataclass(frozen=True, slots=True)
class Piece:
    """Beats that follow each other, perhaps as a loop.

    Parameters
    ----------
    first, last
        The numbers of the first and of the last beat; to the end without a last one.
    loop
        Whether it fades back to its first picture at the end.
    """

    first: int = 1
    last: int | None = None
    loop: bool = False

    @property
    def whole(self) -> bool:
        """Tell whether it is the clip as it is."""
        return self == Piece()

    @property
    def text(self) -> str:
        """Return it as canonical JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    @property
    def keys(self) -> dict[str, Any]:
        """Return it as keys and values of lecture.toml.

        >>> Piece(4, 6).keys, Piece(4, loop=True).keys, Piece().keys
        ({'beats': '4-6'}, {'beats': '4-', 'loop': True}, {})
        """
        cut = {} if (self.first, self.last) == (1, None) else {"beats": f"{self.first}-{self.last or ''}"}
        return cut | ({"loop": True} if self.loop else {})

    @property
    def ending(self) -> str:
        """Return what distinguishes its file from that of the clip: ``-04``, ``-04-06``, ``-04-end``.

        >>> Piece(4, 4).ending, Piece(4, 6).ending, Piece(4).ending, Piece().ending
        ('-04', '-04-06', '-04-end', '')
        """
        if (self.first, self.last) == (1, None):
            return ""
        last = "end" if self.last is None else f"{self.last:02}"
        return f"-{self.first:02}" if self.first == self.last else f"-{self.first:02}-{last}"

    def of(self, beats: Sequence[ToldBeat]) -> list[ToldBeat]:
        """Return those of a clip's beats that belong to the piece.

        Raises
        ------
        StudioError
            If one of them is not there.
        """
        last = beats[-1].number
        for number in (self.first, self.last or last):
            if not beats[0].number <= number <= last:
                there = f"beats 1 to {last}" if last > 1 else "one beat only"
                raise StudioError(f"there is no beat {number}: the clip has {there}.")
        return [beat for beat in beats if self.first <= beat.number <= (self.last or last)]


def read_beats(written: object) -> tuple[int, int | None]:
    """Return the first and the last beat's number that ``4``, ``"4-6"``, ``"4-"`` or ``"all"`` means.

    Raises
    ------
    ValueError
        If it means none.

    >>> read_beats(4), read_beats("4-6"), read_beats("4-"), read_beats("all")
    ((4, 4), (4, 6), (4, None), (1, None))
    """
    if written == "all":
        return 1, None
    plain = written if isinstance(written, str) else str(written) if type(written) is int else ""
    found = re.fullmatch(r"\s*([0-9]{1,4})\s*(?:([-–])\s*([0-9]{1,4})?\s*)?", plain)
    if found:
        first = int(found[1])
        last = first if found[2] is None else int(found[3]) if found[3] else None
        if 1 <= first <= (last or first):
            return first, last
    raise ValueError('must be the number of a beat, or a run of them such as "4-6" or "4-"')


def make_piece(clip: Entry, piece: Piece, folder: Path) -> Mapping[str, Any]:
    """Make the files of a piece, and return what is to be known about it: as for a whole clip.

    Parameters
    ----------
    clip
        The whole clip.
    piece
        What to cut out.
    folder
        Where the files are made: the film, its first and last picture, and its beats.
    """
    whole = beats_of(clip)
    chosen = piece.of(whole)
    film = folder / MASTER
    contents = cut(clip, chosen, film)
    for name, place, painted in (
        (POSTER, 0, chosen[0] == whole[0]),
        (STILL, contents.frames - 1, chosen[-1] == whole[-1]),
    ):
        if painted:
            shutil.copyfile(clip.path(name), folder / name)
        else:
            write_frame(film, place, folder / name)
    start = chosen[0].start
    beats = [
        replace(beat, start=round(beat.start - start, 6), end=round(beat.end - start, 6)) for beat in chosen
    ]
    known = {"frames": contents.frames, "seconds": contents.seconds}
    if piece.loop:
        known = _close(film, contents)
        beats[-1] = replace(beats[-1], end=round(known["seconds"], 6))
    told = [asdict(beat) for beat in beats]
    (folder / BEATS).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return dict(clip.facts) | known | {"beats": told}


def _close(film: Path, contents: Contents) -> dict[str, Any]:
    """Let a film fade back to its first picture, and return what is then to be known about it."""
    from gd_studio.engine.returning import RETURN_SECONDS, close_loop

    rate = round(contents.frames / contents.seconds)
    straight = film.rename(film.with_name(f"straight-{film.name}"))
    frames = close_loop(straight, film, rate)
    straight.unlink()
    return {"frames": frames, "seconds": frames / rate, RETURNS: RETURN_SECONDS}
