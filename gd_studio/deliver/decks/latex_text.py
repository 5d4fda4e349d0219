"""Plain text as LaTeX that any engine sets, with nothing but its own fonts."""

import unicodedata

_SPECIAL = {
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "\N{NO-BREAK SPACE}": "~",
}
_SIGNS = {
    "−": "-", "×": r"\times", "÷": r"\div", "·": r"\cdot", "±": r"\pm", "≤": r"\le", "≥": r"\ge",
    "≈": r"\approx", "≠": r"\ne", "∞": r"\infty", "√": r"\surd", "∂": r"\partial", "∇": r"\nabla",
    "←": r"\leftarrow", "→": r"\rightarrow", "↔": r"\leftrightarrow", "′": "'", "″": "''", "°": r"^\circ",
    "∈": r"\in", "∑": r"\sum",
}  # fmt: skip
_NAMES = {"lamda": "lambda", "final sigma": "varsigma"}


def latex_text(text: str) -> str:
    r"""Return a text as LaTeX.

    >>> latex_text("50 % of α² ≈ −10⁻³ & λ₁ é")
    '50 \\% of $\\alpha$$^{2}$ $\\approx$ $-$10$^{-}$$^{3}$ \\& $\\lambda$$_{1}$ é'
    """
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    if letter.isascii():
        return letter
    if letter in _SIGNS:
        return f"${_SIGNS[letter]}$"
    kind, _, of, *_ = (*unicodedata.decomposition(letter).partition(" "), "")
    if kind in ("<super>", "<sub>"):
        return f"${'^' if kind == '<super>' else '_'}{{{_in_math(chr(int(of, 16)))}}}$"
    words = unicodedata.name(letter, "").lower().split(" ")
    if words[:1] == ["greek"] and words[2:3] == ["letter"] and len(words) > 3:
        name = " ".join(words[3:])
        name = _NAMES.get(name, name)
        return f"$\\{name.capitalize() if words[1] == 'capital' else name}$"
    return letter


def _in_math(letter: str) -> str:
    return _SIGNS.get(letter, letter)
