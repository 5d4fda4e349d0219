"""Decodes a finished file from its first frame to its last and says what is in it."""

from pathlib import Path

import av

from gd_studio.deliver.product import Contents


def probe(path: Path) -> Contents:
    """Return what is in a video or GIF, all of it decoded.

    Raises
    ------
    av.FFmpegError
        If it cannot be decoded.
    ValueError
        If it has no frames, or they differ in size.
    """
    frames, last, width, height = 0, 0.0, 0, 0
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        rate = float(stream.average_rate or stream.guessed_rate or 0) or 1.0
        for frame in container.decode(stream):
            if frames and (frame.width, frame.height) != (width, height):
                raise ValueError(f"{path.name} changes its size at frame {frames}")
            width, height = frame.width, frame.height
            frames += 1
            last = max(last, float(frame.time or 0.0))
    if not frames:
        raise ValueError(f"{path.name} has no frames")
    return Contents(frames, width, height, last + 1 / rate)


def require(path: Path, expected: Contents, tolerance: float = 1e-3) -> None:
    """Refuse a file that does not hold what it should.

    Parameters
    ----------
    path
        The file, of which everything is decoded.
    expected
        Frames, size and seconds.
    tolerance
        How far the seconds may be off.

    Raises
    ------
    ValueError
        If something differs.
    """
    found = probe(path)
    same = (found.frames, found.width, found.height) == (expected.frames, expected.width, expected.height)
    if not same or abs(found.seconds - expected.seconds) > tolerance:
        raise ValueError(f"{path.name} does not hold what was drawn: {found} instead of {expected}")
