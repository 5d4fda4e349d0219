"""What a product is: a kind of file that clips are delivered as. A subclass is known as soon as it stands."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from gd_studio.store.clip_store import Entry


@dataclass(frozen=True, slots=True)
class Contents:
    """What decoding a moving picture finds.

    Parameters
    ----------
    frames
        How many frames there are.
    width, height
        In pixels.
    seconds
        From the start of the first frame to the end of the last, as its times say.
    """

    frames: int
    width: int
    height: int
    seconds: float


class Report:
    """Where whoever works on a clip says how far it is; this one says nothing."""

    def phase(self, words: str, frames: int = 0) -> None:
        """Tell what is being done now, and over how many frames."""

    def done(self, frames: int) -> None:
        """Tell how many frames of this phase are done."""

    def note(self, sentence: str) -> None:
        """Tell what the lecturer should know about the file, without its name."""


class Options(BaseModel):
    """What a lecturer may choose about a product: ``"gif:long_side=480"``."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Product:
    """A kind of file; each stands in a file of its own in `gd_studio.deliver.products`.

    Its module is imported by every command, so it imports what is heavy only when it works.
    """

    name: ClassVar[str] = ""
    """How it is asked for, in lecture.toml and on the command line."""
    summary: ClassVar[str] = ""
    """What it is, in a few words."""
    phases: ClassVar[tuple[str, ...]] = ()
    """The words of the phases that `make` tells its report."""
    inside: ClassVar[str] = ""
    """The file that drawing leaves behind and that is this product; ``""`` if it is made from the master."""
    needs_background: ClassVar[bool] = False
    """Whether it cannot show what is not opaque."""
    by_default: ClassVar[bool] = False
    """Whether a clip is delivered so where nobody says otherwise."""
    Options: ClassVar[type[Options]] = Options

    known: ClassVar[dict[str, "Product"]] = {}
    """One product of each class that stands, by name."""

    def __init_subclass__(cls) -> None:
        Product.known[cls.name] = cls()

    def file_name(self, clip: str) -> str:
        """Return what the file of a clip is called."""
        return f"{clip}.{self.name}"

    def refusal(self, lesson: str) -> str:
        """Return why clips of a lesson cannot be delivered so, with the way out; ``""`` where they can."""
        return ""

    def make(self, clip: Entry, target: Path, drawn: Contents, options: Any, report: Report) -> Contents:
        """Write the product of a clip and return what its file must hold.

        Parameters
        ----------
        clip
            What the store keeps of it: the film as MP4, and the facts, such as its beats and words; and its
            recipe.
        target
            Where the file is written.
        drawn
            What is in the film.
        options
            The product's `Options`.
        report
            Told how far it is.
        """
        raise NotImplementedError

    def verify(self, path: Path, expected: Contents) -> None:
        """Refuse a file that does not hold what it should.

        Raises
        ------
        ValueError
            If something differs.
        """
        raise NotImplementedError
