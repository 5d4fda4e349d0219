"""The shell script `gd` finds the right Python and says what is missing, before anything is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.tiny_project import TinyProject

STUB = "import sys\nprint(sys.argv[1], sys.argv[0], flush=True)\nsys.exit({status})\n"
TOOLS = ("sh", "cat", "cksum", "dirname", "readlink", "env", "id")


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    """A project whose installer only says what it is asked for."""
    project = TinyProject(tmp_path / "project")
    (project.folder / "gd_studio" / "installing.py").write_text(STUB.format(status=1), encoding="utf-8")
    return project


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder with the few programs that the script needs, to be its whole PATH."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return folder


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def call(project: TinyProject, tools: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [project.folder / "gd"], env={"PATH": str(tools)}, capture_output=True, text=True, check=False
    )


def python(path: Path, answer: str) -> None:
    """Write a Python that answers the probe, and says its name before it does anything else."""
    real = os.path.realpath(sys.executable)
    script(path, f'case "$*" in *Python.h*) {answer};; *) echo {path.name}; exec "{real}" "$@";; esac')


def test_newer_python_without_headers_is_not_preferred(project: TinyProject, tools: Path) -> None:
    python(tools / "python3.13", "echo usable")
    python(tools / "python3.12", "echo ready")
    assert call(project, tools).stdout.split()[:2] == ["python3.12", "mend"]
    (tools / "python3.12").unlink()
    assert call(project, tools).stdout.split()[:2] == ["python3.13", "mend"]


def test_without_a_new_python_one_sentence_says_so(project: TinyProject, tools: Path) -> None:
    python(tools / "python3", "exit 1")
    done = call(project, tools)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "gd: Python 3.11 or newer is needed and was not found; install it, then call ./gd again.\n"
    )


def test_mac_without_homebrew_is_told_of_homebrew(project: TinyProject, tools: Path) -> None:
    (project.folder / "gd_studio" / "installing.py").write_text(STUB.format(status=10), encoding="utf-8")
    python(tools / "python3", "echo ready")
    script(tools / "uname", "echo Darwin")
    done = call(project, tools)
    assert done.returncode == 1
    assert "https://brew.sh" in done.stderr
    assert "apt" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_link_leads_to_the_project(project: TinyProject, tools: Path, tmp_path: Path) -> None:
    python(tools / "python3", "echo ready")
    for link, target in (("one", "project/gd"), ("two", str(tmp_path / "one"))):
        (tmp_path / link).symlink_to(target)
    done = subprocess.run(
        [tmp_path / "two"], cwd="/", env={"PATH": str(tools)}, capture_output=True, text=True, check=False
    )
    assert done.stdout.split()[2] == str(project.folder / "gd_studio" / "installing.py")
