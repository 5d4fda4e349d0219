"""A lecture folder with one tiny clip, and what must hold there whatever happens."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image

from tests.faults.brood import Run, gd

FORMATS = ("mp4", "png", "gif")
KINDS = {".mp4": "mov,mp4,m4a,3gp,3g2,mj2", ".gif": "gif", ".webm": "matroska,webm"}
SETTINGS = f'[defaults]\nquality = "90p10"\nformats = {list(FORMATS)}\n'.replace("'", '"')
CLIP = '[[clip]]\nlesson = "MovingSquare"\nname = "near"\n'


class Place:
    """A folder with a lecture of one clip.

    Parameters
    ----------
    folder
        Where it is made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self._version = 0
        self.change()

    @property
    def clips(self) -> Path:
        """Return where the finished files are."""
        return self.folder / "media" / "clips"

    def change(self) -> None:
        """Change the clip a little: each file gets other bytes."""
        self._version += 1
        text = f"{SETTINGS}{CLIP}distance = {1 + self._version / 1000}\noffset = {self._version % 30 / 10}\n"
        (self.folder / "lecture.toml").write_text(text, encoding="utf-8")

    def sums(self) -> dict[str, str]:
        """Return the SHA-256 of each finished file."""
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.clips.glob("*"))
            if path.is_file()
        }

    def empty(self) -> None:
        """Remove everything that was made."""
        shutil.rmtree(self.folder / "media", ignore_errors=True)

    def broken(self) -> Iterator[str]:
        """Yield a sentence about each finished file that is not whole, or not what its name says."""
        for path in self.clips.glob("*"):
            try:
                if path.suffix == ".png":
                    with Image.open(path) as image:
                        kind, wanted = image.format, "PNG"
                        image.load()
                else:
                    with av.open(str(path)) as container:
                        kind, wanted = container.format.name, KINDS.get(path.suffix, "")
                        if not sum(1 for _ in container.decode(video=0)):
                            yield f"{path.name} has no frames"
            except (OSError, av.FFmpegError, SyntaxError) as error:
                yield f"{path.name} is broken: {error}"
            else:
                if kind != wanted:
                    yield f"{path.name} is {kind}"

    def rubbish(self) -> Iterator[str]:
        """Yield what is neither finished nor stored."""
        media = self.folder / "media"
        for path in (media / ".work").rglob("*"):
            yield f"left behind: {path.relative_to(media)}"
        for path in [*(media / ".store").glob("trash*"), *(media / ".store" / "locks").glob("*")]:
            yield f"left behind: {path.relative_to(media)}"
        for path in self.clips.glob("*"):
            if path.suffix.removeprefix(".") not in FORMATS:
                yield f"left behind: {path.relative_to(media)}"

    def after_trouble(self, before: dict[str, str], *words: str) -> Iterator[str]:
        """Yield what is wrong after a run that was stopped, and after the run that follows it.

        Parameters
        ----------
        before
            The sums of the finished files before the run that was stopped.
        words
            Of the run that follows.
        """
        yield from self.broken()
        between = self.sums()
        following = gd(self.folder, "render", *words)
        yield from (f"the next run: {sentence}" for sentence in self.after(following))
        good = self.sums()
        for name, known in between.items():
            if known not in (before.get(name), good.get(name)):
                yield f"{name} was neither the old file nor the new one"
        mixed = between != before and between != good
        if mixed and "an earlier run was stopped while it changed its files" not in following.out:
            yield "old and new files stood side by side, and nobody said so"
        if "an earlier run was stopped" in following.out and between == before:
            yield "it was said that files were mixed, which was not so"

    def after(self, run: Run) -> Iterator[str]:
        """Yield what is wrong after a run that should have gone well."""
        if run.status != 0 or run.err:
            yield f"status {run.status}: {run.err.strip()[-300:]}"
        if {path.name for path in self.clips.glob("*")} != {f"near.{form}" for form in FORMATS}:
            yield f"the files are {sorted(self.sums())}"
        yield from self.broken()
        yield from self.rubbish()
