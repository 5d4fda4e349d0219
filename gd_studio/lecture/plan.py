"""From clips to recipes, and without importing manim when a receipt knows the way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gd_studio.deliver.registry import products
from gd_studio.errors import CommandError, RenderError, StudioError
from gd_studio.lecture.assignments import Assignment, applicable, refuse_unused, restyle
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.reading import Answer, Question, read_here
from gd_studio.lecture.recipe import Recipe, sha256_of
from gd_studio.mishaps import Mishap, mishap
from gd_studio.speaking import say_error
from gd_studio.store.clip_store import Store
from gd_studio.store.drawing_code import digest_of_files, drawing_code, drawing_versions
from gd_studio.store.sharing import store_in
from scenes.base.ground import TRANSPARENT

READERS = ("plan.py", "reading.py", "recipe.py", "parameters.py", "assignments.py")
# Whoever reads the parameters decides what they mean, so these files are part of a receipt's key.
_READERS = [Path(__file__).with_name(name) for name in READERS]


Readers = Callable[[Sequence[Question]], Sequence[Answer]]
"""Whatever answers questions, each in its place."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A clip whose parameters have been found good.

    Parameters
    ----------
    clip
        The clip.
    recipe
        Everything that the clip is a function of.
    digest
        The recipe's, with the drawing code.
    code
        The digest of the drawing code.
    files
        The lecturer's files that were read, as the parameters name them.
    notes
        What the lesson has to say about the parameters.
    """

    clip: Clip
    recipe: Recipe
    digest: str
    code: str
    files: tuple[str, ...]
    notes: tuple[str, ...]


def store_of(clip: Clip) -> Store:
    """Return the store beside a clip's lecture."""
    return store_in(clip.media)


