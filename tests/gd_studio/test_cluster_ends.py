"""Workers end with their scheduler, and with whoever began them."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gd_studio.farm.cluster.connection import Connection
from gd_studio.store.drawing_code import ROOT
from tests.gd_studio.clusters import TrialCluster

pytest.importorskip("distributed", reason="no Dask here: clusters are not tried")

BEGIN_AND_WAIT = """
import sys, time
from pathlib import Path
from tests.gd_studio.clusters import TrialCluster
cluster = TrialCluster(Path(sys.argv[1]))
cluster.hire("ann")
print(cluster.scheduler.pid, cluster.workers["ann"].pid, flush=True)
time.sleep(600)
"""


def soon(is_so: Callable[[], bool], seconds: float = 30.0) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
    return is_so()


def lives(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"


def test_scheduler_and_worker_end_with_whoever_began_them_even_by_kill(tmp_path: Path) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("processes are looked up in /proc, which this system has not")
    path = tmp_path / "cluster"
    command = [sys.executable, "-c", BEGIN_AND_WAIT, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as beginning:
        assert beginning.stdout is not None
        begun = [int(word) for word in beginning.stdout.readline().split()]
        assert len(begun) == 2 and all(map(lives, begun))
        beginning.kill()
    assert soon(lambda: not any(map(lives, begun)), 10.0)


def test_workers_end_when_their_scheduler_is_gone_or_never_answers(tmp_path: Path) -> None:
    """Without --death-timeout a worker looks for its scheduler for ever."""
    cluster = TrialCluster(tmp_path / "cluster")
    try:
        cluster.hire("ann")
        connection = Connection(cluster.address)
        assert soon(lambda: "ann" in connection.workers().values())
        connection.close()
        cluster.scheduler.kill()
        cluster.scheduler.wait()
        began = time.monotonic()
        cluster.hire("bob", patience=2)
        for worker in cluster.workers.values():
            worker.wait(timeout=60)
        assert time.monotonic() - began >= 2
    finally:
        cluster.end()
