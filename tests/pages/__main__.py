"""Write the pages that the code tells: ``python -m tests.pages``."""

from tests.pages import PAGES

for path, page in PAGES.items():
    path.write_text(page(), encoding="utf-8")
    print(path)