def code_key(code: str) -> str:
    """Return under what the store notes the sums of the files that a digest of drawing code is made of."""
    return f"code-{code}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A clip that cannot be made.

    Parameters
    ----------
    clip
        The clip.
    error
        The sentence, with its exit status.
    """

    clip: Clip
    error: StudioError


def plan(clips: Sequence[Clip], assignments: Sequence[Assignment] = ()) -> list[Planned]:
    """Return the recipes of `clips`, all of which have to be good.

    Raises
    ------
    StudioError
        If one of them is refused, or as for `plan_each`.
    """
    plans = []
    for planned in plan_each(clips, assignments):
        if isinstance(planned, Refused):
            raise planned.error
        plans.append(planned)
    return plans


def plan_each(
    clips: Sequence[Clip],
    assignments: Sequence[Assignment] = (),
    read_all: Readers = read_here,
) -> list[Planned | Refused]:
    """Return the recipe of each clip, or why it cannot be made: one that is refused does not stop the others.

    Parameters
    ----------
    clips, assignments
        As selected on the command line.
    read_all
        Reads the parameters of new clips, perhaps in other processes: with them comes manim.

    Raises
    ------
    CommandError
        If an assignment fits no clip or its value is not allowed.
    """
    restyled = restyle(clips, assignments)
    readings = [_Reading(clip, applicable(assignments, clip)) for clip in restyled]
    for reading in readings:
        reading.digest_code()
    for reading in readings:
        reading.look_up()
    news = [reading for reading in readings if reading.question is not None]
    answers = read_all([reading.question for reading in news if reading.question is not None]) if news else []
    for reading, answer in zip(news, answers, strict=True):
        reading.take(answer)
    if all(reading.known is not None for reading in readings):
        known = {key for reading in readings for key in reading.known or ()}
        refuse_unused(assignments, {text for reading in readings for text in reading.used}, known)
    for reading in readings:
        reading.keep()
    return [reading.outcome for reading in readings]


def for_each(
    clips: Sequence[Clip], assignments: Sequence[Assignment], work: Callable[[Planned], None]
) -> int:
    """Do something with each clip, whatever becomes of the others.

    Returns
    -------
    int
        The exit status: 0 if all went well; what went wrong has been said.
    """
    status = 0
    for outcome in plan_each(clips, assignments):
        try:
            if isinstance(outcome, Refused):
                raise outcome.error
            work(outcome)
        except StudioError as error:
            say_error(error.message)
            status = max(status, error.exit_status)
        except Exception as error:
            say_error(mishap(outcome.clip.name, outcome.clip.media, error))
            status = max(status, RenderError.exit_status)
    return status


class _Reading:
    """A clip while its parameters are read; whatever goes wrong becomes its outcome."""

    def __init__(self, clip: Clip, given: Sequence[Assignment]) -> None:
        self.clip, self.given = clip, given
        self.source = self.code = ""
        self.refused: StudioError | None = None
        self.planned: Planned | None = None
        self.used: Sequence[str] = ()
        self.known: Sequence[str] | None = None
        """The keys of the lesson, if it could be loaded."""
        self.question: Question | None = None
        self._key = ""
        self._new: Mapping[str, Any] | None = None

    @property
    def outcome(self) -> Planned | Refused:
        if self.planned is not None:
            return self.planned
        assert self.refused is not None
        return Refused(self.clip, self.refused)

    def digest_code(self) -> None:
        with self._own():
            path = self.clip.lesson.path
            self.source = self.clip.lesson.source
            self.code = drawing_code(
                Path(path.name) if self.source else path, self.source, self.clip.language
            )

    def look_up(self) -> None:
        """Follow the receipt, or ask."""
        if self.refused is not None:
            return
        with self._own():
            _check_formats(self.clip)
            self._key = _receipt_key(self.clip, self.given, self.code)
            receipt = store_of(self.clip).noted(self._key)
            if receipt is not None and _still_true(receipt, self.clip.folder):
                self._follow(receipt)
            else:
                self.question = Question(self.clip, tuple(self.given), self.source, self.code)

    def take(self, answer: Answer) -> None:
        """Take what reading the parameters has brought."""
        self.known = answer.known or None
        with self._own():
            if isinstance(answer.refused, Mishap):
                self.refused = RenderError(mishap(self.clip.name, self.clip.media, answer.refused))
            elif answer.refused is not None:
                raise answer.refused
            else:
                self._new = answer.receipt
                self._follow(answer.receipt)

    def _follow(self, receipt: Mapping[str, Any]) -> None:
        self.used, self.known = receipt["used"], receipt["known"]
        self.planned = Planned(
            clip=self.clip,
            recipe=Recipe(**receipt["recipe"]),
            digest=receipt["digest"],
            code=self.code,
            files=tuple(receipt["files"]),
            notes=tuple(receipt["notes"]),
        )

    def keep(self) -> None:
        """Remember the way to the recipe."""
        if self._new is not None:
            store_of(self.clip).note(self._key, self._new)

    @contextmanager
    def _own(self) -> Iterator[None]:
        try:
            yield
        except CommandError:
            raise
        except StudioError as error:
            self.refused = error
        except Exception as error:
            self.refused = RenderError(mishap(self.clip.name, self.clip.media, error))


def _check_formats(clip: Clip) -> None:
    """Refuse formats that a lesson does not have, or that cannot show what a clip has no background for."""
    for form in clip.formats:
        if refusal := form.product.refusal(clip.lesson.name):
            raise StudioError(f"{clip.where('formats')}: {form.name}: {refusal}")
    if clip.background != TRANSPARENT:
        return
    for form in clip.formats:
        if form.product.needs_background:
            able = [name for name, product in products().items() if not product.needs_background]
            raise StudioError(
                f'{clip.where("formats")}: {form.name} cannot be transparent; with background = "transparent"'
                f" the formats are {', '.join(able)}."
            )


def _receipt_key(clip: Clip, given: Sequence[Assignment], code: str) -> str:
    """Return the SHA-256 of everything that decides a recipe, but for the contents of data files."""
    return sha256_of(
        {
            "lesson": clip.lesson.name,
            "written": clip.written,
            "loop": clip.loop,
            "set": [(item.text, item.clip) for item in given],
            "look": [
                clip.theme,
                clip.background,
                clip.language,
                clip.quality.size(clip.aspect),
                clip.quality.frame_rate,
            ],
            "code": code,
            "readers": digest_of_files(_READERS),
            "versions": drawing_versions(),
        }
    )


def _still_true(receipt: Mapping[str, Any], folder: Path) -> bool:
    from gd_studio.lecture.parameters import file_digest_or_absent

    return all(file_digest_or_absent(folder / name) == known for name, known in receipt["inputs"].items())
