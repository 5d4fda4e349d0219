"""The film as it is drawn."""

from pathlib import Path

from gd_studio.deliver.product import Contents, Product
from gd_studio.engine.master import MASTER


class Mp4(Product):
    """H.264 that plays anywhere; every other product is made from it."""

    name = "mp4"
    summary = "the film, H.264"
    inside = MASTER
    by_default = True

    def verify(self, path: Path, expected: Contents) -> None:
        """Decode every frame."""
        from gd_studio.deliver.probe import require

        require(path, expected)
