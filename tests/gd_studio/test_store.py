"""The store gives back what was put, whole or not at all; work folders do not outlive their owners."""

import subprocess
import sys
from pathlib import Path

import pytest

from gd_studio.deliver.place import Finished, Placing, stopped_placings
from gd_studio.store.clip_store import Entry, Store, file_sha256
from gd_studio.store.work import Lock, private_folder, sweep

DIGEST = "d" * 64


def filed(folder: Path, content: bytes = b"frames", replace: bool = False) -> tuple[Store, Entry]:
    prepared = folder / "prepared"
    prepared.mkdir()
    (prepared / "master.mp4").write_bytes(content)
    store = Store(folder / ".store")
    return store, store.put(DIGEST, prepared, {"frames": 3}, replace=replace)


def entries(store: Store) -> list[str]:
    return [path.name for path in store.folder.iterdir() if path.name not in ("locks", "receipts")]


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    store, entry = filed(tmp_path)
    assert store.get(DIGEST) == entry == store.look_up(DIGEST)
    assert entry.path("master.mp4").read_bytes() == b"frames"
    assert entry.facts == {"frames": 3}
    assert not (tmp_path / "prepared").exists()


def test_nothing_is_found_where_nothing_was_put(tmp_path: Path) -> None:
    assert Store(tmp_path).get(DIGEST) is None
    assert Store(tmp_path).look_up(DIGEST) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [("master.mp4", b"framez"), ("master.mp4", b"short"), ("meta.json", b"{"), ("meta.json", b"[]")],
)
def test_damaged_entry_counts_as_missing_and_is_removed(tmp_path: Path, name: str, content: bytes) -> None:
    store, entry = filed(tmp_path)
    entry.path(name).write_bytes(content)
    assert store.get(DIGEST) is None
    assert entries(store) == []


@pytest.mark.parametrize("name", ["master.mp4", "meta.json"])
def test_entry_without_one_of_its_files_counts_as_missing(tmp_path: Path, name: str) -> None:
    store, entry = filed(tmp_path)
    entry.path(name).unlink()
    assert store.get(DIGEST) is None


@pytest.mark.parametrize(("replace", "content"), [(False, b"frames"), (True, b"other")])
def test_second_put_leaves_a_good_entry_unless_it_is_to_be_replaced(
    tmp_path: Path, replace: bool, content: bytes
) -> None:
    filed(tmp_path)
    store, _ = filed(tmp_path, b"other", replace=replace)
    found = store.get(DIGEST)
    assert found is not None and found.path("master.mp4").read_bytes() == content
    assert entries(store) == [DIGEST]


def test_second_put_replaces_a_damaged_entry(tmp_path: Path) -> None:
    _, entry = filed(tmp_path)
    entry.path("master.mp4").write_bytes(b"framez")
    store, _ = filed(tmp_path, b"other")
    found = store.get(DIGEST)
    assert found is not None and found.path("master.mp4").read_bytes() == b"other"


def test_each_flipped_bit_makes_an_entry_or_receipt_none(tmp_path: Path) -> None:
    store, entry = filed(tmp_path)
    store.note("key", {"digest": DIGEST, "notes": ["ü"]})
    meta, receipt = entry.path("meta.json"), store.folder / "receipts" / "key.json"
    for path, read in ((meta, lambda: store.look_up(DIGEST)), (receipt, lambda: store.noted("key"))):
        good = path.read_bytes()
        assert read() is not None
        for place in range(len(good)):
            path.write_bytes(good[:place] + bytes([good[place] ^ 1 << place % 8]) + good[place + 1 :])
            assert read() is None, f"byte {place} of {path.name}"
        path.write_bytes(good)


def test_what_the_dead_leave_in_the_store_is_swept(tmp_path: Path) -> None:
    store, _ = filed(tmp_path)
    (store.folder / "trash").mkdir()
    (store.folder / "trash" / "master.mp4").touch()
    (store.folder / "locks").mkdir(exist_ok=True)
    (store.folder / "locks" / DIGEST).touch()
    with store.lock("held"):
        store.sweep()
        assert [path.name for path in (store.folder / "locks").iterdir()] == ["held"]
    assert not (store.folder / "trash").exists()


