"""The way back of a loop: a film rests on its last picture, and fades to its first."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from gd_studio.engine.alpha import LAYOUT
from gd_studio.engine.encoder import encode
from gd_studio.engine.joining import join

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
    encode(_way(first, last, frame_rate), way, *_size(film), frame_rate)
    frames = join([film, way], target, frame_rate)
    way.unlink()
    return frames


def _size(film: Path) -> tuple[int, int]:
    with av.open(str(film)) as container:
        context = container.streams.video[0].codec_context
        return context.width, context.height


def _ends(film: Path) -> tuple[av.VideoFrame, av.VideoFrame]:
    """Return the first and the last picture."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        first = next(container.decode(stream))
        assert stream.duration is not None
        container.seek(stream.duration - 1, stream=stream)
        *_, last = container.decode(stream)
        return first, last


def _way(first: av.VideoFrame, last: av.VideoFrame, frame_rate: int) -> Iterator[tuple[av.VideoFrame, int]]:
    """Yield the pictures, with how many frames each stays."""
    layout = last.format.name
    begin, end = last.to_ndarray().astype(float), first.to_ndarray().astype(float)
    yield av.VideoFrame.from_ndarray(begin.astype(np.uint8), format=layout), int(REST_SECONDS * frame_rate)
    count = int(FADE_SECONDS * frame_rate)
    for place in range(1, count + 1):
        mixed = _mixed(begin, end, place / count, alpha=layout == LAYOUT)
        yield av.VideoFrame.from_ndarray(np.rint(mixed).astype(np.uint8), format=layout), 1


def _mixed(one: Any, other: Any, share: float, *, alpha: bool) -> Any:
    """Return two pictures mixed; where they have no background, opaque pixels count for more."""
    if not alpha:
        return one + (other - one) * share
    weights = one[:, :, :1] * (1 - share), other[:, :, :1] * share
    total = weights[0] + weights[1]
    colours = (one[:, :, 1:] * weights[0] + other[:, :, 1:] * weights[1]) / np.maximum(total, 1e-9)
    return np.concatenate([total, colours], axis=2)
