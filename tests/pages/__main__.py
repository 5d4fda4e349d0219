"""Write the pages that the code tells: ``python -m tests.pages``."""

from tests.pages import DRAWN, PAGES, handbook
from tests.pages.pictures import draw

for path in draw(DRAWN):
    print(path)
for path, page in PAGES.items():
    path.write_text(page(), encoding="utf-8")
    print(path)
for path in handbook.write():
    print(path)
