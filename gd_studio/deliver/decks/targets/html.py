"""A deck for any browser, by reveal.js, which it carries: no network is needed."""

import re
import shutil
from html import escape
from pathlib import Path

from pydantic import Field

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
from gd_studio.deliver.decks.video_element import data_address, embedded, linked

REVEAL = Path(__file__).parents[1] / "revealjs"
_STYLES, _SCRIPTS, _LICENCE = ("reset.css", "reveal.css"), ("reveal.js", "notes.js"), "LICENSE"

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
{head}
<style>
html, body, .reveal-viewport {{ background: {background}; color: {ink}; }}
.reveal .slides section {{ padding: 0; height: 100%; }}
.reveal video {{ position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; }}
.reveal iframe {{ position: absolute; left: 0; top: 0; width: {frame_width}px; height: {frame_height}px;
  max-width: none; max-height: none; border: 0; margin: 0;
  transform-origin: 0 0; transform: scale({scale}); }}
.reveal h2 {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
.reveal p {{ position: absolute; inset: auto 5% 5% 5%; height: 9%; margin: 0; display: flex;
  align-items: center; justify-content: center; text-align: center;
  font: {type_size}px system-ui, sans-serif; }}
</style>
</head>
<body>
<div class="reveal"><div class="slides">
{slides}
</div></div>
{scripts}
<script>
Reveal.initialize({{ width: {width}, height: {height}, margin: 0, minScale: 0.01, maxScale: 10, hash: true,
  controls: false, transition: "none", backgroundTransition: "none", center: false,
  plugins: [RevealNotes] }});
document.querySelector(".slides").addEventListener("click", () => Reveal.isOverview() || Reveal.next());
</script>
</body>
</html>
"""

_SLIDE = """\
<section>
<h2>{title}</h2>
{film}
{caption}<aside class="notes">{notes}</aside>
</section>
"""


_EXPLORED = """\
<section>
<h2>{title}</h2>
<iframe data-src="{source}" title="{title}"></iframe>
</section>
"""
_SHORT_SIDE = 800
"""Pixels of a page's own, however large the deck's films are."""


class HtmlOptions(ExploringOptions):
    """What a lecturer may choose."""

    one_file: bool = Field(False, description="all in one HTML file, films too, a third larger")


class Html(Target):
    """A folder with a page, its films and reveal.js; or one file that holds all of it."""

    name = "html"
    summary = "a folder for any browser, offline (reveal.js)"
    Options = HtmlOptions

    def output(self, deck: Deck, options: HtmlOptions) -> str:
        """Return the name of the folder or of the one file."""
        return f"{deck.name}.html" if options.one_file else f"{deck.name}-{self.name}"

    def opened(self, deck: Deck, options: HtmlOptions) -> str:
        """Return the page."""
        name = self.output(deck, options)
        return name if options.one_file else f"{name}/index.html"

    def write(self, deck: Deck, path: Path, options: HtmlOptions) -> None:
        """Write the page, and beside it films, posters and reveal.js with its licence."""
        deck = with_pages_asked(deck, options)
        if options.one_file:
            path.write_text(_page(deck, one_file=True), encoding="utf-8")
            return
        copy_films(deck, path)
        if deck.pages:
            copy_pages(deck, path)
        shutil.copytree(REVEAL, path / REVEAL.name)
        (path / "index.html").write_text(_page(deck, one_file=False), encoding="utf-8")

    def verify(self, deck: Deck, path: Path, options: HtmlOptions) -> None:
        """Look for every film, and for anything that would be fetched from elsewhere."""
        deck = with_pages_asked(deck, options)
        page = (path if options.one_file else path / "index.html").read_text(encoding="utf-8")
        if not options.one_file:
            require_films(deck, path)
            require_pages(deck, path)
            for name in re.findall(r'(?:src|href|poster)="([^"]+)"', page):
                if not (path / name).is_file():
                    raise ValueError(f"{name}, which the page shows, is not there")
        found, wanted = page.count("<section>"), len(deck.slides) + len(deck.pages)
        if found != wanted:
            raise ValueError(f"{path.name} has {found} slides, not {wanted}")


def _page(deck: Deck, *, one_file: bool) -> str:
    licence = (REVEAL / _LICENCE).read_text(encoding="utf-8")
    if one_file:
        head = "\n".join(f"<style>\n{_text(name)}\n</style>" for name in _STYLES)
        scripts = "\n".join(f"<script>\n{_text(name)}\n</script>" for name in _SCRIPTS)
        head = f"<!-- reveal.js is in this file:\n{licence}\n-->\n{head}"
    else:
        head = "\n".join(f'<link rel="stylesheet" href="{REVEAL.name}/{name}">' for name in _STYLES)
        scripts = "\n".join(f'<script src="{REVEAL.name}/{name}"></script>' for name in _SCRIPTS)
    scale = min(deck.width, deck.height) / _SHORT_SIDE
    return _PAGE.format(
        frame_width=round(deck.width / scale),
        frame_height=round(deck.height / scale),
        scale=f"{scale:.6g}",
        language=escape(deck.language),
        title=escape(deck.title),
        background=deck.background,
        ink=deck.ink,
        type_size=round(deck.height / 27),
        width=deck.width,
        height=deck.height,
        head=head,
        scripts=scripts,
        slides="".join(
            _slide(slide, one_file=one_file) + _explored(deck.page_after(slide), one_file=one_file)
            for slide in deck.slides
        ),
    )


def _slide(slide: Slide, *, one_file: bool) -> str:
    plays = "data-autoplay"
    return _SLIDE.format(
        title=escape(slide.title),
        film=embedded(slide, plays) if one_file else linked(slide, FILMS, plays),
        caption=f"<p>{escape(slide.caption)}</p>\n" if slide.shows_caption else "",
        notes="".join(f"<p>{escape(line)}</p>" for line in slide.notes.splitlines() if line.strip()),
    )


def _explored(page: HandsOn | None, *, one_file: bool) -> str:
    """Return the slide in which a hand explores; none where there is no page."""
    if page is None:
        return ""
    source = data_address(page.file, "text/html") if one_file else f"{PAGES}/{page.file.name}"
    return _EXPLORED.format(title=escape(page.title), source=source)


def _text(name: str) -> str:
    """Return a file of reveal.js so that no script or style ends inside it."""
    return (REVEAL / name).read_text(encoding="utf-8").replace("</script", r"<\/script")