def test_lock_is_one_processs_until_it_is_given_back_or_the_process_ends(tmp_path: Path) -> None:
    script = (
        "import pathlib\nfrom gd_studio.store.work import Lock\n"
        f"lock = Lock(pathlib.Path({str(tmp_path / 'x')!r}))\nprint(lock.take(), flush=True)\ninput()\n"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None and owner.stdout.readline() == "True\n"
        lock = Lock(tmp_path / "x")
        assert not lock.take(wait=False)
        owner.kill()
        owner.wait()
    assert lock.take(wait=False)
    assert not Lock(tmp_path / "x").take(wait=False)
    lock.give_back()
    assert not (tmp_path / "x").exists()


def test_damaged_copy_never_reaches_the_final_path(tmp_path: Path) -> None:
    target = tmp_path / "clips" / "a.mp4"
    target.parent.mkdir()
    target.write_bytes(b"old")
    finished = tmp_path / "new"
    finished.write_bytes(b"new")
    placing = Placing(tmp_path, Store(tmp_path / ".store"), "clips-a")
    with pytest.raises(OSError, match="damaged"):
        placing.place({target: Finished(finished, "0" * 64)}, tmp_path)
    assert target.read_bytes() == b"old"
    placing.place({target: Finished(finished, file_sha256(finished))}, tmp_path)
    assert target.read_bytes() == b"new"


def test_files_of_a_clip_change_together_or_not_at_all(tmp_path: Path) -> None:
    film, poster = tmp_path / "a.mp4", tmp_path / "a.png"
    film.write_bytes(b"old")
    new = tmp_path / "new"
    new.write_bytes(b"new")
    placing = Placing(tmp_path, Store(tmp_path / ".store"), "clips-a")
    good, bad = Finished(new, file_sha256(new)), Finished(new, "0" * 64)
    with pytest.raises(OSError, match="damaged"):
        placing.place({film: good, poster: bad}, tmp_path)
    assert (film.read_bytes(), poster.exists(), placing.was_stopped()) == (b"old", False, False)


def test_change_that_stops_between_two_files_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new"
    new.write_bytes(b"new")
    store = Store(tmp_path / ".store")
    placing = Placing(tmp_path, store, "clips-a")
    files = {tmp_path / name: Finished(new, file_sha256(new)) for name in ("a.mp4", "a.png")}
    with monkeypatch.context() as patch, pytest.raises(OSError, match="no more"):
        rename = Path.replace

        def once(path: Path, target: Path) -> Path:
            if target.suffix == ".png":
                raise OSError("no more")
            return rename(path, target)

        patch.setattr(Path, "replace", once)
        placing.place(files, tmp_path)
    assert stopped_placings(tmp_path, store) == ["clips-a"]
    with store.lock("clips-a.placing"):
        assert stopped_placings(tmp_path, store) == [], "somebody is at it"
    good = (tmp_path / "a.mp4").read_bytes()
    (tmp_path / "a.mp4").unlink()
    assert stopped_placings(tmp_path, store) == [], "nothing has changed yet"
    (tmp_path / "a.mp4").write_bytes(good)
    placing.place(files, tmp_path)
    assert stopped_placings(tmp_path, store) == []


def test_private_folder_is_gone_afterwards_even_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), private_folder(tmp_path) as folder:
        (folder / "deep").mkdir()
        raise ValueError("x")
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_sweep_spares_the_living_and_takes_the_dead(tmp_path: Path) -> None:
    script = (
        "import os, pathlib\nfrom gd_studio.store.work import private_folder\n"
        f"with private_folder(pathlib.Path({str(tmp_path)!r})) as folder:\n"
        "    print(folder, flush=True)\n    input()\n    os._exit(9)\n"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdin is not None and owner.stdout is not None
        folder = Path(owner.stdout.readline().strip())
        sweep(tmp_path)
        assert folder.is_dir()
        owner.stdin.write("\n")
        owner.stdin.flush()
        owner.wait()
        assert folder.is_dir()
        sweep(tmp_path)
        assert not folder.exists()
