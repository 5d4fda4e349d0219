"""What the mathematics has to say about the rate at which a line is fitted."""

from gd_math.data.line_descent import LineDescent
from scenes.base.look import Look


def rate_notes(look: Look, descent: LineDescent) -> list[str]:
    """Return a note where the rate is too large to settle: what comes of it, and below which it would."""
    if not descent.grows or descent.starts_at_best:
        return []
    told, limit = descent.told, f"{descent.limit:.4g}"
    if told.left:
        step = told.leaving_step
        return [look.say("diverges at step {step}; stable below {limit}", step=step, limit=limit)]
    if told.rises:
        return [look.say("grows with every step; stable below {limit}", limit=limit)]
    rate = f"{descent.rate:.4g}"
    return [look.say("a rate of {rate} leaves in the end; stable below {limit}", rate=rate, limit=limit)]


__all__ = ["rate_notes"]
