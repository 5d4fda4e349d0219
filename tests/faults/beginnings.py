"""What is done to the first moments of a command, to the first call of `./gd`, and to compiled code."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.brood import LESSONS
from tests.faults.campaigns import DAMAGES, Trial, stopped_well
from tests.faults.place import Place
from tests.faults.tiny_project import PYPROJECT, ROOT, TinyProject, hear_ctrl_c

COMPILED = """
from gd_math.compiled import compiled

@compiled("i8(i8)", nogil=True)
def twice(x):
    return 2 * x
"""


def hold_ctrl_c() -> None:
    """Hold Ctrl-C back until Python can answer it, as `./gd` does with ``env --block-signal``."""
    hear_ctrl_c()
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])


def stopped_early(folder: Path, count: int, chance: random.Random, longest: float = 3.0) -> Iterator[Trial]:
    """Press Ctrl-C at a random moment of the first seconds of a whole command, imports and all."""
    place = Place(folder)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "GD_LESSONS": str(LESSONS)}
    for _ in range(count):
        place.change()
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "gd_studio", "render"],
            cwd=place.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=hold_ctrl_c,  # noqa: PLW1509 (no threads here)
        )
        moment = chance.uniform(0.0, longest)
        time.sleep(moment)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=120)
        if process.returncode == 0 and not err:
            yield []
        else:
            yield [f"after {moment:.3f} s: {said}" for said in stopped_well(process.returncode, err)]


def installed(folder: Path, count: int, chance: random.Random) -> Iterator[Trial]:
    """Stop a first call of `./gd` at a random moment, by kill or Ctrl-C, and call again."""
    longest = 10.0
    for number in range(count):
        project = TinyProject(folder / str(number))
        began = time.monotonic()
        process = project.start()
        try:
            process.communicate(timeout=chance.uniform(0.0, longest))
            longest = time.monotonic() - began
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT]))
            process.communicate()
        yield list(_well(project))
        shutil.rmtree(project.folder)


def installed_twice(folder: Path, count: int) -> Iterator[Trial]:
    """Begin two first calls at once."""
    for number in range(count):
        project = TinyProject(folder / str(number))
        processes = [project.start() for _ in range(2)]
        said = [process.communicate(timeout=600) for process in processes]
        trial = [
            f"status {process.returncode}: {err[-200:]}"
            for process, (out, err) in zip(processes, said, strict=True)
            if process.returncode or out != "well\n"
        ]
        yield [*trial, *_well(project)]


def moved_and_changed(folder: Path) -> Iterator[Trial]:
    """Move an installation, replace its Python, change its pins without a network, call it by a link."""
    project = TinyProject(folder / "at first")
    yield list(_well(project))
    project.move(folder / "then")
    yield [*_well(project), *_script_runs(project)]
    for link in (project.folder / ".venv" / "bin").glob("python*"):
        if link.is_symlink() and link.readlink().is_absolute():
            link.unlink()
            link.symlink_to("/there/is/no/python")
    yield [*_well(project), *_script_runs(project)]
    links = folder / "bin"
    links.mkdir()
    (links / "gd").symlink_to("../then/gd")
    status, out, err = project.call(links / "gd")
    yield [f"by a link: {err}"] * ((status, out) != (0, "well\n")) + [
        f"installed beside the link: {path.name}" for path in links.iterdir() if path.name != "gd"
    ]
    changed = PYPROJECT.replace("dependencies = []", 'dependencies = ["pip"]')
    (project.folder / "pyproject.toml").write_text(changed, encoding="utf-8")
    yield list(_well(project))
    (project.folder / "constraints.txt").write_text("pip==1\n", encoding="utf-8")
    status, out, err = project.call()
    yield [f"without a network: {err}"] * ((status, out) != (0, "well\n") or "going on" not in err)


def _well(project: TinyProject) -> Iterator[str]:
    """Yield what is wrong with the next two calls: the second has nothing left to say."""
    status, out, err = project.call()
    if (status, out) != (0, "well\n") or "Traceback" in err:
        yield f"status {status}: {err[-300:]}"
    again = project.call()
    if again != (0, "well\n", ""):
        yield f"the call after it: {again}"
    for name in (".venv.new", ".venv.old"):
        if (project.folder / name).exists():
            yield f"left behind: {name}"


def _script_runs(project: TinyProject) -> Iterator[str]:
    status, out, err = project.call(project.folder / ".venv" / "bin" / "tiny")
    if (status, out) != (0, "well\n"):
        yield f".venv/bin/tiny: {err}"


def miscompiled(folder: Path, count: int, chance: random.Random) -> Iterator[Trial]:
    """Damage the compiled code that numba keeps; loading it compiles again and gives the right numbers."""
    folder.mkdir()
    (folder / "trial.py").write_text(COMPILED, encoding="utf-8")
    for _ in range(count):
        for path in sorted(folder.glob("__pycache__/*.nb[ic]")):
            if chance.random() < 0.7:
                content = DAMAGES[chance.choice(list(DAMAGES))](path.read_bytes() or b" ", chance)
                path.unlink() if content is None else path.write_bytes(content)
        pid = os.fork()
        if not pid:
            status = 1
            try:
                sys.path.insert(0, str(folder))
                import trial  # type: ignore[import-not-found]

                status = int(trial.twice(21) != 42)
            finally:
                os._exit(status)
        _, status = os.waitpid(pid, 0)
        yield ["it did not load"] * bool(status)
