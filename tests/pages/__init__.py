"""Pages in docs that are written by the code, so that they cannot grow old."""

from collections.abc import Callable
from pathlib import Path

from tests.pages import cast, handbook, lesson, mathematics, rules

DOCS = Path(__file__).parents[2] / "docs"
DRAWN = DOCS / "pictures"
PAGES: dict[Path, Callable[[], str]] = {
    DOCS / "cast.md": cast.page,
    DOCS / "lesson.md": lesson.page,
    DOCS / "gd_math.md": mathematics.page,
    DOCS / "lint.md": rules.page,
    DOCS / "lessons" / "README.md": handbook.index,
}
