"""Why the steps on a parabola shrink or grow as they do: one factor, the same for each."""

from scenes.base.look import Look
from scenes.cast.writing.number_text import plain, shortest, significant

SHORT, MOST = 6, 8
"""Characters of a curvature that is printed as it is; decimals beyond which a factor is not told."""


def factor_of(curvature: float, rate: float, look: Look) -> str | None:
    """Return the sentence on the factor 1 − αf″ by which each step multiplies the distance to the minimum.

    None where the factor is too close to 1 to be told from it.

    Parameters
    ----------
    curvature
        The parabola's f″.
    rate
        The learning rate α.
    look
        Theme and language.
    """
    factor = 1.0 - rate * curvature
    decimals = next((d for d in range(2, MOST + 1) if abs(round(factor, d) - factor) < 1e-12), None)
    exact = decimals is not None and len(shortest(curvature)) <= SHORT
    if decimals is None or not exact:
        decimals = next((d for d in range(2, MOST + 1) if round(factor, d) != 1.0), None)
    if decimals is None:
        return None
    values = {
        "rate": shortest(rate, 2),
        "curvature": shortest(curvature) if exact else significant(curvature, 4),
        "factor": plain(factor, decimals) if abs(factor) < 1e6 else significant(factor),
    }
    if not exact:
        return look.say(
            "Each step multiplies the distance to the minimum by about {factor}.", factor=values["factor"]
        )
    if factor < 0.0:
        return look.say(
            "Each step multiplies the distance by 1 − {rate} × {curvature} = {factor}: minus changes sides.",
            **values,
        )
    return look.say(
        "Each step multiplies the distance to the minimum by 1 − {rate} × {curvature} = {factor}.", **values
    )
