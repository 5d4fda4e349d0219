"""Branches and comparisons as Typst math markup: the rows of a case distinction."""

from collections.abc import Callable

import sympy

from gd_math.formula import kinked

_SIGNS = {kinked.less: "<", kinked.at_most: "<=", kinked.greater: ">", kinked.at_least: ">="}
_OPPOSITES = {
    kinked.less: kinked.at_least,
    kinked.at_most: kinked.greater,
    kinked.greater: kinked.at_most,
    kinked.at_least: kinked.less,
}
_LOWER, _UPPER = (kinked.greater, kinked.at_least), (kinked.less, kinked.at_most)

Printer = Callable[[sympy.Expr], str]


def cases(branch: sympy.Expr, printed: Printer) -> str:
    """Return a where(…) with what is nested in its last argument, or a number of max or min, as cases."""
    rows = _branch_rows(branch, printed) if isinstance(branch, kinked.where) else _tie_rows(branch, printed)
    return f"cases({', '.join(f'{value} &quad {condition}' for value, condition in rows)})"


def _branch_rows(branch: sympy.Expr, printed: Printer) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    earlier: list[sympy.Expr] = []
    while isinstance(branch, kinked.where):
        condition, then, branch = branch.args
        rows.append((printed(then), _all_of([*earlier, condition], printed)))
        earlier.append(_opposite(condition))
    return [*rows, (printed(branch), _all_of(earlier, printed))]


def _tie_rows(choice: sympy.Expr, printed: Printer) -> list[tuple[str, str]]:
    half = len(choice.args) // 2
    arguments, numbers = [printed(a) for a in choice.args[:half]], [printed(n) for n in choice.args[half:]]
    least = isinstance(choice, kinked.of_minimum)
    if half == 2:
        first, second = ("<", ">") if least else (">", "<")
        conditions = [f"{arguments[0]} {sign} {arguments[1]}" for sign in (first, second)]
    else:
        extreme = f"{'min' if least else 'max'}({', '.join(arguments)})"
        conditions = [f"{argument} = {extreme}" for argument in arguments]
    return list(zip(numbers, conditions, strict=True))


def _opposite(condition: sympy.Expr) -> sympy.Expr:
    if isinstance(condition, kinked.every):
        return kinked.some(*(_opposite(part) for part in condition.args))
    return _OPPOSITES[type(condition)](*condition.args, evaluate=False)


def _all_of(conditions: list[sympy.Expr], printed: Printer) -> str:
    """Return conditions joined by "and"; bounds of one expression become 0 <= x < 1, or the tighter bound."""
    if len(conditions) == 1:
        only = conditions[0]
        return _chain(only, printed) if isinstance(only, kinked.every) else _printed(only, printed, False)
    parts = [part for c in conditions for part in (c.args if isinstance(c, kinked.every) else (c,))]
    parts = [_numbers_at_the_right(part) for part in parts]
    bounds = all(isinstance(part, kinked.comparison) and part.args[1].is_Rational for part in parts)
    if not bounds or len({part.args[0] for part in parts}) > 1:
        return " and ".join(_printed(part, printed, True) for part in parts)
    lower = sorted((part for part in parts if isinstance(part, _LOWER)), key=_tightness)
    upper = sorted((part for part in parts if isinstance(part, _UPPER)), key=_tightness)
    if not (lower and upper):
        return _compared((lower or upper)[-1], printed)
    sign = "<" if isinstance(lower[-1], kinked.greater) else "<="
    return f"{printed(lower[-1].args[1])} {sign} {_compared(upper[-1], printed)}"


def _tightness(bound: sympy.Expr) -> tuple[sympy.Rational, bool]:
    number = bound.args[1] if isinstance(bound, _LOWER) else -bound.args[1]
    return number, isinstance(bound, kinked.greater | kinked.less)


def _chain(condition: sympy.Expr, printed: Printer) -> str:
    """Return a chain as it was written, such as 0 < x < 1."""
    return printed(condition.args[0].args[0]) + "".join(
        f" {_SIGNS[type(part)]} {printed(part.args[1])}" for part in condition.args
    )


def _numbers_at_the_right(relation: sympy.Expr) -> sympy.Expr:
    """Return a comparison, mirrored where its left side is a number."""
    if isinstance(relation, kinked.some) or not relation.args[0].is_Rational:
        return relation
    left, right = relation.args
    mirrored = {
        kinked.less: kinked.greater,
        kinked.at_most: kinked.at_least,
        kinked.greater: kinked.less,
        kinked.at_least: kinked.at_most,
    }
    return mirrored[type(relation)](right, left, evaluate=False)


def _printed(condition: sympy.Expr, printed: Printer, bracketed: bool) -> str:
    if not isinstance(condition, kinked.some):
        return _compared(condition, printed)
    text = " or ".join(_compared(_numbers_at_the_right(part), printed) for part in condition.args)
    return f"({text})" if bracketed else text


def _compared(relation: sympy.Expr, printed: Printer) -> str:
    left, right = relation.args
    return f"{printed(left)} {_SIGNS[type(relation)]} {printed(right)}"
