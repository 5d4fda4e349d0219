"""The first and the last picture of a film."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av import VideoFrame


UNSEEN = 2
"""Levels out of 255 by which a picture that stands may change while its film is encoded."""


def rests(film: Path) -> bool:
    """Tell whether a film ends on the picture that it begins with: it can loop, and nobody sees where."""
    import numpy as np

    first, last = (frame.to_ndarray().astype(np.int16) for frame in (_first(film), _last(film)))
    return bool(np.abs(first - last).max() <= UNSEEN)


def _first(film: Path) -> "VideoFrame":
    import av

    with av.open(str(film)) as container:
        return next(container.decode(video=0))


def _last(film: Path) -> "VideoFrame":
    """Return the last picture; only what follows the last key frame is decoded."""
    import av

    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert stream.duration is not None
        container.seek(stream.duration, stream=stream)
        *_, last = container.decode(stream)
        return last
