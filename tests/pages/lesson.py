"""The page of what every lesson stands on: methods, layout, types of parameters, look and pace."""

from tests.pages import families
from tests.pages.sources import modules

HEAD = """\
# What a lesson stands on

`scenes.base`: what a lesson inherits and is given, the types of its parameters, the boxes of its layout,
colours, sizes and seconds. What it composes on its stage: [cast.md](cast.md); the mathematics:
[gd_math.md](gd_math.md). This page is written by `./gd test --pages`.
"""
ROOMS = [
    "lesson",
    "parameters",
    "view_parameters",
    "data_source",
    "layout",
    "look",
    "theme",
    "pace",
    "words",
    "appearing",
]


def page() -> str:
    """Return the page as Markdown."""
    rooms = [f"scenes.base.{room}" for room in ROOMS]
    told = {public.key for room in rooms for public in modules()[room].publics.values()}
    return HEAD + families.page(rooms, told, "")
