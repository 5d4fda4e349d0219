"""The command `gd check`: does a file fit where it shall be shown, and what mends it."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from gd_studio.check.content import Content, content_of
from gd_studio.check.faults import Fault, faults_of
from gd_studio.check.flashing import flashes
from gd_studio.check.mending import mend
from gd_studio.check.targets import Target, find_target
from gd_studio.errors import CommandError, StudioError
from gd_studio.speaking import print_json, say_error


def check(paths: Sequence[Path], place: str, *, fix: bool = False, as_json: bool = False) -> int:
    """Print what does not fit and return the exit status: 1 if something will not work.

    Parameters
    ----------
    paths
        The files.
    place
        Where they shall be shown: a key of `TARGETS`.
    fix
        Whether to mend what can be mended without changing a pixel.
    as_json
        Whether to print one JSON object, and nothing else.
    """
    if not paths:
        raise CommandError("gd check: name at least one file, such as media/clips/*.mp4.")
    target, console = find_target(place), Console(quiet=as_json)
    status, told = 0, list[dict[str, Any]]()
    for path in paths:
        try:
            content, faults = _look(path, target, console)
            mended = [fault.rule for fault in faults if fault.mendable] if fix else []
            if mended:
                with console.status(f"{path}: mending"):
                    now = mend(content, mended)
                content, faults = _look(now, target, console)
        except StudioError as error:
            status = max(status, error.exit_status)
            told.append({"file": str(path), "error": error.message})
            if not as_json:
                say_error(error.message)
            continue
        status = max(status, int(any(fault.grave for fault in faults)))
        told.append(
            {"file": str(content.path), "mended": mended, "faults": [asdict(fault) for fault in faults]}
        )
        for line in _lines(content, target, mended, faults):
            console.print(line, highlight=False, markup=False, soft_wrap=True)
    if as_json:
        print_json({"for": place, "files": told})
    return status


def _look(path: Path, target: Target, console: Console) -> tuple[Content, list[Fault]]:
    content = content_of(path)
    faults = list(faults_of(content, target))
    if content.moves:
        with console.status(f"{path}: looking for flashes") as shown:
            faults += flashes(path, lambda second: shown.update(f"{path}: looked at {second:.0f} s"))
    return content, faults


def _lines(content: Content, target: Target, mended: Sequence[str], faults: Sequence[Fault]) -> list[str]:
    path = content.path
    lines = [f"{path}: mended {', '.join(mended)}; the file as it was is beside it"] if mended else []
    if not faults:
        return [*lines, f"{path}: fits {target.title}  ({_told(content)})"]
    for fault in faults:
        how = "--fix does it" if fault.mendable else fault.fix
        fix = f"{fault.fix} ({how})" if fault.mendable else how
        weight = "" if fault.grave else "works, but "
        lines.append(f"{path}: {fault.rule}: {weight}{fault.message}. Fix: {fix}.")
    return lines


def _told(content: Content) -> str:
    size = f"{content.width} x {content.height}, {content.bytes / 1e6:.1f} MB"
    if not content.moves:
        return f"{content.kind}, {size}"
    return (
        f"{content.codec} {content.profile}".strip()
        + f", {size}, {content.seconds:.1f} s at {content.rate:g}"
    )
