"""What sympy has derived from a formula, kept on the disk: who meets the formula again need not load sympy.

To load sympy and to derive takes a fifth of the time of a still.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import Literal

Part = Literal["value", "slopes", "bends", "gaps"]

FUNCTION = "derived"
"""The name of the function in each source."""
MOST_KEPT = 200
"""Formulas; the oldest ones go."""
FOLDER = Path(cache_from_source(__file__)).parent / "formulas"
"""Beside the compiled code of this room: it can go at any time, and is of no use to other code."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A formula, derived.

    Parameters
    ----------
    formula, gradient_formulas
        As Typst math markup.
    partial
        Whether f may be undefined where its derivatives are not.
    kinked
        The names of the functions in it, as `gd_math.formula.kinked` names them.
    sources
        Texts of numpy functions of the coordinates: those that have been asked for.
    """

    formula: str
    gradient_formulas: list[str]
    partial: bool
    kinked: list[str]
    sources: Mapping[Part, str]


def recall(source_form: str, variables: tuple[str, ...]) -> Derivation | None:
    """Return what is kept about a formula, or None where that is nothing, or is damaged."""
    try:
        seal, _, content = _path(source_form, variables).read_bytes().partition(b"\n")
        if hashlib.sha256(content).hexdigest().encode() == seal:
            return Derivation(**json.loads(content))
    except OSError:
        pass
    return None


def keep(source_form: str, variables: tuple[str, ...], derivation: Derivation) -> None:
    """Keep what has been derived from a formula.

    Nothing is kept where nothing can be written, nor by a process whose code has been changed on the disk
    meanwhile: what it derives belongs to neither.
    """
    if _code() != _CODE:
        return
    path = _path(source_form, variables)
    content = json.dumps(asdict(derivation)).encode()
    draft = path.with_suffix(f".{hashlib.sha256(content).hexdigest()[:8]}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        draft.replace(path)
        aged = sorted(path.parent.iterdir(), key=lambda file: file.stat().st_mtime)
        for old in aged[:-MOST_KEPT]:
            old.unlink(missing_ok=True)


def _path(source_form: str, variables: tuple[str, ...]) -> Path:
    key = json.dumps([source_form, variables, _CODE, version("sympy"), version("numpy")])
    return FOLDER / hashlib.sha256(key.encode()).hexdigest()


def _code() -> str:
    """Return the SHA-256 of the code of this folder."""
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()


_CODE = _code()
"""The code that derives in this process."""
