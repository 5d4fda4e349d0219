"""Compiled code comes from the disk only if it is whole; whatever else is there is compiled again."""

import errno
import importlib.util
import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from numba.core.caching import IndexDataCacheFile

SOURCE = """
from gd_math.compiled import compiled


@compiled("i8(i8)", nogil=True)
def twice(x):
    return 2 * x
"""
NESTED = (
    SOURCE
    + """

@compiled("i8(i8)", nogil=True)
def six_times(x):
    return 3 * twice(x)
"""
)
names = (f"compiled_trial_{number}" for number in itertools.count())


@pytest.fixture
def load(tmp_path: Path) -> Callable[[], ModuleType]:
    """Import the source anew, as another process would."""
    path = tmp_path / "trial.py"
    path.write_text(SOURCE, encoding="utf-8")

    def anew() -> ModuleType:
        spec = importlib.util.spec_from_file_location(next(names), path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        assert module.twice(21) == 42
        return module

    return anew


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("__pycache__/*.nb[ic]"))


def hits(module: ModuleType) -> int:
    return sum(module.twice.stats.cache_hits.values())


def test_second_process_does_not_compile(load: Callable[[], ModuleType], tmp_path: Path) -> None:
    assert hits(load()) == 0
    assert len(files(tmp_path)) == 2
    assert hits(load()) == 1


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 16]) + content[middle + 1 :]


@pytest.mark.parametrize("ending", [".nbi", ".nbc"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:40],
        lambda content: content[:-1],
        lambda _: b"\x80\x05N.",
        flipped,
    ],
    ids=["empty", "head only", "cut", "something else", "flipped"],
)
def test_damaged_file_is_compiled_again(
    load: Callable[[], ModuleType], tmp_path: Path, ending: str, damage: Callable[[bytes], bytes]
) -> None:
    load()
    [path] = [path for path in files(tmp_path) if path.suffix == ending]
    path.write_bytes(damage(path.read_bytes()))
    assert hits(load()) == 0
    assert hits(load()) == 1, "and what was compiled is kept"


def test_full_disk_keeps_nothing_and_stops_nobody(
    load: Callable[[], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(IndexDataCacheFile, "_open_for_write", full)
    assert hits(load()) == 0
    assert files(tmp_path) == []


def test_nothing_is_compiled_before_it_is_called(tmp_path: Path) -> None:
    code = f"import sys\n{NESTED}\nassert 'numba' not in sys.modules\nassert six_times(7) == 42\n"
    (tmp_path / "trial.py").write_text(code, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, str(tmp_path / "trial.py")], env=environment, check=False)
    assert done.returncode == 0


def test_functions_that_call_each_other_are_compiled_together(tmp_path: Path) -> None:
    known: dict[str, Any] = {"__name__": "nested"}
    path = tmp_path / "nested.py"
    path.write_text(NESTED, encoding="utf-8")
    exec(compile(NESTED, str(path), "exec"), known)
    six_times = known["six_times"]
    assert six_times(7) == 42
    assert six_times.signatures and known["twice"].signatures


def test_two_threads_that_call_at_once_compile_once(load: Callable[[], ModuleType], tmp_path: Path) -> None:
    known: dict[str, Any] = {"__name__": "nested"}
    path = tmp_path / "nested.py"
    path.write_text(NESTED, encoding="utf-8")
    exec(compile(NESTED, str(path), "exec"), known)
    function = known["six_times"]
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: function.now(), range(8)))
    assert len({id(one) for one in made}) == 1
