"""`gd` and `gd.cmd` find the right Python and say what is missing, before anything is installed."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from gd_studio import installing
from gd_studio.store.drawing_code import ROOT
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


def test_windows_script_has_the_line_ends_labels_files_and_tasks_that_it_needs() -> None:
    content = (ROOT / "gd.cmd").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 20
    text = content.decode("ascii")
    assert set(re.findall(r"goto (\w+)", text)) == set(re.findall(r"(?m)^:(\w+)", text)) != set()
    assert (ROOT / re.findall(r"installing=%here%(\S+?)\"", text)[0].replace("\\", "/").strip("/")).is_file()
    tasks = re.findall(r'"%installing%" (\w+)', text)
    assert tasks == ["ready", "install"] and all(
        f"``{task}``" in str(installing.main.__doc__) for task in tasks
    )


def test_windows_installation_is_made_in_its_place_and_known_by_its_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the programs of an environment know where it is, and nothing that runs can be renamed."""
    here = TinyProject(tmp_path / "project").folder
    run, pip = installing._run, list[Path]()

    def run_elsewhere(command: list[str]) -> int:
        status, venv = run([*command, "--without-pip"]), Path(command[-1])
        (venv / "Scripts").symlink_to("bin")
        (venv / "bin" / "python.exe").symlink_to("python")
        return status

    def pip_elsewhere(
        _: object, venv: Path, *_options: str, **_named: bool
    ) -> "subprocess.CompletedProcess[str]":
        pip.append(venv)
        return subprocess.CompletedProcess("pip", len(pip) == 1, "", "")

    def call(task: str) -> int:
        monkeypatch.setattr(sys, "argv", ["installing.py", task, str(here)])
        return installing.main()

    monkeypatch.setattr(installing, "ON_WINDOWS", True)
    monkeypatch.setattr(installing, "_run", run_elsewhere)
    monkeypatch.setattr(installing.Installation, "_pip", pip_elsewhere)
    assert call("ready") == installing.NEEDS_PACKAGES
    assert call("install") == 1 and not (here / ".venv").exists()
    (here / ".venv").mkdir()
    (here / ".venv" / "left behind").touch()
    assert call("install") == 0 == call("ready") == call("mend")
    assert pip == [here / ".venv"] * 2
    assert sorted(path.name for path in here.glob(".venv*")) == [".venv", ".venv.lock"]
    assert not (here / ".venv" / "left behind").exists()
    (here / "constraints.txt").write_text("pip==1\n", encoding="utf-8")
    assert call("ready") == installing.NEEDS_PACKAGES


def test_container_is_built_from_the_same_pins_and_libraries() -> None:
    text, script = (ROOT / "Containerfile").read_text("utf-8"), (ROOT / "gd").read_text("utf-8")
    assert "--constraint constraints.txt" in text
    libraries = set(re.findall(r"--no-install-recommends ([^\\]+)", text)[0].split())
    assert len(libraries) > 3 and libraries <= set(script.split())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    chosen = re.findall(r'\.\[([\w,]+)]"', text)[0].split(",")
    assert set(chosen) == set(project["optional-dependencies"]) - {"test"}
    python = re.findall(r"FROM \S+python:(\d+\.\d+)", text)[0]
    assert f"python{python}" in script
