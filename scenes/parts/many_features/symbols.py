"""The symbols of the rule."""

from scenes.base.look import Look
from scenes.cast.writing.formulas import paint


def painted(look: Look) -> dict[str, str]:
    """Return the symbols of the rule in their colours."""
    colours = look.colours
    return {
        "w": paint(colours.parameter, "w"),
        "y": paint(colours.data, "y"),
        "X": paint(colours.data, "X"),
        "e": paint(colours.loss, "e"),
        "hat": paint(colours.prediction, "hat(y)"),
        "slope": paint(colours.gradient, "nabla"),
        "alpha": paint(colours.step, "alpha"),
    }


__all__ = ["painted"]
