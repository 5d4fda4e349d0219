"""A deck for the presenter of manim-slides."""

import json
from pathlib import Path

from gd_studio.deliver.decks.deck import Deck
from gd_studio.deliver.decks.target import FILMS, Target, copy_films, require_films
from gd_studio.deliver.product import Options

_SLIDES = "slides"


class ManimSlides(Target):
    """A folder in which ``manim-slides present NAME`` finds the deck.

    Its JSON is what manim-slides 5 reads (``PresentationConfig`` in its ``config.py``): paths as seen from
    the folder that ``slides/`` is in. It wants a reversed film for each; here it gets the film itself, so
    the key that plays a slide backwards plays it again.
    """

    name = "manim-slides"
    summary = "a folder for the presenter of manim-slides"

    def opened(self, deck: Deck, options: Options) -> str:
        """Return the JSON."""
        return f"{self.output(deck, options)}/{_SLIDES}/{deck.name}.json"

    def write(self, deck: Deck, path: Path, options: Options) -> None:
        """Write the JSON, and films and posters beside it."""
        folder = path / _SLIDES
        folder.mkdir()
        copy_films(deck, folder)
        films = [f"{_SLIDES}/{FILMS}/{slide.film.name}" for slide in deck.slides]
        document = {
            "slides": [
                {"file": film, "rev_file": film, "loop": slide.loop, "notes": slide.notes}
                for film, slide in zip(films, deck.slides, strict=True)
            ],
            "resolution": [deck.width, deck.height],
            "background_color": deck.background,
        }
        text = json.dumps(document, ensure_ascii=False, indent=1)
        (folder / f"{deck.name}.json").write_text(text, encoding="utf-8")

    def verify(self, deck: Deck, path: Path, options: Options) -> None:
        """Look for every film where the JSON says that it is."""
        require_films(deck, path / _SLIDES)
        document = json.loads((path / _SLIDES / f"{deck.name}.json").read_text(encoding="utf-8"))
        named = [path / slide["file"] for slide in document["slides"]]
        if [film.name for film in named if film.is_file()] != [slide.film.name for slide in deck.slides]:
            raise ValueError(f"{deck.name}.json does not name the films of all slides")
