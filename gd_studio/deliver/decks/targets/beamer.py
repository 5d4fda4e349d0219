"""A deck for LaTeX: a PDF whose slides show the posters and start the films."""

import re
from pathlib import Path

from gd_studio.deliver.decks.deck import Deck, Slide
from gd_studio.deliver.decks.latex_text import latex_text
from gd_studio.deliver.decks.target import FILMS, Target, copy_films, require_films
from gd_studio.deliver.product import Options

_SHORT_SIDE = 9.0
"""Centimetres: beamer's slides are 16 x 9 or 12.8 x 9.6."""

# Beamer manual, section "Multimedia": \movie starts the film in viewers that can (Okular, pympress, pdfpc,
# Evince); the link below it starts a player in those that only follow links.
_HEAD = r"""% pdflatex, lualatex or xelatex; keep the folder {films} beside the PDF.
\documentclass{{beamer}}
\geometry{{papersize={{{width:.3f}cm,{height:.3f}cm}}}}
\usepackage{{iftex}}
\ifPDFTeX\usepackage[T1]{{fontenc}}\IfFileExists{{lmodern.sty}}{{\usepackage{{lmodern}}}}{{}}\fi
\usepackage{{multimedia}}
\definecolor{{deckbackground}}{{HTML}}{{{background}}}
\definecolor{{deckink}}{{HTML}}{{{ink}}}
\setbeamercolor{{background canvas}}{{bg=deckbackground}}
\setbeamercolor{{normal text}}{{fg=deckink}}
\setbeamersize{{text margin left=0pt, text margin right=0pt}}
\setbeamertemplate{{navigation symbols}}{{}}
\title{{{title}}}
% \setbeameroption{{show notes on second screen=right}}
\begin{{document}}
"""

# As background the film fills the slide to its edges, whatever stands before it.
_FRAME = r"""
{{\usebackgroundtemplate{{%
\movie[width=\paperwidth,height=\paperheight,autostart{loop}]%
{{\includegraphics[width=\paperwidth,height=\paperheight,alt={{{alt}}}]{{{films}/{stem}.png}}}}{{{films}/{stem}.mp4}}}}
\begin{{frame}}[plain,b]
\pdfbookmark[2]{{{title}}}{{{stem}}}
{caption}%
\hfill\href{{run:{films}/{stem}.mp4}}{{\tiny\textcolor{{deckink}}{{$\triangleright$}}}}\hspace*{{2mm}}
\note{{{notes}}}
\end{{frame}}}}
"""


class Beamer(Target):
    """A folder with a .tex, which LaTeX makes a PDF of, and the films that the PDF starts."""

    name = "beamer"
    summary = "a folder for LaTeX: a .tex for beamer, with its films"

    def opened(self, deck: Deck, options: Options) -> str:
        """Return the .tex."""
        return f"{self.output(deck, options)}/{deck.name}.tex"

    def write(self, deck: Deck, path: Path, options: Options) -> None:
        """Write the .tex, and beside it films and posters."""
        copy_films(deck, path)
        unit = _SHORT_SIDE / min(deck.width, deck.height)
        width, height = deck.width * unit, deck.height * unit
        head = _HEAD.format(
            films=FILMS,
            width=width,
            height=height,
            background=deck.background.removeprefix("#"),
            ink=deck.ink.removeprefix("#"),
            title=latex_text(deck.title),
        )
        frames = "".join(map(_frame, deck.slides))
        (path / f"{deck.name}.tex").write_text(f"{head}{frames}\\end{{document}}\n", encoding="utf-8")

    def verify(self, deck: Deck, path: Path, options: Options) -> None:
        """Look for every film, and see whether what is opened is closed."""
        require_films(deck, path)
        text = (path / f"{deck.name}.tex").read_text(encoding="utf-8")
        plain = re.sub(r"\\.|%.*", "", text)
        if plain.count("{") != plain.count("}") or plain.count("$") % 2:
            raise ValueError(f"{deck.name}.tex has a brace or a formula without an end")
        frames = len(re.findall(r"\\begin\{frame\}", text))
        if frames != len(deck.slides) != len(re.findall(r"\\end\{frame\}", text)):
            raise ValueError(f"{deck.name}.tex has {frames} frames, not {len(deck.slides)}")


def _frame(slide: Slide) -> str:
    caption = ""
    if slide.shows_caption:
        caption = rf"\centering {latex_text(slide.caption)}\par\vspace{{.05\paperheight}}"
    return _FRAME.format(
        title=latex_text(slide.title),
        stem=slide.film.stem,
        films=FILMS,
        loop=",loop" if slide.loop else "",
        alt=latex_text(slide.alt).replace(",", "{,}"),
        caption=caption,
        notes=r"\par ".join(latex_text(line) for line in slide.notes.splitlines()),
    )
