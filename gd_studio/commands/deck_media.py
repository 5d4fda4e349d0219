"""What of ours is in a lecturer's deck, and what has changed since it was made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from rich.console import Console

from gd_studio.commands.rendering import Crews
from gd_studio.deliver.holders.holder import Holder
from gd_studio.errors import StudioError
from gd_studio.farm.delivery import made_digest
from gd_studio.farm.job import Job
from gd_studio.lecture.assignments import Assignment
from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.clips import Clip, read_lecture
from gd_studio.lecture.explaining import differences
from gd_studio.lecture.matching import OF_THE_DECK, OF_THE_LOOK, Shown, matches
from gd_studio.lecture.memory import Composition, Memory, memory_in
from gd_studio.lecture.plan import Planned, Refused, plan_each
from gd_studio.lecture.remaking import clip_of
from gd_studio.lecture.wording import shown


@dataclass(slots=True)
class Medium:
    """A film, picture or page of ours in the deck, and what is found out about it."""

    name: str
    place: str
    slides: Sequence[int]
    content: bytes
    memory: Memory
    hint: str
    clip: Clip | None = None
    job: Job | None = None
    facts: Sequence[str] = field(default_factory=tuple)
    problem: str = ""
    wishes: Sequence[str] = field(default_factory=tuple)
    """What of its look the lecture says otherwise."""
    new: bytes = b""
    left: bool = False

    @property
    def words(self) -> str:
        """Return what is to be said about it: the same of a film and its poster."""
        if self.job is None or self.problem:
            return self.problem
        otherwise = "is left as it is" if self.left else "is as it should be"
        return f"{self.job.name}: {'; '.join(self.facts) or otherwise}"

    @property
    def digest(self) -> str:
        """Return the same for all that is made of one clip."""
        return self.job.planned.digest if self.job is not None else self.place


def lines(media: Sequence[Medium]) -> Iterator[str]:
    """Yield what is to be said of a deck: once for all slides of which the same is said."""
    said: dict[tuple[str, str], set[int]] = {}
    for medium in media:
        said.setdefault((medium.words, "" if medium.slides else medium.place), set()).update(medium.slides)
    for (words, place), slides in said.items():
        yield f"{place or _places(sorted(slides))}: {words}"


def _places(slides: Sequence[int]) -> str:
    """Return the slides' numbers, runs as such.

    >>> _places([2]), _places([2, 3]), _places([1, 4, 5, 6])
    ('slide 2', 'slides 2-3', 'slides 1, 4-6')
    """
    runs: list[list[int]] = []
    for slide in slides:
        if runs and runs[-1][-1] == slide - 1:
            runs[-1].append(slide)
        else:
            runs.append([slide])
    numbers = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"slides {numbers}" if len(slides) > 1 else f"slide {numbers}"


def ours_in(holder: Holder, console: Console) -> Iterator[Medium]:
    """Yield every film and picture that remembers the recipe of a clip; say so of films of several clips."""
    places, hints = holder.places(), holder.hints()
    for name, content in holder.media():
        slides = places.get(name, [])
        place = _places(sorted(slides)) if slides else str(Path(name).with_suffix(""))
        try:
            memory = memory_in(BytesIO(content), f"{holder.path}, {place}")
        except ValueError:
            continue  # the lecturer's own, of which we know nothing
        if isinstance(memory, Composition):
            console.print(f"note: {place}: is {memory.told}; it stays as it is")
        elif memory is not None:
            yield Medium(name, place, slides, content, memory, hints.get(name, ""))


def compare(
    media: Sequence[Medium], lecture: Path | None, assignments: Sequence[Assignment], crews: Crews
) -> None:
    """Find the clip of each film, and what has changed since the film was made."""
    catalog = Catalog()
    lessons = {medium.memory.recipe.lesson for medium in media}
    clips = (
        [clip for clip in read_lecture(lecture, catalog) if clip.lesson.name in lessons] if lecture else []
    )
    outcomes = plan_each(clips, (), crews.read) if clips else []
    plans = [found for found in outcomes if isinstance(found, Planned)]
    refused = {found.clip.lesson.name: found.error for found in outcomes if isinstance(found, Refused)}
    home = lecture.resolve().parent if lecture else Path.cwd()
    for medium, found in zip(media, matches([Shown(m.memory, m.hint) for m in media], plans), strict=True):
        try:
            if medium.memory.recipe.lesson in refused:
                raise refused[medium.memory.recipe.lesson]
            if len(found) > 1:
                names = ", ".join(planned.clip.name for planned in found)
                raise StudioError(f"nothing tells which clip of {lecture} it is: {names}.")
            own = clip_of(medium.memory, Path(f"{medium.hint or 'film'}.x"), catalog, home)
            medium.clip = _as_in_deck(own, found[0].clip) if found else own
            medium.wishes = [wish for one in found for wish in _wishes(medium.memory, one, assignments)]
        except StudioError as error:
            medium.problem = error.message
    _plan(media, assignments, crews)


def _as_in_deck(own: Clip, wanted: Clip) -> Clip:
    """Return a lecture's clip with the look, the format and the beats that a film in the deck has."""
    kept = {key: own.written[key] for key in OF_THE_LOOK if key in own.written}
    return replace(
        own, name=wanted.name, written=dict(wanted.written) | kept, lecture=wanted.lecture, lines=wanted.lines
    )


def _wishes(memory: Memory, wanted: Planned, assignments: Sequence[Assignment]) -> Iterator[str]:
    """Yield what of the look a lecture says otherwise than a deck, which keeps its own unless it is set."""
    chosen = {one.key for one in assignments if one.clip in (None, wanted.clip.name)}
    for key in OF_THE_DECK:
        kept, now = (getattr(recipe, key) for recipe in (memory.recipe, wanted.recipe))
        if kept != now and key not in chosen:
            yield (
                f"{wanted.clip.name}: {key} is {shown(kept)} in the deck, which keeps it, and "
                f"{shown(now)} in the lecture; --set {key}={now} swaps it."
            )


def _plan(media: Sequence[Medium], assignments: Sequence[Assignment], crews: Crews) -> None:
    """Read the parameters of each film's clip as it is now, each of them once, and tell the differences."""
    known = [medium for medium in media if medium.clip is not None]
    if not known:
        return
    keys = [_key(medium.clip) for medium in known if medium.clip is not None]
    distinct = dict(zip(keys, (medium.clip for medium in known if medium.clip is not None), strict=True))
    outcomes = dict(zip(distinct, plan_each(list(distinct.values()), assignments, crews.read), strict=True))
    for medium, key in zip(known, keys, strict=True):
        outcome = outcomes[key]
        if isinstance(outcome, Refused):
            medium.problem = outcome.error.message
            continue
        assert medium.clip is not None
        own = medium.clip
        clip = replace(outcome.clip, formats=own.formats, beats=own.beats, loop=own.loop, split=False)
        medium.job = Job(replace(outcome, clip=clip), Path())
        [form], piece = clip.formats, clip.piece
        facts = differences(medium.memory, medium.job.planned, form, piece.keys)
        if not facts and made_digest(medium.job, form, piece) != medium.memory.digest:
            facts = [f"the code that makes {form.name} of a film has changed"]
        medium.facts = facts


def _key(clip: Clip) -> str:
    """Return the same text for clips whose parameters and look are the same."""
    return repr(
        replace(clip, formats=(), beats=(1, None), lines={}, written=dict(sorted(clip.written.items())))
    )
