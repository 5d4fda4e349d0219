"""The words that all explorables know, in a language."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenes.base.look import Look


def words_of(look: "Look") -> dict[str, str]:
    """Return the words that all pages know; their ``{places}`` are filled by the scripts."""
    share, factor, limit, step = "{share}", "{factor}", "{limit}", "{step}"
    return {
        "run": look.say("Run"),
        "pause": look.say("Pause"),
        "limit": look.say("stable below {limit}", limit=limit),
        "creeps": look.say("Each step leaves {share} % of the distance: it creeps.", share=share),
        "settles": look.say("Each step leaves {share} % of the distance: it settles.", share=share),
        "atonce": look.say("One step leads to the minimum."),
        "overshoots": look.say(
            "Each step overshoots and leaves {share} % of the distance: it settles.",
            share=share,
        ),
        "border": look.say(
            "Each step leads across the minimum, as far as before: it jumps to and fro without end."
        ),
        "diverges": look.say(
            "Each step overshoots and multiplies the distance by {factor}: it diverges.", factor=factor
        ),
        "near": look.say("{verdict} So it is near the minimum.", verdict="{verdict}"),
        "nowhere": look.say("No minimum lies downhill from here."),
        "flat": look.say("The slope is 0: no step leads away from here."),
        "gone": look.say("Step {step} leads beyond all bounds: it has diverged.", step=step),
        "undefined": look.say("Step {step} leads to where the function is not defined.", step=step),
    }
