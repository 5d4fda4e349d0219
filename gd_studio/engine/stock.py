"""manim's own renderer, for a manim that the engine does not know, and to compare the engine with."""

from functools import partial
from typing import Any

from manim.renderer.cairo_renderer import CairoRenderer

from gd_studio.engine.chunks import Sink
from gd_studio.engine.encoder import Pixels
from gd_studio.engine.writer import ClipWriter


class StockRenderer(CairoRenderer):
    """Paints every frame as manim does; only the frames go to a sink.

    Parameters
    ----------
    sink
        Takes the frames.
    """

    def __init__(self, sink: Sink) -> None:
        writer: Any = partial(ClipWriter, sink=sink)
        super().__init__(file_writer_class=writer)
        self.sink = sink

    @property
    def pixels(self) -> Pixels:
        """Return the frame as it was painted last."""
        pixels: Any = self.camera.pixel_array
        return pixels  # type: ignore[no-any-return]

    def begin_beat(self, caption: str) -> None:
        """Take note that a beat begins with the next frame."""
        self.sink.cut()
