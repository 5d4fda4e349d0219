"""The short form of the fault campaigns: a little of everything in every test run.

They run in a process of their own, which loads all imports once and forks a run of `gd` for each trial.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_short_campaigns_find_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--short", "--folder", str(tmp_path / "faults")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("0 went wrong") >= 7, done.stdout
