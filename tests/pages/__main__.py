"""Write the pages that the code tells, and the catalogues of the languages: ``python -m tests.pages``."""

from tests.pages import DRAWN, PAGES, galleries, handbook
from tests.pages.pictures import draw
from tests.translation import catalogues

for path in draw(DRAWN):
    print(path)
for path, page in PAGES.items():
    path.write_text(page(), encoding="utf-8")
    print(path)
for path in handbook.write():
    print(path)
for path in galleries.write():
    print(path)
for language in catalogues.languages():
    print(catalogues.write(language))
