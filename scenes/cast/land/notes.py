"""What the mathematics says of walks over a land that no picture needs to show."""

from gd_math.accounts.land_runs import LandRuns
from scenes.base.look import Look
from scenes.cast.writing.number_text import shortest


def rate_note(look: Look, runs: LandRuns, rate: float) -> list[str]:
    """Return a note where walkers leave who could have come to a valley: from which rate on they do."""
    if not runs.overshot:
        return []
    limits, asked = runs.sheds.limits, shortest(rate)
    if not limits or rate <= min(limits):
        return [look.say("walkers leave the map: steps with learning_rate = {rate} are too long", rate=asked)]
    if rate <= max(limits):
        return [
            look.say(
                "walkers leave the map: learning_rate = {rate} is above 2/L = {limit} of the steepest valley",
                rate=asked,
                limit=f"{min(limits):.4g}",
            )
        ]
    return [
        look.say_count(
            len(limits),
            "walkers leave the map: learning_rate = {rate} is above 2/L = {limit} of the valley",
            "walkers leave the map: learning_rate = {rate} is above 2/L = {limit} of every valley",
            rate=asked,
            limit=f"{max(limits):.4g}",
        )
    ]


__all__ = ["rate_note"]
