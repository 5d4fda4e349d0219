"""A deck for Quarto, to be edited as Markdown and published in whatever it makes."""

import json
from pathlib import Path

from gd_studio.deliver.decks.deck import Deck, Slide
from gd_studio.deliver.decks.target import FILMS, Target, copy_films, require_films
from gd_studio.deliver.decks.video_element import linked
from gd_studio.deliver.product import Options

_HEAD = """\
---
title: {title}
lang: {language}
format:
  revealjs:
    width: {width}
    height: {height}
    transition: none
    title-slide-attributes:
      data-background-color: "{background}"
---
"""

# Quarto's video shortcode knows neither autoplay nor posters: presentations get an element of their own, all
# other formats the shortcode (https://quarto.org/docs/authoring/videos.html, .../authoring/conditional.html).
_SLIDE = """
## {title}

::: {{.content-visible when-format="revealjs"}}
```{{=html}}
{film}
```
:::

::: {{.content-hidden when-format="revealjs"}}
{{{{< video {films}/{name} title={alt} >}}}}
:::
{caption}
::: {{.notes}}
{notes}
:::
"""


class Quarto(Target):
    """A folder with a .qmd and its films."""

    name = "quarto"
    summary = "a folder for Quarto: a .qmd with its films"

    def opened(self, deck: Deck, options: Options) -> str:
        """Return the .qmd."""
        return f"{self.output(deck, options)}/{deck.name}.qmd"

    def write(self, deck: Deck, path: Path, options: Options) -> None:
        """Write the .qmd, and beside it films and posters."""
        copy_films(deck, path)
        head = _HEAD.format(
            title=json.dumps(deck.title, ensure_ascii=False),
            language=deck.language,
            width=deck.width,
            height=deck.height,
            background=deck.background,
        )
        text = head + "".join(map(_slide, deck.slides))
        (path / f"{deck.name}.qmd").write_text(text, encoding="utf-8")

    def verify(self, deck: Deck, path: Path, options: Options) -> None:
        """Look for every film and every slide."""
        require_films(deck, path)
        lines = (path / f"{deck.name}.qmd").read_text(encoding="utf-8").splitlines()
        if sum(line.startswith("## ") for line in lines) != len(deck.slides):
            raise ValueError(f"{deck.name}.qmd has not {len(deck.slides)} slides")


def _slide(slide: Slide) -> str:
    return _SLIDE.format(
        title=markdown_text(slide.title),
        film=linked(slide, FILMS, 'class="r-stretch"', "data-autoplay"),
        films=FILMS,
        name=slide.film.name,
        alt='"{}"'.format(slide.alt.replace('"', "'")),
        caption=f"\n{markdown_text(slide.caption)}\n" if slide.shows_caption else "",
        notes="\n\n".join(map(markdown_text, slide.notes.splitlines())),
    )


def markdown_text(text: str) -> str:
    r"""Return a text so that Markdown leaves it as it is.

    >>> markdown_text("a_b * 2 < $3")
    'a\\_b \\* 2 \\< \\$3'
    """
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>#$~^|@" else letter for letter in text)
