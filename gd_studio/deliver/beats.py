"""The beats of a finished clip, and any run of them cut out of its film without encoding anything again."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from gd_studio.deliver.product import Contents
from gd_studio.engine.master import MASTER
from gd_studio.store.clip_store import Entry


@dataclass(frozen=True, slots=True)
class ToldBeat:
    """One step of a finished clip.

    Parameters
    ----------
    number
        Counted from 1 in the whole clip, also where a file holds only some beats.
    start, end
        Seconds from the beginning of the file; each beat starts where the one before ends.
    caption
        What is said.
    kind
        Whether it tells, or asks: after a question the audience predicts.
    pause
        Seconds at its end that are there for predicting.
    """

    number: int
    start: float
    end: float
    caption: str
    kind: Literal["tell", "ask"] = "tell"
    pause: float = 0.0


def beats_of(entry: Entry) -> tuple[ToldBeat, ...]:
    """Return the beats of a clip in the store, in order."""
    return tuple(ToldBeat(**told) for told in entry.facts["beats"])


def cut(entry: Entry, beats: Sequence[ToldBeat], target: Path) -> Contents:
    """Write beats that follow each other as a film of their own, and return what it must hold.

    Every beat begins a chunk, and a chunk refers to no frame outside it: the packets are copied as they are,
    and their pictures are the same bit for bit.

    Parameters
    ----------
    entry
        The clip.
    beats
        Some of `beats_of` the clip, without a gap.
    target
        The MP4 to write, its index first.

    Raises
    ------
    ValueError
        If the film has no key frame where the first beat begins, or ends too early.
    """
    import av

    from gd_studio.engine.joining import film_like

    facts = entry.facts
    rate = round(facts["frames"] / facts["seconds"])
    first, end = round(beats[0].start * rate), round(beats[-1].end * rate)
    tick, frames = Fraction(1, rate), 0
    with ExitStack() as opened:
        container = opened.enter_context(av.open(str(entry.path(MASTER))))
        source = container.streams.video[0]
        piece = opened.enter_context(film_like(source, target))
        assert source.time_base is not None
        stream = piece.add_stream_from_template(source)
        stream.time_base = source.time_base
        container.seek(round(first * tick / source.time_base), stream=source)
        for packet in container.demux(source):
            if packet.size == 0 or frames == end - first:
                break
            assert packet.pts is not None
            if not frames and (
                not packet.is_keyframe or round(packet.pts * source.time_base / tick) != first
            ):
                raise ValueError(f"{target.name}: no key frame where beat {beats[0].number} begins")
            packet.stream, packet.time_base = stream, tick
            packet.pts = packet.dts = frames
            packet.duration = 1
            piece.mux(packet)
            frames += 1
    if frames != end - first:
        raise ValueError(f"{target.name} has {frames} frames instead of {end - first}")
    return Contents(frames, facts["width"], facts["height"], frames / rate)
