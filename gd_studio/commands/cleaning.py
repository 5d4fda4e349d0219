"""The command `gd clean`: away with what can be made again; the finished clips stay."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from gd_studio.commands.rendering import DRAFTS, relative
from gd_studio.lecture.files import lecture_files
from gd_studio.mishaps import WORKSHOP
from gd_studio.store.work import sweep


def clean(words: Sequence[str]) -> None:
    """Remove the store, previews, manim's own files, logs and the work folders of dead processes.

    Parameters
    ----------
    words
        Lecture files, beside which media/ is; this folder by default.
    """
    console = Console()
    for folder in {path.resolve().parent for path in lecture_files(words)} or {Path.cwd()}:
        media = folder / "media"
        size = sum(path.stat().st_size for path in media.rglob("*") if path.is_file())
        for name in (".store", DRAFTS, "manim"):
            shutil.rmtree(media / name, ignore_errors=True)
        workshop = media / WORKSHOP
        sweep(workshop)
        for log in workshop.glob("*.log"):
            log.unlink()
        left = sum(path.stat().st_size for path in media.rglob("*") if path.is_file())
        console.print(f"{relative(media)}: {(size - left) / 1e6:.1f} MB removed", highlight=False)
