"""Where the lecture is: the file that is named, the one in this folder, or one whose name is nearly right."""

from collections.abc import Sequence
from pathlib import Path

from gd_studio.errors import nearest

DEFAULT_LECTURE = Path("lecture.toml")
_ENDINGS_OF_SLIPS = ("", ".txt", ".tml", ".tom")


def lecture_files(words: Sequence[str]) -> list[Path]:
    """Return the lecture files among the words of a command, or the one in this folder if it is there."""
    files = [Path(word) for word in words if word.endswith(".toml")]
    return files or ([DEFAULT_LECTURE] if DEFAULT_LECTURE.exists() else [])


def alike(wanted: Path) -> str:
    """Return what to say of a file beside a missing one whose name is nearly the same; ``""`` if none is."""
    try:
        names = [path.name for path in wanted.parent.iterdir() if path.is_file() and _may_be_meant(path)]
    except OSError:
        return ""
    guess = nearest(wanted.name, names)
    if guess is None:
        return ""
    if guess.endswith(".toml"):
        return f'; did you mean "{wanted.with_name(guess)}"?'
    return f'; "{guess}" is there: rename it to {wanted.name}.'


def why_no_lecture(path: Path) -> str:
    """Return why something that is there is no lecture file, and the way out."""
    if not path.is_dir():
        return "the name of a lecture file ends in .toml; rename it."
    inside = sorted(path.glob("*.toml"))
    if not inside:
        return "is a folder without a lecture file, whose name ends in .toml."
    return f"is a folder; name the lecture file in it: {inside[0]}."


def _may_be_meant(path: Path) -> bool:
    return ".toml" in path.name.casefold() or path.suffix in _ENDINGS_OF_SLIPS
