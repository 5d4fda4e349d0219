"""The command `gd watch`: whatever is saved is drawn again at preview quality."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from watchfiles import Change
from watchfiles import watch as watch_files

from gd_studio.lecture.catalog import LESSON_FOLDERS
from gd_studio.lecture.files import lecture_files
from gd_studio.stopping import stop_by_exception, stop_no_more
from gd_studio.store.drawing_code import DRAWING_PACKAGES, ROOT

WATCHED = (".toml", ".csv", ".py")
MILLISECONDS_TO_SETTLE = 300


def watch(words: Sequence[str]) -> None:
    """Render the drafts of changed clips whenever the lecture, a CSV file or a scene is saved, until Ctrl-C.

    Each round runs in a fresh process: it sees the code as it is now, and an error ends only the round.

    Parameters
    ----------
    words
        Lecture files and clips, as for `gd render`.
    """
    stop_by_exception()
    console = Console()
    folders = sorted(set(folders_to_watch(words)))
    _say(console, f"watching {', '.join(folder.name + '/' for folder in folders)}; Ctrl-C ends it")
    try:
        rounds = watch_files(
            *folders,
            watch_filter=_matters,
            recursive=False,
            step=100,
            debounce=MILLISECONDS_TO_SETTLE,
            rust_timeout=MILLISECONDS_TO_SETTLE,
            yield_on_timeout=True,
        )
        next(rounds)  # from here on no change is missed, not even one during the first round
        _render(words)
        for changes in rounds:
            if changes:
                _say(console, f"{', '.join(sorted({Path(path).name for _, path in changes}))} changed")
                _render(words)
    except KeyboardInterrupt:
        stop_no_more()
    _say(console, "no longer watching")


def folders_to_watch(words: Sequence[str]) -> Iterator[Path]:
    """Yield the folders whose files decide how clips look: the lecture's, its data's, and the code's."""
    lectures = [path.resolve().parent for path in lecture_files(words)] or [Path.cwd()]
    for lecture in lectures:
        yield lecture
        for path in lecture.glob("*/*.csv"):
            yield path.parent
    for package in DRAWING_PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            yield path.parent
    for name in os.environ.get(LESSON_FOLDERS, "").split(os.pathsep):
        if name:
            yield Path(name).resolve()


def _matters(_: Change, path: str) -> bool:
    return path.endswith(WATCHED) and not Path(path).name.startswith(".")


def _render(words: Sequence[str]) -> None:
    subprocess.run([sys.executable, "-P", "-m", "gd_studio", "render", *words, "--draft"], check=False)


def _say(console: Console, sentence: str) -> None:
    console.print(sentence, highlight=False, markup=False, soft_wrap=True)
