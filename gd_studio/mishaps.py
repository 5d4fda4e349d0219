"""What nobody foresaw, as one sentence about one clip; what happened inside stands in a log."""

import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

WORKSHOP = ".work"
"""The folder in media/ of all private work folders and logs."""


def log_of(name: str, media: Path) -> Path:
    """Return where the log of a clip is."""
    return media / WORKSHOP / f"{name}.log"


@dataclass(frozen=True, slots=True)
class Mishap:
    """What nobody foresaw, as it travels from one process to another.

    Parameters
    ----------
    reason
        What happened, in a few words.
    trace
        Where it happened.
    """

    reason: str
    trace: str

    @classmethod
    def of(cls, error: Exception) -> "Mishap":
        """Return what is known about an exception."""
        said = str(error).split("\n")[0][:200]
        reason = f"{type(error).__name__}: {said}" if said else type(error).__name__
        if isinstance(error, OSError) and error.strerror:
            reason = error.strerror if error.filename is None else f"{error.filename}: {error.strerror}"
        return cls(reason, "".join(traceback.format_exception(error)))


def mishap(name: str, media: Path, error: Exception | Mishap) -> str:
    """Return one sentence about a clip that could not be made, and keep the traceback in its log.

    Parameters
    ----------
    name
        The clip's.
    media
        The folder of everything that is made.
    error
        What nobody foresaw.
    """
    known = error if isinstance(error, Mishap) else Mishap.of(error)
    log = log_of(name, media)
    with suppress(OSError):  # a full disk has no room for the log either
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(known.trace, encoding="utf-8")
    return f'clip "{name}" could not be made: {known.reason}; what happened is in {log}.'
