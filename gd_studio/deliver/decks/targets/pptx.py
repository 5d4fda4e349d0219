"""A deck for PowerPoint, Keynote and LibreOffice, which the lecturer may go on editing."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from gd_studio.deliver.decks.deck import Deck, Slide
from gd_studio.deliver.decks.target import Target
from gd_studio.deliver.product import Options
from gd_studio.errors import StudioError

_SHORT_SIDE = 7.5
"""Inches: PowerPoint's own slides are 13.333 x 7.5 or 10 x 7.5."""
_TITLE_ONLY = 5
"""The layout of python-pptx's own template that has a title and nothing else."""


class Pptx(Target):
    """A PowerPoint file with one film a slide: it fills the slide and plays as soon as the slide comes.

    The title stands above the slide's edge, where PowerPoint's own "Add Hidden Slide Title" puts it:
    outlines and screen readers have it, the audience sees the film alone.
    """

    name = "pptx"
    summary = "a PowerPoint file"

    def output(self, deck: Deck, options: Options) -> str:
        """Return the name of the file."""
        return f"{deck.name}.pptx"

    def opened(self, deck: Deck, options: Options) -> str:
        """Return the name of the file."""
        return self.output(deck, options)

    def write(self, deck: Deck, path: Path, options: Options) -> None:
        """Write the file; each film is in it once."""
        pptx = _python_pptx()
        presentation = pptx.Presentation()
        _resize(presentation, deck)
        presentation.core_properties.title = deck.title
        presentation.core_properties.language = deck.language
        layout = presentation.slide_layouts[_TITLE_ONLY]
        for slide in deck.slides:
            _add(presentation, layout, deck, slide)
        presentation.save(str(path))

    def verify(self, deck: Deck, path: Path, options: Options) -> None:
        """Read it back: films, posters, titles, notes, alt texts, what plays and what loops."""
        from gd_studio.deliver.decks.pptx_timing import timings

        presentation = _python_pptx().Presentation(str(path))
        if len(presentation.slides) != len(deck.slides):
            raise ValueError(f"{path.name} has {len(presentation.slides)} slides, not {len(deck.slides)}")
        for number, (found, slide) in enumerate(zip(presentation.slides, deck.slides, strict=True), start=1):
            movie = _movie(found)
            [media] = [
                part.target_part.blob for part in found.part.rels.values() if part.reltype.endswith("/media")
            ]
            same = (
                sha256(media).digest() == sha256(slide.film.read_bytes()).digest()
                and movie.poster_frame.blob == slide.poster.read_bytes()
                and found.shapes.title.text_frame.text == slide.title
                and movie._element._nvXxPr.cNvPr.get("descr") == slide.alt
                and found.notes_slide.notes_text_frame.text == slide.notes
                and timings(found, movie) == (True, slide.loop)
            )
            if not same:
                raise ValueError(f"slide {number} of {path.name} is not as it was written")


def _python_pptx() -> Any:
    try:
        import pptx
    except ImportError:
        raise StudioError(
            "a PowerPoint file needs python-pptx, which is not installed: pip install python-pptx."
        ) from None
    return pptx


def _resize(presentation: Any, deck: Deck) -> None:
    """Give the slides the films' aspect, and the layouts with them: new slides fit as well."""
    from pptx.util import Inches

    unit = Inches(_SHORT_SIDE) / min(deck.width, deck.height)
    width, height = round(deck.width * unit), round(deck.height * unit)
    wider, higher = width / presentation.slide_width, height / presentation.slide_height
    presentation.slide_width, presentation.slide_height = width, height
    master = presentation.slide_master
    for holder in (master, *master.slide_layouts):
        for shape in holder.shapes:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = round(shape.left * wider), round(shape.width * wider)
                shape.top, shape.height = round(shape.top * higher), round(shape.height * higher)


def _add(presentation: Any, layout: Any, deck: Deck, slide: Slide) -> None:
    from gd_studio.deliver.decks.pptx_timing import play_at_once

    width, height = presentation.slide_width, presentation.slide_height
    added = presentation.slides.add_slide(layout)
    added.background.fill.solid()
    added.background.fill.fore_color.rgb = _colour(deck.background)
    title = added.shapes.title
    title.left, title.width, title.height = 0, width, height // 10
    title.top = -title.height
    title.text_frame.text = slide.title
    movie = added.shapes.add_movie(
        str(slide.film), 0, 0, width, height, poster_frame_image=str(slide.poster), mime_type="video/mp4"
    )
    movie._element._nvXxPr.cNvPr.set("descr", slide.alt)
    play_at_once(added, movie, slide.seconds, loop=slide.loop)
    if slide.shows_caption:
        _add_caption(added, deck, slide, width, height)
    added.notes_slide.notes_text_frame.text = slide.notes


def _add_caption(added: Any, deck: Deck, slide: Slide, width: int, height: int) -> None:
    """Set the caption where the film leaves room for it."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    box = added.shapes.add_textbox(width // 20, round(0.86 * height), width * 9 // 10, round(0.09 * height))
    frame = box.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.text = slide.caption
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    paragraph.font.size = Pt(20)
    paragraph.font.color.rgb = _colour(deck.ink)


def _colour(code: str) -> Any:
    from pptx.dml.color import RGBColor

    colour: Any = RGBColor
    return colour(*bytes.fromhex(code.removeprefix("#")))


def _movie(found: Any) -> Any:
    """Return the film of a slide."""
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    [movie] = [shape for shape in found.shapes if shape.shape_type == MSO_SHAPE_TYPE.MEDIA]
    return movie
