"""The poster."""

from pathlib import Path

from gd_studio.deliver.product import Contents, Product
from gd_studio.engine.master import POSTER


class Png(Product):
    """The first frame as it was painted."""

    name = "png"
    summary = "the poster: the first frame"
    inside = POSTER
    by_default = True

    def verify(self, path: Path, expected: Contents) -> None:
        """Decode the picture."""
        from PIL import Image

        with Image.open(path) as picture:
            picture.load()
            if picture.size != (expected.width, expected.height):
                raise ValueError(f"{path.name} does not hold what was drawn: its size is {picture.size}")
