"""How a GIF is made: 25 frames a second, a palette of its own, small enough to embed."""

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
import numpy as np
from av.filter import Graph

from gd_studio.deliver.product import Contents

TICKS = 100
"""A GIF counts hundredths of a second."""

MOST_COLOURS = 255
"""A palette has 256 entries, and one is transparent."""

EXACT_COLOURS = 32
"""Entries of the palette for colours as they are: flat areas stay flat, and rare bright colours bright."""

# Without the whole chroma, dark colours come back four levels off.
_SCALING = "lanczos+accurate_rnd+full_chroma_int"
_FRAMES_A_SECOND_FOR_THE_PALETTE = 5
# Error diffusion: gradients show no bands, and a flat area whose colour is in the palette shows no grain.
_DITHER = "dither=sierra2_4a:diff_mode=rectangle"


def make_gif(
    master: Path,
    target: Path,
    drawn: Contents,
    long_side: int,
    frame_rate: int,
    on_frames: Callable[[int], None] = lambda frames: None,
    colours: int = MOST_COLOURS,
) -> Contents:
    """Write the GIF of a master and return what it must hold.

    Parameters
    ----------
    master
        The MP4, which is read twice: for the palette, and for the pictures.
    target
        Where the GIF is written.
    drawn
        What is in the master.
    long_side
        Width or height, in pixels, at most.
    frame_rate
        At most: a slower master's frames stay as they are.
    on_frames
        Called with the number of frames read so far, up to twice those of the master.
    colours
        At most: more than `EXACT_COLOURS`.

    Raises
    ------
    ValueError
        If it is not as long as the master.
    """
    frame_rate = min(frame_rate, round(drawn.frames / drawn.seconds))
    count = round(drawn.seconds * frame_rate)
    scale = min(1.0, long_side / max(drawn.width, drawn.height))
    width, height = 2 * round(drawn.width * scale / 2), 2 * round(drawn.height * scale / 2)
    scaled = f"scale={width}:{height}:flags={_SCALING},format=rgb24"
    pictures = f"fps={frame_rate}:round=near,{scaled}"

    sampled = f"fps={_FRAMES_A_SECOND_FOR_THE_PALETTE},{scaled}"
    palette = _palette(master, sampled, colours - EXACT_COLOURS, on_frames)
    frames = 0
    last = _ticks(count, frame_rate) - _ticks(count - 1, frame_rate)
    options = {"loop": "0", "final_delay": str(last)}
    with av.open(str(target), "w", format="gif", options=options) as container:
        stream = container.add_stream("gif", rate=TICKS)
        stream.width, stream.height, stream.pix_fmt = width, height, "pal8"
        for frame in _painted(master, pictures, palette, lambda done: on_frames(drawn.frames + done)):
            frame.pts, frame.time_base = _ticks(frames, frame_rate), Fraction(1, TICKS)
            container.mux(stream.encode(frame))
            frames += 1
        container.mux(stream.encode(None))
    if abs(frames / frame_rate - drawn.seconds) > 1 / frame_rate:
        raise ValueError(f"{target.name} lasts {frames / frame_rate} s instead of {drawn.seconds} s")
    return Contents(frames, width, height, frames / frame_rate)


def _ticks(frames: int, frame_rate: int) -> int:
    """Return when a frame begins, in hundredths of a second."""
    return round(frames * TICKS / frame_rate)


def _chain(
    graph: Graph, source: av.filter.context.FilterContext, filters: str
) -> av.filter.context.FilterContext:
    """Hang ``name=arguments`` filters, separated by commas, behind `source` and return the last."""
    for item in filters.split(","):
        name, _, arguments = item.partition("=")
        following = graph.add(name, arguments or None)
        source.link_to(following)
        source = following
    return source


def _source(graph: Graph, stream: av.VideoStream) -> av.filter.context.FilterContext:
    """Return the graph's entry for the master's frames, its colours named as they are."""
    context = stream.codec_context
    return graph.add(
        "buffer",
        f"video_size={context.width}x{context.height}:pix_fmt={context.pix_fmt}:time_base={stream.time_base}"
        f":frame_rate={stream.average_rate}:pixel_aspect=1/1:colorspace=bt709:range=tv",
    )


