"""Films without a background: lossless QuickTime Animation, which keeps how opaque each pixel is."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
import numpy.typing as npt
from av.video.stream import VideoStream

CODEC, LAYOUT = "qtrle", "argb"

Pixels = npt.NDArray[np.uint8]
"""RGBA, ``(rows, columns, 4)``."""


def straight(pixels: Pixels) -> Pixels:
    """Return a picture whose colours do not depend on how opaque they are: cairo multiplies them by that."""
    alpha = pixels[:, :, 3:].astype(np.uint16)
    colours = (pixels[:, :, :3] * np.uint16(255) + alpha // 2) // np.maximum(alpha, 1)
    return np.concatenate([np.minimum(colours, 255).astype(np.uint8), pixels[:, :, 3:]], axis=2)


class AlphaChunk:
    """One file, under another name until it is complete.

    Parameters
    ----------
    path
        The file to write, a QuickTime film.
    width, height
        In pixels.
    frame_rate
        Frames a second.
    """

    def __init__(self, path: Path, width: int, height: int, frame_rate: int) -> None:
        self.path, self.draft = path, path.with_suffix(".draft")
        self.container = av.open(str(self.draft), "w", format="mov", options={"fflags": "+bitexact"})
        self.stream = cast("VideoStream", self.container.add_stream(CODEC, rate=frame_rate))
        self.stream.width, self.stream.height, self.stream.pix_fmt = width, height, LAYOUT
        self.stream.codec_context.gop_size = 1_000_000  # a key frame at the start of a chunk is enough
        self.tick, self.frames = Fraction(1, frame_rate), 0

    def add(self, frame: av.VideoFrame, repeat: int) -> None:
        """Show a picture in argb for some frames."""
        frame.time_base = self.tick
        for _ in range(repeat):
            frame.pts = self.frames
            self.container.mux(self.stream.encode(frame))
            self.frames += 1

    def end(self, *, complete: bool) -> None:
        """Close the file; it is there only if it is complete."""
        try:
            if complete:
                self.container.mux(self.stream.encode(None))
        finally:
            self.container.close()
        if complete:
            self.draft.rename(self.path)


class AlphaEncoder:
    """Turns whole pictures into chunks, as `Encoder` does.

    Parameters
    ----------
    folder, width, height, frame_rate, name
        As for an `Encoder`; what a chunk is called, with a place for its number.
    """

    def __init__(self, folder: Path, width: int, height: int, frame_rate: int, name: str) -> None:
        self._folder, self._shape, self._name = folder, (width, height, frame_rate), name
        self._chunk: AlphaChunk | None = None

    def begin(self, number: int) -> None:
        """Finish the chunk so far, and begin another one."""
        self.close()
        self._chunk = AlphaChunk(self._folder / self._name.format(number), *self._shape)

    def put(self, patches: Sequence[tuple[int, int, Pixels]], repeat: int = 1) -> None:
        """Show the picture that is the only patch for `repeat` frames."""
        [(_, _, picture)] = patches
        assert self._chunk is not None
        self._chunk.add(frame_of(straight(picture)), repeat)

    def close(self) -> None:
        """Finish the last chunk."""
        self._end(complete=True)

    def abort(self) -> None:
        """Give up; chunks that are not complete will not be there."""
        self._end(complete=False)

    def _end(self, *, complete: bool) -> None:
        chunk, self._chunk = self._chunk, None
        if chunk is not None:
            chunk.end(complete=complete)


def frame_of(pixels: Pixels) -> av.VideoFrame:
    """Return a straight RGBA picture as a frame in argb."""
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels[:, :, [3, 0, 1, 2]]), format=LAYOUT)


def has_alpha(stream: Any) -> bool:
    """Tell whether a stream of a film has no background."""
    return bool(stream.codec_context.name == CODEC)
