"""What each sentence of each lesson claims, checked against the numbers of the run and nothing else.

A claim is a function of the told film and of the values printed in the sentence. It recomputes what it needs
from the run's arrays, from the function and from the data, never from the words' own account, and returns
whether the sentence is true. A sentence without a claim is not allowed on screen.
"""

import re
from collections.abc import Callable
from typing import Any

from tests.truth.telling import NUMBER, Said, Told, number

Claim = Callable[..., bool]
CLAIMS: dict[tuple[str, str], Claim] = {}
"""By lesson and English source; an empty lesson name serves all lessons."""


def claim(*sources: str, lesson: str = "") -> Callable[[Claim], Claim]:
    """Register what sentences claim; the function takes the told film and the values by name."""

    def register(check: Claim) -> Claim:
        for source in sources:
            key = (lesson, source)
            assert key not in CLAIMS, f"{key} has two claims"
            CLAIMS[key] = check
        return check

    return register


def nothing(lesson: str, *sources: str) -> None:
    """Register sentences that claim nothing of a run: questions, instructions, definitions."""
    for source in sources:
        key = (lesson, source)
        assert key not in CLAIMS, f"{key} has two claims"
        CLAIMS[key] = lambda told, **values: True


def untruths(told: Told, lesson: str) -> list[str]:
    """Return what is untrue in a told film, one line each."""
    found = []
    for said in told.sentences:
        found += [f"{said.text!r}: {fault}" for fault in faults_of_wording(said)]
        check = CLAIMS.get((lesson, said.source)) or CLAIMS.get(("", said.source))
        if check is None:
            found.append(f"no claim is known for {said.source!r}")
        elif not check(told, **said.values):
            found.append(f"untrue: {said.text!r}")
    found += [f"number {text!r} on screen" for beat in told.numbers for text in beat if ugly(text)]
    return found


def faults_of_wording(said: Said) -> list[str]:
    """Return what no sentence may look like: 1 steps, falls from 64.0 to 64.0, −0.00, fifteen digits."""
    found = []
    if re.search(r"\b1 (steps|balls|walkers|runs|minima|bands|valleys)\b", said.text):
        found.append("a plural after 1")
    alike = re.search(r"from (\S+) to (\S+?)[.,]?(\s|$)", said.text)
    if alike and alike[1] == alike[2] and re.search(r"\b(falls?|fell|rises?|rose)\b", said.text):
        found.append("a change between equal numbers")
    found += [f"the number {text}" for text in NUMBER.findall(said.text) if ugly(text)]
    return found


def ugly(text: str) -> bool:
    """Tell whether a printed number is none that a person would write."""
    digits = re.sub(r"[^0-9.]", "", text.split("×")[0])
    negative_zero = text.startswith("−") and digits.strip("0.") == "" and digits != ""
    return negative_zero or len(digits.replace(".", "").lstrip("0")) > 12 or "e" in text or "nan" in text


def agrees(text: Any, value: float, slack: float = 0.51) -> bool:
    """Tell whether a printed number is `value` rounded to the digits printed."""
    printed = number(str(text))
    mantissa = str(text).partition("×")[0]
    decimals = len(mantissa.partition(".")[2])
    power = number("1" + str(text).removeprefix(mantissa)) if "×" in str(text) else 1.0
    return abs(printed - value) <= slack * 10.0**-decimals * power + 1e-9 * abs(value)


__all__ = ["CLAIMS", "agrees", "claim", "nothing", "number", "untruths"]
