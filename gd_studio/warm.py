"""What every process that draws needs, imported at once: most of a short draft's time goes into imports.

While modules load nothing becomes garbage, so the collector rests, and what is loaded is then left out of
its rounds for good: processes forked from this one share that memory. That takes a fifth off the imports.
"""

import gc

gc.disable()

import manim  # noqa: E402, F401
import sympy  # noqa: E402, F401

import gd_studio.engine.render  # noqa: E402
import gd_studio.engine.stills  # noqa: E402, F401

gc.freeze()
gc.enable()
