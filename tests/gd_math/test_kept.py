"""What sympy has derived is kept: the same functions without sympy, never another's nor damaged ones."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gd_math.formula import kept
from gd_math.formula.parsing import parse_formula

TEXT = "x**2/4 + max(sin(5x), abs(x)) + softplus(x) + log2(x + 20)"
PLACES = np.linspace(-9.0, 9.0, 37)[:, None]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "formulas")
    return tmp_path / "formulas"


def results(text: str = TEXT) -> list[bytes]:
    f = parse_formula(text)
    found = [f(PLACES), f.gradient(PLACES), f.curvature(PLACES)]
    return [*(result.tobytes() for result in found), repr((f.formula, f.kinks(-9.0, 9.0))).encode()]


def loads_sympy(folder: Path, text: str) -> bool:
    code = f"""import sys
from pathlib import Path
from gd_math.formula import kept
kept.FOLDER = Path({str(folder)!r})
from gd_math.formula.parsing import parse_formula
f = parse_formula({text!r})
f(1.0), f.slope(1.0), f.gradient_formulas
print("sympy" in sys.modules)"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip() == "True"


def test_a_formula_is_derived_once(folder: Path) -> None:
    assert loads_sympy(folder, TEXT)
    assert not loads_sympy(folder, TEXT)
    assert loads_sympy(folder, "x**2")


def test_what_is_kept_gives_the_same_bits(folder: Path) -> None:
    first = results()
    (file,) = folder.iterdir()
    assert results() == first
    assert file.read_bytes().count(b"def ") == len(("value", "slopes", "bends", "gaps"))


@pytest.mark.parametrize("place", [0, 40, 70, -3])
def test_what_is_damaged_is_derived_again(folder: Path, place: int) -> None:
    first = results()
    (file,) = folder.iterdir()
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    assert results() == first
    file.write_bytes(file.read_bytes()[:-1])
    assert results() == first


def test_other_code_derives_again(monkeypatch: pytest.MonkeyPatch) -> None:
    form = parse_formula(TEXT).source_form
    assert kept.recall(form, ("x",)) is not None
    assert kept.recall(form, ("y",)) is None
    monkeypatch.setattr(kept, "_CODE", "other code")
    assert kept.recall(form, ("x",)) is None


def test_code_that_changes_meanwhile_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_code", lambda: "other code")
    results()
    assert not folder.exists()


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path) -> None:
    first = results()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    assert results() == first


def test_the_oldest_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 3)
    for k in range(5):
        parse_formula(f"x + {k}")
    assert len(list(folder.iterdir())) == 3
