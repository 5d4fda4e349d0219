"""What every process that draws a film needs, imported and compiled at once."""

from gd_studio.loading import load
from scenes.base.compiled import compile_all

load(
    "manim",
    "sympy",
    "numba",
    "gd_studio.engine.render",
    "gd_studio.lecture.staging",
    "gd_studio.farm.delivery",
    "cyclopts",  # a worker imports the command that began it
)
compile_all()
