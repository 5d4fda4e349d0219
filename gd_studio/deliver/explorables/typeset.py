"""Formulas for a page: set by Typst, as in the films, and handed on as SVG."""

import re
from html import escape

from gd_studio.deliver.explorables.explorable import Formula

_SIZE = re.compile(r'(<svg viewBox="[^"]*") width="([\d.]+)pt" height="([\d.]+)pt"')
_SETTING = 20.0
"""The type size in which formulas are set, in points."""


def svg_of(formula: Formula, ink: str, *, inline: bool = True, comma: bool = False) -> str:
    """Return a formula as an SVG element whose size follows the text around it.

    Parameters
    ----------
    formula
        What is set.
    ink
        The colour of what its markup does not paint.
    inline
        Whether it stands on the line, or by itself with fractions at full size.
    comma
        Whether numbers have a decimal comma.
    """
    import typst

    from scenes.base.glyphs import fonts
    from scenes.base.theme import MATH_FONT
    from scenes.cast.writing.formulas import COMMA_FOR_POINT

    lines = [
        f"#set page(width: auto, height: auto, margin: {0 if inline else 2}pt, fill: none)",
        f'#set text(size: {_SETTING}pt, fill: rgb("{ink}"))',
        f'#show math.equation: set text(font: "{MATH_FONT}")',
        *([COMMA_FOR_POINT] if comma else []),
        f"${formula.markup}$" if inline else f"$ {formula.markup} $",
    ]
    source = "\n".join(lines).encode()
    drawn = typst.compile(source, format="svg", font_paths=fonts())
    name = escape(formula.spoken, quote=True)

    def sized(found: re.Match[str]) -> str:
        width, height = (float(found[group]) / _SETTING for group in (2, 3))
        attributes = f'class="formula" role="img" aria-label="{name}"'
        return f'{found[1]} {attributes} style="width:{width:.3f}em;height:{height:.3f}em"'

    return _SIZE.sub(sized, drawn.decode().strip(), count=1)
