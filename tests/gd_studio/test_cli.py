# ruff: noqa: E501 (the sentences stay whole)
"""The command does what its help says, quickly, and never shows a traceback."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[str]"]
COMMANDS = ["list", "render", "slides", "preview", "plan", "watch", "lint", "new", "init", "clean", "store"]


@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)])
def test_every_help_has_an_example(ask: Run, command: list[str]) -> None:
    done = ask(*command, "--help")
    assert done.returncode == 0
    assert re.search(rf"Example: gd {command[0] if command else ''}", done.stdout)


BAD_CALLS = {
    "command": (["rendr"], 'Unknown command "rendr". Did you mean "render"?'),
    "option": (["render", "--qualty", "480p15"], "Unknown option: --qualty. Did you mean --quality?"),
    "quality": (["render", "--quality", "480p"],
        '--quality: unknown quality "480p"; did you mean "480p15"? The qualities are 480p15, 720p30, 1080p60, 4k60.'),
    "theme": (["render", "--theme", "drak"],
        '--theme: unknown theme "drak"; did you mean "dark"? The themes are dark, light.'),
    "aspect": (["preview", "--aspect", "4x3"],
        '--aspect: unknown aspect "4x3"; did you mean "4:3"? The aspects are 16:9, 4:3, 9:16.'),
    "format": (["render", "--format", "mp4,gfi"],
        '--format: unknown format "gfi"; did you mean "gif"? The formats are cues.csv, '),
    "no format": (["render", "--format", ","], '--format: formats = [] must be a list such as ["mp4", "png"].'),
    "clip": (["render", "neer"], 'unknown clip "neer"; did you mean "near"? The clips are near, far.'),
    "file": (["render", "other.toml"], 'other.toml: there is no such lecture file; did you mean "lecture.toml"?'),
    "set": (["render", "--set", "distance=9"],
        '--set distance=9, clip "near": distance = 9 must be at most 5.'),
    "jobs": (["render", "--jobs", "0"], "--jobs 0: must be a whole number from 1 to 256."),
    "jobs word": (["render", "--jobs", "x"], "--jobs x: must be a whole number from 1 to 256."),
    "jobs fraction": (["render", "--jobs", "1.5"], "--jobs 1.5: must be a whole number from 1 to 256."),
    "many jobs": (["render", "--jobs", "9" * 5000], f"--jobs {'9' * 5000}: must be a whole number from 1 to 256."),
    "folder": (["render", "."], ".: is a folder; name the lecture file in it: lecture.toml."),
    "no time": (["preview", "near", "--at", "nan"], "--at nan: must be at least 0."),
    "late": (["preview", "near", "--at", "99"], '--at 99: clip "near" is only 1.6 s long.'),
    "early": (["preview", "near", "--at=-1"], "--at -1: must be at least 0."),
    "both": (["preview", "--at", "1", "--sheet"], "--at and --sheet exclude each other: one picture or the whole clip."),
    "lesson": (["list", "MovingSqare"], 'unknown lesson "MovingSqare"; did you mean "MovingSquare"?'),
}  # fmt: skip


@pytest.mark.parametrize(("words", "sentence"), BAD_CALLS.values(), ids=BAD_CALLS)
def test_bad_call_gets_one_sentence_and_status_2(
    lecture: Path, ask: Run, words: list[str], sentence: str
) -> None:
    done = ask(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"gd: {sentence}")
    assert done.stderr.count("\n") == 1
    assert not (lecture.parent / "media" / "clips").exists()


def test_a_bad_call_ends_its_process_as_it_ends_the_call(lecture: Path, gd: Run, ask: Run) -> None:
    one, other = (call("render", "--qualty", "480p15") for call in (gd, ask))
    assert (one.returncode, one.stdout, one.stderr) == (other.returncode, other.stdout, other.stderr)


def test_second_render_does_nothing_and_needs_no_manim(lecture: Path, gd: Run, tmp_path: Path) -> None:
    first = gd("render")
    assert first.returncode == 0, first.stderr
    assert re.search(r"^note: far: goes as far as 4\.5$", first.stdout, re.MULTILINE)
    assert re.search(r"^media/clips/near\.mp4  \(rendered, 1\.6 s long, ", first.stdout, re.MULTILINE)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "media" / "clips").iterdir()}
    script = (
        "import sys\nfrom gd_studio.cli import main\nsys.argv = ['gd', 'render']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "loaded = [name for name in ('manim', 'sympy', 'av', 'PIL', 'numpy') if name in sys.modules]\n"
        "assert not loaded, loaded\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    again = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 0, again.stderr
    assert again.stdout.count("(unchanged") == 2
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "media" / "clips").iterdir()} == before


def test_only_the_clip_that_changed_is_rendered_again(lecture: Path, gd: Run) -> None:
    gd("render")
    lecture.write_text(lecture.read_text(encoding="utf-8").replace("4.5", "3.5"), encoding="utf-8")
    done = json.loads(gd("render", "--json").stdout)
    assert {clip["name"]: clip["status"] for clip in done["clips"]} == {
        "near": "unchanged",
        "far": "rendered",
    }


def test_json_is_one_object_and_nothing_else(lecture: Path, gd: Run) -> None:
    done = gd("render", "--json", "--format", "mp4,png", "--set", "near.colour=green")
    assert (done.returncode, done.stderr) == (0, "")
    [near, far] = json.loads(done.stdout)["clips"]
    assert near["files"] == {"mp4": "media/clips/near.mp4", "png": "media/clips/near.png"}
    assert (near["frames"], near["seconds"], near["status"]) == (16, 1.6, "rendered")
    assert far["notes"] == ["goes as far as 4.5"]


def test_json_also_tells_errors(lecture: Path, gd: Run) -> None:
    done = gd("render", "neer", "--json")
    assert (done.returncode, done.stderr) == (2, "")
    assert json.loads(done.stdout)["error"].startswith('unknown clip "neer"')


def test_failed_clip_gives_a_sentence_and_status_1(lecture: Path, gd: Run) -> None:
    done = gd("render", "near", "--quiet", "--set", "trouble=exception")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith('gd: clip "near" could not be made: ZeroDivisionError: the square is; ')
    assert "Traceback" not in done.stderr


def test_without_a_lecture_a_named_lesson_is_a_clip(gd: Run, tmp_path: Path) -> None:
    done = gd("render", "moving-square", "--quality", "90p10", "--format", "png", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.name for path in (tmp_path / "media" / "clips").iterdir()] == ["moving-square.png"]


def test_media_is_beside_the_lecture_wherever_gd_is_called(gd: Run, tmp_path: Path, lecture: Path) -> None:
    folder = tmp_path / "deep"
    folder.mkdir()
    lecture.rename(folder / "week1.toml")
    assert "deep/media/clips/near.mp4" in gd("render", "deep/week1.toml", "near").stdout
    assert not (tmp_path / "media").exists()


def test_full_path_at_480p15(lecture: Path, gd: Run) -> None:
    done = json.loads(gd("render", "near", "--quality", "480p15", "--aspect", "4:3", "--json").stdout)
    assert done["clips"][0]["frames"] == 24
    import av

    with av.open(str(lecture.parent / done["clips"][0]["files"]["mp4"])) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (640, 480)


def test_preview_draws_the_end_a_time_or_a_sheet(lecture: Path, gd: Run) -> None:
    for words, name, size in (
        ([], "near.png", (160, 90)),
        (["--at", "0.5"], "near-0.5s.png", (160, 90)),
        (["--sheet"], "near-sheet.png", None),
    ):
        done = gd("preview", "near", *words)
        assert (done.returncode, done.stdout) == (0, f"media/preview/{name}\n"), done.stderr
        with Image.open(lecture.parent / "media" / "preview" / name) as image:
            assert size is None or image.size == size
    assert not (lecture.parent / "media" / "clips").exists()


def test_list_shows_lessons_and_parameters(gd: Run) -> None:
    assert "A square goes to the right." in gd("list").stdout
    [distance] = [
        item
        for item in json.loads(gd("list", "moving-square", "--json").stdout)["parameters"]
        if item["name"] == "distance"
    ]
    assert distance == {
        "name": "distance", "default": "2.0", "kind": "number", "bounds": "> 0, ≤ 5", "unit": "units",
        "description": "how far it goes",
    }  # fmt: skip


def test_clean_leaves_the_clips(lecture: Path, gd: Run) -> None:
    gd("render", "near")
    gd("preview", "near")
    assert gd("clean").returncode == 0
    left = [
        path.relative_to(lecture.parent).as_posix() for path in lecture.parent.rglob("*") if path.is_file()
    ]
    assert sorted(left) == ["lecture.toml", "media/clips/near.mp4"]
    assert json.loads(gd("render", "near", "--json").stdout)["clips"][0]["status"] == "rendered"


def test_progress_on_a_terminal_shows_frames_and_time_left(lecture: Path, start: Start) -> None:
    main, other = pty.openpty()
    process = start("render", "near", "--set", "moves=60", stdout=other, stderr=other, env=None)
    os.close(other)
    shown = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    assert process.wait() == 0, shown
    text = shown.decode()
    assert re.search(r"\d+/606", text)
    assert re.search(r"0:00:0\d", text)


def test_watch_renders_a_draft_when_the_lecture_is_saved_and_survives_mistakes(
    lecture: Path, start: Start
) -> None:
    process = start("watch", "near", stderr=subprocess.STDOUT, env=None)
    assert process.stdout is not None
    draft = lecture.parent / "media" / "preview" / "near.mp4"

    def read_until(words: str) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if words in line:
                return
        raise AssertionError(f"watch ended before it said: {words}")

    text = lecture.read_text(encoding="utf-8")
    try:
        read_until("1 made")
        before = draft.read_bytes()
        lecture.write_text(text.replace('"near"', '"near"\ndistance = 9'), encoding="utf-8")
        read_until("distance = 9 must be at most 5")
        lecture.write_text(text.replace('"near"', '"near"\ndistance = 3'), encoding="utf-8")
        read_until("1 made")
        assert draft.read_bytes() != before
    finally:
        process.terminate()
        process.communicate(timeout=20)
    assert not (lecture.parent / "media" / "clips").exists()
