"""What is in a film or picture: read from its index, its packets and its boxes, not from its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import av
from PIL import Image, UnidentifiedImageError

from gd_studio.errors import StudioError

PICTURES = {"GIF": "gif", "PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
UNTAGGED = 2
"""How H.264 says that nothing is said about colours."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a file.

    Parameters
    ----------
    path
        The file.
    kind
        Its container, whatever it is called: mp4, mov, webm, mkv, avi, gif, png …
    codec, profile, pixels
        Of the pictures: ``h264``, ``High``, ``yuv420p``.
    width, height
        In pixels.
    bytes
        The size of the file.
    seconds
        How long it lasts; 0 for a picture that does not move.
    rate
        Frames a second on average.
    steady
        Whether every frame lasts as long as the others.
    index_first
        Whether a player can begin before it has the whole file.
    colours
        Primaries, transfer and matrix as their numbers in H.273; None where no film has them.
    audio
        The codec of the sound, ``""`` without one.
    delays
        How long each picture of a GIF stays, in hundredths of a second.
    """

    path: Path
    kind: str
    codec: str
    profile: str
    pixels: str
    width: int
    height: int
    bytes: int
    seconds: float = 0.0
    rate: float = 0.0
    steady: bool = True
    index_first: bool = True
    colours: tuple[int, int, int] | None = None
    audio: str = ""
    delays: tuple[int, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether it is a film or an animated GIF."""
        return self.seconds > 0

    @property
    def is_film(self) -> bool:
        """Whether it is no picture."""
        return self.kind not in PICTURES.values()


def content_of(path: Path) -> Content:
    """Return what is in a file.

    Raises
    ------
    StudioError
        If there is no such file, or it is neither film nor picture, or damaged.
    """
    try:
        return _picture(path) or _film(path)
    except FileNotFoundError:
        raise StudioError(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise StudioError(f"{path}: is a folder; name files, such as {path}/*.mp4.") from None
    except (av.FFmpegError, OSError, ValueError, IndexError):
        raise StudioError(f"{path}: cannot be read as a film or picture, or is damaged.") from None


def _picture(path: Path) -> Content | None:
    try:
        with Image.open(path) as picture:
            kind = PICTURES.get(picture.format or "")
            if kind is None:
                return None
            picture.load()
            delays = tuple(_delays(picture)) if kind == "gif" else ()
            size, mode = picture.size, picture.mode
    except UnidentifiedImageError:
        return None
    played = sum(delay if delay > 1 else 10 for delay in delays) if len(delays) > 1 else 0
    rate = 100 * len(delays) / played if played else 0.0
    return Content(
        path, kind, kind, "", mode, *size, path.stat().st_size, played / 100, rate, delays=delays
    )  # fmt: skip


def _delays(picture: Image.Image) -> Iterator[int]:
    for frame in range(getattr(picture, "n_frames", 1)):
        picture.seek(frame)
        yield round(picture.info.get("duration", 0) / 10)


def _film(path: Path) -> Content:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        times = sorted(packet.pts for packet in container.demux(stream) if packet.pts is not None)
        unit = stream.time_base or Fraction(1, av.time_base)
        gaps = [after - before for before, after in pairwise(times)]
        middle = sorted(gaps)[len(gaps) // 2] if gaps else 0
        coarse = max(1, round(Fraction(1, 1000) / unit))  # WebM and Matroska count milliseconds
        length = float((times[-1] - times[0] + middle) * unit)
        sounds = container.streams.audio
        kind = _kind(path, container.format.name)
        return Content(
            path=path,
            kind=kind,
            codec=context.codec.canonical_name,
            profile=context.profile or "",
            pixels=context.pix_fmt or "",
            width=context.width,
            height=context.height,
            bytes=path.stat().st_size,
            seconds=length,
            rate=len(times) / length if length else 0.0,
            steady=all(abs(gap - middle) <= coarse for gap in gaps),
            index_first=kind not in ("mp4", "mov") or _index_first(path),
            colours=(context.color_primaries, context.color_trc, context.colorspace),
            audio=sounds[0].codec_context.codec.canonical_name if sounds else "",
        )


def _kind(path: Path, name: str) -> str:
    """Return the container: FFmpeg reads two pairs of them with one reader each."""
    with path.open("rb") as file:
        start = file.read(4096)
    if "mp4" in name:
        return "mov" if start[8:10] == b"qt" else "mp4"
    if "matroska" in name:
        return "webm" if b"webm" in start else "mkv"
    return name.split(",")[0]


def _index_first(path: Path) -> bool:
    with path.open("rb") as file:
        order = [kind for kind in _boxes(file) if kind in (b"moov", b"mdat")]
    return order[:1] == [b"moov"]


def _boxes(file: BinaryIO) -> Iterator[bytes]:
    """Yield the kinds of the boxes of an MP4 (ISO/IEC 14496-12, 4.2)."""
    while len(header := file.read(8)) == 8:
        size, kind = int.from_bytes(header[:4]), header[4:]
        yield kind
        if size == 1:
            size = int.from_bytes(file.read(8)) - 8
        if size == 0:
            return
        file.seek(size - 8, 1)
