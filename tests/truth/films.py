"""The films that are told to look for untruths: for each lesson, which parameters hypothesis draws."""

import importlib
import pkgutil
import re
from typing import Any

from hypothesis import strategies as st

import tests.truth.lessons as lessons
from scenes.base.lesson import Lesson

FILMS: dict[str, st.SearchStrategy[dict[str, Any]]] = {}
"""By lesson; the module of each lesson's claims adds its own."""


def load_all() -> None:
    """Import the claims of all lessons, which fill `FILMS` and the claims."""
    for module in pkgutil.iter_modules(lessons.__path__):
        importlib.import_module(f"tests.truth.lessons.{module.name}")


def lesson_named(name: str) -> type[Lesson]:
    """Return a lesson's class, such as BallOnParabola from scenes/ball_on_parabola.py."""
    file = re.sub(r"(?<=[a-z])(?=[A-Z0-9])", "_", name).lower()
    found: type[Lesson] = getattr(importlib.import_module(f"scenes.{file}"), name)
    return found
