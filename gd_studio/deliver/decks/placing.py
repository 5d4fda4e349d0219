"""Puts a finished deck into its place; what somebody has changed or added is not lost."""

import shutil
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
        If one of its files has been changed; others may stand beside them, such as the PDF of a .tex.
    """
    made = _made(target, store)
    if target.exists() and not (made and made.items() <= _files(target).items()):
        raise StudioError(
            f"{shown}: has been changed since it was made, and is left alone; gd update renews the clips"
            " in it, --name gives a new deck another name, --force writes over this one."
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
    with store.lock(_key(target)):
        new, made = _files(draft), _made(target, store)
        if draft.is_dir() and target.is_dir():
            for name in _files(target).keys() - new.keys() - made.keys():
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(target / name, draft / name)
        if target.exists() and (draft.is_dir() or target.is_dir()):
            target.rename(work / f"old-{target.name}")
        draft.replace(target)
        store.note(_key(target), {"files": new})


def is_as_made(target: Path, store: Store) -> bool:
    """Tell whether a deck is as `place` has put it there."""
    return bool(made := _made(target, store)) and made == _files(target)


def note_made(target: Path, store: Store) -> None:
    """Take note that a deck is as it was made, in this form."""
    store.note(_key(target), {"files": _files(target)})


def _made(target: Path, store: Store) -> dict[str, str]:
    return dict((store.noted(_key(target)) or {}).get("files", {}))


def _files(deck: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a deck by its path inside; that of a single file is ``"."``."""
    paths = [deck] if deck.is_file() else sorted(path for path in deck.rglob("*") if path.is_file())
    return {path.relative_to(deck).as_posix(): file_sha256(path) for path in paths}


def _key(target: Path) -> str:
    return f"deck-{target.name}"
