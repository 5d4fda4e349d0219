"""`gd store` says what is kept; it removes neither what a lecture names nor what is in use."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gd_studio.deliver.pieces import Piece
from gd_studio.farm.delivery import made_digest
from gd_studio.farm.job import Job
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.formats import plain
from gd_studio.lecture.plan import plan
from gd_studio.store.clip_store import META, Store
from gd_studio.store.sharing import SHARED, store_in

Run = Callable[..., "subprocess.CompletedProcess[str]"]
DAY = 86400
SQUARE = {"lesson": "MovingSquare", "what": "film", "width": 160, "height": 90, "frame_rate": 10}
TWO_BEATS = [
    {"number": number, "start": number - 1.0, "end": number, "kind": "tell", "caption": "", "pause": False}
    for number in (1, 2)
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_in(tmp_path / "media")


def keep(store: Store, digest: str, days: float, clip: str = "", size: int = 1_000_000) -> str:
    """File an entry that was last used some days ago."""
    prepared = store.folder.parent / f"prepared-{digest[:4]}"
    prepared.mkdir(parents=True)
    (prepared / "master.mp4").write_bytes(bytes(size))
    entry = store.put(digest, prepared, {"of": SQUARE | {"clip": clip}, "beats": TWO_BEATS})
    os.utime(entry.path(META), (time.time() - days * DAY,) * 2)
    return digest


def left(store: Store) -> set[str]:
    return {path.name for path in store.entries.iterdir() if len(path.name) == 64}


def other(number: int) -> str:
    """A digest that nothing names."""
    return f"{number:064}"


def named(lecture: Path, name: str = "near") -> Job:
    clips = [clip for clip in read_lecture(lecture, Catalog()) if clip.name == name]
    return Job(plan(clips)[0], lecture.parent / "media" / "clips")


def test_each_entry_is_told_with_size_age_and_last_use_which_looking_does_not_change(
    ask: Run, store: Store
) -> None:
    keep(store, other(1), 95, "near")
    for _ in range(2):
        told = ask("store")
        [line] = [line.split() for line in told.stdout.splitlines() if "near" in line]
        assert line == ["near", "MovingSquare", "film", "90p10", "16:9", "1.0", "MB", "0min", "95d"]
        assert told.stdout.splitlines()[-1] == "1 entry, 1.0 MB"
    store.look_up(other(1))
    assert "95d" not in ask("store").stdout, "now it was used"


def test_what_is_old_goes_unless_a_lecture_names_it_or_it_is_in_use(
    ask: Run, lecture: Path, store: Store
) -> None:
    job = named(lecture)
    mine = {
        keep(store, digest, 400)
        for digest in (job.planned.digest, made_digest(job, plain("mp4"), Piece(2, 2)))
    }
    gif, held = keep(store, made_digest(job, plain("gif"), Piece()), 400), keep(store, other(1), 400)
    keep(store, other(2), 100, "near")
    young = keep(store, other(3), 80)
    everything = left(store)
    dry = ask("store", "--older", "90d", "--dry-run")
    assert left(store) == everything and "would be removed" in dry.stdout
    with store.lock(held):
        done = ask("store", "--older", "90d")
    assert left(store) == mine | {held, young}
    assert gif not in left(store), "the lecture asks for no GIF"
    assert "near, film, 90p10 16:9, 1.0 MB, last used 100d ago" in done.stdout
    total = "2.0 MB removed, 4.0 MB left (2.0 MB named by lectures, 1.0 MB in use)"
    assert done.stdout.splitlines()[-1] == total


def test_what_was_not_used_for_longest_goes_until_the_store_is_small_enough(ask: Run, store: Store) -> None:
    for number, days in enumerate((3, 9, 1, 7)):
        keep(store, other(number), days)
    keep(store, other(9), 0.01)
    ask("store", "--prune", "3.5MB")
    assert left(store) == {other(0), other(2), other(9)}
    ask("store", "--prune", "1kB")
    assert left(store) == {other(9)}, "somebody may still read what was used a quarter of an hour ago"


def test_lectures_in_the_folder_lectures_count(ask: Run, lecture: Path, store: Store) -> None:
    folder = lecture.parent / "lectures"
    folder.mkdir()
    text = lecture.read_text(encoding="utf-8").replace("4.5", "3.5")
    (folder / "more.toml").write_text(text, encoding="utf-8")
    job = named(folder / "more.toml", "far")
    elsewhere = job.store
    keep(elsewhere, job.planned.digest, 99)
    keep(elsewhere, other(1), 99)
    keep(store, other(2), 99)
    ask("store", "--prune", "1kB")
    assert (left(elsewhere), left(store)) == ({job.planned.digest}, set())


def test_nothing_goes_of_what_a_lecture_may_name_that_cannot_be_read(
    ask: Run, lecture: Path, store: Store
) -> None:
    keep(store, other(1), 99, "near")
    text = lecture.read_text(encoding="utf-8")
    lecture.write_text(text.replace("distance = 4.5", "distance = -1"), encoding="utf-8")
    done = ask("store", "--older", "1d")
    assert left(store) == {other(1)} and "So all of MovingSquare stays." in done.stderr
    lecture.write_text(text + "[[clip", encoding="utf-8")
    done = ask("store", "--older", "1d")
    assert (
        left(store) == {other(1)}
        and done.returncode == 2
        and done.stderr.startswith("gd: lecture.toml, line")
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--prune", "10"], '--prune 10: must be a size such as "8 MB" or "500 kB".'),
        (["--prune", "ten GB"], '--prune ten GB: must be a size such as "8 MB" or "500 kB".'),
        (["--older", "3m"], "--older 3m: must be an age such as 90d, or 12h, 4w, 1y."),
        (["--dry-run"], "--dry-run: says what --prune or --older would remove; name one of them."),
    ],
)
def test_slips_get_one_sentence(ask: Run, words: list[str], said: str) -> None:
    done = ask("store", *words)
    assert (done.returncode, done.stderr) == (2, f"gd: {said}\n")


def test_a_shared_folder_has_the_entries_of_all_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Run
) -> None:
    shared = tmp_path / "shared"
    monkeypatch.setenv(SHARED, str(shared))
    done = ask("store")
    assert done.returncode == 2
    assert done.stderr.startswith(f"gd: {SHARED}={shared}: there is no such folder;")
    shared.mkdir()
    shared.chmod(0o775)
    one, another = store_in(tmp_path / "one" / "media"), store_in(tmp_path / "another" / "media")
    keep(one, other(1), 1)
    keep(another, other(1), 1)
    with one.lock(other(1)):
        one.note("key", {})
    entry = another.get(other(1))
    assert entry is not None and entry.folder == shared / other(1)
    rights = [path.stat().st_mode & 0o777 for path in (entry.folder, entry.path("master.mp4"))]
    assert rights == [0o775, 0o664]
    (shared / "brought-1").mkdir()
    os.utime(shared / "brought-1", (0, 0))
    another.sweep()
    assert [path.name for path in shared.iterdir()] == [other(1)]
