"""One continuous H.264 encoder for a whole clip, on a thread of its own."""

from fractions import Fraction
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import av
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)
from numpy.typing import NDArray

Frame = NDArray[Any]
"""An RGBA picture, ``(height, width, 4)``, of uint8 (manim's own annotations say otherwise)."""

QUEUE_LENGTH = 4
X264_OPTIONS = {"crf": "18", "preset": "veryfast", "tune": "animation", "profile": "high"}
# The thread count is part of the result: x264 decides differently with each.
X264_THREADS = 2
SECONDS_BETWEEN_KEYFRAMES = 2


class Encoder:
    """Turns pictures into an MP4 file: H.264 High, yuv420p, constant rate, BT.709 and tagged so, index first.

    The file is the same bit for bit for the same pictures: it holds no clock and no random number.

    Parameters
    ----------
    path
        The file to write.
    width, height
        In pixels, both even.
    frame_rate
        Frames a second.
    """

    def __init__(self, path: Path, width: int, height: int, frame_rate: int) -> None:
        self.frames = 0
        self._tick = Fraction(1, frame_rate)
        self._container = av.open(
            str(path), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}
        )
        self._stream = self._container.add_stream("libx264", rate=frame_rate, options=X264_OPTIONS)
        self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "yuv420p"
        context = self._stream.codec_context
        context.thread_count = X264_THREADS
        context.gop_size = SECONDS_BETWEEN_KEYFRAMES * frame_rate
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.colorspace = Colorspace.ITU709
        context.color_range = ColorRange.MPEG
        self._failure: BaseException | None = None
        self._queue: Queue[tuple[Frame, int] | None] = Queue(QUEUE_LENGTH)
        self._thread = Thread(target=self._work, name="encoder", daemon=True)
        self._thread.start()

    def put(self, picture: Frame, repeat: int = 1) -> None:
        """Add a picture that stays for `repeat` frames; it belongs to the encoder from now on.

        Raises
        ------
        Exception
            Whatever has stopped the encoder.
        """
        if self._failure is not None:
            raise self._failure
        if repeat > 0:
            self._queue.put((picture, repeat))

    def close(self) -> int:
        """Finish the file and return how many frames it has."""
        self._queue.put(None)
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        return self.frames

    def abort(self) -> None:
        """Give up; the file is not to be used."""
        if self._failure is None:
            self._failure = RuntimeError("encoding was given up")
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        reformatter = VideoReformatter()
        while (item := self._queue.get()) is not None:
            if self._failure is not None:
                continue  # keep taking, or the painter would wait for ever
            try:
                self._encode(reformatter, *item)
            except BaseException as error:
                self._failure = error
        try:
            if self._failure is None:
                self._container.mux(self._stream.encode(None))
        except BaseException as error:
            self._failure = error
        finally:
            try:
                self._container.close()
            except BaseException as error:
                self._failure = self._failure or error

    def _encode(self, reformatter: VideoReformatter, picture: Frame, repeat: int) -> None:
        frame = reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(picture, format="rgba"),
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            dst_color_primaries=ColorPrimaries.BT709,
            dst_color_trc=ColorTrc.BT709,
            # Without ACCURATE_RND dark backgrounds come back two levels off.
            interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND,
            threads=1,
        )
        frame.time_base = self._tick
        for _ in range(repeat):
            frame.pts = self.frames
            self._container.mux(self._stream.encode(frame))
            self.frames += 1
