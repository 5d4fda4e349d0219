"""What a deck is before any program's format: slides in order, each with film, words and poster."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Slide:
    """One click of a lecture: a film that plays when the slide comes, and then stays on its last picture.

    Parameters
    ----------
    clip, lesson
        The clip that the film is from, and its lesson.
    parameters
        What the lecturer has chosen for it: the lesson's parameters, and how it looks where that is unusual.
    beat
        The number of the beat that it is, counted from 1; 0 for the whole clip.
    title
        What the slide is called in outlines and by screen readers.
    caption
        What is said; ``""`` for a whole clip.
    shows_caption
        Whether the caption is a text of the slide, because the film has none in its picture.
    notes
        What only the speaker sees.
    alt
        What the film shows, for those who do not see it.
    film
        MP4, H.264, without sound; its name is unique in the deck.
    poster
        The film's first picture as PNG, named like the film.
    seconds
        How long it lasts.
    loop
        Whether it plays again and again: it ends on the picture that it begins with.
    """

    clip: str
    lesson: str
    parameters: Mapping[str, Any]
    beat: int
    title: str
    caption: str
    shows_caption: bool
    notes: str
    alt: str
    film: Path
    poster: Path
    seconds: float
    loop: bool


@dataclass(frozen=True, slots=True)
class HandsOn:
    """A page in which a hand turns what a clip shows: its title and its HTML file."""

    title: str
    file: Path


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides of a lecture.

    Parameters
    ----------
    name
        The stem of its files.
    title
        The lecture's.
    language
        Of its words: ``"en"``.
    width, height
        Of its films, in pixels.
    background, ink
        Colours around the films and of text: ``"#0e1116"``.
    slides
        In order; at least one.
    pages
        By their clips, those that targets which can show them set behind the clip's slides.
    """

    name: str
    title: str
    language: str
    width: int
    height: int
    background: str
    ink: str
    slides: tuple[Slide, ...]
    pages: Mapping[str, HandsOn] = field(default_factory=dict)

    def page_after(self, slide: Slide) -> HandsOn | None:
        """Return the page that comes behind a slide: behind the last one of its clip."""
        last = [other for other in self.slides if other.clip == slide.clip][-1]
        return self.pages.get(slide.clip) if slide is last else None
