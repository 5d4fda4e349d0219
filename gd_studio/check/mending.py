"""What can be mended without changing a pixel: container, index, colour tags, the delays of a GIF."""

from collections.abc import Collection
from pathlib import Path

import av
from av.bitstream import BitStreamFilterContext

from gd_studio.check.content import Content
from gd_studio.check.faults import FAST_DELAY
from gd_studio.errors import RenderError
from gd_studio.store.clip_store import flush_to_disk

BT709 = "h264_metadata=colour_primaries=1:transfer_characteristics=1:matrix_coefficients=1"
KEPT = "before"
"""What the file as it was is called: ``film.before.mp4``."""


def mend(content: Content, rules: Collection[str]) -> Path:
    """Write a file with some faults mended and return where it is; the file as it was stays beside it.

    Parameters
    ----------
    content
        The file.
    rules
        Of the faults, all of them mendable.

    Raises
    ------
    RenderError
        If the mended film does not hold the same pictures, or a file is in the way.
    """
    path = content.path
    target = path.with_suffix(".mp4") if "container" in rules else path
    kept = path if target != path else path.with_name(f"{path.stem}.{KEPT}{path.suffix}")
    for new in {target, kept} - {path}:
        if new.exists():
            raise RenderError(f"{path}: {new.name} is in the way; move it elsewhere.")
    draft = target.with_name(f".{target.stem}.draft{target.suffix}")
    try:
        if content.kind == "gif":
            draft.write_bytes(_slower(path.read_bytes()))
        else:
            _rewrap(path, draft, tagged="colour-tags" in rules)
        told = _pictures if content.kind == "gif" or "colour-tags" in rules else _packets
        if told(draft) != told(path):
            raise RenderError(f"{path}: cannot be mended without changing its pictures; it stays as it is.")
        flush_to_disk(draft)
        if kept != path:
            path.rename(kept)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def _rewrap(source: Path, target: Path, *, tagged: bool) -> None:
    """Copy the packets of a film into an MP4 or MOV with the index first."""
    with (
        av.open(str(source)) as given,
        av.open(str(target), "w", options={"movflags": "+faststart+use_metadata_tags"}) as made,
    ):
        made.metadata.update(given.metadata)
        streams = {}
        for stream in (*given.streams.video[:1], *given.streams.audio, *given.streams.subtitles):
            streams[stream.index] = made.add_stream_from_template(stream)
        pictures = given.streams.video[0]
        tags = BitStreamFilterContext(BT709, pictures, streams[pictures.index]) if tagged else None
        for packet in given.demux(*(given.streams[index] for index in streams)):
            if packet.stream is not pictures or tags is None:
                if packet.size:
                    packet.stream = streams[packet.stream.index]
                    made.mux(packet)
                continue
            for retagged in tags.filter(packet if packet.size else None):
                retagged.stream = streams[pictures.index]
                made.mux(retagged)


def _packets(path: Path) -> list[int]:
    """Return what is encoded: a number for each picture, without decoding any."""
    with av.open(str(path)) as container:
        return [hash(bytes(packet)) for packet in container.demux(container.streams.video[0]) if packet.size]


def _pictures(path: Path) -> list[int]:
    """Return what decoding finds: a number for each picture."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        return [hash(frame.to_ndarray().tobytes()) for frame in container.decode(stream)]


def _slower(content: bytes) -> bytes:
    """Return a GIF whose pictures stay long enough: delays are two bytes in every graphic control extension.

    References
    ----------
    GIF89a specification, 23 (graphic control extension).
    """
    changed = bytearray(content)
    place = 13 + (3 * 2 ** ((content[10] & 7) + 1) if content[10] & 128 else 0)
    while place < len(content) and content[place] != 0x3B:
        if content[place] == 0x21:
            if content[place + 1] == 0xF9:
                delay = int.from_bytes(content[place + 4 : place + 6], "little")
                changed[place + 4 : place + 6] = max(delay, FAST_DELAY).to_bytes(2, "little")
            place += 2
        else:
            flags = content[place + 9]
            place += 10 + (3 * 2 ** ((flags & 7) + 1) if flags & 128 else 0) + 1
        while content[place]:
            place += content[place] + 1
        place += 1
    return bytes(changed)
