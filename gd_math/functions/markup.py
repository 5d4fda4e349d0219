"""Numbers and sums as Typst math markup."""

from collections.abc import Sequence


def number(value: float) -> str:
    """Return a number as one would write it, to 12 significant digits at most.

    >>> number(2.0), number(0.1), number(1e18)
    ('2', '0.1', '10^18')
    """
    text = f"{value:.12g}"
    if "e" not in text:
        return text
    mantissa, exponent = text.split("e")
    power = f"10^{int(exponent)}" if int(exponent) >= 0 else f"10^({int(exponent)})"
    return {"1": power, "-1": f"-{power}"}.get(mantissa, f"{mantissa} dot {power}")


def polynomial(terms: Sequence[tuple[float, str]]) -> str:
    """Return the sum of terms (coefficient, factor); an empty factor makes a constant, zeros are left out.

    >>> polynomial([(1.0, "x^2"), (-0.5, "x"), (0.0, "y"), (3.0, "")])
    'x^2 - 0.5 x + 3'
    """
    text = ""
    for coefficient, factor in terms:
        if coefficient == 0:
            continue
        size = abs(coefficient)
        body = number(size) if not factor else factor if size == 1 else f"{number(size)} {factor}"
        sign = "-" if coefficient < 0 else "+"
        text += f" {sign} {body}" if text else body if sign == "+" else f"-{body}"
    return text or "0"
