"""Why the steps on a parabola shrink or grow as they do: one factor, the same for each."""

from scenes.base.look import Look
from scenes.cast.writing.number_text import plain, shortest, significant

SHORT, MOST = 6, 8
"""Characters of a curvature that is printed as it is; decimals beyond which a factor is not told."""


def factor_of(curvature: float, rate: float, look: Look) -> tuple[str, str] | None:
    """Return the sentence on the factor 1 − αf″ by which each step multiplies the distance, and the factor.

    The slope of a parabola is f″ times the distance to its minimum. None where the factor is too close to 1
    to be told from it.

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
    text = plain(factor, decimals) if abs(factor) < 1e6 else significant(factor)
    values = {"rate": shortest(rate, 2), "curvature": shortest(curvature), "factor": text}
    if not exact:
        said = look.say("Each step multiplies the distance to the minimum by about {factor}.", factor=text)
    elif factor < 0.0:
        said = look.say(
            "Slope = {curvature} × distance: each step makes 1 − {rate} × {curvature} = {factor} of it, "
            "on the other side.",
            **values,
        )
    else:
        said = look.say(
            "Slope = {curvature} × distance: each step leaves 1 − {rate} × {curvature} = {factor} of it.",
            **values,
        )
    return said, text
