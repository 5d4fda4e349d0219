"""An explorable as one HTML file: everything is inside, nothing is asked of a network."""

import base64
import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from gd_studio.deliver.explorables.explorable import Choice, Explorable, Page, Rule, Slider, Table
from gd_studio.deliver.explorables.typeset import svg_of
from gd_studio.deliver.explorables.words import words_of
from gd_studio.deliver.imprint.html import SIGNATURE

if TYPE_CHECKING:
    from scenes.base.look import Look
    from scenes.base.theme import Theme

HERE = Path(__file__).parent
SHARED = ("mathematics.js", "walk.js", "stage.js")
"""The scripts that all pages have."""
FACES = (
    ("latin-400-normal", 400, "normal", "U+0-370,U+3D0-1EFF,U+2000-FFFF"),
    ("latin-400-italic", 400, "italic", "U+0-370,U+3D0-1EFF,U+2000-FFFF"),
    ("greek-400-normal", 400, "normal", "U+370-3CF"),
)
"""The font's files, their weight and style, and the letters that they have."""

_PAGE = Template("""\
$signature<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';\
 script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; font-src data:; img-src data:">
<title>$title</title>
<style>
$style
</style>
</head>
<body>
<header><h1>$title</h1>$formula</header>
<main>
<div class="boards">$boards</div>
$rules
<p class="verdict" id="verdict" role="status"></p>
$table
<section class="controls" aria-label="$controlling">$controls<div class="buttons">$buttons</div></section>
</main>
<script type="application/json" id="told">$told</script>
<script>$library</script>
<script>
"use strict";
const printed = $printed;
$scripts
</script>
</body>
</html>
""")


def explorable_page(explorable: Explorable, content: Mapping[str, Any], look: "Look") -> str:
    """Return the page of a lesson with its parameters, as HTML.

    Parameters
    ----------
    explorable
        The lesson's.
    content
        The lesson's parameters as a recipe has them, and what was read for them.
    look
        Theme and language.
    """
    page, colours = explorable.page(content, look), look.colours
    return _PAGE.substitute(
        signature=SIGNATURE.decode(),
        language=look.language,
        title=escape(page.heading),
        style="\n".join([*map(_face, FACES), _variables(colours), _read("page.css")]),
        formula=svg_of(page.formula, colours.ink, inline=False, comma=look.decimal_comma)
        if page.formula
        else "",
        boards="".join(
            f'<figure><figcaption>{escape(words)}</figcaption><div id="{name}" class="jxgbox"></div></figure>'
            for name, words in page.boards
        ),
        rules="".join(
            ['<div class="rules">', *(_rule(rule, colours, look) for rule in page.rules), "</div>"]
        ),
        table=_table(page.table) if page.table else "",
        controlling=escape(look.say("Controls")),
        controls="".join(
            _slider(control) if isinstance(control, Slider) else _choice(control) for control in page.controls
        ),
        buttons=_buttons(page, look),
        told=_told(page, look),
        library=(HERE / "jsxgraph" / "jsxgraphcore.js").read_text(encoding="utf-8"),
        printed=page.printed,
        scripts="\n".join(map(_read, (*SHARED, *page.scripts))),
    )


def require_page(path: Path) -> None:
    """Refuse a file that is no whole explorable.

    Raises
    ------
    ValueError
        If something is missing.
    """
    content = path.read_bytes()
    if not content.startswith(SIGNATURE) or not content.endswith(b"</html>\n"):
        raise ValueError(f"{path.name} is no whole page")


def _read(name: str) -> str:
    return (HERE / "page" / name).read_text(encoding="utf-8").rstrip()


def _face(face: tuple[str, int, str, str]) -> str:
    name, weight, style, letters = face
    content = base64.b64encode((HERE / "fonts" / f"libertinus-serif-{name}.woff2").read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "Libertinus Serif"; font-weight: {weight}; font-style: {style};'
        f' src: url(data:font/woff2;base64,{content}) format("woff2"); unicode-range: {letters}; }}'
    )


def _variables(colours: "Theme") -> str:
    from scenes.base.theme import contrast

    on_step = max((colours.ink, colours.background), key=lambda colour: contrast(colour, colours.step))
    names = ("background", "panel", "ink", "muted", "faint", "loss", "parameter", "gradient", "step")
    told = {name: getattr(colours, name) for name in (*names, "velocity", "prediction", "warning")}
    lines = {
        **told,
        "on-step": on_step,
        "scheme": "dark" if contrast(colours.background, "#FFFFFF") > 4 else "light",
    }
    return f":root {{ {' '.join(f'--{name}: {value};' for name, value in lines.items())} }}"


def _rule(rule: Rule, colours: "Theme", look: "Look") -> str:
    cells = []
    for term in rule.terms:
        if not term.number and not term.sign:
            cells.append(svg_of(term.symbol, colours.ink, inline=False, comma=look.decimal_comma))
            continue
        below = (
            f'<span data-number="{term.number}" style="color:var(--{term.colour})"></span>'
            if term.number
            else f"<span>{escape(term.sign)}</span>"
        )
        cells.append(f"<span>{svg_of(term.symbol, colours.ink, comma=look.decimal_comma)}</span>{below}")
    return f'<div class="rule {rule.kind}">{"".join(cells)}</div>'


def _slider(slider: Slider) -> str:
    name, marked = slider.name, " marked" if slider.marked else ""
    limit = f'<span class="limit" id="{name}-limit" hidden></span>' if slider.marked else ""
    return (
        f'<div class="slider{marked}" id="{name}-box"><label for="{name}">{escape(slider.label)}</label>'
        f'<output id="{name}-value" for="{name}"></output><div class="track">'
        f'<input type="range" id="{name}" style="--thumb:var(--{slider.colour})">{limit}</div></div>'
    )


def _choice(choice: Choice) -> str:
    options = "".join(
        f'<label class="choice"><input type="radio" name="choice" id="{name}"{" checked" if not at else ""}>'
        f"<span>{escape(label)}</span></label>"
        for at, (name, label) in enumerate(choice.options)
    )
    return f"<fieldset><legend>{escape(choice.legend)}</legend>{options}</fieldset>"


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "".join(
        f'<tr><th scope="row"><span class="sample {row.line}" style="color:var(--{row.colour})"></span>'
        f"{escape(row.label)}</th>{''.join(map(_cell, row.numbers))}</tr>"
        for row in table.rows
    )
    return f'<table id="score" hidden><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _cell(name: str) -> str:
    return f'<td data-number="{name}"></td>'


def _buttons(page: Page, look: "Look") -> str:
    known = {
        "step": look.say("Step"),
        "run": look.say("Run"),
        "undo": look.say("Undo"),
        "reset": look.say("Reset"),
        "lift": look.say("This is the lowest"),
    }
    drawn = "".join(
        f'<button type="button" id="{name}"{"" if at else " class=main"}>{escape(known[name])}</button>'
        for at, name in enumerate(page.buttons)
    )
    steps = escape(look.say("step")), '<span data-number="steps">0</span>'
    return f'{drawn}<span class="count">{" ".join(steps)}</span>'


def _told(page: Page, look: "Look") -> str:
    colours = look.colours
    names = ("background", "panel", "ink", "muted", "faint", "loss", "parameter", "gradient", "step")
    told = {
        **page.told,
        "language": look.language,
        "comma": look.decimal_comma,
        "colours": {
            name: getattr(colours, name) for name in (*names, "velocity", "data", "prediction", "warning")
        },
        "words": {**words_of(look), **page.told["words"]},
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")
