"""Chunks of a clip put one after another into one film, without encoding again."""

from collections.abc import Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import OutputContainer

from gd_studio.engine.alpha import has_alpha


def film_like(stream: Any, path: Path) -> OutputContainer:
    """Open a film for packets of a stream: MP4, or QuickTime for pictures without a background."""
    kind = "mov" if has_alpha(stream) else "mp4"
    return av.open(str(path), "w", format=kind, options={"movflags": "+faststart", "fflags": "+bitexact"})


def join(parts: Sequence[Path], path: Path, frame_rate: int) -> int:
    """Put chunks one after another into one MP4 file, its index first; return how many frames it has.

    Nothing is encoded again, and the times run on without a gap.

    Parameters
    ----------
    parts
        Files that an `Encoder` has made with the same settings, in order.
    path
        The file to write.
    frame_rate
        Frames a second.
    """
    frames = 0
    tick = Fraction(1, frame_rate)
    with ExitStack() as opened:
        joined: Any = None
        stream: Any = None
        for part in parts:
            with av.open(str(part)) as container:
                source = container.streams.video[0]
                if joined is None:
                    joined = opened.enter_context(film_like(source, path))
                    stream = joined.add_stream_from_template(source)
                    stream.time_base = source.time_base
                for packet in container.demux(source):
                    if packet.size == 0:
                        continue
                    packet.stream = stream
                    packet.time_base = tick
                    packet.pts = packet.dts = frames
                    packet.duration = 1
                    joined.mux(packet)
                    frames += 1
    return frames


__all__ = ["film_like", "join"]
