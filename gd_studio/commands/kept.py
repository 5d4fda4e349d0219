"""The commands about what is kept to be made only once: `gd store`, `gd clean`."""

from typing import Annotated

from cyclopts import Parameter


def clean(*words: Annotated[str, Parameter(name="LECTURE.toml")]) -> None:
    """Remove everything in media/ that can be made again, except media/clips.

    Example: gd clean

    Parameters
    ----------
    words
        Lecture files; ./lecture.toml by default.
    """
    from gd_studio.commands.cleaning import clean as run

    run(words)


def store(
    *words: Annotated[str, Parameter(name="LECTURE.toml")],
    prune: str | None = None,
    older: str | None = None,
    dry_run: bool = False,
) -> int:
    """List what the store keeps: what it is, its size, its age, when it was last used; or remove some of it.

    What a lecture file in this folder or in lectures/ names, and what is in use, always stays. The store is
    media/.store, or the folder in the environment variable GD_STORE, which several users may share.

    Example: gd store --prune 10GB --dry-run

    Parameters
    ----------
    words
        Lecture files elsewhere whose clips stay as well.
    prune
        Remove what was not used for longest, until no more than this is left: 10GB, 500MB.
    older
        Remove what was not used for so long: 90d, or 12h, 4w, 1y.
    dry_run
        Only say what would be removed.
    """
    from gd_studio.commands.keeping import store as run

    return run(words, prune, older, dry_run)
