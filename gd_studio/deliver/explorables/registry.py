"""All explorables: whatever stands in `gd_studio.deliver.explorables.lessons`."""

import importlib
import pkgutil
from collections.abc import Mapping

from gd_studio.deliver.explorables import lessons as shelf
from gd_studio.deliver.explorables.explorable import Explorable


def explorables() -> Mapping[str, Explorable]:
    """Return every explorable by its lesson, in the order of the names."""
    for module in pkgutil.iter_modules(shelf.__path__):
        importlib.import_module(f"{shelf.__name__}.{module.name}")
    return {name: Explorable.known[name] for name in sorted(Explorable.known)}


def refusal(lesson: str) -> str:
    """Return why a lesson cannot be explored, with the way out; ``""`` where it can."""
    known = explorables()
    if lesson in known:
        return ""
    return f"{lesson} cannot be explored by hand yet; the lessons that can are {', '.join(known)}."
