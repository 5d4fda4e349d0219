"""What the columns of the data are called that come with the lessons."""

from scenes.base.look import Look


def column_name(look: Look, name: str) -> str:
    """Return a column's name in the look's language; one of the lecturer's own stays as it is."""
    known = {
        "years": look.say("years"),
        "wage": look.say("wage"),
        "distance (Mpc)": look.say("distance (Mpc)"),
        "velocity (km/s)": look.say("velocity (km/s)"),
        "bill length (mm)": look.say("bill length (mm)"),
        "bill depth (mm)": look.say("bill depth (mm)"),
        "flipper (mm)": look.say("flipper (mm)"),
        "body mass (g)": look.say("body mass (g)"),
    }
    return known.get(name, name)


__all__ = ["column_name"]
