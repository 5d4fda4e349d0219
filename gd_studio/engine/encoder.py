"""Chunks of a clip as H.264, encoded on a thread of their own."""

import ctypes
import sys
from collections import deque
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from gd_studio.engine.alpha import LAYOUT, AlphaChunk
from gd_studio.engine.held import as_before, numbered
from gd_studio.engine.yuv import Picture

Pixels = npt.NDArray[np.uint8]
"""RGBA and opaque, ``(rows, columns, 4)``, both even."""
Patch = tuple[int, int, Pixels]
"""Left, top, and what is to be seen from there on from now on."""

QUEUE_LENGTH = 4
# No frame refers to a later one nor to any but the last, so that held pictures need no encoding (see `held`).
# Chroma lies between the pixels, and says so. It is stored finer by two steps, as slower presets do by
# themselves: else thin type loses its colour.
X264_OPTIONS = {
    "crf": "21.4",
    "preset": "veryfast",
    "profile": "high",
    "x264-params": "ref=1:weightp=0:bframes=0:scenecut=0:chromaloc=1:chroma-qp-offset=-2",
}
TOLD = 8
"""How often x264 is given a picture that stays: it spares less on what it sees to be used again."""
AFTERWARDS = 4
"""How often x264 is given a chunk's last picture again: else it spares too much on what nothing follows."""
PART_NAME = "{:05}.mp4"
_M_PERTURB = -6
"""The number in glibc's malloc.h."""


class Encoder:
    """Turns pictures into chunks: H.264 High, yuv420p, constant rate, BT.709 and tagged so.

    A chunk is the same bit for bit for the same pictures, whatever was encoded before it.

    Parameters
    ----------
    folder
        Where the chunks go, named by their numbers; one is there when it is complete.
    width, height
        In pixels, both even.
    frame_rate
        Frames a second.
    """

    def __init__(self, folder: Path, width: int, height: int, frame_rate: int) -> None:
        _fill_new_memory()
        self._folder = folder
        self._size, self._rate = (width, height), frame_rate
        self._picture = Picture(width, height)
        self._chunk: _Chunk | None = None
        self._failure: BaseException | None = None
        self._queue: Queue[tuple[Sequence[Patch], int] | int | None] = Queue(QUEUE_LENGTH)
        self._thread = Thread(target=self._work, name="encoder", daemon=True)
        self._thread.start()

    def begin(self, number: int) -> None:
        """Finish the chunk so far, and begin another one."""
        self._hand_over(number)

    def put(self, patches: Sequence[Patch], repeat: int = 1) -> None:
        """Change the picture by some patches, which belong to the encoder now; it stays for `repeat` frames.

        Raises
        ------
        Exception
            Whatever has stopped the encoder.
        """
        if repeat > 0:
            self._hand_over((patches, repeat))

    def close(self) -> None:
        """Finish the last chunk."""
        self._queue.put(None)
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def abort(self) -> None:
        """Give up; chunks that are not complete will not be there."""
        if self._failure is None:
            self._failure = RuntimeError("encoding was given up")
        self._queue.put(None)
        self._thread.join()

    def _hand_over(self, item: tuple[Sequence[Patch], int] | int) -> None:
        if self._failure is not None:
            raise self._failure
        self._queue.put(item)

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            if self._failure is not None:
                continue  # keep taking, or the painter would wait for ever
            try:
                if isinstance(item, int):
                    self._end_chunk()
                    self._chunk = _Chunk(self._folder / PART_NAME.format(item), *self._size, self._rate)
                else:
                    self._encode(*item)
            except BaseException as error:
                self._failure = error
        try:
            self._end_chunk()
        except BaseException as error:
            self._failure = self._failure or error

    def _encode(self, patches: Sequence[Patch], repeat: int) -> None:
        for left, top, pixels in patches:
            self._picture.change(pixels, left, top)
        assert self._chunk is not None
        self._chunk.add(self._picture.frame, repeat)

    def _end_chunk(self) -> None:
        chunk, self._chunk = self._chunk, None
        if chunk is not None:
            chunk.end(complete=self._failure is None)


