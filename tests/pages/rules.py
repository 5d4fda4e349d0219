"""The page of the film lint: each rule as it tells of itself."""

from gd_studio.film_lint import lint  # noqa: F401  (brings all rules)
from gd_studio.film_lint.finding import RULES

HEAD = """\
# The film lint

`gd lint` runs a clip without painting it and looks for what would spoil the film for the back row; `./gd
test` runs it over all lessons. Each finding says when, which rule, what and with whom, where on the frame
(in scene units: the frame is 8 high, its middle is the origin), and what to try. A mobject may declare, for
itself and all that is in it: `lint_backing = True` (a plate that words stand on), `lint_bleed = True` (it
may reach into the margin), `lint_ignore = {"words-crossed"}` (rules that do not hold for it). This page is
written by `./gd test --pages`.
"""


def page() -> str:
    """Return the page as Markdown."""
    return HEAD + "".join(f"\n## {name}\n\n{_paragraphs(RULES[name])}\n" for name in sorted(RULES))


def _paragraphs(told: str) -> str:
    """Return a docstring with each paragraph in one line."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in told.split("\n\n")]
    return "\n\n".join(paragraphs).replace("``", "`").replace("Try: ", "**Try:** ")
