"""Numeric loops compiled by numba when they are first called: who calls none need not load it."""

import threading
from collections.abc import Callable
from typing import Any

_compiling = threading.RLock()


def compiled(signature: str, **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function for one signature, or load it as it was compiled before, when it is first called.

    Parameters
    ----------
    signature
        As numba writes it: ``"void(f8[::1], i8)"``.
    options
        Those of `numba.njit`, but for ``cache``.
    """

    def decorate(function: Callable[..., Any]) -> Any:
        return Compiled(function, signature, options)

    return decorate


class Compiled:
    """A function that is compiled when it is first called.

    Parameters
    ----------
    function
        What to compile; functions that it calls may be `Compiled` as well.
    signature, options
        As for `compiled`.
    """

    def __init__(self, function: Callable[..., Any], signature: str, options: dict[str, Any]) -> None:
        self._function, self._signature, self._options = function, signature, options
        self._ready: Callable[..., Any] | None = None

    def now(self) -> Callable[..., Any]:
        """Return what numba has made of it."""
        if self._ready is None:
            with _compiling:
                self._ready = self._ready or self._compile()
        return self._ready

    def _compile(self) -> Callable[..., Any]:
        from gd_math.compiling import compile_now

        known = self._function.__globals__
        for name in self._function.__code__.co_names:
            if isinstance(known.get(name), Compiled):
                known[name] = known[name].now()  # numba calls what it has compiled itself
        return compile_now(self._function, self._signature, self._options)

    def __call__(self, *arguments: Any) -> Any:
        """Call it, compiled."""
        return (self._ready or self.now())(*arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now(), name)


__all__ = ["Compiled", "compiled"]
