"""Puts a finished deck into its place; one that somebody has changed since is not written over."""

import hashlib
from pathlib import Path

from gd_studio.errors import StudioError
from gd_studio.store.clip_store import Store, file_sha256


def refuse_changed(target: Path, store: Store, shown: Path) -> None:
    """Refuse to write over a deck that is not as it was made.

    Parameters
    ----------
    target
        The deck's file or folder.
    store
        Where `place` has noted what it made.
    shown
        How the sentence calls the deck.

    Raises
    ------
    StudioError
        If it has been changed.
    """
    if target.exists() and digest_of(target) != (store.noted(_key(target)) or {}).get("sha256"):
        raise StudioError(
            f"{shown}: has been changed since it was made, and is left alone;"
            " --name gives the new deck another name, --force writes over this one."
        )


def place(draft: Path, target: Path, store: Store, work: Path) -> None:
    """Move a deck to its final path; what was there is removed when the new one stands.

    Parameters
    ----------
    draft
        The deck, on the same file system.
    target
        Its final path.
    store
        Where it is noted what was made.
    work
        A private folder on the same file system.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = digest_of(draft)
    with store.lock(f"deck-{target.name}"):
        if target.is_dir() or (draft.is_dir() and target.exists()):
            target.rename(work / f"old-{target.name}")
        draft.replace(target)
        store.note(_key(target), {"sha256": digest})


def digest_of(deck: Path) -> str:
    """Return the SHA-256 of a file, or of all names and contents in a folder."""
    if deck.is_file():
        return file_sha256(deck)
    files = sorted(path for path in deck.rglob("*") if path.is_file())
    told = "".join(f"{path.relative_to(deck).as_posix()} {file_sha256(path)}\n" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()


def _key(target: Path) -> str:
    return f"deck-{target.name}"
