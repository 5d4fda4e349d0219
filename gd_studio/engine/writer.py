"""manim's file writer, without segments: frames go where the engine's go."""

from typing import Any

from manim.scene.scene_file_writer import SceneFileWriter

from gd_studio.engine.chunks import Sink


class ClipWriter(SceneFileWriter):
    """A file writer that hands whole frames on.

    Parameters
    ----------
    settings
        manim's own.
    sink
        Where the frames go.
    """

    def __init__(self, settings: Any, *, sink: Sink) -> None:
        super().__init__(settings)
        self.sink = sink

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Hand on one picture that stays for `repeat` frames."""
        while repeat > 0:
            alike, wanted = self.sink.next(repeat)
            if wanted:
                self.sink.put([(0, 0, pixels)], alike)
            else:
                self.sink.leave_out(alike)
            repeat -= alike

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
