"""How processes begin, and how the one that they are forked from ends."""

import os
import subprocess
import sys
import time
from pathlib import Path


def test_process_of_the_workers_ends_with_whoever_began_it_even_while_it_imports(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text(
        "import time, gd_studio.loading\n"
        "gd_studio.loading.load = lambda *names: time.sleep(60)\n"
        "import gd_studio.warm\n",
        encoding="utf-8",
    )
    code = (
        "import time; from multiprocessing import forkserver; from gd_studio.farm import server\n"
        "server.PRELOADED = 'endless'; server.warm_up(); time.sleep(1)\n"
        "print(forkserver._forkserver._forkserver_pid)\n"
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
        timeout=30,
        check=True,
    )
    left = Path(f"/proc/{int(done.stdout)}")
    until = time.monotonic() + 10.0
    while left.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not left.exists()
