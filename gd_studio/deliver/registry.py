"""All products: whatever stands in `gd_studio.deliver.products`."""

import importlib
import pkgutil
import sys
from collections.abc import Mapping
from pathlib import Path

from gd_studio.deliver import products as shelf
from gd_studio.deliver.product import Product


def products() -> Mapping[str, Product]:
    """Return every product by its name, in the order of the names."""
    for module in pkgutil.iter_modules(shelf.__path__):
        importlib.import_module(f"{shelf.__name__}.{module.name}")
    return {name: Product.known[name] for name in sorted(Product.known)}


def file_of(product: Product) -> Path:
    """Return the file that a product stands in."""
    return Path(str(sys.modules[type(product).__module__].__file__))


def phases() -> tuple[str, ...]:
    """Return the words of the phases of all products."""
    return tuple(words for product in products().values() for words in product.phases)
