"""The store gives back what was put, whole or not at all; work folders do not outlive their owners."""

import subprocess
import sys
from pathlib import Path

import pytest

from gd_studio.deliver.place import place
from gd_studio.store import Entry, Store, file_sha256
from gd_studio.work import private_folder, sweep

DIGEST = "d" * 64


def filed(folder: Path, content: bytes = b"frames") -> tuple[Store, Entry]:
    prepared = folder / "prepared"
    prepared.mkdir()
    (prepared / "master.mp4").write_bytes(content)
    store = Store(folder / ".store")
    return store, store.put(DIGEST, prepared, {"frames": 3})


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
    assert list(store.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["master.mp4", "meta.json"])
def test_entry_without_one_of_its_files_counts_as_missing(tmp_path: Path, name: str) -> None:
    store, entry = filed(tmp_path)
    entry.path(name).unlink()
    assert store.get(DIGEST) is None


def test_second_put_replaces_the_first(tmp_path: Path) -> None:
    filed(tmp_path)
    store, _ = filed(tmp_path, b"other")
    found = store.get(DIGEST)
    assert found is not None and found.path("master.mp4").read_bytes() == b"other"
    assert len(list(store.folder.iterdir())) == 1


def test_damaged_copy_never_reaches_the_final_path(tmp_path: Path) -> None:
    target = tmp_path / "clips" / "a.mp4"
    target.parent.mkdir()
    target.write_bytes(b"old")
    finished = tmp_path / "new"
    finished.write_bytes(b"new")
    with pytest.raises(OSError, match="damaged"):
        place(finished, file_sha256(target), target, tmp_path)
    assert target.read_bytes() == b"old"
    place(finished, file_sha256(finished), target, tmp_path)
    assert target.read_bytes() == b"new"


def test_private_folder_is_gone_afterwards_even_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), private_folder(tmp_path) as folder:
        (folder / "deep").mkdir()
        raise ValueError("x")
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_sweep_spares_the_living_and_takes_the_dead(tmp_path: Path) -> None:
    script = (
        "import os, pathlib\nfrom gd_studio.work import private_folder\n"
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
