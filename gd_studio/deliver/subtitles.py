"""Subtitles inside an MP4: a track of timed text beside the film, which a player shows on request."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pysubs2
from av.subtitles.codeccontext import SubtitleCodecContext

from gd_studio.deliver.beats import ToldBeat
from gd_studio.deliver.captions import Cue, cues_of

LANGUAGES = {"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "pt": "por", "it": "ita"}
"""How MP4 calls them: ISO 639-2/T."""
_SECOND = 1000
"""Ticks."""


def add_subtitles(film: Path, beats: Sequence[ToldBeat], language: str, target: Path) -> None:
    """Write a film with a track of subtitles; its pictures are copied as they are.

    Parameters
    ----------
    film
        An MP4.
    beats
        What it says.
    language
        In which language, as in lecture.toml.
    target
        The MP4 to write, its index first.
    """
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(film)) as source, av.open(str(target), "w", format="mp4", options=options) as container:
        pictures = source.streams.video[0]
        stream = container.add_stream_from_template(pictures)
        stream.time_base = pictures.time_base
        texts = container.add_stream("mov_text")
        texts.time_base = Fraction(1, _SECOND)
        texts.metadata["language"] = LANGUAGES.get(language, "und")
        context = texts.codec_context
        assert isinstance(context, SubtitleCodecContext)
        context.time_base = Fraction(1, _SECOND)
        context.subtitle_header = pysubs2.SSAFile().to_string("ass").encode()
        waiting = _packets(cues_of(beats))
        for packet in source.demux(pictures):
            if packet.size == 0:
                continue
            assert packet.pts is not None and packet.time_base is not None
            while waiting and waiting[0][0] <= packet.pts * packet.time_base * _SECOND:
                _, text = waiting.pop(0)
                text.stream = texts
                container.mux(text)
            packet.stream = stream
            container.mux(packet)


def _packets(cues: Sequence[Cue]) -> list[tuple[int, "av.Packet[Any]"]]:
    """Return the samples of a text track, with when they begin: two bytes of length, and the text in UTF-8.

    References
    ----------
    3GPP TS 26.245, 5.17 (text samples); ISO/IEC 14496-17.
    """
    packets = []
    for cue in cues:
        text = "\n".join(cue.lines).encode()
        packet = av.Packet(len(text).to_bytes(2) + text)
        packet.time_base = Fraction(1, _SECOND)
        packet.pts = packet.dts = cue.start
        packet.duration = cue.end - cue.start
        packet.is_keyframe = True
        packets.append((cue.start, packet))
    return packets


def subtitles_in(film: Path) -> list[Cue]:
    """Return the subtitles that a player finds in an MP4."""
    cues = []
    with av.open(str(film)) as container:
        for packet in container.demux(container.streams.subtitles[0]):
            content = bytes(packet)
            length = int.from_bytes(content[:2])
            if packet.size and length:
                assert packet.pts is not None and packet.duration is not None and packet.time_base is not None
                start = round(packet.pts * packet.time_base * 1000)
                end = round((packet.pts + packet.duration) * packet.time_base * 1000)
                cues.append(Cue(start, end, tuple(content[2 : 2 + length].decode().split("\n"))))
    return cues
