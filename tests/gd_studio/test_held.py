"""Files are small: pictures that stay cost nothing, and the others no more than with manim's own settings."""

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from gd_studio.engine import encoder as engine
from gd_studio.engine.chunks import LONGEST_SECONDS, MOVING_SECONDS, Chunks
from gd_studio.engine.encoder import PART_NAME, TOLD, Encoder, Pixels
from gd_studio.engine.held import as_before
from gd_studio.engine.joining import join

SIZE, RATE = (480, 270), 30
Telling = list[tuple[Pixels, int]]


def picture(share: float) -> Pixels:
    """A curve with a ball on it and words, as lessons have them."""
    twice = Image.new("RGB", (960, 540), "#0E1116")
    pen = ImageDraw.Draw(twice)
    places = [(x, 500 - 400 * (x / 480 - 1) ** 2) for x in range(0, 961, 4)]
    pen.line(places, "#56B4E9", 4)
    x, y = places[round(share * 240)]
    pen.line((0, y, 960, y), "#8899AA", 2)
    pen.ellipse((x - 14, y - 14, x + 14, y + 14), "#E69F00")
    pen.text((60, 30), f"x = {share:.3f}", "#FFFFFF", ImageFont.load_default(48))
    return np.array(twice.reduce(2).convert("RGBA"))


@pytest.fixture(scope="module")
def telling() -> Telling:
    """Pictures that move, and some that stay, for up to six times sixteen frames."""
    stay = {0: 40, 25: TOLD, 26: TOLD + 1, 40: 16, 41: 17, 59: 100}
    return [(picture(0.05 + 0.01 * k), stay.get(k, 1)) for k in range(60)]


def encode(telling: Telling, folder: Path) -> Path:
    folder.mkdir()
    encoder = Encoder(folder, *SIZE, RATE)
    encoder.begin(0)
    for pixels, repeat in telling:
        encoder.put([(0, 0, pixels)], repeat)
    encoder.close()
    return folder / PART_NAME.format(0)


def frames(film: Path) -> list[np.ndarray]:
    with av.open(str(film)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


def test_pictures_stay_as_x264_encoded_them_last(
    telling: Telling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = frames(encode(telling, tmp_path / "film"))
    monkeypatch.setattr(engine, "_as_before", lambda *_: None)
    given = iter(frames(encode([(pixels, min(stay, TOLD)) for pixels, stay in telling], tmp_path / "given")))
    expected: list[np.ndarray] = []
    for _, stay in telling:
        expected += [next(given) for _ in range(min(stay, TOLD))]
        expected += expected[-1:] * (stay - TOLD)
    assert len(film) == len(expected) == sum(stay for _, stay in telling)
    assert all(np.array_equal(one, other) for one, other in zip(film, expected, strict=True))


def test_pictures_that_stay_cost_less_than_a_hundred_bytes_a_frame(tmp_path: Path) -> None:
    short, long = (
        encode([(picture(0.5), stay)], tmp_path / str(stay)).stat().st_size for stay in (100, 1100)
    )
    assert long - short < 100 * 1000


def test_where_x264_writes_other_slices_everything_is_encoded(
    telling: Telling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {**engine.X264_OPTIONS, "x264-params": "bframes=2"}
    with av.open(str(tmp_path / "other.mp4"), "w") as other:
        stream = other.add_stream("libx264", rate=RATE, options=options)
        stream.width, stream.height = SIZE
        assert as_before(*SIZE, stream.encode) is None
    monkeypatch.setattr(engine, "_as_before", lambda *_: None)
    assert len(frames(encode(telling, tmp_path / "film"))) == sum(stay for _, stay in telling)


def stock_size(plays: Sequence[Telling], folder: Path) -> int:
    """Return the size of a film as manim's command makes it: each play a file, crf 23, the rest x264's."""
    folder.mkdir()
    for number, play in enumerate(plays):
        with av.open(str(folder / f"{number}.mp4"), "w") as film:
            stream = film.add_stream("libx264", rate=RATE, options={"crf": "23"})
            stream.width, stream.height = SIZE
            for pixels, stay in play:
                for _ in range(stay):
                    film.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgba")))
            film.mux(stream.encode(None))
    return sum(path.stat().st_size for path in folder.iterdir())


def test_film_is_no_larger_than_with_the_stock_settings(telling: Telling, tmp_path: Path) -> None:
    moves = [(picture(0.2 + 0.001 * k), 1) for k in range(3 * RATE)]
    plays = [moves, [(moves[-1][0], 4 * RATE)], telling[::-1]]
    (tmp_path / "parts").mkdir()
    chunks = Chunks(tmp_path / "parts", SIZE, RATE)
    for play in plays:
        for pixels, stay in play:
            left = stay
            while left:
                alike, _ = chunks.next(left)
                chunks.put([(0, 0, pixels)], alike)
                left -= alike
    chunks.encoder.close()
    film = tmp_path / "film.mp4"
    join([tmp_path / "parts" / PART_NAME.format(k) for k in range(chunks.number + 1)], film, RATE)
    assert film.stat().st_size < stock_size(plays, tmp_path / "stock")


def test_chunks_are_short_where_drawing_takes_time_and_never_longer_than_players_like(tmp_path: Path) -> None:
    chunks = Chunks(tmp_path, SIZE, RATE)
    begins = []

    def tell(count: int) -> None:
        while count:
            number = chunks.number
            alike, _ = chunks.next(count)
            if chunks.number > number:
                begins.append(chunks.frames / RATE)
            chunks.leave_out(alike)
            count -= alike

    for _ in range(5 * RATE):
        tell(1)
    tell(20 * RATE)
    chunks.encoder.abort()
    assert (MOVING_SECONDS, LONGEST_SECONDS) == (2, 8)
    assert begins == [0, 2, 4, 12, 20]
