"""The command `gd store`: what the store has, how large and old it is, and away with what nobody needs."""

import re
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from gd_studio.commands.rendering import CLIPS, size_told
from gd_studio.deliver.size import read_size
from gd_studio.errors import CommandError
from gd_studio.farm.job import Job
from gd_studio.farm.keeping import Kept, kept_in, named_by
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import read_lecture
from gd_studio.lecture.plan import Refused, plan_each
from gd_studio.lecture.remaking import MEDIA
from gd_studio.speaking import say_error
from gd_studio.store.sharing import store_in

LECTURES = "lectures"
_UNITS = {"h": 3600, "d": 86400, "w": 7 * 86400, "y": 365 * 86400}


def read_age(text: str) -> int:
    """Return the seconds that ``90d`` means.

    Raises
    ------
    ValueError
        If it is no age.

    >>> read_age("90d"), read_age("12 h")
    (7776000, 43200)
    """
    found = re.fullmatch(r"\s*([0-9]{1,6})\s*([hdwy])\s*", text.lower())
    if not found:
        raise ValueError("must be an age such as 90d, or 12h, 4w, 1y")
    return int(found[1]) * _UNITS[found[2]]


def store(words: Sequence[str], prune: str | None, older: str | None, dry_run: bool) -> int:
    """Print what the stores of this folder have, or remove some of it, and return the exit status.

    Parameters
    ----------
    words
        Further lecture files, whose clips stay as well.
    prune
        To how much; what was not used for longest goes first.
    older
        How long an entry was not used that goes.
    dry_run
        Whether to say only what would go.
    """
    most, oldest = _read("--prune", prune, read_size), _read("--older", older, read_age)
    if dry_run and prune is None and older is None:
        raise CommandError("--dry-run: says what --prune or --older would remove; name one of them.")
    files, console = [*_lectures(), *(Path(word) for word in words)], Console(soft_wrap=True)
    folders = {Path.cwd(), *(file.resolve().parent for file in files)}
    stores = {one.entries: one for one in (store_in(folder / MEDIA) for folder in sorted(folders))}
    with console.status("looking"):
        entries = sorted(
            (kept for one in stores.values() for kept in kept_in(one)), key=lambda kept: kept.used
        )
    if most is None and oldest is None:
        _show(entries, console)
        return 0
    with console.status("reading the lectures"):
        named, unread = _named(files)
    return _remove(entries, named, unread, most, oldest, dry_run, console)


def _read(option: str, text: str | None, reader: Callable[[str], int]) -> int | None:
    try:
        return None if text is None else reader(text)
    except ValueError as error:
        raise CommandError(f"{option} {text}: {error}.") from None


def _lectures() -> Iterator[Path]:
    """Yield the lecture files of this folder; what cannot be read may be one."""
    for path in sorted([*Path().glob("*.toml"), *Path(LECTURES).rglob("*.toml")]):
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError):
            yield path
        else:
            if "clip" in document:
                yield path


def _named(files: Sequence[Path]) -> tuple[set[str], set[str]]:
    """Return the digests that lectures name, and the lessons of which that cannot be told now."""
    catalog, named, unread = Catalog(), set[str](), set[str]()
    clips = [clip for file in files for clip in read_lecture(file, catalog)]
    for outcome in plan_each(clips, ()):
        clip = outcome.clip
        if isinstance(outcome, Refused):
            say_error(f"{outcome.error.message} So all of {clip.lesson.name} stays.")
            unread.add(clip.lesson.name)
        else:
            named |= named_by(Job(outcome, clip.media / CLIPS))
    return named, unread


def _remove(
    entries: Sequence[Kept],
    named: set[str],
    unread: set[str],
    most: int | None,
    oldest: int | None,
    dry_run: bool,
    console: Console,
) -> int:
    """Remove what is too old or too much, from what was not used for longest on, and say so."""
    now, status, gone = time.time(), 0, 0
    left, stay = sum(kept.size for kept in entries), {"named by lectures": 0, "in use": 0}
    for kept in entries:
        if not ((most is not None and left > most) or (oldest is not None and now - kept.used > oldest)):
            continue
        if kept.digest in named or kept.lesson in unread or (unread and not kept.lesson):
            stay["named by lectures"] += kept.size
        elif kept.is_in_use:
            stay["in use"] += kept.size
        else:
            try:
                if not dry_run:
                    kept.store.drop(kept.digest)
            except OSError as error:
                say_error(f"{kept.digest[:12]}: cannot be removed: {error.strerror}.")
                status = 1
                continue
            console.print(_line(kept, now), highlight=False, markup=False)
            gone, left = gone + kept.size, left - kept.size
    said = f"{size_told(gone)} {'would be removed' if dry_run else 'removed'}, {size_told(left)} left"
    kinds = [f"{size_told(size)} {why}" for why, size in stay.items() if size]
    console.print(f"{said}{' (' + ', '.join(kinds) + ')' if kinds else ''}", highlight=False, markup=False)
    return status


def _line(kept: Kept, now: float) -> str:
    told = [kept.clip or kept.lesson or kept.digest[:12], kept.what, kept.quality, size_told(kept.size)]
    return f"{', '.join(part for part in told if part)}, last used {age_told(now - kept.used)} ago"


def _show(entries: Sequence[Kept], console: Console) -> None:
    table = Table("clip", "lesson", "what", "quality", box=box.SIMPLE_HEAD)
    for name in ("size", "age", "last used"):
        table.add_column(name, justify="right")
    now = time.time()
    for kept in reversed(entries):
        ages = age_told(now - kept.made), age_told(now - kept.used)
        table.add_row(kept.clip, kept.lesson, kept.what, kept.quality, size_told(kept.size), *ages)
    if entries:
        console.print(table)
    total = sum(kept.size for kept in entries)
    count = f"{len(entries)} entr{'y' if len(entries) == 1 else 'ies'}"
    console.print(f"{count}, {size_told(total)}", highlight=False)


def age_told(seconds: float) -> str:
    """Return an age for the eye.

    >>> age_told(100), age_told(7200), age_told(90 * 86400)
    ('1min', '2h', '90d')
    """
    hours = int(seconds // 3600)
    if hours < 1:
        return f"{max(int(seconds // 60), 0)}min"
    return f"{hours // 24}d" if hours >= 48 else f"{hours}h"
