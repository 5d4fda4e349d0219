"""What a process that draws is given, and what it gives back: a recipe is enough, on any machine."""

from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Literal

from gd_studio.deliver.product import Report
from gd_studio.errors import StudioError
from gd_studio.lecture.recipe import Recipe
from gd_studio.mishaps import Mishap

if TYPE_CHECKING:
    from gd_studio.engine.chunks import Shares
    from gd_studio.engine.costs import ChunkCost

EngineName = Literal["fast", "stock"]
OTHER_CODE = "its code changed while it was being made; call gd again."


@dataclass(frozen=True, slots=True)
class Drawing:
    """What to draw.

    Parameters
    ----------
    recipe
        All that decides about the frames but for the code.
    digest
        The recipe's, with the code of whoever asks: a process with other code refuses.
    engine
        Which renderer draws.
    expected
        About how many frames there are; 0 if nobody knows.
    """

    recipe: Recipe
    digest: str
    engine: EngineName = "fast"
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A share of a clip.

    Parameters
    ----------
    frames, chunks
        How many the whole clip has.
    drawn
        How many of the frames are in this share.
    files
        What was made, by names inside the folder that was worked in.
    costs
        What each of the chunks has cost.
    spent
        Seconds of processors that all of it has taken.
    """

    frames: int = 0
    drawn: int = 0
    chunks: int = 0
    files: tuple[str, ...] = ()
    costs: "tuple[ChunkCost, ...]" = ()
    spent: float = 0.0


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A share that could not be drawn: for a reason that is known, or by a mishap."""

    reason: str | Mishap


def draw(drawing: Drawing, folder: Path, shares: "Shares", place: int, report: Report) -> Drawn | Spoiled:
    """Draw a share of a clip; whatever goes wrong comes back.

    Parameters
    ----------
    drawing
        What to draw: nothing else is read but the project's own code.
    folder
        Where the files are made.
    shares
        Which chunks are this process's.
    place
        The number of this process among those that work in the folder.
    report
        Told how far it is.
    """
    try:
        return _draw(drawing, folder, shares, place, report)
    except StudioError as error:
        return Spoiled(error.message)
    except Exception as error:
        return Spoiled(Mishap.of(error))


def _draw(drawing: Drawing, folder: Path, shares: "Shares", place: int, report: Report) -> Drawn:
    from gd_studio.engine import render  # loads manim, which is none of the clip's costs
    from gd_studio.lecture.staging import staged

    report.phase("setting the stage")
    began = process_time()
    recipe = drawing.recipe
    show = staged(recipe)
    report.phase("drawing", drawing.expected)
    share = render.draw(
        show.lesson,
        show.parameters,
        show.look,
        (recipe.width, recipe.height),
        recipe.frame_rate,
        folder,
        report.done,
        shares=shares,
        engine=drawing.engine,
        workshop=f"manim-{place}",
    )
    # This process imported the code after it was digested: what was saved in between is another clip.
    if recipe.digest(recipe.code()) != drawing.digest:
        raise StudioError(OTHER_CODE)
    spent = process_time() - began
    return Drawn(share.frames, share.drawn, share.chunks, share.files, share.costs, spent)
