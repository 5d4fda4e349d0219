"""Several clips as one film: a card with a title before each, chapter marks, the captions of all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import typst
from PIL import Image

from gd_studio.deliver.beats import ToldBeat, beats_of
from gd_studio.deliver.product import Contents
from gd_studio.engine.encoder import PART_NAME, Encoder, Pixels
from gd_studio.engine.joining import join
from gd_studio.engine.master import MASTER
from gd_studio.errors import RenderError
from gd_studio.store.clip_store import Entry

if TYPE_CHECKING:
    from av.container.core import Chapter

_CARD = """\
#set page(width: 160pt * int(sys.inputs.width) / int(sys.inputs.height), height: 160pt, margin: 10%,
  fill: rgb(sys.inputs.background))
#set text(font: ("Libertinus Serif", sys.inputs.font), fill: rgb(sys.inputs.ink))
#set align(center + horizon)
#text(7pt, fill: rgb(sys.inputs.ink).transparentize(35%))[#sys.inputs.over]
#v(4pt)
#text(14pt)[#sys.inputs.title]
#v(4pt)
#text(7pt, fill: rgb(sys.inputs.ink).transparentize(35%))[#sys.inputs.under]
"""
_POINTS = 160


@dataclass(frozen=True, slots=True)
class Card:
    """A title card.

    Parameters
    ----------
    over, title, under
        What it says, from the top.
    background, ink
        Its colours.
    font
        For characters that the built-in font lacks, if one is needed.
    """

    over: str
    title: str
    under: str
    background: str
    ink: str
    font: str | None = None


def make_film(
    clips: Sequence[tuple[Card, Entry]],
    seconds: float,
    work: Path,
    target: Path,
    on_clips: Callable[[int], None] = lambda done: None,
) -> tuple[Contents, list[ToldBeat]]:
    """Write the film, and return what it must hold and its beats.

    The clips are copied, not encoded again.

    Parameters
    ----------
    clips
        Of one size and frame rate, each with the card before it.
    seconds
        How long a card stands.
    work
        A private folder.
    target
        The MP4.
    on_clips
        Told how many clips are ready.

    Raises
    ------
    RenderError
        If the clips were encoded with different settings.
    """
    facts = clips[0][1].facts
    width, height, rate = facts["width"], facts["height"], round(facts["frames"] / facts["seconds"])
    standing = max(1, round(seconds * rate))
    parts: list[Path] = []
    beats: list[ToldBeat] = []
    chapters: list[Chapter] = []
    tick, frames = Fraction(1, rate), 0
    encoder = Encoder(work, width, height, rate)
    for number, (card, entry) in enumerate(clips):
        encoder.begin(number)
        encoder.put([(0, 0, draw_card(card, width, height))], standing)
        parts += [work / PART_NAME.format(number), entry.path(MASTER)]
        begin, frames = frames, frames + standing
        for beat in beats_of(entry):
            start, end = (round(frames / rate + time, 6) for time in (beat.start, beat.end))
            beats.append(replace(beat, number=len(beats) + 1, start=start, end=end))
        frames += entry.facts["frames"]
        title = {"title": card.title}
        chapters.append({"id": number, "start": begin, "end": frames, "time_base": tick, "metadata": title})
        on_clips(number + 1)
    encoder.close()
    if len({_settings(part) for part in parts}) > 1:
        raise RenderError(
            "the clips were encoded with different settings; gd render --force makes them again."
        )
    joined = work / "joined.mp4"
    join(parts, joined, rate)
    _mark(joined, chapters, target)
    return Contents(frames, width, height, frames / rate), beats


def draw_card(card: Card, width: int, height: int) -> Pixels:
    """Return a title card as RGBA."""
    told = {
        "over": card.over, "title": card.title, "under": card.under,
        "background": card.background, "ink": card.ink, "font": card.font or "Libertinus Serif",
        "width": str(width), "height": str(height),
    }  # fmt: skip
    ppi = 72 * height / _POINTS
    painted = typst.compile(_CARD.encode(), format="png", ppi=ppi, sys_inputs=told)
    assert isinstance(painted, bytes)
    with Image.open(BytesIO(painted)) as picture:
        painted_over = Image.new("RGBA", (width, height), card.background)
        painted_over.alpha_composite(picture.convert("RGBA").resize((width, height)))
        return np.array(painted_over)


def _settings(film: Path) -> bytes | None:
    """Return what a decoder is told before the first picture."""
    with av.open(str(film)) as container:
        return container.streams.video[0].codec_context.extradata


def _mark(film: Path, chapters: "list[Chapter]", target: Path) -> None:
    """Copy a film and give it chapters, its index first."""
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(film)) as source, av.open(str(target), "w", format="mp4", options=options) as made:
        pictures = source.streams.video[0]
        stream = made.add_stream_from_template(pictures)
        stream.time_base = pictures.time_base
        made.set_chapters(chapters)
        for packet in source.demux(pictures):
            if packet.size:
                packet.stream = stream
                made.mux(packet)
