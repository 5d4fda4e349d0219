"""The content-addressed store: finished files under the digest of what they were made from."""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

META = "meta.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """Finished files and what is known about them.

    Parameters
    ----------
    folder
        Where they are.
    sha256
        The SHA-256 of each file by its name.
    facts
        What was noted when they were made: frames, seconds, beats.
    """

    folder: Path
    sha256: Mapping[str, str]
    facts: Mapping[str, Any]

    def path(self, name: str) -> Path:
        """Return where the file called `name` is."""
        return self.folder / name


class Store:
    """Entries in a folder, one folder each; an entry is there whole or not at all.

    Parameters
    ----------
    folder
        The store's folder, made when the first entry is put.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def look_up(self, digest: str) -> Entry | None:
        """Return the entry without reading its files, or None: cheap, for comparing digests."""
        folder = self.folder / digest
        try:
            meta = json.loads((folder / META).read_text(encoding="utf-8"))
            files = {str(name): str(known["sha256"]) for name, known in meta["files"].items()}
            if any((folder / name).stat().st_size != known["size"] for name, known in meta["files"].items()):
                return None
            return Entry(folder, files, dict(meta["facts"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def get(self, digest: str) -> Entry | None:
        """Return the entry, every file compared with its SHA-256, or None; what is damaged is removed."""
        entry = self.look_up(digest)
        try:
            if entry is not None and all(
                file_sha256(entry.path(name)) == known for name, known in entry.sha256.items()
            ):
                return entry
        except OSError:
            pass
        self.drop(digest)
        return None

    def put(self, digest: str, prepared: Path, facts: Mapping[str, Any]) -> Entry:
        """File a folder's files under `digest`, replacing what was there; the folder moves into the store.

        Parameters
        ----------
        prepared
            A folder with only finished files, on the same file system as the store.
        facts
            JSON values to keep with them.
        """
        files = {
            path.name: {"size": path.stat().st_size, "sha256": file_sha256(path)}
            for path in sorted(prepared.iterdir())
        }
        meta = {"files": files, "facts": dict(facts)}
        for path in prepared.iterdir():
            flush_to_disk(path)
        (prepared / META).write_text(json.dumps(meta, indent=1), encoding="utf-8")
        flush_to_disk(prepared / META)
        self.folder.mkdir(parents=True, exist_ok=True)
        for _ in range(10):
            try:
                prepared.rename(self.folder / digest)
                break
            except OSError:  # an older entry, or that of another run, is in the way
                self.drop(digest)
        else:
            raise OSError(f"{self.folder / digest} cannot be replaced")
        entry = self.look_up(digest)
        assert entry is not None
        return entry

    def drop(self, digest: str) -> None:
        """Remove an entry, if there is one; it is renamed first, so that nobody finds half of it."""
        trash = self.folder / f"trash-{uuid.uuid4().hex}"
        try:
            (self.folder / digest).rename(trash)
        except OSError:
            return
        shutil.rmtree(trash, ignore_errors=True)

    def note(self, key: str, receipt: Mapping[str, Any]) -> None:
        """Keep a small JSON object under `key`: which recipe an input led to."""
        folder = self.folder / "receipts"
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{uuid.uuid4().hex}"
        draft.write_text(json.dumps(receipt), encoding="utf-8")
        draft.replace(folder / f"{key}.json")

    def noted(self, key: str) -> dict[str, Any] | None:
        """Return the object kept under `key`, or None."""
        try:
            receipt = json.loads((self.folder / "receipts" / f"{key}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return receipt if isinstance(receipt, dict) else None


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush_to_disk(path: Path) -> None:
    """Wait until a file's content is on the disk, so that a rename after it never shows an empty file."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
