"""How a WebM is made: VP9 at the master's size and rate."""

from collections.abc import Callable
from pathlib import Path

import av

from gd_studio.deliver.product import Contents
from gd_studio.deliver.recolouring import in_colours_of, tag
from gd_studio.engine.alpha import has_alpha

# "realtime" is about the search, not the clock: a sixth of the time of "good" for the same size.
VP9_OPTIONS = {
    "b": "0",
    "deadline": "realtime",
    "cpu-used": "6",
    "row-mt": "1",
    "tile-columns": "2",
}
VP9_THREADS = 2


def make_webm(
    master: Path,
    target: Path,
    drawn: Contents,
    crf: int,
    on_frames: Callable[[int], None] = lambda frames: None,
) -> Contents:
    """Write the WebM of a master and return what it must hold.

    Parameters
    ----------
    master
        The MP4.
    target
        Where the WebM is written.
    drawn
        What is in the master.
    crf
        Loss.
    on_frames
        Called with the number of frames encoded so far.
    """
    with (
        av.open(str(master)) as source,
        av.open(str(target), "w", format="webm", options={"fflags": "+bitexact"}) as container,
    ):
        pictures = source.streams.video[0]
        pictures.thread_type = "AUTO"
        assert pictures.average_rate is not None
        stream = container.add_stream(
            "libvpx-vp9", rate=pictures.average_rate, options={"crf": str(crf), **VP9_OPTIONS}
        )
        layout = "yuva420p" if has_alpha(pictures) else "yuv420p"
        stream.width, stream.height, stream.pix_fmt = drawn.width, drawn.height, layout
        context = stream.codec_context
        context.thread_count = VP9_THREADS
        tag(context)
        for done, frame in enumerate(source.decode(pictures), start=1):
            same = frame.format.name == layout
            container.mux(stream.encode(frame if same else in_colours_of(frame, layout)))
            on_frames(done)
        container.mux(stream.encode(None))
    return drawn
