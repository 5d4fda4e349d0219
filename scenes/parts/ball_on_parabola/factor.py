"""Why the steps on a parabola shrink or grow as they do: one factor, the same for each."""

from scenes.base.look import Look
from scenes.cast.writing.number_text import as_number, plain, shortest, significant
from scenes.cast.writing.step_rows import bracketed

SHORT, MOST = 6, 8
"""Characters of a curvature that is printed as it is; decimals beyond which a factor is not told."""

ROUGH = 0.1
"""Below it a rounded factor has two digits."""


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


def loss_factor_of(curvature: float, rate: float, printed: str, look: Look) -> str:
    """Return the sentence on the factor (1 − αf″)² by which each step multiplies the loss.

    Parameters
    ----------
    curvature
        The parabola's f″.
    rate
        The learning rate α.
    printed
        The factor of the distance, as it is printed.
    look
        Theme and language.
    """
    square, of_printed = (1.0 - rate * curvature) ** 2, as_number(printed) ** 2
    exact = next((d for d in range(2, MOST + 1) if abs(round(square, d) - of_printed) < 1e-12), None)
    decimals = len(printed.partition(".")[2])
    rough = significant(square, 2) if square < ROUGH else plain(square, decimals)
    return look.say(
        "Each step leaves {factor}² {sign} {kept} of the loss: on powers of ten, equal steps down.",
        factor=bracketed(printed),
        sign="≈" if exact is None else "=",
        kept=rough if exact is None else plain(square, exact),
    )
