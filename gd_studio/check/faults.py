"""What keeps a file from being shown somewhere as it was made, each with what mends it."""

from collections.abc import Iterator
from dataclasses import dataclass

from gd_studio.check.content import UNTAGGED, Content
from gd_studio.check.targets import MEGABYTE, Target

FAST_DELAY = 2
"""Hundredths of a second: viewers take anything shorter for ten."""
GIF_BYTES = 10 * MEGABYTE
"""Above this a GIF is slow to load and hard on memory; a film of the same pictures is a tenth of it."""
EIGHT_BITS = ("yuv420p", "yuvj420p", "yuva420p")
PROFILES = ("Constrained Baseline", "Baseline", "Main", "High")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not fit.

    Parameters
    ----------
    rule
        Which rule has found it.
    message
        What is so, and why it does not fit, without a full stop.
    fix
        What helps, without a full stop.
    mendable
        Whether ``--fix`` can mend it, without changing a pixel.
    grave
        Whether it will not work; else it works, but not well.
    """

    rule: str
    message: str
    fix: str
    mendable: bool = False
    grave: bool = True


def faults_of(content: Content, target: Target) -> Iterator[Fault]:
    """Yield what does not fit, of all that can be told without decoding."""
    yield from _film(content, target) if content.is_film else _picture(content, target)
    yield from _size(content, target)


def _film(content: Content, target: Target) -> Iterator[Fault]:
    listed = ", ".join(f"{kind} with {' or '.join(codecs)}" for kind, codecs in target.films.items())
    playable = {codec for codecs in target.films.values() for codec in codecs}
    said = f"is {content.kind}, and {target.title} plays {listed}"
    if content.codec not in target.films.get(content.kind, ()):
        if content.codec in target.films.get("mp4", ()):
            yield Fault(
                "container",
                f"is {content.kind}, and {target.title} plays {listed}",
                "put it into an MP4",
                True,
            )
        elif content.codec in playable:
            yield Fault("container", said, _ENCODE)
        else:
            yield Fault("codec", f"is {content.codec}, and {target.title} plays {listed}", _ENCODE)
    elif content.path.suffix.lower()[1:] not in (content.kind, "m4v" if content.kind == "mp4" else ""):
        yield Fault("name", f"is {content.kind}, but not called so", f"rename it to end in .{content.kind}")
    if content.codec == "h264":
        if content.pixels not in EIGHT_BITS:
            yield Fault("pixels", f"has {content.pixels} pixels, which most players do not show", _ENCODE)
        elif content.profile not in PROFILES:
            yield Fault("profile", f"is H.264 {content.profile}; players know {', '.join(PROFILES)}", _ENCODE)
    if content.width % 2 or content.height % 2:
        said = f"is {content.width} x {content.height}; odd sizes lose a line or show a green one"
        yield Fault("even-size", said, "encode it again with even width and height")
    if max(content.width, content.height) > target.tallest:
        said = f"is {content.width} x {content.height}; {target.title} shows at most {target.tallest}"
        yield Fault("resolution", said, "a smaller one plays more smoothly: --quality 1080p60", grave=False)
    if not content.steady:
        said = "changes its frame rate, so that slides and captions drift"
        yield Fault("steady-rate", said, f"encode it again at a constant rate of {content.rate:.0f}")
    if content.rate > 61:
        yield Fault("rate", f"has {content.rate:.0f} frames a second", "use at most 60", grave=False)
    if not content.index_first:
        said = "has its index at the end: it begins only when all of it has come"
        yield Fault("index-first", said, "write the index first", True, grave=target.streams)
    if content.colours is not None and UNTAGGED in content.colours and content.codec in ("h264", "hevc"):
        said = "does not say which colours it means, so that players differ"
        mendable = content.codec == "h264" and content.kind in ("mp4", "mov", "mkv")
        yield Fault("colour-tags", said, "tag it as BT.709", mendable, grave=False)
    if content.audio not in ("", "aac", "mp3") and content.kind in ("mp4", "mov"):
        yield Fault("sound", f"has {content.audio} sound", "encode the sound as AAC", grave=False)


_LINK = "show a PNG, and link it to the MP4"
_ENCODE = "encode it as H.264, High, yuv420p in an MP4; of a clip of ours: gd render --format mp4"


def _picture(content: Content, target: Target) -> Iterator[Fault]:
    if content.kind not in target.pictures:
        said = f"is {content.kind}, and {target.title} shows {', '.join(target.pictures)}"
        yield Fault(
            "picture", said, "show a PNG, and link it to the MP4" if content.moves else "save it as PNG"
        )
    elif content.moves and not target.animates:
        yield Fault("picture", f"does not move in {target.title}", _LINK)
    if content.width * content.height > target.most_pixels:
        said = f"has {content.width * content.height / 1e6:.0f} megapixels"
        fix = f"save it with at most {target.most_pixels / 1e6:.0f} megapixels"
        yield Fault("megapixels", f"{said}, and {target.title} takes {target.most_pixels / 1e6:.0f}", fix)
    short = [delay for delay in content.delays if delay < FAST_DELAY]
    if content.moves and short:
        said = f"has {len(short)} pictures that stay for {min(short)} hundredths of a second"
        fix = f"let them stay for {FAST_DELAY}"
        yield Fault("gif-delay", f"{said}, which viewers take for 10: it plays slowly", fix, True)
    if content.kind == "gif" and content.bytes > GIF_BYTES:
        said = f"is a GIF of {content.bytes / MEGABYTE:.1f} MB, slow to load and to scroll past"
        yield Fault("gif-size", said, "an MP4 is a tenth of it; or --format gif:long_side=480", grave=False)


def _size(content: Content, target: Target) -> Iterator[Fault]:
    most = target.most_bytes.get("film" if content.is_film else content.kind)
    megabytes = f"{content.bytes / MEGABYTE:.0f} MB"
    if most is not None and content.bytes > most:
        said = f"has {megabytes}, and {target.title} takes {most // MEGABYTE}"
        yield Fault("bytes", said, "a smaller --quality, or some of its beats only")
    elif content.bytes > target.many_bytes:
        said = f"has {megabytes}, tedious in {target.title} from {target.many_bytes // MEGABYTE} on"
        yield Fault("bytes", said, "a smaller --quality, or some of its beats only", grave=False)
