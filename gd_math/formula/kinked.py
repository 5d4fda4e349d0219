"""The functions that sympy lacks or differentiates otherwise, and their slopes; `numeric` computes them.

At a kink the slope is PyTorch's: that of abs, sign and relu is 0; where arguments of max or min tie, it is
the mean of theirs (as `torch.amax` and, for two arguments, `torch.maximum` share it); where(…) takes that of
the branch which holds there. Where both sides have one slope, it is that one (`expression`).
"""

import sympy


class signum(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The sign of a real number, 0 at 0, with slope 0: sympy's own has a delta function for a slope."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope 0."""
        return sympy.S.Zero


class absolute(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The size of a real number: sympy's own is differentiated as if its argument could be complex."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope, the sign."""
        return signum(self.args[0])


class comparison(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """A condition on two numbers a and b: 1 or 0, and nan where one of them is nan."""


class less(comparison):  # noqa: N801
    """Whether a < b."""


class at_most(comparison):  # noqa: N801
    """Whether a ≤ b."""


class greater(comparison):  # noqa: N801
    """Whether a > b."""


class at_least(comparison):  # noqa: N801
    """Whether a ≥ b."""


class every(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """Whether all conditions hold, as in 0 < x < 1."""


class some(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """Whether one of several conditions holds; only printed."""


class where(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """One expression where a condition holds, another elsewhere."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        condition, then, otherwise = self.args
        return branches(condition, then.diff(variable), otherwise.diff(variable))


def branches(condition: sympy.Expr, then: sympy.Expr, otherwise: sympy.Expr) -> sympy.Expr:
    """Return where(condition, then, otherwise), or the one expression that both are."""
    return then if then == otherwise else where(condition, then, otherwise)


class maximum(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The largest of its arguments."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        slopes = [argument.diff(variable) for argument in self.args]
        return slopes[0] if len(set(slopes)) == 1 else of_maximum(*self.args, *slopes)


class minimum(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The least of its arguments."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        slopes = [argument.diff(variable) for argument in self.args]
        return slopes[0] if len(set(slopes)) == 1 else of_minimum(*self.args, *slopes)


class of_maximum(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """Of n arguments and n numbers the number of the largest argument; where some tie, the mean."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        half = len(self.args) // 2
        slopes = [number.diff(variable) for number in self.args[half:]]
        return slopes[0] if len(set(slopes)) == 1 else type(self)(*self.args[:half], *slopes)


class of_minimum(of_maximum):  # noqa: N801
    """The same for the least argument."""


class relu(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """max(x, 0), with slope 0 at 0."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        return branches(greater(self.args[0], 0), self.args[0].diff(variable), sympy.S.Zero)


class huber(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """½ x² up to |x| = δ, and δ (|x| − δ/2) beyond."""

    def _eval_derivative(self, variable: sympy.Symbol) -> sympy.Expr:
        x, delta = self.args
        slope = x.diff(variable)
        return branches(at_most(absolute(x), delta), x * slope, delta * signum(x) * slope)


class sigmoid(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """σ(x) = 1 / (1 + e⁻ˣ)."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope σ(x) (1 − σ(x))."""
        return sigmoid_slope(self.args[0])


class sigmoid_slope(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """σ(x) (1 − σ(x)), computed without the loss of digits where σ is nearly 1."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope σ(x) (1 − σ(x)) (1 − 2σ(x))."""
        return sigmoid_slope(self.args[0]) * (1 - 2 * sigmoid(self.args[0]))


class softplus(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """ln(1 + eˣ)."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope σ(x)."""
        return sigmoid(self.args[0])


class log2(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The logarithm of base 2."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope 1 / (x ln 2)."""
        return 1 / (self.args[0] * sympy.log(2))


class log10(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The logarithm of base 10."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope 1 / (x ln 10)."""
        return 1 / (self.args[0] * sympy.log(10))


def stable(expression: sympy.Expr) -> sympy.Expr:
    """Return an expression with log σ(a) as −softplus(−a) and log(1 − σ(a)) as −softplus(a)."""
    if not expression.has(sigmoid):
        return expression
    a, log = sympy.Wild("a"), sympy.log
    expression = expression.replace(log(sigmoid(a)), -softplus(-a))
    return expression.replace(log(1 - sigmoid(a)), -softplus(a))


def spelled_out(expression: sympy.Expr) -> sympy.Expr:
    """Return an expression as it is printed, with the slope of σ as σ (1 − σ)."""
    if not expression.has(sigmoid_slope):
        return expression
    return expression.replace(sigmoid_slope, lambda a: sigmoid(a) * (1 - sigmoid(a)))


def gaps(expression: sympy.Expr) -> list[sympy.Expr]:
    """Return what is 0 at every kink and jump of an expression."""
    found: dict[sympy.Expr, None] = {}
    for part in expression.atoms(sympy.Function):
        match part:
            case absolute() | signum() | relu():
                found[part.args[0]] = None
            case maximum() | minimum():
                pairs = [(a, b) for i, a in enumerate(part.args) for b in part.args[i + 1 :]]
                found |= {a - b: None for a, b in pairs}
            case comparison():
                found[part.args[0] - part.args[1]] = None
    return sorted((gap for gap in found if gap.free_symbols), key=str)
