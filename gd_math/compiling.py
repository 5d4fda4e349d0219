"""How numba compiles a loop, with a cache on the disk that may be damaged, cut off or full."""

import hashlib
import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from numba import njit
from numba.core.caching import FunctionCache, IndexDataCacheFile
from numba.core.typeinfer import register_dispatcher

_SEAL = hashlib.sha256().digest_size


def compile_now(function: Callable[..., Any], signature: str, options: dict[str, Any]) -> Callable[..., Any]:
    """Return the function compiled for one signature, or as it was compiled before.

    What is on the disk is used only if it is whole: each file of compiled code begins with the SHA-256 of the
    rest. Anything else is compiled again, and where nothing can be written nothing is kept.

    Parameters
    ----------
    function
        What to compile.
    signature
        As numba writes it.
    options
        Those of `numba.njit`, but for ``cache``.
    """
    dispatcher: Any = njit(**options)(function)
    if not hasattr(dispatcher, "compile"):
        return function  # NUMBA_DISABLE_JIT
    with suppress(OSError, RuntimeError):  # perhaps there is no folder to keep anything in
        dispatcher._cache = _Cache(function)
    with register_dispatcher(dispatcher):
        dispatcher.compile(signature)
        dispatcher.disable_compile()
    return dispatcher  # type: ignore[no-any-return]


class _Files(IndexDataCacheFile):
    """numba's files, sealed."""

    def _load_index(self) -> Any:
        try:
            index = super()._load_index()
        except Exception:  # whatever a damaged pickle raises
            return {}
        return index if isinstance(index, dict) else {}

    def _save_data(self, name: str, data: Any) -> None:
        content = self._dump(data)
        with self._open_for_write(self._data_path(name)) as file:
            file.write(hashlib.sha256(content).digest() + content)

    def _load_data(self, name: str) -> Any:
        content = Path(self._data_path(name)).read_bytes()
        if hashlib.sha256(content[_SEAL:]).digest() != content[:_SEAL]:
            raise OSError(f"{name} is damaged")
        return pickle.loads(content[_SEAL:])


class _Cache(FunctionCache):
    """numba's cache of one function; it may fail to keep or to find, and does not say so."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        self._cache_file = _Files(
            cache_path=self._cache_path,
            filename_base=self._impl.filename_base,
            source_stamp=self._impl.locator.get_source_stamp(),
        )

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        try:
            return super().load_overload(sig, target_context)
        except Exception:
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        with suppress(Exception):  # a full disk, or one that is read only
            super().save_overload(sig, data)


__all__ = ["compile_now"]
