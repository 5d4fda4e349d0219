"""Where films and pictures are shown, and what is known to work there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gd_studio.errors import CommandError, way_out

MEGABYTE = 1_000_000
H264 = ("h264",)
WEB = {"mp4": ("h264", "av1"), "webm": ("vp8", "vp9", "av1")}


@dataclass(frozen=True, slots=True)
class Target:
    """A program or site.

    Parameters
    ----------
    title
        What it is called.
    films
        The codecs that it plays, by container.
    pictures
        The kinds of pictures that it shows.
    animates
        Whether a GIF moves there.
    streams
        Whether films come over a network, and begin before they are complete.
    most_bytes
        By kind: what it refuses; ``film`` for all films.
    many_bytes
        Above this a file is tedious there.
    most_pixels
        Of a picture.
    tallest
        The largest side of a film that is shown as it is.
    """

    title: str
    films: Mapping[str, tuple[str, ...]]
    pictures: tuple[str, ...] = ("gif", "png", "jpg")
    animates: bool = True
    streams: bool = False
    most_bytes: Mapping[str, int] = field(default_factory=dict)
    many_bytes: int = 100 * MEGABYTE
    most_pixels: int = 100_000_000
    tallest: int = 3840


TARGETS = {
    # Microsoft, "Video and audio file formats supported in PowerPoint" (MP4 with H.264 and AAC recommended).
    "powerpoint": Target("PowerPoint", {"mp4": H264, "mov": H264, "wmv": ("wmv3", "vc1")}),
    # Apple, "Add audio and video in Keynote": MOV and MP4 with H.264, HEVC or ProRes.
    "keynote": Target("Keynote", dict.fromkeys(("mp4", "mov"), ("h264", "hevc", "prores", "prores_ks"))),
    # Google, "Insert or delete images & videos": pictures below 50 MB and 25 megapixels; films through Drive,
    # which shows at most 1920 x 1080.
    "gslides": Target(
        "Google Slides",
        {"mp4": H264, "mov": H264, "webm": ("vp8", "vp9")},
        most_bytes=dict.fromkeys(("gif", "png", "jpg"), 50 * MEGABYTE),
        most_pixels=25_000_000,
        streams=True,
        tallest=1920,
    ),
    # What all of Chrome, Firefox and Safari play: MDN, "Web video codec guide".
    "reveal": Target("reveal.js", WEB, ("gif", "png", "jpg", "webp"), many_bytes=50 * MEGABYTE, streams=True),
    "web": Target("web pages", WEB, ("gif", "png", "jpg", "webp"), many_bytes=20 * MEGABYTE, streams=True),
    # pdflatex and lualatex take PNG, JPEG and PDF; multimedia hands films to the viewer's player.
    "beamer": Target("Beamer", {"mp4": H264}, ("png", "jpg"), animates=False),
    # Moodle plays what the browser plays; how large a file may be is up to each site, often 100 MB.
    "moodle": Target(
        "Moodle", WEB, ("gif", "png", "jpg", "webp"), most_bytes={}, many_bytes=50 * MEGABYTE, streams=True
    ),
}
"""By the word for the command line."""


def find_target(name: str) -> Target:
    """Return a target.

    Raises
    ------
    CommandError
        If there is none called so.
    """
    if name not in TARGETS:
        raise CommandError(f'--for: unknown place "{name}"; {way_out(name, TARGETS, "places")}')
    return TARGETS[name]
