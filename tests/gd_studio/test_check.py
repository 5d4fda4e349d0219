"""`gd check` finds what keeps a film from being shown, whoever made it, and mends what loses nothing."""

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from gd_studio.check.content import content_of
from gd_studio.check.faults import faults_of
from gd_studio.check.flashing import flashes
from gd_studio.check.mending import mend
from gd_studio.check.targets import TARGETS
from gd_studio.commands.check import check
from gd_studio.errors import StudioError

FAST = {"movflags": "+faststart"}
TAGGED = {"colorprim": "bt709", "transfer": "bt709", "colormatrix": "bt709"}


def pictures(count: int, width: int = 64, height: int = 36) -> Iterator[np.ndarray]:
    for place in range(count):
        picture = np.full((height, width, 3), 30, np.uint8)
        picture[8:16, place : place + 12] = (230, 160, 0)
        yield picture


def film(
    path: Path,
    *,
    codec: str = "libx264",
    size: tuple[int, int] = (64, 36),
    pixels: str = "yuv420p",
    tagged: bool = True,
    index_first: bool = True,
    times: list[int] | None = None,
    shown: Iterator[np.ndarray] | None = None,
) -> Path:
    """Write a film as somebody else might have made it."""
    options = FAST if index_first and path.suffix in (".mp4", ".mov") else {}
    with av.open(str(path), "w", options=options) as container:
        x264 = ":".join(f"{name}={value}" for name, value in TAGGED.items()) if tagged else ""
        stream = container.add_stream(codec, rate=10, options={"x264-params": x264} if x264 else {})
        stream.width, stream.height, stream.pix_fmt = *size, pixels
        for place, picture in enumerate(shown or pictures(16, *size)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = (times[place] if times else place), Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def rules(path: Path, place: str = "web") -> set[str]:
    return {fault.rule for fault in faults_of(content_of(path), TARGETS[place])}


def hashes(path: Path) -> list[int]:
    with av.open(str(path)) as container:
        return [hash(frame.to_ndarray().tobytes()) for frame in container.decode(video=0)]


@pytest.mark.parametrize("place", TARGETS)
def test_our_kind_of_film_fits_everywhere(place: str, tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4")
    assert not rules(path, place)
    assert not list(flashes(path))


def test_each_fault_is_found_where_it_matters(tmp_path: Path) -> None:
    assert rules(film(tmp_path / "late.mp4", index_first=False)) == {"index-first"}
    assert rules(film(tmp_path / "untagged.mp4", tagged=False)) == {"colour-tags"}
    assert rules(film(tmp_path / "fine.mp4", pixels="yuv444p")) == {"pixels"}
    assert rules(film(tmp_path / "odd.mp4", size=(63, 35), pixels="yuv444p")) == {"pixels", "even-size"}
    uneven = [0, 1, 2, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]
    assert rules(film(tmp_path / "uneven.mp4", times=uneven)) == {"steady-rate"}
    assert rules(film(tmp_path / "old.mp4", codec="mpeg4", tagged=False)) == {"codec"}
    assert rules(film(tmp_path / "a.mkv")) == {"container"}
    assert rules(film(tmp_path / "a.mp4").rename(tmp_path / "b.mov")) >= {"name"}
    webm = film(tmp_path / "a.webm", codec="libvpx-vp9", tagged=False)
    assert not rules(webm, "web") and rules(webm, "powerpoint") == {"codec"} == rules(webm, "keynote")


def gif(path: Path, delays: list[int], size: tuple[int, int] = (64, 36)) -> Path:
    frames = [Image.fromarray(picture) for picture in pictures(len(delays), *size)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=[10 * d for d in delays], loop=0)
    return path


def test_pictures_are_judged_by_what_is_in_them(tmp_path: Path) -> None:
    path = gif(tmp_path / "a.gif", [4] * 8)
    assert not rules(path, "powerpoint")
    assert rules(path, "beamer") == {"picture"}
    assert rules(gif(tmp_path / "fast.gif", [1, 4, 1, 4]), "web") == {"gif-delay"}
    Image.new("RGB", (6000, 5000)).save(tmp_path / "large.png")
    assert rules(tmp_path / "large.png", "gslides") == {"megapixels"}
    assert not rules(tmp_path / "large.png", "powerpoint")
    Image.new("RGB", (60, 50)).save(tmp_path / "a.webp")
    assert rules(tmp_path / "a.webp", "keynote") == {"picture"} and not rules(tmp_path / "a.webp", "web")


def test_more_than_three_flashes_a_second_are_found(tmp_path: Path) -> None:
    def blinking(every: int) -> Iterator[np.ndarray]:
        for place in range(20):
            yield np.full((36, 64, 3), 220 if place // every % 2 else 20, np.uint8)

    [found] = flashes(film(tmp_path / "quick.mp4", shown=blinking(1)))
    assert found.grave and "within the second before 0." in found.message
    assert not list(flashes(film(tmp_path / "slow.mp4", shown=blinking(4))))


def test_index_and_tags_are_mended_without_changing_a_pixel(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", index_first=False, tagged=False)
    before, seen = path.read_bytes(), hashes(path)
    assert mend(content_of(path), ["index-first", "colour-tags"]) == path
    assert not rules(path) and hashes(path) == seen
    assert content_of(path).colours == (1, 1, 1)
    assert (tmp_path / "a.before.mp4").read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.before.mp4", "a.mp4"]


def test_matroska_becomes_an_mp4_beside_it(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv")
    seen = hashes(path)
    made = mend(content_of(path), ["container"])
    assert made == tmp_path / "a.mp4" and not rules(made) and hashes(made) == seen and path.exists()
    with pytest.raises(StudioError, match=r"a\.mkv: a\.mp4 is in the way"):
        mend(content_of(path), ["container"])


def test_hasty_gif_gets_delays_that_viewers_keep(tmp_path: Path) -> None:
    path = gif(tmp_path / "a.gif", [1, 4, 0, 7])
    seen = hashes(path)
    mend(content_of(path), ["gif-delay"])
    assert content_of(path).delays == (2, 4, 2, 7) and hashes(path) == seen


def test_what_cannot_be_mended_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = film(tmp_path / "a.mp4", index_first=False)
    before = path.read_bytes()
    monkeypatch.setattr(
        "gd_studio.check.mending._rewrap", lambda source, target, tagged: film(target, size=(32, 36))
    )
    with pytest.raises(StudioError, match="cannot be mended without changing its pictures"):
        mend(content_of(path), ["index-first"])
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_command_says_what_it_finds_and_how_to_mend_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    film(Path("a.mp4"))
    film(Path("late.mp4"), index_first=False)
    Path("text.mp4").write_text("no film")
    assert check([Path("a.mp4")], "powerpoint") == 0
    assert "a.mp4: fits PowerPoint  (h264 High, 64 x 36, 0.0 MB, 1.6 s at 10)" in capsys.readouterr().out
    assert check([Path("late.mp4")], "powerpoint") == 0, "it is not streamed"
    assert "works, but has its index at the end" in capsys.readouterr().out
    assert check([Path("late.mp4"), Path("text.mp4"), Path("none.mp4")], "web") == 2
    said = capsys.readouterr()
    assert "write the index first (--fix does it)." in said.out
    assert "gd: text.mp4: cannot be read as a film or picture, or is damaged." in said.err
    assert "gd: none.mp4: there is no such file." in said.err
    assert check([Path("late.mp4")], "web", fix=True, as_json=True) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told == {"for": "web", "files": [{"file": "late.mp4", "mended": ["index-first"], "faults": []}]}


def test_command_line_knows_check(gd: Callable[..., Any]) -> None:
    called = gd("check", "a.mp4", "--for", "powerpiont")
    assert called.returncode == 2
    assert 'gd: --for: unknown place "powerpiont"; did you mean "powerpoint"?' in called.stderr
    with pytest.raises(StudioError, match="name at least one file"):
        check([], "web")
