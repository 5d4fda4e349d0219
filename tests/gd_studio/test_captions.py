"""Subtitles say what the film says, when it says it, in lines that can be read."""

import html
from pathlib import Path

import av
import pysubs2
import pytest

from gd_studio.deliver.beats import ToldBeat
from gd_studio.deliver.captions import LINE, cues_of, require_captions, write_captions
from gd_studio.deliver.subtitles import subtitles_in
from gd_studio.farm.alone import make
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from gd_studio.lecture.selection import Style

LONG = (
    "Slope = 2.12 × distance: each step makes 1 − 0.9 × 2.12 = −0.91 of it, on the other side of the minimum."
)
SHORT = "After 20 steps x = 0.0922: the loss fell from 64.0 to 0.00851."


def beats(*captions: str, seconds: float = 2.0) -> list[ToldBeat]:
    return [
        ToldBeat(place + 1, place * seconds, (place + 1) * seconds, caption)
        for place, caption in enumerate(captions)
    ]


def test_caption_stands_from_the_beginning_of_its_beat_to_the_end() -> None:
    cues = cues_of(beats("One.", "", "Three.", "Three.", "Five."))
    assert [(cue.start, cue.end, cue.lines) for cue in cues] == [
        (0, 2000, ("One.",)),
        (4000, 8000, ("Three.",)),
        (8000, 10000, ("Five.",)),
    ]


def test_long_caption_becomes_two_even_lines_and_then_another_subtitle() -> None:
    cues = cues_of(beats(LONG, seconds=9.0))
    assert [line for cue in cues for line in cue.lines] == [
        "Slope = 2.12 × distance: each step",
        "makes 1 − 0.9 × 2.12 = −0.91 of it,",
        "on the other side of the minimum.",
    ]
    assert cues[0].start == 0 and cues[-1].end == 9000 and cues[0].end == cues[1].start
    assert " ".join(line for cue in cues for line in cue.lines) == LONG
    assert 9000 * 0.6 < cues[0].end < 9000 * 0.75, "each has its share of the time"


@pytest.mark.parametrize("text", [LONG, SHORT, LONG * 3])
def test_no_line_is_too_long_and_no_formula_is_broken(text: str) -> None:
    lines = [line for cue in cues_of(beats(text)) for line in cue.lines]
    assert max(map(len, lines)) <= LINE and " ".join(lines) == text
    assert not any(line[-1] in "=×−" for line in lines)


@pytest.mark.parametrize("kind", ["vtt", "srt"])
def test_marks_of_mathematics_come_back(kind: str, tmp_path: Path) -> None:
    said = ["x² & αᵢ → ∇f(x) ≤ 3 × 10⁻⁵", "1 < 2 {steps} > 0: Größe, déjà, 学习率", "Predict."]
    path = tmp_path / f"a.{kind}"
    write_captions(beats(*said), path, kind)
    require_captions(path, 6.0)
    text = path.read_text(encoding="utf-8")
    if kind == "vtt":
        assert text.startswith("WEBVTT\n\n1\n00:00:00.000 --> 00:00:02.000\n"), text
        text = html.unescape(text)
    assert all(caption in text for caption in said)


def test_srt_has_nothing_that_looks_like_a_tag(tmp_path: Path) -> None:
    write_captions(beats("price <net> in 1000"), tmp_path / "a.srt", "srt")
    [event] = pysubs2.load(str(tmp_path / "a.srt")).events
    assert event.plaintext == "price ‹net› in 1000"


def test_film_that_says_nothing_has_a_file_without_subtitles(tmp_path: Path) -> None:
    write_captions(beats(""), tmp_path / "a.vtt", "vtt")
    require_captions(tmp_path / "a.vtt", 2.0)
    assert (tmp_path / "a.vtt").read_text() == "WEBVTT\n"


def test_subtitles_that_outlast_their_film_or_overlap_are_refused(tmp_path: Path) -> None:
    write_captions(beats("One.", "Two."), tmp_path / "a.srt", "srt")
    with pytest.raises(ValueError, match=r"a\.srt: the subtitle 'Two\.' is out of place"):
        require_captions(tmp_path / "a.srt", 3.0)
    text = (tmp_path / "a.srt").read_text()
    (tmp_path / "a.srt").write_text(text.replace("00:00:02,000 --> 00:00:04", "00:00:01,900 --> 00:00:04"))
    with pytest.raises(ValueError, match="out of place"):
        require_captions(tmp_path / "a.srt", 4.0)


def test_clip_is_delivered_with_its_subtitles(lecture: Path) -> None:
    [near, _] = plan([Style(formats="vtt,srt").apply(clip) for clip in read_lecture(lecture, Catalog())])
    result = make(Job(near, lecture.parent / "media" / "clips"))
    assert result.error == "" and list(result.files) == ["srt", "vtt"]
    for path in result.files.values():
        [event] = pysubs2.load(str(path)).events
        assert (event.start, event.end, event.plaintext) == (0, round(1000 * result.seconds), "Goes.")


def test_film_takes_its_subtitles_along_and_stays_the_same_film(lecture: Path) -> None:
    def films(formats: str) -> Path:
        [near, _] = plan([Style(formats=formats).apply(clip) for clip in read_lecture(lecture, Catalog())])
        result = make(Job(near, lecture.parent / "media" / "clips"))
        assert result.error == ""
        return result.files["mp4"]

    def packets(path: Path) -> list[tuple[int | None, bytes]]:
        with av.open(str(path)) as film:
            return [(packet.pts, bytes(packet)) for packet in film.demux(film.streams.video[0])]

    plain = packets(films("mp4"))
    path = films("mp4:subtitles=true")
    assert packets(path) == plain
    assert [(cue.start, cue.end, cue.lines) for cue in subtitles_in(path)] == [(0, 1600, ("Goes.",))]
    with av.open(str(path)) as film:
        [texts] = film.streams.subtitles
        assert (texts.codec_context.name, texts.metadata["language"]) == ("mov_text", "eng")
        [shown] = next(film.demux(texts)).decode()
        assert shown.ass.endswith(b",,Goes."), "as FFmpeg's players read it"
    assert subtitles_in(path) == cues_of(beats("Goes.", seconds=1.6))
