"""sympy expressions as Typst math markup."""

import sympy

from gd_math.formula import kinked
from gd_math.formula.typst_cases import cases
from gd_math.formula.variables import variable_markup
from gd_math.functions.markup import number

_NAMES = {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "log": "ln",
    "absolute": "abs",
    "signum": 'op("sign")',
    "maximum": "max",
    "minimum": "min",
    "relu": 'op("ReLU")',
    "sigmoid": "sigma",
    "softplus": 'op("softplus")',
    "erf": 'op("erf")',
    "log2": "log_2 ",
    "log10": "log_10 ",
}
_CASES = (kinked.where, kinked.of_maximum)


class TypstPrinter:
    """Prints sums, products, powers, roots and functions the way they are written by hand.

    Parameters
    ----------
    decimals
        Whether one tenth is 0.1 rather than a fraction, because the lecturer wrote decimals.
    as_written
        Whether terms stay in their order instead of sympy's (highest powers first).
    """

    def __init__(self, decimals: bool = False, as_written: bool = False) -> None:
        self.decimals = decimals
        self.as_written = as_written

    def markup(self, expr: sympy.Expr) -> str:
        """Return the markup of an expression, without brackets around it."""
        if expr.is_Symbol:
            return variable_markup(expr.name)
        if expr.is_Rational:
            return self._rational(expr)
        if expr.is_Add:
            return self._sum(expr)
        if expr.is_Mul:
            return self._fraction(expr)
        if isinstance(expr, sympy.exp):
            return f"e^{self._raised(expr.exp)}"
        if expr.is_Pow:
            return self._power(expr)
        if expr.is_Function:
            return self._function(expr)
        return {sympy.pi: "pi", sympy.E: "e"}[expr]

    def _function(self, expr: sympy.Expr) -> str:
        if isinstance(expr, _CASES):
            return cases(expr, self.markup)
        name = type(expr).__name__
        arguments = ", ".join(self.markup(argument) for argument in expr.args)
        if isinstance(expr, kinked.huber):
            argument, delta = expr.args
            width = "" if delta == 1 else f"_({self.markup(delta)})"
            return f'op("Huber"){width} ({self.markup(argument)})'
        return f"{_NAMES.get(name, name)}({arguments})"

    def _rational(self, value: sympy.Rational) -> str:
        if value.is_Integer or self._is_decimal(value):
            return number(float(value))
        return f"{'-' if value < 0 else ''}frac({abs(value.p)}, {value.q})"

    def _sum(self, expr: sympy.Add) -> str:
        terms = expr.args if self.as_written else sorted(expr.as_ordered_terms(), key=_ends_in_cases)
        texts = [self._bracketed(term, _ends_in_cases(term)) for term in terms[:-1]] + [
            self.markup(terms[-1])
        ]
        text = texts[0]
        for printed in texts[1:]:
            text += f" - {printed[1:]}" if printed.startswith("-") else f" + {printed}"
        return text

    def _fraction(self, expr: sympy.Mul) -> str:
        negative, above, below = False, [], []
        for signed in self._factors(expr):
            flip = bool(signed.is_Rational and signed < 0)
            negative, factor = negative != flip, -signed if flip else signed
            if factor.is_Rational and not factor.is_Integer and not self._is_decimal(factor):
                above.append(sympy.Integer(factor.p))
                below.append(sympy.Integer(factor.q))
            elif factor.is_Pow and factor.exp.is_Rational and factor.exp < 0:
                below.append(
                    sympy.Pow(factor.base, -factor.exp, evaluate=False) if factor.exp != -1 else factor.base
                )
            else:
                above.append(factor)
        beside = [factor for factor in above if below and isinstance(factor, _CASES)]
        above = [factor for factor in above if factor not in beside]
        text = self._product(above)
        if below:
            text = f"frac({text}, {self._product(below)})"
        if beside:
            text = f"{text} {self._product(beside)}"
        elif len(above) == 1 and above[0].is_Add and negative:
            text = f"({text})"
        return f"-{text}" if negative else text

    def _power(self, expr: sympy.Pow) -> str:
        base, exponent = expr.base, expr.exp
        if exponent == sympy.Rational(1, 2):
            return f"sqrt({self.markup(base)})"
        if exponent.is_Rational and exponent < 0:
            return f"frac(1, {self.markup(_reciprocal(expr))})"
        named = base.is_Symbol or (base.is_Function and not isinstance(base, _CASES))
        simple = named or base in (sympy.E, sympy.pi)
        text = self.markup(base)
        if not (simple or text.isdigit()) or isinstance(base, sympy.exp):
            text = f"({text})"
        return f"{text}^{self._raised(exponent)}"

    def _factors(self, expr: sympy.Mul) -> list[sympy.Expr]:
        if not self.as_written:
            return sorted(expr.as_ordered_factors(), key=_comes_late)
        return [part for arg in expr.args for part in (self._factors(arg) if arg.is_Mul else [arg])]

    def _product(self, factors: list[sympy.Expr]) -> str:
        """Return the factors side by side, without ones, and with a dot before digits."""
        kept = [factor for factor in factors if factor != 1]
        if len(kept) <= 1:
            return self.markup(kept[0]) if kept else "1"
        last = len(kept) - 1
        texts = [
            self._bracketed(factor, factor.is_Add or (at < last and isinstance(factor, _CASES)))
            for at, factor in enumerate(kept)
        ]
        text = texts[0]
        for following in texts[1:]:
            text += f" dot {following}" if following[0].isdigit() else f" {following}"
        return text

    def _bracketed(self, expr: sympy.Expr, needed: bool) -> str:
        text = self.markup(expr)
        return f"({text})" if needed else text

    def _raised(self, exponent: sympy.Expr) -> str:
        text = self.markup(exponent)
        return text if text.isalnum() and (len(text) == 1 or text.isdigit()) else f"({text})"

    def _is_decimal(self, value: sympy.Rational) -> bool:
        """Return whether a fraction is written with a point: it must end within 12 digits."""
        return self.decimals and 10**12 % int(value.q) == 0


def _comes_late(factor: sympy.Expr) -> bool:
    """Return whether a factor stands at the end: a case distinction, or the second one in σ (1 − σ)."""
    return isinstance(factor, _CASES) or (factor.is_Add and factor.has(kinked.sigmoid))


def _ends_in_cases(term: sympy.Expr) -> bool:
    """Return whether a term is a case distinction or has one as a factor: nothing may follow it bare."""
    return isinstance(term, _CASES) or (term.is_Mul and any(isinstance(f, _CASES) for f in term.args))


def _reciprocal(power: sympy.Pow) -> sympy.Expr:
    """Return 1/power for a power with a negative exponent."""
    return power.base if power.exp == -1 else sympy.Pow(power.base, -power.exp, evaluate=False)
