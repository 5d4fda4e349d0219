"""Everything that a clip is a function of, and the digest under which it is filed."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gd_studio.store.drawing_code import SCENES, delivery_code, drawing_code, drawing_sums, drawing_versions

MEMORY = 1
"""The form in which files remember their recipes."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a clip shows and how, resolved and serialisable.

    Parameters
    ----------
    lesson
        The lesson's class name.
    file
        What its file is called.
    source
        The file's text, if it is one of the lecturer's own; ``""`` for the project's.
    parameters
        Its parameters as canonical JSON, defaults filled in.
    contents
        What was read from files, or made, as the parameters say, as canonical JSON.
    theme, language
        The look.
    width, height
        The frame in pixels.
    frame_rate
        Frames a second.
    background
        Another one than the theme's, as ``#RRGGBB`` or ``"transparent"``.
    """

    lesson: str
    file: str
    source: str
    parameters: str
    contents: str
    theme: str
    language: str
    width: int
    height: int
    frame_rate: int
    background: str = ""

    @property
    def content(self) -> dict[str, Any]:
        """Return the parameters, with what was read for them."""
        told: dict[str, Any] = json.loads(self.parameters) | json.loads(self.contents)
        return told

    @property
    def transparent(self) -> bool:
        """Tell whether there is nothing behind the picture."""
        return self.background == "transparent"

    def code(self) -> str:
        """Return the SHA-256 of the code here that draws it."""
        return drawing_code(self._path, self.source, self.language)

    def sums(self) -> dict[str, str]:
        """Return the SHA-256 of each file here that draws it."""
        return drawing_sums(self._path, self.source, self.language)

    @property
    def _path(self) -> Path:
        return Path(self.file) if self.source else SCENES / self.file

    def digest(self, code: str) -> str:
        """Return the SHA-256 of the recipe, the code that draws it, and the versions of what draws.

        Parameters
        ----------
        code
            As `code` gives it.
        """
        told = {"recipe": asdict(self), "code": code, "versions": drawing_versions(), "memory": MEMORY}
        return sha256_of(told)


def product_digest(recipe_digest: str, name: str, options: str, file: Path) -> str:
    """Return the SHA-256 under which a product made from a recipe's master is filed.

    Parameters
    ----------
    recipe_digest
        The master's.
    name
        The product's.
    options
        Its options as canonical JSON.
    file
        Where the product stands.
    """
    told = {"master": recipe_digest, "product": name, "options": options, "code": delivery_code(file)}
    return sha256_of(told)


def canonical_json(value: Any) -> str:
    """Return `value` as JSON with sorted keys and no spaces: equal values give equal text.

    >>> canonical_json({"b": 1.0, "a": [1, None]})
    '{"a":[1,null],"b":1.0}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def sha256_of(value: Any) -> str:
    """Return the SHA-256 of a JSON value."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
