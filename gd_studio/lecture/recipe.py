"""Everything that a clip is a function of, and the digest under which it is filed."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from gd_studio.store.drawing_code import delivery_code, drawing_versions


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a clip shows and how, resolved and serialisable.

    Parameters
    ----------
    lesson
        The lesson's class name.
    parameters
        Its parameters as canonical JSON, defaults filled in, file contents included.
    theme, language
        The look.
    width, height
        The frame in pixels.
    frame_rate
        Frames a second.
    """

    lesson: str
    parameters: str
    theme: str
    language: str
    width: int
    height: int
    frame_rate: int

    def digest(self, code: str) -> str:
        """Return the SHA-256 of the recipe, the code that draws it, and the versions of what draws.

        Parameters
        ----------
        code
            `gd_studio.store.drawing_code.drawing_code` of the lesson's file.
        """
        return sha256_of({"recipe": asdict(self), "code": code, "versions": drawing_versions()})


def product_digest(recipe_digest: str, extension: str) -> str:
    """Return the SHA-256 under which a product made from a recipe's master is filed."""
    return sha256_of({"master": recipe_digest, "product": extension, "code": delivery_code()})


def canonical_json(value: Any) -> str:
    """Return `value` as JSON with sorted keys and no spaces: equal values give equal text.

    >>> canonical_json({"b": 1.0, "a": [1, None]})
    '{"a":[1,null],"b":1.0}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def sha256_of(value: Any) -> str:
    """Return the SHA-256 of a JSON value."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
