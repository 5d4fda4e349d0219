"""The content-addressed store: finished files under the digest of what they were made from."""

import errno
import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gd_studio.store.work import HERE, Lock, is_abandoned, remove

META = "meta.json"
_RECEIPTS, _LOCKS, _TRASH, _BROUGHT, _DRAFT = "receipts", "locks", "trash-", "brought-", ".draft-"
_SECONDS_OF_ONE_USE = 600


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

    None of this needs a lock: what is new is written under a name of its own and renamed, so of two who file
    the same entry the first places it, and the other finds it there. Locks only spare them drawing twice;
    they are between processes of one user on one machine.

    Parameters
    ----------
    folder
        The store's folder, made when the first entry is put.
    shared
        A folder that is there, perhaps of several users and in a network: then the entries are in it, and
        only receipts and locks in the store's own.
    """

    def __init__(self, folder: Path, shared: Path | None = None) -> None:
        self.folder, self.shared = folder, shared
        self.entries = shared or folder

    def lock(self, name: str) -> Lock:
        """Return the lock called `name`: for an entry its digest."""
        return Lock(self.folder / _LOCKS / f"{name}@{HERE}")

    def look_up(self, digest: str) -> Entry | None:
        """Return the entry without reading its files, or None: cheap, for comparing digests.

        It counts as used: the date of its facts is that of its last use.
        """
        entry = self.peek(digest)
        if entry is not None:
            with suppress(OSError):
                facts = entry.path(META)
                if time.time() - facts.stat().st_mtime > _SECONDS_OF_ONE_USE:
                    os.utime(facts)
        return entry

    def peek(self, digest: str) -> Entry | None:
        """Return the entry without reading or using its files, or None."""
        folder = self.entries / digest
        try:
            meta = unsealed((folder / META).read_bytes())
            files = {str(name): str(known["sha256"]) for name, known in meta["files"].items()}
            if any((folder / name).stat().st_size != known["size"] for name, known in meta["files"].items()):
                return None
            return Entry(folder, files, dict(meta["facts"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def get(self, digest: str) -> Entry | None:
        """Return the entry, every file compared with its SHA-256, or None; what is damaged is removed."""
        try:
            judged = (self.entries / digest).stat()
        except OSError:
            return None
        entry = self.look_up(digest)
        try:
            if entry is not None and all(
                file_sha256(entry.path(name)) == known for name, known in entry.sha256.items()
            ):
                return entry
        except OSError:
            pass
        self.drop(digest, judged)
        return None

    def put(self, digest: str, prepared: Path, facts: Mapping[str, Any], *, replace: bool = False) -> Entry:
        """File a folder's files under `digest`; the folder moves into the store.

        Parameters
        ----------
        prepared
            A folder with only finished files, on the same file system as the store's own folder.
        facts
            JSON values to keep with them.
        replace
            Whether to replace a good entry that is there; else it stays, and is returned.
        """
        if not replace and (entry := self.get(digest)) is not None:
            return entry
        files = {
            path.name: {"size": path.stat().st_size, "sha256": file_sha256(path)}
            for path in sorted(prepared.iterdir())
        }
        for path in prepared.iterdir():
            flush_to_disk(path)
        (prepared / META).write_bytes(sealed({"files": files, "facts": dict(facts)}))
        flush_to_disk(prepared / META)
        if self.shared is None:
            self.folder.mkdir(parents=True, exist_ok=True)
        else:
            prepared = _carried(prepared, self.shared)
        if replace:
            self.drop(digest)
        while not _placed(prepared, self.entries / digest):
            if (entry := self.get(digest)) is not None:
                remove(prepared)
                return entry
        known = {name: str(file["sha256"]) for name, file in files.items()}
        return Entry(self.entries / digest, known, dict(facts))

    def drop(self, digest: str, judged: os.stat_result | None = None) -> None:
        """Remove an entry, if there is one; it is renamed first, so that nobody finds half of it.

        Parameters
        ----------
        judged
            The folder that was found damaged: one that somebody has put into its place since then stays.
        """
        aside = self.entries / f"{_TRASH}{uuid.uuid4().hex}"
        with suppress(FileNotFoundError):
            (self.entries / digest).rename(aside)
            if judged is not None and not os.path.samestat(judged, aside.stat()):
                _placed(aside, self.entries / digest)
            remove(aside)

    def sweep(self) -> None:
        """Remove what the dead have left: locks, drafts, and entries on their way out."""
        for aside in self.entries.glob(f"{_TRASH}*"):
            remove(aside)
        for brought in self.entries.glob(f"{_BROUGHT}*"):
            if is_abandoned(brought):
                remove(brought)
        for path in (self.folder / _LOCKS).glob("*"):
            lock = Lock(path)
            if not path.name.endswith(f"@{HERE}"):
                if is_abandoned(path):
                    path.unlink(missing_ok=True)
            elif lock.take(wait=False):
                lock.give_back()
        for draft in (self.folder / _RECEIPTS).glob(f"{_DRAFT}*"):
            if is_abandoned(draft):
                draft.unlink(missing_ok=True)

    def note(self, key: str, receipt: Mapping[str, Any]) -> None:
        """Keep a small JSON object under `key`: which recipe an input led to."""
        folder = self.folder / _RECEIPTS
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{_DRAFT}{uuid.uuid4().hex}"
        draft.write_bytes(sealed(receipt))
        draft.replace(folder / f"{key}.json")

    def noted(self, key: str) -> dict[str, Any] | None:
        """Return the object kept under `key`, or None where there is none or it is damaged."""
        try:
            return unsealed((self.folder / _RECEIPTS / f"{key}.json").read_bytes())
        except (OSError, ValueError):
            return None

    def keys(self, beginning: str) -> list[str]:
        """Return the keys of objects kept that begin so."""
        return sorted(path.stem for path in (self.folder / _RECEIPTS).glob(f"{beginning}*.json"))


def _carried(folder: Path, shared: Path) -> Path:
    """Copy a folder into a shared one, under a name of its own, for all who may write there."""
    brought, rights = shared / f"{_BROUGHT}{uuid.uuid4().hex}", shared.stat().st_mode & 0o777
    brought.mkdir()
    for path in folder.iterdir():
        copy = Path(shutil.copyfile(path, brought / path.name))
        flush_to_disk(copy)
        copy.chmod(rights & 0o666)
    brought.chmod(rights)
    return brought


def _placed(folder: Path, target: Path) -> bool:
    """Rename a folder; return False if there is one of that name."""
    try:
        folder.rename(target)
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR):
            return False
        raise
    return True


def sealed(value: Mapping[str, Any]) -> bytes:
    """Return a JSON object as text whose first line is the SHA-256 of the rest."""
    text = json.dumps(value, indent=1).encode()
    return hashlib.sha256(text).hexdigest().encode() + b"\n" + text


def unsealed(text: bytes) -> dict[str, Any]:
    """Return the JSON object of a `sealed` text.

    Raises
    ------
    ValueError
        If a single bit of it has changed.
    """
    seal, _, content = text.partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != seal:
        raise ValueError("the seal is broken")
    value = json.loads(content)
    if not isinstance(value, dict):
        raise ValueError("it is no object")
    return value


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush_to_disk(path: Path) -> None:
    """Wait until a file's content is on the disk, so that a rename after it never shows an empty file."""
    with path.open("r+b") as file:  # Windows flushes only what may be written to
        os.fsync(file.fileno())
