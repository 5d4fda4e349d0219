"""What the warm processes do: read parameters, paint one picture, tell the beats. Runs where manim is."""

import io
from dataclasses import dataclass

from gd_studio.errors import StudioError
from gd_studio.lecture.catalog import load
from gd_studio.lecture.quality import QUALITIES
from gd_studio.lecture.reading import Answer, Question, read
from gd_studio.lecture.recipe import Recipe
from gd_studio.store.work import scratch
from gd_studio.studio.controls import Control, controls_of
from gd_studio.studio.formulas import typeset

STILL = QUALITIES["480p15"]
_TELLING = 160, 90


@dataclass(frozen=True, slots=True)
class Chapter:
    """A beat as the page shows it."""

    number: int
    caption: str
    start: float
    end: float
    asks: bool


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture, or why there is none.

    Parameters
    ----------
    png
        The picture, exactly as the engine paints it; empty where the parameters are refused.
    refused
        The sentence.
    notes
        What the lesson has to say about the parameters.
    """

    png: bytes = b""
    refused: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """How a clip goes: its beats, how long it is, its formulas as SVG by their parameters' names."""

    chapters: tuple[Chapter, ...] = ()
    seconds: float = 0.0
    formulas: tuple[tuple[str, str], ...] = ()


def know(name: str, file: str, source: str) -> list[Control]:
    """Return the controls of a lesson."""
    return controls_of(load(name, file, source).Params)


def paint(question: Question, at: float) -> Painted:
    """Return the picture at a time, or at the end where the clip is shorter."""
    from PIL import Image

    from gd_studio.engine.stills import take_stills
    from gd_studio.lecture.staging import staged

    answer = read(question)
    try:
        recipe = recipe_of(answer)
    except StudioError as error:
        return Painted(refused=error.message)
    show = staged(recipe)
    with scratch() as folder:
        stills = take_stills(
            show.lesson,
            show.parameters,
            show.look,
            STILL.size(question.clip.aspect),
            STILL.frame_rate,
            folder,
            at=at,
        )
    told = io.BytesIO()
    picture = stills.pictures[-1][1] if stills.pictures else stills.end
    Image.fromarray(picture[:, :, : 4 if recipe.transparent else 3]).save(told, "PNG", compress_level=1)
    return Painted(told.getvalue(), notes=tuple(answer.receipt["notes"]))


def tell(question: Question) -> Told:
    """Return how a clip goes; nothing where its parameters are refused."""
    from gd_studio.engine.stills import take_stills
    from gd_studio.lecture.staging import staged

    try:
        show = staged(recipe_of(read(question)))
    except StudioError:
        return Told()
    with scratch() as folder:
        stills = take_stills(show.lesson, show.parameters, show.look, _TELLING, STILL.frame_rate, folder)
    beats = [
        Chapter(beat.number, beat.caption, beat.start, beat.end, beat.kind == "ask") for beat in stills.beats
    ]
    return Told(tuple(beats), stills.seconds, typeset(show.parameters))


def recipe_of(answer: Answer) -> Recipe:
    """Return the recipe.

    Raises
    ------
    StudioError
        If the parameters were refused.
    """
    if answer.refused is None:
        return Recipe(**answer.receipt["recipe"])
    if isinstance(answer.refused, StudioError):
        raise answer.refused
    raise StudioError(answer.refused.reason)
