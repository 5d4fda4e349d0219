"""The store gives back what was put, whole or not at all, whoever else puts the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gd_studio.store import clip_store
from gd_studio.store.clip_store import Entry, Store

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


def test_what_the_dead_leave_in_the_store_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = filed(tmp_path)
    (store.folder / "trash-1").mkdir()
    (store.folder / "trash-1" / "master.mp4").touch()
    with store.lock("held") as held, monkeypatch.context() as patch:
        store.lock(DIGEST).path.touch()
        patch.setattr(clip_store, "HERE", "elsewhere")
        young, old = store.lock("young").path, store.lock("old").path
        for path in (young, old):
            path.touch()
        patch.undo()
        os.utime(old, (0, 0))
        store.sweep()
        assert set((store.folder / "locks").iterdir()) == {held.path, young}
    assert entries(store) == [DIGEST]


def test_who_comes_second_keeps_what_the_first_has_placed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "first").mkdir()
    found: list[Entry] = []

    def placed_by_another(_: Path) -> None:
        monkeypatch.undo()
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "master.mp4").write_bytes(b"other")
        found.append(Store(tmp_path / ".store").put(DIGEST, tmp_path / "other", {}))
        places.append(found[0].folder.stat())

    places: list[os.stat_result] = []
    monkeypatch.setattr(clip_store, "flush_to_disk", placed_by_another)
    store, entry = filed(tmp_path)
    assert [entry] == found == [store.get(DIGEST)]
    assert os.path.samestat(entry.folder.stat(), places[0]), "nobody who reads it is disturbed"


PUTS = """
import pathlib, sys
from gd_studio.store.clip_store import Store
folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
store = Store(folder / ".store")
for number in range(20):
    prepared = folder / f"{name}{number}"
    prepared.mkdir()
    for file in ("master.mp4", "poster.png"):
        (prepared / file).write_text(name * 5000)
    print(flush=True)
    input()
    entry = store.put(f"{number:064}", prepared, {})
    assert len({entry.path(file).read_text() for file in entry.sha256}) == 1, "files of two"
"""


def test_two_who_file_the_same_entries_need_no_lock_and_nothing_waits_for_one_that_is_killed(
    tmp_path: Path,
) -> None:
    root = Path(__file__).resolve().parents[2]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", PUTS, str(tmp_path), name],
            cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in "ab"
    ]  # fmt: skip
    for number in range(20):
        for writer in writers:
            assert writer.stdout is not None and writer.stdout.readline() == "\n"
        for writer in writers:
            assert writer.stdin is not None
            writer.stdin.write("\n")
            writer.stdin.flush()
        if number == 15:
            dead = writers.pop(0)
            dead.kill()
            dead.communicate()
    writers[0].communicate()
    assert writers[0].returncode == 0
    store = Store(tmp_path / ".store")
    store.sweep()
    assert sorted(entries(store)) == [f"{number:064}" for number in range(20)]
    for digest in entries(store):
        entry = store.get(digest)
        assert entry is not None and len({path.read_text() for path in map(entry.path, entry.sha256)}) == 1


def test_entry_that_somebody_has_mended_meanwhile_is_not_removed_for_the_damaged_one(tmp_path: Path) -> None:
    store, entry = filed(tmp_path)
    judged = entry.folder.stat()
    kept = tmp_path / "kept"
    entry.folder.rename(kept)
    filed(tmp_path)
    store.drop(DIGEST, judged)
    assert store.get(DIGEST) == entry
