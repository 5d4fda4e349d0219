"""A film in HTML, for every kind of deck that is shown by a browser."""

import base64
from html import escape
from pathlib import Path

from gd_studio.deliver.decks.deck import Slide


def video_element(source: str, poster: str, alt: str, *attributes: str) -> str:
    """Return a film as an element: muted, for browsers play only such films by themselves.

    Parameters
    ----------
    source
        The attribute that names the film: ``src="films/ball.mp4"``.
    poster
        The address of the poster.
    alt
        What it shows, for those who do not see it.
    attributes
        Others that it shall have.
    """
    more = " ".join(filter(None, [*attributes, "muted", "playsinline"]))
    return f'<video {source} poster="{poster}" aria-label="{escape(alt)}" {more}></video>'


def data_address(path: Path, kind: str) -> str:
    """Return an address that is the content of a file of some MIME type."""
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def embedded(slide: Slide, *attributes: str) -> str:
    """Return a slide's film as an element that holds it."""
    source = f'src="{data_address(slide.film, "video/mp4")}"'
    return video_element(
        source, data_address(slide.poster, "image/png"), slide.alt, *attributes, looped(slide)
    )


def linked(slide: Slide, folder: str, *attributes: str) -> str:
    """Return a slide's film as an element for reveal.js, which loads it when the slide is near."""
    source = f'data-src="{folder}/{slide.film.name}"'
    return video_element(source, f"{folder}/{slide.poster.name}", slide.alt, *attributes, looped(slide))


def looped(slide: Slide) -> str:
    """Return the attribute of a film that plays again and again."""
    return "loop" if slide.loop else ""
