"""All targets: whatever stands in `gd_studio.deliver.decks.targets`."""

import importlib
import pkgutil
from collections.abc import Mapping

from gd_studio.deliver.decks import targets as shelf
from gd_studio.deliver.decks.target import Target


def targets() -> Mapping[str, Target]:
    """Return every target by its name, in the order of the names."""
    for module in pkgutil.iter_modules(shelf.__path__):
        importlib.import_module(f"{shelf.__name__}.{module.name}")
    return {name: Target.known[name] for name in sorted(Target.known)}
