"""A GIF stays under the size that is asked for, and says what it gave up."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gd_studio.deliver.film_sample import SECONDS, SHARE, take_sample
from gd_studio.deliver.gif import make_gif
from gd_studio.deliver.gif_size import Settings, steps
from gd_studio.deliver.probe import probe
from gd_studio.deliver.product import Contents, Report
from gd_studio.deliver.registry import products
from gd_studio.engine.encoder import PART_NAME, Encoder
from gd_studio.engine.joining import join
from gd_studio.engine.master import MASTER
from gd_studio.errors import StudioError
from gd_studio.lecture.formats import read_formats
from gd_studio.store.clip_store import Entry

RATE, FRAMES, SIZE = 50, 20, (208, 116)
GIF = products()["gif"]


class Noted(Report):
    def __init__(self) -> None:
        self.notes: list[str] = []
        self.attempts = 0

    def phase(self, words: str, frames: int = 0) -> None:
        self.attempts += 1

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    """Coloured waves go by for 0.4 s: hard on a GIF."""
    folder = tmp_path_factory.mktemp("waves")
    encoder = Encoder(folder, *SIZE, RATE)
    encoder.begin(0)
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    for frame in range(FRAMES):
        waves = [np.sin((columns + rows * tilt) / 20 + frame / 4) for tilt in (0.3, 1, -0.7)]
        picture = np.full((SIZE[1], SIZE[0], 4), 255, np.uint8)
        picture[:, :, :3] = np.stack(waves, axis=-1) * 3 // 1 * 30 + 128
        encoder.put([(0, 0, picture)])
    encoder.close()
    join([folder / PART_NAME.format(0)], folder / MASTER, RATE)
    return Entry(folder, {}, {})


def make(clip: Entry, target: Path, written: str) -> tuple[Noted, Contents]:
    [form] = read_formats([written], "lecture.toml")
    noted = Noted()
    made = GIF.make(clip, target, Contents(FRAMES, *SIZE, FRAMES / RATE), form.options, noted)
    GIF.verify(target, made)
    return noted, made


def test_gif_that_is_small_enough_gives_up_nothing(clip: Entry, tmp_path: Path) -> None:
    make(clip, tmp_path / "plain.gif", "gif:long_side=160")
    noted, _ = make(clip, tmp_path / "a.gif", "gif:long_side=160:size=5 MB")
    assert (noted.notes, noted.attempts) == ([], 1)
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "plain.gif").read_bytes()


def test_gif_gives_up_colours_then_frames_then_pixels(clip: Entry, tmp_path: Path) -> None:
    make(clip, tmp_path / "plain.gif", "gif")
    plain = (tmp_path / "plain.gif").stat().st_size
    wished, told = Settings(255, 25, 208), set()
    for share in (0.95, 0.35):
        size = round(plain * share / 1000)
        noted, made = make(clip, tmp_path / "a.gif", f"gif:size={size} kB")
        assert (tmp_path / "a.gif").stat().st_size <= size * 1000
        [note] = noted.notes
        given_up = {f"{step.told(wished)}, to stay under {size} kB": step for step in steps(wished)}
        step = given_up[note]
        assert max(made.width, made.height) == step.long_side
        assert made.frames == pytest.approx(FRAMES / RATE * step.frame_rate, abs=1)
        with Image.open(tmp_path / "a.gif") as picture:
            assert len(np.unique(np.asarray(picture.convert("RGB")).reshape(-1, 3), axis=0)) <= step.colours
        told.add(note)
        assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.gif", "plain.gif"]
    assert len(told) == 2


def test_size_that_cannot_be_reached_is_refused_with_the_smallest(clip: Entry, tmp_path: Path) -> None:
    with pytest.raises(
        StudioError, match=r"no GIF of it is under 0\.002 MB: the smallest has 0\.\d MB with 64"
    ):
        make(clip, tmp_path / "a.gif", "gif:size=2 kB")
    assert not list(tmp_path.iterdir())


def test_sample_tells_the_size_of_the_whole(tmp_path: Path) -> None:
    """Of waves that go by ever faster, in chunks that stand still between, a tenth tells the size."""
    chunks, encoder = 48, Encoder(tmp_path, *SIZE, RATE)
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    for chunk in range(chunks):
        encoder.begin(chunk)
        for frame in range(35):
            picture = np.full((SIZE[1], SIZE[0], 4), 255, np.uint8)
            moved = 0 if chunk % 3 else frame * chunk
            picture[:, :, :3] = (np.sin((columns + rows + moved) / 20) * 3 // 1 * 30 + 128)[..., None]
            encoder.put([(0, 0, picture)])
    encoder.close()
    film = tmp_path / MASTER
    join([tmp_path / PART_NAME.format(chunk) for chunk in range(chunks)], film, RATE)
    drawn = Contents(chunks * 35, *SIZE, chunks * 35 / RATE)
    sample = take_sample(film, drawn, tmp_path / "sample.mp4")
    assert sample.drawn.frames == probe(sample.film).frames
    assert sample.drawn.seconds == pytest.approx(max(SHARE * drawn.seconds, SECONDS), rel=0.3)
    for name, source, there in (("whole", film, drawn), ("sample", sample.film, sample.drawn)):
        make_gif(source, tmp_path / f"{name}.gif", there, SIZE[0], 25)
    whole, part = ((tmp_path / f"{name}.gif").stat().st_size for name in ("whole", "sample"))
    assert part * sample.weight == pytest.approx(whole, rel=0.35)
    assert part < whole / 4


def test_short_film_is_its_own_sample(clip: Entry, tmp_path: Path) -> None:
    drawn = Contents(FRAMES, *SIZE, FRAMES / RATE)
    sample = take_sample(clip.path(MASTER), drawn, tmp_path / "sample.mp4")
    assert (sample.film, sample.drawn, sample.weight) == (clip.path(MASTER), drawn, 1)


@pytest.mark.parametrize("written", ["8", "8 TB", "-1 MB", "0 MB", "big"])
def test_size_that_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(StudioError, match=r'format "gif": size = ["0-9]'):
        read_formats([f"gif:size={written}"], "lecture.toml")
