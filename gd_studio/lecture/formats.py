"""What a clip is delivered as: ``"mp4"``, ``"gif:long_side=480:frame_rate=12"``."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gd_studio.deliver.poster import Moment
from gd_studio.deliver.product import Options, Product
from gd_studio.deliver.registry import products
from gd_studio.errors import StudioError, way_out
from gd_studio.lecture.parameters import dump, read_parameters
from gd_studio.lecture.wording import shown, value_of


@dataclass(frozen=True, slots=True)
class Format:
    """A product with its options."""

    name: str
    options: Options

    @property
    def product(self) -> Product:
        """Return the product."""
        return products()[self.name]

    @property
    def inside(self) -> str:
        """Return the file that drawing leaves behind and that is this; ``""`` if it is made from the film."""
        return self.product.inside if self.options == self.product.Options() else ""

    def posed(self, poster: Moment) -> "Format":
        """Return a picture of a moment that is not said as one of the moment `poster`; all else as it is."""
        if poster == "start" or getattr(self.options, "at", poster) is not None:
            return self
        return Format(self.name, self.options.model_copy(update={"at": poster}))

    @property
    def text(self) -> str:
        """Return the options as canonical JSON."""
        return dump(self.options)


def plain(name: str) -> Format:
    """Return a product with the options that it has by itself."""
    return Format(name, products()[name].Options())


def default_formats() -> list[str]:
    """Return what a clip is delivered as where nobody says otherwise."""
    return [name for name, product in products().items() if product.by_default]


def read_formats(written: object, opening: str) -> tuple[Format, ...]:
    """Return the formats that a list of texts asks for, in the order of their names.

    Raises
    ------
    StudioError
        If it is no such list, or names something unknown; `opening` opens the sentence.
    """
    if not isinstance(written, list) or not written or not all(isinstance(item, str) for item in written):
        raise StudioError(
            f"{opening}: formats = {shown(written)} must be a list such as {shown(default_formats())}."
        )
    found: dict[str, Format] = {}
    for item in written:
        read = _read(item, opening)
        if found.setdefault(read.name, read) != read:
            raise StudioError(f'{opening}: format "{read.name}" is asked for twice, with different options.')
    return tuple(found[name] for name in sorted(found))


def _read(text: str, opening: str) -> Format:
    name, *options = text.split(":")
    known = products()
    if name not in known:
        raise StudioError(f'{opening}: unknown format "{name}"; {way_out(name, known, "formats")}')
    return Format(name, read_options(known[name].Options, options, f'{opening}: format "{name}"'))


def read_options(model: type[Options], written: Sequence[str], said: str) -> Options:
    """Return the options that texts such as ``long_side=480`` ask for; `said` opens sentences about them."""
    if written and not model.model_fields:
        raise StudioError(f"{said} has no options.")
    return read_parameters(model, _values(written, said), Path(), lambda _: said)


def _values(written: Sequence[str], opening: str) -> dict[str, object]:
    values = {}
    for option in written:
        key, equals, value = option.partition("=")
        if not equals:
            raise StudioError(f'{opening}: "{option}" must be written option=value.')
        values[key.strip()] = value_of(value.strip())
    return values
