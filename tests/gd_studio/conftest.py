"""A tiny lesson, a lecture folder and the command, for all tests of the studio."""

import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from gd_studio.cli import main

ROOT = Path(__file__).resolve().parents[2]
LESSONS = Path(__file__).parent / "lessons"

LECTURE = """\
title = "Trials"

[defaults]
quality = "90p10"
formats = ["mp4"]

[[clip]]
lesson = "MovingSquare"
name = "near"

[[clip]]
lesson = "MovingSquare"
name = "far"
distance = 4.5
"""


@pytest.fixture(autouse=True)
def tiny_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test see the lessons of this folder."""
    monkeypatch.setenv("GD_LESSONS", str(LESSONS))


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    """A lecture of two clips in a folder of its own."""
    path = tmp_path / "lecture.toml"
    path.write_text(LECTURE, encoding="utf-8")
    return path


Command = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Command:
    """Start `gd` in the lecture's folder."""

    def call(*words: str, **kwargs: object) -> "subprocess.Popen[str]":
        environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1"}
        command = [sys.executable, "-P", "-m", "gd_studio", *words]
        options: dict[str, object] = {
            "cwd": tmp_path, "env": environment, "text": True, "encoding": "utf-8",
            "stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
            # Tests that run in the background have Ctrl-C ignored, and their children would as well.
            "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        }  # fmt: skip
        return subprocess.Popen(command, **(options | kwargs))  # type: ignore[call-overload,no-any-return]

    return call


@pytest.fixture
def gd(start: Command) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run `gd` in the lecture's folder to its end."""

    def call(*words: str) -> "subprocess.CompletedProcess[str]":
        process = start(*words)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    return call


@pytest.fixture
def ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Call `gd` in the lecture's folder without a process of its own, for what it answers at once."""

    def call(*words: str) -> "subprocess.CompletedProcess[str]":
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["gd", *words])
        for name, value in (("COLUMNS", "100"), ("NO_COLOR", "1")):
            monkeypatch.setenv(name, value)
        before = signal.getsignal(signal.SIGINT)
        capsys.readouterr()
        try:
            with pytest.raises(SystemExit) as end, warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Cyclopts application invoked without tokens")
                main()
        finally:
            signal.signal(signal.SIGINT, before)
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(words, end.value.code, out, err)  # type: ignore[arg-type]

    return call