@lru_cache(maxsize=1)
def _fill_new_memory() -> None:
    """Let this process find the same bytes in all memory that nothing has been written to.

    x264 decides between ways of coding a block that look alike by memory that it has not set: the pictures
    are the same, but not always the bytes. glibc can fill what it hands out; elsewhere this does nothing.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_M_PERTURB, 1)


class _Chunk:
    """One file, under another name until it is complete."""

    def __init__(self, path: Path, width: int, height: int, frame_rate: int) -> None:
        self.path, self.draft = path, path.with_suffix(".draft")
        self.tick = Fraction(1, frame_rate)
        self.container = av.open(str(self.draft), "w", format="mp4", options={"fflags": "+bitexact"})
        self.stream = _stream(self.container, width, height, frame_rate)
        self.as_before = _as_before(width, height, frame_rate)
        self.given = self.written = 0
        """Pictures that x264 was given, and frames in the file."""
        self.last: av.VideoFrame | None = None
        self.stays: deque[int] = deque()
        """For how many more frames the pictures of the film stay that x264 has not given back."""

    def add(self, frame: av.VideoFrame, repeat: int) -> None:
        frame.time_base = self.tick
        given = repeat if self.as_before is None else min(repeat, TOLD)
        self.stays += [0] * (given - 1) + [repeat - given]
        for _ in range(given):
            self._give(frame)
        self.last = frame

    def _give(self, frame: av.VideoFrame) -> None:
        frame.pts = self.given
        self.given += 1
        self._write(self.stream.encode(frame))

    def _write(self, packets: Sequence[Any]) -> None:
        for packet in packets[: len(self.stays)]:
            self._mux(bytes(packet), key=packet.is_keyframe)
            for _ in range(self.stays.popleft()):
                assert self.as_before is not None
                self._mux(self.as_before)

    def _mux(self, content: bytes, *, key: bool = False) -> None:
        if self.as_before is not None and not key:
            content = numbered(content, self.written)
        packet = av.Packet(content)
        packet.stream, packet.time_base = self.stream, self.tick
        packet.pts = packet.dts = self.written
        packet.duration, packet.is_keyframe = 1, key
        self.container.mux(packet)
        self.written += 1

    def end(self, *, complete: bool) -> None:
        try:
            if complete:
                if self.last is not None:
                    for _ in range(AFTERWARDS):
                        self._give(self.last)
                self._write(self.stream.encode(None))
        finally:
            self.container.close()
        if complete:
            self.draft.rename(self.path)


def _stream(container: OutputContainer, width: int, height: int, frame_rate: int) -> VideoStream:
    """Return a stream with the settings of all films."""
    stream = container.add_stream("libx264", rate=frame_rate, options=X264_OPTIONS)
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    context = stream.codec_context
    context.thread_count = 1  # the painter and other clips keep the cores busy
    context.gop_size = 1_000_000  # a key frame at the start of a chunk is enough
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    return stream


@lru_cache(maxsize=4)
def _as_before(width: int, height: int, frame_rate: int) -> bytes | None:
    with av.open(BytesIO(), "w", format="mp4") as nowhere:
        return as_before(width, height, _stream(nowhere, width, height, frame_rate).encode)


def encode(
    pictures: Iterable[tuple[av.VideoFrame, int]], path: Path, width: int, height: int, frame_rate: int
) -> None:
    """Write pictures as a chunk like those of an `Encoder`.

    Parameters
    ----------
    pictures
        In yuv420p, or in argb if they have no background, each with how many frames it stays.
    path
        The file to write.
    width, height, frame_rate
        As for an `Encoder`.
    """
    _fill_new_memory()
    pictures = iter(pictures)
    first = next(pictures)
    kind = AlphaChunk if first[0].format.name == LAYOUT else _Chunk
    chunk = kind(path, width, height, frame_rate)
    complete = False
    try:
        for frame, repeat in chain([first], pictures):
            chunk.add(frame, repeat)
        complete = True
    finally:
        chunk.end(complete=complete)


__all__ = ["PART_NAME", "Encoder", "Patch", "Pixels", "encode"]
