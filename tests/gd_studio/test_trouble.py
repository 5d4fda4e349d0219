"""What goes wrong is said in a sentence, and nobody else has to suffer from it."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gd_studio.store.clip_store import file_sha256

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[str]"]

TROUBLES = ["parameters", "notes", "exception"]
BAD_CLIPS = '[[clip]]\nlesson = "MovingSquare"\nname = "wide"\ndistance = 9\n' + "".join(
    f'[[clip]]\nlesson = "MovingSquare"\nname = "{trouble}"\ntrouble = "{trouble}"\n' for trouble in TROUBLES
)


def test_what_goes_wrong_with_one_clip_does_not_stop_the_others(lecture: Path, gd: Run) -> None:
    lecture.write_text(lecture.read_text(encoding="utf-8") + BAD_CLIPS, encoding="utf-8")
    done = gd("render", "--format", "png")
    assert done.returncode == 2, "bad input was among it"
    wide, *odd = done.stderr.splitlines()
    assert wide == 'gd: lecture.toml, line 18, clip "wide": distance = 9 must be at most 5.'
    for sentence, trouble in zip(odd, TROUBLES, strict=True):
        log = lecture.parent / "media" / ".work" / f"{trouble}.log"
        reason = f"ZeroDivisionError: the square is; what happened is in {log}."
        assert sentence == f'gd: clip "{trouble}" could not be made: {reason}'
        assert "Traceback" in log.read_text(encoding="utf-8")
    made = sorted(path.name for path in (lecture.parent / "media" / "clips").iterdir())
    assert made == ["far.png", "near.png"]
    assert "2 made, 0 unchanged, 4 failed" in done.stdout
    again = gd("render", "near", "wide", "--format", "png", "--json")
    assert (again.returncode, again.stderr) == (2, "")
    said = {clip["name"]: (clip["status"], clip.get("error")) for clip in json.loads(again.stdout)["clips"]}
    assert said == {"near": ("unchanged", None), "wide": ("failed", wide.removeprefix("gd: "))}


@pytest.mark.parametrize("command", ["preview", "lint"])
def test_preview_and_lint_go_on_with_the_next_clip(lecture: Path, gd: Run, command: str) -> None:
    text = lecture.read_text(encoding="utf-8")
    lecture.write_text(text.replace("[[clip]]", f"{BAD_CLIPS}[[clip]]", 1), encoding="utf-8")
    done = gd(command, "wide", "exception", "near")
    assert done.returncode == 2
    wide, odd = done.stderr.splitlines()
    assert wide.startswith('gd: lecture.toml, line 10, clip "wide": ')
    assert odd.startswith('gd: clip "exception" could not be made: ')
    assert "near" in done.stdout


def test_file_of_another_format_that_is_not_new_is_named(lecture: Path, gd: Run) -> None:
    gd("render", "near", "--format", "mp4,png")
    assert "note" not in gd("render", "near").stdout
    done = gd("render", "near", "--set", "colour=green")
    assert (
        "note: near: near.png beside it shows an earlier version; --format png makes it again\n"
        in done.stdout
    )


@pytest.mark.parametrize("word", [[], ["far"]])
def test_run_that_was_stopped_between_a_clips_files_is_told_of(
    lecture: Path, gd: Run, word: list[str]
) -> None:
    gd("render", "--format", "mp4,png")
    poster = lecture.parent / "media" / "clips" / "near.png"
    good = poster.read_bytes()
    names = ["near.mp4", "near.png"]
    sums = "".join(f"{file_sha256(poster.with_name(name))} {poster.with_name(name)}\n" for name in names)
    (lecture.parent / "media" / ".work" / "clips-near.placing").write_text(sums, encoding="utf-8")
    poster.write_bytes(b"of before")
    said = "note: near: an earlier run was stopped while it changed its files in clips; "
    done = gd("render", *word, "--format", "mp4,png")
    assert said + ("gd render near makes them whole" if word else "they are made whole now") in done.stdout
    assert (poster.read_bytes() == good) is not bool(word)
    assert (said in gd("render", *word, "--format", "mp4,png").stdout) is bool(word)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (None, "; call gd where one is."),
        ("lecture.toml.txt", '; "lecture.toml.txt" is there: rename it to lecture.toml.'),
        ("lecture.txt", '; "lecture.txt" is there: rename it to lecture.toml.'),
        ("lectures.toml", '; did you mean "lectures.toml"?'),
        ("lecture.pdf", "; call gd where one is."),
    ],
)
@pytest.mark.parametrize("command", ["render", "preview", "lint"])
def test_without_a_lecture_nothing_is_made_unasked(
    ask: Run, tmp_path: Path, name: str | None, said: str, command: str
) -> None:
    if name is not None:
        (tmp_path / name).touch()
    done = ask(command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"gd: there is no lecture.toml in {tmp_path}{said} A lesson is rendered by")
    assert not (tmp_path / "media").exists()


def test_all_means_every_lesson_beside_the_lectures_clips(
    lecture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gd_studio.lecture.catalog import Catalog
    from gd_studio.lecture.selection import select

    lessons = {entry.name for entry in Catalog().entries.values()}
    for folder, clips in ((lecture.parent, len(lessons) + 1), (lecture.parent / "empty", len(lessons))):
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        chosen, _ = select([], every_lesson=True)
        assert {clip.lesson.name for clip in chosen} == lessons
        assert len(chosen) == clips


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252"])
def test_terminal_that_cannot_show_a_letter_stops_nothing(lecture: Path, start: Start, encoding: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    environment |= {"PYTHONIOENCODING": encoding}
    for words, status in ((["list"], 0), (["render", "größe山"], 2)):
        process = start(*words, env=environment, encoding=encoding)
        out, err = process.communicate(timeout=60)
        assert process.returncode == status, err
        assert "Traceback" not in err
    process = start("list", "BallOnParabola", "--json", env=environment, encoding=encoding)
    out, _ = process.communicate(timeout=60)
    assert "α" in json.dumps(json.loads(out), ensure_ascii=False)


def test_folders_of_the_lecturer_may_be_called_as_ours(lecture: Path, gd: Run) -> None:
    for name in ("gd_studio", "scenes", "gd_math", "json"):
        (lecture.parent / name).mkdir()
        (lecture.parent / name / "__init__.py").write_text("raise SystemExit(7)", encoding="utf-8")
    done = gd("render", "near", "--format", "png")
    assert done.returncode == 0, done.stderr