def _palette(master: Path, pictures: str, chosen: int, on_frames: Callable[[int], None]) -> av.VideoFrame:
    """Return `chosen` colours that suit the whole clip, and EXACT_COLOURS: a picture of 16 x 16."""
    counts: Counter[int] = Counter()
    with av.open(str(master)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        graph = Graph()
        fork = _chain(graph, _source(graph, stream), f"{pictures},split")
        chooser = graph.add("palettegen", f"stats_mode=full:max_colors={chosen + 1}")
        found, seen = graph.add("buffersink"), graph.add("buffersink")
        fork.link_to(chooser, 0, 0)
        chooser.link_to(found)
        fork.link_to(seen, 1, 0)
        graph.configure()
        for done, frame in enumerate(chain(container.decode(stream), [None])):
            graph.vpush(frame)
            on_frames(done)
            for picture in _ready(seen):
                counts.update(_colour_counts(picture))
        [palette] = _ready(found)
    return _with_exact_colours(palette, chosen, counts)


def _colour_counts(picture: av.VideoFrame) -> dict[int, int]:
    """Return how many pixels of an RGB picture have each colour ``0xrrggbb``."""
    packed = picture.to_ndarray().astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    colours, counts = np.unique(packed, return_counts=True)
    return dict(zip(colours.tolist(), counts.tolist(), strict=True))


def _with_exact_colours(palette: av.VideoFrame, chosen: int, counts: Counter[int]) -> av.VideoFrame:
    """Return `chosen` colours of a palette with those added, as they are, that it misses most.

    The first half by the error squared times the pixels, for flat areas; the others by the root of the
    pixels, for what is small and meant to be seen.
    """
    entries = palette.to_ndarray(format="rgba").reshape(-1, 4)
    colours = np.unique(entries[entries[:, 3] > 0, :3], axis=0)[:chosen].astype(np.int64)
    packed = np.array(list(counts), np.int64)
    seen = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=-1)
    pixels = np.array(list(counts.values()), np.float64)
    errors = np.full(len(seen), np.iinfo(np.int32).max, np.int64)
    for colour in colours:
        errors = np.minimum(errors, ((seen - colour) ** 2).sum(axis=-1))
    for place in range(EXACT_COLOURS):
        weights = pixels if place < EXACT_COLOURS // 2 else np.sqrt(pixels)
        missed = seen[np.argmax(errors * weights)]
        colours = np.vstack([colours, missed])
        errors = np.minimum(errors, ((seen - missed) ** 2).sum(axis=-1))
    table = np.zeros((256, 4), np.uint8)  # the last entry stays transparent
    table[:255] = (*colours[-1], 255)
    table[: len(colours), :3] = colours
    frame = av.VideoFrame.from_ndarray(table[:, [2, 1, 0, 3]].reshape(16, 16, 4).copy(), format="bgra")
    frame.time_base = Fraction(1, TICKS)
    return frame


def _painted(
    master: Path, pictures: str, palette: av.VideoFrame, on_frames: Callable[[int], None]
) -> Iterator[av.VideoFrame]:
    """Yield the clip's pictures in the colours of `palette`."""
    with av.open(str(master)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        graph = Graph()
        source = _source(graph, stream)
        colours = graph.add(
            "buffer",
            f"video_size={palette.width}x{palette.height}:pix_fmt={palette.format.name}:time_base=1/{TICKS}",
        )
        painter = graph.add("paletteuse", _DITHER)
        _chain(graph, source, pictures).link_to(painter, 0, 0)
        colours.link_to(painter, 0, 1)
        sink = graph.add("buffersink")
        painter.link_to(sink)
        graph.configure()
        palette.pts = 0
        colours.push(palette)
        colours.push(None)
        for done, frame in enumerate(container.decode(stream), start=1):
            source.push(frame)
            on_frames(done)
            yield from _ready(sink)
        source.push(None)
        yield from _ready(sink)


def _ready(sink: av.filter.context.FilterContext) -> Iterator[av.VideoFrame]:
    while True:
        try:
            frame = sink.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(frame, av.VideoFrame)
        yield frame
