"""How a MOV is made: ProRes 4444, which keeps how opaque each pixel is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import av

from gd_studio.deliver.product import Contents
from gd_studio.deliver.recolouring import in_colours_of, tag

LAYOUT = "yuva444p10le"
# Of the two encoders this one takes a third of the time.
ENCODER = "prores"
PRORES_OPTIONS = {"vendor": "apl0"}


def make_mov(
    master: Path,
    target: Path,
    drawn: Contents,
    on_frames: Callable[[int], None] = lambda frames: None,
) -> Contents:
    """Write the MOV of a master and return what it must hold.

    Parameters
    ----------
    master
        The film.
    target
        Where the MOV is written.
    drawn
        What is in the master.
    on_frames
        Called with the number of frames encoded so far.
    """
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with (
        av.open(str(master)) as source,
        av.open(str(target), "w", format="mov", options=options) as container,
    ):
        pictures = source.streams.video[0]
        pictures.thread_type = "AUTO"
        assert pictures.average_rate is not None
        stream: Any = container.add_stream(ENCODER, rate=pictures.average_rate, options=PRORES_OPTIONS)
        stream.width, stream.height, stream.pix_fmt = drawn.width, drawn.height, LAYOUT
        tag(stream.codec_context)
        for done, frame in enumerate(source.decode(pictures), start=1):
            container.mux(stream.encode(in_colours_of(frame, LAYOUT)))
            on_frames(done)
        container.mux(stream.encode(None))
    return drawn
