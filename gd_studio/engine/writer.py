"""Hands manim's frames to one encoder, and keeps the first and the last of them."""

from collections.abc import Callable
from typing import Any

from manim.scene.scene_file_writer import SceneFileWriter

from gd_studio.engine.encoder import Encoder, Frame


class ClipWriter(SceneFileWriter):
    """A file writer without segments: every frame of every play goes to the same encoder.

    Parameters
    ----------
    settings
        manim's own.
    encoder
        Where the frames go.
    on_frames
        Called with the number of frames so far.
    """

    def __init__(self, settings: Any, *, encoder: Encoder, on_frames: Callable[[int], None]) -> None:
        super().__init__(settings)
        self.encoder = encoder
        self.on_frames = on_frames
        self.written = 0
        self.first: Frame | None = None
        self.last: Frame | None = None

    def write_frame(self, pixels: Frame, *, repeat: int = 1) -> None:
        """Take over one picture that stays for `repeat` frames."""
        if repeat < 1:
            return
        if self.first is None:
            self.first = pixels
        self.last = pixels
        self.encoder.put(pixels, repeat)
        self.written += repeat
        self.on_frames(self.written)

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Make no segment."""

    def begin_animation(self, allow_write: bool = False, **_: Any) -> None:
        """Open no segment."""

    def end_animation(self, allow_write: bool = False) -> None:
        """Close no segment."""

    def is_already_cached(self, hash_invocation: str) -> bool:
        """Trust no cache but the store's."""
        return False

    def abort_encode_jobs(self, *_: Any, **__: Any) -> None:
        """Leave the encoder to whoever opened it."""

    def finish(self) -> None:
        """Leave the encoder to whoever opened it."""
