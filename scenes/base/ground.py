"""A theme on another background: each colour goes darker or lighter until it stands out again."""

from dataclasses import fields, replace
from functools import cache

from scenes.base.theme import DARK, LIGHT, Theme, blend, contrast

TRANSPARENT = "transparent"
"""The background of pictures that stand on whatever is behind them."""

READABLE = 4.5
"""Contrast ratio that words need (WCAG 2.2, 1.4.3)."""
ROOMY = 9.0
"""Contrast of black or white with a background on which colours can still differ."""
_PANEL, _FAINT = 0.06, 0.14
"""Shares of ink in panels and in grids, as in the themes themselves."""
_STEPS = 200
_GROUND = ("name", "background", "panel", "faint", "runs")


def read_ground(text: str) -> str:
    """Return a colour as ``#RRGGBB``: from its CSS name, or from hexadecimal digits; or ``"transparent"``.

    Raises
    ------
    ValueError
        If it is none.

    >>> read_ground("white"), read_ground("#fa0"), read_ground("SteelBlue")
    ('#FFFFFF', '#FFAA00', '#4682B4')
    """
    if text == TRANSPARENT:
        return text
    from PIL import ImageColor

    try:
        red, green, blue, *opacity = ImageColor.getrgb(text.strip())
    except ValueError:
        opacity = [0]
    if opacity not in ([], [255]):
        raise ValueError('must be "theme", a colour such as "white" or "#F4F1EA", or "transparent"')
    return f"#{red:02X}{green:02X}{blue:02X}"


def ground_notes(background: str) -> list[str]:
    """Return a note where colours have little room on a background; ``""`` is the theme's own."""
    if background in ("", TRANSPARENT) or contrast(_end(background), background) >= ROOMY:
        return []
    said = "on the background {} all colours come close to black or white; a lighter or darker one keeps them"
    return [said.format(background)]


def _end(background: str) -> str:
    return max(("#000000", "#FFFFFF"), key=lambda colour: contrast(colour, background))


def fitting(background: str, theme: str) -> str:
    """Return the name of the theme whose words stand out better from a background; else that of `theme`."""
    if background in ("", TRANSPARENT):
        return theme
    return max((DARK, LIGHT), key=lambda known: contrast(known.ink, background)).name


@cache
def on_ground(theme: Theme, background: str) -> Theme:
    """Return a theme whose colours of meaning reach `READABLE` against a background, and against its panels.

    Hues stay as long as they can: a colour is mixed with black, or on dark grounds with white, no more than
    it must.

    Parameters
    ----------
    theme
        One that fits the background.
    background
        As ``#RRGGBB``.
    """
    end = _end(background)
    other = "#FFFFFF" if end == "#000000" else "#000000"
    panel = blend(end, background, _PANEL)
    if contrast(end, panel) < READABLE:
        panel = blend(other, background, _PANEL)

    def stands_out(colour: str) -> bool:
        return min(contrast(colour, background), contrast(colour, panel)) >= READABLE

    def adapted(colour: str) -> str:
        mixed = (blend(end, colour, step / _STEPS) for step in range(_STEPS + 1))
        return next(mix for mix in mixed if stands_out(mix))

    meanings = {
        field.name: adapted(getattr(theme, field.name))
        for field in fields(theme)
        if field.name not in _GROUND
    }
    runs = tuple(map(adapted, theme.runs))
    return replace(
        theme,
        background=background,
        panel=panel,
        faint=blend(end, background, _FAINT),
        runs=runs,
        **meanings,
    )
