"""What every process that draws needs, imported at once: most of a short draft's time goes into imports.

While modules load nothing becomes garbage, so the collector rests, and what is loaded is then left out of
its rounds for good: processes forked from this one share that memory. That takes a fifth off the imports.
"""

import gc
import importlib

_NEEDED = (
    "manim",
    "sympy",
    "gd_studio.engine.render",
    "gd_studio.lecture.staging",
    "gd_studio.farm.delivery",
    "cyclopts",  # a worker imports the command that began it
)

gc.disable()
try:
    for _name in _NEEDED:
        importlib.import_module(_name)
finally:
    gc.enable()
gc.freeze()
