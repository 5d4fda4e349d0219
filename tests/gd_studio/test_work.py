"""Locks are free and work folders gone when their owners are, and only then."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from gd_studio.store import clip_store, work
from gd_studio.store.clip_store import Store
from gd_studio.store.work import Lock, private_folder, scratch, sweep


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


def test_private_folder_is_gone_afterwards_even_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), private_folder(tmp_path) as folder:
        (folder / "deep").mkdir()
        raise ValueError("x")
    assert list(tmp_path.iterdir()) == []


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
        assert list(tmp_path.iterdir()) == []


def test_what_another_machine_has_is_taken_neither_for_dead_nor_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, here = Store(tmp_path / ".store"), work.HERE
    for module in (clip_store, work):
        monkeypatch.setattr(module, "HERE", "elsewhere")
    with private_folder(tmp_path) as folder, store.lock("digest"):
        for module in (clip_store, work):
            monkeypatch.setattr(module, "HERE", here)
        folder.with_suffix(".lock").unlink()  # some mounts show no machine the locks of another one
        sweep(tmp_path)
        assert folder.is_dir()
        with store.lock("digest"):
            pass
        os.utime(folder, (0, 0))
        sweep(tmp_path)
        assert not folder.exists(), "abandoned"


def test_temporary_folders_of_the_dead_go_when_the_next_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "import os\nfrom gd_studio.store.work import scratch\n"
        "with scratch() as folder:\n    (folder / 'left').touch()\n    os._exit(9)\n"
    )
    foreign = tmp_path / "of-another-program"
    foreign.mkdir()
    os.utime(foreign, (0, 0))
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    assert (
        subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, check=False).returncode == 9
    )
    assert len(list(tmp_path.glob("*/left"))) == 1
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch() as one, scratch() as two:
        names = {one.name, one.name + ".lock", two.name, two.name + ".lock", foreign.name}
        assert {path.name for path in tmp_path.iterdir()} == names
    assert list(tmp_path.iterdir()) == [foreign]
