"""The page of the cast: each instrument with its call, its parameters, what it has, and who uses it."""

from tests.pages import families
from tests.pages.closure import with_types
from tests.pages.sources import Public, lessons_with, modules, on_newcomers_page, waits

HEAD = """\
# The cast

What a lesson composes, by family. Under each name stand its module (`from scenes.cast.charts.axes import
Plot`) and the lessons that use it, then the call with an example, what its parameters mean, and what it has
for others. What only other instruments use stands by name at the end of its family. What a lesson itself is,
its layout and its parameters' types: [lesson.md](lesson.md); the mathematics: [gd_math.md](gd_math.md).

Everywhere:

- `look: Look` is the lesson's `self.look`, a `box: Box` comes from `self.layout`.
- Lengths on screen are scene units (the frame is 8 high, its middle is the origin), points on screen have
  shape `(3,)` or `(n, 3)`; widths of lines and sizes of type are manim's units from `scenes.base.theme`.
- `time` and `clock` are functions that tell `k + u`, step k told up to the share u, such as the `get_value`
  of a `ValueTracker`. What lasts, lasts seconds.
- Colours are `#rrggbb` from `look.colours`. Words are already translated by `say`.

This page is written by `./gd test --pages`.
"""


def page() -> str:
    """Return the page as Markdown."""
    cast = {name: one for name, one in modules().items() if name.startswith("scenes.cast.")}
    publics = [public for one in cast.values() for public in one.publics.values()]
    told = with_types([public for public in publics if _for_lessons(public)], "scenes.cast.")
    rooms = sorted(name for name in cast if name.count(".") == 2)
    return HEAD + families.page(rooms, told, "Used by other instruments")


def _for_lessons(public: Public) -> bool:
    """Tell whether lessons take a name, or nothing yet: it is then there for lessons to come."""
    return bool(lessons_with(public)) or on_newcomers_page(public) or waits(public)
