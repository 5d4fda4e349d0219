"""Puts the pinned packages into .venv: run by `./gd` with a plain Python, before anything is installed.

The folder .venv holds a whole installation or none: a new one is made beside it and renamed, and its mark,
the file ``installed``, is written last and taken away before anything in it changes. On Windows, where the
programs of an environment know its name and what runs cannot be renamed, it is made in its place: only its
mark tells whether it is whole.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

NEEDS_PACKAGES = 10
"""Exit status of "mend" when packages have to be installed, which may need system libraries first."""

STOPPED = 130
ON_WINDOWS = sys.platform == "win32"
_SECONDS_BETWEEN_LOOKS = 0.5
_LONGEST_SHEBANG = 120
_REPORTER = Path(__file__).with_name("installed.py")


def main() -> int:
    """Do what the first argument says, about the folder that the second names.

    ``ready`` tells whether nothing is to be done, ``mend`` mends what needs no packages, ``build`` or
    ``install`` installs what is missing.
    """
    task, here = sys.argv[1], Path(sys.argv[2])
    install = Installation(here, sys.argv[3] if len(sys.argv) > 3 else sums(here))
    if task == "ready":
        return 0 if install.ready else NEEDS_PACKAGES
    try:
        with install.lock():
            if install.mend():
                return 0
            return NEEDS_PACKAGES if task == "mend" else install.build()
    except KeyboardInterrupt:
        _say("stopped while installing; the next call goes on.")
        return STOPPED
    except OSError as error:
        _say(f"{error.filename or install.venv} cannot be written: {error.strerror or error}.")
        return 1


class Installation:
    """The packages in .venv.

    Parameters
    ----------
    here
        The project's folder.
    wanted
        The sum of the files that say what is to be installed.
    """

    def __init__(self, here: Path, wanted: str) -> None:
        self.here, self.wanted = here, wanted
        self.venv, self.old = here / ".venv", here / ".venv.old"
        self.new = self.venv if ON_WINDOWS else here / ".venv.new"
        self.mark = self.venv / "installed"

    @property
    def ready(self) -> bool:
        """Tell whether all is there that is wanted."""
        return _text(self.mark) == f"{self.wanted} {self.here}"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Let one process at a time install; the others wait, and find it done."""
        with (self.here / ".venv.lock").open("w") as file:
            if not _locked(file):
                _say("waiting for another gd that is installing")
                while not _locked(file):
                    time.sleep(_SECONDS_BETWEEN_LOOKS)
            yield

    def mend(self) -> bool:
        """Mend what can be mended without installing packages, and return whether all is well now."""
        if not self.venv.exists() and (self.new / "installed").exists():
            self.new.rename(self.venv)  # whoever made it was stopped between two renames
        shutil.rmtree(self.old, ignore_errors=True)
        marked = re.fullmatch(r"(\d+ \d+) (\d+ \d+) (.*)", _text(self.mark), re.DOTALL)
        if marked is None or not self._python_works():
            return False
        project, pins, folder = marked.groups()
        if folder != str(self.here):
            _say("the folder was moved; .venv follows")
            move(self.venv, folder, str(self.here))
            self._write_mark(f"{project} {pins}")
        if f"{project} {pins}" == self.wanted:
            return True
        known = self._report()
        if not self.wanted.startswith(f"{project} ") or known is None or any(known.values()):
            return False
        self._write_mark(self.wanted)
        return True

    def build(self) -> int:
        """Install packages: into the .venv that is there, or into a new one."""
        if self.mark.exists() and self._python_works():
            return self._update()
        _say("installing the pinned Python packages into .venv (a minute or two, once)")
        shutil.rmtree(self.new, ignore_errors=True)
        base = sys.executable if ON_WINDOWS else os.path.realpath(sys.executable)
        made = _run([base, "-m", "venv", str(self.new)])
        if made or self._pip(self.new).returncode:
            shutil.rmtree(self.new, ignore_errors=True)
            return self._failed()
        if self.new != self.venv:
            move(self.new, str(self.new), str(self.venv))
        self._write_mark(self.wanted, self.new)
        if self.new != self.venv:
            if self.venv.exists():
                self.venv.rename(self.old)
            self.new.rename(self.venv)
            shutil.rmtree(self.old, ignore_errors=True)
        return 0

    def _update(self) -> int:
        _say("bringing the Python packages in .venv up to date")
        before = _text(self.mark)
        self.mark.unlink()
        done = self._pip(self.venv, "--retries", "1", "--timeout", "15", silent=True)
        if not done.returncode:
            self._write_mark(self.wanted)
            return 0
        self.mark.write_text(before, encoding="utf-8")  # pip leaves alone what it cannot replace
        known = self._report()
        if known is None or known["missing"]:
            print(done.stderr.strip(), file=sys.stderr)
            return self._failed()
        differing = f", {', '.join(known['other'])}" if known["other"] else ""
        _say(f"that did not work, perhaps for want of a network; going on with what is installed{differing}.")
        return 0

    def _pip(self, venv: Path, *options: str, silent: bool = False) -> "subprocess.CompletedProcess[str]":
        pip = [str(_python(venv)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        pins = ["--constraint", str(self.here / "constraints.txt"), "--editable", f"{self.here}[test]"]
        return subprocess.run([*pip, *options, *pins], capture_output=silent, text=True, check=False)

    def _failed(self) -> int:
        _say("the packages could not be installed; the lines above say why. Nothing else was changed.")
        return 1

    def _python_works(self) -> bool:
        """Tell whether .venv has its Python; one that was replaced by another of its kind is linked again."""
        version = re.search(r"^version = (\d+\.\d+)", _text(self.venv / "pyvenv.cfg"), re.MULTILINE)
        if version is None:
            return False
        if self._runs(version[1]):
            return True
        other = shutil.which(f"python{version[1]}")
        if other is None:
            return False
        for link in _programs(self.venv).glob("python*"):
            if link.is_symlink():
                link.unlink()
        _run([os.path.realpath(other), "-m", "venv", "--upgrade", "--without-pip", str(self.venv)])
        return self._runs(version[1])

    def _runs(self, version: str) -> bool:
        probe = "import sys, encodings; print('%d.%d' % sys.version_info[:2])"
        try:
            said = subprocess.run(
                [str(_python(self.venv)), "-c", probe], capture_output=True, text=True, check=False
            )
        except OSError:
            return False
        return said.stdout.strip() == version

    def _report(self) -> dict[str, list[str]] | None:
        said = subprocess.run(
            [str(_python(self.venv)), "-I", str(_REPORTER), str(self.here)],
            capture_output=True,
            text=True,
            check=False,
        )
        try:
            known: dict[str, list[str]] = json.loads(said.stdout)
        except ValueError:
            return None
        return known

    def _write_mark(self, wanted: str, venv: Path | None = None) -> None:
        mark = (venv or self.venv) / "installed"
        draft = mark.with_name("installed.draft")
        draft.write_text(f"{wanted} {self.here}", encoding="utf-8")
        draft.replace(mark)


def move(venv: Path, before: str, after: str) -> None:
    """Write another folder into the files of an environment that name the one where it was.

    Parameters
    ----------
    venv
        Where the environment is now.
    before, after
        A folder above it or itself, as it was and as it will be called.
    """
    there = re.compile(re.escape(before.encode()) + rb"(?![\w.-])")
    for path in [*_programs(venv).iterdir(), *_linking_files(venv), venv / "pyvenv.cfg"]:
        if path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        if before.encode() not in content or b"\0" in content:
            continue
        first, newline, rest = content.partition(b"\n")
        if first.startswith(b"#!") and before.encode() in first:
            first = _shebang(first[2:].decode().replace(before, after))
        else:
            first = there.sub(after.encode(), first)
        draft = path.with_name(f"{path.name}.draft")
        draft.write_bytes(first + newline + there.sub(after.encode(), rest))
        shutil.copymode(path, draft)
        draft.replace(path)


def _linking_files(venv: Path) -> Iterator[Path]:
    """Yield what an editable installation leaves behind: files that name the project's folder."""
    for pattern in ("*.pth", "__editable__*", "*.dist-info/direct_url.json"):
        yield from venv.glob(f"{'Lib' if ON_WINDOWS else 'lib/*'}/site-packages/{pattern}")


def sums(here: Path) -> str:
    """Return sum and size of the files that say what is to be installed; `./gd` has others, of its own."""
    files = [(here / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return " ".join(f"{zlib.crc32(content)} {len(content)}" for content in files)


def _programs(venv: Path) -> Path:
    return venv / ("Scripts" if ON_WINDOWS else "bin")


def _python(venv: Path) -> Path:
    return _programs(venv) / ("python.exe" if ON_WINDOWS else "python")


def _locked(file: IO[str]) -> bool:
    """Lock an open file, unless another process has it; the system frees it when this one ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _shebang(python: str) -> bytes:
    """Return the first line of a script, or the first lines where the system could not read one such line."""
    if " " not in python and len(python) < _LONGEST_SHEBANG:
        return f"#!{python}".encode()
    return f"#!/bin/sh\n'''exec' \"{python}\" \"$0\" \"$@\"\n' '''".encode()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _run(command: list[str]) -> int:
    return subprocess.run(command, check=False).returncode


def _say(sentence: str) -> None:
    print(f"gd: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
