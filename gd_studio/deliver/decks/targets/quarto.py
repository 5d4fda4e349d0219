"""A deck for Quarto, to be edited as Markdown and published in whatever it makes."""

import json
from html import escape
from pathlib import Path

from gd_studio.deliver.decks.deck import Deck, HandsOn, Slide
from gd_studio.deliver.decks.target import (
    FILMS,
    PAGES,
    ExploringOptions,
    Target,
    copy_films,
    copy_pages,
    require_films,
    require_pages,
    with_pages_asked,
)
from gd_studio.deliver.decks.video_element import linked

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


_EXPLORED = """
## {title}

::: {{.content-visible when-format="revealjs"}}
```{{=html}}
<iframe class="r-stretch" data-src="{source}" title="{name}" style="width: 100%; border: 0"></iframe>
```
:::

::: {{.content-hidden when-format="revealjs"}}
[{title}]({source})
:::
"""


class Quarto(Target):
    """A folder with a .qmd and its films."""

    name = "quarto"
    summary = "a folder for Quarto: a .qmd with its films"
    Options = ExploringOptions

    def opened(self, deck: Deck, options: ExploringOptions) -> str:
        """Return the .qmd."""
        return f"{self.output(deck, options)}/{deck.name}.qmd"

    def write(self, deck: Deck, path: Path, options: ExploringOptions) -> None:
        """Write the .qmd, and beside it films and posters."""
        copy_films(deck, path)
        deck = with_pages_asked(deck, options)
        if deck.pages:
            copy_pages(deck, path)
        head = _HEAD.format(
            title=json.dumps(deck.title, ensure_ascii=False),
            language=deck.language,
            width=deck.width,
            height=deck.height,
            background=deck.background,
        )
        text = head + "".join(_slide(slide) + _explored(deck.page_after(slide)) for slide in deck.slides)
        (path / f"{deck.name}.qmd").write_text(text, encoding="utf-8")

    def verify(self, deck: Deck, path: Path, options: ExploringOptions) -> None:
        """Look for every film and every slide."""
        deck = with_pages_asked(deck, options)
        require_films(deck, path)
        require_pages(deck, path)
        lines = (path / f"{deck.name}.qmd").read_text(encoding="utf-8").splitlines()
        if sum(line.startswith("## ") for line in lines) != len(deck.slides) + len(deck.pages):
            raise ValueError(f"{deck.name}.qmd has not {len(deck.slides) + len(deck.pages)} slides")


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


def _explored(page: HandsOn | None) -> str:
    if page is None:
        return ""
    return _EXPLORED.format(
        title=markdown_text(page.title), name=escape(page.title), source=f"{PAGES}/{page.file.name}"
    )


def markdown_text(text: str) -> str:
    r"""Return a text so that Markdown leaves it as it is.

    >>> markdown_text("a_b * 2 < $3")
    'a\\_b \\* 2 \\< \\$3'
    """
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>#$~^|@" else letter for letter in text)
