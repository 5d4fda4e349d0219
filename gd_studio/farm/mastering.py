"""From shares of a clip to its master: joined, decoded to be sure, stored, and what it has cost."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import Any

from gd_studio.deliver.imprint.imprint import imprint
from gd_studio.deliver.pieces import Piece
from gd_studio.deliver.product import Contents, Report
from gd_studio.deliver.registry import products
from gd_studio.engine.master import BEATS, HANDOUT
from gd_studio.errors import RenderError
from gd_studio.farm.costs import costs_of, keep
from gd_studio.farm.drawing import Drawn
from gd_studio.farm.job import Job, length_key
from gd_studio.lecture.formats import plain
from gd_studio.lecture.memory import memory_text
from gd_studio.lecture.plan import code_key
from gd_studio.store.clip_store import Entry


def master_of(job: Job, folder: Path, shares: Sequence[Drawn], report: Report) -> Entry:
    """Join what was drawn, decode it to be sure, and store it."""
    from gd_studio.engine.render import Share, finish

    recipe, told = job.planned.recipe, shares[0]
    same = {(share.frames, share.chunks) for share in shares} == {(told.frames, told.chunks)}
    if not same or sum(share.drawn for share in shares) != told.frames:
        raise RenderError(f'clip "{job.name}": its shares do not make a whole; try --jobs 1.')
    report.phase("checking", told.frames)
    began = process_time()
    drawn = finish(Share(told.frames, told.drawn, told.chunks), recipe.frame_rate, folder)
    seconds = drawn.frames / recipe.frame_rate
    contents = Contents(drawn.frames, recipe.width, recipe.height, seconds)
    seal(job, drawn.folder, job.planned.digest, Piece(), contents)
    joining = process_time() - began
    report.done(drawn.frames)
    facts: dict[str, Any] = {
        "frames": drawn.frames,
        "width": recipe.width,
        "height": recipe.height,
        "seconds": seconds,
        "beats": json.loads((drawn.folder / BEATS).read_text(encoding="utf-8")),
        "handout": json.loads((drawn.folder / HANDOUT).read_text(encoding="utf-8")),
        **job.told("film", Piece()),
    }
    job.store.note(length_key(recipe.lesson), {"seconds": seconds})
    if job.renderer == "fast":
        keep(job.store, job.planned.digest, costs_of(recipe, shares, joining))
    if job.store.noted(code_key(job.planned.code)) is None:
        job.store.note(code_key(job.planned.code), recipe.sums())
    return job.store.put(job.planned.digest, drawn.folder, facts, replace=job.force)


def seal(job: Job, folder: Path, digest: str, piece: Piece, contents: Contents) -> None:
    """Let the files that are products as they are remember their recipe, and verify them."""
    for name, product in products().items():
        if product.inside:
            file = folder / product.inside
            imprint(file, memory_text(job.planned, plain(name), digest, piece.keys))
            product.verify(file, contents)


def contents_of(facts: Mapping[str, Any]) -> Contents:
    """Return what decoding a film finds, from what the store knows of it."""
    return Contents(facts["frames"], facts["width"], facts["height"], facts["seconds"])
