"""A system where only what Windows has, too, is seen by this project's modules: loaded by way of PYTHONPATH.

Libraries see the system as it is. `GD_ABSENT` holds, as JSON, the names that each module lacks, and null for
a module that there is not.
"""

import builtins
import errno
import fcntl
import json
import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

OURS = ("gd_math", "scenes", "gd_studio")
ABSENT: dict[str, list[str] | None] = json.loads(os.environ.get("GD_ABSENT", "{}"))

_import = builtins.__import__


def fsync(file: int) -> None:
    """Flush a file, which has to be open for writing there."""
    if fcntl.fcntl(file, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    os.fsync(file)


def closed_first(change: Callable[..., Any]) -> Callable[..., Any]:
    """Return what renames or removes a file, but for one that this process has open, which stays there."""

    def changed(path: Any, *given: Any, **named: Any) -> Any:
        caller = sys._getframe(1)
        while caller.f_back and caller.f_globals.get("__name__") in ("pathlib", "shutil"):
            caller = caller.f_back
        if ours(caller.f_globals):
            held = {os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()}
            for place in (path, *(place for place in given if isinstance(place, str | os.PathLike))):
                if os.path.realpath(place) in held:
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
        return change(path, *given, **named)

    return changed


def ours(known: Any) -> bool:
    """Tell whether the names of a module are those of one of this project."""
    return str((known or {}).get("__package__")).partition(".")[0] in OURS


SAID: dict[str, dict[str, Any]] = {"sys": {"platform": "win32"}, "os": {"name": "nt", "fsync": fsync}}


class Elsewhere(ModuleType):
    """A module as it is on another system."""

    def __init__(self, module: ModuleType, absent: frozenset[str]) -> None:
        super().__init__(module.__name__)
        self.__dict__.update(_module=module, _absent=absent, **SAID.get(module.__name__, {}))

    def __getattr__(self, name: str) -> Any:
        if name in self._absent:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r} on this system")
        return getattr(self._module, name)


_elsewhere: dict[str, Elsewhere] = {}


def _import_elsewhere(name: str, *given: Any, **named: Any) -> ModuleType:
    found = _import(name, *given, **named)
    if name not in ABSENT or not ours(given[0] if given else named.get("globals")):
        return found
    absent = ABSENT[name]
    if absent is None:
        raise ModuleNotFoundError(f"No module named {name!r} on this system", name=name)
    return _elsewhere.setdefault(name, Elsewhere(found, frozenset(absent)))


if ABSENT:
    warnings.filterwarnings("ignore", category=EncodingWarning)
    warnings.filterwarnings(
        "error", category=EncodingWarning, module="|".join(OURS)
    )  # no UTF-8 of its own there
    builtins.__import__ = _import_elsewhere
    multiprocessing.get_all_start_methods = lambda: ["spawn"]
    for name in ("rename", "replace", "unlink", "remove"):
        setattr(os, name, closed_first(getattr(os, name)))
