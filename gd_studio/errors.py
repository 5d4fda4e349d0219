"""What may go wrong, said in one sentence: the file, the field, the value, what is allowed, the way out."""

import difflib
from collections.abc import Iterable
from pathlib import Path


class StudioError(Exception):
    """Bad input; the message is one sentence for the lecturer, and nothing has been written.

    Parameters
    ----------
    message
        The sentence, without a trailing line break.
    """

    exit_status = 2

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the sentence alone."""
        return [self.message]


class RenderError(StudioError):
    """A clip could not be made from good input; the clips made before stay as they are."""

    exit_status = 1


class CommandError(StudioError):
    """Bad input on the command line: nothing is made, even of clips that it would not spoil."""


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed name most like `name`, or None if none is alike.

    >>> nearest("BallOnParabel", ["BallOnParabola", "BlindfoldedHiker"])
    'BallOnParabola'
    """
    spelled = {option.casefold(): option for option in allowed}
    found = difflib.get_close_matches(name.casefold(), spelled, n=1, cutoff=0.55)
    return spelled[found[0]] if found else None


def way_out(name: str, allowed: Iterable[str], kind: str) -> str:
    """Return the end of a sentence about an unknown name: the nearest valid one, and all of them if few.

    >>> way_out("drak", ["dark", "light"], "themes")
    'did you mean "dark"? The themes are dark, light.'
    >>> way_out("x", ["dark", "light"], "themes")
    'the themes are dark, light.'
    """
    options = list(dict.fromkeys(allowed))
    guess = nearest(name, options)
    if guess is not None and len(options) > 12:
        return f'did you mean "{guess}"?'
    listing = f"the {kind} are {', '.join(options)}." if options else f"there are no {kind}."
    return listing if guess is None else f'did you mean "{guess}"? {listing[0].upper()}{listing[1:]}'


def syntax_sentence(path: Path, error: Exception) -> str:
    """Return one sentence about a source file that Python cannot read."""
    line = getattr(error, "lineno", None)
    return f"{path.name}{f', line {line}' if line else ''}: {getattr(error, 'msg', None) or error}"
