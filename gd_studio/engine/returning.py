"""The way back of a loop: a film rests on its last picture, and fades to its first."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from gd_studio.engine.encoder import encode, join

REST_SECONDS = Fraction(6, 10)
FADE_SECONDS = Fraction(6, 10)
"""Whole frames at every rate, as all that is timed in ticks."""
RETURN_SECONDS = float(REST_SECONDS + FADE_SECONDS)


def close_loop(film: Path, target: Path, frame_rate: int) -> int:
    """Write a film and its way back as one, and return how many frames it has.

    Only the way back is encoded; the last frame is the picture of the first.

    Parameters
    ----------
    film
        As an `Encoder` has made it.
    target
        The MP4 to write.
    frame_rate
        Frames a second.
    """
    first, last = _ends(film)
    way = target.with_name(f"way-{target.name}")
    height, width = first.shape[0] * 2 // 3, first.shape[1]
    encode(_way(first, last, frame_rate), way, width, height, frame_rate)
    frames = join([film, way], target, frame_rate)
    way.unlink()
    return frames


def _ends(film: Path) -> tuple[Any, Any]:
    """Return the samples of the first and of the last picture."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        first = next(container.decode(stream)).to_ndarray(format="yuv420p")
        assert stream.duration is not None
        container.seek(stream.duration - 1, stream=stream)
        *_, last = container.decode(stream)
        return first, last.to_ndarray(format="yuv420p")


def _way(first: Any, last: Any, frame_rate: int) -> Iterator[tuple[av.VideoFrame, int]]:
    """Yield the pictures, with how many frames each stays."""
    yield _frame(last), int(REST_SECONDS * frame_rate)
    count = int(FADE_SECONDS * frame_rate)
    for place in range(1, count + 1):
        mixed = last + (first.astype(float) - last) * (place / count)
        yield _frame(np.rint(mixed).astype(np.uint8)), 1


def _frame(samples: Any) -> av.VideoFrame:
    return av.VideoFrame.from_ndarray(samples, format="yuv420p")
