"""A film of HillDescent with some parameters."""

import warnings

from scenes.hill_descent import HillDescent
from tests.truth.telling import tell


def told_with(media, **params):
    """Tell a film with some parameters, without warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        return tell(HillDescent, media, **params)
