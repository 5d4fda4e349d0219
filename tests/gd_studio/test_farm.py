"""Clips side by side: what goes wrong stays with its clip, and whoever is killed leaves no rubbish."""

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import pytest

from gd_studio.farm import crew as farm
from gd_studio.farm import server
from gd_studio.farm.alone import make
from gd_studio.farm.delivery import unchanged
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import plan
from gd_studio.store.clip_store import file_sha256

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[str]"]

LONG = 'moves = 100\npace = 0.25\nformats = ["mp4", "png"]\n'


def jobs_of(lecture: Path, *extra: str, force: bool = False) -> list[Job]:
    if extra:
        lecture.write_text(lecture.read_text(encoding="utf-8") + "\n".join(extra), encoding="utf-8")
    clips = read_lecture(lecture, Catalog())
    return [Job(planned, lecture.parent / "media" / "clips", force) for planned in plan(clips)]


def frames(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def rubbish(folder: Path) -> list[Path]:
    """Everything in media/ that is neither finished, nor stored."""
    media = folder / "media"
    stored = set((media / ".store").rglob("*"))
    work = list((media / ".work").rglob("*"))
    odd = [path for path in stored if path.name.startswith(("trash", "."))]
    clips = [
        path for path in (media / "clips").rglob("*") if path.suffix not in (".mp4", ".png", ".gif", ".webm")
    ]
    return work + odd + clips


def test_clips_are_made_side_by_side_with_progress(lecture: Path) -> None:
    seen: list[list[farm.Progress]] = []
    results = {result.name: result for result in farm.run(jobs_of(lecture), 2, seen.append)}
    assert {name: result.status for name, result in results.items()} == {
        "near": "rendered",
        "far": "rendered",
    }
    for result in results.values():
        assert frames(result.files["mp4"]) == result.frames == result.seconds * 10
    assert results["far"].notes == ("goes as far as 4.5",)
    assert [clip.drawn for clip in seen[-1]] == [clip.expected for clip in seen[-1]] == [16, 16]
    assert rubbish(lecture.parent) == []


def test_fresh_processes_make_the_same_files_where_none_can_be_forked(
    lecture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [forked] = farm.run(jobs_of(lecture)[:1], 1)
    good = forked.files["mp4"].read_bytes()
    monkeypatch.setattr(server, "METHOD", server.FRESH)
    [fresh] = farm.run(jobs_of(lecture, force=True)[:1], 1)
    assert (fresh.status, fresh.files["mp4"].read_bytes()) == ("rendered", good)
    assert rubbish(lecture.parent) == []


def test_two_processes_share_a_long_clip_and_make_the_same_file(lecture: Path) -> None:
    whole = jobs_of(lecture, LONG, force=True)[1]
    shared = replace(whole, destination=lecture.parent / "media" / "preview")
    alone = next(farm.run([whole], 1))
    good = alone.files["mp4"].read_bytes()
    seen: list[list[farm.Progress]] = []
    together = next(farm.run([shared], 2, seen.append))
    assert (together.status, together.frames) == ("rendered", alone.frames)
    assert together.files["mp4"].read_bytes() == good
    assert max(clip.drawn for (clip,) in seen) == alone.frames
    assert rubbish(lecture.parent) == []


def test_processes_without_work_leave_a_clip_alone_whose_files_are_being_made(
    lecture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stored clip was given to every free process: drawn again, and done twice over."""
    jobs = jobs_of(lecture)
    for result in farm.run(jobs, 1):
        result.files["mp4"].unlink()
    sent: list[str] = []
    send = farm.Crew.send
    monkeypatch.setattr(farm.Crew, "send", lambda crew, work: sent.append(work.job.name) or send(crew, work))
    assert [result.status for result in farm.run(jobs, 4)] == ["delivered", "delivered"]
    assert sent == ["near", "far"]


def test_exception_and_death_stay_with_their_clips(lecture: Path) -> None:
    bad = '[[clip]]\nlesson = "MovingSquare"\nname = "{0}"\ntrouble = "{0}"\n'
    jobs = jobs_of(lecture, bad.format("death"), bad.format("exception"))
    results = {result.name: result for result in farm.run([jobs[2], jobs[0], jobs[3], jobs[1]], 2)}
    assert {name: result.status for name, result in results.items()} == {
        "death": "failed", "exception": "failed", "near": "rendered", "far": "rendered",
    }  # fmt: skip
    assert results["death"].error.startswith('clip "death" could not be made: the process that drew it died')
    said = results["exception"].error
    log = lecture.parent / "media" / ".work" / "exception.log"
    assert said == (
        f'clip "exception" could not be made: ZeroDivisionError: the square is; what happened is in {log}.'
    )
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert sorted(path.name for path in (lecture.parent / "media" / "clips").iterdir()) == [
        "far.mp4",
        "near.mp4",
    ]


def test_finished_clip_is_left_alone(lecture: Path) -> None:
    job = jobs_of(lecture)[0]
    assert unchanged(job) is None
    made = make(job)
    assert made.status == "rendered"
    kept = unchanged(job)
    assert kept is not None and (kept.status, kept.files) == ("unchanged", made.files)


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"damaged")])
def test_damaged_clip_comes_back_from_the_store(lecture: Path, damage: Callable[[Path], object]) -> None:
    job = jobs_of(lecture)[0]
    make(job)
    target = job.targets["mp4"]
    good = target.read_bytes()
    damage(target)
    assert unchanged(job) is None
    assert make(job).status == "delivered"
    assert target.read_bytes() == good


def test_damaged_store_heals_by_drawing_again(lecture: Path) -> None:
    job = jobs_of(lecture)[0]
    make(job)
    entry = job.store.look_up(job.planned.digest)
    assert entry is not None
    good = entry.path("master.mp4").read_bytes()
    entry.path("master.mp4").write_bytes(good[:-1] + b"!")
    job.targets["mp4"].unlink()
    assert make(job).status == "rendered"
    assert job.targets["mp4"].read_bytes() == good


def test_force_draws_again(lecture: Path) -> None:
    make(jobs_of(lecture)[0])
    job = jobs_of(lecture, force=True)[0]
    assert unchanged(job) is None
    assert make(job).status == "rendered"


def test_all_formats_come_from_one_drawing(lecture: Path) -> None:
    job = jobs_of(lecture, 'formats = ["mp4", "gif", "webm", "png"]\n')[1]
    assert make(job).status == "rendered"
    assert {path.suffix for path in job.targets.values()} == {".mp4", ".gif", ".webm", ".png"}
    assert all(path.stat().st_size for path in job.targets.values())
    job.targets["gif"].unlink()
    assert make(job).status == "delivered"
    kept = unchanged(job)
    assert kept is not None and len(kept.files) == 4


def test_data_that_changes_meanwhile_changes_nothing(lecture: Path) -> None:
    data = lecture.with_name("numbers.csv")
    data.write_text("1", encoding="utf-8")
    job = jobs_of(lecture, 'data = "numbers.csv"\n')[1]
    data.write_text("2", encoding="utf-8")
    assert make(job).status == "rendered"
    assert jobs_of(lecture)[1].planned.digest != job.planned.digest


def test_code_that_changes_meanwhile_is_noticed(lecture: Path) -> None:
    job = jobs_of(lecture)[0]
    result = make(replace(job, planned=replace(job.planned, digest="0" * 64)))
    assert (result.status, result.error) == (
        "failed", 'clip "near": its code changed while it was being made; call gd again.',
    )  # fmt: skip
    assert not job.targets["mp4"].exists()


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "nothing happened in time"
        time.sleep(0.05)


def drawing(folder: Path) -> bool:
    """Whether chunks are being written."""
    return any((folder / "media" / ".work").glob("*/parts/*.draft"))


@pytest.fixture
def interrupted(lecture: Path, gd: Run, start: Start) -> tuple["subprocess.Popen[str]", str]:
    """A lecture with a finished clip, and a process in the middle of drawing another version of it."""
    assert gd("render", "far").returncode == 0
    old = file_sha256(lecture.parent / "media" / "clips" / "far.mp4")
    longer = LONG.replace("moves = 100", "moves = 400")  # so that it cannot end before it is stopped
    lecture.write_text(lecture.read_text(encoding="utf-8") + longer, encoding="utf-8")
    process = start("render", "far", start_new_session=True)
    wait_for(lambda: drawing(lecture.parent))
    return process, old


def living(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_killed_render_leaves_the_old_file_no_rubbish_and_no_process(
    lecture: Path, interrupted: tuple["subprocess.Popen[str]", str]
) -> None:
    process, old = interrupted
    process.kill()
    process.wait()
    wait_for(lambda: not living(process.pid))
    assert file_sha256(lecture.parent / "media" / "clips" / "far.mp4") == old
    assert rubbish(lecture.parent) == []


def test_ctrl_c_leaves_the_old_file_no_rubbish_and_says_so(
    lecture: Path, interrupted: tuple["subprocess.Popen[str]", str]
) -> None:
    process, old = interrupted
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "gd: stopped; the files of before are as they were.\n")
    wait_for(lambda: not living(process.pid))
    assert file_sha256(lecture.parent / "media" / "clips" / "far.mp4") == old
    assert rubbish(lecture.parent) == []


def test_rubbish_of_a_killed_worker_is_swept_by_the_next_run(
    lecture: Path, interrupted: tuple["subprocess.Popen[str]", str], gd: Run
) -> None:
    process, _ = interrupted
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    wait_for(lambda: not living(process.pid))
    assert rubbish(lecture.parent) != []
    assert gd("render", "near").returncode == 0
    assert rubbish(lecture.parent) == []


def test_two_renders_at_once_both_succeed(lecture: Path, start: Start) -> None:
    processes = [start("render", "--json") for _ in range(2)]
    outputs: list[tuple[str, str]] = [("", "")] * 2

    def read(place: int) -> None:
        outputs[place] = processes[place].communicate(timeout=60)

    readers = [threading.Thread(target=read, args=(place,)) for place in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert [process.returncode for process in processes] == [0, 0], outputs
    for out, _ in outputs:
        assert {clip["name"] for clip in json.loads(out)["clips"]} == {"near", "far"}
    assert frames(lecture.parent / "media" / "clips" / "near.mp4") == 16
    assert rubbish(lecture.parent) == []
