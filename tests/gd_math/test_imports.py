"""The mathematics starts quickly: sympy only comes with a formula that is new."""

import subprocess
import sys

import pytest

MODULES = [
    *("functions.objectives", "functions.landscapes", "formula.parsing"),
    *("runs.optimizers", "runs.schedules", "runs.descent", "runs.theory"),
    *("data.regression", "data.datasets", "data.batches"),
]


def loaded_sympy(code: str) -> bool:
    code = f"import sys\n{code}\nprint('sympy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip() == "True"


def test_importing_the_mathematics_does_not_import_sympy() -> None:
    names = ", ".join(f"gd_math.{module}" for module in MODULES)
    assert not loaded_sympy(f"import {names}")


@pytest.mark.parametrize("text", ["x=2", "1/2x", "import os"])
def test_refusing_a_formula_does_not_import_sympy(text: str) -> None:
    code = f"from gd_math.formula.parsing import *\ntry: parse_formula({text!r})\nexcept FormulaError: pass"
    assert not loaded_sympy(code)
