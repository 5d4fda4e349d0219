"""A text goes into a finished file, and nothing else of the file changes."""

import shutil
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageSequence

from gd_studio.deliver.gif import make_gif
from gd_studio.deliver.imprint.imprint import imprint, imprint_of
from gd_studio.deliver.imprint.webm import with_text
from gd_studio.deliver.probe import probe
from gd_studio.deliver.product import Contents
from gd_studio.deliver.webm import make_webm
from gd_studio.engine.encoder import PART_NAME, Encoder
from gd_studio.engine.joining import join

KINDS = ["gif", "late.mp4", "mov", "mp4", "png", "webm"]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a film of 16 frames, as our makers leave it; late.mp4 has its index at the end."""
    folder = tmp_path_factory.mktemp("bare")
    encoder = Encoder(folder, 64, 36, 10)
    encoder.begin(0)
    for frame in range(16):
        picture = np.full((36, 64, 4), 255, np.uint8)
        picture[:, frame : frame + 9, :3] = 90
        encoder.put([(0, 0, picture)])
    encoder.close()
    join([folder / PART_NAME.format(0)], folder / "a.mp4", 10)
    contents = Contents(16, 64, 36, 1.6)
    make_webm(folder / "a.mp4", folder / "a.webm", contents, 40)
    make_gif(folder / "a.mp4", folder / "a.gif", contents, 64, 10)
    Image.fromarray(picture[:, :, :3]).save(folder / "a.png")
    for name, title in (("a.late.mp4", "a title"), ("a.mov", "")):
        with av.open(str(folder / "a.mp4")) as source, av.open(str(folder / name), "w") as target:
            target.metadata["title"] = title
            stream = target.add_stream_from_template(source.streams.video[0])
            for packet in source.demux(video=0):
                if packet.size:
                    packet.stream = stream
                    target.mux(packet)
    return folder


def told(path: Path) -> object:
    """Return everything that a player finds in a file but its comment."""
    if path.suffix == ".png":
        with Image.open(path) as picture:
            return picture.tobytes()
    if path.suffix == ".gif":
        with Image.open(path) as film:
            loop = film.info["loop"]
            return loop, [(frame.info["duration"], frame.tobytes()) for frame in ImageSequence.Iterator(film)]
    with av.open(str(path)) as film:
        metadata = {key: value for key, value in film.metadata.items() if key.casefold() != "comment"}
        stream = film.streams.video[0]
        head = (metadata, film.duration, stream.average_rate, stream.time_base, dict(stream.metadata))
        packets = [(packet.pts, packet.dts, packet.duration, bytes(packet)) for packet in film.demux(stream)]
        film.seek(1_000_000)
        return head, packets, [frame.pts for frame in film.decode(stream)]


@pytest.mark.parametrize("length", [1, 255, 256, 70_000])
@pytest.mark.parametrize("kind", KINDS)
def test_text_comes_back_and_all_else_stays(bare: Path, tmp_path: Path, kind: str, length: int) -> None:
    before, after = bare / f"a.{kind}", tmp_path / f"a.{kind}"
    shutil.copy(before, after)
    assert imprint_of(before) is None
    imprint(after, "x" * length)
    assert imprint_of(after) == "x" * length
    assert told(after) == told(before)
    if kind != "png":
        assert probe(after) == probe(before)


def test_index_stays_first_and_a_second_text_takes_the_place_of_the_first(bare: Path, tmp_path: Path) -> None:
    path = shutil.copy(bare / "a.mp4", tmp_path / "a.mp4")
    imprint(path, "first")
    imprint(path, "second")
    content = path.read_bytes()
    assert imprint_of(path) == "second" and b"first" not in content
    assert content.index(b"moov") < content.index(b"mdat")


def test_other_files_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text("WEBVTT")
    imprint(tmp_path / "a.vtt", "x")
    assert (tmp_path / "a.vtt").read_text() == "WEBVTT"


def test_webm_without_room_is_refused(bare: Path) -> None:
    content = (bare / "a.webm").read_bytes()
    with pytest.raises(ValueError, match="no room"):
        for _ in range(9):
            content = with_text(content, "x")
