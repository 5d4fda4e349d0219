"""The page of the mathematics: each function and class with its call, its formula, and who uses it."""

from tests.pages import families
from tests.pages.closure import with_types
from tests.pages.sources import Public, modules, on_newcomers_page, users, waits

HEAD = """\
# The mathematics

`gd_math`, by family: what is true without a picture. Under each name stand its module and the lessons that
use it, then what it is with its formula and source, the call, what goes in and what comes back. What only
other parts of `gd_math` use stands by name at the end of its family.

Everywhere: numbers are float64; points have shape `(..., d)`, the parameters last, and leading axes are
batches of runs or places; angles are in radians unless degrees are named; coordinates and losses have the
units of the lecturer's function or data. This page is written by `./gd test --pages`.
"""
WHOLE = ("gd_math.functions.", "gd_math.runs.", "gd_math.accounts.land_view")
"""Families and modules of which every name is meant for lessons."""


def page() -> str:
    """Return the page as Markdown."""
    publics = [
        public
        for name, one in modules().items()
        if name.startswith("gd_math")
        for public in one.publics.values()
    ]
    told = with_types([public for public in publics if _for_others(public)], "gd_math.")
    rooms = [name for name in modules() if name.startswith("gd_math.") and name.count(".") == 1]
    return HEAD + families.page(rooms, told, "Used by other parts of gd_math")


def _for_others(public: Public) -> bool:
    """Tell whether lessons take a name, the scenes, or nothing yet: it is then there for lessons to come."""
    used = users().get(public.key, set())
    if on_newcomers_page(public) or any(module.startswith("scenes.") for module in used):
        return True
    if public.module.startswith(WHOLE):
        return not public.constant
    return waits(public)
