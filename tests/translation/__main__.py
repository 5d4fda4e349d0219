"""Write the catalogues with today's sentences: ``python -m tests.translation [LANGUAGE …]``.

A language that is not there yet gets an empty catalogue.
"""

import sys

from tests.translation.catalogues import catalogue, faults, languages, template, write

for language in sys.argv[1:] or languages():
    print(write(language))
    for fault in faults(catalogue(language), template()):
        print(f"  {fault}")
