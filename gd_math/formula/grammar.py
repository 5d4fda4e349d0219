"""From the tokens of a formula to its syntax tree, with products that are written without a sign.

`2x`, `(x-1)(x+2)` and `x sin(x)` are products that bind like `*`. Where such a text can be read in two ways,
as `1/2x` can, it is refused, and both readings are shown. The tree is made of the nodes of Python's `ast`.
"""

import ast
from collections.abc import Callable
from typing import NamedTuple

from gd_math.formula.functions import CONSTANTS, FUNCTIONS
from gd_math.formula.notation import DEEPEST, FormulaError, Token, tokens
from gd_math.formula.variables import is_variable

_COMPARISONS: dict[str, Callable[[], ast.cmpop]] = {"<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE}
TOO_DEEP = f"the formula is nested more than {DEEPEST} deep"


def parse(text: str) -> ast.expr:
    """Return the syntax tree of a formula, its names and numbers not yet checked.

    Raises
    ------
    FormulaError
        With one sentence, where the text cannot be read, or can be read in two ways.
    """
    parser = _Parser(text)
    tree = parser.sum()
    if parser.next.kind != "end":
        raise parser.unreadable()
    return tree


class _OpenPower(NamedTuple):
    """A power whose exponent has no brackets: the places of its base, its sign and of what follows it."""

    base: int
    sign: int
    after: int


class _Parser:
    """Reads tokens from left to right, with one method for each level of binding."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.place = 0
        self.depth = 0
        self.open_power: _OpenPower | None = None

    @property
    def next(self) -> Token:
        return self.tokens[self.place]

    @property
    def last(self) -> Token:
        return self.tokens[self.place - 1]

    @property
    def factor_follows(self) -> bool:
        return self.next.kind in ("number", "name") or self.next.text == "("

    def take(self, *signs: str) -> str | None:
        """Return the next token's text and go on, if it is one of these signs."""
        token = self.next
        if token.kind == "sign" and token.text in signs:
            self.place += 1
            return token.text
        return None

    def sum(self) -> ast.expr:
        tree = self.term()
        while sign := self.take("+", "-"):
            tree = ast.BinOp(tree, ast.Add() if sign == "+" else ast.Sub(), self.term())
        return tree

    def term(self) -> ast.expr:
        start = divisor = self.next.start
        tree, divided = self.signed(), False
        while True:
            if sign := self.take("*", "/"):
                divided, divisor = sign == "/", self.next.start
                tree = ast.BinOp(tree, ast.Div() if divided else ast.Mult(), self.signed())
            elif self.factor_follows:
                self.check_product()
                if divided:
                    raise self.two_readings(start, divisor)
                tree = ast.BinOp(tree, ast.Mult(), self.power())
            else:
                return tree

    def signed(self) -> ast.expr:
        self.deeper()
        if sign := self.take("+", "-"):
            tree: ast.expr = ast.UnaryOp(ast.UAdd() if sign == "+" else ast.USub(), self.signed())
        else:
            tree = self.power()
        self.depth -= 1
        return tree

    def power(self) -> ast.expr:
        base_place = self.place
        base = self.atom()
        sign_place = self.place
        self.open_power = None
        if self.next.kind == "raised":
            self.place += 1
            if self.next.kind == "raised" or self.next.text == "**":
                raise self.unreadable()
            return ast.BinOp(base, ast.Pow(), ast.Constant(int(self.last.text)))
        if not self.take("**"):
            return base
        exponent = self.signed()
        if self.last.kind == "raised":
            self.place -= 1
            raise self.unreadable()
        bracketed = self.tokens[sign_place + 1].text == "("
        self.open_power = None if bracketed else _OpenPower(base_place, sign_place, self.place)
        return ast.BinOp(base, ast.Pow(), exponent)

    def atom(self) -> ast.expr:
        token = self.next
        if token.kind == "number":
            self.place += 1
            return ast.Constant(int(token.text) if token.text.isdigit() else float(token.text))
        if token.kind == "name":
            self.place += 1
            if self.next.text == "(" and not (is_variable(token.text) or token.text in CONSTANTS):
                return self.call(token.text)
            if token.text in FUNCTIONS:
                raise self.without_brackets(token)
            return ast.Name(token.text)
        if self.take("("):
            self.deeper()
            tree = self.sum()
            self.close()
            return tree
        raise self.unreadable()

    def call(self, name: str) -> ast.Call:
        self.deeper()
        self.place += 1
        arguments: list[ast.expr] = []
        if self.next.text != ")":
            arguments.append(self.comparison() if name == "where" else self.sum())
        while self.take(","):
            arguments.append(self.sum())
        self.close()
        return ast.Call(ast.Name(name), arguments, [])

    def comparison(self) -> ast.expr:
        tree = self.sum()
        signs, others = [], []
        while sign := self.take(*_COMPARISONS):
            signs.append(_COMPARISONS[sign]())
            others.append(self.sum())
        return ast.Compare(tree, signs, others) if signs else tree

    def close(self) -> None:
        if not self.take(")"):
            raise self.unreadable()
        self.depth -= 1

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > 3 * DEEPEST:
            raise FormulaError(TOO_DEEP)

    def check_product(self) -> None:
        """Refuse a product without a sign that begins with a number, or that an exponent may swallow."""
        left, right = self.last, self.next
        if right.kind == "number":
            raise FormulaError(
                f"'{self.text.strip()}' cannot be read; a sign such as * is missing between "
                f"'{self.text[left.start : left.end]}' and '{self.text[right.start : right.end]}'"
            )
        power = self.open_power
        if power is None or power.after != self.place:
            return
        base = self.tokens[power.base]
        constant = power.sign == power.base + 1 and (base.kind == "number" or base.text == "e")
        if left.kind == "number" and not constant:
            return
        if left.end == right.start or (constant and left.kind == "number"):
            exponent = self.tokens[power.sign + 1].start
            raise self.two_readings(base.start, exponent)

    def two_readings(self, start: int, split: int) -> FormulaError:
        """Refuse factors that belong to all from `start` on, or only to what begins at `split`."""
        end, factors = self.last.end, []
        while self.factor_follows:
            begin = self.next.start
            self.power()
            factors.append(self.text[begin : self.last.end])
        outer = f"({self.text[start:end]})*{'*'.join(factors)}"
        inner = f"{self.text[start:split]}({'*'.join([self.text[split:end], *factors])})"
        whole = self.text[start : self.last.end]
        return FormulaError(f"'{whole}' can be read in two ways; write {outer} or {inner}")

    def without_brackets(self, token: Token) -> FormulaError:
        name = self.text[token.start : token.end]
        if self.next.kind == "raised" or self.next.text == "**":
            return FormulaError(f"'{name}' needs its argument before the exponent: write {name}(…)**2")
        if self.factor_follows:
            shown = self.text[token.start : self.next.end]
            return FormulaError(f"'{shown}' cannot be read; write the argument in brackets, {name}(…)")
        return FormulaError(f"'{name}' is a function and needs its argument in brackets, {name}(…)")

    def unreadable(self) -> FormulaError:
        token, text = self.next, self.text.strip()
        place = f"at position {token.start + 1}"
        if token.kind == "end":
            return FormulaError(f"'{text}' cannot be read: something is missing at its end")
        if token.text in _COMPARISONS:
            return FormulaError(f"'{token.text}' {place} may only stand in where, as in where(x > 0, x, 0)")
        if token.text == ",":
            return FormulaError(f"a comma may not stand {place}; decimal numbers are written with a point")
        if token.text == "//":
            return FormulaError(f"'//' {place} is not allowed; write / for a quotient")
        if token.kind == "raised":
            return FormulaError(f"the exponent {place} cannot be read; write powers with ** and brackets")
        return FormulaError(f"'{text}' cannot be read {place}, '{self.text[token.start :][:12]}'")
