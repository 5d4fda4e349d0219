"""A sample of a film: some of its chunks, copied as they are, by which the size of the whole is guessed."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

import av

from gd_studio.deliver.product import Contents
from gd_studio.engine.joining import film_like

SHARE, SECONDS = 1 / 10, 3.0
"""How much of a film is taken, at least."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A film whose GIF is smaller than that of the whole.

    Parameters
    ----------
    film
        The MP4.
    drawn
        What is in it.
    weight
        How much larger the whole is: in bytes, for these follow what moves, as those of a GIF do.
    """

    film: Path
    drawn: Contents
    weight: float


def take_sample(master: Path, drawn: Contents, target: Path) -> Sample:
    """Write a sample spread over a film; one that is short, or has too few chunks, is its own sample.

    Parameters
    ----------
    master
        The film, in chunks that refer to no frame outside them.
    drawn
        What is in it.
    target
        Where the sample is written.
    """
    share = max(SHARE, SECONDS / drawn.seconds)
    rate = round(drawn.frames / drawn.seconds)
    frames = passed = size = whole_size = begun = 0
    with av.open(str(master)) as container, film_like(source := container.streams.video[0], target) as made:
        stream = made.add_stream_from_template(source)
        stream.time_base = source.time_base

        def chunk(packet: Any) -> int:
            nonlocal begun
            begun += int(packet.is_keyframe)
            return begun

        for _, packets in groupby((one for one in container.demux(source) if one.size), chunk):
            kept = list(packets)
            passed += len(kept)
            whole_size += sum(packet.size for packet in kept)
            if frames + len(kept) / 2 > share * passed:
                continue
            size += sum(packet.size for packet in kept)
            for packet in kept:
                packet.stream, packet.time_base = stream, Fraction(1, rate)
                packet.pts = packet.dts = frames
                packet.duration = 1
                made.mux(packet)
                frames += 1
    if not frames or share >= 1:
        return Sample(master, drawn, 1.0)
    return Sample(target, replace(drawn, frames=frames, seconds=frames / rate), whole_size / size)
