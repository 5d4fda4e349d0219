"""A system where only what Windows has, too, is seen by this project's modules: loaded by way of PYTHONPATH.

Libraries see the system as it is. `GD_ABSENT` holds, as JSON, the names that each module lacks, and null for
a module that there is not.
"""

import builtins
import json
import multiprocessing
import os
from types import ModuleType
from typing import Any

OURS = ("gd_math", "scenes", "gd_studio")
SAID = {"sys": {"platform": "win32"}, "os": {"name": "nt"}}
ABSENT: dict[str, list[str] | None] = json.loads(os.environ.get("GD_ABSENT", "{}"))

_import = builtins.__import__


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
    importer = (given[0] if given else named.get("globals")) or {}
    if name not in ABSENT or str(importer.get("__package__")).partition(".")[0] not in OURS:
        return found
    absent = ABSENT[name]
    if absent is None:
        raise ModuleNotFoundError(f"No module named {name!r} on this system", name=name)
    return _elsewhere.setdefault(name, Elsewhere(found, frozenset(absent)))


if ABSENT:
    builtins.__import__ = _import_elsewhere
    multiprocessing.get_all_start_methods = lambda: ["spawn"]
