"""Every product holds what the master holds, in the form that its users need."""

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from gd_studio.deliver.probe import probe, require
from gd_studio.deliver.product import Contents, Report
from gd_studio.deliver.registry import products
from gd_studio.deliver.sheet import make_sheet
from gd_studio.engine.encoder import PART_NAME, Encoder
from gd_studio.engine.joining import join
from gd_studio.store.clip_store import Entry

WIDTH, HEIGHT, RATE, FRAMES = 854, 480, 15, 45
BACKGROUND, BALL, STEP = (14, 17, 22), (230, 159, 0), (47, 191, 143)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ball goes from left to right over a gradient in three seconds."""
    folder = tmp_path_factory.mktemp("master")
    encoder = Encoder(folder, WIDTH, HEIGHT, RATE)
    encoder.begin(0)
    for frame in range(FRAMES):
        picture = np.full((HEIGHT, WIDTH, 4), (*BACKGROUND, 255), np.uint8)
        picture[300:, :, 0] = np.linspace(14, 180, HEIGHT - 300)[:, None]
        picture[300:, :, 1] = np.linspace(200, 17, WIDTH)
        picture[300:, :, 2] = np.linspace(22, 200, WIDTH)
        left = 20 + frame * 16
        picture[100:160, left : left + 60, :3] = BALL
        if frame >= FRAMES - 6:
            picture[380:388, 400:424, :3] = STEP
        encoder.put([(0, 0, picture)])
    encoder.close()
    path = folder / "master.mp4"
    join([folder / PART_NAME.format(0)], path, RATE)
    return path


class Seen(Report):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.phases: list[tuple[str, int]] = []
        self.frames: list[int] = []

    def phase(self, words: str, frames: int = 0) -> None:
        self.phases.append((words, frames))

    def done(self, frames: int) -> None:
        self.frames.append(frames)


def make(name: str, master: Path, target: Path, drawn: Contents, **options: int) -> Seen:
    """Make and verify a product."""
    seen, product = Seen(), products()[name]
    clip = Entry(master.parent, {}, {})
    product.verify(target, product.make(clip, target, drawn, product.Options(**options), seen))
    assert tuple(words for words, _ in seen.phases) == product.phases
    return seen


DRAWN = Contents(FRAMES, WIDTH, HEIGHT, FRAMES / RATE)


@pytest.fixture(scope="module")
def gif(master: Path) -> Path:
    path = master.with_name("clip.gif")
    make("gif", master, path, DRAWN)
    return path


def delays(path: Path) -> list[int]:
    """Return how long each picture of a GIF stays, in milliseconds."""
    with Image.open(path) as image:
        found = []
        for place in range(image.n_frames):
            image.seek(place)
            found.append(int(image.info["duration"]))
    return found


def test_gif_of_a_slow_master_has_its_frames_and_length(gif: Path) -> None:
    assert len(delays(gif)) == FRAMES
    assert set(delays(gif)) == {60, 70}, "15 frames a second, in hundredths"
    assert sum(delays(gif)) == FRAMES / RATE * 1000


@pytest.mark.parametrize(
    ("rate", "frames", "pictures"), [(10, 21, 21), (25, 51, 51), (30, 60, 50), (60, 121, 50)]
)
def test_gif_has_at_most_25_frames_a_second_and_never_more_than_its_master(
    tmp_path: Path, rate: int, frames: int, pictures: int
) -> None:
    encoder = Encoder(tmp_path, 64, 36, rate)
    encoder.begin(0)
    for frame in range(frames):
        picture = np.full((36, 64, 4), 255, np.uint8)
        picture[:, : frame // 2, :3] = frame % 200
        encoder.put([(0, 0, picture)])
    encoder.close()
    join([tmp_path / PART_NAME.format(0)], tmp_path / "master.mp4", rate)
    make("gif", tmp_path / "master.mp4", tmp_path / "a.gif", Contents(frames, 64, 36, frames / rate))
    assert abs(sum(delays(tmp_path / "a.gif")) - frames / rate * 1000) <= 1000 / min(rate, 25) / 2
    # A frame equal to the one before may be told as a longer delay.
    assert pictures - 3 <= len(delays(tmp_path / "a.gif")) <= pictures + 1
    assert min(delays(tmp_path / "a.gif")) >= int(1000 / min(rate, 25) / 10) * 10


def test_gif_is_640_wide_and_loops_for_ever(gif: Path) -> None:
    with Image.open(gif) as image:
        assert image.size == (640, 360)
        assert image.info["loop"] == 0


def test_gif_palette_is_the_clips_own(gif: Path) -> None:
    with Image.open(gif) as image:
        assert image.palette is not None
        colours = np.array(list(image.palette.colors)[:256])
        picture = np.asarray(image.convert("RGB")).astype(int)
    assert np.abs(colours[:, :3] - BALL).sum(axis=1).min() <= 12
    assert np.abs(picture[20, 600] - BACKGROUND).max() <= 6


def test_gif_gradient_stays_a_gradient(gif: Path) -> None:
    with Image.open(gif) as image:
        row = np.asarray(image.convert("RGB")).astype(float)[300:350, :, 2].mean(axis=0)
    smooth = np.convolve(row, np.ones(9) / 9, mode="valid")
    ideal = np.linspace(22, 200, 640)[4:-4]
    assert np.abs(smooth - ideal).max() < 8


def test_gif_small_bright_mark_that_shows_briefly_has_no_grain(gif: Path) -> None:
    with Image.open(gif) as image:
        image.seek(image.n_frames - 1)
        mark = np.asarray(image.convert("RGB")).astype(int)[287:289, 303:314]
    assert np.abs(mark - STEP).max() <= 12


def test_gif_is_the_same_bit_for_bit(master: Path, gif: Path, tmp_path: Path) -> None:
    seen = make("gif", master, tmp_path / "again.gif", DRAWN)
    assert seen.phases == [("making gif", 2 * FRAMES)]
    assert (seen.frames == sorted(seen.frames), seen.frames[-1]) == (True, 2 * FRAMES)
    assert (tmp_path / "again.gif").read_bytes() == gif.read_bytes()


def test_webm_is_vp9_with_the_masters_frames_and_colours(master: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.webm"
    seen = make("webm", master, path, DRAWN)
    assert (seen.phases, seen.frames) == ([("making webm", FRAMES)], list(range(1, FRAMES + 1)))
    assert probe(path).frames == FRAMES
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("vp9", "yuv420p")
        picture = next(container.decode(stream)).to_ndarray(format="rgb24").astype(int)
    assert np.abs(picture[40, 700] - BACKGROUND).max() <= 3
    assert np.abs(picture[130, 50] - BALL).max() <= 6
    make("webm", master, tmp_path / "again.webm", DRAWN)
    assert (tmp_path / "again.webm").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [
        Contents(FRAMES - 1, WIDTH, HEIGHT, FRAMES / RATE),
        Contents(FRAMES, WIDTH, HEIGHT + 2, FRAMES / RATE),
        Contents(FRAMES, WIDTH, HEIGHT, FRAMES / RATE + 0.01),
    ],
)
def test_file_that_does_not_hold_what_was_drawn_is_refused(master: Path, wrong: Contents) -> None:
    require(master, DRAWN)
    with pytest.raises(ValueError, match="does not hold what was drawn"):
        require(master, wrong)


def test_cut_off_file_is_refused(master: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.mp4"
    content = master.read_bytes()
    short.write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises((ValueError, av.FFmpegError)):
        require(short, DRAWN)


def test_sheet_holds_every_picture_in_order(tmp_path: Path) -> None:
    pictures = [(place / 2, Image.new("RGB", (160, 90), (place * 40, 0, 0))) for place in range(6)]
    make_sheet(pictures, tmp_path / "sheet.png")
    sheet = np.asarray(Image.open(tmp_path / "sheet.png"))
    centres = [
        (4 + (270 + 4) * row + 135, 4 + (480 + 4) * column + 240) for row in (0, 1) for column in range(4)
    ]
    assert [int(sheet[centre][0]) for centre in centres[:6]] == [0, 40, 80, 120, 160, 200]
