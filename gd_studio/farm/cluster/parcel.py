"""An order for a worker, and what it has drawn: JSON and bytes, nothing that could run."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

from gd_studio.engine.costs import ChunkCost
from gd_studio.engine.master import BEATS, HANDOUT, POSTER, STILL
from gd_studio.farm.drawing import Drawing, Drawn, Spoiled
from gd_studio.lecture.recipe import Recipe
from gd_studio.mishaps import Mishap
from gd_studio.store.clip_store import sealed, unsealed

_SENT = re.compile(
    rf"parts/\d{{5,}}\.\w+|master/({'|'.join(map(re.escape, (POSTER, BEATS, HANDOUT, STILL)))})"
)
"""What a share consists of: no other name is written here."""
_LENGTH = 8


class WrongBytesError(Exception):
    """What has come is not what was sent."""


def order(drawing: Drawing) -> str:
    """Return what is to be drawn as JSON."""
    return json.dumps(asdict(drawing), ensure_ascii=False)


def ordered(text: str) -> Drawing:
    """Return what is to be drawn from its JSON."""
    told = json.loads(text)
    return Drawing(**told | {"recipe": Recipe(**told["recipe"])})


def pack(share: Drawn | Spoiled, folder: Path) -> bytes:
    """Return a share as bytes: a sealed head with the SHA-256 of each file, then the files.

    Parameters
    ----------
    share
        What was drawn, or why it was not.
    folder
        Where its files are.
    """
    head: dict[str, Any]
    contents: list[bytes] = []
    if isinstance(share, Drawn):
        contents = [(folder / name).read_bytes() for name in share.files]
        known = [
            [name, len(content), hashlib.sha256(content).hexdigest()]
            for name, content in zip(share.files, contents, strict=True)
        ]
        costs = [astuple(cost) for cost in share.costs]
        head = {"frames": share.frames, "drawn": share.drawn, "chunks": share.chunks, "files": known}
        head |= {"costs": costs, "spent": share.spent}
    else:
        head = {"mishap": asdict(share.reason)} if isinstance(share.reason, Mishap) else {"why": share.reason}
    told = sealed(head)
    return b"".join([len(told).to_bytes(_LENGTH), told, *contents])


def unpack(parcel: bytes, write: Callable[[str, bytes], object]) -> Drawn | Spoiled:
    """Return a share, after all of its files have been compared with their SHA-256 and written.

    Parameters
    ----------
    parcel
        As `pack` makes it.
    write
        Called with the name and the content of each file.

    Raises
    ------
    WrongBytesError
        If a single bit is not as it was sent, or a name is none of a share's.
    """
    start = _LENGTH + int.from_bytes(parcel[:_LENGTH])
    try:
        head = unsealed(parcel[_LENGTH:start])
        if "why" in head:
            return Spoiled(str(head["why"]))
        if "mishap" in head:
            return Spoiled(Mishap(**head["mishap"]))
        files = {}
        for name, size, digest in head["files"]:
            files[name] = parcel[start : start + size]
            start += size
            if not _SENT.fullmatch(name) or hashlib.sha256(files[name]).hexdigest() != digest:
                raise WrongBytesError(f"{name} is not what was sent")
        costs = tuple(ChunkCost(*map(float, cost)) for cost in head["costs"])
        frames, drawn, chunks = (int(head[name]) for name in ("frames", "drawn", "chunks"))
        share = Drawn(frames, drawn, chunks, tuple(files), costs, float(head["spent"]))
    except (ValueError, KeyError, TypeError) as error:
        raise WrongBytesError(f"the head of a share is damaged: {error}") from error
    for name, content in files.items():
        write(name, content)
    return share
