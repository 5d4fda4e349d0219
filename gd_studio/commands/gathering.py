"""From finished clips to the slides of a deck: each film cut out of its clip, with words and poster."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gd_studio.deliver.beats import ToldBeat, beats_of, cut
from gd_studio.deliver.decks.deck import Deck, Slide
from gd_studio.deliver.decks.pictures import first_picture, rests
from gd_studio.errors import StudioError
from gd_studio.lecture.clips import Clip
from gd_studio.lecture.plan import Planned, store_of
from gd_studio.store.clip_store import Entry


def refuse_other_shapes(clips: Sequence[Clip]) -> None:
    """Refuse clips that do not fit the same slides.

    Raises
    ------
    StudioError
        If one of them is not shaped like the first.
    """
    first = clips[0]
    for clip in clips:
        if clip.aspect != first.aspect:
            raise StudioError(
                f'{clip.where("aspect")}: is {clip.aspect}, and "{first.name}" is {first.aspect}:'
                f" slides of a deck are alike; try --aspect {first.aspect}."
            )


def gather(
    plans: Sequence[Planned], name: str, folder: Path, *, captions: bool = False
) -> Iterator[tuple[str, Deck]]:
    """Yield what is being cut, and the deck as far as it is there; the last one is whole.

    Parameters
    ----------
    plans
        The clips, all of them finished and in their stores.
    name
        The deck's.
    folder
        Where the films and posters are put.
    captions
        Whether captions are texts of the slides.
    """
    from scenes.base.theme import THEMES

    first = plans[0]
    theme = THEMES[first.recipe.theme]
    slides: list[Slide] = []
    for planned in plans:
        for slide in _slides(planned, folder, captions):
            slides.append(slide)
            yield (
                slide.film.stem,
                Deck(
                    name=name,
                    title=first.clip.title or name,
                    language=first.recipe.language,
                    width=first.recipe.width,
                    height=first.recipe.height,
                    background=theme.background,
                    ink=theme.ink,
                    slides=tuple(slides),
                ),
            )


def _slides(planned: Planned, folder: Path, captions: bool) -> Iterator[Slide]:
    """Cut the slides of a clip."""
    entry = store_of(planned.clip).get(planned.digest)
    if entry is None:
        raise StudioError(f'clip "{planned.clip.name}": the store has lost it; call gd again.')
    beats = beats_of(entry)
    runs = [[beat] for beat in beats] if planned.clip.slides == "beats" else [list(beats)]
    for run in runs:
        yield _slide(planned, entry, run, len(beats), folder, captions)


def _slide(
    planned: Planned, entry: Entry, run: Sequence[ToldBeat], count: int, folder: Path, captions: bool
) -> Slide:
    clip, beat = planned.clip, run[0]
    single = clip.slides == "beats"
    stem = f"{clip.name}-{beat.number:02}" if single else clip.name
    film, poster = folder / f"{stem}.mp4", folder / f"{stem}.png"
    contents = cut(entry, run, film)
    first_picture(film, poster)
    title = clip.lesson.summary.rstrip(".")
    caption = beat.caption if single else ""
    told = [beat.caption] if single else [told.caption for told in run]
    notes = [*told, *(planned.notes if run[-1].number == count else ())]
    return Slide(
        clip=clip.name,
        beat=beat.number if single else 0,
        title=f"{title} ({beat.number} of {count})" if single else title,
        caption=caption,
        shows_caption=captions and bool(caption),
        notes="\n".join(notes),
        alt=f"{title}. {caption}".strip(),
        film=film,
        poster=poster,
        start=beat.start,
        seconds=contents.seconds,
        loop=rests(film),
    )
